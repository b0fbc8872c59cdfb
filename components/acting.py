"""Acting from a page: who may, and what became of an act: an error beside its button, a success as a toast."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from components.pieces import plain
from components.view import View
from data.errors import CapError, Conflict
from data.french import typeset
from data.permissions import Act, may

_WRONG, _DONE, _WORDS = "acte_erreur", "acte_fait", "acte_mots"


def allowed(now: View, act: Act) -> bool:
    """Whether this profile may do `act` in this plan; the commands check again."""
    return may(now.actor, act) and in_scope(now)


def in_scope(now: View) -> bool:
    """Whether the profile's role holds in this plan."""
    plans = now.actor.scope.get("plans")
    return not plans or now.plan.code in plans


def attempt(slot: str, act: Callable[[], object], done: str | None, words: str = "") -> bool:
    """Do `act`, from the callback of a button; whether it was done.

    Args:
        slot: where it is said, by `wrong`, that it was not.
        done: said once it is done; None: `act` says it.
        words: what was typed for it, given back if its field has gone meanwhile.
    """
    st.session_state.pop(_WORDS, None)
    try:
        act()
    except Conflict as conflict:
        st.session_state[_WRONG], st.session_state[_WORDS] = (slot, "warning", str(conflict)), words
    except CapError as error:
        st.session_state[_WRONG], st.session_state[_WORDS] = (slot, "error", str(error)), words
    else:
        if done is not None:
            say(done)
        return True
    return False


def say(done: str) -> None:
    """Say at the next drawing what was done."""
    st.session_state[_DONE] = done


def refuse(slot: str, why: str) -> None:
    """Say beside a button why nothing was asked of the store."""
    st.session_state[_WRONG] = (slot, "error", why)


def wrong(slot: str) -> None:
    """Why the last act of this slot was not done."""
    if st.session_state.get(_WRONG, ("",))[0] == slot:
        _, kind, text = st.session_state.pop(_WRONG)
        {"warning": st.warning, "error": st.error}[kind](plain(typeset(text)))


def done() -> None:
    """What was just done."""
    text = st.session_state.pop(_DONE, None)
    if text:
        st.toast(plain(typeset(text)), icon=":material/check:")


def left() -> None:
    """Why an act was not done, when the place where it is said has gone meanwhile. Called last by the page."""
    if _WRONG in st.session_state:
        _, _, text = st.session_state.pop(_WRONG)
        st.toast(plain(typeset(text)), icon=":material/error:", duration="long")
        words = str(st.session_state.pop(_WORDS, "") or "").strip()
        if words:
            # Its field is no longer there: nothing typed is lost for that.
            st.warning(f"{plain(typeset(text))} Voici ce que vous aviez écrit, à copier si besoin.")
            st.code(words, language=None, wrap_lines=True)


def typed(key: str) -> str:
    """What a text field holds."""
    return str(st.session_state.get(key) or "")


def forget(*keys: str) -> None:
    """Empty fields whose words are recorded and that leave the screen."""
    for key in keys:
        st.session_state.pop(key, None)


def empty(*keys: str) -> None:
    """Empty texts, choices and dates that stay on screen: what is only forgotten, the browser still shows."""
    for key in keys:
        st.session_state[key] = None
