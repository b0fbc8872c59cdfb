"""Indicators: rates, targets, aggregation, gaps, due dates, milestones, trend, chart points."""

from datetime import date
from typing import Any

import pandas as pd
import pytest

from data.measures.aggregation import aggregate_territories, aggregate_time, value_of
from data.measures.figure import NOT_COMPUTABLE, Stamp
from data.measures.indicators import (
    due_on,
    follow_up,
    gap_to_median,
    global_rate,
    indicator_figure,
    latest,
    milestone_state,
    qualitative,
    raw_rate,
    yearly_rate,
)
from data.measures.trajectory import expected_value, trajectory
from data.situation import COLUMNS, frame
from data.vocabulary import Aggregation, Direction, MeasureKind

DELAY = {
    "code": "P15-IND02",
    "title": "Délai moyen de résolution",
    "unit": "jours",
    "measure_kind": str(MeasureKind.TARGET),
    "direction": str(Direction.DOWN),
    "tolerance": None,
}
AS_OF = date(2026, 9, 30)


def value(on: date, number: float | None, place: str = "26", **more: Any) -> dict[str, Any]:
    row: dict[str, Any] = dict.fromkeys(COLUMNS["measures"])
    return row | {"indicator_code": "P15-IND02", "territory_code": place, "on": on, "value": number} | more


def tables(values: list[dict[str, Any]], targets: list[tuple[date, float | None]]) -> tuple[pd.DataFrame, pd.DataFrame]:
    rows = [{"indicator_code": "P15-IND02", "territory_code": "26", "due_on": on, "value": aim} for on, aim in targets]
    return frame("measures", values), frame("targets", rows)


BASELINE = value(date(2025, 1, 1), 100, baseline=True)
NOW = value(date(2026, 9, 30), 80)
TARGETS: list[tuple[date, float | None]] = [
    (date(2026, 6, 30), 95), (date(2026, 12, 31), 60), (date(2028, 12, 31), 50), (date(2030, 12, 31), None),
]  # fmt: skip


@pytest.mark.parametrize(
    ("direction", "start", "current", "target", "tolerance", "raw"),
    [
        ("hausse", 0, 50, 200, None, 25),
        ("hausse", None, 50, 200, None, None),
        ("hausse", 0, None, 200, None, None),
        ("hausse", 0, 50, None, None, None),
        ("hausse", 50, 50, 50, None, 100),
        ("hausse", 50, 49, 50, None, 0),
        ("baisse", 50, 49, 50, None, 100),
        ("baisse", 50, 51, 50, None, 0),
        ("maintien", None, 95, 100, 10, 100),
        ("maintien", None, 85, 100, 10, 50),
        ("maintien", None, 115, 100, 10, 50),
        ("maintien", None, 80, 100, 10, 0),
        ("maintien", None, 0, 100, 10, 0),
        ("maintien", None, 100, 100, None, 100),
        ("maintien", None, 101, 100, 0, 0),
    ],
)
def test_raw_rate(
    direction: str,
    start: float | None,
    current: float | None,
    target: float | None,
    tolerance: float | None,
    raw: float | None,
) -> None:
    assert raw_rate(direction, start, current, target, tolerance) == raw


def test_yearly_and_global_rates_read_their_own_target() -> None:
    measures, targets = tables([NOW, BASELINE], TARGETS)
    year = yearly_rate(DELAY, measures, targets, "26", AS_OF)
    assert (year.target, year.target_on, year.raw) == (60, date(2026, 12, 31), 50)
    plan = global_rate(DELAY, measures, targets, "26", AS_OF)
    assert (plan.target, plan.target_on, plan.raw) == (50, date(2028, 12, 31), 40)
    assert yearly_rate(DELAY, measures, targets, "26", date(2027, 3, 31)).target is None
    assert global_rate(DELAY, measures, targets, "AUTRE", AS_OF).raw is None


def test_a_value_after_the_day_described_is_not_read() -> None:
    measures, targets = tables([BASELINE, NOW, value(date(2026, 12, 31), 50)], TARGETS)
    assert global_rate(DELAY, measures, targets, "26", AS_OF).current == 80
    assert global_rate(DELAY, measures, targets, "26", date(2026, 12, 31)).current == 50


