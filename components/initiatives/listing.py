"""The cards of the initiatives kept, a few at a time, each a click from its page."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from components import address, links, pieces
from components.initiatives import asked
from components.initiatives.asked import PER_PAGE, Asked
from components.pieces import plain
from data.bank.card import Card, card
from data.bank.search import Hit, Span
from data.french import number, plural, typeset
from data.measures.columns import records


def show(now: Asked) -> None:
    """The first cards, then the way to the others."""
    rows = records(now.rows)
    if not rows:
        pieces.empty(
            "Aucune initiative ne répond à ces choix.",
            "Essayez moins de mots, ou levez un filtre.",
        )
        st.button("Voir tout le recueil", on_click=asked.lift, key="initiatives_effacer")
        return
    hits = {hit.code: hit for hit in now.found.hits} if now.found else {}
    shown = min(now.shown, len(rows))
    for row in rows[:shown]:
        _card(card(row, now.bank), hits.get(str(row["code"])))
    left = len(rows) - shown
    if left:
        with st.container(horizontal=True, vertical_alignment="center", gap="medium"):
            st.button(
                f"Voir {plural(min(PER_PAGE, left), 'initiative de plus', 'initiatives de plus')}",
                key="initiatives_plus",
                on_click=lambda: address.change(montrees=str(shown + PER_PAGE)),
            )
            st.caption(f"{number(shown)} affichées sur {number(len(rows))}", width="content")


def _card(found: Card, hit: Hit | None) -> None:
    with st.container(border=True, key=f"initiative_{found.code}", gap="xsmall"):
        links.to("initiative", plain(found.title), **asked.kept_in_link() | {"initiative": found.code})
        st.markdown(plain(found.where))
        if found.publics and (hit is None or hit.field != "Publics"):
            st.markdown(f":small[:gray[Publics\u00a0:] {plain(found.publics)}]")
        if hit is not None and hit.excerpt:
            st.markdown(f":small[:gray[{plain(hit.field)}\u00a0:] {marked(hit.excerpt)}]")
        st.markdown(f":small[:gray[{plain(found.notes)}]]")


def marked(excerpt: Sequence[Span]) -> str:
    """The extract in Markdown, what was looked for on a coloured ground *and* bold."""
    return "".join(_span(span) for span in excerpt)


def _span(span: Span) -> str:
    """Spaces stay outside the marks, where Markdown wants them."""
    inside = span.text.strip()
    if not inside:
        return " " if span.text else ""
    before = " " if span.text[:1].isspace() else ""
    after = " " if span.text[-1:].isspace() else ""
    text = plain(typeset(inside))
    return f"{before}:primary-background[**{text}**]{after}" if span.marked else f"{before}{text}{after}"
