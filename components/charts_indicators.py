"""Charts of indicators: a trajectory to its target, the same in small, and a ranking of territories.

One accent for what was measured; start, target and expected path are grey lines with their word.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import pandas as pd
import plotly.graph_objects as go

from components import theme
from components.charts import page
from data.french import number
from data.measures.trajectory import EXPECTED, START, TARGET, VALUE
from data.period import Period

Span = tuple[date, date]
_SMALL = 130
_LABEL = 26
_MANY = 20
"""Territories beyond which bars are thinner."""


def trajectory(points: pd.DataFrame, span: Span) -> go.Figure:
    """Measured values against the expected path. `points`: on, kind, value (None: a gap), text_shown."""
    figure = _lines(points, marker=9)
    last_aim = _last(points, TARGET)
    if last_aim is not None:
        figure.add_hline(y=last_aim, line={"color": theme.quiet(), "width": 1})
        figure.add_annotation(
            x=0, xref="paper", y=last_aim, yshift=-10 if _rises(points) else 10, showarrow=False, xanchor="left",
            text=f"cible {number(last_aim, 2)}", font={"size": 13, "color": theme.quiet()},
        )  # fmt: skip
    _word_at(figure, points, START, "départ")
    dates, names = _ticks(span)
    figure.update_xaxes(range=_padded(span), tickvals=dates, ticktext=names, showgrid=False)
    figure.update_yaxes(rangemode="tozero", tickformat=",~f", nticks=6)
    return page(figure, height=340)


def small(points: pd.DataFrame, span: Span, scale: tuple[float, float] | None = None) -> go.Figure:
    """The same in small, for a wall of them: first and last year only, the same time scale for all.

    `scale`: lowest and highest value of the wall, when all its charts are in the same unit.
    """
    figure = _lines(points, marker=6)
    last_aim = _last(points, TARGET)
    if last_aim is not None:
        figure.add_hline(y=last_aim, line={"color": theme.quiet(), "width": 1})
    figure.update_xaxes(
        range=_padded(span), tickvals=list(span), ticktext=[str(day.year) for day in span], showgrid=False
    )
    figure.update_xaxes(ticks="outside", ticklen=5, tickcolor="rgba(0,0,0,0)")
    figure.update_yaxes(rangemode="tozero", tickformat=",~f", nticks=3)
    if scale is not None:
        room = (scale[1] - scale[0]) * 0.08 or 1
        figure.update_yaxes(range=[min(scale[0], 0) - room, scale[1] + room])
    page(figure, height=_SMALL)
    figure.update_layout(font={"size": 12})
    return figure


def _lines(points: pd.DataFrame, marker: int) -> go.Figure:
    figure = go.Figure()
    accent, quiet = theme.accent(), theme.quiet()
    path = points[points["kind"] == EXPECTED]
    figure.add_scatter(
        x=path["on"], y=path["value"], mode="lines", line={"color": quiet, "width": 2, "dash": "dot"},
        hoverinfo="skip", name="trajectoire attendue",
    )  # fmt: skip
    measured = points[points["kind"].isin([START, VALUE])]
    figure.add_scatter(
        x=measured["on"], y=measured["value"], mode="lines+markers", connectgaps=False, cliponaxis=False,
        line={"color": accent, "width": 2},
        marker={
            "size": [marker + 2 if kind == START else marker for kind in measured["kind"]],
            "symbol": ["diamond-open" if kind == START else "circle" for kind in measured["kind"]],
            "opacity": 1,  # plotly fades markers of several sizes
            "color": accent, "line": {"color": accent, "width": 2},
        },
        customdata=[_escaped(text) for text in measured["text_shown"]],
        hovertemplate="%{customdata}<extra></extra>", name="valeur",
    )  # fmt: skip
    aims = points[points["kind"] == TARGET]
    figure.add_scatter(
        x=aims["on"], y=aims["value"], mode="markers", cliponaxis=False,
        marker={"size": marker + 1, "symbol": "circle-open", "color": quiet, "line": {"color": quiet, "width": 2}},
        customdata=[f"cible, {_escaped(text)}" for text in aims["text_shown"]],
        hovertemplate="%{customdata}<extra></extra>", name="cible",
    )  # fmt: skip
    return figure


def _rises(points: pd.DataFrame) -> bool:
    """Whether the path goes up: words about the target then stand under its line, clear of the grid."""
    path = [value for value in points[points["kind"] == EXPECTED]["value"] if value is not None]
    return bool(path) and path[-1] > path[0]


def _word_at(figure: go.Figure, points: pd.DataFrame, kind: str, word: str) -> None:
    found = points[(points["kind"] == kind) & points["value"].notna()]
    for on, value in zip(found["on"], found["value"], strict=True):
        figure.add_annotation(
            x=on, y=value, text=f"{word} {number(value, 2)}", showarrow=False, yshift=-16, xanchor="left",
            font={"size": 13, "color": theme.quiet()},
        )  # fmt: skip


def _last(points: pd.DataFrame, kind: str) -> float | None:
    found = points[(points["kind"] == kind) & points["value"].notna()]
    return None if found.empty else float(found["value"].iloc[-1])


def _ticks(span: Span) -> tuple[list[date], list[str]]:
    """A tick at the end of each year, of each quarter on a short span: a value describes a period that ends there."""
    first, last = span
    months = 12 if (last - first).days > 800 else 3
    period, dates, names = Period.containing(first, months), [], []
    while period.starts_on <= last:
        dates.append(period.ends_on)
        names.append(f"fin<br>{period.year if months == 12 else period.short}")
        period = period.shift(1)
    return dates, names


def _padded(span: Span) -> list[date]:
    margin = (span[1] - span[0]) * 0.03
    return [span[0] - margin, span[1] + margin]


def _escaped(text: str) -> str:
    """Text of a hover box: plotly would read tags in it."""
    return text.replace("&", "&amp;").replace("<", "&lt;")


def _cut(name: str) -> str:
    """A label that leaves room for the bars; the table has the whole name."""
    return name if len(name) <= _LABEL else f"{name[: _LABEL - 1].rstrip()}…"


def ranked(names: Sequence[str], values: Sequence[float], texts: Sequence[str], median: float | None,
           highlighted: str | None = None) -> go.Figure:  # fmt: skip
    """Territories from the greatest value to the smallest, with the median as a line."""
    colours = [theme.accent() if highlighted in (None, name) else theme.quiet() for name in names]
    figure = go.Figure()
    figure.add_bar(
        y=list(names), x=list(values), orientation="h", marker={"color": colours},
        text=[number(value, 2) for value in values], textposition="outside", cliponaxis=False,
        customdata=[f"{_escaped(name)}<br>{_escaped(text)}" for name, text in zip(names, texts, strict=True)],
        hovertemplate="%{customdata}<extra></extra>",
    )  # fmt: skip
    if median is not None:
        figure.add_vline(x=median, line={"color": theme.ink(), "width": 1, "dash": "dash"})
        figure.add_annotation(
            x=median, y=1, yref="paper", yanchor="bottom", text=f"médiane {number(median, 2)}", showarrow=False,
            font={"size": 13, "color": theme.quiet()},
        )  # fmt: skip
    greatest = max([*values, 0.0])
    figure.update_xaxes(visible=False, range=[min([*values, 0.0]), greatest * 1.12 or 1])
    labels = [_escaped(_cut(name)) for name in names]
    figure.update_yaxes(autorange="reversed", showgrid=False, ticksuffix=" ", tickvals=list(names), ticktext=labels)
    figure.update_layout(bargap=0.3)
    page(figure, height=60 + (28 if len(names) <= _MANY else 20) * len(names))
    # On a phone the longest bar leaves no room for its own figure: it is written in the margin.
    figure.update_layout(margin={"t": 24, "r": 32})
    return figure
