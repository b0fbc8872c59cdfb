"""The demonstration tells its designed cases, twice the same, within the rules, and apart from the real store."""

import hashlib
import json
import re
import sqlite3
from collections import Counter
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from data import installation
from data.commands.campaign import close_campaign
from data.commands.report import ReportInput, StateInput, submit_report
from data.database import Store, demonstration_url, real_url
from data.demonstration import build, story, story_actions
from data.demonstration.calendar import PLAN, QUARTERS, TODAY
from data.demonstration.indicators_table import FOLLOWED, OVER_TERRITORIES
from data.demonstration.people import LEADS, PERSONAS, UNITS
from data.demonstration.texts import PROSE
from data.errors import Refused
from data.export import export_plan
from data.french import typeset
from data.measures.calendar import has_begun, is_overdue
from data.measures.exceptions import exceptions
from data.measures.indicators import due_on, global_rate
from data.measures.rates import completion_by_territory
from data.measures.recurrence import recurrent_windows
from data.measures.status import OUT_OF_COUNT
from data.permissions import actor_of
from data.reading import head, report_to_complete, situation
from data.situation import Situation, rows_of
from data.vocabulary import Direction, MeasureKind, Status

Rows = list[dict[str, Any]]
At = Callable[[str], Situation]


@pytest.fixture(scope="module")
def demo(master_stores: Path) -> Store:
    """The demonstration's store, read only."""
    return Store(f"sqlite:///{master_stores / 'cap.demonstration.db'}")


@pytest.fixture(scope="module")
def at(demo: Store) -> At:
    known: dict[str, Situation] = {}

    def read(period: str) -> Situation:
        if period not in known:
            known[period] = situation(demo, PLAN, period)
        return known[period]

    return read


@pytest.fixture(scope="module")
def now(at: At) -> Situation:
    return at("2026-T3")


@pytest.fixture
def own_demo(database_url: str) -> Store:
    """A copy that a test may write in."""
    return Store(demonstration_url())


def leaf(of: Situation, code: str) -> dict[str, Any]:
    (row,) = [row for row in rows_of(of.leaves) if row["code"] == code]
    return row


def cells(of: Situation, **wanted: str) -> Rows:
    return [row for row in rows_of(of.cells) if all(row[name] == value for name, value in wanted.items())]


def indicator(of: Situation, code: str) -> dict[str, Any]:
    (row,) = [row for row in rows_of(of.indicators) if row["code"] == code]
    return row


def values(of: Situation, code: str) -> Rows:
    return [row for row in rows_of(of.measures) if row["indicator_code"] == code]


def opened(of: Situation) -> Rows:
    """The leaves of the taux de réalisation whose period has begun."""
    return [
        row
        for row in rows_of(of.leaves)
        if not row["recurrent"] and has_begun(row["starts_on"], of.as_of) and row["status"] not in OUT_OF_COUNT
    ]


# --- Setting ---


def test_is_labelled_and_stands_on_its_reference_day(demo: Store, now: Situation) -> None:
    assert now.demonstration
    assert now.today == TODAY == date(2026, 10, 6)
    assert now.plan.uses_percent


def test_four_quarters_are_closed_and_the_fifth_is_open(now: Situation) -> None:
    found = [(row["period"], row["status"], row["opened_on"], row["closed_on"]) for row in rows_of(now.campaigns)]
    assert found == [(q.code, "cloturee" if q.closed_on else "ouverte", q.opened_on, q.closed_on) for q in QUARTERS]
    last = rows_of(now.campaigns)[-1]
    assert (last["due_on"], last["closes_on"]) == (date(2026, 10, 15), date(2026, 10, 31))


def test_the_profile_switch_shows_the_personas_and_nobody_else(demo: Store) -> None:
    assert head(demo).profiles == tuple((code, name, role.value) for code, name, role in PERSONAS)


