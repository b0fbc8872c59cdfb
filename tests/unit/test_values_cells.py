"""One cell of a grid of values: read as French spreadsheets write it, refused with its reason, or says nothing."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.commands.parts import Unfit
from data.commands.values import Said
from data.entry.values_cells import Asked, Shape, asked_of, read_number, read_value, says_nothing, written_parts
from tests.support.indicators import indicator

T3 = date(2026, 9, 30)
COUNT = Asked(Shape.NUMBER, percent=False, count=True)
RATE = Asked(Shape.NUMBER, percent=True, count=False)
RATIO = Asked(Shape.RATIO, percent=False, count=True)
DONE = Asked(Shape.MILESTONE, percent=False, count=False)
WORDS = Asked(Shape.TEXT, percent=False, count=False)
NBSP, NARROW = "\u00a0", "\u202f"


def why_refused(text: str, asked: Asked = COUNT) -> str:
    with pytest.raises(Unfit) as refusal:
        read_value(asked, {"value": text}, T3)
    return str(refusal.value)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("12", 12), ("1 234,5", 1234.5), (f"1{NBSP}234,5", 1234.5), (f"12{NARROW}345", 12345), ("0", 0), ("007", 7),
        ("+3", 3), (" 4 ", 4), ("1234.5", 1234.5), ("0.125", 0.125), ("\u200b8", 8), ("1 000 000", 1e6),
    ],
)  # fmt: skip
def test_numbers_are_read_as_spreadsheets_write_them(text: str, value: float) -> None:
    assert read_number(text, percent=False) == (value, None)


@pytest.mark.parametrize("text", ["12 %", "12%", f"12{NBSP}%", f"12{NARROW}%"])
def test_a_percent_is_a_value_of_a_rate_and_of_nothing_else(text: str) -> None:
    assert read_number(text, percent=True) == (12, None)
    assert "est un pourcentage" in why_refused(text)


@pytest.mark.parametrize(
    ("text", "qualifier"),
    [("près de 12", "près de"), ("env. 12", "environ"), ("~12", "environ"), ("+ de 12", "plus de")],
)
def test_a_number_keeps_its_nuance(text: str, qualifier: str) -> None:
    assert read_number(text, percent=False) == (12, qualifier)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("douze", "est un texte"), ("12 usagers", "n’est pas un nombre"), ("12 34", "n’est pas un nombre"),
        ("1.234", "écrivez 1234 ou 1,234"), ("1,234.5", "n’est pas un nombre"), ("-4", "négatif"), ("−4", "négatif"),
        ("#DIV/0!", "erreur du tableur"), ("####", "erreur du tableur"), ("1,2E+06", "écriture abrégée"),
        ("9" * 14, "trop grand"), ("12;5", "n’est pas un nombre"), ("=A1+2", "n’est pas un nombre"),
    ],
)  # fmt: skip
def test_what_is_no_number_is_refused_with_its_reason(text: str, says: str) -> None:
    assert says in why_refused(text)


@pytest.mark.parametrize("text", ["", " ", "n.d.", "N.D.", "nd", "-", "–", "—", NBSP, "…", "n/a", "non renseigné"])
def test_unknown_is_not_zero(text: str) -> None:
    assert says_nothing(text)
    assert read_value(COUNT, {"value": text}, T3) is None


def test_a_ratio_needs_both_counts_and_a_denominator() -> None:
    def read(above: str, below: str) -> str | Said:
        try:
            found = read_value(RATIO, {"numerator": above, "denominator": below}, T3)
        except Unfit as error:
            return str(error)
        assert found is not None
        return found[1]

    assert read("36", "48") == Said(value=75, numerator=36, denominator=48)
    assert "Il manque le dénominateur" in str(read("36", ""))
    assert "Il manque le numérateur" in str(read("-", "48"))
    assert "zéro" in str(read("36", "0"))
    assert "négatif" in str(read("-3", "48"))
    assert "pourcentage" in str(read("36 %", "48"))
    assert "trop grand" in str(read("999999999999", "0,0001"))


def test_a_milestone_says_done_when_or_not() -> None:
    assert read_value(DONE, {"value": "Fait"}, T3) == (T3, Said(value=1))
    assert read_value(DONE, {"value": "non"}, T3) == (T3, Said(value=0))
    assert read_value(DONE, {"value": "fait le 12/05/2026"}, T3) == (date(2026, 5, 12), Said(value=1))
    assert "ne dit pas si c’est fait" in why_refused("peut-être", DONE)
    assert "n’est pas une date" in why_refused("fait le 31/02/2026", DONE)
    assert "vient après" in why_refused("fait le 12/11/2026", DONE)


def test_texts_are_kept_letter_for_letter() -> None:
    said = read_value(WORDS, {"value": "<b>Bien</b> = 12 %\nsuite\x07"}, T3)
    assert said == (T3, Said(text="<b>Bien</b> = 12 %\nsuite"))
    assert "maximum" in why_refused("x" * 10_001, WORDS)


@given(st.floats(0, 1e9, allow_nan=False).map(lambda value: round(value, 3)))
def test_what_the_grid_shows_is_read_back(value: float) -> None:
    shown = written_parts(COUNT, Said(value=value))
    assert read_value(COUNT, shown, T3) == (T3, Said(value=value))


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"unit": "usagers"}, COUNT),
        ({"unit": "taux de satisfaction"}, RATE),
        ({"unit": None, "title": "Évolution du taux de recours"}, RATE),
        ({"unit": "taux", "territory_aggregation": "rapport"}, RATIO),
        ({"measure_kind": "jalon"}, DONE),
        ({"measure_kind": "qualitatif"}, WORDS),
    ],
)
def test_what_is_asked_follows_the_indicator(fields: dict[str, Any], expected: Asked) -> None:
    assert asked_of(indicator(**fields), with_counts=False) == expected
