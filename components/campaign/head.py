"""The head of the page: where the campaign stands, its figures, the way to the open one, its dates, who validates."""

from __future__ import annotations

from datetime import date

import streamlit as st

from components import acting, address, pieces
from components.campaign.shown import Shown, open_periods
from components.pieces import plain
from data.commands.campaign import set_campaign_dates
from data.commands.plan import set_validation
from data.french import day, plural
from data.measures.campaign_tables import figures
from data.measures.campaign_words import state_sentence
from data.period import Period
from data.permissions import Act
from data.vocabulary import Validation, label


def draw(shown: Shown) -> None:
    """The sentences, then the way to another open campaign."""
    if shown.gathering is not None and shown.found is not None:
        pieces.sentence(state_sentence(shown.gathering, shown.standing.validation, shown.today))
    _frozen(shown)
    _elsewhere(shown)


def _frozen(shown: Shown) -> None:
    """This page follows the campaign: it does not go back to an earlier frozen state."""
    number = shown.now.number
    if number is not None and number != shown.now.plan.number(shown.period.code):
        st.caption(
            plain(
                f"L’état figé n° {number} se lit dans les autres pages. Ici, la campagne est montrée telle "
                "qu’elle est aujourd’hui."
            )
        )


def _elsewhere(shown: Shown) -> None:
    for period in open_periods(shown.now):
        if period != shown.period:
            with st.container(horizontal=True, vertical_alignment="center", gap="medium", key=f"aussi_{period.code}"):
                st.markdown(plain(f"La campagne {period.of} est ouverte."), width="content")
                st.button(f"Voir la campagne {period.of}", key=f"aller_{period.code}", on_click=_go, args=(period,))


def _go(period: Period) -> None:
    address.change(trimestre=period.code)


def numbers(shown: Shown) -> None:
    """The counts in one sentence, then three figures."""
    found = shown.found
    if found is None:
        return
    if not found.lines:
        pieces.empty(
            "Rien n’est attendu pour cette période.", "Ce plan n’a pas de fiche\u00a0: il ne reçoit pas de point."
        )
        return
    st.markdown(plain(found.sentence))
    with st.grid(3, min_column_width=240):
        for one in figures(found, shown.today):
            pieces.figure(one, key=one.key, note=_note(shown, one.key))


def _note(shown: Shown, key: str) -> str:
    assert shown.found is not None
    counts = shown.found.counts
    if key == "points_recus":
        left = counts.to_complete + counts.missing
        if not left:
            return "tous sont reçus"
        never = plural(left, "point jamais reçu", "points jamais reçus")
        return f"{plural(left, 'point')} encore à venir" if shown.open else never
    if key == "points_valides":
        return f"{plural(counts.received - counts.validated, 'point')} à relire" if shown.open else "au moment de figer"
    if not counts.late and shown.open and shown.gathering is not None and shown.today <= shown.gathering.due_on:
        return f"échéance le {day(shown.gathering.due_on)}"
    after = f"{plural(counts.late_in, 'reçu')} après l’échéance" if counts.late_in else "aucun reçu après l’échéance"
    never = plural(counts.overdue, "pas reçu", "pas reçus")
    return f"{after}, {never}" if counts.overdue else after


# --- settings -----------------------------------------------------------------------------------------------------


def settings(shown: Shown) -> None:
    """Change the dates, change who validates: folded, for who may."""
    edits = acting.allowed(shown.now, Act.EDIT_PLAN)
    if not shown.open or not (shown.runs or edits):
        return
    with st.container(horizontal=True, gap="small", key="campagne_reglages"):
        if shown.runs:
            _dates(shown)
        if edits:
            _validation(shown)


def _dates(shown: Shown) -> None:
    gathering = shown.gathering
    assert gathering is not None
    key = f"dates_{gathering.period}_{gathering.due_on}_{gathering.closes_on}"
    with st.popover("Changer les dates", key="campagne_dates"):
        st.date_input("Échéance (remise attendue)", gathering.due_on, format="DD/MM/YYYY", key=f"{key}_echeance")
        st.date_input("Clôture (prévue)", gathering.closes_on, format="DD/MM/YYYY", key=f"{key}_cloture")
        st.text_input("Motif, gardé au journal", key=f"{key}_motif", max_chars=200)
        acting.wrong("dates")
        st.button("Enregistrer les dates", type="primary", key="dates_enregistrer", on_click=_move, args=(shown, key))


def _move(shown: Shown, key: str) -> None:
    gathering = shown.gathering
    assert gathering is not None
    why = acting.typed(f"{key}_motif").strip()
    if not why:
        acting.refuse("dates", "Dites en un mot pourquoi les dates changent. Rien n’a été modifié.")
        return
    due: date = st.session_state.get(f"{key}_echeance") or gathering.due_on
    closes: date = st.session_state.get(f"{key}_cloture") or gathering.closes_on
    now = shown.now
    acting.attempt(
        "dates",
        lambda: set_campaign_dates(now.store, now.actor, now.plan.code, shown.period, due, closes, reason=why),
        f"Échéance le {day(due)}, clôture le {day(closes)}.",
    )


def _validation(shown: Shown) -> None:
    current = shown.standing.validation
    key = f"validation_{current.value}"
    with st.popover("Changer qui valide", key="campagne_validation"):
        st.radio(
            "Qui valide les points d’avancement de ce plan", list(Validation), list(Validation).index(current),
            format_func=label, key=f"{key}_choix",
        )  # fmt: skip
        st.text_input("Motif, gardé au journal", key=f"{key}_motif", max_chars=200)
        acting.wrong("validation")
        st.button("Enregistrer", type="primary", key="validation_enregistrer", on_click=_give, args=(shown, key))


def _give(shown: Shown, key: str) -> None:
    chosen = Validation(st.session_state.get(f"{key}_choix") or shown.standing.validation)
    if chosen is shown.standing.validation:
        acting.refuse("validation", "C’est déjà ainsi. Rien n’a été modifié.")
        return
    now = shown.now
    why = acting.typed(f"{key}_motif")
    acting.attempt(
        "validation",
        lambda: set_validation(now.store, now.actor, now.plan.code, chosen, reason=why),
        f"Validation\u00a0: {label(chosen)[:1].lower()}{label(chosen)[1:]}.",
    )