def test_the_pilot_has_one_fiche_to_fill_one_submitted_one_silent_and_an_action_elsewhere(
    demo: Store, now: Situation
) -> None:
    with demo.read() as session:
        pilot_id = actor_of(session, "demo-pilote").pilot_id
    parts = [row for row in rows_of(now.assignments) if row["pilot_id"] == pilot_id]
    assert {row["fiche_code"] for row in parts if row["role"] == "responsable"} == {"P5", "P7", "P11"}
    assert [row["action_code"] for row in parts if row["role"] == "pilote_action"] == ["P17-07"]
    assert now.fiches.set_index("code").loc["P17", "lead"] != "Service insertion"
    answered = {
        code: {row["period"] for row in rows_of(now.reports) if row["fiche_code"] == code}
        for code in ("P5", "P7", "P11")
    }
    assert "2026-T3" in answered["P11"]
    assert max(answered["P7"]) == "2026-T2"
    assert max(answered["P5"]) == "2026-T1"
    assert leaf(now, "P17-07")["status"] == Status.IN_PROGRESS


def test_pilots_are_units_and_never_persons(demo: Store, now: Situation) -> None:
    names = {row["name"] for row in rows_of(now.pilots)}
    assert names == {unit.name for unit in UNITS}
    with demo.read() as session:
        connection = session.connection()
        accounts = {row[0] for row in connection.exec_driver_sql("SELECT name FROM account")}
    person = re.compile(r"\b(M\.|Mme|Mlle|Monsieur|Madame|Dr)\b|\b[A-ZÉ][a-zéèëï]+ [A-ZÉ]{3,}\b|@")
    texts = [str(row[field]) for row in rows_of(now.reports) for field in ("done", "difficulties", "request")]
    assert not [text for text in (*names, *accounts, *texts) if person.search(text)]


def test_two_fiches_and_some_of_their_actions_have_no_pilot(now: Situation) -> None:
    bare = {row["code"] for row in rows_of(now.fiches) if not row["lead"]}
    assert bare == {"P16", "P18"}
    assert len(LEADS) == 19
    carried = {row["action_code"] for row in rows_of(now.assignments)}
    without = [row["code"] for row in rows_of(now.leaves) if row["fiche_code"] in bare and row["code"] not in carried]
    assert 3 <= len(without) < 16
    assert now.pilots.set_index("name").loc[LEADS["P21"], "external"]


# --- Actions ---


def test_every_status_is_met(now: Situation) -> None:
    met = {row["status"] for row in rows_of(now.leaves)} | {row["status"] for row in rows_of(now.cells)}
    assert met == {status.value for status in Status}
    percents = [row["percent"] == row["percent"] for row in opened(now) if row["status"] == Status.IN_PROGRESS]
    assert any(percents)
    assert not all(percents)


def test_progress_rises_each_quarter_to_about_two_fifths(at: At) -> None:
    shares: list[float] = []
    for quarter in QUARTERS:
        rows = opened(at(quarter.code))
        shares.append(sum(row["status"] == Status.DONE for row in rows) / len(rows))
    assert shares == sorted(set(shares))
    assert 0.37 <= shares[-1] <= 0.43


@pytest.mark.parametrize("code", list(story_actions.ABANDONED))
def test_an_abandoned_action_rests_on_a_decision_of_the_steering_committee(now: Situation, code: str) -> None:
    row = leaf(now, code)
    assert row["status"] == Status.ABANDONED
    (decision,) = [found for found in rows_of(now.decisions) if found["code"] == row["decision"]]
    assert decision["instance"] == "Comité de pilotage stratégique"


@pytest.mark.parametrize("code", list(story_actions.POSTPONED))
def test_a_postponed_action_has_a_new_period_a_reason_and_a_decision(now: Situation, code: str) -> None:
    row = leaf(now, code)
    assert row["status"] == Status.POSTPONED
    assert row["ends_on"] == story_actions.POSTPONED[code].ends_on > date(2026, 12, 31)
    assert row["reason"]
    assert row["decision"]


@pytest.mark.parametrize("code", list(story_actions.SUSPENDED))
def test_suspended_actions(now: Situation, code: str) -> None:
    assert leaf(now, code)["status"] == Status.SUSPENDED


def test_overdue_actions(now: Situation) -> None:
    late = {row["code"] for row in rows_of(now.leaves) if is_overdue(row, now.as_of)}
    assert late == {"P6-03", "P8-01", "P9-01", "P11-01", "P12-03", "P16-01", "P18-01"}


