"""Which indicator, at which level, over which dates, as a grid or as a list: kept in the address."""

from __future__ import annotations

import streamlit as st

from components import address
from components.indicators.entry.desk import ALONE, GRID, LIST, Desk
from data.entry.values_sheet import levels
from data.vocabulary import label

_FORMS = {GRID: "Grille", LIST: "Liste"}
_DATES = {"dernieres": "Les dernières", "toutes": "Toutes"}


def show(desk: Desk) -> None:
    words = {one.code: one.words for one in desk.found}
    st.session_state["valeurs_indicateur"] = desk.sheet.code
    st.selectbox(
        "Indicateur", list(words), format_func=lambda code: words[code], key="valeurs_indicateur",
        on_change=_changed, args=("indicateur",), help="Ceux dont une valeur est attendue viennent d’abord.",
    )  # fmt: skip
    with st.container(horizontal=True, vertical_alignment="bottom"):
        names = {ALONE.value: "Département seul"} | {kind.value: label(kind) for kind in levels(desk.live)}
        st.session_state["valeurs_niveau"] = desk.sheet.kind.value
        st.selectbox(
            "Territoires", list(names), format_func=lambda kind: names[kind], key="valeurs_niveau", width=260,
            on_change=_changed, args=("niveau",),
        )  # fmt: skip
        if desk.form == GRID and (len(desk.days) < len(desk.sheet.days) or address.current("dates") == "toutes"):
            st.session_state["valeurs_dates"] = address.current("dates") or "dernieres"
            st.segmented_control(
                "Dates", list(_DATES), format_func=lambda name: _DATES[name], key="valeurs_dates", required=True,
                on_change=_changed, args=("dates",),
            )  # fmt: skip
        st.session_state["valeurs_forme"] = desk.form
        st.segmented_control(
            "Saisir en", list(_FORMS), format_func=lambda name: _FORMS[name], key="valeurs_forme", required=True,
            on_change=_changed, args=("forme",),
        )  # fmt: skip


def _changed(name: str) -> None:
    value = st.session_state[f"valeurs_{name}"]
    if name == "indicateur":
        address.change(indicateur=value, niveau=None)
    else:
        address.change(**{name: None if value == "dernieres" else value})
