"""A campaign while it is open: its dates, what it expects of whom, the sittings that pace it, and what is refused."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.commands.campaign import (
    excuse,
    expect,
    open_campaign,
    proposed_dates,
    set_campaign_dates,
)
from data.commands.meeting import cancel_meeting, plan_meeting
from data.database import Store
from data.measures.answers import asked_and_answered
from data.period import Period
from data.permissions import Actor
from data.reading import situation
from tests.support.campaign import CLOSED, NEXT, OPEN, at, campaign, dates, refused
from tests.support.plan_store import INSTANCE, PLAN, journal, raw, revision, value
from tests.support.quarter import BEFORE, NOW, OTHERS, SUBMITTED, TO_FILL, TODAY

# --- the dates that are proposed -------------------------------------------------------------------------------------

THIRD = Period.parse("2026-T3")


@pytest.mark.parametrize(
    ("committees", "due", "closing"),
    [
        ([], date(2026, 10, 15), date(2026, 10, 30)),
        ([date(2026, 10, 25)], date(2026, 10, 15), date(2026, 11, 4)),
        # Ten days before it, the quarter is over: just in time, then a day too early.
        ([date(2026, 10, 10)], date(2026, 9, 30), date(2026, 10, 20)),
        ([date(2026, 10, 9)], date(2026, 10, 15), date(2026, 10, 30)),
        # The first that leaves time, whatever the order.
        ([date(2026, 12, 1), date(2026, 10, 9), date(2026, 10, 20)], date(2026, 10, 10), date(2026, 10, 30)),
        # A committee a quarter later reads the next one.
        ([date(2027, 1, 1)], date(2026, 12, 22), date(2027, 1, 11)),
        ([date(2027, 1, 2)], date(2026, 10, 15), date(2026, 10, 30)),
        ([date(2026, 9, 1), date(2025, 10, 25)], date(2026, 10, 15), date(2026, 10, 30)),
    ],
)
def test_dates_are_proposed_around_the_next_committee(committees: list[date], due: date, closing: date) -> None:
    assert proposed_dates(THIRD, committees) == (due, closing)


@given(
    st.sampled_from(["2026-T3", "2026-S2", "2026-A1"]),
    st.lists(st.dates(date(2025, 1, 1), date(2028, 12, 31)), max_size=6),
)
def test_proposed_dates_leave_time_to_answer_and_follow_one_another(code: str, committees: list[date]) -> None:
    period = Period.parse(code)
    due, closing = proposed_dates(period, committees)
    assert period.ends_on <= due <= closing
    assert proposed_dates(period, committees[::-1]) == (due, closing)


# --- opening ---------------------------------------------------------------------------------------------------------


def test_opening_fixes_what_is_expected_of_whom(store: Store, coordinator: Actor) -> None:
    before = revision(store)
    open_campaign(store, coordinator, PLAN, NEXT, excused={OTHERS: "  Poste vacant "})
    assert revision(store) == before + 1
    wanted = {
        "opened_on": TODAY, "due_on": date(2027, 1, 15), "closes_on": date(2027, 1, 30), "closed_on": None,
        "status": "ouverte",
    }  # fmt: skip
    assert campaign(store, NEXT) == wanted
    asked = situation(store, PLAN, NEXT.code).expectations
    now = asked[asked["period"] == NEXT.code].set_index("fiche_code")
    assert len(now) == value(
        store, "SELECT count(*) FROM fiche JOIN plan ON plan.id = plan_id WHERE plan.code = ?", PLAN
    )
    assert tuple(now.loc[TO_FILL, ["pilot", "excused", "reason"]]) == ("Service insertion", False, None)
    assert tuple(now.loc[OTHERS, ["pilot", "excused", "reason"]]) == (None, True, "Poste vacant")
    (told,) = [row for row in journal(store, "Ouvrir la saisie d’une période") if NEXT.code in row["after"]]
    assert told["table_name"] == "campaign"


def test_opening_takes_its_dates_from_the_sitting_that_paces(store: Store, coordinator: Actor) -> None:
    plan_meeting(store, coordinator, PLAN, "Comité de pilotage", date(2027, 1, 12))
    plan_meeting(store, coordinator, PLAN, "COTECH", date(2027, 1, 20), paces=True)
    open_campaign(store, coordinator, PLAN, NEXT)
    assert (campaign(store, NEXT)["due_on"], campaign(store, NEXT)["closes_on"]) == (
        date(2027, 1, 10),
        date(2027, 1, 30),
    )
    # A date that is fixed does not move with the calendar.
    cancel_meeting(store, coordinator, PLAN, "COTECH", date(2027, 1, 20))
    assert campaign(store, NEXT)["due_on"] == date(2027, 1, 10)


def test_a_due_date_after_the_proposed_closing_moves_the_closing(store: Store, coordinator: Actor) -> None:
    open_campaign(store, coordinator, PLAN, NEXT, due_on=date(2027, 3, 1))
    assert dates(store, NEXT) == (date(2027, 3, 1), date(2027, 3, 1))


def test_opened_after_its_due_date_it_is_said_to_be_opened_on_it(store: Store, coordinator: Actor) -> None:
    open_campaign(store, coordinator, PLAN, NEXT, now=at(date(2027, 2, 1)))
    assert campaign(store, NEXT)["opened_on"] == date(2027, 1, 15)


@pytest.mark.parametrize(
    ("code", "says"),
    [
        (NOW, "Le 3e trimestre 2026 est déjà ouvert ou clôturé"),
        (BEFORE, "Le 2e trimestre 2026 est déjà ouvert ou clôturé"),
        ("2026-T1", "Le 3e trimestre 2026 a déjà été ouvert : une période antérieure ne s’ouvre plus"),
        ("2031-T1", "est hors de la durée du plan"),
        ("2026-S2", "Ce plan se suit par période de 3 mois"),
        ("2026-A1", "Ce plan se suit par période de 3 mois"),
    ],
)
def test_what_is_not_opened(store: Store, coordinator: Actor, code: str, says: str) -> None:
    refused(store, says, lambda: open_campaign(store, coordinator, PLAN, Period.parse(code)))


@pytest.mark.parametrize(
    ("excused", "says"),
    [
        ({"P99": "x"}, "« P99 » n’est pas une fiche de ce plan"),
        ({OTHERS: " \n "}, f"pourquoi la fiche {OTHERS} est excusée"),
        ({OTHERS: "\x00"}, f"pourquoi la fiche {OTHERS} est excusée"),
        ({OTHERS: "x" * 10_001}, "le maximum est de"),
    ],
)
def test_an_excuse_that_is_none_opens_nothing(
    store: Store, coordinator: Actor, excused: dict[str, str], says: str
) -> None:
    refused(store, says, lambda: open_campaign(store, coordinator, PLAN, NEXT, excused=excused))


BAD_DATES = [
    (date(2027, 1, 20), date(2027, 1, 19), "La clôture ne peut pas précéder l’échéance"),
    (date(2026, 9, 30), date(2027, 1, 20), "L’échéance précède le 4e trimestre 2026"),
    (date(2027, 1, 20), date(2029, 1, 1), "plus de deux ans après le 4e trimestre 2026"),
    (date(2027, 1, 20), date(9999, 12, 31), "plus de deux ans après"),
]


@pytest.mark.parametrize(("due", "closing", "says"), BAD_DATES)
def test_dates_that_cannot_be(store: Store, coordinator: Actor, due: date, closing: date, says: str) -> None:
    refused(store, says, lambda: open_campaign(store, coordinator, PLAN, NEXT, due_on=due, closes_on=closing))
    open_campaign(store, coordinator, PLAN, NEXT)
    early = "L’échéance ne peut pas précéder l’ouverture" if due < TODAY else says
    refused(store, early, lambda: set_campaign_dates(store, coordinator, PLAN, NEXT, due, closing, reason="x"))


# --- while it is open ------------------------------------------------------------------------------------------------


def test_dates_are_moved_with_a_reason(store: Store, coordinator: Actor) -> None:
    before = revision(store)
    set_campaign_dates(store, coordinator, PLAN, OPEN, date(2026, 10, 20), date(2026, 11, 20), reason="COTECH déplacé")
    assert dates(store, OPEN) == (date(2026, 10, 20), date(2026, 11, 20))
    assert revision(store) == before + 1
    (told,) = journal(store, "Changer les dates d’une période")
    assert (told["reason"], told["table_name"]) == ("COTECH déplacé", "campaign")
    assert "2026-10-15" in told["before"]
    assert "2026-10-20" in told["after"]


def test_dates_of_a_closed_or_unknown_period_stay(store: Store, coordinator: Actor) -> None:
    for period, says in ((CLOSED, "clôturée"), (NEXT, "n’est pas ouverte")):
        move = (period, period.ends_on + timedelta(days=20), period.ends_on + timedelta(days=40))
        refused(store, says, lambda move=move: set_campaign_dates(store, coordinator, PLAN, *move, reason="x"))


def ask(store: Store) -> tuple[int, int]:
    return asked_and_answered(situation(store, PLAN, NOW))


def test_an_excused_fiche_leaves_the_denominator_and_comes_back(store: Store, coordinator: Actor) -> None:
    answered, asked = ask(store)
    excuse(store, coordinator, PLAN, NOW, SUBMITTED, "Fiche suspendue")
    assert ask(store) == (answered - 1, asked - 1)
    table = situation(store, PLAN).expectations
    row = table[(table["period"] == NOW) & (table["fiche_code"] == SUBMITTED)].iloc[0]
    assert (row["excused"], row["reason"]) == (True, "Fiche suspendue")
    excuse(store, coordinator, PLAN, NOW, SUBMITTED, None)
    assert ask(store) == (answered, asked)
    assert [row["command"] for row in journal(store)][-2:] == ["Excuser une fiche", "Attendre à nouveau une fiche"]
    assert "Fiche suspendue" in journal(store, "Attendre à nouveau une fiche")[0]["before"]


def new_fiche(store: Store, code: str = "P22") -> None:
    """A fiche that came into the plan after the opening."""
    with raw(store) as connection:
        names = [row[1] for row in connection.execute("PRAGMA table_info(fiche)") if row[1] != "id"]
        chosen = ", ".join(f"'{code}'" if name == "code" else name for name in names)
        connection.execute(f"INSERT INTO fiche ({', '.join(names)}) SELECT {chosen} FROM fiche WHERE code = 'P21'")


def test_a_fiche_that_came_later_is_expected_when_the_coordination_says_so(store: Store, coordinator: Actor) -> None:
    answered, asked = ask(store)
    new_fiche(store)
    refused(store, "Rien n’est attendu de la fiche P22", lambda: excuse(store, coordinator, PLAN, NOW, "P22", "x"))
    assert ask(store) == (answered, asked)
    expect(store, coordinator, PLAN, NOW, "P22")
    assert ask(store) == (answered, asked + 1)
    refused(store, "La fiche P22 est déjà attendue", lambda: expect(store, coordinator, PLAN, NOW, "P22"))
    assert len(journal(store, "Ajouter une fiche à la période")) == 1
    excuse(store, coordinator, PLAN, NOW, "P22", "Vient d’arriver")
    assert ask(store) == (answered, asked)


def test_a_fiche_that_came_later_enters_at_the_next_opening(store: Store, coordinator: Actor) -> None:
    new_fiche(store)
    open_campaign(store, coordinator, PLAN, NEXT)
    table = situation(store, PLAN, NEXT.code).expectations
    assert "P22" in set(table[table["period"] == NEXT.code]["fiche_code"])
    assert "P22" not in set(table[table["period"] == NOW]["fiche_code"])


@pytest.mark.parametrize("reason", ["", "   ", "\n\t", "\x00\x07"])
def test_an_excuse_has_a_reason(store: Store, coordinator: Actor, reason: str) -> None:
    refused(store, "pourquoi la fiche est excusée", lambda: excuse(store, coordinator, PLAN, NOW, SUBMITTED, reason))


def test_nothing_more_is_expected_of_a_closed_or_unknown_period(store: Store, coordinator: Actor) -> None:
    new_fiche(store)
    for period, says in ((BEFORE, "clôturée"), (NEXT.code, "n’est pas ouverte")):
        refused(store, says, lambda period=period: expect(store, coordinator, PLAN, period, "P22"))
        refused(store, says, lambda period=period: excuse(store, coordinator, PLAN, period, TO_FILL, "x"))
    refused(store, "P99", lambda: expect(store, coordinator, PLAN, NOW, "P99"))


# --- the sittings ----------------------------------------------------------------------------------------------------

SITTING = date(2026, 11, 5)


def test_a_sitting_is_planned_then_cancelled(store: Store, coordinator: Actor) -> None:
    before = revision(store)
    plan_meeting(store, coordinator, PLAN, "  Comité   technique ", SITTING, paces=True)
    found = situation(store, PLAN).meetings.to_dict("records")
    assert {"instance": "Comité technique", "held_on": SITTING, "paces": True} in found
    again = (store, coordinator, PLAN, "Comité technique", SITTING)
    refused(store, "« Comité technique » est déjà inscrit au", lambda: plan_meeting(*again))
    cancel_meeting(*again)
    assert list(situation(store, PLAN).meetings["instance"]) == [INSTANCE]
    refused(store, "n’est plus inscrite", lambda: cancel_meeting(*again))
    assert revision(store) == before + 2
    told = [row["change"] for row in journal(store) if row["table_name"] == "meeting"]
    assert told[-2:] == ["ajout", "suppression"]


@pytest.mark.parametrize(
    ("name", "day", "says"),
    [
        (" \n", SITTING, "Le nom de l’instance est vide"),
        ("x" * 401, SITTING, "le maximum est de 400"),
        ("COTECH", date(2005, 1, 1), "loin de la durée du plan"),
        ("COTECH", date(2099, 1, 1), "loin de la durée du plan"),
    ],
)
def test_a_sitting_that_cannot_be(store: Store, coordinator: Actor, name: str, day: date, says: str) -> None:
    refused(store, says, lambda: plan_meeting(store, coordinator, PLAN, name, day))
