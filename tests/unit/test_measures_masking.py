"""Small counts: hidden, and not given back by what is published beside them."""

from collections.abc import Mapping, Sequence
from datetime import date
from functools import cache
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data.measures.columns import records
from data.measures.masking import is_small, protect, smallest_shown
from data.measures.readable import readable_measures
from data.situation import Situation, frame
from data.vocabulary import TerritoryKind
from tests.support.indicators import CODE, indicator, measure, plan_with
from tests.support.measures import WHOLE


def hidden(parts: Sequence[float | None], total: float | None = None, smallest: float = 5) -> list[int]:
    """Positions hidden of a list of counts followed by its total."""
    counts = [*parts, total]
    small = {at for at, count in enumerate(counts) if count is not None and count < smallest}
    return sorted(protect(counts, small, [(len(parts), range(len(parts)))], smallest))


def row(value: float | None, top: float | None = None, bottom: float | None = None) -> dict[str, float | None]:
    return {"value": value, "numerator": top, "denominator": bottom}


def test_a_count_under_the_threshold_is_small_zero_included_absent_is_not() -> None:
    assert [is_small(row(value), 5) for value in (4, 5, 0, None)] == [True, False, True, False]
    assert is_small(row(10), 11)
    assert (smallest_shown(None), smallest_shown(None, income=True), smallest_shown(3)) == (5, 11, 3)


def test_a_rate_is_small_by_what_it_is_made_of() -> None:
    assert is_small(row(50.0, 2, 40), 5)
    assert is_small(row(None, 10, 4), 5)
    assert not is_small(row(3.0, 30, 1000), 5)
    assert is_small(row(12, None, 3), 5)


def test_a_total_does_not_give_a_hidden_count_away() -> None:
    assert hidden([3, 20, 8, 40], 71) == [0, 2]
    assert hidden([3, 20, 8, 40]) == [0], "no total, nothing to subtract from"


def test_the_hidden_counts_together_are_not_small_either() -> None:
    assert hidden([1, 2, 30, 50], 83) == [0, 1, 2]
    assert hidden([0, 0, 30, 50], 80) == [0, 1, 2]


def test_hidden_counts_that_could_only_be_the_largest_small_ones_are_covered() -> None:
    assert hidden([4, 4, 30, 50], 88) == [0, 1, 2]
    assert hidden([4, 3, 30, 50], 87) == [0, 1]


def test_when_nothing_else_can_be_hidden_the_total_is() -> None:
    assert hidden([3], 3) == [0, 1]
    assert hidden([1, 2, 1], 4) == [0, 1, 2, 3]
    assert hidden([2, 9], 11) == [0, 1]
    assert hidden([4, 4], 8) == [0, 1, 2]


def test_a_part_that_nobody_gave_protects_nothing() -> None:
    assert hidden([3, None, 20], 30) == [0, 2]


def test_totals_put_together_give_nothing_back() -> None:
    # Two EPCI of two communes each, and the département: 3 would be 63 − 40 − 20, or 23 − 20.
    counts = [3, 20, 10, 30, 23, 40, 63]
    sums = [(4, [0, 1]), (5, [2, 3]), (6, [4, 5]), (6, [0, 1, 2, 3])]
    found = protect(counts, {0}, sums, 5)
    assert {0, 1} <= found
    assert not recovered(counts, found, sums)
    # A hidden total is no help when all of its parts are shown: one of them is hidden with it.
    assert len(protect([10, 30, 40, 8, 48], {2}, [(2, [0, 1]), (4, [2, 3])], 5)) > 2


def recovered(counts: Sequence[float | None], masked: set[int], sums: Sequence[tuple[int, Sequence[int]]]) -> set[int]:
    """Hidden counts that linear algebra gives back from what is shown: those that no other solution moves."""
    order = sorted(masked)
    equations = [
        [float(at in parts) - float(at == total) for at in order]
        for total, parts in sums
        if counts[total] is not None and all(counts[at] is not None for at in parts)
    ]
    if not order or not equations:
        return set()
    _, scales, free = np.linalg.svd(np.array(equations))
    rank = int((scales > 1e-9).sum())
    moves = free[rank:]
    return {at for rank_, at in enumerate(order) if not np.abs(moves[:, rank_]).max(initial=0) > 1e-9}


PLACES = (
    (WHOLE, TerritoryKind.DEPARTEMENT, None),
    *((epci, TerritoryKind.EPCI, WHOLE) for epci in "ABC"),
    *((f"{epci}{at}", TerritoryKind.COMMUNE, epci) for epci in "ABC" for at in (1, 2, 3)),
)
COMMUNES = [code for code, kind, _ in PLACES if kind == TerritoryKind.COMMUNE]
counts_of_communes = st.lists(st.integers(0, 30), min_size=len(COMMUNES), max_size=len(COMMUNES))


@cache
def with_places() -> Situation:
    """The Drôme in three EPCI of three communes, without an indicator."""
    places = [{"code": code, "name": code, "kind": kind, "parent_code": above} for code, kind, above in PLACES]
    return plan_with([]).with_(territories=frame("territories", places))