def test_a_baseline_alone_is_not_progress() -> None:
    measures, targets = tables([BASELINE], TARGETS)
    rate = global_rate(DELAY, measures, targets, "26", AS_OF)
    assert (rate.start, rate.current, rate.raw, rate.text) == (100, None, None, NOT_COMPUTABLE)


def test_only_a_target_has_a_rate() -> None:
    measures, targets = tables([BASELINE, NOW], TARGETS)
    followed = {**DELAY, "measure_kind": str(MeasureKind.FOLLOW_UP)}
    assert global_rate(followed, measures, targets, "26", AS_OF).raw is None
    figure = indicator_figure(followed, measures, targets, "26", Stamp(AS_OF))
    assert (figure.value, figure.unit, figure.text) == (80, "jours", "80 jours")
    figure = indicator_figure(DELAY, measures, targets, "26", Stamp(AS_OF))
    assert (figure.value, figure.numerator, figure.text) == (40, 40, "40\u00a0%")
    assert list(figure.inputs["Valeur"]) == [100, 80]


def test_latest_takes_the_last_that_says_something_zero_included() -> None:
    rows = [
        value(date(2026, 6, 30), 12), value(date(2026, 9, 30), 0), value(date(2026, 12, 31), None),
        value(date(2026, 3, 31), 4, place="A"), value(date(2026, 6, 30), None, place="A", text="Avis partagés"),
    ]  # fmt: skip
    found = latest(frame("measures", rows))
    assert list(zip(found["territory_code"], found["value"], strict=True)) == [("26", 0), ("A", None)]
    assert list(latest(frame("measures", rows), date(2026, 6, 30))["value"]) == [12, None]
    corrected = [value(date(2026, 6, 30), 1, said_on=date(2026, 8, 1)), value(date(2026, 6, 30), 2, said_on=None)]
    assert list(latest(frame("measures", corrected))["value"]) == [1]


ROWS = [
    {"territory_code": "A", "on": date(2026, 6, 30), "value": 10, "numerator": 1, "denominator": 10},
    {"territory_code": "B", "on": date(2026, 9, 30), "value": 40, "numerator": 36, "denominator": 90},
    {"territory_code": "C", "on": date(2026, 3, 31), "value": None, "numerator": None, "denominator": None},
]


@pytest.mark.parametrize(
    ("aggregation", "across", "over_time"),
    [
        (Aggregation.SUM, 50, 50),
        (Aggregation.RATIO, 37, 37),
        (Aggregation.WEIGHTED_MEAN, 37, 37),
        (Aggregation.LAST, None, 40),
        (Aggregation.NONE, None, None),
    ],
)
def test_values_add_up_only_as_declared(
    aggregation: Aggregation, across: float | None, over_time: float | None
) -> None:
    assert aggregate_territories(ROWS, aggregation).value == across
    assert aggregate_time(ROWS, aggregation).value == over_time


def test_what_is_missing_is_counted() -> None:
    found = aggregate_territories(ROWS, Aggregation.SUM)
    assert (found.used, found.missing, found.note) == (2, 1, "1 valeur absente")
    nothing = aggregate_territories(ROWS[2:], Aggregation.SUM)
    assert (nothing.value, nothing.missing) == (None, 1)
    named = aggregate_territories(ROWS, Aggregation.WEIGHTED_MEAN, bases={"A": 300, "B": 100, "C": 50})
    assert named.value == 17.5
    assert (named.numerator, named.denominator) == (7000, 400)
    zero = [{"territory_code": "A", "value": None, "numerator": 0, "denominator": 0}]
    assert aggregate_territories(zero, Aggregation.RATIO).value is None
    plain = aggregate_territories(ROWS, Aggregation.RATIO, scale=1)
    assert plain.value == pytest.approx(0.37)
    equal = [{"value": 10, "denominator": None}, {"value": 20, "denominator": None}]
    assert aggregate_time(equal, Aggregation.WEIGHTED_MEAN).value == 15


