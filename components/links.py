"""Links between pages that carry the reader's filters along."""

from __future__ import annotations

from typing import Any

import streamlit as st

from components import address

_KEY = "pages_connues"


def know(pages: dict[str, Any]) -> None:
    """Called by the shell: url path → st.Page."""
    st.session_state[_KEY] = pages


def to(path: str, text: str, *, icon: str | None = None, **values: str | None) -> None:
    """A link to the page `path` with the filters in force, changed by `values` (fiche="P1")."""
    st.page_link(st.session_state[_KEY][path], label=text, icon=icon, query_params=address.link(**values))


def go(path: str, **values: str | None) -> None:
    """Open the page `path` now (after a click in a table or on a map)."""
    st.switch_page(st.session_state[_KEY][path], query_params=address.link(**values))
