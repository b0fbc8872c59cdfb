"""The one door for writes: revision, journal, all or nothing, two people at once."""

from __future__ import annotations

import json
import sqlite3
from datetime import date

import pytest
from sqlmodel import select

from data import triggers
from data.commands.door import writing
from data.commands.plan import rename, set_calendar, set_uses_percent
from data.commands.report import ReportInput, StateInput, save_draft, submit_report, validate_report
from data.database import Store
from data.errors import Conflict, Refused
from data.model import Fiche
from data.permissions import Actor
from data.vocabulary import Status
from tests.support.commands import DRAFTS, EDITIONS, ON_A_PLAN, ON_THE_STORE
from tests.support.drafts import draft, report_to_complete
from tests.support.plan_store import PLAN, SMALL, counts, journal, raw, revision, rows, value
from tests.support.quarter import NOW, OTHERS, SUBMITTED, TO_FILL, acting


@pytest.mark.parametrize("name", ON_A_PLAN)
def test_a_command_bumps_the_revision_of_its_plan_only(name: str, store: Store, coordinator: Actor) -> None:
    before, elsewhere, told = revision(store), revision(store, SMALL), len(journal(store))
    ON_A_PLAN[name](store, coordinator)
    assert revision(store) == before + 1
    assert revision(store, SMALL) == elsewhere
    assert len(journal(store)) > told


@pytest.mark.parametrize("name", ON_THE_STORE)
def test_a_command_on_the_store_bumps_no_plan_and_is_journalled(name: str, store: Store) -> None:
    with raw(store) as connection:
        connection.execute("UPDATE plan SET code = 'ailleurs' WHERE code = ?", (SMALL,))
    before, told = revision(store), len(journal(store))
    ON_THE_STORE[name](store, acting(store, "role_administrateur"))
    assert revision(store) == before
    assert len(journal(store)) > told


# Binding an edition to the state that it is told from already changes nothing: its own test moves it.
@pytest.mark.parametrize("name", sorted(set(EDITIONS) - {"bind_edition"}))
def test_what_is_told_of_a_plan_is_journalled_and_moves_no_figure(name: str, store: Store) -> None:
    before, told = revision(store), len(journal(store))
    EDITIONS[name](store, acting(store, "coordination"))
    assert revision(store) == before
    assert len(journal(store)) > told


def test_drafts_are_neither_journalled_nor_counted(store: Store, coordinator: Actor) -> None:
    before, told = revision(store), len(journal(store))
    for name, text in (("save_draft", "début"), ("save_draft", "début"), ("discard_draft", None)):
        DRAFTS[name](store, coordinator)
        kept = draft(store, coordinator.code, PLAN, OTHERS, NOW)
        assert (kept or {}).get("done") == text
    assert (revision(store), len(journal(store))) == (before, told)


def test_the_journal_says_who_what_when_before_and_after(store: Store, coordinator: Actor) -> None:
    old = value(store, "SELECT title FROM fiche WHERE code = ?", OTHERS)
    rename(store, coordinator, PLAN, "fiche", OTHERS, "Un autre titre", seen_version=1, reason="Coquille")
    row = journal(store)[-1]
    assert json.loads(row["before"]) == {"title": old}
    assert json.loads(row["after"]) == {"title": "Un autre titre"}
    assert (row["command"], row["reason"], row["change"]) == ("Modifier un intitulé", "Coquille", "modification")
    assert (row["table_name"], row["account_id"]) == ("fiche", coordinator.account_id)
    assert row["row_key"] == str(value(store, "SELECT id FROM fiche WHERE code = ?", OTHERS))
    assert row["plan_id"] == value(store, "SELECT id FROM plan WHERE code = ?", PLAN)
    assert row["at"].startswith("2026-10-0")


def test_the_journal_keeps_a_new_row_whole_and_a_list_of_changes(store: Store, coordinator: Actor) -> None:
    told = len(journal(store))
    state = StateInput(action_code="P1-01", status=Status.IN_PROGRESS, comment="En route")
    report = ReportInput(fiche_code=OTHERS, period_code=NOW, done="Fait", states=(state,))
    submit_report(store, coordinator, PLAN, report)
    added = {row["table_name"]: json.loads(row["after"]) for row in journal(store)[told:]}
    assert set(added) == {"report", "actionstate"}
    assert added["report"]["done"] == "Fait"
    assert added["actionstate"]["status"] == "en_cours"
    assert added["actionstate"]["id"] == value(store, "SELECT max(id) FROM actionstate")
    set_calendar(store, coordinator, PLAN, "P1-01", date(2026, 1, 1), date(2026, 6, 30), reason="Comité")
    last = journal(store)[-1]
    assert json.loads(last["before"])["starts_on"] is None
    assert json.loads(last["after"])["ends_on"] == "2026-06-30"


def test_saying_the_same_again_changes_no_row(store: Store, coordinator: Actor) -> None:
    told = len(journal(store))
    set_uses_percent(store, coordinator, PLAN, True, reason="déjà")
    assert len(journal(store)) == told


