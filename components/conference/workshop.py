"""The workshop: scenes in order, the chosen one's form, and beside it the slide as the room will see it."""

from __future__ import annotations

import streamlit as st

from components import acting, pieces
from components.conference import order, public_page, scene
from components.conference.shown import Shown, again, play_address
from components.pieces import plain
from data.conference import words
from data.conference.public import candidates
from data.errors import CapError
from data.french import typeset


@st.fragment
def draw(shown: Shown) -> None:
    """A fragment: a change redraws the list, the form and the slide; the page too when it would say otherwise."""
    try:
        found = again(shown)
    except CapError as error:
        st.error(plain(typeset(str(error))))
        return
    if found is not None and _says(found) != _says(shown):
        st.rerun()
    acting.done()
    if found is None:
        pieces.empty("Cette édition n’existe plus.", "Revenez à la liste des éditions.")
        return
    pieces.section("Les scènes", "Chaque changement est enregistré aussitôt." if found.presents else None)
    listed, form, seen = st.columns([3, 4, 5], gap="medium")
    with listed:
        order.draw(found)
    if found.scene is None:
        with form:
            st.markdown("Aucune scène encore\u00a0: ajoutez-en une.")
        return
    with form:
        order.acts(found, found.scene)
        scene.draw(found, found.scene)
    with seen, st.container(key="apercu"):
        _slide(found)


def _says(shown: Shown) -> tuple[str, str]:
    """What the page says of the edition around the workshop, which a change of its scenes may make untrue."""
    texts = candidates(shown.edition, shown.told)
    return words.of_one(shown.edition, shown.deck), public_page.sentence(shown, texts)


def _slide(shown: Shown) -> None:
    """The slide itself, as play mode draws it, at the shape of a projector."""
    chosen = shown.scene
    assert chosen is not None
    slide = shown.slide(chosen)
    if slide is not None and slide.missing:
        st.warning(plain(typeset(slide.missing)))
    st.iframe(
        play_address(shown, chosen, seen=True), height=360, alt=f"Aperçu de la scène {chosen.position}", tab_index=-1
    )
    st.caption("Aperçu exact de l’écran de la salle.")
