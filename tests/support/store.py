"""Prepared stores: built once for all test processes, copied for whoever writes in them."""

import hashlib
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock

from data import installation
from data.database import Store, demonstration_url, real_url

REAL = "cap.db"
DEMONSTRATION = "cap.demonstration.db"


def prepared(shared: Path, name: str, build: Callable[[Path], None]) -> Path:
    """The folder `name`, filled once for all the processes of one test session: read, never written.

    `shared` is common to the processes (`common` says which it is); the first one builds, the others wait.
    """
    folder = shared / name
    with FileLock(shared / f"{name}.lock"):
        if not (folder / "ready").exists():
            folder.mkdir(parents=True, exist_ok=True)
            build(folder)
            (folder / "ready").touch()
    return folder


def common(base: Path) -> Path:
    """The folder that the processes of one session share, from pytest's own `base`."""
    # With xdist each process has its own folder inside the session's.
    return base.parent if "PYTEST_XDIST_WORKER" in os.environ else base


def master(shared: Path) -> Path:
    """Folder holding the real store with the plans of the catalogue and the demonstration's beside it."""
    return prepared(shared, "stores", _build_both)


def _build_both(folder: Path) -> None:
    before = os.environ.get("DATABASE_URL")
    os.environ["DATABASE_URL"] = f"sqlite:///{folder / REAL}"
    try:
        real = Store(real_url())
        installation.init(real, _silent)
        installation.load(real, None, _silent)
        installation.demonstration(_silent)
        installation.show("demonstration")
        settle(real)
        settle(Store(demonstration_url()))
    finally:
        if before is None:
            del os.environ["DATABASE_URL"]
        else:
            os.environ["DATABASE_URL"] = before


def copied(master_folder: Path, to: Path) -> str:
    """Copy both stores to the folder `to`; returns the DATABASE_URL that opens them."""
    to.mkdir(parents=True, exist_ok=True)
    for name in (REAL, DEMONSTRATION):
        shutil.copy(master_folder / name, to / name)
    return f"sqlite:///{to / REAL}"


class Lent:
    """A copy lent to one test after another for as long as none writes in it: what the application remembers of it is
    still true, and a page opens several times faster. One that was written in is put aside for a fresh one.
    """

    def __init__(self, make: Callable[[Path], None], folder: Path) -> None:
        """`make` fills a new folder with files; `folder` is where copies go, one sub-folder each."""
        self._make, self._folder = make, folder
        self._count, self._current, self._known = 0, None, ""

    @contextmanager
    def lend(self) -> Iterator[Path]:
        """The folder of a copy in which nobody wrote yet."""
        if self._current is None:
            self._count += 1
            self._current = self._folder / str(self._count)
            self._make(self._current)
            self._known = _content(self._current)
        try:
            yield self._current
        finally:
            if _content(self._current) != self._known:
                self._current = None


def _content(folder: Path) -> str:
    """Fingerprint of the files of a folder, but for the scratch files of readers, which hold nothing."""
    found = hashlib.sha256()
    for file in sorted(folder.rglob("*")):
        if file.is_file() and file.stat().st_size and file.suffix != ".db-shm":
            found.update(str(file).encode() + file.read_bytes())
    return found.hexdigest()


def _silent(_line: str) -> None:
    pass


def settle(store: Store) -> None:
    """Bring what WAL still holds into the file, so that copying the one file copies everything."""
    with store.engine.connect() as connection:
        connection.exec_driver_sql("ROLLBACK")
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
        connection.exec_driver_sql("BEGIN")
