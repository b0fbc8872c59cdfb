"""The burn-up: a pure function from a `BurnUp` to a plotly figure. Steps at the ends of periods, nothing smoothed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

import plotly.graph_objects as go

from components import charts, theme
from data.french import NBSP, number
from data.measures.burn_up import BurnUp
from data.vocabulary import Status

Points = Sequence[tuple[date, float | None]]


def burn_up(found: BurnUp, ends_on: date) -> go.Figure:
    """Done (filled), expected by the calendar (dotted) and scope (thin), each named where it ends."""
    steps = found.steps
    done: Points = [(step.on, step.done) for step in steps]
    path: Points = [(step.on, step.expected) for step in steps] + [(p.ends_on, count) for p, count in found.ahead]
    scope: Points = [(step.on, step.scope) for step in steps]
    end = max(ends_on, steps[-1].on)
    figure = go.Figure()
    figure.add_trace(_line([*scope, (end, steps[-1].scope)], theme.quiet(), 1.5, "solid"))
    figure.add_trace(_line(path, theme.ink(), 1.5, "dot"))
    figure.add_trace(_line(done, theme.STATUS[Status.DONE].colour, 3, "solid", filled=True))
    moved = [step for step in steps if step.moves]
    figure.add_trace(
        go.Scatter(
            x=[_moment(step.on) for step in moved],
            y=[step.scope for step in moved],
            mode="markers",
            marker={
                "symbol": "diamond",
                "size": 9,
                "color": theme.paper(),
                "line": {"color": theme.quiet(), "width": 1.5},
            },
            customdata=[[step.period.label, step.moves] for step in moved],
            hovertemplate=f"%{{customdata[0]}}{NBSP}: %{{customdata[1]}}<br>périmètre de %{{y}}<extra></extra>",
        )
    )
    top = max([step.scope for step in steps] + [count for _, count in found.ahead] + [1])
    _name(figure, end, steps[-1].scope, f"périmètre{NBSP}: {number(steps[-1].scope)}", theme.quiet(), right=True)
    known = [(on, count) for on, count in done if count is not None]
    if known:
        word = f"{number(known[-1][1])} réalisée{'s' if (known[-1][1] or 0) > 1 else ''}"
        # To the left, over what it sums up; a first period has no room there.
        ink, right = theme.STATUS[Status.DONE].colour, len(known) > 1
        _name(figure, known[-1][0], known[-1][1] or 0, word, ink, right=right, strong=True)
    if found.ahead:
        half = found.ahead[(len(found.ahead) - 1) // 2]
        _name(figure, half[0].ends_on, half[1], f"attendues{NBSP}: {number(half[1])}", theme.ink())
    figure.update_xaxes(
        type="date", range=[_moment(date(steps[0].on.year, 1, 1)), _moment(end)], dtick="M12", tickformat="%Y",
        ticklabelmode="period", showgrid=True,
    )  # fmt: skip
    figure.update_yaxes(range=[0, top * 1.12], nticks=5, tickformat=",~f")
    return charts.page(figure, height=320)


def _line(points: Points, colour: str, width: float, dash: str, *, filled: bool = False) -> go.Scatter:
    return go.Scatter(
        x=[_moment(on) for on, _ in points],
        y=[count for _, count in points],
        mode="lines+markers" if filled else "lines",
        line={"color": colour, "width": width, "dash": dash, "shape": "hv"},
        marker={"size": 7, "color": colour},
        fill="tozeroy" if filled else None,
        fillcolor=f"{_faint(colour)}" if filled else None,
        hoverinfo="skip",
        connectgaps=False,
    )


def _faint(colour: str) -> str:
    red, green, blue = (int(colour[at : at + 2], 16) for at in (1, 3, 5))
    return f"rgba({red},{green},{blue},0.15)"


def _name(
    figure: go.Figure, on: date, at: float, text: str, colour: str, *, right: bool = False, strong: bool = False
) -> None:
    """A word beside a line, over its end: to its left when it ends at the edge of the chart."""
    figure.add_annotation(
        x=_moment(on), y=at, text=f"<b>{text}</b>" if strong else text, showarrow=False, borderpad=2,
        xanchor="right" if right else "left", yanchor="bottom", font={"size": 13, "color": colour},
        yshift=6 if strong else 0,
    )  # fmt: skip


def _moment(value: date) -> datetime:
    """Plotly's date axes want moments; no time zone, none is drawn."""
    return datetime(value.year, value.month, value.day)  # noqa: DTZ001
