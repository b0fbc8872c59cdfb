"""What the document says under an axe or an orientation, chosen by the reader."""

from __future__ import annotations

import streamlit as st

from components import address, pieces
from components.pieces import plain
from components.view import View
from data.measures.heading_document import Said, framed, said

_PARAMETER = "document"
_KEY = "plan_document"


def draw(view: View) -> None:
    """The section; nothing for a plan whose document only gives examples under its headings."""
    found = view.once("document par niveau", lambda: said(view.situation))
    if not framed(found):
        return
    pieces.section("Ce que dit le document", "Ses mots, à chaque niveau du plan.")
    by_code = {one.code: one for one in found}
    asked = address.current(_PARAMETER)
    chosen = asked if asked in by_code else found[0].code
    st.session_state[_KEY] = chosen
    st.selectbox(
        "Niveau du plan", list(by_code), format_func=lambda code: by_code[code].name, key=_KEY,
        on_change=lambda: address.change(document=st.session_state[_KEY]), label_visibility="collapsed",
    )  # fmt: skip
    _read(by_code[chosen])


def _read(one: Said) -> None:
    if one.sentence:
        st.markdown(plain(one.sentence))
    for part in one.parts:
        with st.container(border=True, key=f"dit_{part.kind}", gap="xsmall"):
            st.markdown(f"**{plain(part.title)}**")
            if part.short:
                st.markdown(plain(part.in_one_line))
                continue
            for quote in part.quotes:
                line = f" :gray[:small[ligne\u00a0{quote.line}]]" if quote.line else ""
                st.markdown(f"{plain(quote.text)}{line}")
