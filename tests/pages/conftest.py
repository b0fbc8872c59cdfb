"""The quarter of `tests.support.quarter`, in a store of its own that the application opens."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from data.database import Store
from tests.support.quarter import tell
from tests.support.store import REAL


@pytest.fixture(scope="session")
def told(master_stores: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The story, told once: read, never written."""
    path = tmp_path_factory.mktemp("quarter") / REAL
    shutil.copy(master_stores / REAL, path)
    tell(Store(f"sqlite:///{path}"))
    return path


@pytest.fixture
def store(told: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Store:
    """A copy of the story for one test, which the application opens."""
    for file in told.parent.glob(f"{REAL}*"):
        shutil.copy(file, tmp_path / file.name)
    url = f"sqlite:///{tmp_path / REAL}"
    monkeypatch.setenv("DATABASE_URL", url)
    return Store(url)
