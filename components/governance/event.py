"""The yearly event: what it is, its editions on a line of time, and their table."""

from __future__ import annotations

import pandas as pd
import plotly.graph_objects as go
import streamlit as st

from components import acronyms, pieces, theme
from components.acronyms import marked
from components.governance import instances
from components.pieces import plain
from data.measures.governance import Edition, Event


def draw(found: Event) -> None:
    dated = [one for one in found.editions if one.year is not None]
    if len(dated) > 1:
        pieces.chart(_line(found), key="editions", says=found.sentence, rows=_table(found))
    else:
        st.markdown(plain(found.sentence))
    if found.editions:
        acronyms.write("\n".join(_themed(one) for one in found.editions))
    if found.instance is None:
        return
    if found.editions:
        with st.expander("Ce que le document en dit", key="evenement"):
            instances.card(found.instance)
    else:
        with st.container(border=True, width=720):
            instances.card(found.instance)


def _themed(one: Edition) -> str:
    when = str(one.year) if one.year is not None else "À venir"
    line = f" :small[:gray[ligne\u00a0{one.line}]]" if one.line else ""
    note = f"  \n  :small[:gray[{marked(one.note)}]]" if one.note else ""
    return f"- **{plain(when)}** · {marked(one.theme)}{line}{note}"


def _line(found: Event) -> go.Figure:
    """One point an edition, at its year; a hollow one after the last for what is planned without a year."""
    past = [one for one in found.editions if not one.planned and one.year is not None]
    planned = [one for one in found.editions if one.planned]
    last = max(one.year or 0 for one in past) if past else 0
    figure = go.Figure()
    figure.add_hline(y=0, line_color=theme.line(), line_width=2)
    figure.add_scatter(
        x=[one.year for one in past],
        y=[0] * len(past),
        mode="markers+text",
        text=[str(one.year) for one in past],
        textposition="bottom center",
        marker={"size": 16, "color": theme.accent()},
        hovertext=[one.theme for one in past],
        hoverinfo="text",
        name="Passée",
    )
    if planned:
        figure.add_scatter(
            x=[one.year or last + 1 + rank for rank, one in enumerate(planned)],
            y=[0] * len(planned),
            mode="markers+text",
            text=[str(one.year or "à venir") for one in planned],
            textposition="bottom center",
            marker={"size": 16, "color": theme.paper(), "line": {"width": 2, "color": theme.accent()}},
            hovertext=[one.theme for one in planned],
            hoverinfo="text",
            name="Prévue",
        )
    figure.update_layout(
        height=110,
        showlegend=False,
        margin={"l": 30, "r": 30, "t": 10, "b": 10},
        paper_bgcolor="rgba(0,0,0,0)",
        plot_bgcolor="rgba(0,0,0,0)",
        font={"color": theme.ink()},
        xaxis={"visible": False, "fixedrange": True},
        yaxis={"visible": False, "fixedrange": True, "range": [-1, 0.8]},
    )
    return figure


def _table(found: Event) -> pd.DataFrame:
    return pd.DataFrame([_row(one) for one in found.editions])


def _row(one: Edition) -> dict[str, object]:
    when = str(one.year) if one.year is not None else "À venir"
    return {"Année": when, "Thème": one.theme, "Remarque": one.note, "Ligne": one.line}
