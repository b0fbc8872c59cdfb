"""The page seen from its head again, after an act that replaced all that it shows."""

import streamlit as st

from components.packaged import packaged_component

_ASKED = "sommet"
_scroll = packaged_component("sommet", html="<span hidden></span>")


def ask() -> None:
    """From the callback of the act."""
    st.session_state[_ASKED] = True


def draw() -> None:
    """Called once by the page, in each of its runs."""
    if st.session_state.pop(_ASKED, False):
        _scroll(key=_ASKED)
