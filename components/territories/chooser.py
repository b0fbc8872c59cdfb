"""What the reader chooses above the map: the measure, the level, the way back up."""

from __future__ import annotations

import streamlit as st

from components import address
from components.pieces import plain
from components.territories import asked, sheet
from components.territories.asked import Asked
from data.measures.layer import CHANGE
from data.measures.levels import below, trail
from data.period import Period
from data.place_names import short_name
from data.vocabulary import TerritoryKind

_LEVELS = {
    TerritoryKind.DEPARTEMENT: "Département",
    TerritoryKind.SOCIAL_TERRITORY: "Territoires d’action sociale",
    TerritoryKind.EPCI: "Intercommunalités",
    TerritoryKind.CANTON: "Cantons",
    TerritoryKind.COMMUNE: "Communes",
}


def show(now: Asked) -> None:
    """What the map shows, at which level, and since when for a change."""
    if not now.titles and len(now.levels) < 2:
        return
    with st.container(horizontal=True, vertical_alignment="bottom", key="choix_carte"):
        st.session_state["mesure_carte"] = now.measure
        st.selectbox(
            "Ce que montre la carte", list(now.titles), format_func=lambda key: now.titles.get(key, key),
            key="mesure_carte", width=440, on_change=lambda: address.change(mesure=st.session_state["mesure_carte"]),
        )  # fmt: skip
        if now.measure == CHANGE:
            _since(now)
        if len(now.levels) > 1:
            st.session_state["niveau_carte"] = now.kind
            st.segmented_control(
                "Niveau", now.levels, format_func=lambda kind: _LEVELS[kind], key="niveau_carte", required=True,
                on_change=lambda: asked.show_level(now, st.session_state["niveau_carte"]),
            )  # fmt: skip


def _since(now: Asked) -> None:
    """The period that a change is counted from: the address' `depuis`, as on the page « Changements »."""
    names = {
        period.code: period.label
        for period in sorted(map(Period.parse, now.view.plan.periods), reverse=True)
        if period < now.situation.period
    }
    st.session_state["depuis_carte"] = now.previous.period.code if now.previous else None
    st.selectbox(
        "Comparé à", list(names), format_func=names.__getitem__, key="depuis_carte", width=220,
        on_change=lambda: address.change(depuis=st.session_state["depuis_carte"]),
    )  # fmt: skip


def steps(now: Asked) -> None:
    """« Drôme › Diois › ses communes »: where the reader stands; every step above is a button that goes back there."""
    end = now.place if now.place and (now.within is None or now.place in _inside(now)) else now.within
    if end is None:
        return
    above = trail(now.situation, end, through=now.within)
    # Once inside a territory, its own name goes back to where it stands among the others.
    gone_in = end == now.within
    with st.container(horizontal=True, vertical_alignment="center", gap="xsmall", key="fil_carte"):
        for rank, step in enumerate(above if gone_in else above[:-1]):
            st.button(
                plain(short_name(str(step["name"]))), key=f"fil_{rank}", type="tertiary",
                on_click=asked.climb, args=(now, str(step["code"])),
            )  # fmt: skip
            st.markdown(":gray[›]", width="content")
        if gone_in:
            st.markdown(f"**{_LEVELS[now.kind].lower()}**", width="content")
        else:
            st.markdown(f"**{plain(short_name(str(above[-1]['name'])))}**", width="content")
        if now.place is not None:
            # The sheet is under the map, often below the fold: the click must be seen to have done something.
            st.markdown(f"[Voir sa fiche ↓](#{sheet.ANCHOR})", width="content")


def _inside(now: Asked) -> set[str]:
    return below(now.situation, now.within) if now.within else set()
