"""Stores of another structure: one that the first migration made, one whose tables the next one rebuilds."""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.config import Config

import data.migrations as migrations
from data.database import Store
from tests.support.plan_store import raw, rows

FIRST_CLOSED = ("report", "actionstate", "expectation", "draft")
"""Tables that the first structure locked with their campaign."""
REBUILD = '''
"""rebuild the tables of the quarter"""
import sqlalchemy as sa
from alembic import op

revision = "test2"
down_revision = "{newest}"
branch_labels = None
depends_on = None


def upgrade():
    for table in {tables}:
        with op.batch_alter_table(table, recreate="always") as batch:
            batch.add_column(sa.Column("tried", sa.Integer(), nullable=True))
'''


def config(store: Store, scripts: Path | None = None) -> Config:
    """Alembic's settings for a store: the project's migrations, or those of another folder."""
    found = Config()
    found.set_main_option("script_location", str(scripts or Path(migrations.__file__).parent))
    found.attributes["engine"] = store.writing_engine
    return found


def locks(store: Store) -> set[str]:
    """Names of the triggers of a store."""
    return {name for (name,) in rows(store, "SELECT name FROM sqlite_master WHERE type = 'trigger'")}


def one_more_migration(to: Path, tables: tuple[str, ...]) -> Path:
    """The project's migrations and environment, with one more that rebuilds `tables`."""
    ours = Path(migrations.__file__).parent
    folder = to / "scripts"
    (folder / "versions").mkdir(parents=True)
    for name in ("env.py", *(f"versions/{path.name}" for path in (ours / "versions").glob("*.py"))):
        (folder / name).write_text((ours / name).read_text(encoding="utf-8"), encoding="utf-8")
    body = REBUILD.format(newest=migrations.newest(), tables=tables)
    (folder / "versions" / "test2.py").write_text(body, encoding="utf-8")
    return folder


def as_before(now: Store, folder: Path) -> Store:
    """A store of the first structure that holds what `now` holds of it, locked as its version locked it."""
    old = Store(f"sqlite:///{folder / 'before.db'}")
    command.upgrade(config(old), "0001")
    with raw(old) as connection:
        connection.execute("ATTACH ? AS now", (str(now.path),))
        names = [name for (name,) in connection.execute("SELECT name FROM main.sqlite_master WHERE type = 'table'")]
        for name in set(names) - {"alembic_version"}:
            columns = ", ".join(row[1] for row in connection.execute(f"PRAGMA main.table_info({name})"))
            connection.execute(f"INSERT INTO main.{name} ({columns}) SELECT {columns} FROM now.{name}")
        connection.commit()
        connection.execute("DETACH now")
        for table in FIRST_CLOSED:
            for event, row in (("insert", "NEW"), ("update", "OLD"), ("delete", "OLD")):
                connection.execute(
                    f"CREATE TRIGGER {table}_closed_{event} BEFORE {event} ON {table} FOR EACH ROW "
                    f"WHEN (SELECT status FROM campaign WHERE id = {row}.campaign_id) = 'cloturee' "
                    "BEGIN SELECT RAISE(ABORT, 'periode cloturee'); END"
                )
        for event in ("update", "delete"):
            connection.execute(
                f"CREATE TRIGGER journalentry_no_{event} BEFORE {event} ON journalentry FOR EACH ROW "
                "BEGIN SELECT RAISE(ABORT, 'journal en ajout seul'); END"
            )
    return old
