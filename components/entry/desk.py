"""What somebody owes for the open period: the list, the most urgent first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

import streamlit as st

from components import address, links, pieces
from components.entry.sending import SENT
from components.pieces import plain, title
from components.view import View
from data.entry.owed import (
    TURN_WORDS,
    Owed,
    Turn,
    actions_sentence,
    due_words,
    everybody_sentence,
    fills_all,
    open_periods,
    owed_sentence,
)
from data.entry.signature import signed
from data.french import capitalised, day, listing, plural, typeset
from data.measures.columns import records
from data.measures.figure import Stamp
from data.measures.rates import completion
from data.period import Period
from data.situation import where

_COLOURS = {
    Turn.MISSING: "blue",
    Turn.TO_COMPLETE: "orange",
    Turn.SUBMITTED: "green",
    Turn.VALIDATED: "green",
    Turn.EXCUSED: "gray",
}


def due_on(now: View) -> date:
    """The due date of the period shown."""
    return records(where(now.whole.campaigns, period=now.whole.period.code))[-1]["due_on"]


def show(now: View, reports: Sequence[Owed]) -> None:
    """The list of an open period; each fiche opens its form."""
    title("Ma saisie")
    _sent(now)
    _also_open(now)
    asked = address.current("fiche")
    if asked is not None:
        st.warning(plain(f"La fiche {asked} ne vous est pas confiée\u00a0: voici ce qui l’est."))
    due = due_words(due_on(now), now.head.today)
    if fills_all(now.actor, now.plan.code):
        _everybody(now, reports, due)
        return
    led = [one for one in reports if one.leads]
    single = [one for one in reports if not one.leads]
    if led:
        pieces.sentence(owed_sentence(led, now.whole.period, due))
    for one in led:
        _row(one)
    if single and led:
        pieces.section("Actions que vous pilotez dans d’autres fiches")
    elif single:
        pieces.sentence(actions_sentence(single, now.whole.period, due))
    for one in single:
        _row(one)
    if not reports:
        pieces.empty(
            f"Rien ne vous est confié pour {now.whole.period.the}.",
            "Demandez à la coordination du plan de vous confier une fiche ou une action.",
        )


def _also_open(now: View) -> None:
    """An earlier period that was reopened is filled too: the way to it."""
    for code in open_periods(now.whole):
        if code != now.whole.period.code:
            with st.container(horizontal=True, vertical_alignment="center", gap="medium", key=f"aussi_{code}"):
                of = Period.parse(code).of
                st.markdown(plain(f"La saisie {of} est de nouveau ouverte."), width="content")
                st.button(f"Aller à la saisie {of}", key=f"aller_{code}", on_click=_go, args=(code,))


def _go(period: str) -> None:
    address.change(trimestre=period)


def _everybody(now: View, reports: Sequence[Owed], due: str) -> None:
    """The coordination's list: every fiche of the plan, kept by the filter bar."""
    if not reports:
        pieces.empty(
            f"Rien n’est attendu pour {now.whole.period.the}.",
            "Ce plan n’a pas de fiche\u00a0: il ne reçoit pas de point d’avancement.",
        )
        return
    pieces.sentence(everybody_sentence(reports, now.whole.period, due))
    kept = set(now.situation.fiches["code"])
    shown = [one for one in reports if one.fiche_code in kept]
    if not shown:
        pieces.empty("Le filtre en cours ne garde aucune fiche.", "Levez un filtre en haut de la page pour en revoir.")
    elif len(shown) < len(reports):
        st.caption(f"Le filtre en cours garde {plural(len(shown), 'fiche')} sur {len(reports)}.")
    for one in shown:
        _row(one, for_others=True)


