"""What a Situation holds: the store's head, default period, the day described, what counts and what does not."""

from __future__ import annotations

import time
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from data.columns import COLUMNS
from data.commands.campaign import open_campaign
from data.commands.indicator import MeasureInput, record_measures
from data.commands.pilot import assign
from data.commands.plan import rate_objective, record_decision, set_calendar
from data.commands.report import ReportInput, StateInput, submit_report, validate_report
from data.database import Store
from data.errors import CapError, StoreError
from data.period import Period
from data.permissions import Actor
from data.reading import situation
from data.reading.source import natural
from data.situation import Situation, rows_of
from data.vocabulary import ObjectiveRating, PilotRole, Status, TerritoryKind
from tests.support.drafts import draft, report_to_complete
from tests.support.plan_store import PLAN, SMALL, raw
from tests.support.quarter import BEFORE, NOW, OTHERS, SENT_BACK, SUBMITTED, TO_FILL, TODAY, acting

NEXT = "2026-T4"


def leaf(of: Situation, code: str) -> dict[str, Any]:
    (row,) = [row for row in rows_of(of.leaves) if row["code"] == code]
    return row


def say(store: Store, actor: Actor, *states: StateInput, fiche: str = OTHERS, period: str = NOW, **rest: Any) -> None:
    submit_report(store, actor, PLAN, ReportInput(fiche_code=fiche, period_code=period, states=states, **rest))


def test_every_table_has_its_columns_and_no_other(store: Store) -> None:
    for code in (PLAN, SMALL):
        now = situation(store, code)
        for name, columns in COLUMNS.items():
            assert tuple(getattr(now, name).columns) == columns, name


def test_the_period_shown_first_is_the_latest_campaign_s(store: Store, coordinator: Actor) -> None:
    assert situation(store, PLAN).period.code == NOW
    open_campaign(store, coordinator, PLAN, Period.parse(NEXT))
    assert situation(store, PLAN).period.code == NEXT


def test_a_situation_is_as_of_its_period_s_end_or_today(store: Store) -> None:
    assert situation(store, PLAN, BEFORE).as_of == date(2026, 6, 30)
    assert situation(store, PLAN, NOW).as_of == date(2026, 9, 30)
    assert situation(store, PLAN, NEXT).as_of == TODAY, "a period that has not ended is described today"
    assert situation(store, PLAN, NEXT).today == TODAY


def test_periods_and_plans_that_are_not(store: Store) -> None:
    for nonsense in ("", "2026", "2026-T9", "../../etc/passwd", "x" * 5000):
        with pytest.raises(CapError) as refusal:
            situation(store, PLAN, nonsense)
        assert len(str(refusal.value)) < 300
    for nonsense in ("", "inconnu", "' OR 1=1 --", "x" * 5000):
        with pytest.raises(StoreError, match="Aucun plan") as failure:
            situation(store, nonsense)
        assert len(str(failure.value)) < 300


def test_what_is_said_is_carried_with_its_age(store: Store) -> None:
    now = leaf(situation(store, PLAN), "P7-01")
    assert (now["status"], now["percent"], now["state_period"], now["age"]) == ("en_cours", 40, BEFORE, 1)
    assert (now["declared"], now["validated"], now["author"]) == (True, False, "Service insertion")
    assert now["said_on"] == date(2026, 7, 6)
    before = leaf(situation(store, PLAN, "2026-T1"), "P7-01")
    assert (before["status"], before["declared"]) == ("non_renseigne", False)


def test_a_past_period_does_not_know_what_came_later(store: Store, coordinator: Actor) -> None:
    past = situation(store, PLAN, BEFORE)
    say(store, coordinator, StateInput(action_code="P1-01", status=Status.DONE), done="Fait")
    open_campaign(store, coordinator, PLAN, Period.parse(NEXT))
    record_measures(
        store, coordinator, PLAN, [MeasureInput(indicator_code="P1-IND01", measured_on=date(2026, 9, 30), value=1)]
    )
    record_decision(store, coordinator, PLAN, "Après", instance="Comité", decided_on=date(2026, 7, 1))
    again = situation(store, PLAN, BEFORE)
    for name in ("leaves", "states", "reports", "measures", "decisions", "campaigns", "expectations"):
        assert getattr(again, name).equals(getattr(past, name)), name
    assert leaf(situation(store, PLAN, NOW), "P1-01")["status"] == "realisee"


