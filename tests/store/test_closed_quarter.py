"""Writes straight to SQLite, around every command: a closed quarter and what is only added refuse each of them,
in a new store, after a migration that rebuilds the tables, and in a store of the first version once upgraded.
"""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest

import data.migrations as migrations
from data import installation, triggers
from data.commands.campaign import close_campaign, excuse, reopen_campaign, set_campaign_dates
from data.commands.contribution import contribute
from data.commands.evidence import add_link
from data.commands.report import ReportInput, StateInput, save_draft, submit_report, validate_report
from data.database import Store
from data.errors import Refused
from data.period import Period
from data.permissions import Actor
from data.reading import situation
from data.reading.frozen import frozen_cards, frozen_situation
from data.vocabulary import Status
from tests.support.plan_store import PLAN, counts, fresh, raw, rows, settled, value
from tests.support.quarter import BEFORE, NOW, OTHERS, TO_FILL, acting
from tests.support.structure import FIRST_CLOSED, as_before, config, locks, one_more_migration

CLOSED_TABLES = tuple(table for table in triggers.CLOSED if table != "campaign")
CLOSED, ADDED = (triggers.REFUSAL_CLOSED,), (triggers.REFUSAL_APPEND,)
Make = Callable[[Store, Path, pytest.MonkeyPatch], Store]


def filled(store: Store) -> None:
    """Put a row of each table in the closed quarter, and in the open one."""
    coordinator = acting(store, "coordination")
    reopen_campaign(store, coordinator, PLAN, Period.parse(BEFORE), reason="Compléter")
    for period in (BEFORE, NOW):
        add_link(store, coordinator, PLAN, TO_FILL, period, title="Compte rendu", url="https://www.exemple.fr/cr")
        save_draft(store, coordinator, PLAN, OTHERS, period, {"done": "début"})
        with raw(store) as connection:
            connection.execute(
                "INSERT INTO reminder (campaign_id, account_id, moment, fiches, channel, sent_on, sent_at) "
                "SELECT id, 1, 'avant_7', '[]', 'courriel', '2026-07-08', '2026-07-08 09:00:00' FROM campaign "
                "WHERE period = ?",
                (period,),
            )
    state = StateInput(action_code="P7-01", status=Status.IN_PROGRESS)
    contribute(store, acting(store, "pilote"), PLAN, TO_FILL, NOW, [state], {})
    close_campaign(store, coordinator, PLAN, Period.parse(BEFORE))
    settled(store)


def as_made(store: Store, _folder: Path, _patch: pytest.MonkeyPatch) -> Store:
    filled(store)
    return store


def rebuilt(store: Store, folder: Path, patch: pytest.MonkeyPatch) -> Store:
    """Every table of both lists is made anew, row by row, by a migration."""
    filled(store)
    tables = tuple(dict.fromkeys((*triggers.CLOSED, *triggers.APPEND_ONLY)))
    scripts = one_more_migration(folder, tables)
    patch.setattr(migrations, "_config", lambda of: config(of, scripts))
    migrations.upgrade(store)
    assert {table for table in tables if "tried" in columns(store, table)} == set(tables)
    return store


def upgraded(store: Store, folder: Path, _patch: pytest.MonkeyPatch) -> Store:
    old = as_before(store, folder)
    installation.init(old, lambda _: None)
    filled(old)
    return old


MADE: dict[str, Make] = {"as made": as_made, "rebuilt": rebuilt, "of the first version": upgraded}


