"""The form of one fiche, top to bottom. A fragment: what is typed here redraws the form, not the page."""

from __future__ import annotations

import streamlit as st

from components import address
from components.entry import actions, evidence, indicators, sending, texts
from components.entry.desk import due_on
from components.entry.form import WIDTH, Form
from components.pieces import plain, section, title
from components.view import View
from data.entry.owed import Owed, due_words, fills_all
from data.entry.sheet import sheet
from data.entry.signature import signed
from data.french import capitalised, day, typeset
from data.reading.entry import recorded
from data.vocabulary import ReportStatus


def show(now: View, owed: Owed) -> None:
    """Draw the form of `owed`, a fiche that this profile may fill in the open period."""
    everything = fills_all(now.actor, now.plan.code)
    found = recorded(now.store, now.plan.code, owed.fiche_code, now.whole.period.code)
    built = sheet(now.whole, owed, found, now.actor.code, fills_all=everything)
    form = Form(now.store, now.actor, now.plan.code, built)
    form.open()
    st.button("← Toutes les fiches", key="saisie_retour", type="tertiary", on_click=_leave)
    title(f"{owed.fiche_code} – {owed.title}")
    due = due_words(due_on(now), now.head.today)
    st.markdown(plain(f"{capitalised(now.whole.period.label)}, {due}."))
    if everything and not owed.mine:
        st.info(
            f"Vous saisissez à la place de **{plain(owed.pilot)}**\u00a0: ce sera dit partout où le point est lu."
            if owed.pilot
            else "Cette fiche n’a pas de pilote\u00a0: la coordination répond."
        )
    _fields(form, owed)


def _leave() -> None:
    address.change(fiche=None)


@st.fragment
def _fields(form: Form, owed: Owed) -> None:
    with st.container(key="saisie", width=WIDTH):
        _state(form, owed)
        sending.nothing_new_button(form)
        if form.problem:
            st.error(plain(typeset(form.problem)))
        if form.sheet.whole:
            texts.weather(form)
        actions.show(form)
        if form.sheet.whole:
            texts.texts(form)
            indicators.show(form)
        evidence.show(form)
        section("Avant d’envoyer")
        sending.collisions(form)
        sending.send_button(form)
    form.drawn()


def _state(form: Form, owed: Owed) -> None:
    """Where this report stands, and the draft that was taken up."""
    answer = form.sheet.recorded.answer
    if answer is not None and answer.status is ReportStatus.TO_COMPLETE:
        st.warning(f"**À compléter.** {plain(typeset(answer.comment or ''))}")
    elif answer is not None:
        word = "Validé" if answer.status is ReportStatus.VALIDATED else "Soumis"
        again = " Le soumettre à nouveau demandera une nouvelle validation." if word == "Validé" else ""
        whose = signed("envoyé", answer.author, answer.behalf)
        st.caption(plain(f"{word}, {whose} le {day(answer.submitted_at.astimezone())}.{again}"))
    if form.collisions:
        st.warning(
            f"{plain(sending.who(form))} entre-temps. Deux versions sont à départager en bas du "
            "formulaire, avant d’envoyer\u00a0: rien n’a été écrasé."
        )
    if not form.sheet.whole:
        st.info("Vous renseignez ici vos actions. Le récit de la fiche revient à la personne qui en est responsable.")
    if form.left_out:
        some = "une valeur qui n’est pas admise" if len(form.left_out) == 1 else "des valeurs qui ne sont pas admises"
        lines = "\n".join(f"- {plain(typeset(text))}" for text in form.left_out)
        st.warning(f"**Le brouillon contenait {some}\u00a0: le reste est repris.** Laissé de côté\u00a0:\n{lines}")
    if form.resumed:
        st.info(f"{form.resumed}. Vous pouvez continuer, ou l’abandonner en bas du formulaire.")
