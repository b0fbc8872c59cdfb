"""The axes that a territory leads, said under its name; the coordination gives them and takes them back here."""

from __future__ import annotations

import streamlit as st

from components import acting
from components.pieces import plain
from components.territories.asked import Asked
from data.commands.lead_axis import remove_lead_axis, set_lead_axis
from data.french import listing, typeset
from data.measures.columns import records
from data.measures.lead_axis import Lead, leads
from data.measures.territory_sheet import Identity
from data.permissions import Act

_SLOT = "axe_porte"
_AXIS, _PERIOD, _WHY = "axe_porte_code", "axe_porte_periode", "axe_porte_motif"


def line(found: tuple[Lead, ...]) -> None:
    """« Axe porté par ce territoire : Axe 1 – … (de janvier 2026 à juin 2027) »; nothing when it leads none."""
    if found:
        what = "Axe porté par ce territoire" if len(found) == 1 else "Axes portés par ce territoire"
        st.markdown(f"**{plain(typeset(f'{what} :'))}** {plain(listing([one.text for one in found]))}")


def editor(now: Asked, found: Identity) -> None:
    """Give an axis, change its period, take it back: for the coordination, on the plan as it stands."""
    view = now.view
    acting.wrong(_SLOT)
    if view.number is not None or not acting.allowed(view, Act.EDIT_PLAN):
        return
    level = now.situation.level_name(1).lower()
    with st.popover(typeset(f"{level.capitalize()} porté…"), key="axe_porte"):
        for one in leads(now.situation, found.code):
            with st.container(horizontal=True, vertical_alignment="center", key=f"axe_porte_{one.heading_code}"):
                st.markdown(plain(one.text), width="stretch")
                st.button(
                    "Retirer", key=f"axe_porte_retirer_{one.heading_code}", type="tertiary", on_click=_remove,
                    args=(now, found, one),
                )  # fmt: skip
        axes = {str(row["code"]): str(row["title"]) for row in records(now.situation.axes)}
        if st.session_state.get(_AXIS) not in axes:
            st.session_state[_AXIS] = None
        st.selectbox(
            f"Confier un {level} à ce territoire", list(axes), index=None, key=_AXIS, placeholder="Choisir",
            format_func=lambda code: typeset(f"{code} – {axes.get(code, '')}"),
        )  # fmt: skip
        st.text_input("Période, telle que le plan la dit", key=_PERIOD, placeholder="de janvier 2026 à juin 2027")
        st.text_input("Motif, gardé au journal", key=_WHY, max_chars=200)
        acting.wrong(f"{_SLOT}_nouveau")
        st.button("Enregistrer", type="primary", key="axe_porte_enregistrer", on_click=_give, args=(now, found))


def _give(now: Asked, found: Identity) -> None:
    view, code = now.view, st.session_state.get(_AXIS)
    if not code:
        acting.refuse(f"{_SLOT}_nouveau", "Choisissez ce que porte ce territoire. Rien n’a été modifié.")
        return
    period, why = acting.typed(_PERIOD), acting.typed(_WHY)
    if acting.attempt(
        f"{_SLOT}_nouveau",
        lambda: set_lead_axis(view.store, view.actor, view.plan.code, found.code, str(code), period, reason=why),
        f"{found.short} porte {now.situation.level_name(1).lower()} {code}.",
    ):
        acting.empty(_AXIS, _PERIOD, _WHY)


def _remove(now: Asked, found: Identity, one: Lead) -> None:
    view, why = now.view, acting.typed(_WHY)
    acting.attempt(
        _SLOT,
        lambda: remove_lead_axis(view.store, view.actor, view.plan.code, found.code, one.heading_code, reason=why),
        f"{found.short} ne porte plus {now.situation.level_name(1).lower()} {one.heading_code}.",
    )
