"""The taux de réalisation period after period, for the plan, one axis or one territory: what the closings kept."""

from __future__ import annotations

import plotly.graph_objects as go
import streamlit as st

from components import charts, pieces, theme
from components.view import View
from data.freezing.trends import trends_of
from data.measures.trend import TrendLine, trend_line
from data.reading.frozen import trend_figures

_MEASURE = "realisation_ouvertes"


def show(now: View, *, key: str) -> None:
    """The chart with its sentence and table; a caption when the filter asks for something closings do not keep."""
    scope = _scope(now)
    if scope is None:
        st.caption(
            "Cette évolution se lit pour le plan entier, un seul axe ou un seul territoire\u00a0: levez un filtre."
        )
        return
    line = now.once(key, lambda: _line(now, *scope))
    if len(line.points) < 2:
        st.caption("L’évolution se lira ici dès la première clôture.")
        return
    pieces.chart(now.drawn(key, lambda: _drawn(line)), key=key, says=line.sentence, rows=line.frame)


def _scope(now: View) -> tuple[str, str] | None:
    """What the filter bar asks for, when closings keep its figures."""
    asked = now.filter
    if asked.headings or asked.audiences or asked.pilots or asked.statuses:
        return None
    if asked.territory:
        return None if asked.axes else ("territoire", asked.territory)
    if len(asked.axes) > 1:
        return None
    return ("axe", asked.axes[0]) if asked.axes else ("plan", now.plan.code)


def _line(now: View, scope: str, code: str) -> TrendLine:
    kept = trend_figures(now.store, now.plan.code, scope=scope, code=code)
    # The shown period is computed from its own Situation, frozen or not: the same figure as the card above.
    shown = trends_of(now.whole, scope, code)
    return trend_line(kept, shown, now.whole.period, frozen=now.number is not None, measure=_MEASURE)


def _drawn(line: TrendLine) -> go.Figure:
    names = [point.period.short for point in line.points]
    figure = go.Figure(
        go.Scatter(
            x=names,
            y=[point.value for point in line.points],
            mode="lines+markers+text",
            line={"color": theme.accent(), "width": 2},
            # A figure that may still move is drawn hollow.
            marker={
                "size": 10,
                "color": theme.accent(),
                "symbol": ["circle" if p.frozen else "circle-open" for p in line.points],
            },
            # On two lines: on a phone, five labels stand side by side and none is crossed by the line.
            text=[point.text.replace(" (", "<br>(") for point in line.points],
            textposition="top center",
            hoverinfo="skip",
            cliponaxis=False,
        )
    )
    highest = max((point.value or 0 for point in line.points), default=0)
    figure.update_yaxes(range=[0, max(10, min(100, highest * 1.35))], ticksuffix="\u00a0%", nticks=5)
    figure.update_xaxes(showgrid=False, type="category", range=[-0.4, len(names) - 0.6])
    return charts.page(figure, height=260)
