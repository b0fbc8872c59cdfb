"""The page as a whole: the sentence, what has no lead, then the list, the bulk entry or the hand-over."""

from __future__ import annotations

import streamlit as st

from components import acting, address, pieces
from components.pieces import plain
from components.pilots import giving, listing, transfer
from components.view import View
from data.french import day, plural
from data.measures.pilots import led
from data.permissions import Act
from data.roster import Roster

LIST, GIVE, PASS = "pilotes", "confier", "transmettre"
_NAMES = {LIST: "Qui pilote quoi", GIVE: "Confier", PASS: "Transmettre"}
_KEY = "pilotes_vue"


def show(now: View, roster: Roster) -> None:
    """Everything but a pilot's own sheet."""
    editable = acting.allowed(now, Act.ASSIGN)
    pieces.title("Pilotes")
    figure = led(roster)
    pieces.sentence(figure.sentence)
    if not roster.fiches and now.whole.actions.empty:
        return
    if roster.fiches:
        pieces.explain(figure, key="fiches_confiees")
    _notes(now, roster)
    chosen = _choice() if editable else LIST
    if chosen == GIVE:
        giving.show(now, roster)
    elif chosen == PASS:
        transfer.show(now, roster)
    else:
        listing.bare(now, roster, editable=editable)
        pieces.section("Qui pilote quoi")
        listing.pilots(now, roster)


def _notes(now: View, roster: Roster) -> None:
    """What the page shows whatever the period asked for, and what the filter keeps."""
    if now.whole.as_of < roster.today and now.whole.period.code != now.plan.open_period:
        st.caption(
            plain(f"Les pilotages sont ceux d’aujourd’hui, {day(roster.today)}, et non ceux {now.whole.period.of}.")
        )
    kept, total = len(now.situation.fiches), len(now.whole.fiches)
    if now.filter.count and kept < total:
        st.caption(f"Le filtre en cours garde {plural(kept, 'fiche')} sur {total}.")


def _choice() -> str:
    asked = address.current("vue")
    st.session_state[_KEY] = asked if asked in _NAMES else LIST
    chosen = st.segmented_control(
        "Vue", list(_NAMES), format_func=lambda name: _NAMES[name], key=_KEY, required=True,
        label_visibility="collapsed", on_change=_changed,
    )  # fmt: skip
    return chosen or LIST


def _changed() -> None:
    value = st.session_state[_KEY]
    address.change(vue=None if value == LIST else value)
