"""What somebody owes for the open period: the list, the most urgent first."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import streamlit as st

from components import address, links, pieces
from components.entry.sending import SENT
from components.pieces import plain
from components.view import View
from data.entry.owed import HANDED_IN, TURN_WORDS, Owed, Turn, due_words, fills_all, owed_sentence
from data.french import day
from data.measures.figure import Stamp
from data.measures.columns import records
from data.measures.rates import completion
from data.period import Period
from data.situation import where
from data.vocabulary import Role

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
    _sent(now)
    due = due_words(due_on(now), now.head.today)
    everything = fills_all(now.actor, now.plan.code)
    if everything:
        handed = [one for one in reports if one.turn in HANDED_IN]
        asked = [one for one in reports if one.turn is not Turn.EXCUSED]
        pieces.sentence(
            f"Pour le {now.whole.period.label}, {len(handed)} des {len(asked)} points d’avancement attendus sont "
            f"remis\u00a0; {due}."
        )
        kept = set(now.situation.fiches["code"])
        shown = [one for one in reports if one.fiche_code in kept]
        if len(shown) < len(reports):
            st.caption(f"Le filtre en cours garde {len(shown)} fiches sur {len(reports)}.")
    else:
        shown = [one for one in reports if one.leads]
        if shown:
            pieces.sentence(owed_sentence(shown, now.whole.period.label, due))
    for one in shown:
        _row(one, everything)
    single = [one for one in reports if not one.leads] if not everything else []
    if single:
        pieces.section(
            "Actions que vous pilotez dans d’autres fiches", None if shown else f"{due[:1].upper()}{due[1:]}."
        )
        for one in single:
            _row(one, everything)


def read_only(now: View, reports: Sequence[Owed]) -> None:
    """The list of a period that is no longer filled."""
    for one in reports:
        with st.container(border=True, key=f"lue_{one.fiche_code}", horizontal=True, vertical_alignment="center"):
            st.markdown(_name(one), width="stretch")
            st.markdown(_badge(one), width="content")
            links.to("fiche", "Lire", fiche=one.fiche_code)


def _row(one: Owed, everything: bool) -> None:
    with st.container(border=True, key=f"due_{one.fiche_code}", horizontal=True, vertical_alignment="center"):
        st.markdown("  \n".join([_name(one), *_notes(one, everything)]), width="stretch")
        st.markdown(_badge(one), width="content")
        urgent = one.turn in (Turn.MISSING, Turn.TO_COMPLETE)
        st.button(
            "Reprendre" if one.draft_at else _VERBS.get(one.turn, "Modifier"),
            key=f"ouvrir_{one.fiche_code}",
            type="primary" if urgent and not everything else "secondary",
            on_click=_open,
            args=(one.fiche_code,),
            help=f"Fiche {one.fiche_code}",
        )


_VERBS = {Turn.MISSING: "Renseigner", Turn.TO_COMPLETE: "Compléter", Turn.EXCUSED: "Renseigner"}


def _open(code: str) -> None:
    address.change(fiche=code)


def _name(one: Owed) -> str:
    return f"**{plain(f'{one.fiche_code} – {one.title}')}**"


def _badge(one: Owed) -> str:
    word = "Rien de nouveau" if one.answer is not None and one.answer.nothing_new else TURN_WORDS[one.turn]
    return f":{_COLOURS[one.turn]}-badge[{word}]"


def _notes(one: Owed, everything: bool) -> list[str]:
    """What to know before opening: who answers, what is asked, what is being typed."""
    notes: list[str] = []
    if everything and not one.mine:
        notes.append(f"Pilote\u00a0: {one.pilot}" if one.pilot else "Sans pilote\u00a0: la coordination répond")
    if one.turn is Turn.TO_COMPLETE and one.answer is not None:
        notes.append(f"À compléter\u00a0: {one.answer.comment or ''}")
    elif one.answer is not None:
        notes.append(f"Envoyé le {day(one.answer.submitted_at.astimezone())} par {one.answer.author}")
    if one.turn is Turn.EXCUSED and one.reason:
        notes.append(f"Excusé\u00a0: {one.reason}")
    if one.draft_at is not None:
        moment = one.draft_at.astimezone()
        notes.append(f"Brouillon du {day(moment)} à {moment:%H:%M}, pas encore soumis")
    return [f":gray[{plain(note)}]" for note in notes]


def _sent(now: View) -> None:
    """What was just recorded, and the fiche's rate with it."""
    sent = st.session_state.pop(SENT, None)
    if sent is None:
        return
    code, title, told = sent
    leaves = where(now.whole.leaves, fiche_code=code)
    stamp = Stamp(now.whole.as_of, now.whole.period.code)
    rate = completion(leaves, f"les actions de la fiche {code}", stamp)
    with st.container(border=True, key="envoye"):
        st.success(f"**{plain(f'{code} – {title}')}**\u00a0: point d’avancement enregistré. {plain(told)}")
        st.markdown(plain(f"Taux de réalisation de la fiche\u00a0: {rate.text}"))
        pieces.explain(rate, key="taux_envoye")


def cannot(now: View) -> None:
    """This profile fills nothing: why, and what it can do."""
    says = {
        Role.READER: "Ce profil lit le plan, il ne le renseigne pas.",
        Role.PRESENTER: "Ce profil présente le plan, il ne le renseigne pas.",
        Role.DIRECTION: "La direction lit, valide et décide\u00a0; les points d’avancement sont remis par les pilotes.",
        Role.TERRITORY_DIRECTOR: "Ce profil suit un territoire\u00a0; les pilotes remettent les points d’avancement.",
        Role.ADMINISTRATOR: "Ce profil administre la base, il ne renseigne pas le plan.",
    }.get(now.actor.role, "Ce profil ne renseigne pas ce plan.")
    pieces.empty(
        says,
        "Pour renseigner une fiche, choisissez votre profil en haut de la page, ou demandez à la coordination du plan "
        "de vous en confier une.",
    )
    with st.container(horizontal=True):
        links.to("pilotage", "Voir où en est le plan")
        links.to("plan", "Lire les fiches")


def closed(now: View) -> None:
    """The period shown is not open: why, and the way to the open one."""
    shown, opened = now.whole.period, now.plan.open_period
    why = (
        f"Le {shown.label} est clôturé\u00a0: ses chiffres ne changent plus."
        if shown.code in now.plan.periods
        else f"La saisie du {shown.label} n’est pas ouverte."
    )
    st.info(plain(why))
    if opened is not None:
        label = Period.parse(opened).label
        st.button(
            f"Aller au {label}, ouvert à la saisie", type="primary", key="vers_ouvert",
            on_click=lambda: address.change(trimestre=None if opened == now.plan.current_period else opened),
        )  # fmt: skip
