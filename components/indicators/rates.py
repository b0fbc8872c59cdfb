"""The two rates of an indicator with a target, beside its sentence; what is missing when there is none."""

from __future__ import annotations

import streamlit as st

from components import pieces
from components.indicators.board import Board
from data.french import plural
from data.measures.figure import Figure
from data.measures.indicator_board import Standing, due_words
from data.measures.indicator_rates import rate_figures
from data.vocabulary import MeasureKind


def show(board: Board, one: Standing) -> None:
    """Yearly rate, global rate, next value due; a word when a target is lacking."""
    figures = figures_of(board, one)
    if figures and (one.said or one.has_target):
        with st.grid(2, min_column_width=260):
            for figure in figures:
                pieces.figure(figure, key=f"taux_{figure.key}", note=_note(figure))
    if one.indicator["measure_kind"] == MeasureKind.TARGET and not one.has_target:
        pieces.empty(
            "Cet indicateur est « avec cible », mais aucune cible n’est datée ici.",
            "Fixez une cible et sa date, ou suivez-le sans cible.",
            "La coordination du schéma, dans « Réglages et cibles » au bas de cette page.",
        )
    if one.due is not None:
        st.caption(_rhythm(one))


def figures_of(board: Board, one: Standing) -> tuple[Figure, ...]:
    """Remembered with the board."""
    return board.view.once(
        f"taux {one.code}",
        lambda: rate_figures(one, board.values(one.code), board.targets(one.code), board.place, board.stamp),
    )


def _note(figure: Figure) -> str:
    """What its bounds hide, or the rule that it follows."""
    return " · ".join(flag for flag in figure.flags if not flag.startswith("taux brut")) or "borné entre 0 et 100"


def _rhythm(one: Standing) -> str:
    """How the next due day was worked out."""
    every, delay = one.indicator["periodicity_months"], one.indicator["availability_months"]
    parts = [
        f"Prochaine échéance {due_words(one)}\u00a0: {plural(int(every), 'mois', 'mois')} après la dernière valeur"
    ]
    if delay:
        parts.append(f"plus {plural(int(delay), 'mois', 'mois')} pour en disposer")
    return pieces.plain(f"{', '.join(parts)}.")
