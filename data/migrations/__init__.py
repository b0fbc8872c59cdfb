"""Bring a store to the newest structure. The app never calls `create_all`."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from alembic.util import CommandError

from data import triggers
from data.database import Store, translated
from data.errors import StoreError


def _config(store: Store) -> Config:
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent))
    config.attributes["engine"] = store.writing_engine
    return config


@cache
def newest() -> str:
    """Identifier of the newest migration."""
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent))
    return ScriptDirectory.from_config(config).get_current_head() or ""


def current(store: Store) -> str | None:
    """Identifier of the store's structure, None for an empty store."""
    with translated(store), store.engine.connect() as connection:
        return MigrationContext.configure(connection).get_current_revision()


def upgrade(store: Store) -> None:
    """Create or upgrade the store's tables and triggers.

    Existing rows are kept; a broken reference stops it.
    """
    if store.path is not None:
        try:
            store.path.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise StoreError(
                f"Le dossier « {store.path.parent} » ne peut pas être créé ({error.strerror}). "
                "Choisissez un autre emplacement pour la base (DATABASE_URL)."
            ) from error
    with translated(store):
        try:
            command.upgrade(_config(store), "head")
        except CommandError as error:
            raise StoreError(
                f"La structure de la base (« {current(store)} ») n’est pas connue de cette version de l’application, "
                "sans doute plus ancienne. Rien n’a été modifié : installez la version qui a servi à cette base."
            ) from error
        if store.is_sqlite:
            with store.engine.connect() as connection:
                connection.execution_options(isolation_level="AUTOCOMMIT")
                # WAL belongs to the file, so it is set once, here.
                connection.exec_driver_sql("ROLLBACK")
                connection.exec_driver_sql("PRAGMA journal_mode=WAL")
                connection.exec_driver_sql("BEGIN")
        with store.writing_engine.begin() as connection:
            triggers.create(connection)