def test_the_declining_fiche(at: At) -> None:
    before, after = at("2026-T2"), at("2026-T3")
    assert (leaf(before, "P12-03")["status"], leaf(after, "P12-03")["status"]) == ("realisee", "en_cours")
    assert leaf(after, "P12-02")["percent"] < leaf(before, "P12-02")["percent"]
    said = [row for row in rows_of(after.states) if row["period"] == "2026-T3"]
    assert any(row["comment"].startswith("Correction") for row in said)


def test_the_contradictory_action_is_done_but_in_two_epci(now: Situation) -> None:
    row = leaf(now, story_actions.CONTRADICTORY)
    assert (row["status"], row["contradictory"], row["overruled"]) == ("realisee", True, "en_cours")
    behind = {
        cell["territory_code"]
        for cell in cells(now, code=story_actions.CONTRADICTORY)
        if cell["declared"] and cell["status"] not in ("realisee", "non_concernee")
    }
    assert behind == set(story_actions.LAGGING_IN_CONTRADICTION)


def test_recurrent_actions_are_held_some_years_and_not_others(now: Situation) -> None:
    windows = rows_of(recurrent_windows(now.leaves, now.states, now.as_of, "26"))
    assert {row["code"] for row in windows if row["late"]} == {"P17-04"}
    assert sum(bool(row["held"]) for row in windows) >= 6
    assert any(row["current"] and not row["held"] for row in windows)


# --- Territories ---


def test_about_twenty_five_actions_are_spread_over_sixteen_epci(now: Situation) -> None:
    assert len(now.peers) == 16
    assert {row["code"] for row in rows_of(now.leaves) if row["territorial"]} == set(story_actions.TERRITORIAL)
    assert len(story_actions.TERRITORIAL) == 25


def test_silent_epci_are_told_from_those_not_concerned(now: Situation) -> None:
    for code in story_actions.SILENT_EPCI:
        assert not any(cell["declared"] for cell in cells(now, territory_code=code))
    aside = Counter(cell["territory_code"] for cell in rows_of(now.cells) if cell["status"] == "non_concernee")
    assert len(aside) >= 4
    assert max(aside.values()) == 18


def test_one_epci_is_far_ahead_and_one_far_under_the_median(now: Situation) -> None:
    rows = {row["key"]: row for row in rows_of(completion_by_territory(now.cells))}
    assert {code for code, row in rows.items() if row["alert"]} == {"200068229"}
    assert rows["242600252"]["gap"] > 15
    assert rows["200068229"]["gap"] < -10


# --- Reports ---


def test_half_of_the_fiches_have_answered_the_open_quarter(demo: Store, now: Situation) -> None:
    found = [row for row in rows_of(now.reports) if row["period"] == "2026-T3"]
    assert len(found) == 11
    assert Counter(row["status"] for row in found) == {"soumis": 8, "valide": 3}
    returned = report_to_complete(demo, PLAN, "P6", "2026-T3")
    assert returned is not None
    assert returned["status"] == "a_completer"
    assert returned["comment"] == typeset(story.SENT_BACK[("P6", "2026-T3")])


def test_silences(at: At) -> None:
    found = exceptions(at("2026-T3"), at("2026-T2"))
    by_rule = {rule: {row["subject_code"] for row in rows_of(found) if row["rule"] == rule} for rule in found["rule"]}
    assert by_rule["a_surveiller"] == {"P5", "P8"}
    assert by_rule["sans_nouvelles"] == {"P9", "P13"}
    assert "P13" not in set(at("2026-T3").reports["fiche_code"])
    assert by_rule["decision_attendue"] == {"P8", "P19", "P2"}
    assert by_rule["contradictoire"] == {"P4-05"}
    assert {"P12-02", "P12-03"} <= by_rule["en_baisse"]
    assert by_rule["sans_pilote"] == {"P16", "P18"}


