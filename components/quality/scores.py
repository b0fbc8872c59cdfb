"""The score of each fiche, lowest first, and how it moved from closing to closing."""

from __future__ import annotations

from collections.abc import Sequence

import plotly.graph_objects as go
import streamlit as st

from components import address, charts, links, nothing, pieces, theme
from components.pieces import plain
from components.quality import shown
from components.view import View
from data.french import capitalised, listing, the_others, typeset
from data.measures.quality import (
    Board,
    Mark,
    Score,
    history,
    history_sentence,
    history_table,
    scores_table,
    titles,
)

FIRST = 8
"""Fiches listed before the others are asked for."""
ALL = "toutes"
_KEY = "qualite_fiche"


def listed(now: View, board: Board) -> None:
    """One line a fiche: its score and what it misses."""
    pieces.section(
        "Fiche par fiche", "Les contrôles sans objet pour une fiche ne comptent pas\u00a0; la plus fragile d’abord."
    )
    if not board.scores:
        nothing.fiche(now)
        return
    for score in board.scores[:FIRST]:
        _line(score)
    rest = board.scores[FIRST:]
    if rest:
        box = st.expander(the_others(len(rest), "fiche"), key="qualite_suite", on_change="rerun")
        if box.open:
            with box:
                for score in rest:
                    _line(score)
    pieces.behind(scores_table(board.scores), key="qualite_fiches")


def _line(score: Score) -> None:
    with st.container(key=f"note_{score.fiche_code}", gap=None):
        name, said, missing = st.columns([6, 3, 5], gap="small")
        with name:
            links.to("fiche", plain(f"{score.fiche_code} – {score.title}"), fiche=score.fiche_code)
        said.markdown(f"**{plain(score.text)}**")
        lost = listing([title.lower() for title in titles(score.failed)])
        missing.markdown(f":gray[{plain(capitalised(lost))}]" if lost else ":green[✓ Tout est passé]")


def evolution(now: View, board: Board) -> None:
    """The share of passed checks, closing after closing, for all the fiches shown or one of them."""
    boards = [*shown.earlier(now), (board, now.number is not None)]
    if len(boards) < 2:
        return
    pieces.section("L’évolution, clôture après clôture")
    fiche = _fiche(board)
    marks = history(boards, fiche)
    said = history_sentence(marks)
    if not said:
        st.caption("Cette fiche n’a pas encore deux périodes à comparer.")
        return
    key = f"qualite_evolution_{fiche or ALL}"
    pieces.chart(
        now.drawn(key, lambda: _drawn(marks)), key=key, says=said, rows=history_table([one for one, _ in boards])
    )


def _fiche(board: Board) -> str | None:
    names = {score.fiche_code: typeset(f"{score.fiche_code} – {score.title}") for score in board.scores}
    asked = address.current("fiche")
    st.session_state[_KEY] = asked if asked in names else ALL
    chosen = st.selectbox(
        "Fiche", [ALL, *sorted(names, key=lambda code: (len(code), code))], key=_KEY, on_change=_choose, width=520,
        format_func=lambda code: "Toutes les fiches affichées" if code == ALL else names[code],
    )  # fmt: skip
    return None if chosen == ALL else chosen


def _choose() -> None:
    value = st.session_state[_KEY]
    address.change(fiche=None if value == ALL else value)


def _drawn(marks: Sequence[Mark]) -> go.Figure:
    figure = go.Figure(
        go.Scatter(
            x=[mark.period.short for mark in marks],
            y=[mark.share for mark in marks],
            mode="lines+markers+text",
            line={"color": theme.accent(), "width": 2},
            # What may still move is drawn hollow.
            marker={
                "size": 10,
                "color": theme.accent(),
                "symbol": ["circle" if mark.frozen else "circle-open" for mark in marks],
            },
            text=[mark.text.replace(" sur ", "<br>sur ").replace(" (", "<br>(") for mark in marks],
            textposition="bottom center",
            hoverinfo="skip",
            cliponaxis=False,
        )
    )
    figure.update_yaxes(range=[0, 105], ticksuffix="\u00a0%", nticks=5)
    figure.update_xaxes(showgrid=False, type="category", range=[-0.4, len(marks) - 0.6])
    return charts.page(figure, height=240)
