"""Open a campaign: its dates, who is expected, who is excused and why, in one act."""

from __future__ import annotations

from datetime import date

import pandas as pd
import streamlit as st

from components import acting, address, pieces
from components.campaign.shown import Shown, next_period, open_periods
from components.pieces import plain
from data.commands.campaign import AFTER_COMMITTEE, BEFORE_COMMITTEE, open_campaign, proposed_dates
from data.french import day, listing, typeset
from data.measures.campaign_board import NO_PILOT
from data.measures.campaign_words import dates_words
from data.measures.columns import records
from data.period import Period


def first(shown: Shown) -> bool:
    """Whether opening is what the page is for: nothing is open, and nothing later than the period shown was opened."""
    period = next_period(shown.now)
    return period is None or (not open_periods(shown.now) and shown.period >= period.shift(-1))


def draw(shown: Shown) -> None:
    """The form when nothing is open; folded, once its period has begun, when another campaign still is."""
    period = next_period(shown.now)
    if period is None:
        if not open_periods(shown.now):
            pieces.empty("Ce plan est terminé.", "Il n’y a plus de période à ouvrir.")
        return
    if open_periods(shown.now):
        if shown.runs and period.starts_on <= shown.today:
            with st.expander(f"Ouvrir dès maintenant {period.the}", key="ouvrir_deja"):
                _form(shown, period)
        return
    if not shown.runs:
        pieces.empty(
            "Aucune campagne n’est ouverte en ce moment.",
            f"La prochaine période est {period.the}.",
            "La coordination du plan ouvre chaque campagne.",
        )
        return
    pieces.section(
        f"Ouvrir {period.the}",
        "L’ouverture fixe la liste de ce qui est attendu, fiche par fiche, et de qui. Une fiche qui arrive ensuite "
        "entre à la période suivante, sauf si vous l’ajoutez.",
    )
    _form(shown, period)


def _form(shown: Shown, period: Period) -> None:
    key = f"ouverture_{period.code}"
    sittings = shown.standing.sittings
    due, closing = proposed_dates(period, [one.held_on for one in sittings if one.paces])
    st.caption(plain(dates_words(period, due, sittings, BEFORE_COMMITTEE, AFTER_COMMITTEE)))
    with st.container(border=True, key="ouverture"):
        with st.container(horizontal=True):
            st.date_input("Échéance (remise attendue)", due, format="DD/MM/YYYY", width=220, key=f"{key}_echeance")
            st.date_input("Clôture (prévue)", closing, format="DD/MM/YYYY", width=220, key=f"{key}_cloture")
        _fiches(shown, key)
        acting.wrong("ouverture")
        st.button(
            f"Ouvrir la saisie {period.of}", type="primary", key="ouvrir", on_click=_open, args=(shown, period, key)
        )


def _fiches(shown: Shown, key: str) -> None:
    """Who is expected; those excused, each with its reason."""
    fiches = {str(row["code"]): typeset(str(row["title"])) for row in records(shown.now.whole.fiches)}
    if not fiches:
        st.markdown("Ce plan n’a pas de fiche\u00a0: rien ne sera attendu.")
        return
    leads = shown.standing.leads
    bare = [code for code in fiches if code not in leads]
    st.markdown(
        plain(
            f"{len(fiches)} fiches sont attendues."
            + (f" Sans responsable, elles reviennent à la coordination\u00a0: {listing(bare, 8)}." if bare else "")
        )
    )
    excused: list[str] = st.multiselect(
        "Fiches excusées", list(fiches), format_func=lambda code: f"{code} – {fiches[code]}", key=f"{key}_excusees",
        placeholder="Aucune",
    )  # fmt: skip
    for code in excused:
        st.text_input(f"Motif pour {code}", key=f"{key}_motif_{code}", max_chars=200, placeholder="Obligatoire")
    rows = [
        {"Fiche": code, "Intitulé": title, "Attendue de": leads[code].pilot if code in leads else NO_PILOT}
        for code, title in fiches.items()
    ]
    pieces.behind(pd.DataFrame(rows), key="fiches_attendues", name=f"Voir les {len(fiches)} fiches et leur pilote")


def _open(shown: Shown, period: Period, key: str) -> None:
    now = shown.now
    due: date | None = st.session_state.get(f"{key}_echeance")
    closing: date | None = st.session_state.get(f"{key}_cloture")
    excused = {code: acting.typed(f"{key}_motif_{code}") for code in st.session_state.get(f"{key}_excusees") or []}
    done = acting.attempt(
        "ouverture",
        lambda: open_campaign(
            now.store, now.actor, now.plan.code, period, due_on=due, closes_on=closing, excused=excused
        ),
        f"La campagne {period.of} est ouverte" + (f", échéance le {day(due)}." if due else "."),
    )
    if done:
        address.change(trimestre=None)
