"""Fixtures that every test may ask for. The browser ones start the real application once a process."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings
from playwright.sync_api import BrowserContext, Page

from data.assets import copy_assets
from data.database import Store
from tests.support.browser import Guard
from tests.support.chromium import ARGUMENTS, MISSING, find_chromium
from tests.support.quarter import tell
from tests.support.server import ROOT, Server, running_server
from tests.support.store import REAL, Lent, common, copied, master, prepared, settle

# Nothing here is timed: machines are shared, and a slow moment is not a defect.
settings.register_profile("cap", deadline=None)
settings.load_profile("cap")


@pytest.fixture(scope="session")
def master_stores(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Folder of the stores built once for the whole session (real and demonstration): read, never written."""
    return master(common(tmp_path_factory.getbasetemp()))


@pytest.fixture(scope="session")
def told_quarter(master_stores: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """File of the real store in which the quarter of `tests.support.quarter` was told: read, never written."""

    def build(folder: Path) -> None:
        shutil.copy(master_stores / REAL, folder / REAL)
        store = Store(f"sqlite:///{folder / REAL}")
        tell(store)
        settle(store)

    return prepared(common(tmp_path_factory.getbasetemp()), "quarter", build) / REAL


@pytest.fixture(scope="session")
def _both_stores(master_stores: Path, tmp_path_factory: pytest.TempPathFactory) -> Lent:
    def make(folder: Path) -> None:
        copied(master_stores, folder)

    return Lent(make, tmp_path_factory.mktemp("stores"))


@pytest.fixture
def database_url(_both_stores: Lent, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """A copy of both stores in which no other test wrote, and the environment that opens them."""
    with _both_stores.lend() as folder:
        url = f"sqlite:///{folder / REAL}"
        monkeypatch.setenv("DATABASE_URL", url)
        yield url


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory, master_stores: Path) -> Iterator[Server]:
    """The application, running on stores of its own; it opens the demonstration."""
    folder: Path = tmp_path_factory.mktemp("server")
    copy_assets(ROOT)
    with running_server(folder, {"DATABASE_URL": copied(master_stores, folder / "stores")}) as running:
        yield running


@pytest.fixture(scope="session")
def app_url(server: Server) -> str:
    """Its address: http://127.0.0.1:<port>."""
    return server.url


@pytest.fixture(scope="session")
def base_url(app_url: str) -> str:
    """`page.goto("/")` is the application."""
    return app_url


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    """The system's Chromium; `--headed` and the like still work."""
    executable = find_chromium()
    assert executable, MISSING
    return {**browser_type_launch_args, "executable_path": executable, "args": ARGUMENTS}


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args: dict[str, Any]) -> dict[str, Any]:
    """A French person at a desk."""
    return {
        "viewport": {"width": 1440, "height": 900},
        **browser_context_args,
        "locale": "fr-FR",
        "timezone_id": "Europe/Paris",
    }


@pytest.fixture
def guard() -> Iterator[Guard]:
    """Fails the test that made a page ask for anything outside this machine, or break the security policy."""
    watched = Guard()
    yield watched
    assert not watched.outside, f"requests left this machine: {watched.outside}"
    assert not watched.refused, f"the security policy refused: {watched.refused}"


@pytest.fixture
def open_page(new_context: Callable[..., BrowserContext], guard: Guard) -> Callable[..., Page]:
    """Opens one more browser, as another person would: `open_page()`, `open_page(color_scheme="dark")`."""

    def open_one(**options: Any) -> Page:
        # The plugin does not let a test override what its fixture already sets.
        size = options.pop("viewport", None)
        context = new_context(**options)
        guard.watch(context)
        page = context.new_page()
        if size:
            page.set_viewport_size(size)
        return page

    return open_one


@pytest.fixture
def browser_page(open_page: Callable[..., Page]) -> Page:
    """A blank page, watched. Then `visit(browser_page, "/")`."""
    return open_page()
