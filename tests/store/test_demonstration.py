"""The demonstration tells each of its designed cases: profiles, actions, territories, reports."""

import re
from collections import Counter
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from data.database import Store
from data.demonstration import reopening, story, story_actions
from data.demonstration.calendar import PLAN, QUARTERS, TODAY
from data.demonstration.people import LEADS, PERSONAS, UNITS
from data.demonstration.texts import PROSE
from data.french import typeset
from data.measures.calendar import has_begun, is_overdue
from data.measures.exceptions import exceptions
from data.measures.rates import completion_by_territory
from data.measures.recurrence import recurrent_windows
from data.measures.status import OUT_OF_COUNT
from data.permissions import actor_of
from data.reading import head
from data.situation import Situation, rows_of
from data.vocabulary import Status
from tests.support.drafts import report_to_complete

Rows = list[dict[str, Any]]
At = Callable[[str], Situation]


def leaf(of: Situation, code: str) -> dict[str, Any]:
    (row,) = [row for row in rows_of(of.leaves) if row["code"] == code]
    return row


def cells(of: Situation, **wanted: str) -> Rows:
    return [row for row in rows_of(of.cells) if all(row[name] == value for name, value in wanted.items())]


def opened(of: Situation) -> Rows:
    """The leaves of the taux de réalisation whose period has begun."""
    return [
        row
        for row in rows_of(of.leaves)
        if not row["recurrent"] and has_begun(row["starts_on"], of.as_of) and row["status"] not in OUT_OF_COUNT
    ]


# --- Setting ---


def test_is_labelled_and_stands_on_its_reference_day(demo: Store, demo_now: Situation) -> None:
    assert demo_now.demonstration
    assert demo_now.today == TODAY == date(2026, 10, 6)
    assert demo_now.plan.uses_percent


def test_four_quarters_are_closed_and_the_fifth_is_open(demo_now: Situation) -> None:
    found = [(row["period"], row["status"], row["opened_on"], row["closed_on"]) for row in rows_of(demo_now.campaigns)]
    # One was reopened, and is closed on the day of its second closing.
    last_day = {quarter.code: quarter.closed_on for quarter in QUARTERS} | {reopening.QUARTER: reopening.CLOSED_ON}
    assert found == [
        (q.code, "cloturee" if last_day[q.code] else "ouverte", q.opened_on, last_day[q.code]) for q in QUARTERS
    ]
    last = rows_of(demo_now.campaigns)[-1]
    assert (last["due_on"], last["closes_on"]) == (date(2026, 10, 15), date(2026, 10, 31))


def test_the_profile_switch_shows_the_personas_and_nobody_else(demo: Store) -> None:
    shown = [(actor.code, actor.name, actor.role) for actor in head(demo).profiles]
    assert shown == [(code, name, role) for code, name, role in PERSONAS]


def test_the_pilot_has_one_fiche_to_fill_one_submitted_one_silent_and_an_action_elsewhere(
    demo: Store, demo_now: Situation
) -> None:
    with demo.read() as session:
        pilot_id = actor_of(session, "demo-pilote").pilot_id
    parts = [row for row in rows_of(demo_now.assignments) if row["pilot_id"] == pilot_id]
    assert {row["fiche_code"] for row in parts if row["role"] == "responsable"} == {"P5", "P7", "P11"}
    assert [row["action_code"] for row in parts if row["role"] == "pilote_action"] == ["P17-07"]
    assert demo_now.fiches.set_index("code").loc["P17", "lead"] != "Service insertion"
    answered = {
        code: {row["period"] for row in rows_of(demo_now.reports) if row["fiche_code"] == code}
        for code in ("P5", "P7", "P11")
    }
    assert "2026-T3" in answered["P11"]
    assert max(answered["P7"]) == "2026-T2"
    assert max(answered["P5"]) == "2026-T1"
    assert leaf(demo_now, "P17-07")["status"] == Status.IN_PROGRESS


def test_pilots_are_units_and_never_persons(demo: Store, demo_now: Situation) -> None:
    names = {row["name"] for row in rows_of(demo_now.pilots)}
    assert names == {unit.name for unit in UNITS}
    with demo.read() as session:
        connection = session.connection()
        accounts = {row[0] for row in connection.exec_driver_sql("SELECT name FROM account")}
    person = re.compile(r"\b(M\.|Mme|Mlle|Monsieur|Madame|Dr)\b|\b[A-ZÉ][a-zéèëï]+ [A-ZÉ]{3,}\b|@")
    texts = [str(row[field]) for row in rows_of(demo_now.reports) for field in ("done", "difficulties", "request")]
    assert not [text for text in (*names, *accounts, *texts) if person.search(text)]


