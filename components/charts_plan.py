"""The calendar of the plan: a pure function from spans to a plotly figure.

Each row is a line of text with its bars under it, so that names are read in full on a phone as on a desk.
"""

from __future__ import annotations

import html
import textwrap
from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta

import plotly.graph_objects as go

from components import charts, theme
from data.french import NBSP, day, short_day
from data.measures.spans import Phase, Span, lanes_of
from data.vocabulary import DISPLAY_ORDER, Status, label

_NAME, _LANE, _GAP, _TOP = 19, 24, 12, 40
"""Heights in pixels: a line of a row's name, one lane of bars, the space under a row, the axis above."""
_ACROSS, _LINES = 54, 2
"""Letters of a line of name that fit on a phone, and lines; the whole is in the tip and in the table."""
_PHASE = 22
"""Height of a phase's band above the rows."""
RECURRENT, RECURRENT_SIGN = "Récurrente", "↻"
OWN, OWN_SIGN = "Calendrier propre", "◆"
REPLACED, REPLACED_SIGN = "Période remplacée", "⇢"


def calendar(
    found: Sequence[Span],
    names: Mapping[str, str],
    starts_on: date,
    ends_on: date,
    today: date,
    as_of: date | None = None,
    phases: Sequence[Phase] = (),
) -> go.Figure:
    """Bars from first to last day, coloured and signed by status, and the line of today.

    Args:
        found: the spans, rows in the order to draw.
        names: row → name written above its bars.
        starts_on, ends_on: the plan's own, stretched when a span goes beyond.
        as_of: last day described, marked too when it is not today.
        phases: those of the plan: a band each above the rows, every other one shaded all the way down.
    """
    lanes = lanes_of(found)
    written = {row: _lines(names.get(row, row)) for row in lanes}
    bars_at: dict[str, int] = {}
    height = (max(phase.lane for phase in phases) + 1) * _PHASE + 6 if phases else 0
    for row in lanes:
        bars_at[row] = height + _NAME * len(written[row]) + 2
        height = bars_at[row] + _LANE * lanes[row] + _GAP
    first = min([starts_on, *(span.starts_on for span in found)])
    last = max([ends_on, *(span.ends_on for span in found)]) + timedelta(days=1)
    figure = go.Figure()
    for status in (*DISPLAY_ORDER, None):
        bars = [span for span in found if not span.replaced and _look_of(span) == status]
        if bars:
            figure.add_trace(_bars(status, bars, names, bars_at))
    _replaced(figure, [span for span in found if span.replaced], bars_at)
    _phases(figure, phases)
    for row, top in bars_at.items():
        figure.add_annotation(
            x=_moment(first), y=top - 1, text="<br>".join(written[row]), showarrow=False, borderpad=0,
            xanchor="left", yanchor="bottom", align="left", font={"size": 14, "color": theme.ink()},
            bgcolor=theme.paper(),
        )  # fmt: skip
    _mark(figure, today, f"aujourd’hui, {day(today)}", first, last, solid=True)
    if as_of is not None and today - as_of > timedelta(days=45):
        _mark(figure, as_of, f"arrêté au {short_day(as_of)}", first, last, solid=False)
    charts.page(figure, height=height + _TOP)
    figure.update_layout(barmode="overlay", bargap=0, margin={"l": 0, "r": 0, "t": _TOP, "b": 0})
    figure.update_layout(uniformtext={"minsize": 11, "mode": "hide"})
    figure.update_xaxes(
        type="date", range=[_moment(first), _moment(last)], side="top", dtick="M12", tickformat="%Y",
        ticklabelmode="period", showgrid=True, automargin=False, tickfont={"size": 13, "color": theme.quiet()},
    )  # fmt: skip
    figure.update_yaxes(range=[height, 0], visible=False, automargin=False)
    return figure


def _look_of(span: Span) -> Status | None:
    """None for recurrent actions: held year after year, they have no colour of an end."""
    return None if span.recurrent else span.status