def shown_values(values: Mapping[str, float], **fields: Any) -> dict[str, Any]:
    """Territory → its row as anybody may see it, masked or not."""
    aims = {"territory_aggregation": "somme", "unit": "personnes", **fields}
    given = [measure("2026-06-30", value, place, text=f"{value:g} en tout") for place, value in values.items()]
    now = with_places().with_(indicators=frame("indicators", [indicator(**aims)]), measures=frame("measures", given))
    rows = readable_measures(now)[CODE].to_dict("records")
    return {str(one["territory_code"]): one for one in rows}


@settings(deadline=None, max_examples=60)
@given(counts_of_communes, st.sets(st.sampled_from("ABC")), st.booleans(), st.sampled_from(["personnes", "ateliers"]))
def test_nothing_shown_gives_a_masked_territory_back(
    counts: list[int], given_epci: set[str], given_whole: bool, unit: str
) -> None:
    values: dict[str, float] = dict(zip(COMMUNES, map(float, counts), strict=True))
    for epci in sorted(given_epci):
        values[epci] = sum(value for code, value in values.items() if len(code) == 2 and code.startswith(epci))
    if given_whole:
        values[WHOLE] = sum(value for code, value in values.items() if len(code) == 2)
    rows = shown_values(values, unit=unit)
    worked_out = WHOLE in rows and not given_whole
    if worked_out:
        values[WHOLE] = sum(values[epci] for epci in given_epci)
        assert rows[WHOLE]["value"] == values[WHOLE]
    order = [code for code, _, _ in PLACES if code in rows]
    place = {code: at for at, code in enumerate(order)}
    masked = {place[code] for code in order if rows[code]["masked"]}
    sums = [
        (place[epci], [place[code] for code in order if len(code) == 2 and code.startswith(epci)])
        for epci in sorted(given_epci)
    ]
    if WHOLE in place:
        if given_whole or given_epci == set("ABC"):
            sums.append((place[WHOLE], [place[code] for code in COMMUNES]))
        if worked_out or given_epci == set("ABC"):
            sums.append((place[WHOLE], [place[epci] for epci in sorted(given_epci)]))
    for code in order:
        small = rows[code]["masked"]
        assert small or values[code] >= 5 or (code == WHOLE and unit == "ateliers")
        assert not small or (rows[code]["value"] is None and rows[code]["text"] is None)
    listed = [values[code] for code in order]
    assert not recovered(listed, masked, sums)
    for total, parts in sums:
        told = [listed[at] for at in parts if at in masked]
        if told and total not in masked:
            assert len(told) >= 2
            assert sum(told) >= 5
            assert max(told) >= 5 or sum(told) < 4 * len(told)


def test_a_count_of_things_is_protected_in_a_territory_by_hiding_another() -> None:
    rows = shown_values({"A": 3, "B": 20, "C": 40, WHOLE: 63}, unit="ateliers")
    assert [code for code, one in rows.items() if one["masked"]] == ["A", "B"]
    assert rows[WHOLE]["value"] == 63, "a count of things of the whole département is public"


def test_two_levels_without_a_total_give_nothing_back_either() -> None:
    """All the cantons add up to what all the EPCI add up to: the total is told though nobody gave it."""
    cantons = [{"code": code, "name": code, "kind": TerritoryKind.CANTON, "parent_code": WHOLE} for code in "XY"]
    places = frame("territories", [*records(with_places().territories), *cantons])

    def hidden(values: dict[str, float]) -> set[str]:
        given = [measure("2026-06-30", value, place) for place, value in values.items()]
        aims = indicator(territory_aggregation="somme", unit="personnes")
        now = with_places().with_(
            territories=places, indicators=frame("indicators", [aims]), measures=frame("measures", given)
        )
        rows = readable_measures(now)[CODE]
        return set(rows[rows["masked"]]["territory_code"])

    assert hidden({"A": 3, "B": 20, "C": 40, "X": 30, "Y": 33}) == {"A", "B"}
    # One level alone tells no total, nor does one that lacks a part.
    assert hidden({"A": 3, "B": 20, "C": 40}) == {"A"}
    assert hidden({"A": 3, "B": 20, "C": 40, "X": 30}) == {"A"}


def test_a_comment_goes_with_the_count_that_it_says() -> None:
    rows = shown_values({"A": 3, "B": 20, "C": 40})
    assert rows["A"]["text"] is None
    assert rows["B"]["text"] == "20 en tout"


@pytest.mark.parametrize("aggregation", ["aucune", "derniere"])
def test_values_that_do_not_add_up_are_hidden_alone(aggregation: str) -> None:
    rows = shown_values({"A": 3, "B": 20, "C": 40, WHOLE: 63}, territory_aggregation=aggregation)
    assert [code for code, one in rows.items() if one["masked"]] == ["A"]


def test_two_dates_are_apart() -> None:
    now = plan_with(
        [indicator(territory_aggregation="somme", unit="personnes")],
        [
            measure("2025-12-31", 3, "A"), measure("2025-12-31", 20, "B"), measure("2025-12-31", 23),
            measure("2026-06-30", 30, "A"), measure("2026-06-30", 40, "B"), measure("2026-06-30", 70),
        ],
        peers=["A", "B"],
    )  # fmt: skip
    rows = readable_measures(now)[CODE]
    assert set(rows[rows["masked"].astype(bool)]["on"]) == {date(2025, 12, 31)}
