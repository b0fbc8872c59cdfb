"""The defects seen in other tools' formulas: each of the thirteen has its test, by its number."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest

from data.french import number
from data.measures import calendar, changes, indicators, rates
from data.measures.aggregation import aggregate_territories, aggregate_time, value_of
from data.measures.figure import NOT_COMPUTABLE
from data.measures.indicators import IndicatorRate, follow_up, gap_to_median, latest, raw_rate, shown_rate
from data.measures.status import parent_status
from data.measures.trajectory import trajectory
from data.situation import frame
from data.vocabulary import Aggregation, Direction, Health
from tests.support.measures import changed, drome, herault, kept, leaves, said, situation

DEFECTS: dict[int, Callable[[], None]] = {}


def defect(number_: int) -> Callable[[Callable[[], None]], Callable[[], None]]:
    def register(check: Callable[[], None]) -> Callable[[], None]:
        assert number_ not in DEFECTS
        DEFECTS[number_] = check
        return check

    return register


def measure(on: date, value: float | None, **more: object) -> dict[str, object]:
    row: dict[str, object] = {"indicator_code": "I", "territory_code": "26", "on": on, "value": value}
    return {**dict.fromkeys(("numerator", "denominator", "qualifier", "text", "said_on", "baseline")), **row, **more}


@defect(1)
def decreasing_with_the_increasing_formula() -> None:
    assert raw_rate(Direction.DOWN, 100, 80, 50) == 40
    assert raw_rate(Direction.UP, 50, 80, 100) == 60


@defect(2)
def a_median_of_zero_is_a_value() -> None:
    gap = gap_to_median(-20, [0, 0, -20, 0])
    assert gap is not None
    assert (gap.median, gap.points) == (0, -20)
    none_done = gap_to_median(0, [0, 0, 30])
    assert none_done is not None
    assert none_done.points == 0


@defect(3)
def a_cap_is_a_cap() -> None:
    assert [shown_rate(raw) for raw in (250, 100, 40, 0, -30)] == [100, 100, 40, 0, 0]
    assert shown_rate(None) is None


@defect(4)
def abandoned_actions_leave_the_denominator_and_are_told() -> None:
    codes = drome().codes("P6")[:10]
    words = [said(c, "2026-T3", s) for c, s in zip(codes, ["realisee"] * 4 + ["abandonnee"] * 6, strict=True)]
    rate = rates.completion(kept(leaves(drome(), words, "2026-T3")[0], "code", *codes))
    assert (rate.numerator, rate.denominator) == (4, 4)
    assert "6 abandonnées" in rate.text
    assert "4 sur 10 du plan adopté" in rate.text


@defect(5)
def a_regression_is_a_value_and_has_its_word() -> None:
    rate = IndicatorRate(raw_rate(Direction.UP, 50, 40, 100), 50, 40, 100, date(2026, 9, 30), date(2028, 12, 31))
    assert (rate.raw, rate.shown, rate.word) == (-20, 0, "régression")
    assert rate.text != NOT_COMPUTABLE
    assert raw_rate(Direction.UP, 50, 50, 100) == 0


@defect(6)
def weights_are_normalised_and_an_empty_weight_counts_for_nothing() -> None:
    actions = changed(changed(drome().actions, ["P18-01"], weight=2), ["P18-02"], weight=3)
    words = [said("P18-01", "2026-T3", "en_cours", 60), said("P18-02", "2026-T3", "en_cours", 80)]
    found = kept(leaves(drome(), words, "2026-T3", actions=actions)[0], "fiche_code", "P18")
    assert rates.mean_progress(found).value == 72
    words.append(said("P18-03", "2026-T3", "realisee"))
    found = kept(leaves(drome(), words, "2026-T3", actions=actions)[0], "fiche_code", "P18")
    mean = rates.mean_progress(found)
    assert mean.value == 72
    assert mean.excluded == {"sans poids": 1}
    unweighted = kept(leaves(drome(), words, "2026-T3")[0], "fiche_code", "P18")
    assert rates.mean_progress(unweighted).value == 80


@defect(7)
def one_formula_whatever_the_side_of_the_target() -> None:
    assert raw_rate(Direction.UP, 20, 60, 100) == raw_rate(Direction.DOWN, 100, 60, 20) == 50
    assert raw_rate(Direction.UP, 20, 120, 100) == raw_rate(Direction.DOWN, 100, 0, 20) == 125
    # A direction declared the wrong way round changes nothing but the case VI = VC.
    assert raw_rate(Direction.DOWN, 20, 60, 100) == 50
    assert [raw_rate(d, 50, 60, 50) for d in (Direction.UP, Direction.DOWN)] == [100, 0]


@defect(8)
def percentages_are_recomputed_never_averaged() -> None:
    rows = [measure(date(2026, 12, 31), 90, numerator=9, denominator=10, territory_code="A"),
            measure(date(2026, 12, 31), 10, numerator=9, denominator=90, territory_code="B")]  # fmt: skip
    assert aggregate_territories(rows, Aggregation.RATIO).value == 18
    assert aggregate_time(rows, Aggregation.RATIO).value == 18
    assert aggregate_territories(rows, Aggregation.NONE).value is None
    words = [said("P1-01", "2026-T3", "realisee"), *(said(c, "2026-T3", "en_cours") for c in drome().codes("P6"))]
    scope = kept(leaves(drome(), words, "2026-T3")[0], "code", "P1-01", *drome().codes("P6"))
    by_fiche = list(rates.completion_by(scope, "fiche_code")["value"])
    assert by_fiche == [100.0, 0.0]
    assert rates.completion(scope).value == pytest.approx(100 / 14)


@defect(9)
def zero_is_shown_dates_are_in_order_and_decimals_have_a_comma() -> None:
    assert (number(0), number(None), number(1234.5)) == ("0", "—", "1\u202f234,5")
    rows = [measure(date(2026, 12, 31), 0), measure(date(2025, 12, 31), 12), measure(date(2026, 6, 30), 5)]
    table = frame("measures", rows)
    assert list(latest(table)["value"]) == [0]
    points = trajectory("I", table, frame("targets", []), "26")
    assert list(points["on"]) == sorted(points["on"])
    assert list(points["value"]) == [12, 5, 0]
    assert follow_up(rows).value == 0
    assert value_of(measure(date(2026, 1, 1), 0)) == 0


@defect(10)
def nested_actions_only_are_counted_by_their_leaves() -> None:
    tree = herault()
    nested = tree.codes("1.1.1")
    assert all("OP" in code for code in nested)
    found = kept(leaves(tree, [said(nested[0], "2026-T3", "realisee")], "2026-T3")[0], "fiche_code", "1.1.1")
    assert (rates.completion(found).numerator, rates.completion(found).denominator) == (1, 8)
    empty = rates.completion(found.iloc[:0])
    assert (empty.value, empty.text, empty.denominator) == (None, NOT_COMPUTABLE, 0)
    assert parent_status([]) == "non_renseigne"


@defect(11)
def the_cap_comes_before_the_mean() -> None:
    assert calendar.mean_health([1.5, 0.5]) == 0.75
    assert calendar.mean_health([None, 2.0]) == 1
    assert calendar.mean_health([]) is None


@defect(12)
def one_silent_quarter_is_not_red() -> None:
    start, end, day = date(2025, 1, 1), date(2026, 12, 31), date(2026, 9, 30)
    assert calendar.health(10, start, end, day, missed=0) == Health.GAP
    assert calendar.health(10, start, end, day, missed=1) == Health.SILENT
    assert calendar.health(95, start, end, day, missed=2) == Health.SILENT


@defect(13)
def no_cliff_on_the_day_a_phase_opens() -> None:
    codes = [c for c in drome().codes() if drome().actions.set_index("code").loc[c, "phase"] != "2027-2030"]
    words = [said(code, "2026-T3", "realisee") for code in codes]
    eve = situation(drome(), words, "2026-T4")
    opening = situation(drome(), words, "2027-T1", today=date(2027, 1, 1))
    for phase in ("2025-2026", "2025-2027"):
        before, after = (
            rates.completion(kept(now.leaves, "phase", phase)).value for now in (eve, opening)
        )  # fmt: skip
        assert before == after == 100
    new = kept(opening.leaves, "phase", "2027-2030")
    assert len(calendar.overdue(new, opening.as_of)) == 0
    assert not any(calendar.mid_period_unstarted(row, opening.as_of) for row in new.to_dict("records"))
    assert calendar.health(0, date(2027, 1, 1), date(2030, 12, 31), opening.as_of) is None
    found = changes.compare(eve, opening)
    assert found.constant.points == 0
    assert [cause.cause for cause in found.causes] == ["phase_ouverte"]
    assert found.causes[0].count == 104


@pytest.mark.parametrize("number_", sorted(DEFECTS), ids=lambda n: f"défaut {n}")
def test_defect(number_: int) -> None:
    DEFECTS[number_]()


def test_all_thirteen_defects_are_tested() -> None:
    assert sorted(DEFECTS) == list(range(1, 14))


def test_a_quarter_end_is_the_day_of_the_step() -> None:
    start, end = date(2027, 1, 1), date(2030, 12, 31)
    eve = date(2027, 3, 31) - timedelta(days=1)
    assert calendar.expected_progress(start, end, eve) == 0
    assert calendar.expected_progress(start, end, date(2027, 3, 31)) == 100 / 16
    assert indicators.raw_rate(Direction.UP, None, 3, 5) is None
