"""The structure: migrations make the models' tables, and lose nothing on the way, locks included."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from alembic import command

import data.migrations as migrations
from data import triggers
from data.commands.indicator import set_target
from data.commands.pilot import assign
from data.commands.plan import rate_objective, record_decision, rename
from data.database import Store
from data.errors import StoreError
from data.permissions import Actor
from data.reading import situation
from data.vocabulary import ObjectiveRating, PilotRole
from tests.support.plan_store import PLAN, counts, raw, rows, value
from tests.support.quarter import BEFORE, TO_FILL
from tests.support.structure import as_before, config, locks, one_more_migration


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


@pytest.fixture
def scripts(tmp_path: Path) -> Path:
    """The project's migrations and environment, with one more that rebuilds tables which others point to."""
    return one_more_migration(tmp_path, ("report", "actionstate", "fiche", "campaign"))


def test_a_migration_that_rebuilds_tables_loses_neither_rows_nor_locks(
    store: Store, scripts: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before, said = counts(store), situation(store, PLAN)
    monkeypatch.setattr(migrations, "_config", lambda of: config(of, scripts))
    migrations.upgrade(store)
    assert value(store, "SELECT version_num FROM alembic_version") == "test2"
    columns = [row[1] for row in rows(store, "PRAGMA table_info(report)")]
    assert "tried" in columns
    assert counts(store) == before
    assert rows(store, "PRAGMA foreign_key_check") == []
    assert locks(store) == set(triggers.names())
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
