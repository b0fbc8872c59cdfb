"""The référentiel: what other plans follow, searched and filtered; the coordination adds one, or its own."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from components import address, pieces
from components.indicators import acting, adding
from components.indicators.board import Board
from components.indicators.listing import page_of, pager
from components.pieces import plain
from data.catalogue.reference import ReferenceIndicator, reference_indicators
from data.french import typeset
from data.measures.reference import matching, natures, offered, reference_table, sentence
from data.vocabulary import MeasureKind, Nature, label

PER_PAGE = 20
_FILTERS = ("cherche", "domaine", "nature_ref", "public_ref")


def show(board: Board) -> None:
    """The sentence, the filters, a page of the list, the table."""
    whole = reference_indicators()
    titles = [str(title) for title in board.whole.indicators["title"]]
    left = offered(whole, board.whole.plan.code, titles)
    editable = acting.editable(board.view)
    words = address.current("cherche") or ""
    domain, nature, public = (address.current(name) or "" for name in _FILTERS[1:])
    found = matching(left, words, domain=domain, nature=nature, public=public)
    pieces.sentence(sentence(whole, left, len(found)))
    if editable:
        adding.free(board)
    else:
        st.caption("La coordination du schéma peut ajouter au plan un indicateur du référentiel.")
    _controls(left, words)
    if not found:
        pieces.empty("Aucun indicateur du référentiel ne répond à ces choix.", "Élargissez les mots ou les filtres.")
        return
    with st.container(border=True, key="referentiel", gap="medium"):
        for one in page_of(found, PER_PAGE):
            _line(board, one, editable)
    pager(len(found), PER_PAGE)
    pieces.behind(reference_table(found), key="referentiel")


def _controls(left: Sequence[ReferenceIndicator], words: str) -> None:
    with st.grid(4, min_column_width=200):
        st.session_state["referentiel_cherche"] = words
        st.text_input(
            "Mots", key="referentiel_cherche", placeholder="Par exemple\u00a0: numérique", max_chars=100,
            on_change=_changed, args=("cherche", "referentiel_cherche"),
        )  # fmt: skip
        domains = dict.fromkeys(one.domain for one in left)
        _choice("domaine", "Domaine", {name: typeset(name) for name in domains})
        counts = natures(left)
        _choice(
            "nature_ref",
            "Nature",
            {each.value: f"{label(each)} ({counts[each.value]})" for each in Nature if counts[each.value]},
        )
        publics = sorted({name for one in left for name in one.publics})
        _choice("public_ref", "Public", {name: name for name in publics})


def _choice(name: str, title: str, options: dict[str, str]) -> None:
    key = f"referentiel_{name}"
    value = address.current(name)
    st.session_state[key] = value if value in options else None
    st.selectbox(
        title, list(options), format_func=lambda each: options.get(each) or str(each), key=key, index=None,
        placeholder="Tous", on_change=_changed, args=(name, key),
    )  # fmt: skip


def _changed(name: str, key: str) -> None:
    address.change(**{name: st.session_state[key] or None, "page_liste": None})


def _line(board: Board, one: ReferenceIndicator, editable: bool) -> None:
    left, right = st.columns([6, 1], gap="xsmall", vertical_alignment="center")
    with left.container(gap=None):
        st.markdown(f"**{plain(typeset(one.title))}**")
        kind = label(MeasureKind(one.measure_kind))
        parts = [kind, label(Nature(one.nature)) if one.nature else "", one.unit, one.domain]
        st.caption(plain(typeset(" · ".join(dict.fromkeys(part for part in parts if part)))))
        st.caption(plain(one.source))
    if editable:
        with right:
            adding.picked(board, one)
