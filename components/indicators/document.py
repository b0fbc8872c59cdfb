"""Figures printed in the document, by heading: as written, at one date, never drawn as a series."""

from __future__ import annotations

import streamlit as st

from components import pieces
from components.indicators.board import Board
from components.pieces import plain
from data.french import typeset
from data.measures.key_figures import KeyFigure, key_figures, key_figures_table, sentence

_PRESENTATION = "Contexte du schéma"
_OF_THE_PLAN = {
    "bilan": "Bilan du schéma précédent",
    "enquete": "Enquête du bilan",
    "concertation": "Concertation",
    "vie_du_schema": "Vie du schéma",
    "exemple": "Exemples d’indicateurs, sans valeur",
}
"""Where a figure stands that the document prints under no heading."""


def show(board: Board) -> None:
    """The sentence, then the figures of each heading and of each part of the plan's presentation, as they come."""
    found = key_figures(board.scope)
    if not found:
        pieces.empty(
            "Aucun chiffre du document dans cette sélection.",
            "Les chiffres du document sont rattachés aux orientations : levez un filtre pour les revoir.",
        )
        return
    pieces.sentence(sentence(found))
    titles = dict(zip(board.whole.headings["code"], board.whole.headings["title"], strict=True))
    level = dict(zip(board.whole.headings["code"], board.whole.headings["level_name"], strict=True))
    above = dict(zip(board.whole.fiches["code"], board.whole.fiches["heading_code"], strict=True))
    order = {code: rank for rank, code in enumerate(board.whole.headings["code"])}
    placed = {one.code: one.heading_code or above.get(one.fiche_code) for one in found}
    # The headings in the plan's order; what hangs from none stays before or after them, as in the document.
    aside = -1 if placed[found[0].code] is None else len(order)
    groups: dict[str, list[KeyFigure]] = {}
    for one in sorted(found, key=lambda one: order.get(str(placed[one.code]), aside)):
        code = placed[one.code]
        named = (
            f"{level[code]} {code} – {titles[code]}" if code in titles else _OF_THE_PLAN.get(one.kind, _PRESENTATION)
        )
        groups.setdefault(named, []).append(one)
    for name, group in groups.items():
        pieces.section(typeset(name))
        with st.grid(4, min_column_width=220):
            for one in group:
                _card(one)
    pieces.behind(key_figures_table(found), key="chiffres_du_document")


def _card(one: KeyFigure) -> None:
    with st.container(border=True, key=f"chiffre_{one.code}", height="stretch", gap="xsmall"):
        with st.container(key=f"valeur_chiffre_{one.code}"):
            st.markdown(plain(one.value))
        st.markdown(plain(one.label))
        if one.note:
            st.markdown(f":orange[{plain(one.note)}]" if one.conflict else f":gray[{plain(one.note)}]")
        st.caption(plain(f"{one.year} · ligne {one.line} du document" if one.line else one.year))
