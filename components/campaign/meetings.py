"""Réunions: the sittings of the plan's instances; those that pace the entry give the due dates."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import streamlit as st

from components import acting, pieces
from components.campaign.shown import Shown
from components.pieces import plain
from data.commands.meeting import cancel_meeting, plan_meeting
from data.french import day, typeset
from data.gathering import Sitting
from data.measures.columns import records

_SLOT = "reunions"
_NAME, _DAY, _PACES = "reunion_instance", "reunion_jour", "reunion_rythme"


def draw(shown: Shown) -> None:
    """The section."""
    pieces.section(
        "Réunions",
        "Celles qui rythment la saisie servent à proposer l’échéance et la clôture de la période suivante.",
    )
    sittings = shown.standing.sittings
    coming = [one for one in sittings if one.held_on >= shown.today]
    past = [one for one in sittings if one.held_on < shown.today][::-1]
    if not sittings:
        st.caption("Aucune réunion n’est inscrite.")
    with st.container(width=820):
        _list(shown, coming)
        if past:
            with st.expander(f"Réunions passées ({len(past)})", key="reunions_passees"):
                _list(shown, past)
        acting.wrong(_SLOT)
        if shown.runs:
            _form(shown)


def _list(shown: Shown, sittings: Sequence[Sitting]) -> None:
    for one in sittings:
        key = f"{one.held_on}_{shown.standing.sittings.index(one)}"
        with st.container(horizontal=True, vertical_alignment="center", key=f"reunion_{key}"):
            mark = " :blue-badge[rythme la saisie]" if one.paces else ""
            st.markdown(f"**{plain(day(one.held_on))}** · {plain(typeset(one.instance))}{mark}", width="stretch")
            if shown.runs:
                st.button("Retirer", key=f"reunion_retirer_{key}", type="tertiary", on_click=_cancel, args=(shown, one))


def instances(shown: Shown) -> list[str]:
    """The plan's own instances: what its document says of governance, less the functions and what is only read (a
    letter, a shared folder)."""
    entries = [row for row in records(shown.now.whole.entries) if row["kind"] == "governance"]
    bodies = [(typeset(str(row["title"])), row["body"] or {}) for row in entries]
    return [title for title, body in bodies if body.get("kind") not in ("rôle", "support")]


def _form(shown: Shown) -> None:
    with st.expander("Inscrire une réunion", key="reunion_nouvelle"):
        st.selectbox(
            "Instance", instances(shown), index=None, key=_NAME, accept_new_options=True,
            placeholder="Choisir, ou écrire un nom",
        )  # fmt: skip
        with st.container(horizontal=True, vertical_alignment="bottom"):
            st.date_input("Date", shown.today, format="DD/MM/YYYY", key=_DAY, width=180)
            st.checkbox("Cette instance rythme la saisie", key=_PACES)
        acting.wrong(f"{_SLOT}_nouvelle")
        st.button("Inscrire", type="primary", key="reunion_inscrire", on_click=_plan, args=(shown,))


def _plan(shown: Shown) -> None:
    now = shown.now
    name, on = acting.typed(_NAME).strip(), st.session_state.get(_DAY)
    if not name or not isinstance(on, date):
        acting.refuse(f"{_SLOT}_nouvelle", "Choisissez une instance et une date. Rien n’a été inscrit.")
        return
    paces = bool(st.session_state.get(_PACES))
    if acting.attempt(
        f"{_SLOT}_nouvelle",
        lambda: plan_meeting(now.store, now.actor, now.plan.code, name, on, paces=paces),
        f"«\u00a0{name}\u00a0» est inscrit au {day(on)}.",
    ):
        acting.empty(_NAME)
        st.session_state[_PACES] = False


def _cancel(shown: Shown, one: Sitting) -> None:
    now = shown.now
    acting.attempt(
        _SLOT,
        lambda: cancel_meeting(now.store, now.actor, now.plan.code, one.instance, one.held_on),
        f"La réunion du {day(one.held_on)} est retirée.",
    )