def test_excuses_and_nothing_new(now: Situation) -> None:
    excused = {(row["fiche_code"], row["period"]) for row in rows_of(now.expectations) if row["excused"]}
    assert excused == set(story.EXCUSES)
    quiet = [row for row in rows_of(now.reports) if row["nothing_new"]]
    assert len(quiet) >= 3
    assert all(not row["done"] for row in quiet)


def test_requests_are_answered_by_decisions_or_still_awaited(now: Situation) -> None:
    asked = {(row["fiche_code"], row["period"]) for row in rows_of(now.reports) if row["request"]}
    answered = {(row["fiche_code"], row["answers_period"]) for row in rows_of(now.decisions) if row["answers_period"]}
    assert answered < asked
    assert asked - answered == {("P8", "2026-T1"), ("P19", "2026-T2"), ("P2", "2026-T3")}


def test_most_reports_say_a_weather_and_some_texts_are_publishable(now: Situation) -> None:
    rows = rows_of(now.reports)
    assert {row["weather"] for row in rows if row["weather"]} == {"soleil", "eclaircies", "couvert", "orage"}
    assert sum(row["weather"] is not None for row in rows) > 0.9 * len(rows)
    marked = [row for row in rows if row["publishable"]]
    assert 0.2 < len(marked) / len(rows) < 0.6
    assert all(row[field] for row in marked for field in row["publishable"])


def test_texts_are_varied_and_well_set(now: Situation) -> None:
    rows = [row for row in rows_of(now.reports) if not row["nothing_new"]]
    done = [row["done"] for row in rows]
    assert len(set(done)) == len(done) > 60
    every = [str(row[field]) for row in rows for field in ("done", "difficulties", "request", "upcoming")]
    every += [str(row["comment"]) for row in rows_of(now.states)]
    assert [text for text in every if text != typeset(text) or "'" in text or "%" in text] == []
    for fiche, (letters, _) in story.REPORTS.items():
        assert len(PROSE.get(fiche, ())) == sum(letter in "VSRC" for letter in letters), fiche


# --- Indicators and objectives ---


def test_a_quarter_of_the_indicators_are_followed(now: Situation) -> None:
    measured = {row["indicator_code"] for row in rows_of(now.measures)}
    assert measured == set(FOLLOWED) | set(OVER_TERRITORIES)
    assert 25 <= len(measured) <= 32
    assert len({code.split("-")[0] for code in measured}) >= 12
    assert {row["source"] for row in rows_of(now.measures)} == {"démonstration"}
    others = [row for row in rows_of(now.indicators) if row["code"] not in measured]
    assert {row["measure_kind"] for row in others} == {MeasureKind.FOLLOW_UP}
    assert sum(bool(row["flagship"]) for row in rows_of(now.indicators)) == 6


def test_kinds_and_directions_of_indicators(now: Situation) -> None:
    followed = [indicator(now, code) for code in (*FOLLOWED, *OVER_TERRITORIES)]
    assert {row["measure_kind"] for row in followed} == {kind.value for kind in MeasureKind}
    assert {row["direction"] for row in followed if row["direction"]} == {way.value for way in Direction}
    assert all(row["numerator"] is not None and row["denominator"] for row in values(now, "P1-IND03"))
    assert {row["value"] for row in values(now, "P4-IND04")} == {0, 1}
    assert {row["value"] for row in values(now, "P10-IND02")} == {0}
    assert all(row["text"] for row in values(now, "P2-IND04"))


def test_rates_of_indicators_worth_showing(now: Situation) -> None:
    def rate(code: str) -> float:
        raw = global_rate(indicator(now, code), now.measures, now.targets, "26", now.as_of).raw
        assert raw is not None
        return raw

    assert rate("P15-IND02") == pytest.approx(100 * (92 - 80) / (92 - 60))  # going down is progress
    assert rate("P6-IND04") < 0  # regression
    assert rate("P6-IND03") == 0  # known, and nothing done
    assert rate("P12-IND03") == 100  # target equal to the starting value
    assert rate("P3-IND02") == 100  # held within its tolerance


