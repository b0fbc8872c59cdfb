"""French wording of numbers, dates and lists."""

from datetime import date

import pytest

from data.french import capitalised, day, folded, listing, number, percent, plural, share, the_others, typeset
from data.period import Period

THIN, NBSP = "\u202f", "\u00a0"


@pytest.mark.parametrize(
    ("value", "decimals", "text"),
    [
        (1234567.8, 1, f"1{THIN}234{THIN}567,8"),
        (0, 1, "0"),
        (0.04, 1, "0"),
        (-0.5, 1, "−0,5"),
        (-1234.0, 0, "−1\u202f234"),
        (-0.04, 1, "0"),
        (62.5, 0, "63"),
        (63.5, 0, "64"),
        (2.25, 1, "2,3"),
        (3.0, 1, "3"),
        (None, 1, "—"),
        (float("nan"), 1, "—"),
    ],
)
def test_numbers_are_french_and_absence_is_never_zero(value: float | None, decimals: int, text: str) -> None:
    assert number(value, decimals) == text


def test_a_percentage_has_its_no_break_space_and_a_small_whole_has_none() -> None:
    assert percent(39.42) == f"39{NBSP}%"
    assert share(41, 104) == f"41 sur 104 (39{NBSP}%)"
    assert share(1, 3) == "1 sur 3"


def test_dates_lists_and_plurals() -> None:
    assert day(date(2026, 8, 1)) == "1er août 2026"
    assert day(date(2026, 2, 11)) == "11 février 2026"
    assert listing(["a", "b", "c"]) == "a, b et c"
    assert listing(list("abcd"), most=2) == "a, b et 2 autres"
    assert listing(list("abc"), most=2) == "a, b et 1 autre"
    assert [plural(count, "action") for count in (0, 1, 2)] == ["0 action", "1 action", "2 actions"]


def test_typography_and_search() -> None:
    assert typeset("Quoi ? « l'oubli » : 5 %") == f"Quoi{NBSP}? «{NBSP}l’oubli{NBSP}»{NBSP}: 5{NBSP}%"
    assert folded("Éclaircies, Cœur") == "eclaircies, coeur"
    assert capitalised("état") == "État"


def test_periods_follow_one_another_and_speak_french() -> None:
    third = Period.parse("2026-T3")
    assert (third.starts_on, third.ends_on) == (date(2026, 7, 1), date(2026, 9, 30))
    assert third.shift(2).code == "2027-T1"
    assert third.shift(-3) < third < third.shift(1)
    assert third.label == "3e trimestre 2026"
    assert Period.parse("2026-S1").label == "1er semestre 2026"
    assert Period.parse("2026-A1").short == "2026"
    assert Period.containing(date(2026, 12, 31)).ends_on == date(2026, 12, 31)


def test_the_rest_of_a_list_is_named_whatever_its_number() -> None:
    assert [the_others(3), the_others(1)] == ["Voir les 3 autres", "Voir le dernier"]
    assert [the_others(1200, "fiche"), the_others(1, "fiche")] == [
        "Voir les 1\u202f200 autres fiches",
        "Voir la dernière fiche",
    ]
