"""The structure: migrations make the models' tables, and lose nothing on the way, locks included."""

from __future__ import annotations

import sqlite3
from datetime import date
from pathlib import Path

import pytest
from alembic import command
from alembic.config import Config

import data.migrations as migrations
from data import triggers
from data.commands.indicator import set_target
from data.commands.pilot import assign
from data.commands.plan import rate_objective, record_decision, rename
from data.commands.report import ReportInput, submit_report
from data.database import Store
from data.errors import Refused, StoreError
from data.permissions import Actor
from data.reading import situation
from data.vocabulary import ObjectiveRating, PilotRole
from tests.support.plan_store import PLAN, counts, raw, rows, value
from tests.support.quarter import BEFORE, TO_FILL


def config(store: Store, scripts: Path | None = None) -> Config:
    found = Config()
    found.set_main_option("script_location", str(scripts or Path(migrations.__file__).parent))
    found.attributes["engine"] = store.writing_engine
    return found


def locks(store: Store) -> set[str]:
    return {name for (name,) in rows(store, "SELECT name FROM sqlite_master WHERE type = 'trigger'")}


def closed_quarter_refuses(store: Store) -> None:
    """Both doors: the command says it in French, the base says it to whoever goes around."""
    with raw(store) as connection:
        (campaign,) = connection.execute("SELECT id FROM campaign WHERE period = ?", (BEFORE,)).fetchone()
        for sql in (
            "UPDATE report SET done = 'autre' WHERE campaign_id = ?",
            "DELETE FROM report WHERE campaign_id = ?",
            "UPDATE actionstate SET status = 'realisee' WHERE campaign_id = ?",
            "DELETE FROM actionstate WHERE campaign_id = ?",
            "DELETE FROM expectation WHERE campaign_id = ?",
            "INSERT INTO expectation (campaign_id, fiche_id, excused) VALUES (?, 99999, 0)",
        ):
            with pytest.raises(sqlite3.IntegrityError, match=triggers.REFUSAL_CLOSED):
                connection.execute(sql, (campaign,))
        # A row of the open quarter cannot be carried into the closed one either.
        with pytest.raises(sqlite3.IntegrityError, match=triggers.REFUSAL_CLOSED):
            connection.execute("UPDATE report SET campaign_id = ? WHERE campaign_id <> ?", (campaign, campaign))


def test_the_models_are_the_newest_structure(store: Store) -> None:
    command.check(config(store))  # raises when a migration is missing
    assert migrations.current(store) == migrations.newest() != ""


def test_upgrading_twice_changes_nothing(store: Store) -> None:
    before, structure = counts(store), rows(store, "SELECT type, name, sql FROM sqlite_master ORDER BY name")
    migrations.upgrade(store)
    assert counts(store) == before
    assert rows(store, "SELECT type, name, sql FROM sqlite_master ORDER BY name") == structure


def test_a_new_store_is_in_wal_with_foreign_keys_and_locks(tmp_path: Path) -> None:
    store = Store(f"sqlite:///{tmp_path / 'deep' / 'new.db'}")
    migrations.upgrade(store)
    assert value(store, "PRAGMA journal_mode") == "wal"
    assert locks(store) == set(triggers.names())
    for engine in (store.engine, store.writing_engine):
        with engine.connect() as connection:
            assert connection.exec_driver_sql("PRAGMA foreign_keys").scalar() == 1
            assert connection.exec_driver_sql("PRAGMA busy_timeout").scalar() == 5000


def test_a_missing_lock_comes_back_with_the_upgrade(store: Store) -> None:
    with raw(store) as connection:
        connection.execute("DROP TRIGGER report_closed_update")
    assert "report_closed_update" not in locks(store)
    migrations.upgrade(store)
    assert locks(store) == set(triggers.names())


def test_the_closed_quarter_refuses_every_write(store: Store, coordinator: Actor) -> None:
    closed_quarter_refuses(store)
    with pytest.raises(Refused, match="clôturée"):
        submit_report(store, coordinator, PLAN, ReportInput(fiche_code=TO_FILL, period_code=BEFORE, seen_version=1))


REBUILD = '''
"""rebuild the tables of the quarter"""
import sqlalchemy as sa
from alembic import op

revision = "test2"
down_revision = "{newest}"
branch_labels = None
depends_on = None


def upgrade():
    for table in ("report", "actionstate", "fiche", "campaign"):
        with op.batch_alter_table(table, recreate="always") as batch:
            batch.add_column(sa.Column("tried", sa.Integer(), nullable=True))
'''


@pytest.fixture
def scripts(tmp_path: Path) -> Path:
    """The project's migrations and environment, with one more that rebuilds tables which others point to."""
    ours = Path(migrations.__file__).parent
    folder = tmp_path / "scripts"
    (folder / "versions").mkdir(parents=True)
    for name in ("env.py", *(f"versions/{path.name}" for path in (ours / "versions").glob("*.py"))):
        (folder / name).write_text((ours / name).read_text(encoding="utf-8"), encoding="utf-8")
    (folder / "versions" / "test2.py").write_text(REBUILD.format(newest=migrations.newest()), encoding="utf-8")
    return folder


