"""The page as a whole: the sentence, the choices, the grid or the list, what is pasted, what will change."""

from __future__ import annotations

import streamlit as st

from components import links, pieces
from components.indicators.entry import chooser, grid, listing, paste, review
from components.indicators.entry.desk import LIST, Desk, kept_in_tab
from data.entry.values_words import given_sentence, waiting_sentence


def closed() -> None:
    """For who does not record values: who can, and where each says its own."""
    pieces.empty(
        "Cette page sert à saisir les valeurs des indicateurs, par territoire et par date.",
        "Si un indicateur de votre fiche attend une valeur, donnez-la avec votre point d’avancement.",
        "La coordination du plan peut saisir ici toutes les valeurs.",
    )
    with st.container(horizontal=True):
        links.to("saisie", "Ma saisie", icon=":material/edit_note:")
        links.to("indicateurs", "Les indicateurs", icon=":material/monitoring:")


def show(desk: Desk) -> None:
    pieces.sentence(f"{given_sentence(desk.sheet, desk.asked)} {waiting_sentence(desk.found)}")
    kept_in_tab(desk)
    chooser.show(desk)
    if not desk.sheet.days:
        return
    if st.session_state.pop(f"{desk.id} repris", False):
        st.info("Ce que vous aviez écrit sans l’enregistrer a été retrouvé.")
    if desk.form == LIST:
        listing.show(desk)
    else:
        grid.show(desk)
    paste.show(desk)
    review.show(desk)
    links.to("indicateurs", "Voir cet indicateur", icon=":material/monitoring:", indicateur=desk.sheet.code)
    st.caption(
        "Une valeur datée d’une période clôturée peut encore être donnée\u00a0: elle se lit dans la période ouverte, "
        "et les états figés ne changent pas. Ce qui n’est pas enregistré reste dans cet onglet, même si la page se "
        "recharge\u00a0; le fermer l’efface."
    )
