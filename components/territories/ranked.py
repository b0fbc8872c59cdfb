"""The twin list of the map: the same territories in the same order, chosen with the keyboard as well as by a click.

Up to a few dozen it is a group of radio buttons: one tab stop, arrows to move, a name read aloud with its value. For
every commune of a département, a field that searches by name, above the table. At the other levels the same field
finds a commune: its name is what a reader knows best.
"""

from __future__ import annotations

from typing import Any

import pandas as pd
import streamlit as st

from components import maps, pieces
from components.pieces import plain
from components.territories import asked
from components.territories.asked import Asked
from data.french import folded, number, plural, typeset
from data.measures.columns import records
from data.measures.layer import Layer
from data.measures.levels import places
from data.measures.plan_rules import threshold_of
from data.measures.territory_words import INDICATIVE, NOUNS, is_indicative
from data.vocabulary import TerritoryKind

LIST, SEARCH = "liste_territoires", "chercher_commune"
MOST = 70
"""Places above which a list of buttons becomes a field."""
TALL = 20
"""Places above which the list scrolls beside the map."""


def show(now: Asked, found: Layer) -> None:
    """Draw the list; choosing a line opens the sheet of its territory."""
    rows = records(found.rows)
    if not rows:
        return
    names = {str(row["code"]): str(row["name"]) for row in rows}
    st.session_state[LIST] = now.place if now.place in names else None
    if len(rows) > MOST:
        _long(now, found, names)
        return
    if now.kind is not TerritoryKind.COMMUNE:
        _commune(now)
    tall = len(rows) > TALL
    if tall and now.place in names:
        # The list scrolls: the line chosen on the map may be out of sight.
        row = next(row for row in rows if row["code"] == now.place)
        st.markdown(f"**{plain(names[str(row['code'])])}**  \n{_caption(row, alone=False)}")
    with st.container(height=maps.HEIGHT if tall else "content", border=False):
        st.radio(
            _head(now, found), list(names), key=LIST, format_func=lambda code: plain(names[code]),
            captions=[_caption(row, alone=len(rows) == 1) for row in rows], on_change=_chosen, args=(LIST,),
        )  # fmt: skip
    if any(row["alert"] for row in rows):
        far = number(-threshold_of(now.situation, "gap_alert"))
        st.caption(typeset(f":red[▼] : plus de {far} points sous la médiane."))


def _head(now: Asked, found: Layer) -> str:
    head = plural(len(found.rows), *NOUNS[now.kind])
    if any(is_indicative(now.situation, row["code"]) for row in records(found.rows)):
        head += f" ({INDICATIVE})"
    if len(found.rows) > 1:
        head += ", de la plus haute valeur à la plus basse"
    return f"{head} · médiane {found.median_text}" if found.median_text else head


def _long(now: Asked, found: Layer, names: dict[str, str]) -> None:
    """Too many for buttons: a field, and the ranking to read."""
    one, many = NOUNS[now.kind]
    st.selectbox(
        f"Chercher parmi {plural(len(names), one, many)}", sorted(names, key=lambda code: folded(names[code])),
        key=LIST, index=None, format_func=names.__getitem__, placeholder="Choisir ou écrire un nom",
        on_change=_chosen, args=(LIST,),
    )  # fmt: skip
    rows = records(found.rows)
    shown = {
        "Rang": [row["rank"] for row in rows],
        one.capitalize(): [row["name"] for row in rows],
        found.title: [row["text"] for row in rows],
    }
    pieces.table(pd.DataFrame(shown), key="liste_longue", height=560)


def _commune(now: Asked) -> None:
    """A commune found by name from a wider level: the map outlines it, and its sheet leads to its own territories."""
    names = now.view.once(
        f"communes {now.within}",
        lambda: {
            str(row["code"]): typeset(str(row["name"]))
            for row in sorted(
                records(places(now.situation, TerritoryKind.COMMUNE, now.within)), key=lambda row: folded(row["name"])
            )
        },
    )
    if len(names) < 2:
        return
    st.session_state[SEARCH] = now.place if now.place in names else None
    st.selectbox(
        "Chercher une commune", list(names), key=SEARCH, index=None, format_func=names.__getitem__,
        placeholder="Choisir ou écrire un nom", on_change=_chosen, args=(SEARCH,),
    )  # fmt: skip


def _caption(row: dict[str, Any], *, alone: bool) -> str:
    """« 3e · 13 sur 19 (68 %) · +15,8 points »; an alert has its sign and its colour. `alone`: nothing to rank."""
    parts = [] if row["rank"] is None or alone else [f"{row['rank']}{'er' if row['rank'] == 1 else 'e'}"]
    parts.append(str(row["text"]))
    gap = str(row["gap_text"])
    if gap and gap not in parts[-1]:
        parts.append(gap)
    text = plain(" · ".join(parts))
    return f":red[▼] {text}" if row["alert"] else text


def _chosen(key: str) -> None:
    asked.open_sheet(st.session_state[key])
