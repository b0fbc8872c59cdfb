"""The instances and functions, group by group: role, composition by function, frequency, sittings."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from components import acronyms, links, pieces
from components.acronyms import marked
from components.pieces import plain
from data.french import day
from data.measures.governance import GROUPS, OF_THE_PLAN, ROLES, Instance

_OPEN = (OF_THE_PLAN, ROLES)
"""Groups shown at once; the others are folded."""
_MANY = 12
"""Cards of a group shown at once; more would hide the rest of the page."""


def draw(found: Sequence[Instance]) -> None:
    """Every group, then the table of all with its CSV."""
    for group, title in GROUPS.items():
        own = [one for one in found if one.group == group]
        if not own:
            continue
        shown = own[:_MANY] if group in _OPEN else []
        if shown:
            if group != OF_THE_PLAN:
                st.subheader(title, anchor=False)
            _cards(shown)
        if len(shown) < len(own):
            name = f"{title}, la suite" if shown else title
            with st.expander(f"{name} ({len(own) - len(shown)})", key=f"groupe_{group}"):
                _cards(own[len(shown) :])
    pieces.behind(_table(found), key="instances", name="Voir le tableau des instances")


def _cards(found: Sequence[Instance]) -> None:
    with st.grid(2, min_column_width=340):
        for one in found:
            with st.container(border=True, height="stretch", gap="xsmall"):
                card(one)


def card(one: Instance) -> None:
    """Title, sittings, role, then what the document says of it, each with its name."""
    line = f" :small[:gray[ligne\u00a0{one.line}]]" if one.line else ""
    acronyms.write(f"**{marked(one.title)}**{line}")
    if one.next_on is not None:
        st.markdown(f":blue-badge[Prochaine réunion\u00a0: {day(one.next_on)}]")
    elif one.held_on is not None:
        st.markdown(f":gray[Dernière réunion inscrite\u00a0: {day(one.held_on)}]")
    if one.role:
        acronyms.write(marked(one.role))
    said = [
        ("Présidence", one.chair),
        ("Rythme", one.frequency),
        ("Composition", "\u00a0; ".join(one.composition)),
        ("Associés", "\u00a0; ".join(one.associated)),
    ]
    lines = [f":gray[{name}\u00a0:] {marked(text)}" for name, text in said if text]
    lines += [f":small[{marked(remark)}]" for remark in one.remarks]
    if lines:
        acronyms.write("  \n".join(lines))
    if one.fiche:
        links.to("fiche", plain(f"Fiche {one.fiche}"), fiche=one.fiche)


def _table(found: Sequence[Instance]) -> pd.DataFrame:
    return pd.DataFrame(
        [
            {
                "Instance ou fonction": one.title,
                "Groupe": GROUPS[one.group],
                "Rôle": one.role,
                "Présidence": one.chair,
                "Rythme": one.frequency,
                "Composition": "\u00a0; ".join(one.composition),
                "Associés": "\u00a0; ".join(one.associated),
                "Remarques": " ".join(one.remarks),
                "Prochaine réunion": day(one.next_on) if one.next_on else "",
                "Ligne": one.line,
            }
            for one in found
        ]
    )
