"""Alembic's environment.

Foreign keys are off during a migration (batch mode would cascade deletes), then checked.
"""

from typing import Any, Literal

from alembic import context
from sqlalchemy import Engine
from sqlmodel import SQLModel

import data.model  # noqa: F401  # pyright: ignore[reportUnusedImport]  (fills the metadata)
from data import triggers


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
        connection.commit()


run()
