"""What the pilot of one action may record: its state, and nothing of the fiche."""

from __future__ import annotations

from datetime import date

import pytest

from data.commands.campaign import close_campaign
from data.commands.contribution import contribute
from data.commands.pilot import assign
from data.commands.report import ReportInput, StateInput, save_draft, submit_report
from data.database import Store
from data.errors import Conflict, Refused
from data.period import Period
from data.permissions import Actor
from data.reading import situation
from data.reading.entry import desk, kept, recorded
from data.vocabulary import PilotRole, Status
from tests.support.quarter import BEFORE, NOW, OTHERS, PLAN, TO_FILL, acting

OWN, NOT_OWN = "P7-02", "P7-01"


@pytest.fixture
def pilot(store: Store) -> Actor:
    return acting(store, "action")


def say(
    store: Store, pilot: Actor, *states: StateInput, seen: dict[tuple[str, str], int] | None = None, **where: str
) -> None:
    fiche, period = where.get("fiche", TO_FILL), where.get("period", NOW)
    contribute(store, pilot, PLAN, fiche, period, states, seen or {})


def done(action: str = OWN) -> StateInput:
    return StateInput(action_code=action, status=Status.DONE)


def test_a_state_is_recorded_counted_and_signed_without_a_report(store: Store, pilot: Actor) -> None:
    save_draft(store, pilot, PLAN, TO_FILL, NOW, {"champs": {}})

    say(store, pilot, done())

    now = recorded(store, PLAN, TO_FILL, NOW)
    assert now.answer is None
    assert now.states[(OWN, "26")]["author"] == "Ville centre"
    assert OWN in desk(store, pilot, PLAN, NOW).spoken
    leaf = situation(store, PLAN, NOW).leaves.set_index("code").loc[OWN]
    assert (leaf["status"], leaf["author"]) == (Status.DONE, "Ville centre")
    assert kept(store, pilot, PLAN, TO_FILL, NOW) is None


@pytest.mark.parametrize(
    ("state", "where", "words"),
    [
        (done(NOT_OWN), {}, "est confiée à quelqu’un d’autre"),
        (done("P1-01"), {"fiche": OTHERS}, "n’est pas confiée"),
        (done("P1-01"), {}, "n’est pas de la fiche P7"),
        (done(), {"period": BEFORE}, "est clôturée"),
    ],
)
def test_what_is_not_its_own_is_refused(
    store: Store, pilot: Actor, state: StateInput, where: dict[str, str], words: str
) -> None:
    before = recorded(store, PLAN, TO_FILL, NOW)

    with pytest.raises(Refused, match=words):
        say(store, pilot, done(), state, **where)

    assert recorded(store, PLAN, TO_FILL, NOW) == before


def test_nothing_to_say_is_refused(store: Store, pilot: Actor) -> None:
    with pytest.raises(Refused, match="Aucun état à enregistrer"):
        say(store, pilot)


def test_a_state_said_meanwhile_is_not_overwritten(store: Store, pilot: Actor) -> None:
    theirs = StateInput(action_code=OWN, status=Status.SUSPENDED)
    report = ReportInput(fiche_code=TO_FILL, period_code=NOW, states=(theirs,))
    submit_report(store, acting(store, "pilote"), PLAN, report)

    with pytest.raises(Conflict) as conflict:
        say(store, pilot, done())
    assert conflict.value.theirs["status"] == Status.SUSPENDED

    say(store, pilot, done(), seen=recorded(store, PLAN, TO_FILL, NOW).versions)
    assert recorded(store, PLAN, TO_FILL, NOW).states[(OWN, "26")]["status"] == Status.DONE


def test_a_closed_period_takes_no_state(store: Store, pilot: Actor, coordinator: Actor) -> None:
    close_campaign(store, coordinator, PLAN, Period.parse(NOW))

    with pytest.raises(Refused, match="est clôturée"):
        say(store, pilot, done())


def test_parts_are_those_of_today_not_of_the_period_s_end(store: Store, coordinator: Actor) -> None:

    # Handed over after the quarter's end, while it is being filled.
    assign(store, coordinator, PLAN, "Ville centre", role=PilotRole.LEAD, fiche_code=OTHERS, from_on=date(2026, 10, 2))

    assert {part.fiche_code for part in desk(store, acting(store, "action"), PLAN, NOW).parts} == {TO_FILL, OTHERS}
