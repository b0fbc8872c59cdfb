"""The public page as phones and desks open it: served by any web server or by none, without a script, by everybody."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import BrowserContext, Page, expect

from data.drawing.shapes import shapes_for
from data.site.folder import write_site
from data.site.site import PAGES, public_site
from tests.support.site_pages import public_deck

pytestmark = pytest.mark.browser
BELOW = "conferences/2026"
"""The site stands in a sub-folder: no link may count on the root."""


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        pass


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("site")
    deck = public_deck()
    write_site(public_site(deck, shapes_for(deck), data_files={"actions.csv": b"code\r\n"}), root / BELOW)
    return root


@pytest.fixture(scope="module")
def address(folder: Path) -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/{BELOW}/"
    server.shutdown()


def test_every_page_is_open_to_everybody(open_page: Callable[..., Page], address: str) -> None:
    for width in (390, 1440):
        for scheme in ("light", "dark"):
            page = open_page(viewport={"width": width, "height": 844}, color_scheme=scheme)
            for name, _ in PAGES:
                page.goto(address + name)
                # What is folded is read too.
                page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true })")
                found = Axe().run(page).response["violations"]
                told = {rule["id"]: [node["html"][:160] for node in rule["nodes"]][:3] for rule in found}
                assert not told, f"{name}, {width}, {scheme}"
                assert page.evaluate("document.documentElement.scrollWidth") <= width, f"{name}, {width}"


def test_without_script_everything_is_read_and_reached_by_keyboard(
    open_page: Callable[..., Page], address: str
) -> None:
    page = open_page(viewport={"width": 390, "height": 844}, java_script_enabled=False)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(address)
    expect(page.get_by_role("heading", level=1, name="Le répit des aidants")).to_be_visible()
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Aller au contenu")).to_be_focused()
    section = page.locator("section").filter(has=page.get_by_role("heading", name="Où trouver une place de répit"))
    expect(section.get_by_role("table")).to_be_hidden()
    section.get_by_text("Voir le tableau").focus()
    page.keyboard.press("Enter")
    expect(section.get_by_role("cell", name="31 places")).to_be_visible()
    with page.expect_download() as waited:
        section.get_by_role("link", name="Télécharger ce tableau").click()
    assert waited.value.suggested_filename == "places-de-repit-pour-10-000-habitants-par-intercommunalite.csv"
    page.get_by_role("link", name="Tous les chiffres").click()
    expect(page.get_by_role("heading", level=1, name="Tous les chiffres")).to_be_visible()
    page.get_by_role("link", name="Méthode", exact=True).click()
    expect(page.get_by_role("heading", name="Petits nombres")).to_be_visible()
    assert not [url for url in asked if not url.startswith(address)]


def test_opened_as_a_file_it_is_the_same_page(new_context: Callable[..., BrowserContext], folder: Path) -> None:
    # Not under the usual watch, which takes a file for something outside: everything asked is looked at instead.
    page = new_context(color_scheme="dark").new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    here = (folder / BELOW).as_uri()
    page.goto(f"{here}/index.html")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(26, 25, 23)"
    photo = page.get_by_role("img", name="Façade de la halte de répit")
    photo.scroll_into_view_if_needed()
    page.wait_for_function("image => image.complete && image.naturalWidth > 0", arg=photo.element_handle())
    page.get_by_role("link", name="Méthode", exact=True).click()
    expect(page.get_by_role("heading", name="Accessibilité", exact=True)).to_be_visible()
    assert not [url for url in asked if not url.startswith(here)]
