"""When there is nothing to fill here: the profile does not fill, or the period shown is not the open one."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from components import address, links, pieces
from components.entry import desk, opening
from components.pieces import plain, title
from components.view import View
from data.entry.left_drafts import left_words
from data.entry.owed import Owed
from data.french import day
from data.period import Period
from data.reading.entry import kept
from data.vocabulary import Role

_WHY = {
    Role.READER: "Ce profil lit le plan, il ne le renseigne pas.",
    Role.PRESENTER: "Ce profil présente le plan, il ne le renseigne pas.",
    Role.DIRECTION: "La direction lit, valide et décide\u00a0; les pilotes remettent les points d’avancement.",
    Role.TERRITORY_DIRECTOR: "Ce profil suit un territoire\u00a0; les pilotes remettent les points d’avancement.",
    Role.ADMINISTRATOR: "Ce profil administre la base, il ne renseigne pas le plan.",
}


def cannot(now: View) -> None:
    """This profile fills nothing: why, and what it can do."""
    title("Ma saisie")
    pieces.empty(
        _WHY.get(now.actor.role, "Ce profil ne renseigne pas ce plan."),
        "Pour renseigner une fiche, choisissez votre profil en haut de la page, ou demandez à la coordination du plan "
        "de vous en confier une.",
    )
    with st.container(horizontal=True, gap="medium"):
        links.to("pilotage", "Voir où en est le plan")
        links.to("plan", "Lire les fiches")


def not_open(now: View, reports: Sequence[Owed]) -> None:
    """The period shown is not open: why, what it holds, and the way to the one that is."""
    title("Ma saisie")
    shown, opened = now.whole.period, now.plan.open_period
    closed = shown.code in now.plan.periods
    if closed:
        st.info(plain(f"La saisie {shown.of} est close\u00a0: ses chiffres ne changent plus."))
        for one in reports:
            if one.draft_at is not None:
                _left(now, one)
    elif opened is not None:
        st.info(plain(f"La saisie {shown.of} n’est pas ouverte."))
    if opened is not None:
        st.button(
            f"Aller {Period.parse(opened).to}, période ouverte à la saisie",
            type="primary",
            key="vers_ouvert",
            on_click=_go,
            args=(opened, now.plan.current_period),
        )
    else:
        opening.show(now)
    if closed:
        desk.read_only(reports)


def _left(now: View, one: Owed) -> None:
    """A draft that the closing overtook: nothing was sent, nothing is lost."""
    draft = kept(now.store, now.actor, now.plan.code, one.fiche_code, now.whole.period.code)
    words = left_words(draft.body) if draft is not None else []
    if draft is None or not words:
        return
    with st.container(border=True, key=f"brouillon_{one.fiche_code}"):
        moment = draft.saved_at.astimezone()
        st.warning(
            f"**{plain(f'{one.fiche_code} – {one.title}')}**\u00a0: votre brouillon du {day(moment)} à {moment:%H:%M} "
            "n’a pas été envoyé avant la clôture. Il est conservé\u00a0: copiez-le dans la période ouverte, ou "
            "demandez à la coordination de rouvrir celle-ci."
        )
        with st.expander("Lire ce brouillon", key=f"lire_brouillon_{one.fiche_code}"):
            for heading, text in words:
                st.caption(plain(heading))
                st.code(text, language=None, wrap_lines=True)


def _go(opened: str, current: str) -> None:
    address.change(trimestre=None if opened == current else opened)
