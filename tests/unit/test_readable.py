"""Values as anybody may see them: totals worked out as declared, small counts hidden everywhere."""

from typing import Any

import pandas as pd

from data.measures.readable import readable_measures
from tests.support.indicators import CODE, PEERS, indicator, measure, plan_with
from tests.support.measures import WHOLE

ON = "2026-06-30"
PEOPLE: dict[str, Any] = {"unit": "personnes", "territory_aggregation": "somme"}


def read(values: dict[str, float | None], whole: float | None = None, **fields: Any) -> pd.DataFrame:
    rows = [measure(ON, value, place) for place, value in values.items() if value is not None]
    if whole is not None:
        rows.append(measure(ON, whole))
    return readable_measures(plan_with([indicator(**fields)], rows, peers=PEERS))[CODE]


def at(frame: pd.DataFrame, place: str) -> dict[str, Any]:
    rows: list[dict[str, Any]] = frame[frame["territory_code"] == place].to_dict("records")
    assert len(rows) <= 1
    return rows[0] if rows else {}


def test_the_sum_of_all_territories_is_worked_out_and_says_so() -> None:
    total = at(read({"A": 10, "B": 20, "C": 30, "D": 0}, unit="%", territory_aggregation="somme"), WHOLE)
    assert total["value"] == 60
    assert total["summed"] == "somme de 4 territoires sur 4"
    assert total["author"] is None


def test_a_partial_sum_says_how_many_and_needs_half_of_them() -> None:
    assert at(read({"A": 10, "B": 20}, unit="%", territory_aggregation="somme"), WHOLE)["summed"] == (
        "somme de 2 territoires sur 4"
    )
    assert at(read({"A": 10}, unit="%", territory_aggregation="somme"), WHOLE) == {}


def test_nothing_is_added_up_that_was_not_declared_to_be() -> None:
    assert at(read(dict.fromkeys(PEERS, 10.0), unit="%"), WHOLE) == {}
    assert at(read(dict.fromkeys(PEERS, 10.0), unit="%", territory_aggregation="derniere"), WHOLE) == {}


def test_a_value_that_somebody_gave_is_never_replaced() -> None:
    total = at(read(dict.fromkeys(PEERS, 10.0), whole=99, **PEOPLE), WHOLE)
    assert total["value"] == 99
    assert total["summed"] is None


def test_a_ratio_is_recomputed_from_its_parts_never_averaged() -> None:
    rows = [
        measure(ON, None, "A", numerator=10, denominator=10),
        measure(ON, None, "B", numerator=10, denominator=90),
    ]
    declared = indicator(unit="taux", territory_aggregation="rapport")
    total = at(readable_measures(plan_with([declared], rows, peers=("A", "B")))[CODE], WHOLE)
    assert total["value"] == 20
    assert (total["numerator"], total["denominator"]) == (20, 100)


def test_small_counts_are_emptied_zero_included() -> None:
    found = read({"A": 4, "B": 0, "C": 40, "D": 50}, **PEOPLE)
    for place in ("A", "B"):
        row = at(found, place)
        assert row["masked"]
        assert row["value"] is None
    assert not at(found, "C")["masked"]


def test_a_single_hidden_count_takes_another_with_it_when_the_total_is_given() -> None:
    found = read({"A": 4, "B": 20, "C": 40, "D": 50}, whole=114, **PEOPLE)
    hidden = {place for place in PEERS if at(found, place)["masked"]}
    assert hidden == {"A", "B"}
    assert at(found, WHOLE)["value"] == 114


def test_no_total_is_worked_out_when_it_would_give_a_small_count_away() -> None:
    assert at(read({"A": 4, "B": 20, "C": 40, "D": 50}, **PEOPLE), WHOLE) == {}
    # Two hidden counts of 4 and 3: their sum leaves each in doubt.
    assert at(read({"A": 4, "B": 3, "C": 40, "D": 50}, **PEOPLE), WHOLE)["value"] == 97


def test_a_rate_is_hidden_by_the_counts_behind_it_not_by_its_size() -> None:
    rows = [
        measure(ON, None, "A", numerator=3, denominator=60),
        measure(ON, None, "B", numerator=30, denominator=1000),
        measure(ON, 3.0, "C"),
    ]
    found = readable_measures(plan_with([indicator(unit="taux")], rows, peers=PEERS))[CODE]
    assert at(found, "A")["masked"]
    assert at(found, "A")["numerator"] is None
    assert not at(found, "B")["masked"]
    assert at(found, "C")["value"] == 3


def test_a_threshold_of_zero_shows_everything() -> None:
    assert not read({"A": 1, "B": 2, "C": 0, "D": 4}, **PEOPLE, threshold=0)["masked"].any()


def test_an_indicator_without_value_has_no_entry() -> None:
    assert readable_measures(plan_with([indicator()])) == {}
