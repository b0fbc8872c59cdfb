"""From one status to another: the table of flows, what it says, and the actions of the flow that is chosen."""

from __future__ import annotations

from typing import Any

import streamlit as st

from components import address, pieces, view
from components.changes import asked, listing
from components.pieces import plain
from components.view import View
from data.french import number
from data.measures.changes.flows import Flow, Flows, flows
from data.period import Period

FIRST = 4
"""Flows told in a sentence each; the table and the choice hold them all."""
_TABLE, _CHOICE = "changements_flux", "changements_passage"


def draw(now: View, since: Period) -> None:
    """The section; nothing when no action is followed at either date."""
    found = view.remembered(now.key, f"flux depuis {since.code}", lambda: flows(*asked.scoped(now, since)))
    if not found.flows:
        return
    pieces.section(
        "D’un état à l’autre",
        "Une ligne par état de départ, une colonne par état d’arrivée\u00a0; une case choisie montre ses actions.",
    )
    st.markdown(plain(found.sentence))
    told = found.sentences
    if told:
        st.markdown("\n".join(f"- {plain(sentence)}" for sentence in told[:FIRST]))
    if len(told) > FIRST:
        st.caption(f"Et {number(len(told) - FIRST)} autres passages, dans le tableau.")
    frame = found.frame
    widths = dict.fromkeys(frame.columns, 104) | {str(frame.columns[0]): 160}
    pieces.table(frame, key=_TABLE, widths=widths, select="single-cell", on_select=lambda: _picked(found))
    listing.csv(frame, key=_TABLE, file="passages")
    _chosen(found)


def _picked(found: Flows) -> None:
    """A cell was chosen: its flow goes to the address; a total or an empty cell chooses nothing."""
    event: Any = st.session_state.get(_TABLE)
    cells: list[tuple[int, str]] = event["selection"]["cells"] if event else []
    names = list(found.frame.columns)[1:-1]
    if cells and cells[0][0] < len(found.starts) and cells[0][1] in names:
        start, end = found.starts[cells[0][0]], found.ends[names.index(cells[0][1])]
        flow = next((each for each in found.flows if (each.start, each.end) == (start, end)), None)
        if flow is not None:
            address.change(passage=flow.key)


def _chosen(found: Flows) -> None:
    """The same choice by keyboard, then the actions of the flow."""
    options = {flow.key: flow for flow in (*found.moved, *(flow for flow in found.flows if not flow.moved))}
    wanted = address.current("passage")
    st.session_state[_CHOICE] = wanted if wanted in options else None
    st.selectbox(
        "Les actions d’un passage",
        list(options),
        format_func=lambda key: found.told(options[key]),
        key=_CHOICE,
        placeholder="Choisissez un passage",
        on_change=lambda: address.change(passage=st.session_state[_CHOICE]),
    )
    flow: Flow | None = options.get(st.session_state[_CHOICE] or "")
    if flow is None:
        return
    rows = found.listed(flow)
    st.markdown(plain(f"{found.told(flow)} Choisissez une ligne pour ouvrir sa fiche."))
    listing.opening(rows, [code or None for code in rows["Fiche"]], key="changements_du_passage")
    listing.csv(rows, key="changements_du_passage", file="actions-du-passage")
