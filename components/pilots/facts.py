"""The fields of a pilot's card, the same wherever one is made or edited: inside the council or outside, its address."""

from __future__ import annotations

from typing import Any

import streamlit as st

from data.roster import NO_FACTS, PilotFacts, Roster

_INSIDE, _OUTSIDE = "Du Département", "Extérieur"
_OTHER = "Autre direction…"


def fields(roster: Roster, *, key: str, facts: PilotFacts = NO_FACTS) -> PilotFacts:
    """Draw the fields, starting from `facts`; returns what they say."""
    side = st.segmented_control(
        "Ce pilote est", [_INSIDE, _OUTSIDE], default=_OUTSIDE if facts.external else _INSIDE, key=f"{key}_cote",
        required=True,
    )  # fmt: skip
    left, right = st.columns(2)
    with left:
        if side == _OUTSIDE:
            st.text_input(
                "Organisme", facts.organisation or "", key=f"{key}_organisme", max_chars=200,
                placeholder="Par exemple\u00a0: Caisse d’allocations familiales",
            )  # fmt: skip
        else:
            _direction(roster, facts, key)
    with right:
        st.text_input(
            "Courriel", facts.email or "", key=f"{key}_courriel", max_chars=254,
            placeholder="service@departement.example",
            help="Reçoit les rappels. Préférez l’adresse d’un service à celle d’une personne.",
        )  # fmt: skip
    return said(key, facts)


def said(key: str, facts: PilotFacts = NO_FACTS) -> PilotFacts:
    """What the fields say now: a button's callback reads it too, for what was typed just before the click."""
    external = _typed(key, "cote") == _OUTSIDE
    direction = _typed(key, "direction")
    if direction == _OTHER:
        direction = _typed(key, "autre_direction")
    organisation = _typed(key, "organisme") if external else None if facts.external else facts.organisation
    return PilotFacts(None if external else direction, organisation, external, _typed(key, "courriel"))


def _typed(key: str, name: str) -> Any:
    return st.session_state.get(f"{key}_{name}")


def _direction(roster: Roster, facts: PilotFacts, key: str) -> None:
    known = sorted({card.facts.direction for card in roster.pilots if card.facts.direction})
    at = known.index(facts.direction) if facts.direction in known else None
    chosen = st.selectbox(
        "Direction", [*known, _OTHER], index=at, key=f"{key}_direction", placeholder="Aucune",
        help="Elle valide les points de ses fiches, si le plan confie la validation aux directions.",
    )  # fmt: skip
    if chosen == _OTHER:
        st.text_input("Nom de la direction", key=f"{key}_autre_direction", max_chars=200)
