"""Équipements taken off the list, one or a whole kind, with a reason that the journal keeps."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

import streamlit as st

from components import address
from components.facilities.asked import Asked
from components.told import attempt, told
from data.commands.facility import remove_facilities
from data.french import plural, typeset
from data.measures.columns import column, records

SLOT = "equipements_retrait"


def one(now: Asked, row: Mapping[str, Any]) -> None:
    """On a card: take this one off."""
    with st.popover("Retirer…", key="equipement_retirer"):
        st.markdown("Il disparaît de la liste et de la carte. Le journal garde ce qui en était dit.")
        why = st.text_input("Motif", key="equipement_motif", max_chars=200)
        st.button(
            "Retirer cet équipement", type="primary", key="equipement_retirer_oui", disabled=not why.strip(),
            on_click=_remove, args=(now, (str(row["code"]),), "equipement_motif"),
        )  # fmt: skip


def kind(now: Asked) -> None:
    """Take off every équipement of a kind."""
    counts = {key: sum(each == key for each in column(now.rows, "kind_key")) for key in now.kinds}
    with st.popover("Retirer un type…", key="equipements_retirer"):
        chosen = st.selectbox(
            "Type à retirer", list(counts), key="equipements_retirer_type", index=None, placeholder="Choisir",
            format_func=lambda key: typeset(f"{now.kinds.get(key, key)} ({counts.get(key, 0)})"),
        )  # fmt: skip
        why = st.text_input("Motif", key="equipements_motif", max_chars=200)
        codes = tuple(str(row["code"]) for row in records(now.rows) if row["kind_key"] == chosen)
        st.caption("Dans tout le département, filtre ou non. Le journal garde ce qui en était dit.")
        st.button(
            f"Retirer {plural(len(codes), 'équipement')}" if codes else "Retirer", type="primary",
            key="equipements_retirer_oui", disabled=not (codes and why.strip()), on_click=_remove,
            args=(now, codes, "equipements_motif"),
        )  # fmt: skip


def outcome() -> None:
    """What became of the last removal."""
    told(SLOT)


def _remove(now: Asked, codes: Collection[str], why: str) -> None:
    reason = str(st.session_state.get(why, ""))
    done = attempt(
        SLOT,
        lambda: remove_facilities(now.view.store, now.view.actor, now.view.plan.code, codes, reason=reason),
        f"{plural(len(codes), 'équipement retiré', 'équipements retirés')}.",
    )
    if done:
        st.session_state.pop(why, None)
        address.change(lieu_equipement=None, type=None)
