"""What the document says under an axe or an orientation, chosen by the reader."""

from __future__ import annotations

import streamlit as st

from components import address, pieces
from components.pieces import plain
from components.view import View
from data.measures.heading_passages import Said, framed, said

_PARAMETER = "passage"
_KEY = "plan_passage"


def draw(view: View) -> None:
    """The section; nothing for a plan whose document only gives examples under its headings."""
    found = view.once("passages", lambda: said(view.situation))
    if not framed(found):
        return
    pieces.section("Ce que dit le document", "Ses mots, axe par axe et orientation par orientation.")
    by_code = {one.code: one for one in found}
    asked = address.current(_PARAMETER)
    chosen = asked if asked in by_code else found[0].code
    st.session_state[_KEY] = chosen
    st.selectbox(
        "Axe ou orientation", list(by_code), format_func=lambda code: by_code[code].name, key=_KEY,
        on_change=lambda: address.change(passage=st.session_state[_KEY]), label_visibility="collapsed",
    )  # fmt: skip
    _read(by_code[chosen])


def _read(one: Said) -> None:
    if one.sentence:
        st.markdown(plain(one.sentence))
    for part in one.parts:
        with st.container(border=True, key=f"passage_{part.kind}", gap="xsmall"):
            st.markdown(f"**{plain(part.title)}**")
            if part.short:
                st.markdown(plain(part.in_one_line))
                continue
            for passage in part.passages:
                line = f" :gray[:small[ligne\u00a0{passage.line}]]" if passage.line else ""
                st.markdown(f"{plain(passage.text)}{line}")
