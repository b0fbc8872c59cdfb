"""What became of an act, told once beside the button that did it, whatever it became (`components.acting`: a success
as a toast)."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from components.pieces import plain
from data.errors import CapError, Conflict
from data.french import typeset

_TOLD = "acte_dit"
REREAD = "Ce qui est écrit a changé depuis cet aperçu : relisez-le, puis confirmez. Rien n’a été enregistré."


def attempt(slot: str, act: Callable[[], object], done: str, *, mine: str = "") -> bool:
    """Do `act`, from the callback of a button: what it works on is what the person saw.

    Args:
        slot: where what became of it is told.
        done: said once it is done.
        mine: what the person had typed, kept on the screen when somebody else wrote first.

    Returns:
        Whether it was done.
    """
    try:
        act()
    except Conflict as conflict:
        tell(slot, "warning", f"{conflict} {mine}".strip())
    except CapError as error:
        tell(slot, "error", str(error))
    else:
        tell(slot, "success", done)
        return True
    return False


def tell(slot: str, kind: str, text: str) -> None:
    """Keep a message for the next drawing of its slot."""
    st.session_state[_TOLD] = (slot, kind, text)


def told(slot: str) -> None:
    """What became of the last act of this slot."""
    if st.session_state.get(_TOLD, ("",))[0] != slot:
        return
    _, kind, text = st.session_state.pop(_TOLD)
    {"success": st.success, "warning": st.warning, "error": st.error}[kind](plain(typeset(text)))
