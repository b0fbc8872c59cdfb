"""The workshop: scenes in order, the chosen one's form, and beside it the slide as the room will see it."""

from __future__ import annotations

import streamlit as st

from components import acting, pieces
from components.conference import order, scene
from components.conference.shown import Shown, again, play_address
from components.pieces import plain
from components.view import current
from data.errors import CapError
from data.french import plural, typeset


@st.fragment
def draw(edition_id: int) -> None:
    """A fragment: a change redraws the list, the form and the slide, not the page."""
    from components.conference.opened import found

    try:
        shown = found(current(), edition_id)
    except CapError as error:
        st.error(plain(typeset(str(error))))
        return
    if shown is None:
        pieces.empty("Cette édition n’existe plus.", "Revenez à la liste des éditions.")
        return
    _draw(shown)
