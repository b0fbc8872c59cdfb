"""The one owner of `st.query_params`: what is being looked at, in the URL, so that a view can be sent and reloaded.

A page or a widget never touches `st.query_params`. It reads `current()` and calls `change(...)`.
The address wins over memory when somebody opens a link or goes back; memory wins when the menu changes the page
(Streamlit then empties the URL), so filters follow the reader.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import streamlit as st

_STATE = "adresse"
_WRITTEN = "adresse_ecrite"
_PAGE = "adresse_page"
_BARE = "adresse_pages_nues"
LONGEST = 200
"""Characters of one value; a longer one is nobody's link."""

SHARED = ("donnees", "profil", "plan", "trimestre", "version", "depuis", "axe", "orientation", "public", "tout_public",
          "territoire", "pilote", "statut")  # fmt: skip
"""Parameters that mean the same on every page and follow the reader."""
_VERSION_OF = ("donnees", "plan", "trimestre")
"""A frozen state is asked for by its number within one period of one plan: naming another forgets it."""


def begin(page: str) -> None:
    """Settle the address of this rerun for the page `page`. Called once, by the shell."""
    raw = {key: st.query_params[key][:LONGEST] for key in st.query_params}
    state: dict[str, str] = st.session_state.setdefault(_STATE, {})
    st.session_state.setdefault(_BARE, set())
    first = _PAGE not in st.session_state
    moved = st.session_state.get(_PAGE) != page
    followed = raw != st.session_state.get(_WRITTEN)
    # On a busy machine the browser keeps an entry « page without parameters » that nobody chose, between the menu's
    # click and our answer: going back through it must not empty the filters.
    unasked = followed and page not in st.session_state[_BARE]
    if not raw and not first and (moved or unasked):
        state = {key: value for key, value in state.items() if key in SHARED}
    elif first or followed:
        kept = {} if first else {key: state[key] for key in ("donnees", "profil") if key in state}
        state = kept | raw
    st.session_state[_STATE] = state
    st.session_state[_PAGE] = page
    if followed and not first:
        # A link to the page already open runs it without changing the browser's own URL: say it again.
        st.query_params.from_dict(state)
    write()


def page() -> str:
    """Url path of the page of this rerun; the first page's is empty."""
    return str(st.session_state.get(_PAGE, ""))


def current(name: str) -> str | None:
    """One parameter, None when absent or empty."""
    return st.session_state.get(_STATE, {}).get(name) or None


def several(name: str) -> tuple[str, ...]:
    """A parameter that holds several values, separated by commas."""
    return tuple(dict.fromkeys(part for part in (current(name) or "").split(",") if part))


def change(**values: str | Iterable[str] | None) -> None:
    """Change parameters (None or nothing removes one) and write the URL."""
    state: dict[str, str] = dict(st.session_state.get(_STATE, {}))
    if any(name in values for name in _VERSION_OF):
        values = {"version": None} | values
    for name, value in values.items():
        text = value if isinstance(value, str) or value is None else ",".join(value)
        if text:
            state[name] = text
        else:
            state.pop(name, None)
    st.session_state[_STATE] = state
    write()


def write() -> None:
    """Make the URL say the state."""
    state: dict[str, str] = st.session_state[_STATE]
    if {key: st.query_params[key] for key in st.query_params} != state:
        st.query_params.from_dict(state)
    st.session_state[_WRITTEN] = dict(state)
    if not state:
        st.session_state[_BARE].add(page())


def link(**values: str | None) -> dict[str, str]:
    """Query parameters for a link to another page: the shared ones, changed by `values`."""
    if any(name in values for name in _VERSION_OF):
        values = {"version": None} | values
    state: dict[str, Any] = {k: v for k, v in st.session_state.get(_STATE, {}).items() if k in SHARED} | values
    return {key: value for key, value in state.items() if value}
