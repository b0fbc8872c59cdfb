"""The demonstration's indicators and objectives; that it obeys the rules, is built twice the same, and stands apart."""

import hashlib
import json
import sqlite3
from pathlib import Path
from typing import Any

import pytest

from data import installation
from data.commands.campaign import close_campaign
from data.commands.report import ReportInput, StateInput, submit_report
from data.database import Store, demonstration_url, real_url
from data.demonstration import build
from data.demonstration.calendar import PLAN, QUARTERS
from data.demonstration.indicators_table import FOLLOWED, OVER_COMMUNES, OVER_TERRITORIES
from data.errors import Refused
from data.export import export_plan
from data.measures.indicators import due_on, global_rate
from data.measures.readable import readable_measures
from data.permissions import actor_of
from data.reading import head, situation
from data.situation import Situation, rows_of
from data.vocabulary import Direction, MeasureKind, Status, TerritoryKind

pytestmark = pytest.mark.soak

Rows = list[dict[str, Any]]


def indicator(of: Situation, code: str) -> dict[str, Any]:
    (row,) = [row for row in rows_of(of.indicators) if row["code"] == code]
    return row


def values(of: Situation, code: str) -> Rows:
    return [row for row in rows_of(of.measures) if row["indicator_code"] == code]


# --- Indicators and objectives ---


def test_a_quarter_of_the_indicators_are_followed(demo_now: Situation) -> None:
    measured = {row["indicator_code"] for row in rows_of(demo_now.measures)}
    assert measured == set(FOLLOWED) | set(OVER_TERRITORIES) | set(OVER_COMMUNES)
    assert 25 <= len(measured) <= 32
    assert len({code.split("-")[0] for code in measured}) >= 12
    assert {row["source"] for row in rows_of(demo_now.measures)} == {"démonstration"}
    others = [row for row in rows_of(demo_now.indicators) if row["code"] not in measured]
    assert {row["measure_kind"] for row in others} == {MeasureKind.FOLLOW_UP}
    flagships = [row for row in rows_of(demo_now.indicators) if row["flagship"]]
    assert len(flagships) == 9
    assert {row["measure_kind"] for row in flagships} == {kind.value for kind in MeasureKind}
    assert {row["direction"] for row in flagships} >= {way.value for way in Direction}


def test_kinds_and_directions_of_indicators(demo_now: Situation) -> None:
    followed = [indicator(demo_now, code) for code in (*FOLLOWED, *OVER_TERRITORIES)]
    assert {row["measure_kind"] for row in followed} == {kind.value for kind in MeasureKind}
    assert {row["direction"] for row in followed if row["direction"]} == {way.value for way in Direction}
    assert all(row["numerator"] is not None and row["denominator"] for row in values(demo_now, "P1-IND03"))
    assert {row["value"] for row in values(demo_now, "P4-IND04")} == {0, 1}
    assert {row["value"] for row in values(demo_now, "P10-IND02")} == {0}
    assert all(row["text"] for row in values(demo_now, "P2-IND04"))


def test_rates_of_indicators_worth_showing(demo_now: Situation) -> None:
    def rate(code: str) -> float:
        raw = global_rate(indicator(demo_now, code), demo_now.measures, demo_now.targets, "26", demo_now.as_of).raw
        assert raw is not None
        return raw

    assert rate("P15-IND02") == pytest.approx(100 * (92 - 80) / (92 - 60))  # going down is progress
    assert rate("P6-IND04") < 0  # regression
    assert rate("P6-IND03") == 0  # known, and nothing done
    assert rate("P12-IND03") == 100  # target equal to the starting value
    assert rate("P3-IND02") == 100  # held within its tolerance


def test_one_indicator_is_overdue_for_news(demo_now: Situation) -> None:
    def late(code: str) -> bool:
        row = indicator(demo_now, code)
        last = max(value["on"] for value in values(demo_now, code) if not value["baseline"])
        due = due_on(last, row["periodicity_months"], row["availability_months"])
        return due is not None and due < demo_now.today

    assert late("P8-IND01")
    assert not late("P1-IND01")


def test_values_by_epci_mask_and_miss(demo_now: Situation) -> None:
    for code, over in OVER_TERRITORIES.items():
        spoken = {row["territory_code"] for row in values(demo_now, code)} - {"26"}
        assert spoken == set(demo_now.peers["code"]) - set(over.missing), code
    small = [row for row in values(demo_now, "P5-IND04") if row["territory_code"] != "26" and 0 < row["value"] < 5]
    assert len(small) >= 4
    assert indicator(demo_now, "P5-IND04")["threshold"] == 5


def test_values_by_commune_mask_the_smallest(demo_now: Situation) -> None:
    kinds = dict(zip(demo_now.territories["code"], demo_now.territories["kind"], strict=True))
    for code, over in OVER_COMMUNES.items():
        spoken = {row["territory_code"] for row in values(demo_now, code)} - {"26"}
        assert len(spoken) == over.communes
        assert {kinds[place] for place in spoken} == {TerritoryKind.COMMUNE}
        hidden = [row for row in rows_of(readable_measures(demo_now)[code]) if row["masked"]]
        assert len({row["territory_code"] for row in hidden}) >= 4
        assert all(row["value"] is None for row in hidden)


def test_a_text_comes_with_a_step_of_its_scale(demo_now: Situation) -> None:
    scale = indicator(demo_now, "P17-IND04")["scale"]
    steps = [row["qualifier"] for row in values(demo_now, "P17-IND04")]
    assert steps == ["À améliorer", "Satisfaisant", "Satisfaisant"]
    assert set(steps) <= set(scale)


def test_objectives_are_rated_for_2025(demo_now: Situation) -> None:
    rows = rows_of(demo_now.objective_ratings)
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
    (plan,) = [plan for plan in head(own_demo).plans if plan.code == PLAN]
    assert (plan.open_period, plan.current_period) == (None, "2026-T3")


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
