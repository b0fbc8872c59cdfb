"""The twin list of the map, with its search: reached with the keyboard; and the card of the équipement chosen."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import streamlit as st

from components.facilities import asked, removing
from components.facilities.asked import Asked
from components.facilities.drawing import titled
from components.pieces import plain
from data.french import day, folded, number, plural, typeset
from data.measures.columns import records

LIST, SEARCH = "liste_equipements", "cherche_equipement"
MOST = 60
"""Places listed at once: beyond, the search narrows."""
TALL = 8
"""Places above which the list scrolls beside the map."""


def show(now: Asked) -> None:
    """The card, the search, the list."""
    if now.opened is not None:
        _card(now, now.opened)
    rows = records(now.shown)
    if not rows:
        st.info("Aucun équipement ne répond à ces filtres. Choisissez un autre type, ou un autre lieu.")
        return
    words = ""
    if len(rows) > TALL:
        words = st.text_input("Chercher un équipement", key=SEARCH, placeholder="Nom, commune, adresse ou type")
    found = [row for row in rows if _matches(row, words)]
    if not found:
        st.info(f"Aucun équipement ne contient «\u00a0{plain(words)}\u00a0».")
        return
    names = {str(row["code"]): row for row in found[:MOST]}
    opened = now.opened["code"] if now.opened else None
    st.session_state[LIST] = opened if opened in names else None
    height = 470 if now.opened is None else 300
    with st.container(height=height if len(names) > TALL else "content", border=False):
        st.radio(
            plural(len(found), "équipement"), list(names), key=LIST, on_change=_chosen,
            format_func=lambda code: plain(typeset(str(names[code]["name"]))) if code in names else code,
            captions=[_caption(now, row) for row in names.values()],
        )  # fmt: skip
    if len(found) > MOST:
        st.caption(f"Les {MOST} premiers sur {number(len(found))}\u00a0: précisez la recherche pour voir les autres.")


def _matches(row: Mapping[str, Any], words: str) -> bool:
    said = folded(" ".join(str(row[name] or "") for name in ("name", "commune", "address", "kind", "code")))
    return all(word in said for word in folded(words).split())


def _caption(now: Asked, row: Mapping[str, Any]) -> str:
    parts = (titled(now.signs[row["kind_key"]], str(row["kind"])), row["commune"])
    return plain(typeset(" · ".join(str(part) for part in parts if part)))


def _chosen() -> None:
    asked.open_card(st.session_state[LIST])


def _card(now: Asked, row: Mapping[str, Any]) -> None:
    with st.container(border=True, key="carte_equipement", gap="xsmall"):
        st.subheader(plain(typeset(str(row["name"]))), anchor=False)
        place = f"longitude {number(row['lon'], 5)}, latitude {number(row['lat'], 5)}"
        for name, said in (
            ("Type", row["kind"]),
            ("Adresse", row["address"]),
            ("Commune", row["commune"]),
            ("Intercommunalité", row["epci"]),
            ("Place", place),
            ("Source", row["source"]),
            ("Liste établie le", day(row["known_on"]) if row["known_on"] else None),
        ):
            if said:
                st.markdown(f":gray[{name}\u00a0:] {plain(typeset(str(said)))}")
        if not _is_among(now, row):
            st.caption("Cet équipement est hors des filtres en cours\u00a0: la carte et la liste ne le montrent pas.")
        with st.container(horizontal=True):
            st.button("Fermer", key="equipement_fermer", on_click=asked.open_card, args=(None,))
            if asked.may_edit(now.view):
                removing.one(now, row)


def _is_among(now: Asked, row: Mapping[str, Any]) -> bool:
    return row["code"] in set(now.shown["code"])
