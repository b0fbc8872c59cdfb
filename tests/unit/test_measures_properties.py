"""Properties of the formulas: bounds, monotony, order, partitions, composition. Whatever the words said."""

from collections.abc import Sequence
from datetime import date, timedelta

import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st

from data.measures import calendar, indicators, rates
from data.measures.aggregation import aggregate_territories
from data.measures.carrying import parent_status
from data.measures.status import OUT_OF_COUNT
from data.measures.tally import tally
from data.vocabulary import Aggregation, Direction, Health, Status
from tests.support.measures import drome, leaves

BASE = leaves(drome(), [], "2026-T3")[0]
ALL = [str(status) for status in Status]

rows = st.fixed_dictionaries(
    {
        "status": st.sampled_from(ALL),
        "percent": st.one_of(st.none(), st.floats(0, 100)),
        "age": st.integers(0, 6),
        "recurrent": st.booleans(),
        "axis_code": st.sampled_from(["1", "2", "3"]),
        "phase": st.sampled_from(["2025-2026", "2027-2030"]),
    }
)
some_leaves = st.lists(rows, max_size=30)
values = st.floats(-1000, 1000, allow_nan=False)


def built(drawn: Sequence[dict[str, object]]) -> pd.DataFrame:
    """Leaves of the Drôme with drawn columns."""
    frame = BASE.head(len(drawn)).reset_index(drop=True)
    for name in ("status", "percent", "age", "recurrent", "axis_code", "phase"):
        frame[name] = pd.Series([row[name] for row in drawn], dtype=object)
    return frame


@settings(deadline=None)
@given(some_leaves)
def test_rates_are_bounded_and_unknown_is_never_zero(drawn: list[dict[str, object]]) -> None:
    frame = built(drawn)
    rate, mean = rates.completion(frame), rates.mean_progress(frame)
    for figure in (rate, mean):
        assert figure.value is None or 0 <= figure.value <= 100
        assert (figure.value is None) == (figure.coverage.ever == 0)
    if rate.value is not None:
        assert rate.numerator is not None
        assert rate.denominator is not None
        assert 0 <= rate.numerator <= rate.denominator
    assert rate.coverage.current <= rate.coverage.ever <= rate.coverage.total == rate.denominator


@settings(deadline=None)
@given(some_leaves, st.randoms())
def test_order_does_not_matter(drawn: list[dict[str, object]], random: object) -> None:
    mixed = list(drawn)
    random.shuffle(mixed)  # type: ignore[attr-defined]
    one, other = built(drawn), built(mixed)
    assert tally(one) == tally(other)
    assert list(rates.breakdown(one)) == list(rates.breakdown(other))
    first, second = rates.mean_progress(one).value, rates.mean_progress(other).value
    assert (first is None) == (second is None)
    assert first is None or second is None or abs(first - second) < 1e-9


@settings(deadline=None)
@given(some_leaves)
def test_parts_of_a_partition_add_up(drawn: list[dict[str, object]]) -> None:
    frame = built(drawn)
    whole = tally(frame)
    assert rates.breakdown(frame).sum() == len(frame)
    for name in ("axis_code", "phase", "fiche_code"):
        table = rates.completion_by(frame, name)
        assert sum(table["denominator"]) == whole.applicable
        assert sum(done or 0 for done in table["numerator"]) == whole.done
        assert sum(table["recurrent"]) == whole.recurrent
        assert sum(rates.breakdown_by(frame, name)["total"]) == len(frame)
    parts = [tally(frame[frame["axis_code"] == axis]) for axis in "123"]
    assert parts[0] + parts[1] + parts[2] == whole


@settings(deadline=None)
@given(some_leaves)
def test_filters_compose(drawn: list[dict[str, object]]) -> None:
    frame = built(drawn)
    one_way = frame[frame["axis_code"] == "1"]
    one_way = one_way[one_way["phase"] == "2025-2026"]
    other_way = frame[frame["phase"] == "2025-2026"]
    other_way = other_way[other_way["axis_code"] == "1"]
    both = frame[(frame["phase"] == "2025-2026") & (frame["axis_code"] == "1")]
    assert tally(one_way) == tally(other_way) == tally(both)
    assert list(rates.applicable(rates.applicable(frame)).index) == list(rates.applicable(frame).index)


@settings(deadline=None)
@given(some_leaves, st.integers(0, 29))
def test_one_more_action_done_never_lowers_a_rate(drawn: list[dict[str, object]], at: int) -> None:
    if at >= len(drawn) or drawn[at]["status"] in OUT_OF_COUNT:
        return
    before = built(drawn)
    after = built([{**row, "status": "realisee"} if rank == at else row for rank, row in enumerate(drawn)])
    assert (rates.completion(after).value or 0) >= (rates.completion(before).value or 0)


