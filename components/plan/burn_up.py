"""The burn-up of the plan: what is done, period after period, against the scope and the calendar."""

from __future__ import annotations

import streamlit as st

from components import charts_burn_up, pieces
from components.changes import asked
from components.pieces import plain
from components.view import View
from data.measures.burn_up import BurnUp, burn_up
from data.period import Period


def draw(view: View) -> None:
    """The chart with its sentence and its table; only the sentence when nobody has spoken yet."""
    found = view.once("avancée", lambda: _found(view))
    if view.filter.statuses:
        st.caption("Le filtre par statut est levé ici\u00a0: une action qui change d’état n’entre ni ne sort du plan.")
    if not found.drawable:
        st.markdown(plain(found.sentence))
        return
    drawn = view.drawn("avancée", lambda: charts_burn_up.burn_up(found, view.whole.plan.ends_on))
    pieces.chart(drawn, key="avancee", says=found.sentence, rows=found.frame)


def _found(view: View) -> BurnUp:
    """Each earlier period narrowed to the actions of the one shown, as « Changements » compares them."""
    here = view.whole.period
    earlier = [period for code in view.plan.periods if (period := Period.parse(code)) < here]
    before = [asked.scoped(view, period)[0] for period in earlier]
    return burn_up([*before, asked.shown(view)])