def test_two_fiches_and_some_of_their_actions_have_no_pilot(demo_now: Situation) -> None:
    bare = {row["code"] for row in rows_of(demo_now.fiches) if not row["lead"]}
    assert bare == {"P16", "P18"}
    assert len(LEADS) == 19
    carried = {row["action_code"] for row in rows_of(demo_now.assignments)}
    without = [
        row["code"] for row in rows_of(demo_now.leaves) if row["fiche_code"] in bare and row["code"] not in carried
    ]
    assert 3 <= len(without) < 16
    assert demo_now.pilots.set_index("name").loc[LEADS["P21"], "external"]


# --- Actions ---


def test_every_status_is_met(demo_now: Situation) -> None:
    met = {row["status"] for row in rows_of(demo_now.leaves)} | {row["status"] for row in rows_of(demo_now.cells)}
    assert met == {status.value for status in Status}
    percents = [row["percent"] == row["percent"] for row in opened(demo_now) if row["status"] == Status.IN_PROGRESS]
    assert any(percents)
    assert not all(percents)


def test_progress_rises_each_quarter_to_about_two_fifths(demo_at: At) -> None:
    shares: list[float] = []
    for quarter in QUARTERS:
        rows = opened(demo_at(quarter.code))
        shares.append(sum(row["status"] == Status.DONE for row in rows) / len(rows))
    assert shares == sorted(set(shares))
    assert 0.37 <= shares[-1] <= 0.43


@pytest.mark.parametrize("code", list(story_actions.ABANDONED))
def test_an_abandoned_action_rests_on_a_decision_of_the_steering_committee(demo_now: Situation, code: str) -> None:
    row = leaf(demo_now, code)
    assert row["status"] == Status.ABANDONED
    (decision,) = [found for found in rows_of(demo_now.decisions) if found["code"] == row["decision"]]
    assert decision["instance"] == "Comité de pilotage stratégique"


@pytest.mark.parametrize("code", list(story_actions.POSTPONED))
def test_a_postponed_action_has_a_new_period_a_reason_and_a_decision(demo_now: Situation, code: str) -> None:
    row = leaf(demo_now, code)
    assert row["status"] == Status.POSTPONED
    assert row["ends_on"] == story_actions.POSTPONED[code].ends_on > date(2026, 12, 31)
    assert row["reason"]
    assert row["decision"]


@pytest.mark.parametrize("code", list(story_actions.SUSPENDED))
def test_suspended_actions(demo_now: Situation, code: str) -> None:
    assert leaf(demo_now, code)["status"] == Status.SUSPENDED


def test_overdue_actions(demo_now: Situation) -> None:
    late = {row["code"] for row in rows_of(demo_now.leaves) if is_overdue(row, demo_now.as_of)}
    assert late == {"P6-03", "P8-01", "P9-01", "P11-01", "P12-03", "P16-01", "P18-01"}


def test_the_declining_fiche(demo_at: At) -> None:
    before, after = demo_at("2026-T2"), demo_at("2026-T3")
    assert (leaf(before, "P12-03")["status"], leaf(after, "P12-03")["status"]) == ("realisee", "en_cours")
    assert leaf(after, "P12-02")["percent"] < leaf(before, "P12-02")["percent"]
    said = [row for row in rows_of(after.states) if row["period"] == "2026-T3"]
    assert any(row["comment"].startswith("Correction") for row in said)


def test_the_contradictory_action_is_done_but_in_two_epci(demo_now: Situation) -> None:
    row = leaf(demo_now, story_actions.CONTRADICTORY)
    assert (row["status"], row["contradictory"], row["overruled"]) == ("realisee", True, "en_cours")
    behind = {
        cell["territory_code"]
        for cell in cells(demo_now, code=story_actions.CONTRADICTORY)
        if cell["declared"] and cell["status"] not in ("realisee", "non_concernee")
    }
    assert behind == set(story_actions.LAGGING_IN_CONTRADICTION)


def test_recurrent_actions_are_held_some_years_and_not_others(demo_now: Situation) -> None:
    windows = rows_of(recurrent_windows(demo_now.leaves, demo_now.states, demo_now.as_of, "26"))
    assert {row["code"] for row in windows if row["late"]} == {"P17-04"}
    assert sum(bool(row["held"]) for row in windows) >= 6
    assert any(row["current"] and not row["held"] for row in windows)


# --- Territories ---


