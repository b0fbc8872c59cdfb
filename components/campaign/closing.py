"""Close and freeze: what will be fixed is said first, and confirmed."""

from __future__ import annotations

import streamlit as st

from components import acting, pieces
from components.campaign.shown import Shown
from components.pieces import plain
from data.commands.campaign import close_campaign
from data.french import day
from data.measures.campaign_words import closing_sentences


def draw(shown: Shown) -> None:
    """The section, for who runs an open campaign."""
    found, gathering = shown.found, shown.gathering
    if not (shown.runs and shown.open) or found is None or gathering is None:
        return
    pieces.section(
        "Clôturer et figer",
        f"Rien ne se clôture tout seul\u00a0: c’est prévu le {day(gathering.closes_on)}. Tout ce qui est su "
        f"{shown.period.of} est alors gardé tel quel.",
    )
    with st.container(border=True, key="cloture"):
        told = closing_sentences(found)
        if told:
            st.markdown("\n".join(f"- {plain(line)}" for line in told))
        key = f"cloture_{gathering.period}"
        sure = st.checkbox(
            f"J’ai vu ce qui manque\u00a0: plus rien ne pourra être saisi pour {shown.period.the}.", key=key
        )
        acting.wrong("cloture")
        st.button(
            "Clôturer et figer", type="primary", key="cloturer", disabled=not sure, on_click=_close, args=(shown, key)
        )


def _close(shown: Shown, key: str) -> None:
    now = shown.now
    if not st.session_state.get(key):
        acting.refuse("cloture", "Cochez la case pour confirmer. Rien n’a été modifié.")
        return

    def close() -> None:
        number = close_campaign(now.store, now.actor, now.plan.code, shown.period)
        acting.say(f"La campagne {shown.period.of} est clôturée et figée\u00a0: état n° {number}.")

    if acting.attempt("cloture", close, None):
        acting.forget(key)
