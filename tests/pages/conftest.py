"""The quarter of `tests.support.quarter`, in a store of its own that the application opens."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from data.database import Store
from tests.support.store import REAL, Lent


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
