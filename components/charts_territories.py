"""Where territories stand among their peers: one line a measure, from the lowest to the highest, the median marked.

Each line has its own scale, said at its two ends; a territory keeps its colour *and* its shape from line to line.
"""

from __future__ import annotations

import base64
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

import plotly.graph_objects as go

from components import theme
from components.charts import page
from data.measures.peer_ranges import Range

_ROW = 96
"""Pixels of one line: its title and value above, its bounds under it."""
_TITLE = 52
"""Letters of a title that hold on a phone; the table has the whole."""
SHAPES = ("circle", "diamond", "square", "triangle-up")
_DRAWN = (
    '<circle cx="8" cy="8" r="6.5" {}/>',
    '<path d="M8 0.5 15.5 8 8 15.5 0.5 8z" {}/>',
    '<path d="M2 2h12v12h-12z" {}/>',
    '<path d="M8 1.5 15.5 14.5h-15z" {}/>',
)
"""The same shapes in a text."""


@dataclass(frozen=True)
class Marked:
    """A territory drawn on every line: its code, its name, its rank among SHAPES."""

    code: str
    name: str
    rank: int = 0

    @property
    def colour(self) -> str:
        return theme.places()[self.rank]


def standing(found: Sequence[Range], here: Marked) -> go.Figure:
    """One territory: its value is written under each title."""
    figure = _lines(found, [one.texts.get(here.code, "—") for one in found])
    _marks(figure, found, here, 0.0)
    return _edged(page(figure, height=_ROW * len(found)))


def compared(found: Sequence[Range], marked: Sequence[Marked]) -> go.Figure:
    """Several territories, each a little above or under the line so that equal values show both."""
    figure = _lines(found, [""] * len(found))
    for one in marked:
        _marks(figure, found, one, 0.06 * (one.rank - (len(marked) - 1) / 2))
    page(figure, height=_ROW * len(found) + 40, legend=True)
    figure.update_layout(legend={"itemclick": False, "itemdoubleclick": False, "y": 1.0})
    return _edged(figure)


def _edged(figure: go.Figure) -> go.Figure:
    """Room at both ends for a mark that stands there."""
    figure.update_layout(margin={"l": 10, "r": 10})
    return figure


def picture(one: Marked) -> str:
    """The mark of a territory in Markdown, before its name."""
    shape = _DRAWN[one.rank].format(f'fill="{one.colour}"')
    svg = f'<svg xmlns="http://www.w3.org/2000/svg" width="18" height="18" viewBox="0 0 16 16">{shape}</svg>'
    return f"![](data:image/svg+xml;base64,{base64.b64encode(svg.encode()).decode()})"


def _lines(found: Sequence[Range], values: Sequence[str]) -> go.Figure:
    figure = go.Figure()
    for at, (one, value) in enumerate(zip(found, values, strict=True)):
        figure.add_shape(type="line", x0=0, x1=1, y0=at, y1=at, line={"color": theme.line(), "width": 6}, layer="below")
        middle = one.place(one.median)
        if middle is not None:
            figure.add_shape(
                type="line", x0=middle, x1=middle, y0=at - 0.12, y1=at + 0.12,
                line={"color": theme.ink(), "width": 2}, layer="below",
            )  # fmt: skip
        title = one.title if len(one.title) <= _TITLE else f"{one.title[: _TITLE - 1].rstrip()}…"
        _word(figure, 0, at - (0.44 if value else 0.24), title, "left", theme.ink())
        _word(figure, 0, at - 0.23, value, "left", theme.ink(), bold=True)
        low, centre, high = one.bounds
        _word(figure, 0, at + 0.25, low, "left", theme.quiet())
        _word(figure, 0.5, at + 0.25, f"médiane {centre}" if centre else "pas de médiane", "center", theme.quiet())
        _word(figure, 1, at + 0.25, high, "right", theme.quiet())
    figure.update_xaxes(visible=False, range=[0, 1])
    figure.update_yaxes(visible=False, range=[len(found) - 0.6, -0.6])
    return figure


def _word(figure: go.Figure, x: float, y: float, text: str, side: str, colour: str, *, bold: bool = False) -> None:
    if text:
        safe = escape(text, quote=False)
        figure.add_annotation(
            x=x, y=y, text=f"<b>{safe}</b>" if bold else safe, xanchor=side, yanchor="middle", showarrow=False,
            font={"color": colour, "size": 13 if colour == theme.quiet() else 14},
        )  # fmt: skip


def _marks(figure: go.Figure, found: Sequence[Range], one: Marked, shift: float) -> None:
    shown = [(at, each) for at, each in enumerate(found) if one.code in each.values]
    figure.add_scatter(
        x=[each.place(each.values[one.code]) for _, each in shown],
        y=[at + shift for at, _ in shown],
        mode="markers",
        name=escape(one.name, quote=False),
        cliponaxis=False,
        marker={
            "symbol": SHAPES[one.rank], "size": 15, "color": one.colour, "opacity": 1,
            "line": {"color": theme.paper(), "width": 1.5},
        },
        customdata=[
            f"<b>{escape(one.name, quote=False)}</b><br>{escape(each.title, quote=False)}<br>"
            f"{escape(each.texts[one.code], quote=False)}"
            for _, each in shown
        ],
        hovertemplate="%{customdata}<extra></extra>",
    )  # fmt: skip
