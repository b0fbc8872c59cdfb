"""« Indicateurs phares » as cards: last value as written, its date, its trend, its way to the target."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from components import links, pieces
from components.indicators import selection
from components.indicators.board import Board
from data.french import NBSP, short_day
from data.measures.figure import Figure
from data.measures.indicator_board import Standing, due_words
from data.measures.units import unit_note
from data.vocabulary import Direction, MeasureKind

DOT = f"{NBSP}· "
"""Between two notes; it stays at the end of its line."""


def flagships(board: Board) -> None:
    """The indicators that the council put forward, first on the page."""
    found = [one for one in board.found if one.indicator["flagship"]]
    if not found:
        st.caption(
            "Aucun indicateur phare dans cette vue. La coordination du schéma peut en désigner quelques-uns "
            "dans les réglages des indicateurs\u00a0: ils s’afficheront ici en premier."
        )
        return
    with st.grid(3, min_column_width=280):
        for one in found:
            _card(board, one)


def _card(board: Board, one: Standing) -> None:
    with st.container(border=True, key=f"phare_{one.code}", height="stretch", gap="xsmall"):
        st.caption(pieces.plain(board.fiche(one.indicator["fiche_code"])))
        links.to("indicateurs", one.title, **selection.kept_in_link() | {"indicateur": one.code})
        if one.indicator["measure_kind"] == MeasureKind.QUALITATIVE:
            st.markdown(pieces.plain(one.text))
        else:
            with st.container(key=f"valeur_phare_{one.code}"):
                st.markdown(pieces.plain(one.text))
        if note := unit_note(one.indicator["unit"]):
            st.caption(pieces.plain(note))
        for line in lines(one):
            st.markdown(pieces.plain(line))
        st.caption(pieces.plain(DOT.join(notes(one))))
        if one.said:
            pieces.explain(board.figure(one), key=f"phare_{one.code}")


def lines(one: Standing) -> list[str]:
    """Trend, then way to the target: what a reader looks at after the value."""
    return [line for line in (one.trend, _way(one)) if line]


def in_short(one: Standing) -> str:
    """« en hausse, dans le sens voulu · 35 % du chemin, sous la trajectoire attendue »."""
    trend = None if one.trend is None else one.trend.replace(f" depuis le {short_day(one.move.previous_on)}", "")
    return DOT.join(part for part in (unit_note(one.indicator["unit"]), trend, _way(one)) if part)


def _way(one: Standing) -> str | None:
    """How far, and whether it is as far as expected; a held target says it all by its rate."""
    if one.progress is None or one.indicator["direction"] == Direction.HOLD or one.on_path is None:
        return one.progress
    return f"{one.progress}, {'sur' if one.on_path else 'sous'} la trajectoire attendue"


def notes(one: Standing) -> list[str]:
    """Date, how it was worked out, next value."""
    if not one.said:
        return ["aucune valeur saisie"]
    parts = [f"au {short_day(one.on)}", one.summed]
    if one.due is not None:
        parts.append(f"prochaine valeur {due_words(one)}")
    return [part for part in parts if part]


NOTES = {
    "indicateurs_renseignes": "une valeur, un texte ou un jalon",
    "indicateurs_cibles": "une valeur à atteindre, à une date",
    "indicateurs_trajectoire": "parmi ceux qui ont départ, cible et valeur",
    "indicateurs_en_retard": "parmi ceux dont l’échéance est connue",
}
"""What each figure is a share of."""


def headline(found: Sequence[Figure], *, key: str) -> None:
    """The page's four figures."""
    with st.grid(4, min_column_width=150):
        for figure in found:
            pieces.figure(figure, key=f"{key}_{figure.key}", note=NOTES[figure.key])
