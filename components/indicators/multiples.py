"""Trajectories side by side: the same small chart for each, the same time scale, one table for all."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from components import charts_indicators, links, pieces
from components.indicators import selection
from components.indicators.board import Board
from components.indicators.listing import page_of, pager
from data.french import plural, typeset
from data.measures.indicator_board import Standing
from data.measures.indicator_detail import points_table
from data.vocabulary import MeasureKind

PER_PAGE = 12
_DRAWN = (MeasureKind.TARGET, MeasureKind.FOLLOW_UP)


def show(board: Board, found: Sequence[Standing]) -> None:
    """One small chart for each indicator that has numbers; the others are counted."""
    drawn = [one for one in found if one.indicator["measure_kind"] in _DRAWN and (one.said or one.has_target)]
    if not drawn:
        pieces.empty(
            "Aucune courbe à tracer : aucun de ces indicateurs n’a de valeur chiffrée.",
            "Une courbe apparaît dès la première valeur saisie, ou dès qu’une cible est datée.",
            "Les pilotes saisissent les valeurs dans « Ma saisie » ; la coordination du schéma fixe les cibles.",
        )
        return
    left_out = len(found) - len(drawn)
    says = (
        f"{plural(len(drawn), 'courbe')} : trait plein, les valeurs ; pointillé, la trajectoire attendue ; trait fin, "
        "la cible. Le temps est le même partout, chaque échelle verticale est la sienne."
    )
    if left_out:
        says += f" {plural(left_out, 'indicateur', 'indicateurs')} sans chiffre à tracer, dans la liste seulement."
    st.markdown(pieces.plain(typeset(says)))
    here = page_of(drawn, PER_PAGE)
    marks = {one.code: board.points(one) for one in here}
    with st.grid(3, min_column_width=280):
        for one in here:
            _one(board, one, marks[one.code])
    pager(len(drawn), PER_PAGE)
    tables = [points_table(marks[one.code]).assign(Indicateur=f"{one.code} – {one.title}") for one in here]
    pieces.behind(pd.concat(tables)[["Indicateur", "Date", "Point", "Valeur"]], key="courbes")


def _one(board: Board, one: Standing, marks: pd.DataFrame) -> None:
    with st.container(border=True, key=f"courbe_{one.code}", height="stretch", gap="xsmall"):
        links.to("indicateurs", pieces.plain(one.title), **selection.kept_in_link() | {"indicateur": one.code})
        st.markdown(f"**{pieces.plain(one.text)}** :gray[{pieces.plain(one.progress or one.move.trend or '')}]")
        figure = board.view.drawn(f"petite_courbe {one.code}", lambda: charts_indicators.small(marks, board.span))
        st.plotly_chart(
            figure, key=f"courbe_trace_{one.code}", theme=None, config=pieces.PLOTLY, width="stretch",
            alt=f"{one.title}\u00a0: {one.text}",
        )  # fmt: skip