def test_a_migration_that_rebuilds_tables_loses_neither_rows_nor_locks(
    store: Store, scripts: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before, said = counts(store), situation(store, PLAN)
    closed_quarter_refuses(store)
    monkeypatch.setattr(migrations, "_config", lambda of: config(of, scripts))
    migrations.upgrade(store)
    assert value(store, "SELECT version_num FROM alembic_version") == "test2"
    columns = [row[1] for row in rows(store, "PRAGMA table_info(report)")]
    assert "tried" in columns
    assert counts(store) == before
    assert rows(store, "PRAGMA foreign_key_check") == []
    assert locks(store) == set(triggers.names())
    closed_quarter_refuses(store)
    now = situation(store, PLAN)
    assert now.leaves.equals(said.leaves)
    assert now.reports.equals(said.reports)


@pytest.mark.parametrize(
    ("says", "sql"),
    [
        ("21 références rompues", "UPDATE fiche SET heading_id = 99999 WHERE code LIKE 'P%'"),
        ("refusé l’opération", "UPDATE report SET status = 'inconnu'"),
    ],
)
def test_a_migration_that_fails_leaves_the_store_as_it_was(
    store: Store, scripts: Path, monkeypatch: pytest.MonkeyPatch, says: str, sql: str
) -> None:
    last = scripts / "versions" / "test2.py"
    last.write_text(last.read_text(encoding="utf-8") + f'    op.execute("{sql}")\n', encoding="utf-8")
    before, structure = counts(store), rows(store, "SELECT type, name, sql FROM sqlite_master ORDER BY name")
    monkeypatch.setattr(migrations, "_config", lambda of: config(of, scripts))
    with pytest.raises(StoreError, match=says):
        migrations.upgrade(store)
    assert counts(store) == before
    assert rows(store, "SELECT type, name, sql FROM sqlite_master ORDER BY name") == structure
    closed_quarter_refuses(store)


def test_a_store_of_a_newer_application_is_left_alone(store: Store) -> None:
    with raw(store) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    before = counts(store)
    with pytest.raises(StoreError, match="« 9999 »"):
        migrations.upgrade(store)
    assert counts(store) == before
    assert locks(store) == set(triggers.names())


def test_a_store_with_a_broken_reference_is_not_upgraded(store: Store) -> None:
    with raw(store) as connection:
        connection.execute("UPDATE fiche SET heading_id = 99999 WHERE code = 'P1'")
    with pytest.raises(StoreError, match="1 référence rompue, d’abord dans la table « fiche »"):
        migrations.upgrade(store)


# --- 0002: lines written before the journal named its fiche ---------------------------------------------------------


def as_before(now: Store, folder: Path) -> Store:
    """A store of the first structure that holds what `now` holds of it."""
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
    return old


def test_older_lines_of_the_journal_are_given_their_fiche(store: Store, coordinator: Actor, tmp_path: Path) -> None:
    rename(store, coordinator, PLAN, "fiche", TO_FILL, "Autre titre", seen_version=1, reason="x")
    rename(store, coordinator, PLAN, "action", "P7-01", "Autre titre", seen_version=1, reason="x")
    set_target(store, coordinator, PLAN, "P7-IND01", date(2027, 12, 31), 4)
    rate_objective(store, coordinator, PLAN, "P7-OBJ01", 2026, ObjectiveRating.PARTLY)
    record_decision(
        store, coordinator, PLAN, "Oui", instance="Comité", decided_on=date(2026, 7, 9), answers=(TO_FILL, BEFORE)
    )
    # Ends the part of who led it, in a line that says its last day only.
    assign(store, coordinator, PLAN, "Autre", role=PilotRole.LEAD, fiche_code=TO_FILL, from_on=date(2026, 11, 1))
    tables = "report actionstate expectation fiche action assignment measure objectiveyear decision target indicator"
    known = "SELECT id, table_name, fiche_id FROM journalentry WHERE table_name IN ('" + "', '".join(tables.split())
    wanted = rows(store, f"{known}') ORDER BY id")
    assert {table for _, table, fiche in wanted if fiche is not None} == set(tables.split())
    old = as_before(store, tmp_path)
    assert "fiche_id" not in [row[1] for row in rows(old, "PRAGMA table_info(journalentry)")]
    with raw(old) as connection:
        # A row that has gone since is known by what the journal kept of it.
        connection.execute("DELETE FROM assignment")
    migrations.upgrade(old)
    assert rows(old, f"{known}') ORDER BY id") == wanted
    others = rows(old, "SELECT DISTINCT table_name FROM journalentry WHERE fiche_id IS NULL")
    assert {table for (table,) in others} >= {"plan", "account", "campaign", "pilot", "setting"}
    assert value(old, "SELECT count(*) FROM journalentry WHERE redacted_at IS NOT NULL") == 0
    assert locks(old) == set(triggers.names())


def test_an_empty_journal_is_upgraded_too(tmp_path: Path) -> None:
    store = Store(f"sqlite:///{tmp_path / 'new.db'}")
    command.upgrade(config(store), "0001")
    migrations.upgrade(store)
    assert value(store, "SELECT count(*) FROM journalentry") == 0