def _bars(status: Status | None, bars: Sequence[Span], names: Mapping[str, str], bars_at: Mapping[str, int]) -> go.Bar:
    look = theme.STATUS[status] if status else None
    fill = look.colour if look else theme.paper()
    word, sign = (label(status), look.sign) if status and look else (RECURRENT, RECURRENT_SIGN)
    return go.Bar(
        base=[_moment(span.starts_on) for span in bars],
        x=[((span.ends_on - span.starts_on).days + 1) * 86_400_000 for span in bars],
        y=[bars_at[span.row] + _LANE * (span.lane + 0.5) for span in bars],
        width=_LANE - 4,
        orientation="h",
        name=word,
        marker={
            "color": fill,
            "line": {"color": theme.line() if look else theme.quiet(), "width": 1},
            "pattern": {
                "shape": look.pattern if look else "",
                "fillmode": "overlay",
                "fgcolor": theme.paper(),
                "fgopacity": 0.5,
                "size": 6,
                "solidity": 0.25,
            },
        },
        text=[f" {sign}{f' {OWN_SIGN}' if span.own else ''} {html.escape(span.text, quote=False)}" for span in bars],
        textposition="inside",
        insidetextanchor="start",
        textangle=0,
        textfont={"color": charts.readable_on(fill), "size": 13},
        constraintext="none",
        customdata=[
            [html.escape(names.get(span.row, span.row), quote=False), _from_to(span), span.text] for span in bars
        ],
        hovertemplate=f"%{{customdata[0]}}<br>%{{customdata[1]}}<br>{word}{NBSP}: %{{customdata[2]}}<extra></extra>",
    )


def _from_to(span: Span) -> str:
    own = " (calendrier propre)" if span.own else ""
    return f"du {day(span.starts_on)} au {day(span.ends_on)}{own}"


def _replaced(figure: go.Figure, bars: Sequence[Span], bars_at: Mapping[str, int]) -> None:
    """The periods that a decision replaced: an empty outline, on their own lane, with their sign."""
    for span in bars:
        top = bars_at[span.row] + _LANE * span.lane + 2
        figure.add_shape(
            type="rect", x0=_moment(span.starts_on), x1=_moment(span.ends_on + timedelta(days=1)), y0=top,
            y1=top + _LANE - 4, line={"color": theme.quiet(), "width": 1, "dash": "dot"},
        )  # fmt: skip
        figure.add_annotation(
            x=_moment(span.starts_on), y=top + (_LANE - 4) / 2, text=f" {REPLACED_SIGN} {span.text}", showarrow=False,
            xanchor="left", yanchor="middle", borderpad=0, font={"size": 12, "color": theme.quiet()},
        )  # fmt: skip


def _phases(figure: go.Figure, phases: Sequence[Phase]) -> None:
    """A band with its name for each phase; those that do not overlap shade the rows in turn."""
    apart = [phase for phase in phases if phase.lane == 0]
    for phase in phases:
        first, last = _moment(phase.starts_on), _moment(phase.ends_on + timedelta(days=1))
        top = phase.lane * _PHASE
        figure.add_shape(
            type="rect", x0=first, x1=last, y0=top, y1=top + _PHASE - 3, layer="below",
            line={"width": 2, "color": theme.paper()}, fillcolor=theme.line(),
        )  # fmt: skip
        figure.add_annotation(
            x=first, y=top + (_PHASE - 3) / 2, text=f" phase {html.escape(phase.name, quote=False)}", showarrow=False,
            xanchor="left", yanchor="middle", borderpad=0, font={"size": 12, "color": theme.ink()},
        )  # fmt: skip
        if phase in apart[1::2]:
            figure.add_shape(
                type="rect", x0=first, x1=last, y0=0, y1=1, yref="paper", layer="below", line={"width": 0},
                fillcolor=theme.line(), opacity=0.35,
            )  # fmt: skip


def _lines(name: str) -> list[str]:
    """A name in lines of a phone's width. Plotly reads tags in texts: they are shown letter for letter."""
    # A no-break space must not break, and plotly would eat nothing of it.
    cut = textwrap.wrap(name, _ACROSS, max_lines=_LINES, placeholder="…", break_long_words=True)
    return [html.escape(text, quote=False) for text in cut] or [""]


def _mark(figure: go.Figure, on_day: date, words: str, first: date, last: date, *, solid: bool) -> None:
    """A vertical line over the whole calendar, its day written above: today's to the right, the other to the left."""
    if not first <= on_day <= last:
        return
    colour = theme.ink() if solid else theme.quiet()
    figure.add_shape(
        type="line", x0=_moment(on_day), x1=_moment(on_day), y0=0, y1=1, yref="paper",
        line={"color": colour, "width": 1.5, "dash": "solid" if solid else "dot"},
    )  # fmt: skip
    late = (on_day - first) > 0.6 * (last - first)
    figure.add_annotation(
        x=_moment(on_day), y=1, yref="paper", yshift=_TOP - 2, text=words, showarrow=False, borderpad=0,
        xanchor="right" if late or not solid else "left", yanchor="top", font={"size": 12, "color": colour},
    )  # fmt: skip


def _moment(value: date) -> datetime:
    """Plotly's date axes want moments; no time zone, none is drawn."""
    return datetime(value.year, value.month, value.day)  # noqa: DTZ001
