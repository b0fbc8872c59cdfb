"""The search field and the bank's own filters, each choice with its count."""

from __future__ import annotations

import streamlit as st

from components import address
from components.initiatives import asked
from components.initiatives.asked import FIELDS, Asked, Field
from components.initiatives.folding import folded_on_a_phone
from data.french import listing, typeset
from data.measures.columns import records

_WORDS = "initiatives_mots"


def search() -> None:
    """The field: words with or without accents, looked for as soon as one stops typing."""
    asked_for = address.current("recherche") or ""
    # A space at the end is the beginning of the next word: it is not taken back.
    if str(st.session_state.get(_WORDS, "")).strip() != asked_for:
        st.session_state[_WORDS] = asked_for
    st.text_input(
        "Chercher une initiative",
        key=_WORDS,
        type="search",
        icon=":material/search:",
        placeholder="Quelques mots, avec ou sans accents\u00a0: béguinage, aidants, Job 41…",
        max_chars=120,
        live="400ms",
        on_change=lambda: asked.change(recherche=st.session_state[_WORDS].strip()),
    )


def filters(now: Asked) -> None:
    """The five filters, folded on a phone."""
    count = sum(1 for field in FIELDS if getattr(now.chosen, field.held))
    name = f"Montrer les filtres du recueil ({count} en cours)" if count else "Montrer les filtres du recueil"
    with folded_on_a_phone("filtres_initiatives", name):
        for column, field in zip(st.columns([5, 5, 4, 3, 4], gap="small"), FIELDS, strict=True):
            with column:
                _select(now, field)
    _from_plan(now)


def _select(now: Asked, field: Field) -> None:
    key = f"initiatives_{field.name}"
    found = {choice.code: choice for choice in asked.of(now.offered, field)}
    chosen: tuple[str, ...] = getattr(now.chosen, field.held)
    st.session_state[key] = list(chosen)

    def named(code: str) -> str:
        choice = found.get(code)
        return code if choice is None else typeset(f"{choice.title} ({choice.count})")

    st.multiselect(
        field.title, list(dict.fromkeys([*found, *chosen])), format_func=named, key=key, placeholder=field.all,
        on_change=_changed, args=(field.name,),
    )  # fmt: skip


def _changed(name: str) -> None:
    asked.change(**{name: st.session_state[f"initiatives_{name}"]})


def _from_plan(now: Asked) -> None:
    """The plan's filters are not the bank's; the public chosen there is offered here."""
    wanted = now.view.filter
    if not wanted.count:
        return
    known = {choice.code for choice in now.offered.audiences}
    publics = [code for code in wanted.audiences if code in known]
    with st.container(horizontal=True, vertical_alignment="center", key="initiatives_filtre_du_plan"):
        st.caption("Les filtres du plan, en haut de la page, ne s’appliquent pas au recueil.", width="content")
        if publics and set(publics) != set(now.chosen.audiences):
            titles = {str(row["code"]): str(row["title"]) for row in records(now.view.whole.audiences)}
            st.button(
                typeset(f"Filtrer aussi le recueil : {listing([titles[code] for code in publics])}"),
                key="initiatives_public_du_plan",
                type="tertiary",
                on_click=lambda: asked.change(publics=publics),
            )
