"""One document as a card: what it is, for whom, whether it may leave the council, then its button."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import streamlit as st

from components.pieces import plain
from data.french import typeset


@dataclass(frozen=True)
class Told:
    """What is said of a document. `outside`: it may leave the council, None: said elsewhere; `leaving`: how."""

    key: str
    title: str
    what: str
    whom: str
    outside: bool | None
    leaving: str


@contextmanager
def card(told: Told) -> Iterator[None]:
    """The card; what is drawn inside comes under its words."""
    with st.container(border=True, key=f"document_{told.key}", height="stretch", gap="small"):
        st.subheader(plain(told.title), anchor=False)
        if told.outside is not None:
            st.markdown(
                ":green-badge[Peut sortir du Département]" if told.outside else ":orange-badge[Document interne]"
            )
        st.markdown(plain(typeset(told.what)))
        st.caption(plain(typeset(f"Pour qui : {told.whom}")))
        st.caption(plain(typeset(told.leaving)))
        yield
