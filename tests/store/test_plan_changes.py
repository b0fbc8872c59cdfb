"""Changing the plan, its pilots and its campaigns: what is absurd is refused, what is not said again is kept."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from pydantic import ValidationError

from data.commands.amend import add_action
from data.commands.campaign import close_campaign, open_campaign
from data.commands.contribution import contribute
from data.commands.indicator import IndicatorSettings, MeasureInput, record_measures, set_target
from data.commands.pilot import assign
from data.commands.plan import rate_objective, record_decision, rename, set_calendar, set_recurrence
from data.commands.report import StateInput, save_draft
from data.database import Store
from data.errors import CapError, Refused
from data.period import Period
from data.permissions import Actor
from data.reading import situation
from data.situation import rows_of
from data.vocabulary import ObjectiveRating, PilotRole, Status
from tests.support.plan_store import PLAN, counts, journal, revision
from tests.support.quarter import BEFORE, NOW, OTHERS


def test_the_plan_refuses_absurd_changes(store: Store, coordinator: Actor) -> None:
    day, other = date(2026, 1, 1), date(2027, 1, 1)

    def part(**place: Any) -> int:
        return assign(store, coordinator, PLAN, "X", role=PilotRole.LEAD, from_on=day, **place)

    before, number = counts(store), revision(store)
    for act in (
        lambda: rename(store, coordinator, PLAN, "fiche", OTHERS, " \n\x00 ", seen_version=1, reason="x"),
        lambda: rename(store, coordinator, PLAN, "fiche", OTHERS, "x" * 401, seen_version=1, reason="x"),
        lambda: set_calendar(store, coordinator, PLAN, "P1-01", other, day, reason="x"),
        lambda: set_recurrence(store, coordinator, PLAN, "P1-01", 0, reason="x"),
        lambda: set_recurrence(store, coordinator, PLAN, "P1-01", 61, reason="x"),
        lambda: part(),
        lambda: part(fiche_code=OTHERS, action_code="P1-01"),
        lambda: part(fiche_code="P99"),
        lambda: part(action_code="P99-01"),
        lambda: set_target(store, coordinator, PLAN, "P1-IND01", day, float("inf")),
        lambda: set_target(store, coordinator, PLAN, "P1-IND01", day, float("nan")),
        lambda: set_target(store, coordinator, PLAN, "P1-IND01", day, 1, territory_code="Atlantide"),
        lambda: rate_objective(store, coordinator, PLAN, "P1-OBJ99", 2026, ObjectiveRating.REACHED),
        lambda: rate_objective(store, coordinator, PLAN, "P1-OBJ01", 2019, ObjectiveRating.REACHED),
        lambda: record_decision(store, coordinator, PLAN, "  ", instance="Comité", decided_on=day),
        lambda: record_decision(
            store, coordinator, PLAN, "Oui", instance="Comité", decided_on=day, answers=(OTHERS, NOW)
        ),
        lambda: open_campaign(store, coordinator, PLAN, Period.parse(NOW)),
        lambda: open_campaign(store, coordinator, PLAN, Period.parse("2026-S2")),
        lambda: open_campaign(store, coordinator, PLAN, Period.parse("2024-T4")),
        lambda: open_campaign(store, coordinator, PLAN, Period.parse("2031-T1")),
        lambda: open_campaign(store, coordinator, PLAN, Period.parse("2026-T4"), due_on=other, closes_on=day),
        lambda: open_campaign(store, coordinator, PLAN, Period.parse("2026-T4"), excused={"P99": "?"}),
        lambda: close_campaign(store, coordinator, PLAN, Period.parse(BEFORE)),
        lambda: close_campaign(store, coordinator, PLAN, Period.parse("2027-T1")),
    ):
        with pytest.raises(Refused):
            act()
    assert (counts(store), revision(store)) == (before, number)
    for nonsense in ("2026", "2026-T5", "T3 2026", "", "2026-S3"):
        with pytest.raises(CapError, match="période"):
            Period.parse(nonsense)


def test_opening_fixes_what_is_expected_of_whom(store: Store, coordinator: Actor) -> None:
    open_campaign(store, coordinator, PLAN, Period.parse("2026-T4"), excused={"P2": "En réécriture"})
    table = situation(store, PLAN, "2026-T4").expectations
    asked = {row["fiche_code"]: row for row in rows_of(table) if row["period"] == "2026-T4"}
    assert len(asked) == 21
    assert asked["P7"]["pilot"] == "Service insertion"
    assert asked["P1"]["pilot"] is None
    assert (asked["P2"]["excused"], asked["P2"]["reason"]) == (True, "En réécriture")
    assert sum(row["excused"] for row in asked.values()) == 1


def test_a_known_pilot_keeps_what_is_not_said_again(store: Store, coordinator: Actor) -> None:
    def part(fiche: str, **facts: Any) -> int:
        return assign(
            store, coordinator, PLAN, "MDS", role=PilotRole.LEAD, from_on=date(2026, 1, 1), fiche_code=fiche, **facts
        )

    first = part("P1", direction="Direction A")
    assert part("P2", organisation="Département") == first
    pilots = {row["name"]: row for row in rows_of(situation(store, PLAN).pilots)}
    assert (pilots["MDS"]["direction"], pilots["MDS"]["organisation"]) == ("Direction A", "Département")


@pytest.mark.parametrize("day", [date(1, 1, 1), date(9999, 12, 31)])
def test_a_day_far_from_the_plan_is_refused(store: Store, coordinator: Actor, day: date) -> None:
    near = date(2026, 1, 1)
    before, number = counts(store), revision(store)
    postponed = StateInput(action_code="P1-01", status=Status.POSTPONED, reason="x", new_ends_on=day)
    for act in (
        lambda: set_calendar(store, coordinator, PLAN, "P1-01", min(day, near), max(day, near), reason="x"),
        lambda: add_action(store, coordinator, PLAN, OTHERS, "P1-99", "Neuve", day, day, reason="x"),
        lambda: record_decision(store, coordinator, PLAN, "Oui", instance="Comité", decided_on=day),
        lambda: set_target(store, coordinator, PLAN, "P1-IND01", day, 1),
        lambda: record_measures(
            store, coordinator, PLAN, [MeasureInput(indicator_code="P1-IND01", measured_on=day, value=1)]
        ),
        lambda: contribute(store, coordinator, PLAN, OTHERS, NOW, [postponed], {}),
    ):
        with pytest.raises(Refused, match="très loin de la durée du plan"):
            act()
    assert (counts(store), revision(store)) == (before, number)


def test_no_number_can_keep_a_period_from_being_frozen(store: Store, coordinator: Actor) -> None:
    """Canonical JSON has no infinity: one that came in would make every closing fail."""
    ratio = MeasureInput(indicator_code="P1-IND01", measured_on=date(2026, 6, 30), numerator=1e12, denominator=1e-300)
    with pytest.raises(Refused, match="nombre lisible"):
        record_measures(store, coordinator, PLAN, [ratio])
    with pytest.raises(Refused, match="doit être un nombre"):
        set_target(store, coordinator, PLAN, "P1-IND01", date(2027, 1, 1), 1e300)
    for absurd in ({"tolerance": float("inf")}, {"tolerance": 1e300}, {"threshold": 10**30}):
        with pytest.raises(ValidationError):
            IndicatorSettings.model_validate(absurd)
    with pytest.raises(Refused, match="ne peut pas être conservé"):
        save_draft(store, coordinator, PLAN, OTHERS, NOW, {"percent": float("nan")})
    assert close_campaign(store, coordinator, PLAN, Period.parse(NOW)) == 1


def test_a_reason_is_kept_readable_and_no_longer_than_a_text(store: Store, coordinator: Actor) -> None:
    with pytest.raises(Refused, match="Le motif compte"):
        set_recurrence(store, coordinator, PLAN, "P1-01", 6, reason="é" * 1_000_000)
    set_recurrence(store, coordinator, PLAN, "P1-01", 6, reason=" Revu\x00 avec\x1b[31m le\ud800\uffff comité ")
    assert journal(store, "Fixer la récurrence d’une action")[-1]["reason"] == "Revu avec[31m le comité"