def read_only(reports: Sequence[Owed]) -> None:
    """The list of a period that is no longer filled."""
    for one in reports:
        with st.container(border=True, key=f"lue_{one.fiche_code}", horizontal=True, vertical_alignment="center"):
            st.markdown("  \n".join([_name(one), *_notes(one, for_others=True)]), width="stretch")
            st.markdown(_badge(one, _TOO_LATE), width="content")
            links.to("fiche", "Lire la fiche", fiche=one.fiche_code)


def _row(one: Owed, *, for_others: bool = False) -> None:
    with st.container(border=True, key=f"due_{one.fiche_code}", horizontal=True, vertical_alignment="center"):
        st.markdown("  \n".join([_name(one), *_notes(one, for_others)]), width="stretch")
        st.markdown(_badge(one, _OF_ACTIONS if one.actions else TURN_WORDS), width="content")
        urgent = one.turn in (Turn.MISSING, Turn.TO_COMPLETE)
        st.button(
            "Reprendre" if one.draft_at else _VERBS.get(one.turn, "Modifier"),
            key=f"ouvrir_{one.fiche_code}",
            type="primary" if urgent and not for_others else "secondary",
            on_click=_open,
            args=(one.fiche_code,),
            help=f"Fiche {one.fiche_code}",
        )


_OF_ACTIONS = {**TURN_WORDS, Turn.SUBMITTED: "Renseigné"}
_TOO_LATE = {**TURN_WORDS, Turn.MISSING: "Sans réponse", Turn.TO_COMPLETE: "Non complété"}
_VERBS = {Turn.MISSING: "Renseigner", Turn.TO_COMPLETE: "Compléter", Turn.EXCUSED: "Renseigner"}


def _open(code: str) -> None:
    address.change(fiche=code)


def _name(one: Owed) -> str:
    return f"**{plain(f'{one.fiche_code} – {one.title}')}**"


def _badge(one: Owed, words: Mapping[Turn, str] = TURN_WORDS) -> str:
    word = "Rien de nouveau" if one.answer is not None and one.answer.nothing_new else words[one.turn]
    return f":{_COLOURS[one.turn]}-badge[{word}]"


def _notes(one: Owed, for_others: bool) -> list[str]:
    """What to know before opening: who answers, what is asked, what is being typed."""
    notes = (
        [f"{'Vos actions' if len(one.actions) > 1 else 'Votre action'}\u00a0: {listing(one.actions)}"]
        if one.actions
        else []
    )
    if for_others and not one.mine:
        notes.append(f"Pilote\u00a0: {one.pilot}" if one.pilot else "Sans pilote\u00a0: la coordination répond")
    if one.turn is Turn.TO_COMPLETE and one.answer is not None:
        notes.append(f"À compléter\u00a0: {one.answer.comment or ''}")
    elif one.answer is not None:
        whose = capitalised(signed("envoyé", one.answer.author, one.answer.behalf))
        notes.append(f"{whose} le {day(one.answer.submitted_at.astimezone())}")
    if one.turn is Turn.EXCUSED and one.reason:
        notes.append(f"Excusé\u00a0: {one.reason}")
    if one.draft_at is not None:
        moment = one.draft_at.astimezone()
        notes.append(f"Brouillon du {day(moment)} à {moment:%H:%M}, pas encore soumis")
    return [f":gray[{plain(typeset(note))}]" for note in notes]


def _sent(now: View) -> None:
    """What was just recorded, and the fiche's rate with it."""
    sent = st.session_state.pop(SENT, None)
    if sent is None:
        return
    code, name, told = sent
    leaves = where(now.whole.leaves, fiche_code=code)
    stamp = Stamp(now.whole.as_of, now.whole.period.code)
    rate = completion(leaves, f"les actions de la fiche {code}", stamp)
    with st.container(border=True, key="envoye"):
        st.success(f"**{plain(f'{code} – {name}')}**\u00a0: point d’avancement enregistré. {plain(told)}")
        st.markdown(plain(f"Taux de réalisation de la fiche\u00a0: {rate.text}"))
        pieces.explain(rate, key="taux_envoye")
