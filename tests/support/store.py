"""The store that the browser tests run on."""

from pathlib import Path


def prepared_store(folder: Path) -> dict[str, str]:
    """Prepare a store in `folder`; returns the environment that makes the application open it.

    Called once for each test process, before the application starts.
    """
    return {"DATABASE_URL": f"sqlite:///{folder / 'cap.sqlite'}"}
