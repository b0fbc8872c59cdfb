"""The whole plan as an Excel workbook, to be downloaded."""

from __future__ import annotations

from datetime import date

import streamlit as st

from components.acting import allowed
from components.view import View
from data.database import Store
from data.export import export_plan
from data.permissions import Act
from data.workbook.public import public
from data.workbook.write import workbook

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def button(now: View) -> None:
    """Always drawn: any profile reads the plan. Values and what was said go only to who may edit the plan, since the
    workbook masks nothing. Who does not ask for it pays nothing."""
    whole = allowed(now, Act.EDIT_PLAN)
    store, code, revision, today = now.store, now.plan.code, now.plan.revision, now.head.today
    st.download_button(
        "Classeur Excel du plan", lambda: _made(store, store.url, code, revision, today, whole), f"{code}.xlsx", _XLSX,
        key="classeur_du_plan", icon=":material/table_view:", on_click="ignore",
        help="Tout le plan d’aujourd’hui, feuille par feuille"
        + (", valeurs et suivi compris\u00a0: document interne." if whole else ", sans les valeurs ni le suivi."),
    )  # fmt: skip


@st.cache_data(max_entries=4, show_spinner=False)
def _made(_store: Store, url: str, code: str, revision: int, today: date, whole: bool) -> bytes:
    body = export_plan(_store, code)
    return workbook(body if whole else public(body), today)
