"""Classes of a map: bounds in words, every value in exactly one class."""

from hypothesis import given
from hypothesis import strategies as st

from data.measures.classes import MOST, RATES, Bin, bin_of, gap_bins, population_bins, spread_bins
from data.vocabulary import TerritoryKind

NB = "\u00a0"


def holding(value: float, bins: tuple[Bin, ...]) -> list[int]:
    return [
        rank
        for rank, each in enumerate(bins)
        if (each.low is None or value >= each.low) and (each.high is None or value < each.high)
    ]


def test_rates_have_five_fixed_classes() -> None:
    assert [each.label for each in RATES] == [
        f"moins de 20{NB}%", f"20 à 40{NB}%", f"40 à 60{NB}%", f"60 à 80{NB}%", f"80{NB}% et plus",
    ]  # fmt: skip
    assert [bin_of(value, RATES) for value in (0, 19.9, 20, 79.9, 80, 100)] == [0, 0, 1, 3, 4, 4]
    assert bin_of(None, RATES) is None


def test_the_lowest_gap_is_the_alert_and_the_middle_is_the_median() -> None:
    bins = gap_bins(-10)
    assert [bin_of(gap, bins) for gap in (-10.1, -10, -1, -0.9, 0, 0.9, 1, 9.9, 10)] == [0, 1, 2, 2, 2, 2, 3, 3, 4]


def test_the_alert_of_the_plan_is_the_first_class_wherever_it_is_set() -> None:
    assert [each.label.replace(NB, " ") for each in gap_bins(-20)] == [
        "plus de 20 points en dessous", "1 à 20 points en dessous", "à la médiane, à un point près",
        "1 à 20 points au-dessus", "20 points et plus au-dessus",
    ]  # fmt: skip
    assert [each.label.replace(NB, " ") for each in gap_bins(-1)] == [
        "plus de 1 point en dessous", "à la médiane, à un point près", "1 point et plus au-dessus",
    ]  # fmt: skip
    for alert in (-50.0, -12.5, -1.5, -1.0):
        bins = gap_bins(alert)
        for gap in (-60.0, alert - 0.01, alert, -1.0, 0.0, 1.0, -alert, 60.0):
            assert len(holding(gap, bins)) == 1
            assert (bin_of(gap, bins) == 0) == (gap < alert)


def test_few_whole_values_have_a_class_each() -> None:
    assert [each.label for each in spread_bins([6, 25, 6], "actions")] == [f"6{NB}actions", f"25{NB}actions"]


def test_no_value_no_class() -> None:
    assert spread_bins([], "usagers") == ()


def test_populations_are_cut_the_same_everywhere() -> None:
    assert [bin_of(people, population_bins(TerritoryKind.COMMUNE)) for people in (2, 200, 64_458)] == [0, 1, 4]
    assert [bin_of(people, population_bins(TerritoryKind.EPCI)) for people in (100, 226_240)] == [0, 4]


@given(st.lists(st.floats(min_value=-1e6, max_value=1e9, allow_nan=False), min_size=1, max_size=60))
def test_every_value_is_in_exactly_one_class(values: list[float]) -> None:
    bins = spread_bins(values, "euros")
    assert 1 <= len(bins) <= MOST
    assert all(len(holding(value, bins)) == 1 for value in values)
    assert len({each.label for each in bins}) == len(bins)


def test_the_unit_agrees_with_none_and_one() -> None:
    assert [each.label for each in spread_bins([0, 1, 2], "actions", "action")] == [
        f"0{NB}action", f"1{NB}action", f"2{NB}actions",
    ]  # fmt: skip
