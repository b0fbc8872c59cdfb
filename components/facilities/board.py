"""The map of équipements beside its twin list: a click on one, or a choice in the other, opens the same card."""

from __future__ import annotations

import hashlib
from typing import Any

import streamlit as st
from streamlit_folium import st_folium

from components import address, pieces
from components.facilities import asked, drawing, listing
from components.facilities.asked import Asked
from components.map_data import Shapes
from components.pieces import plain
from data.base_map import BaseMap, BaseMapError, base_map
from data.errors import GeographyError
from data.french import typeset

_CLICKED = "equipement_clique"


def show(now: Asked, drawn: Shapes | GeographyError) -> None:
    """Filters, map, list and card."""
    _filters(now)
    left, right = st.columns([11, 8], gap="large")
    with left:
        if isinstance(drawn, Shapes):
            _map(now, drawn)
        else:
            st.warning(f"La carte n’est pas disponible\u00a0; la liste reste complète.  \n{plain(typeset(str(drawn)))}")
    with right:
        listing.show(now)


def _filters(now: Asked) -> None:
    with st.container(horizontal=True, vertical_alignment="bottom", key="filtres_equipements"):
        st.session_state["type_equipement"] = list(now.chosen)
        st.multiselect(
            "Types", list(now.kinds), format_func=lambda key: now.kinds.get(key, key), key="type_equipement",
            placeholder="Tous les types", width=420,
            on_change=lambda: address.change(type=st.session_state["type_equipement"]),
        )  # fmt: skip
        st.session_state["dans_equipement"] = now.place
        st.selectbox(
            "Où", list(now.offered), format_func=lambda code: now.offered.get(code, code), key="dans_equipement",
            index=None, placeholder=now.scope_name if now.view.filter.territory else "Tout le département", width=320,
            on_change=lambda: address.change(dans=st.session_state["dans_equipement"]),
        )  # fmt: skip


def _map(now: Asked, drawn: Shapes) -> None:
    ground = _ground()
    shown = repr((now.view.plan.code, now.view.plan.revision, now.chosen, now.within))
    points = now.view.once(f"points {shown}", lambda: drawing.points(now.shown, now.kinds, now.signs))
    made = drawing.drawn(drawn, points, now.scope, ground)
    # streamlit-folium tells two maps apart by a digest that overlooks some of their words.
    key = f"carte_equipements_{hashlib.sha256(shown.encode()).hexdigest()[:12]}"
    chosen = now.opened
    at: dict[str, Any] = {}
    if chosen is not None:
        at["center"] = (float(chosen["lat"]), float(chosen["lon"]))
        if st.session_state.get(_CLICKED) != chosen["code"]:
            at["zoom"] = drawing.CLOSE_ON_TILES if ground else drawing.CLOSE
    st_folium(
        made, key=key, height=drawing.HEIGHT, use_container_width=True, returned_objects=["last_active_drawing"],
        render=False, on_change=lambda: _clicked(key), **at,
    )  # fmt: skip
    if ground is not None:
        st.caption(
            plain(
                typeset(
                    f"Fond de carte : {ground.name}. Votre navigateur en demande les images à {ground.host}, qui voit "
                    "donc l’endroit regardé ; aucun équipement ne lui est envoyé."
                )
            )
        )


def _clicked(key: str) -> None:
    """A click on a point opens its card."""
    told = (st.session_state.get(key) or {}).get("last_active_drawing") or {}
    code = (told.get("properties") or {}).get("code")
    if isinstance(code, str):
        st.session_state[_CLICKED] = code
        asked.open_card(code)


def _ground() -> BaseMap | None:
    """The base map of the installation; a wrong setting is said and none is drawn."""
    try:
        return base_map()
    except BaseMapError as error:
        st.warning(plain(typeset(str(error))))
        return None


def nothing(now: Asked) -> None:
    """No équipement yet: what to do, and who can."""
    editor = asked.may_edit(now.view)
    pieces.empty(
        "Aucun équipement n’est encore placé sur la carte.",
        "Un fichier CSV (nom, type, coordonnées) suffit : CMS, maisons France services, points d’accueil…",
        None if editor else "La coordination du plan peut l’importer ici.",
    )
