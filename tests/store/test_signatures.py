"""Who signed what: co-pilots keep their rows, the coordination answers in a pilot's place and it is said."""

from __future__ import annotations

import pytest

from data.commands.contribution import contribute
from data.commands.report import ReportInput, StateInput, submit_report
from data.database import Store
from data.errors import Conflict
from data.permissions import Actor
from data.reading import situation
from data.reading.entry import desk, recorded
from data.vocabulary import Status
from tests.support.plan_store import counts, raw
from tests.support.quarter import NOW, OTHERS, PLAN, TO_FILL, acting

CARRIED, SHARED = "P7-01", "P7-02"
LEAD, COPILOT, OF_THE_ACTION = "Service insertion", "CAF", "Ville centre"


def said(action: str = SHARED, status: Status = Status.IN_PROGRESS, *, confirms: bool = False) -> StateInput:
    return StateInput(action_code=action, status=status, confirms=confirms)


def submit(
    store: Store,
    actor: Actor,
    *states: StateInput,
    fiche: str = TO_FILL,
    version: int | None = None,
    seen: dict[tuple[str, str], int] | None = None,
) -> None:
    report = ReportInput(
        fiche_code=fiche, period_code=NOW, seen_version=version, done="Fait.", states=states, seen_states=seen
    )
    submit_report(store, actor, PLAN, report)


def signed(store: Store, action: str = SHARED) -> tuple[str, str | None]:
    """(author, in whose place) of a state said now."""
    row = recorded(store, PLAN, TO_FILL, NOW).states[(action, "26")]
    return row["author"], row["behalf"]


# --- each their own row -------------------------------------------------------------------------------------------


def test_confirming_leaves_the_words_and_the_signature_of_who_spoke_meanwhile(store: Store) -> None:
    contribute(store, acting(store, "action"), PLAN, TO_FILL, NOW, [said(status=Status.DONE)], {})

    submit(store, acting(store, "pilote"), said(CARRIED, confirms=True), said(confirms=True), seen={})

    assert signed(store) == (OF_THE_ACTION, None)
    assert recorded(store, PLAN, TO_FILL, NOW).states[(SHARED, "26")]["status"] == Status.DONE
    assert signed(store, CARRIED) == (LEAD, None)


def test_changing_what_somebody_said_meanwhile_is_a_conflict(store: Store) -> None:
    contribute(store, acting(store, "action"), PLAN, TO_FILL, NOW, [said(status=Status.DONE)], {})
    before = counts(store)

    with pytest.raises(Conflict) as conflict:
        submit(store, acting(store, "pilote"), said(status=Status.SUSPENDED), seen={})

    assert conflict.value.theirs["status"] == Status.DONE
    assert counts(store) == before
    assert signed(store) == (OF_THE_ACTION, None)


def test_having_seen_it_the_lead_may_change_it_and_signs(store: Store) -> None:
    contribute(store, acting(store, "action"), PLAN, TO_FILL, NOW, [said(status=Status.DONE)], {})

    seen = recorded(store, PLAN, TO_FILL, NOW).versions
    submit(store, acting(store, "pilote"), said(status=Status.SUSPENDED), seen=seen)

    assert signed(store) == (LEAD, None)


# --- in somebody's place ------------------------------------------------------------------------------------------


def test_the_coordination_answers_in_the_place_of_the_pilot(store: Store, coordinator: Actor) -> None:
    submit(store, coordinator, said(CARRIED), said())

    now = recorded(store, PLAN, TO_FILL, NOW)
    assert now.answer is not None
    assert (now.answer.author, now.answer.behalf) == ("Coordination du schéma", LEAD)
    assert desk(store, coordinator, PLAN, NOW).answers[TO_FILL].behalf == LEAD
    # An action's own pilot goes before the fiche's.
    assert signed(store, CARRIED) == ("Coordination du schéma", LEAD)
    assert signed(store) == ("Coordination du schéma", OF_THE_ACTION)
    shown = situation(store, PLAN, NOW)
    assert list(shown.reports.query("fiche_code == @TO_FILL and period == @NOW")["behalf"]) == [LEAD]
    assert set(shown.states.query("period == @NOW")["behalf"]) == {LEAD, OF_THE_ACTION}


def test_it_is_cleared_when_the_pilot_answers(store: Store, coordinator: Actor) -> None:
    submit(store, coordinator, said(CARRIED), said())
    now = recorded(store, PLAN, TO_FILL, NOW)

    contribute(store, acting(store, "action"), PLAN, TO_FILL, NOW, [said(status=Status.DONE)], now.versions)
    submit(store, acting(store, "pilote"), said(CARRIED, Status.DONE), version=now.version)

    answer = recorded(store, PLAN, TO_FILL, NOW).answer
    assert answer is not None
    assert (answer.author, answer.behalf) == (LEAD, None)
    assert signed(store, CARRIED) == (LEAD, None)
    assert signed(store) == (OF_THE_ACTION, None)


def test_who_has_a_part_answers_in_nobody_s_place(store: Store) -> None:
    submit(store, acting(store, "copilote"), said(CARRIED), said())

    answer = recorded(store, PLAN, TO_FILL, NOW).answer
    assert answer is not None
    assert (answer.author, answer.behalf) == (COPILOT, None)
    assert signed(store) == (COPILOT, None)


def test_without_a_pilot_the_coordination_answers_for_itself(store: Store, coordinator: Actor) -> None:
    submit(store, coordinator, said("P1-01"), fiche=OTHERS)

    answer = recorded(store, PLAN, OTHERS, NOW).answer
    assert answer is not None
    assert answer.behalf is None


def test_a_part_that_has_ended_is_nobody_s_place(store: Store, coordinator: Actor) -> None:
    with raw(store) as connection:
        connection.execute("UPDATE assignment SET to_on = '2026-10-05'")

    submit(store, coordinator, said())

    answer = recorded(store, PLAN, TO_FILL, NOW).answer
    assert answer is not None
    assert answer.behalf is None
    assert signed(store) == ("Coordination du schéma", None)
