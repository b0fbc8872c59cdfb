"""Charts of indicators say what the tables hold: gaps stay gaps, zero is drawn, dates run forward, text is text."""

from datetime import date
from typing import Any

import pandas as pd
import plotly.graph_objects as go
import pytest

from components import charts_indicators
from data.measures.indicator_detail import POINT_COLUMNS

SPAN = (date(2024, 12, 31), date(2030, 12, 31))


def frame(*rows: tuple[str, str, float | None]) -> pd.DataFrame:
    made = [(date.fromisoformat(on), kind, value, False, f"{on} <b>{value}</b>") for on, kind, value in rows]
    return pd.DataFrame(made, columns=pd.Index(POINT_COLUMNS), dtype=object)


POINTS = frame(
    ("2024-12-31", "départ", 10.0),
    ("2024-12-31", "attendu", 10.0),
    ("2025-12-31", "valeur", 0.0),
    ("2026-06-30", "valeur", None),
    ("2026-12-31", "valeur", 14.0),
    ("2030-12-31", "cible", 40.0),
    ("2030-12-31", "attendu", 40.0),
)


def trace(figure: go.Figure, name: str) -> Any:
    return next(each for each in figure.data if each.name == name)


@pytest.mark.parametrize("draw", [charts_indicators.trajectory, charts_indicators.small])
def test_values_keep_their_gap_and_their_zero_in_order(draw: Any) -> None:
    values = trace(draw(POINTS, SPAN), "valeur")
    assert list(values.y) == [10.0, 0.0, None, 14.0]
    assert list(values.x) == sorted(values.x)
    assert values.connectgaps is False
    assert list(values.marker.symbol)[:2] == ["diamond-open", "circle"]


def test_the_expected_path_is_dotted_and_the_target_named() -> None:
    figure = charts_indicators.trajectory(POINTS, SPAN)
    path = trace(figure, "trajectoire attendue")
    assert path.line.dash == "dot"
    assert list(path.y) == [10.0, 40.0]
    words = {note.text for note in figure.layout.annotations}
    assert words == {"cible 40", "départ 10"}


def test_years_are_said_as_their_end_and_numbers_in_french() -> None:
    figure = charts_indicators.trajectory(POINTS, SPAN)
    assert list(figure.layout.xaxis.ticktext)[:2] == ["fin<br>2024", "fin<br>2025"]
    assert figure.layout.xaxis.tickvals[0] == date(2024, 12, 31)
    assert figure.layout.separators == ",\u202f"
    short = charts_indicators.trajectory(POINTS, (date(2026, 1, 1), date(2026, 12, 31)))
    assert list(short.layout.xaxis.ticktext) == ["fin<br>T1 2026", "fin<br>T2 2026", "fin<br>T3 2026", "fin<br>T4 2026"]


def test_a_hidden_start_leaves_the_path_without_it() -> None:
    points = frame(("2024-12-31", "départ", None), ("2024-12-31", "attendu", None), ("2030-12-31", "attendu", 40.0),
                   ("2030-12-31", "cible", 40.0))  # fmt: skip
    figure = charts_indicators.trajectory(points, SPAN)
    assert list(trace(figure, "trajectoire attendue").y) == [None, 40.0]
    assert {note.text for note in figure.layout.annotations} == {"cible 40"}


def test_what_people_typed_is_never_markup() -> None:
    hover = trace(charts_indicators.trajectory(POINTS, SPAN), "valeur").customdata[0]
    assert "<b>" not in hover
    assert "&lt;b>" in hover


def test_territories_are_drawn_as_given_with_the_median_and_one_accent() -> None:
    figure = charts_indicators.ranked(["B <i>", "A"], [30.0, 0.0], ["30 actions", "0 action"], 15.0, "A")
    bars = figure.data[0]
    assert list(bars.x) == [30.0, 0.0]
    assert list(bars.text) == ["30", "0"]
    assert figure.layout.yaxis.ticktext[0] == "B &lt;i>"
    assert bars.marker.color[0] != bars.marker.color[1]
    assert figure.layout.annotations[0].text == "médiane 15"
    assert not charts_indicators.ranked(["A"], [0.0], [""], None).layout.annotations
