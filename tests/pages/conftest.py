"""The quarter of `tests.support.quarter`, in a store of its own that the application opens; and every figure that a
page shows, worked out again."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from components import pieces
from data.database import Store
from data.measures.figure import Figure
from tests.support.recompute import check
from tests.support.store import REAL, Lent


@pytest.fixture(autouse=True)
def figures(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[Figure]]:
    """Every figure that the pages of a test explain: each must be what the table it shows says, whatever the test."""
    shown: list[Figure] = []
    drawn = pieces.explain

    def explain(found: Figure, *, key: str) -> None:
        shown.append(found)
        drawn(found, key=key)

    monkeypatch.setattr(pieces, "explain", explain)
    yield shown
    for figure in {id(figure): figure for figure in shown}.values():
        check(figure)


@pytest.fixture(scope="session")
def _quarters(told_quarter: Path, tmp_path_factory: pytest.TempPathFactory) -> Lent:
    def make(folder: Path) -> None:
        folder.mkdir()
        shutil.copy(told_quarter, folder / REAL)

    return Lent(make, tmp_path_factory.mktemp("quarters"))


@pytest.fixture
def store(_quarters: Lent, monkeypatch: pytest.MonkeyPatch) -> Iterator[Store]:
    """A copy of the story in which no other test wrote, which the application opens."""
    with _quarters.lend() as folder:
        url = f"sqlite:///{folder / REAL}"
        monkeypatch.setenv("DATABASE_URL", url)
        yield Store(url)
