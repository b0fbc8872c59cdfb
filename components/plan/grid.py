"""The tracking grid that the plan's own document prints, filled with the states of the page, to be downloaded."""

from __future__ import annotations

import streamlit as st

from components.view import View
from data.documents.tracking_grid import tracking_grid
from data.measures.official_grid import form_of


def button(now: View) -> None:
    """Drawn only when the document prints such a form; who does not ask for it pays nothing."""
    situation = now.situation
    if form_of(situation) is None or situation.leaves.empty:
        return
    st.download_button(
        "Trame de suivi (Excel)", lambda: tracking_grid(situation),
        f"trame-de-suivi-{situation.plan.code}-{situation.period.code}.xlsx",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        key="trame_de_suivi", icon=":material/checklist:", on_click="ignore",
        help="La trame imprimée dans le document du plan, remplie avec les états affichés ici, filtres compris.",
    )  # fmt: skip
