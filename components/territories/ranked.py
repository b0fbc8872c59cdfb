"""The twin list of the map: the same territories in the same order, chosen with the keyboard as well as by a click.

Up to a few dozen it is a group of radio buttons: one tab stop, arrows to move, a name read aloud with its value. For
every commune of a département, a field that searches by name, above the table.
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
from data.measures.territory_words import noun
from data.measures.thresholds import threshold

LIST = "liste_territoires"
MOST = 70
"""Places above which a list of buttons becomes a field."""
TALL = 20
"""Places above which the list scrolls beside the map."""


def show(now: Asked, found: Layer) -> None:
    """Draw the list; choosing a line opens the sheet of its territory."""
    rows = records(found.rows)
    if not rows:
        return
    kind = ("commune", "communes") if now.by_commune else noun(now.situation)
    many = plural(len(rows), *kind)
    names = {str(row["code"]): _name(row) for row in rows}
    st.session_state[LIST] = now.place if now.place in names else None
    if len(rows) > MOST:
        _search(many, names, found)
        return
    head = f"{many}, de la plus haute valeur à la plus basse"
    with st.container(height=maps.HEIGHT if len(rows) > TALL else "content", border=False):
        st.radio(
            f"{head} · médiane {found.median_text}" if found.median_text else head, list(names), key=LIST,
            format_func=names.__getitem__, captions=[_caption(row) for row in rows], on_change=_chosen,
        )  # fmt: skip
    if any(row["alert"] for row in rows):
        far = number(-threshold("gap_alert"))
        st.caption(typeset(f":red[▼] : plus de {far} points sous la médiane."))


def _search(many: str, names: dict[str, str], found: Layer) -> None:
    st.selectbox(
        f"Chercher parmi {many}", sorted(names, key=lambda code: folded(names[code])), key=LIST, index=None,
        format_func=names.__getitem__, placeholder="Nom de la commune", on_change=_chosen,
    )  # fmt: skip
    rows = records(found.rows)
    shown = {
        "Rang": [row["rank"] for row in rows],
        "Commune": [row["name"] for row in rows],
        found.title: [row["text"] for row in rows],
    }
    pieces.table(pd.DataFrame(shown), key="liste_longue", height=560)


def _name(row: dict[str, Any]) -> str:
    return plain(str(row["name"]))


def _caption(row: dict[str, Any]) -> str:
    """« 3e · 13 sur 19 (68 %) · +15,8 points »; an alert has its sign and its colour."""
    parts = [] if row["rank"] is None else [f"{row['rank']}{'er' if row['rank'] == 1 else 'e'}"]
    parts.append(str(row["text"]))
    gap = str(row["gap_text"])
    if gap and gap not in parts[-1]:
        parts.append(gap)
    text = plain(" · ".join(parts))
    return f":red[▼] {text}" if row["alert"] else text


def _chosen() -> None:
    asked.open_sheet(st.session_state[LIST])
