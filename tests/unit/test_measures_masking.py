"""Small counts: hidden, and not given back by a total."""

from typing import Any

import pandas as pd
import pytest

from data.measures.masking import MASKED, leaks, mask, masked_rate, smallest_shown


def counted(values: list[Any], total: Any = None, **columns: list[Any]) -> pd.DataFrame:
    listed = [*values, *([total] if total is not None else [])]
    frame = pd.DataFrame({"value": pd.Series(listed, dtype=object)})
    frame["whole"] = [False] * len(values) + ([True] if total is not None else [])
    for name, cells in columns.items():
        frame[name] = pd.Series(cells, dtype=object)
    return frame


def shown(frame: pd.DataFrame, **options: Any) -> list[str]:
    return list(mask(frame, **options)["shown"])


def test_a_count_under_the_threshold_is_hidden_zero_included_absent_is_not() -> None:
    assert shown(counted([4, 5, 0, None])) == [MASKED, "5", MASKED, "—"]
    assert shown(counted([4, 10]), smallest=11) == [MASKED, MASKED]
    assert (smallest_shown(None), smallest_shown(None, income=True), smallest_shown(3)) == (5, 11, 3)


def test_a_total_does_not_give_a_hidden_cell_away() -> None:
    found = mask(counted([3, 20, 8, 40], 71), total="whole")
    assert list(found["shown"]) == [MASKED, "20", MASKED, "40", "71"]
    assert not leaks(found, "value", "whole")
    assert leaks(mask(counted([3, 20, 8, 40], 71)), "value", "whole")


def test_the_hidden_cells_together_are_not_small_either() -> None:
    assert shown(counted([1, 2, 30, 50], 83), total="whole") == [MASKED, MASKED, MASKED, "50", "83"]
    assert shown(counted([0, 0, 30, 50], 80), total="whole") == [MASKED, MASKED, MASKED, "50", "80"]


def test_hidden_cells_that_could_only_be_the_largest_small_counts_are_covered() -> None:
    assert shown(counted([4, 4, 30, 50], 88), total="whole") == [MASKED, MASKED, MASKED, "50", "88"]
    assert shown(counted([4, 3, 30, 50], 87), total="whole") == [MASKED, MASKED, "30", "50", "87"]


def test_when_nothing_else_can_be_hidden_the_total_is() -> None:
    assert shown(counted([3], 3), total="whole") == [MASKED, MASKED]
    assert shown(counted([1, 2, 1], 4), total="whole") == [MASKED] * 4
    assert shown(counted([2, 9], 11), total="whole") == [MASKED, MASKED, "11"]
    assert shown(counted([4, 4], 8), total="whole") == [MASKED] * 3


def test_groups_are_apart() -> None:
    frame = counted([3, 20, 9, 30, 40, 50])
    frame["whole"] = [False, False, True, False, False, True]
    frame["group"] = ["A", "A", "A", "B", "B", "B"]
    assert shown(frame, total="whole", group="group") == [MASKED, MASKED, "9", "30", "40", "50"]


def test_a_rate_is_hidden_by_what_it_is_made_of() -> None:
    frame = counted([50.0, 40.0, 3.0], numerator=[2, 40, 30], denominator=[4, 100, 1000])
    found = mask(frame)
    assert list(found["shown"]) == [MASKED, "40", "3"]
    assert list(found["numerator"]) == [None, 40, 30]
    assert list(found["denominator"]) == [None, 100, 1000]
    based = counted([12, 3], denominator=[900, 900])
    assert shown(based) == ["12", MASKED]
    assert masked_rate(4, 100)
    assert not masked_rate(5, 100)
    assert not masked_rate(None, None)


def test_the_frame_given_is_not_modified() -> None:
    frame = counted([1, 20, 30], 51)
    mask(frame, total="whole")
    assert list(frame["value"]) == [1, 20, 30, 51]
    assert "masked" not in frame.columns


@pytest.mark.parametrize("value", [None, float("nan")])
def test_no_published_total_no_secondary_masking(value: float | None) -> None:
    assert shown(counted([3, 20], value), total="whole")[:2] == [MASKED, "20"]