def test_one_indicator_is_overdue_for_news(now: Situation) -> None:
    def late(code: str) -> bool:
        row = indicator(now, code)
        last = max(value["on"] for value in values(now, code) if not value["baseline"])
        due = due_on(last, row["periodicity_months"], row["availability_months"])
        return due is not None and due < now.today

    assert late("P8-IND01")
    assert not late("P1-IND01")


def test_values_by_epci_mask_and_miss(now: Situation) -> None:
    for code, over in OVER_TERRITORIES.items():
        spoken = {row["territory_code"] for row in values(now, code)} - {"26"}
        assert spoken == set(now.peers["code"]) - set(over.missing), code
    small = [row for row in values(now, "P5-IND04") if row["territory_code"] != "26" and 0 < row["value"] < 5]
    assert len(small) >= 4
    assert indicator(now, "P5-IND04")["threshold"] == 5


def test_objectives_are_rated_for_2025(now: Situation) -> None:
    rows = rows_of(now.objective_ratings)
    assert len(rows) == 40
    assert {row["year"] for row in rows} == {2025}
    assert len({row["rating"] for row in rows}) == 4


# --- Rules ---


@pytest.mark.parametrize("period", [quarter.code for quarter in QUARTERS if quarter.closed_on])
def test_closed_quarters_refuse_writes(own_demo: Store, period: str) -> None:
    with own_demo.read() as session:
        coordinator = actor_of(session, "demo-coordination")
    state = StateInput(action_code="P13-01", status=Status.DONE)
    report = ReportInput(fiche_code="P13", period_code=period, done="Trop tard.", states=(state,))
    with pytest.raises(Refused, match="clôturée"):
        submit_report(own_demo, coordinator, PLAN, report)
    with own_demo.writing_engine.connect() as connection, pytest.raises(Exception, match="periode cloturee"):
        connection.exec_driver_sql(
            "UPDATE actionstate SET percent = 1 WHERE campaign_id = (SELECT id FROM campaign WHERE period = ?)",
            (period,),
        )


def test_the_pilot_may_fill_the_fiche_that_waits_and_no_other(own_demo: Store) -> None:
    with own_demo.read() as session:
        pilot = actor_of(session, "demo-pilote")
    submit_report(own_demo, pilot, PLAN, ReportInput(fiche_code="P7", period_code="2026-T3", done="Suite."))
    assert "P7" in set(where_period(situation(own_demo, PLAN), "2026-T3"))
    with pytest.raises(Refused, match="P13"):
        submit_report(own_demo, pilot, PLAN, ReportInput(fiche_code="P13", period_code="2026-T3", done="Non."))


def where_period(of: Situation, period: str) -> list[str]:
    return [row["fiche_code"] for row in rows_of(of.reports) if row["period"] == period]


def test_the_open_quarter_can_be_closed_like_any_other(own_demo: Store) -> None:
    with own_demo.read() as session:
        coordinator = actor_of(session, "demo-coordination")
    close_campaign(own_demo, coordinator, PLAN, QUARTERS[-1].period)
    assert head(own_demo).plans[0].open_period is None


# --- Building ---


def fresh(folder: Path) -> Store:
    store = Store(f"sqlite:///{folder / 'demo.db'}")
    installation.init(store, print)
    installation.load(store, [PLAN], print)
    build(store, print)
    return store


def test_two_builds_tell_the_same_story(demo: Store, tmp_path: Path) -> None:
    again = export_plan(fresh(tmp_path), PLAN)
    assert json.dumps(again, sort_keys=True) == json.dumps(export_plan(demo, PLAN), sort_keys=True)


def test_building_leaves_the_real_store_as_it_was(database_url: str) -> None:
    def fingerprint() -> str:
        with sqlite3.connect(str(Store(real_url()).path)) as connection:
            return hashlib.sha256("\n".join(connection.iterdump()).encode()).hexdigest()

    demo_file = Store(demonstration_url()).path
    assert demo_file is not None
    demo_file.unlink()
    before = fingerprint()
    lines: list[str] = []
    rebuilt = installation.demonstration(lines.append)
    assert fingerprint() == before
    assert rebuilt.path == demo_file
    assert sum("trimestre" in line for line in lines) == len(QUARTERS)
    assert situation(Store(real_url()), PLAN).reports.empty
