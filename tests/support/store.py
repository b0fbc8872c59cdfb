"""Prepared stores: built once for all test processes, copied for whoever writes in them."""

import os
import shutil
from pathlib import Path

from filelock import FileLock

from data import installation
from data.database import Store, demonstration_url, real_url

REAL = "cap.db"
DEMONSTRATION = "cap.demonstration.db"


def master(shared: Path) -> Path:
    """Folder holding the real store with the plans of the catalogue and the demonstration's beside it.

    `shared` is common to the processes of one test session; the first one builds, the others wait.
    """
    folder = shared / "stores"
    with FileLock(shared / "stores.lock"):
        if not (folder / "ready").exists():
            folder.mkdir(parents=True, exist_ok=True)
            before = os.environ.get("DATABASE_URL")
            os.environ["DATABASE_URL"] = f"sqlite:///{folder / REAL}"
            try:
                real = Store(real_url())
                installation.init(real, _silent)
                installation.load(real, None, _silent)
                installation.demonstration(_silent)
                installation.show("demonstration")
                _settle(real)
                _settle(Store(demonstration_url()))
            finally:
                if before is None:
                    del os.environ["DATABASE_URL"]
                else:
                    os.environ["DATABASE_URL"] = before
            (folder / "ready").touch()
    return folder


def copied(master_folder: Path, to: Path) -> str:
    """Copy both stores to the folder `to`; returns the DATABASE_URL that opens them."""
    to.mkdir(parents=True, exist_ok=True)
    for name in (REAL, DEMONSTRATION):
        shutil.copy(master_folder / name, to / name)
    return f"sqlite:///{to / REAL}"


def _silent(_line: str) -> None:
    pass


def _settle(store: Store) -> None:
    """Bring what WAL still holds into the file, so that copying the one file copies everything."""
    with store.engine.connect() as connection:
        connection.exec_driver_sql("ROLLBACK")
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
        connection.exec_driver_sql("BEGIN")