@pytest.fixture(scope="module", params=MADE)
def made(request: pytest.FixtureRequest, told: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The store's file, made once for all these tests: read, never written."""
    folder = tmp_path_factory.mktemp("closed")
    with pytest.MonkeyPatch.context() as patch:
        store = MADE[request.param](fresh(told, folder), folder, patch)
        settled(store)
        assert store.path is not None
        yield store.path


@pytest.fixture
def closed(made: Path, tmp_path: Path) -> Store:
    """A copy of it."""
    shutil.copy(made, tmp_path / "closed.db")
    return Store(f"sqlite:///{tmp_path / 'closed.db'}")


def columns(store: Store, table: str) -> list[str]:
    return [row[1] for row in rows(store, f"PRAGMA table_info({table})")]


def campaign_id(store: Store, period: str = BEFORE) -> int:
    return value(store, "SELECT campaign.id FROM campaign WHERE period = ?", period)


def refusals(table: str) -> tuple[str, ...]:
    """What the base says of a row of the closed quarter; a digest meets the one lock or the other."""
    return (ADDED if table in triggers.APPEND_ONLY else ()) + (CLOSED if table in triggers.CLOSED else ())


def whole(store: Store, table: str) -> list[tuple[object, ...]]:
    return rows(store, f"SELECT * FROM {table} ORDER BY rowid")


def says_no(store: Store, table: str, says: tuple[str, ...], sql: str) -> None:
    """The base refuses this statement, and the table is what it was."""
    before = whole(store, table)
    assert before, f"{table} holds nothing to be tried on"
    said = ""
    with raw(store) as connection:
        try:
            done = connection.execute(sql).rowcount
            said = f"let {done} rows through"
        except sqlite3.IntegrityError as error:
            said = str(error)
    assert said in says, sql
    assert whole(store, table) == before, sql


# --- the rows of a closed quarter ------------------------------------------------------------------------------------


@pytest.mark.parametrize("table", CLOSED_TABLES)
def test_a_row_of_the_closed_quarter_is_neither_changed_nor_removed(closed: Store, table: str) -> None:
    mine = f"WHERE campaign_id = {campaign_id(closed)}"
    says = refusals(table)
    for column in columns(closed, table):
        says_no(closed, table, says, f"UPDATE {table} SET {column} = {column} {mine}")
        says_no(closed, table, says, f"UPDATE {table} SET {column} = 999999 {mine}")
        says_no(closed, table, says, f"UPDATE OR IGNORE {table} SET {column} = 999999 {mine}")
    says_no(closed, table, says, f"DELETE FROM {table} {mine}")
    says_no(closed, table, says, f"DELETE FROM {table}")


@pytest.mark.parametrize("table", CLOSED_TABLES)
def test_nothing_is_added_to_the_closed_quarter(closed: Store, table: str) -> None:
    shut, still_open = campaign_id(closed), campaign_id(closed, NOW)
    names = [name for name in columns(closed, table) if name != "id"]
    carried = ", ".join(str(shut) if name == "campaign_id" else name for name in names)
    for verb in ("INSERT", "INSERT OR IGNORE", "INSERT OR REPLACE"):
        for campaign in (shut, still_open):
            copy = f"SELECT {carried} FROM {table} WHERE campaign_id = {campaign}"
            says_no(closed, table, CLOSED, f"{verb} INTO {table} ({', '.join(names)}) {copy}")


@pytest.mark.parametrize("table", CLOSED_TABLES)
def test_a_row_is_carried_neither_into_the_closed_quarter_nor_out_of_it(closed: Store, table: str) -> None:
    shut, still_open = campaign_id(closed), campaign_id(closed, NOW)
    says = refusals(table)
    for to, of in ((shut, still_open), (still_open, shut)):
        for verb in ("UPDATE", "UPDATE OR REPLACE"):
            says_no(closed, table, says, f"{verb} {table} SET campaign_id = {to} WHERE campaign_id = {of}")


@pytest.mark.parametrize("table", [table for table in CLOSED_TABLES if table != "expectation"])
def test_a_row_of_the_closed_quarter_is_not_replaced_by_one_of_another(closed: Store, table: str) -> None:
    """SQLite's « OR REPLACE » removes the row in its way without asking the triggers of a removal."""
    shut, still_open = campaign_id(closed), campaign_id(closed, NOW)
    kept = value(closed, f"SELECT min(id) FROM {table} WHERE campaign_id = {shut}")
    other = value(closed, f"SELECT min(id) FROM {table} WHERE campaign_id = {still_open}")
    names = columns(closed, table)
    carried = ", ".join(str(kept) if name == "id" else name for name in names)
    copy = f"SELECT {carried} FROM {table} WHERE id = {other}"
    says = refusals(table)
    says_no(closed, table, says, f"INSERT OR REPLACE INTO {table} ({', '.join(names)}) {copy}")
    says_no(closed, table, says, f"UPDATE OR REPLACE {table} SET id = {kept} WHERE id = {other}")


# --- the campaign itself ---------------------------------------------------------------------------------------------


def test_a_closed_campaign_can_only_be_reopened(closed: Store) -> None:
    shut, still_open = campaign_id(closed), campaign_id(closed, NOW)
    mine = f"WHERE id = {shut}"
    names = columns(closed, "campaign")
    changed = {"status": "'ouverte'", "closed_on": "NULL"}
    carried = ", ".join(changed.get(name, name) for name in names)
    anew = ", ".join((changed | {"id": "99"}).get(name, name) for name in names)
    reopened = "status = 'ouverte', closed_on = NULL"
    statements = [
        *(f"UPDATE campaign SET {name} = {name} {mine}" for name in names),
        f"UPDATE campaign SET closed_on = '2026-09-01' {mine}",
        f"UPDATE campaign SET due_on = '2026-07-20' {mine}",
        f"UPDATE campaign SET status = 'ouverte' {mine}",
        f"UPDATE campaign SET closed_on = NULL {mine}",
        f"DELETE FROM campaign {mine}",
        f"UPDATE campaign SET {reopened}, period = '2020-T1' {mine}",
        f"UPDATE campaign SET {reopened}, plan_id = 99 {mine}",
        f"UPDATE campaign SET {reopened}, id = 99 {mine}",
        f"UPDATE campaign SET {reopened}, opened_on = '2020-01-01' {mine}",
        f"UPDATE campaign SET {reopened}, due_on = opened_on {mine}",
        f"INSERT OR REPLACE INTO campaign ({', '.join(names)}) SELECT {carried} FROM campaign {mine}",
        f"INSERT OR REPLACE INTO campaign ({', '.join(names)}) SELECT {anew} FROM campaign {mine}",
        f"UPDATE OR REPLACE campaign SET id = {shut} WHERE id = {still_open}",
        f"UPDATE OR REPLACE campaign SET period = '{BEFORE}' WHERE id = {still_open}",
    ]
    for sql in statements:
        says_no(closed, "campaign", CLOSED, sql)
    with raw(closed) as connection:
        assert connection.execute(f"UPDATE campaign SET {reopened}, closes_on = '2026-12-01' {mine}").rowcount == 1
    assert value(closed, f"SELECT status FROM campaign {mine}") == "ouverte"


def test_an_open_campaign_is_written_in(closed: Store) -> None:
    """What the locks let through: they would be worth nothing if nothing could be written."""
    still_open = campaign_id(closed, NOW)
    with raw(closed) as connection:
        for table in CLOSED_TABLES:
            if table in triggers.APPEND_ONLY:
                continue
            mine = f"WHERE campaign_id = {still_open}"
            assert connection.execute(f"UPDATE {table} SET campaign_id = campaign_id {mine}").rowcount > 0
            assert connection.execute(f"DELETE FROM {table} {mine}").rowcount > 0
        connection.execute(f"UPDATE campaign SET due_on = '2026-10-20' WHERE id = {still_open}")


# --- what is only added ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("table", triggers.APPEND_ONLY)
def test_what_is_only_added_is_neither_changed_nor_removed(closed: Store, table: str) -> None:
    for column in columns(closed, table):
        says_no(closed, table, refusals(table), f"UPDATE {table} SET {column} = {column}")
        says_no(closed, table, refusals(table), f"UPDATE OR REPLACE {table} SET {column} = 1")
    says_no(closed, table, refusals(table), f"DELETE FROM {table}")
    last = f"WHERE rowid = (SELECT max(rowid) FROM {table})"
    says_no(closed, table, refusals(table), f"DELETE FROM {table} {last}")


@pytest.mark.parametrize("table", triggers.APPEND_ONLY)
def test_what_is_only_added_is_not_replaced(closed: Store, table: str) -> None:
    names = ", ".join(columns(closed, table))
    last = f"FROM {table} WHERE rowid = (SELECT max(rowid) FROM {table})"
    says_no(closed, table, refusals(table), f"REPLACE INTO {table} ({names}) SELECT {names} {last}")


def test_a_frozen_state_is_not_replaced_under_another_id(closed: Store) -> None:
    names = columns(closed, "frozenperiod")
    other = ", ".join("99" if name == "id" else "X'00'" if name == "body" else name for name in names)
    sql = f"INSERT OR REPLACE INTO frozenperiod ({', '.join(names)}) SELECT {other} FROM frozenperiod WHERE number = 1"
    says_no(closed, "frozenperiod", ADDED, sql)


def test_what_is_only_added_is_added(closed: Store) -> None:
    before = counts(closed)
    reopen_campaign(closed, acting(closed, "coordination"), PLAN, Period.parse(BEFORE), reason="Encore")
    close_campaign(closed, acting(closed, "coordination"), PLAN, Period.parse(BEFORE))
    after = counts(closed)
    assert after["frozenperiod"] == before["frozenperiod"] + 1
    assert after["trendfigure"] > before["trendfigure"]
    assert after["journalentry"] > before["journalentry"]


# --- the other door --------------------------------------------------------------------------------------------------


def test_every_command_says_it_in_french(closed: Store) -> None:
    coordinator = acting(closed, "coordination")
    before = counts(closed)
    state = StateInput(action_code="P7-01", status=Status.DONE)
    again = ReportInput(fiche_code=TO_FILL, period_code=BEFORE, seen_version=1)
    for act in (
        lambda: submit_report(closed, coordinator, PLAN, again),
        lambda: contribute(closed, acting(closed, "pilote"), PLAN, TO_FILL, BEFORE, [state], {}),
        lambda: validate_report(closed, coordinator, PLAN, TO_FILL, BEFORE),
        lambda: save_draft(closed, coordinator, PLAN, TO_FILL, BEFORE, {"done": "x"}),
        lambda: add_link(closed, coordinator, PLAN, TO_FILL, BEFORE, title="x", url="https://www.exemple.fr/x"),
        lambda: excuse(closed, coordinator, PLAN, BEFORE, TO_FILL, "x"),
        lambda: set_campaign_dates(
            closed, coordinator, PLAN, Period.parse(BEFORE), date(2026, 7, 20), date(2026, 8, 20), reason="x"
        ),
    ):
        with pytest.raises(Refused, match=r"Cette période est clôturée.*Rien n’a été modifié"):
            act()
    assert counts(closed) == before


def test_every_lock_is_there(closed: Store) -> None:
    assert locks(closed) == set(triggers.names())


# --- before the upgrade, and by it -----------------------------------------------------------------------------------


def test_a_quarter_closed_by_the_first_version_is_frozen_by_the_upgrade(
    store: Store, coordinator: Actor, tmp_path: Path
) -> None:
    kept = situation(store, PLAN, BEFORE)
    old = as_before(store, tmp_path)
    for table in FIRST_CLOSED[:3]:
        says_no(old, table, CLOSED, f"DELETE FROM {table} WHERE campaign_id = {campaign_id(old)}")
    said: list[str] = []
    installation.init(old, said.append)
    assert f"Plan {PLAN} : 1 période close figée après coup." in said
    (card,) = frozen_cards(old, PLAN)
    assert (card.period, card.number, card.current) == (BEFORE, 1, True)
    found = frozen_situation(old, PLAN, BEFORE, 1)
    assert found.leaves.equals(kept.leaves)
    assert list(found.reports["done"]) == list(kept.reports["done"])
    again: list[str] = []
    installation.init(old, again.append)
    assert len(frozen_cards(old, PLAN)) == 1
    assert not any("figée" in line for line in again)
