"""Alembic's environment.

Foreign keys are off during a migration (batch mode would cascade deletes), then checked.
"""

from typing import Any, Literal

from alembic import context
from sqlalchemy import Engine
from sqlmodel import SQLModel

import data.model  # noqa: F401  # pyright: ignore[reportUnusedImport]  (fills the metadata)
from data import triggers
from data.errors import StoreError
from data.french import plural


def _plain_type(kind: str, item: object, _context: object) -> str | Literal[False]:
    """Write SQLAlchemy's own types in a new migration: it must outlive sqlmodel's internal ones."""
    plain = {"AutoString": "sa.String()", "UTCDateTime": "sa.DateTime(timezone=True)"}
    return plain.get(type(item).__name__, False) if kind == "type" else False


def run() -> None:
    engine: Engine = context.config.attributes["engine"]
    with engine.connect() as connection:
        sqlite = connection.dialect.name == "sqlite"
        if sqlite:
            # The pragma is ignored inside a transaction.
            connection.exec_driver_sql("ROLLBACK")
            connection.exec_driver_sql("PRAGMA foreign_keys=OFF")
            connection.exec_driver_sql("BEGIN IMMEDIATE")
        if connection.dialect.has_table(connection, "journalentry"):
            triggers.drop(connection)
        options: dict[str, Any] = {"render_as_batch": sqlite, "compare_type": True, "render_item": _plain_type}
        context.configure(connection=connection, target_metadata=SQLModel.metadata, **options)
        context.run_migrations()
        if sqlite:
            # Before the commit: a migration that breaks a reference leaves the store as it was.
            broken = connection.exec_driver_sql("PRAGMA foreign_key_check").fetchall()
            if broken:
                count = plural(len(broken), "référence rompue", "références rompues")
                raise StoreError(
                    f"La base contient {count}, d’abord dans la table « {broken[0][0]} » : elle n’a pas été mise "
                    "à niveau et rien n’a été modifié. Restaurez une sauvegarde saine."
                )
        connection.commit()


run()
