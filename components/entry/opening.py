"""No period is open: who can open one, and the form to do it."""

from __future__ import annotations

from datetime import timedelta

import streamlit as st

from components import pieces
from components.pieces import plain
from components.view import View
from data.commands.campaign import CLOSING_DAYS, DUE_DAYS, open_campaign
from data.errors import CapError
from data.french import typeset
from data.period import Period
from data.permissions import Act, may


def next_period(now: View) -> Period | None:
    """The period to open: the one after the last campaign, else the current one; None beyond the plan's end."""
    plan = now.whole.plan
    known = [Period.parse(code) for code in now.plan.periods]
    found = max(known).shift(1) if known else Period.parse(now.plan.current_period)
    return found if found.starts_on <= plan.ends_on else None


def show(now: View) -> None:
    """Say that nothing is open, and let the coordination open the next period."""
    period = next_period(now)
    if period is None:
        pieces.empty(
            "Ce plan est terminé.",
            "Il n’y a plus de période à renseigner\u00a0: ses chiffres se lisent dans les autres pages.",
        )
        return
    if not may(now.actor, Act.RUN_CAMPAIGN):
        pieces.empty(
            "Aucune saisie n’est ouverte en ce moment.",
            f"La coordination du plan ouvre chaque période\u00a0; la prochaine est le {period.label}.",
        )
        return
    st.markdown(plain(f"Aucune saisie n’est ouverte. La prochaine période est le {period.label}."))
    with st.container(border=True, key="ouverture"):
        with st.container(horizontal=True):
            due = st.date_input(
                "Échéance (remise attendue)", period.ends_on + timedelta(days=DUE_DAYS), format="DD/MM/YYYY", width=220
            )
            closing = st.date_input(
                "Clôture (plus rien ne change)",
                period.ends_on + timedelta(days=CLOSING_DAYS),
                format="DD/MM/YYYY",
                width=220,
            )
        if st.button(f"Ouvrir la saisie du {period.label}", type="primary", key="ouvrir"):
            try:
                open_campaign(now.store, now.actor, now.plan.code, period, due_on=due, closes_on=closing)
            except CapError as error:
                st.error(plain(typeset(str(error))))
            else:
                st.rerun()
