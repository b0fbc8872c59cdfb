"""Header: which data, which plan, which profile; and what to say when nothing can be shown."""

from __future__ import annotations

import streamlit as st

from components import access, address, filters
from components.pieces import plain
from components.view import View
from data.demonstration.calendar import PLAN as TOLD
from data.errors import StoreError
from data.french import day, typeset
from data.permissions import Actor
from data.reading import Head
from data.vocabulary import label

_FIRST_CHOICE = ("demo-direction", "lecture")


def profile(head: Head) -> Actor:
    """The profile in force: the address's when it exists, else the first that only reads or directs."""
    known = {actor.code: actor for actor in head.profiles}
    if not known:
        raise StoreError("La base ne compte aucun profil. Recréez-les avec : python -m data init.")
    chosen = (address.current("profil"), *_FIRST_CHOICE)
    return next((known[code] for code in chosen if code in known), head.profiles[0])


def banner(view: View) -> None:
    """Which data this is, then one row: plan, period, filters, profile. Never absent from a screen."""
    _which_data(view)
    with st.container(horizontal=True, vertical_alignment="center", gap="xsmall", key="entete"):
        _plan(view)
        filters.controls(view.plan, view.whole, view.filter)
        _profile(view)
    filters.in_force(view.whole, view.filter)
    _frozen(view)


def _which_data(view: View) -> None:
    demonstration = view.head.demonstration
    if not demonstration and not access.installed_demonstration():
        return
    if demonstration:
        text = f":orange-badge[Données de démonstration] {_invented(view)}"
        name, other = "Passer à la base réelle", access.REAL
    else:
        text = ":gray-badge[Base réelle] Les états sont ceux que les pilotes ont donnés."
        name, other = "Voir la démonstration", access.DEMONSTRATION
    key = "bandeau_demonstration" if demonstration else "bandeau_reel"
    with st.container(horizontal=True, vertical_alignment="center", key=key):
        st.markdown(text, width="stretch")
        st.button(name, key="changer_de_base", type="tertiary", on_click=_switch, args=(other,))


def _invented(view: View) -> str:
    """What the demonstration made up: the story of one plan, and nothing of the others."""
    on = day(view.head.today)
    if view.plan.code == TOLD:
        return f"Les intitulés sont ceux du plan\u00a0; avancements, pilotes et valeurs sont inventés, au {on}."
    return (
        f"Rien n’est inventé pour ce plan\u00a0: il porte ce que dit son document, et ce que vous y essayez, au {on}."
    )


def _frozen(view: View) -> None:
    """What kind of state this is, when it is not simply the plan as it stands: frozen, superseded, reopened."""
    period, held = view.whole.period, len(view.plan.frozen.get(view.whole.period.code, ()))
    if view.number is None:
        if held and period.code in view.plan.periods:
            text = (
                f":orange-badge[Saisie rouverte] Les chiffres {plain(period.of)} peuvent changer. "
                f"L’état figé n°\u00a0{held} est conservé."
            )
            _note(view, "rouvert", text, "Voir l’état figé", held)
        elif period.code in view.plan.closed:
            st.caption("Période close, sans état figé\u00a0: elle est recalculée à ce jour.")
        return
    which = f" (état n°\u00a0{view.number})" if held > 1 else ""
    text = (
        f":blue-badge[Figé] Chiffres {plain(period.of)}{which}, tels qu’ils étaient le {day(view.whole.today)}\u00a0: "
        "ils ne changent plus."
    )
    newest = view.plan.number(period.code)
    if view.number == newest:
        st.markdown(f":small[{text}]")
        return
    other = f"Un état plus récent existe\u00a0: n°\u00a0{newest}." if newest else "La saisie a été rouverte depuis."
    _note(view, "ancien", f"{text} {other}", "Voir l’état actuel", None)


def _note(view: View, name: str, text: str, button: str, number: int | None) -> None:
    with st.container(horizontal=True, vertical_alignment="center", key=f"etat_{name}"):
        st.markdown(f":small[{text}]", width="stretch")
        st.button(
            button, key="changer_d_etat", type="tertiary",
            on_click=lambda: address.change(
                trimestre=view.whole.period.code, version=str(number) if number is not None else None
            ),
        )  # fmt: skip


def _switch(data: str) -> None:
    address.change(donnees=data, profil=None, trimestre=None, depuis=None, pilote=None, fiche=None)


def _plan(view: View) -> None:
    plans = {plan.code: f"{plan.departement_name} · {plan.title}" for plan in view.head.plans}
    if len(plans) == 1:
        st.markdown(f"**{plain(view.plan.title)}** · {plain(view.plan.departement_name)}", width="stretch")
        return
    st.session_state["plan_choisi"] = view.plan.code
    st.selectbox(
        "Plan", list(plans), format_func=lambda code: plans[code], key="plan_choisi", width="stretch",
        label_visibility="collapsed",
        on_change=lambda: address.change(
            plan=st.session_state["plan_choisi"], trimestre=None, depuis=None, axe=None, orientation=None, public=None,
            territoire=None, pilote=None, fiche=None,
        ),
    )  # fmt: skip


def _profile(view: View) -> None:
    names = {actor.code: actor.name for actor in view.head.profiles}
    st.session_state["profil_choisi"] = view.actor.code
    st.selectbox(
        "Profil", list(names), format_func=lambda code: f"{names[code]}", key="profil_choisi", width=205,
        label_visibility="collapsed",
        help=f"Vous agissez comme\u00a0: {label(view.actor.role).lower()}. Les comptes personnels viendront ensuite.",
        on_change=lambda: address.change(profil=st.session_state["profil_choisi"]),
    )  # fmt: skip


def failed(message: str) -> None:
    """The store cannot be read: what happened, what to do, and the way to the demonstration."""
    st.header("La base ne peut pas être lue")
    st.error(typeset(message))
    other = access.DEMONSTRATION if access.chosen() == access.REAL else access.REAL
    name = "Ouvrir la démonstration" if other == access.DEMONSTRATION else "Ouvrir la base réelle"
    st.button(name, on_click=_switch, args=(other,))


def no_plan() -> None:
    """The store is ready and empty."""
    st.header("Aucun plan n’est chargé")
    st.info(
        "La base est prête mais vide. Chargez un plan du catalogue avec la commande «\u00a0python -m data load\u00a0», "
        "puis rechargez cette page."
    )
    if access.installed_demonstration():
        st.button("Voir la démonstration", on_click=_switch, args=(access.DEMONSTRATION,))
