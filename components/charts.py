"""Charts: pure functions from a table to a plotly figure, no streamlit but the colours of `components.theme`.

All share `_page()`: the page's own font and colours, French separators, no grid where it says nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

import pandas as pd
import plotly.graph_objects as go

from components import theme
from data.french import number
from data.vocabulary import DISPLAY_ORDER, Status, label


def page(figure: go.Figure, *, height: int, legend: bool = False) -> go.Figure:
    """Give a figure the look of the page. `height` in pixels."""
    figure.update_layout(
        height=height,
        margin={"l": 0, "r": 8, "t": 8 if not legend else 40, "b": 0},
        paper_bgcolor="rgba(0,0,0,0)",
        plot_bgcolor="rgba(0,0,0,0)",
        font={"family": "SourceSans3, sans-serif", "size": 14, "color": theme.ink()},
        separators=",\u202f",
        showlegend=legend,
        legend={
            "orientation": "h",
            "yanchor": "bottom",
            "y": 1.02,
            "x": 0,
            "title": None,
            "traceorder": "normal",
        },
        hoverlabel={"font": {"family": "SourceSans3, sans-serif", "size": 14}},
        dragmode=False,
    )
    figure.update_xaxes(gridcolor=theme.line(), zeroline=False, fixedrange=True, automargin=True)
    figure.update_yaxes(gridcolor=theme.line(), zeroline=False, fixedrange=True, automargin=True)
    return figure


def breakdown(counts: pd.DataFrame, names: Sequence[str]) -> go.Figure:
    """Répartition: one bar a row, cut by status in counts, in the order from done to unknown.

    Args:
        counts: one row a bar, one column a Status value, counts of actions.
        names: the bars' names, top to bottom.
    """
    figure = go.Figure()
    for status in DISPLAY_ORDER:
        if status.value not in counts or not counts[status.value].sum():
            continue
        look = theme.STATUS[status]
        values = counts[status.value].tolist()
        figure.add_bar(
            # Plotly reads tags in names: whatever the plan or people wrote stays text.
            y=[escape(name, quote=False) for name in names],
            x=values,
            orientation="h",
            name=f"{look.sign} {label(status)}",
            marker={
                "color": look.colour,
                "line": {"color": theme.paper(), "width": 1},
                "pattern": {
                    "shape": look.pattern,
                    "fillmode": "overlay",
                    "fgcolor": theme.paper(),
                    "fgopacity": 0.7,
                    "size": 7,
                    "solidity": 0.2,
                },
            },
            text=[number(value) if value else "" for value in values],
            textposition="inside",
            insidetextanchor="middle",
            textangle=0,
            textfont={"color": readable_on(look.colour), "size": 13},
            hovertemplate=f"%{{y}}<br>{label(status)}\u00a0: %{{x}}<extra></extra>",
            cliponaxis=False,
        )
    figure.update_layout(barmode="stack", bargap=0.35, uniformtext={"minsize": 11, "mode": "hide"})
    figure.update_yaxes(autorange="reversed", showgrid=False)
    figure.update_xaxes(visible=False)
    return page(figure, height=70 + 46 * len(names), legend=True)


def readable_on(colour: str) -> str:
    """Black or white, whichever reads on `colour` (relative luminance of WCAG)."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    luminance = 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
    return "#FFFFFF" if luminance < 0.3 else "#26231F"


def statuses_present(counts: pd.DataFrame) -> list[Status]:
    """The statuses that a répartition shows, in display order."""
    return [status for status in DISPLAY_ORDER if status.value in counts and counts[status.value].sum()]
