"""Everything that a pilot carries, handed over to another in one act; what will move is shown first."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import streamlit as st

from components import pieces
from components.pieces import plain
from components.pilots import facts
from components.told import REREAD, attempt, tell, told
from components.view import View
from data.commands.parts import Change, Unfit, handed_over
from data.commands.pilot import hand_over
from data.entry.pilot_words import awaited_words, handed_words
from data.french import day, folded, plural, typeset
from data.measures.pilots import carried
from data.period import Period
from data.roster import NO_FACTS, PilotCard, Roster

_FROM, _TO, _ON, _WHY, _NAME = (f"transmettre_{name}" for name in ("de", "a", "le", "motif", "nom"))
_CARD, _SLOT = "transmettre_fiche", "transmettre"
_NEW = "Un nouveau pilote…"


def show(now: View, roster: Roster) -> None:
    """The form, what will move, the button."""
    pieces.section(
        "Transmettre tout à un autre",
        "Un départ, une réorganisation\u00a0: tout ce que porte un pilote passe à un autre, en une fois. Ce que le "
        "premier a signé reste à son nom.",
    )
    givers = {one.card.name: one.card for one in carried(roster) if one.running or one.planned}
    if not givers:
        pieces.empty("Aucun pilote ne porte encore quelque chose.", "Confiez d’abord des pilotages.")
        return
    left, right = st.columns(2)
    giver_name = left.selectbox("Qui transmet", list(givers), index=None, placeholder="Choisir un pilote", key=_FROM)
    others = [card.name for card in roster.pilots if card.name != giver_name]
    taker_name = right.selectbox("Qui reprend", [_NEW, *others], index=None, placeholder="Choisir un pilote", key=_TO)
    if taker_name == _NEW:
        with st.container(border=True, key="transmettre_nouveau"):
            taker_name = st.text_input(
                "Nom du nouveau pilote", key=_NAME, max_chars=200, placeholder="Un service ou une fonction"
            ).strip()
            facts.fields(roster, key=_CARD)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        on = st.date_input(
            "À partir du", roster.first_day, min_value=roster.starts_on, max_value=roster.ends_on, format="DD/MM/YYYY",
            key=_ON, width=180,
        )  # fmt: skip
        st.text_input("Motif, gardé au journal", key=_WHY, max_chars=200, placeholder="Départ, réorganisation…")
    told(_SLOT)
    if giver_name and taker_name and isinstance(on, date):
        _preview(now, roster, givers[giver_name], taker_name, on)


def _preview(now: View, roster: Roster, giver: PilotCard, taker_name: str, on: date) -> None:
    known = next((card for card in roster.pilots if folded(card.name) == folded(taker_name)), None)
    taker = known.name if known else taker_name
    try:
        changes = handed_over(roster.parts, giver.name, taker, on, roster.today)
    except Unfit as error:
        st.warning(plain(typeset(str(error))))
        return
    moved = handed_words(changes, taker, roster)
    with st.container(border=True, key="transmettre_apercu"):
        st.markdown(f"**Ce qui passera de {plain(giver.name)} à {plain(taker)} le {day(on)}**")
        st.markdown("\n".join(f"- {plain(line)}" for line in moved))
        awaited = _awaited(now, roster, changes, taker)
        if awaited:
            st.markdown(plain(awaited))
        st.button(
            f"Transmettre {plural(len(moved), 'pilotage')}", type="primary", key="transmettre_confirmer",
            on_click=_hand_over, args=(now, giver, known, taker, on, changes),
        )  # fmt: skip


def _awaited(now: View, roster: Roster, changes: Sequence[Change], taker: str) -> str:
    period = now.plan.open_period
    return awaited_words(changes, taker, roster, Period.parse(period)) if period else ""


def _hand_over(
    now: View, giver: PilotCard, known: PilotCard | None, taker: str, on: date, changes: Sequence[Change]
) -> None:
    """Hand over what the preview showed, unless another name was typed since."""
    new = st.session_state.get(_TO) == _NEW
    if new and known is None and st.session_state.get(_NAME, "").strip() != taker:
        tell(_SLOT, "warning", REREAD)
        return
    seen = [one.before.id for one in changes if one.before is not None and one.before.id is not None]
    done = attempt(
        _SLOT,
        lambda: hand_over(
            now.store,
            now.actor,
            now.plan.code,
            giver.pilot_id,
            known.pilot_id if known else taker,
            on,
            reason=st.session_state.get(_WHY, ""),
            facts=facts.said(_CARD) if new and known is None else NO_FACTS,
            seen=seen,
        ),
        f"Tout ce que portait « {giver.name} » est transmis à « {taker} », à partir du {day(on)}.",
    )
    if done:
        for key in (_FROM, _TO, _WHY, _NAME):
            st.session_state.pop(key, None)