def test_a_report_sent_back_is_not_counted_until_submitted_again(store: Store, coordinator: Actor) -> None:
    lead = acting(store, "pilote")
    said = StateInput(action_code="P11-01", status=Status.IN_PROGRESS)
    say(store, lead, said, fiche=SUBMITTED, seen_version=1)
    assert leaf(situation(store, PLAN), "P11-01")["status"] == "en_cours"
    validate_report(store, coordinator, PLAN, SUBMITTED, NOW, accept=False, comment="Quand ?")
    now = situation(store, PLAN)
    assert leaf(now, "P11-01")["status"] == "non_renseigne"
    assert {SUBMITTED, SENT_BACK}.isdisjoint(now.reports["fiche_code"])
    sent = report_to_complete(store, PLAN, SUBMITTED, NOW)
    assert sent is not None, "the form still starts from it"
    assert (sent["status"], sent["comment"]) == ("a_completer", "Quand ?")
    say(store, lead, said, fiche=SUBMITTED, seen_version=sent["version"])
    assert leaf(situation(store, PLAN), "P11-01")["validated"] is False
    validate_report(store, coordinator, PLAN, SUBMITTED, NOW)
    assert leaf(situation(store, PLAN), "P11-01")["validated"] is True


def test_nothing_new_dates_what_was_said(store: Store, coordinator: Actor) -> None:
    say(store, coordinator, fiche=TO_FILL, nothing_new=True)
    row = leaf(situation(store, PLAN), "P7-01")
    assert (row["state_period"], row["news_period"], row["age"]) == (BEFORE, NOW, 0)


def test_a_postponed_action_has_its_new_period(store: Store, coordinator: Actor) -> None:
    moved = StateInput(
        action_code="P1-01",
        status=Status.POSTPONED,
        new_starts_on=date(2027, 3, 1),
        new_ends_on=date(2029, 6, 30),
        reason="Travaux",
    )
    say(store, coordinator, moved)
    row = leaf(situation(store, PLAN), "P1-01")
    assert (row["starts_on"], row["ends_on"], row["reason"]) == (date(2027, 3, 1), date(2029, 6, 30), "Travaux")
    (action,) = [row for row in rows_of(situation(store, PLAN).actions) if row["code"] == "P1-01"]
    assert action["ends_on"] == date(2026, 12, 31), "the plan itself still says what was voted"
    past = leaf(situation(store, PLAN, BEFORE), "P1-01")
    assert past["ends_on"] == date(2026, 12, 31)


def test_a_calendar_fixed_by_hand_wins(store: Store, coordinator: Actor) -> None:
    set_calendar(store, coordinator, PLAN, "P1-01", date(2026, 3, 1), date(2026, 3, 31), reason="Comité")
    row = leaf(situation(store, PLAN), "P1-01")
    assert (row["starts_on"], row["ends_on"]) == (date(2026, 3, 1), date(2026, 3, 31))


def test_an_action_declined_has_a_cell_in_each_territory(store: Store, coordinator: Actor) -> None:
    now = situation(store, PLAN)
    cells = now.cells[now.cells["code"] == "P7-03"]
    assert sorted(cells["territory_code"]) == sorted(now.peers["code"])
    assert set(now.cells["code"]) == {"P7-03"}
    first, second = list(now.peers["code"])[:2]
    say(
        store,
        coordinator,
        StateInput(action_code="P7-03", territory_code=first, status=Status.DONE),
        StateInput(action_code="P7-03", territory_code=second, status=Status.NOT_CONCERNED),
        fiche=TO_FILL,
    )
    after = situation(store, PLAN)
    said = {row["territory_code"]: row["status"] for row in rows_of(after.cells)}
    assert (said[first], said[second]) == ("realisee", "non_concernee")
    row = leaf(after, "P7-03")
    assert (row["derived"], row["status"], row["territories_done"]) == (True, "en_cours", 1)
    assert row["territories_applicable"] == len(now.peers) - 1


def test_who_carries_what_is_as_of_the_day(store: Store, coordinator: Actor) -> None:
    assign(store, coordinator, PLAN, "Demain", role=PilotRole.LEAD, from_on=date(2026, 10, 1), fiche_code=TO_FILL)
    with raw(store) as connection:
        connection.execute(
            "UPDATE assignment SET to_on = '2026-09-30' WHERE role = 'responsable' AND from_on < '2026-10-01'"
        )

    def leads(period: str) -> set[str | None]:
        now = situation(store, PLAN, period)
        return {row["lead"] for row in rows_of(now.fiches) if row["code"] == TO_FILL}

    assert leads(NOW) == {"Service insertion"}
    assert leads(NEXT) == {"Demain"}
    part = [row for row in rows_of(situation(store, PLAN).assignments) if row["action_code"] == "P7-02"]
    assert [(row["fiche_code"], row["pilot"]) for row in part] == [(TO_FILL, "Ville centre")]