def test_about_twenty_five_actions_are_spread_over_sixteen_epci(demo_now: Situation) -> None:
    assert len(demo_now.peers) == 16
    assert {row["code"] for row in rows_of(demo_now.leaves) if row["territorial"]} == set(story_actions.TERRITORIAL)
    assert len(story_actions.TERRITORIAL) == 25


def test_silent_epci_are_told_from_those_not_concerned(demo_now: Situation) -> None:
    for code in story_actions.SILENT_EPCI:
        assert not any(cell["declared"] for cell in cells(demo_now, territory_code=code))
    aside = Counter(cell["territory_code"] for cell in rows_of(demo_now.cells) if cell["status"] == "non_concernee")
    assert len(aside) >= 4
    assert max(aside.values()) == 18


def test_one_epci_is_far_ahead_and_one_far_under_the_median(demo_now: Situation) -> None:
    rows = {row["key"]: row for row in rows_of(completion_by_territory(demo_now.cells))}
    assert {code for code, row in rows.items() if row["alert"]} == {"200068229"}
    assert rows["242600252"]["gap"] > 15
    assert rows["200068229"]["gap"] < -10


# --- Reports ---


def test_half_of_the_fiches_have_answered_the_open_quarter(demo: Store, demo_now: Situation) -> None:
    found = [row for row in rows_of(demo_now.reports) if row["period"] == "2026-T3"]
    assert len(found) == 11
    assert Counter(row["status"] for row in found) == {"soumis": 8, "valide": 3}
    returned = report_to_complete(demo, PLAN, "P6", "2026-T3")
    assert returned is not None
    assert returned["status"] == "a_completer"
    assert returned["comment"] == typeset(story.SENT_BACK[("P6", "2026-T3")])


def test_silences(demo_at: At) -> None:
    found = exceptions(demo_at("2026-T3"), demo_at("2026-T2"))
    by_rule = {rule: {row["subject_code"] for row in rows_of(found) if row["rule"] == rule} for rule in found["rule"]}
    assert by_rule["a_surveiller"] == {"P5", "P8"}
    assert by_rule["sans_nouvelles"] == {"P9", "P13"}
    assert "P13" not in set(demo_at("2026-T3").reports["fiche_code"])
    assert by_rule["decision_attendue"] == {"P8", "P19", "P2"}
    assert by_rule["contradictoire"] == {"P4-05"}
    assert {"P12-02", "P12-03"} <= by_rule["en_baisse"]
    assert by_rule["sans_pilote"] == {"P16", "P18"}


def test_excuses_and_nothing_new(demo_now: Situation) -> None:
    excused = {(row["fiche_code"], row["period"]) for row in rows_of(demo_now.expectations) if row["excused"]}
    assert excused == set(story.EXCUSES)
    quiet = [row for row in rows_of(demo_now.reports) if row["nothing_new"]]
    assert len(quiet) >= 3
    assert all(not row["done"] for row in quiet)


def test_requests_are_answered_by_decisions_or_still_awaited(demo_now: Situation) -> None:
    asked = {(row["fiche_code"], row["period"]) for row in rows_of(demo_now.reports) if row["request"]}
    answered = {
        (row["fiche_code"], row["answers_period"]) for row in rows_of(demo_now.decisions) if row["answers_period"]
    }
    assert answered < asked
    assert asked - answered == {("P8", "2026-T1"), ("P19", "2026-T2"), ("P2", "2026-T3")}


def test_most_reports_say_a_weather_and_some_texts_are_publishable(demo_now: Situation) -> None:
    rows = rows_of(demo_now.reports)
    assert {row["weather"] for row in rows if row["weather"]} == {"soleil", "eclaircies", "couvert", "orage"}
    assert sum(row["weather"] is not None for row in rows) > 0.9 * len(rows)
    marked = [row for row in rows if row["publishable"]]
    assert 0.2 < len(marked) / len(rows) < 0.6
    assert all(row[field] for row in marked for field in row["publishable"])


def test_texts_are_varied_and_well_set(demo_now: Situation) -> None:
    rows = [row for row in rows_of(demo_now.reports) if not row["nothing_new"]]
    done = [row["done"] for row in rows]
    assert len(set(done)) == len(done) > 60
    every = [str(row[field]) for row in rows for field in ("done", "difficulties", "request", "upcoming")]
    every += [str(row["comment"]) for row in rows_of(demo_now.states)]
    assert [text for text in every if text != typeset(text) or "'" in text or "%" in text] == []
    for fiche, (letters, _) in story.REPORTS.items():
        assert len(PROSE.get(fiche, ())) == sum(letter in "VSRC" for letter in letters), fiche
