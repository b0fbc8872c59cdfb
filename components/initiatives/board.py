"""The page of the bank: what is kept of how many, the warning, the search, the cards and the map."""

from __future__ import annotations

import streamlit as st

from components import address, pieces
from components.initiatives import asked, atlas, choosing, listing, own
from components.initiatives.asked import ELSEWHERE, HERE, Asked
from components.pieces import plain
from components.view import View
from data.bank.own import own_initiatives, own_said
from data.bank.said import age, kept_said, warning

_LIST = "initiatives_liste"


def show(now: View) -> None:
    """The bank, or the plan's own examples, or what to do when there is no bank."""
    here = asked.read(now)
    pieces.title("Initiatives")
    if here.bank.initiatives.empty:
        _no_bank(here)
        return
    subject = _subject()
    if subject == ELSEWHERE:
        pieces.sentence(kept_said(here.bank, here.chosen, here.rows, here.found))
        st.markdown(f":orange-badge[Non évaluées] {plain(warning(here.bank))} {plain(age(here.bank))}")
    else:
        pieces.sentence(own_said(now.whole))
    _switch(here)
    choosing.search()
    if subject == HERE:
        own.show(here, address.current("recherche") or "")
        return
    choosing.filters(here)
    if here.active:
        st.button("Voir tout le recueil", on_click=asked.lift, key="initiatives_lever", type="tertiary")
    left, right = st.columns([11, 9], gap="large")
    with left:
        listing.show(here)
    with right:
        atlas.show(here)


def _no_bank(here: Asked) -> None:
    pieces.empty(
        "Aucun recueil d’initiatives n’est chargé.",
        "Chargez celui du catalogue avec la commande « python -m data load odas-initiatives », puis rechargez cette "
        "page.",
        "L’administration de l’application peut le faire.",
    )
    if not own_initiatives(here.view.whole).empty:
        pieces.section("Ce qui se fait déjà", own_said(here.view.whole))
        own.show(here, "")


def _subject() -> str:
    asked_for = address.current("liste")
    return HERE if asked_for == HERE else ELSEWHERE


def _switch(here: Asked) -> None:
    count = len(own_initiatives(here.view.whole))
    names = {ELSEWHERE: "Ailleurs en France", HERE: f"Ce qui se fait déjà ici ({count})"}
    st.session_state[_LIST] = _subject()
    st.segmented_control(
        "Initiatives montrées",
        list(names),
        format_func=lambda code: names[code],
        key=_LIST,
        label_visibility="collapsed",
        required=True,
        on_change=lambda: address.change(liste=HERE if st.session_state[_LIST] == HERE else None, montrees=None),
    )