@settings(deadline=None)
@given(some_leaves)
def test_the_excluded_and_the_counted_make_the_whole(drawn: list[dict[str, object]]) -> None:
    frame = built(drawn)
    rate = rates.completion(frame)
    assert (rate.denominator or 0) + sum(rate.excluded.values()) == len(frame)
    assert len(rate.inputs) == len(frame)
    assert (rate.inputs["Compte"] == "oui").sum() == rate.denominator


@settings(deadline=None)
@given(st.lists(st.sampled_from(ALL), max_size=12))
def test_a_parent_is_done_only_when_all_that_remains_is(children: list[str]) -> None:
    remaining = [child for child in children if child not in OUT_OF_COUNT]
    done = parent_status(children) == Status.DONE
    assert done == (bool(remaining) and set(remaining) == {"realisee"})


@settings(deadline=None)
@given(values, values, values, st.sampled_from([Direction.UP, Direction.DOWN]))
def test_indicator_rate_reaches_100_at_its_target_and_0_at_its_start(
    start: float, current: float, target: float, direction: Direction
) -> None:
    raw = indicators.raw_rate(direction, start, current, target)
    assert raw is not None
    shown = indicators.shown_rate(raw)
    assert shown is not None
    assert 0 <= shown <= 100
    if abs(target - start) > 1e-6:
        at_target = indicators.raw_rate(direction, start, target, target)
        assert at_target is not None
        assert abs(at_target - 100) < 1e-9
        assert indicators.raw_rate(direction, start, start, target) == 0


@settings(deadline=None)
@given(values, st.floats(0.01, 100), st.floats(0, 500), st.floats(0, 500))
def test_held_indicator_falls_as_it_goes_away(target: float, tolerance: float, near: float, far: float) -> None:
    near, far = sorted((near, far))
    close = indicators.raw_rate(Direction.HOLD, None, target + near, target, tolerance)
    away = indicators.raw_rate(Direction.HOLD, None, target + far, target, tolerance)
    below = indicators.raw_rate(Direction.HOLD, None, target - near, target, tolerance)
    assert close is not None
    assert away is not None
    assert below is not None
    assert 100 >= close >= away >= 0
    assert abs(close - below) < 1e-6


@settings(deadline=None)
@given(st.lists(st.tuples(st.integers(0, 50), st.integers(1, 50)), min_size=1, max_size=10))
def test_a_ratio_of_sums_stays_between_its_parts(pairs: list[tuple[int, int]]) -> None:
    rows = [
        {"territory_code": str(at), "value": None, "numerator": top, "denominator": bottom}
        for at, (top, bottom) in enumerate(pairs)
    ]
    found = aggregate_territories(rows, Aggregation.RATIO)
    assert found.value is not None
    parts = [100 * top / bottom for top, bottom in pairs]
    assert min(parts) - 1e-9 <= found.value <= max(parts) + 1e-9


days = st.dates(date(2024, 1, 1), date(2031, 12, 31))


@settings(deadline=None)
@given(days, st.integers(0, 2000), days, days, st.sampled_from(["steps", "linear"]))
def test_expected_progress_never_goes_back(
    start: date, length: int, one: date, other: date, mode: calendar.Mode
) -> None:
    end = start + timedelta(days=length)
    early, late = sorted((one, other))
    first = calendar.expected_progress(start, end, early, mode)
    second = calendar.expected_progress(start, end, late, mode)
    assert 0 <= first <= second <= 100
    assert calendar.expected_progress(start, end, end, mode) == 100
    assert calendar.health(None, start, end, one) is None
    assert calendar.expected_progress(start, end, start - timedelta(days=1), mode) == 0


@settings(deadline=None)
@given(days, st.integers(0, 2000), days)
def test_a_day_is_before_inside_or_after_a_period(start: date, length: int, day: date) -> None:
    end = start + timedelta(days=length)
    upcoming = not calendar.has_begun(start, day)
    inside = calendar.inside_period(start, end, day)
    over = calendar.has_ended(end, day)
    assert upcoming + inside + over == 1


@settings(deadline=None)
@given(st.floats(0, 3))
def test_health_words_cover_every_ratio_once(ratio: float) -> None:
    word = calendar.health_word(ratio)
    assert word in Health
    better = calendar.health_word(ratio + 0.5)
    order = [Health.GAP, Health.SLIGHTLY_LATE, Health.ON_TRACK, Health.AHEAD]
    assert order.index(better) >= order.index(word)


@settings(deadline=None)
@given(st.lists(st.one_of(st.none(), st.floats(0, 100)), max_size=20), st.floats(0, 100))
def test_a_gap_needs_three_peers_and_is_a_plain_difference(peers: list[float | None], value: float) -> None:
    gap = indicators.gap_to_median(value, peers)
    known = [peer for peer in peers if peer is not None]
    assert (gap is None) == (len(known) < 3)
    if gap is not None:
        assert min(known) <= gap.median <= max(known)
        assert abs(gap.points - (value - gap.median)) < 1e-8