def test_decisions_and_ratings_are_as_of_the_day(store: Store, coordinator: Actor) -> None:
    say(store, coordinator, request="Un poste")
    code = record_decision(
        store, coordinator, PLAN, "Accordé", instance="Comité", decided_on=date(2026, 10, 5), answers=(OTHERS, NOW)
    )
    assert code == "D-002"
    assert list(situation(store, PLAN, NOW).decisions["code"]) == ["D-001"]
    now = {row["code"]: row for row in rows_of(situation(store, PLAN, NEXT).decisions)}
    assert (now["D-002"]["fiche_code"], now["D-002"]["answers_period"]) == (OTHERS, NOW)
    rate_objective(store, coordinator, PLAN, "P1-OBJ01", 2026, ObjectiveRating.REACHED)
    rate_objective(store, coordinator, PLAN, "P1-OBJ01", 2026, ObjectiveRating.PARTLY, "Revu")
    assert [(row["rating"], row["comment"]) for row in rows_of(situation(store, PLAN).objective_ratings)] == [
        ("partiellement", "Revu")
    ]
    assert situation(store, PLAN, "2025-T4").objective_ratings.empty


def test_zero_is_a_value_and_nothing_is_not(store: Store, coordinator: Actor) -> None:
    record_measures(
        store, coordinator, PLAN, [MeasureInput(indicator_code="P1-IND01", measured_on=date(2026, 9, 30), value=0)]
    )
    say(store, coordinator, StateInput(action_code="P1-01", status=Status.IN_PROGRESS, percent=0))
    now = situation(store, PLAN)
    (value,) = [row["value"] for row in rows_of(now.measures) if row["indicator_code"] == "P1-IND01"]
    assert value == 0
    assert leaf(now, "P1-01")["percent"] == 0
    assert pd.isna(leaf(now, "P1-02")["percent"])


def test_an_action_without_a_fiche_may_be_spoken_of(store: Store) -> None:
    """No form does it yet; a plan that hangs actions from headings keeps what is said of them."""
    with raw(store) as connection:
        connection.execute(
            "INSERT INTO actionstate"
            " (version, campaign_id, action_id, territory_id, status, comment, account_id, said_at)"
            " SELECT 1, campaign.id, action.id, territory.id, 'en_cours', '', 1, '2026-10-01 08:00:00'"
            " FROM campaign, action, territory WHERE campaign.period = '2026-S2' AND action.code = 'A2-1'"
            " AND territory.code = '99'"
        )
    (row,) = [row for row in rows_of(situation(store, SMALL).leaves) if row["code"] == "A2-1"]
    assert (row["status"], row["fiche_code"], row["heading_code"]) == ("en_cours", None, "A2")


def test_the_day_of_a_word_is_the_day_where_the_server_stands(
    store: Store, coordinator: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TZ", "Europe/Paris")
    time.tzset()
    try:
        after_midnight = datetime(2026, 10, 2, 0, 30).astimezone()  # still the 1st in UTC
        report = ReportInput(fiche_code=OTHERS, period_code=NOW, done="x")
        submit_report(store, coordinator, PLAN, report, now=after_midnight)
        (row,) = [row for row in rows_of(situation(store, PLAN).reports) if row["fiche_code"] == OTHERS]
        assert row["submitted_on"] == date(2026, 10, 2)
    finally:
        monkeypatch.undo()
        time.tzset()


def test_drafts_are_no_part_of_a_situation(store: Store) -> None:
    assert draft(store, "pilote", PLAN, OTHERS, NOW) is None
    assert draft(store, "inconnu", "inconnu", "inconnu", "inconnu") is None
    assert report_to_complete(store, PLAN, OTHERS, NOW) is None


def test_codes_are_in_the_order_people_expect(store: Store) -> None:
    fiches = list(situation(store, PLAN).fiches["code"])
    assert fiches == [f"P{number}" for number in range(1, 22)]
    assert sorted(["P10", "P2", "P1", "P²", ""], key=natural) == ["", "P1", "P2", "P10", "P²"]
    assert sorted(["1.10", "1.2", "10", "2", "1"], key=natural) == ["1", "1.2", "1.10", "2", "10"]


def test_a_plan_reads_its_own_rows_only(store: Store, told: Path) -> None:
    drome, small = situation(store, PLAN), situation(store, SMALL)
    assert set(small.fiches["code"]) == {"F1", "F2"}
    assert set(small.territories["code"]) == {"99"}
    assert set(small.indicators["code"]) == {"I1", "I2"}
    assert len(drome.fiches) == 21
    assert set(drome.reports["fiche_code"]) <= set(drome.fiches["code"])
    assert drome.territory_level == TerritoryKind.EPCI.value
    assert not set(drome.action_audiences["action_id"]) & set(small.actions["action_id"])
