"""The quarter of `tests.support.quarter`, in a running application of its own."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Iterator
from itertools import count
from pathlib import Path

import pytest

from data.assets import copy_assets
from tests.support.running_quarter import Quarter
from tests.support.server import ROOT, running_server
from tests.support.store import REAL

_TURN = count(1)


@pytest.fixture(scope="session")
def running(told_quarter: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Quarter]:
    """One server for all files; `quarter` gives each test the story from its beginning."""
    folder = tmp_path_factory.mktemp("quarter")
    path = folder / REAL
    shutil.copy(told_quarter, path)
    copy_assets(ROOT)
    with running_server(folder, {"DATABASE_URL": f"sqlite:///{path}"}) as server:
        yield Quarter(server.url, path, told_quarter)


@pytest.fixture
def quarter(running: Quarter) -> Quarter:
    for rest in running.path.parent.glob(f"{REAL}-*"):
        rest.unlink()
    shutil.copy(running.fresh, running.path)
    with sqlite3.connect(running.path) as connection:
        # The server remembers a plan by its revision: one that another test reached would show that test's figures.
        connection.execute("UPDATE plan SET revision = revision + ?", (1000 * next(_TURN),))
    connection.close()
    return running
