"""The sheet as a list, for a phone: one date at a time, one field a territory."""

from __future__ import annotations

import streamlit as st

from components import address
from components.indicators.entry.desk import Desk
from components.pieces import plain
from data.entry.place_lookup import title_key
from data.entry.values_cells import Shape
from data.entry.values_sheet import Part, Place, Slot
from data.french import plural, typeset

_MOST = 30
"""Territories listed at once: beyond, a name narrows them."""
_PARTS: dict[Part, str] = {"value": "", "numerator": "numérateur", "denominator": "dénominateur"}
_ACROSS = {Shape.NUMBER: 4, Shape.RATIO: 2, Shape.TEXT: 1, Shape.MILESTONE: 2}
_EXAMPLES = {
    Shape.NUMBER: "Aucune valeur",
    Shape.RATIO: "Aucune valeur",
    Shape.TEXT: "Aucun texte",
    Shape.MILESTONE: "fait, fait le 12/05/2026, non",
}


def show(desk: Desk) -> None:
    days = [on.isoformat() for on in reversed(desk.sheet.days)]
    names = {on.isoformat(): desk.sheet.day_words(on) for on in desk.sheet.days}
    asked = address.current("date")
    chosen = asked if asked in names else desk.asked.isoformat() if desk.asked else days[0]
    with st.container(horizontal=True, vertical_alignment="bottom"):
        st.session_state["valeurs_date"] = chosen
        st.selectbox("Date", days, format_func=lambda on: names[on], key="valeurs_date", width=160, on_change=_dated)
        words = ""
        if len(desk.sheet.places) > _MOST:
            words = st.text_input("Nom du territoire", key="valeurs_territoire", width=260, max_chars=100)
    on = next(day for day in desk.sheet.days if day.isoformat() == chosen)
    kept = [place for place in desk.sheet.places if title_key(words) in title_key(place.name)]
    refused = {slot: one.why for one in desk.judged.refused for slot in one.slots}
    with st.container(key="liste_valeurs"), st.grid(_ACROSS[desk.sheet.asked.shape], min_column_width=150):
        for place in kept[:_MOST]:
            for part in desk.sheet.parts:
                slot = Slot(place.code, on, part)
                with st.container(gap="xsmall"):
                    _field(desk, place, slot)
                    if slot in refused:
                        st.markdown(f":red[{plain(typeset(refused[slot]))}]")
    if len(kept) > _MOST:
        st.caption(f"Et {plural(len(kept) - _MOST, 'autre territoire', 'autres territoires')}\u00a0: écrivez un nom.")


def _dated() -> None:
    address.change(date=st.session_state["valeurs_date"])


def _field(desk: Desk, place: Place, slot: Slot) -> None:
    key = f"{desk.id} champ {slot.territory} {slot.on} {slot.part}"
    st.session_state[key] = desk.work.text(desk.sheet, slot)
    part = _PARTS[slot.part]
    st.text_input(
        f"{place.short}\u00a0: {part}" if part else place.short, key=key, on_change=_typed, args=(desk, slot, key),
        placeholder=_EXAMPLES[desk.sheet.asked.shape],
    )  # fmt: skip


def _typed(desk: Desk, slot: Slot, key: str) -> None:
    desk.type({slot: st.session_state[key]}, "la dernière saisie")
