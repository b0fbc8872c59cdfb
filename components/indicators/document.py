"""Figures printed in the document, by heading: as written, at one date, never drawn as a series."""

from __future__ import annotations

from itertools import groupby

import streamlit as st

from components import pieces
from components.indicators.board import Board
from components.pieces import plain
from data.french import typeset
from data.measures.key_figures import KeyFigure, key_figures, key_figures_table, sentence


def show(board: Board) -> None:
    """The sentence, then the figures of each heading, those of the plan's presentation last."""
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
    for code, group in groupby(found, key=lambda one: one.heading_code):
        name = f"{level[code]} {code} – {titles[code]}" if code in titles else "Contexte du schéma"
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
