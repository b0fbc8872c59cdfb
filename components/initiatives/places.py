"""The way from an initiative to the part of the plan that it is close to, or stands under."""

from __future__ import annotations

import streamlit as st

from components import links
from components.pieces import plain
from components.view import View
from data.french import typeset


def link_to_place(now: View, kind: str, code: str, title: str) -> None:
    """A link to a fiche's page, or to the plan kept to a heading; plain words when the plan has neither."""
    name = plain(typeset(f"{code} · {title}" if title else code))
    if kind == "fiche" and code in set(now.whole.fiches["code"]):
        links.to("fiche", name, fiche=code)
    elif kind == "heading" and code in set(now.whole.headings["code"]):
        heads = now.whole.headings
        first = code in set(heads[heads["depth"] == 1]["code"])
        links.to("plan", name, **({"axe": code, "orientation": None} if first else {"axe": None, "orientation": code}))
    elif name:
        st.markdown(name)
