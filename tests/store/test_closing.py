"""Closing a period, opening it again, closing it again: what is frozen, what is refused, what never moves."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from data.commands.campaign import (
    close_campaign,
    freeze_closed,
    open_campaign,
    reopen_campaign,
)
from data.commands.indicator import MeasureInput, record_measures
from data.commands.plan import rename, set_calendar
from data.commands.report import ReportInput, submit_report
from data.database import Store
from data.errors import StoreError
from data.period import Period
from data.permissions import SYSTEM, Actor
from data.reading import head, situation
from data.reading.frozen import frozen_cards, frozen_situation
from tests.support.campaign import CLOSED, NEXT, OPEN, at, body, campaign, cards, refused
from tests.support.plan_store import PLAN, SMALL, SMALL_PERIOD, journal, raw, revision, rows
from tests.support.quarter import BEFORE, INDICATOR, NOW, TO_FILL, TODAY
from tests.support.same import same

CORRECTION = ReportInput(fiche_code=TO_FILL, period_code=BEFORE, seen_version=1, done="Corrigé.")

# --- closing, opening again ------------------------------------------------------------------------------------------


def test_closing_freezes_what_everybody_was_reading(store: Store, coordinator: Actor) -> None:
    before = revision(store)
    live = situation(store, PLAN, NOW)
    assert close_campaign(store, coordinator, PLAN, OPEN) == 1
    assert revision(store) == before + 1
    assert campaign(store, OPEN)["closed_on"] == TODAY
    kept = frozen_situation(store, PLAN, NOW, 1)
    # The closing itself apart: the campaign's own row says that it is closed.
    same(kept, live, but=("campaigns",))
    same(kept, situation(store, PLAN, NOW), but=("plan",))
    assert replace(situation(store, PLAN, NOW).plan, revision=before) == kept.plan
    (card,) = cards(store, OPEN)
    assert (card.number, card.author, card.reason, card.current) == (1, coordinator.name, None, True)
    (told,) = [row for row in journal(store, "Figer une période") if NOW in row["after"]]
    assert card.sha256 in told["after"]
    assert (told["table_name"], told["account_id"]) == ("frozenperiod", coordinator.account_id)


@pytest.mark.parametrize(
    ("code", "says"),
    [(BEFORE, "clôturée"), (NEXT.code, "n’est pas ouverte"), ("2026-T1", "n’est pas ouverte")],
)
def test_what_is_not_closed(store: Store, coordinator: Actor, code: str, says: str) -> None:
    refused(store, says, lambda: close_campaign(store, coordinator, PLAN, Period.parse(code)))


def test_closing_twice_is_refused(store: Store, coordinator: Actor) -> None:
    close_campaign(store, coordinator, PLAN, OPEN)
    refused(store, "clôturée", lambda: close_campaign(store, coordinator, PLAN, OPEN))
    assert [card.number for card in cards(store, OPEN)] == [1]


def test_a_period_that_has_not_begun_is_not_closed(store: Store, coordinator: Actor) -> None:
    later = Period.parse("2027-T1")
    open_campaign(store, coordinator, PLAN, later)
    refused(store, "n’a pas commencé", lambda: close_campaign(store, coordinator, PLAN, later))
    assert close_campaign(store, coordinator, PLAN, later, now=at(later.starts_on)) == 1


def test_reopening_lets_write_and_keeps_the_frozen_state(store: Store, coordinator: Actor) -> None:
    kept, before = body(store, 1), revision(store)
    reopen_campaign(store, coordinator, PLAN, CLOSED, reason="  Erreur de saisie ")
    assert revision(store) == before + 1
    assert campaign(store, CLOSED)["status"] == "ouverte"
    assert (campaign(store, CLOSED)["closed_on"], campaign(store, CLOSED)["closes_on"]) == (None, TODAY)
    (told,) = journal(store, "Rouvrir une période")
    assert told["reason"] == "Erreur de saisie"
    plan = next(plan for plan in head(store).plans if plan.code == PLAN)
    assert (plan.number(BEFORE), plan.number(BEFORE, 1), plan.open_period) == (None, 1, NOW)
    assert [card.current for card in cards(store)] == [False]
    submit_report(
        store, coordinator, PLAN, ReportInput(fiche_code=TO_FILL, period_code=BEFORE, seen_version=1, done="Corrigé.")
    )
    live = situation(store, PLAN, BEFORE).reports
    assert list(live["done"]) == ["Corrigé."]
    assert "Corrigé." not in list(frozen_situation(store, PLAN, BEFORE, 1).reports["done"])
    assert body(store, 1) == kept


def test_closing_again_adds_a_state_and_leaves_the_others_to_the_last_byte(store: Store, coordinator: Actor) -> None:
    first = body(store, 1)
    reopen_campaign(store, coordinator, PLAN, CLOSED, reason="Une correction")
    submit_report(
        store, coordinator, PLAN, ReportInput(fiche_code=TO_FILL, period_code=BEFORE, seen_version=1, done="Corrigé.")
    )
    assert close_campaign(store, coordinator, PLAN, CLOSED) == 2
    second = body(store, 2)
    reopen_campaign(store, coordinator, PLAN, CLOSED, reason="Une autre")
    assert close_campaign(store, coordinator, PLAN, CLOSED) == 3
    assert (body(store, 1), body(store, 2)) == (first, second)
    assert [(card.number, card.reason, card.current) for card in cards(store)] == [
        (1, None, False),
        (2, "Une correction", False),
        (3, "Une autre", True),
    ]
    assert [row["reason"] for row in journal(store, "Figer une période")] == [None, "Une correction", "Une autre"]
    assert list(frozen_situation(store, PLAN, BEFORE, 2).reports["done"]) == ["Corrigé."]
    # Each has its own trend figures, as many.
    told = rows(store, "SELECT count(*) FROM trendfigure GROUP BY frozen_id")
    assert len(told) == 3
    assert len(set(told)) == 1


@pytest.mark.parametrize(
    ("code", "says"),
    [(NOW, "Le 3e trimestre 2026 est déjà ouvert"), (NEXT.code, "n’a jamais été ouvert")],
)
def test_what_is_not_reopened(store: Store, coordinator: Actor, code: str, says: str) -> None:
    period = Period.parse(code)
    refused(store, says, lambda: reopen_campaign(store, coordinator, PLAN, period, reason="x"))


@pytest.mark.parametrize("reason", ["", "  \n ", "\x00"])
def test_a_reopening_has_a_reason(store: Store, coordinator: Actor, reason: str) -> None:
    refused(
        store,
        "pourquoi la période est rouverte",
        lambda: reopen_campaign(store, coordinator, PLAN, CLOSED, reason=reason),
    )


def test_two_plans_are_closed_apart(store: Store, coordinator: Actor) -> None:
    assert close_campaign(store, coordinator, SMALL, Period.parse(SMALL_PERIOD)) == 1
    assert [card.period for card in frozen_cards(store, SMALL)] == [SMALL_PERIOD]
    assert [card.period for card in frozen_cards(store, PLAN)] == [BEFORE]


# --- what happens afterwards -----------------------------------------------------------------------------------------


def test_what_changes_later_moves_the_plan_and_no_frozen_state(store: Store, coordinator: Actor) -> None:
    frozen, kept, live = frozen_situation(store, PLAN, BEFORE, 1), body(store, 1), situation(store, PLAN, BEFORE)
    rename(store, coordinator, PLAN, "fiche", TO_FILL, "Autre titre", seen_version=1, reason="Comité")
    set_calendar(store, coordinator, PLAN, "P7-01", date(2029, 1, 1), date(2029, 12, 31), reason="Comité")
    late = MeasureInput(indicator_code=INDICATOR, measured_on=date(2026, 6, 30), value=999)
    record_measures(store, coordinator, PLAN, [late])
    now = situation(store, PLAN, BEFORE)
    titles = [dict(zip(each.fiches["code"], each.fiches["title"], strict=True))[TO_FILL] for each in (live, now)]
    assert titles[0] != titles[1] == "Autre titre"
    assert 999 in list(now.measures["value"])
    begins = [each.actions.set_index("code").loc["P7-01", "starts_on"] for each in (live, now)]
    assert begins[0] != begins[1] == date(2029, 1, 1)
    assert body(store, 1) == kept
    same(frozen_situation(store, PLAN, BEFORE, 1), frozen)


def test_a_state_that_is_not_there_is_said(store: Store) -> None:
    for period, number in ((BEFORE, 2), (NOW, 1), ("2019-T1", 1)):
        with pytest.raises(StoreError, match="Cet état figé n’existe pas dans cette base"):
            frozen_situation(store, PLAN, period, number)


def test_what_was_closed_before_anything_was_frozen_is_frozen_once(store: Store, coordinator: Actor) -> None:
    with raw(store) as connection:
        for table in ("frozenperiod", "trendfigure"):
            connection.execute(f"DROP TRIGGER {table}_no_delete")
            connection.execute(f"DELETE FROM {table}")
    assert cards(store) == []
    assert freeze_closed(store, SYSTEM, PLAN) == [BEFORE]
    (card,) = cards(store)
    assert (card.number, card.author, card.reason, card.current) == (1, "Cap Solidarités", None, True)
    # As known on the day of the closing, not on the day of the freezing.
    assert frozen_situation(store, PLAN, BEFORE, 1).today == date(2026, 8, 3)
    kept = body(store, 1)
    assert freeze_closed(store, SYSTEM, PLAN) == []
    assert body(store, 1) == kept
    refused(store, "ne peut pas", lambda: freeze_closed(store, coordinator, PLAN))
