"""États figés: what each closing kept, what a reopening changed, and the way to reopen."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

import streamlit as st

from components import acting, links, pieces
from components.campaign.shown import Shown
from components.pieces import plain
from components.view import View, remembered
from data.clock import local_day
from data.commands.campaign import reopen_campaign
from data.errors import CapError
from data.french import day, the_others, typeset
from data.measures.changes import Corrections, corrections
from data.period import Period
from data.reading.frozen import FrozenCard, frozen_cards, frozen_situation

_FIRST = 3
_SHORT = 6


def draw(shown: Shown) -> None:
    """The section: the period shown first, then the others, newest first."""
    pieces.section(
        "États figés",
        "Ce qui était su à chaque clôture, gardé pour toujours. Rouvrir une période n’efface rien\u00a0: la clôturer "
        "de nouveau ajoute une version.",
    )
    cards = frozen_cards(shown.now.store, shown.now.plan.code)
    if not cards:
        pieces.empty("Aucune période n’a encore été figée.", "La première version est faite à la première clôture.")
        return
    newest = sorted(cards, key=lambda card: (Period.parse(card.period), card.number), reverse=True)
    ordered = sorted(newest, key=lambda card: card.period != shown.period.code)
    shown_first = ordered if len(ordered) <= _FIRST + 1 else ordered[:_FIRST]
    for card in shown_first:
        _card(shown, card)
    rest = ordered[len(shown_first) :]
    if rest:
        with st.expander(the_others(len(rest)), key="versions_suite"):
            for card in rest:
                _card(shown, card)


def _card(shown: Shown, card: FrozenCard) -> None:
    period = Period.parse(card.period)
    key = f"{card.period}_{card.number}"
    past = " :gray-badge[remplacé]" if _replaced(shown, card) else " :blue-badge[période rouverte]"
    current = "" if card.current else past
    when = day(local_day(card.frozen_at))
    with st.container(border=True, key=f"version_{key}", gap="xsmall"):
        with st.container(horizontal=True, vertical_alignment="center", gap="medium"):
            st.markdown(
                f"**{plain(f'{period.short} · état n° {card.number}')}**{current}  \n"
                f":gray[{plain(typeset(f'Figé le {when} par {card.author}'))}]"
                + (f"  \n:gray[{plain(typeset(f'Motif de la réouverture : {card.reason}'))}]" if card.reason else ""),
                width="stretch",
            )
            with st.popover(f"Empreinte {card.sha256[:12]}", type="tertiary", key=f"empreinte_{key}"):
                st.caption("Empreinte complète (SHA-256)\u00a0: la même empreinte, c’est le même contenu.")
                st.code(card.sha256, language=None, wrap_lines=True)
            links.to("pilotage", "Regarder cet état", trimestre=card.period, version=str(card.number))
            if card.current and shown.runs:
                _reopening(shown, card, period)
        if card.number > 1:
            _difference(shown.now, card)
        acting.wrong(f"rouvrir_{card.period}_{card.number}")


def _replaced(shown: Shown, card: FrozenCard) -> bool:
    """Whether a later version of the same period is the one that counts."""
    return card.number < len(shown.now.plan.frozen.get(card.period, ()))


# --- what a reopening changed -------------------------------------------------------------------------------------


@st.fragment
def _difference(now: View, card: FrozenCard) -> None:
    """Computed once asked for: two whole states are read back."""
    panel = st.popover(
        "Ce que la réouverture a changé", type="tertiary", key=f"difference_{card.period}_{card.number}",
        on_change="rerun",
    )  # fmt: skip
    if not panel.open:
        return
    with panel:
        try:
            found = between(now, card)
        except CapError as error:
            st.error(plain(typeset(str(error))))
            return
        tell(found.sentences)
        if len(found.table):
            pieces.table(found.table, key=f"ecarts_{card.period}_{card.number}", height=_tall(len(found.table)))


def between(now: View, card: FrozenCard) -> Corrections:
    """What differs between a frozen state and the one before it."""

    def work() -> Corrections:
        before, after = (
            frozen_situation(now.store, now.plan.code, card.period, number) for number in (card.number - 1, card.number)
        )
        return corrections(before, after)

    return remembered(f"{now.store.url} {card.sha256}", f"corrections {card.period} {card.number}", work)


def _tall(rows: int) -> int | Literal["content"]:
    """Height of the table: no empty row under a short one, no endless panel."""
    return "content" if rows <= _SHORT else 260


def tell(sentences: Sequence[str]) -> None:
    st.markdown(f"**{plain(sentences[0])}**")
    if sentences[1:]:
        st.markdown("\n".join(f"- {plain(line)}" for line in sentences[1:]))


# --- reopening ----------------------------------------------------------------------------------------------------


def _reopening(shown: Shown, card: FrozenCard, period: Period) -> None:
    key = f"rouvrir_motif_{card.period}_{card.number}"
    with st.popover("Rouvrir", key=f"rouvrir_{card.period}"):
        st.warning(
            plain(
                f"{period.the[:1].upper()}{period.the[1:]} redevient modifiable par ses pilotes, et les pages montrent "
                f"ses chiffres du moment. L’état n° {card.number} reste gardé\u00a0; clôturer de nouveau fera l’état "
                f"n° {card.number + 1}. Le motif est gardé au journal."
            )
        )
        st.text_input("Motif", key=key, max_chars=200, placeholder="Ce qui est à corriger")
        st.button(
            f"Rouvrir {period.the}", type="primary", key=f"rouvrir_confirmer_{card.period}", on_click=_reopen,
            args=(shown, card, period, key),
        )  # fmt: skip


def _reopen(shown: Shown, card: FrozenCard, period: Period, key: str) -> None:
    now = shown.now
    done = acting.attempt(
        f"rouvrir_{card.period}_{card.number}",
        lambda: reopen_campaign(now.store, now.actor, now.plan.code, period, reason=acting.typed(key)),
        f"La campagne {period.of} est rouverte.",
    )
    if done:
        acting.forget(key)