def test_a_value_is_recomputed_from_its_two_counts() -> None:
    row = {"value": None, "numerator": 3, "denominator": 12}
    assert value_of(row) == 25
    assert value_of({**row, "value": 26}) == 26
    assert value_of({**row, "value": 26}, scale=1) == 0.25
    assert value_of({**row, "denominator": 0}) is None


def test_gap_to_the_median() -> None:
    assert gap_to_median(50, [10, 20]) is None
    assert gap_to_median(None, [10, 20, 30]) is None
    edge = gap_to_median(45, [55, 55, 45])
    assert edge is not None
    assert edge.points == -10


@pytest.mark.parametrize(
    ("last", "every", "delay", "due"),
    [
        (date(2026, 3, 31), 3, 0, date(2026, 6, 30)),
        (date(2025, 12, 31), 12, 6, date(2027, 6, 30)),
        (date(2026, 2, 28), 1, None, date(2026, 3, 31)),
        (date(2026, 1, 15), 1, 0, date(2026, 2, 15)),
        (date(2024, 2, 29), 12, 0, date(2025, 2, 28)),
        (None, 12, 0, None),
        (date(2026, 3, 31), None, 0, None),
    ],
)
def test_due_date_of_the_next_value(last: date | None, every: int | None, delay: int | None, due: date | None) -> None:
    assert due_on(last, every, delay) == due


def test_milestone_and_texts() -> None:
    assert milestone_state([]).done is None
    assert milestone_state([value(date(2026, 6, 30), 0)]).done is False
    reached = milestone_state([value(date(2026, 9, 30), 1), value(date(2026, 6, 30), 1)])
    assert (reached.done, reached.on, reached.text) == (True, date(2026, 6, 30), "fait le 30 juin 2026")
    said = [value(date(2025, 6, 30), None, text="Avant"), value(date(2026, 6, 30), None, text="Après")]
    assert qualitative([*said, value(date(2026, 9, 30), 3, text=None)]) == [
        (date(2026, 6, 30), "Après"), (date(2025, 6, 30), "Avant"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("numbers", "direction", "trend", "favourable"),
    [
        ([10.0], "hausse", None, None),
        ([10.0, 12.0], "hausse", "en hausse", True),
        ([10.0, 12.0], "baisse", "en hausse", False),
        ([10.0, 8.0], None, "en baisse", None),
        ([10.0, 10.0], "hausse", "stable", None),
        ([10.0, 8.0], "maintien", "en baisse", None),
    ],
)
def test_trend(numbers: list[float], direction: str | None, trend: str | None, favourable: bool | None) -> None:
    rows = [value(date(2026, 3 * (at + 1), 28), number) for at, number in enumerate(numbers)]
    found = follow_up(list(reversed(rows)), direction)
    assert (found.trend, found.favourable) == (trend, favourable)
    assert found.value == numbers[-1]
    assert follow_up([]).value is None


def test_points_of_a_chart_are_in_order_and_gaps_stay_gaps() -> None:
    measures, targets = tables([NOW, value(date(2026, 3, 31), None), BASELINE], TARGETS)
    points = trajectory("P15-IND02", measures, targets, "26")
    assert list(points["on"]) == sorted(points["on"])
    kinds = list(points["kind"])
    assert kinds[:2] == ["départ", "attendu"]
    assert kinds.count("cible") == 3
    assert kinds.count("attendu") == 4
    assert list(points[points["kind"] == "valeur"]["value"]) == [None, 80]
    assert expected_value("P15-IND02", measures, targets, "26", date(2026, 6, 30)) == 95
    middle = expected_value("P15-IND02", measures, targets, "26", date(2026, 9, 30))
    assert middle is not None
    assert 60 < middle < 95
    assert expected_value("P15-IND02", measures, targets, "26", date(2024, 6, 30)) is None
    empty = trajectory("X", frame("measures", []), frame("targets", []), "26")
    assert list(empty.columns) == ["on", "kind", "value", "qualifier", "text", "source"]