@pytest.mark.parametrize("sql", ["UPDATE journalentry SET command = 'x'", "DELETE FROM journalentry"])
def test_the_journal_is_only_added_to(store: Store, sql: str) -> None:
    before = journal(store)
    with raw(store) as connection, pytest.raises(sqlite3.IntegrityError, match=triggers.REFUSAL_APPEND):
        connection.execute(sql)
    assert journal(store) == before


def test_a_command_that_fails_half_way_leaves_nothing(store: Store, coordinator: Actor) -> None:
    before, number = counts(store), revision(store)

    def half() -> None:
        with writing(store, coordinator, "Essai", PLAN) as door:
            for row in door.session.exec(select(Fiche)).all():
                row.title = "perdu"
            door.session.flush()
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        half()
    assert (counts(store), revision(store)) == (before, number)
    assert value(store, "SELECT count(*) FROM fiche WHERE title = 'perdu'") == 0


def test_what_the_base_refuses_is_said_in_french(store: Store, coordinator: Actor) -> None:
    def insert(**columns: object) -> None:
        with writing(store, coordinator, "Essai", PLAN) as door:
            base = {"plan_id": door.the_plan.id, "heading_id": 1, "code": "P99", "title": "x", "rank": 1}
            door.session.add(Fiche(**(base | columns), details={}))

    for columns, says in (
        ({"code": OTHERS}, "existe déjà"),
        ({"heading_id": 99999}, "n’existe plus"),
        ({"title": None}, "n’est pas admise"),
    ):
        before = counts(store)
        with pytest.raises(Refused, match=says):
            insert(**columns)
        assert counts(store) == before


def test_the_second_of_two_people_is_told_what_the_first_wrote(store: Store, coordinator: Actor) -> None:
    lead = acting(store, "pilote")
    save_draft(store, lead, PLAN, TO_FILL, NOW, {"done": "Ma version"})
    submit_report(
        store, coordinator, PLAN, ReportInput(fiche_code=TO_FILL, period_code=NOW, done="La sienne", weather="orage")
    )
    before, number = counts(store), revision(store)
    mine = ReportInput(fiche_code=TO_FILL, period_code=NOW, seen_version=None, done="Ma version")
    with pytest.raises(Conflict, match="Modifié entre-temps") as conflict:
        submit_report(store, lead, PLAN, mine)
    assert conflict.value.theirs["done"] == "La sienne"
    assert conflict.value.theirs["weather"] == "orage"
    assert (counts(store), revision(store)) == (before, number)
    assert draft(store, lead.code, PLAN, TO_FILL, NOW) == {"done": "Ma version"}
    # Having seen it, one may write.
    seen = report_to_complete(store, PLAN, TO_FILL, NOW)
    assert seen is not None
    submit_report(store, lead, PLAN, mine.model_copy(update={"seen_version": seen["version"]}))
    assert value(store, "SELECT done FROM report WHERE id = ?", seen["id"]) == "Ma version"
    assert draft(store, lead.code, PLAN, TO_FILL, NOW) is None


def test_an_older_version_never_overwrites(store: Store, coordinator: Actor) -> None:
    rename(store, coordinator, PLAN, "action", "P1-01", "Premier", seen_version=1, reason="x")
    for seen in (0, 1, 3):
        with pytest.raises(Conflict) as conflict:
            rename(store, coordinator, PLAN, "action", "P1-01", "Second", seen_version=seen, reason="x")
        assert conflict.value.theirs == {"title": "Premier"}
    assert rows(store, "SELECT title, version FROM action WHERE code = 'P1-01'") == [("Premier", 2)]


def test_a_report_submitted_again_is_not_validated_unread(store: Store, coordinator: Actor) -> None:
    lead = acting(store, "pilote")
    submit_report(
        store, lead, PLAN, ReportInput(fiche_code=SUBMITTED, period_code=NOW, seen_version=1, done="Autre chose")
    )
    with pytest.raises(Conflict) as conflict:
        validate_report(store, coordinator, PLAN, SUBMITTED, NOW, seen_version=1)
    assert conflict.value.theirs["done"] == "Autre chose"
    validate_report(store, coordinator, PLAN, SUBMITTED, NOW, seen_version=2)
    assert value(store, "SELECT status FROM report WHERE done = 'Autre chose'") == "valide"


def test_a_row_changed_under_the_command_is_a_conflict(store: Store, coordinator: Actor) -> None:
    """Where a database lets two writers in at once, the version column decides."""
    before = counts(store)

    def act() -> None:
        with writing(store, coordinator, "Essai", PLAN) as door:
            row = door.session.exec(select(Fiche).where(Fiche.code == OTHERS)).one()
            door.session.connection().exec_driver_sql("UPDATE fiche SET version = version + 1 WHERE code = 'P1'")
            row.title = "écrasé"

    with pytest.raises(Conflict, match="Rien n’a été écrasé"):
        act()
    assert counts(store) == before
    assert value(store, "SELECT version FROM fiche WHERE code = 'P1'") == 1


def test_unknown_plans_and_rows_are_refused(store: Store, coordinator: Actor) -> None:
    for plan, kind, code in (("inconnu", "fiche", "P1"), (PLAN, "fiche", "P99"), (SMALL, "fiche", "P1")):
        with pytest.raises(Refused, match="Rien n’a été modifié"):
            rename(store, coordinator, plan, kind, code, "x", seen_version=1, reason="x")
