"""Adding an indicator to the plan: one of the référentiel with its source, or a free one."""

from __future__ import annotations

import streamlit as st

from components import address
from components.indicators import acting
from components.indicators.board import Board
from components.pieces import plain
from data.catalogue.reference import ReferenceIndicator
from data.commands.indicator_add import add_indicator
from data.french import typeset
from data.measures.columns import records
from data.typed import LONGEST_TITLE
from data.vocabulary import MeasureKind, Nature, label

_SLOT = "indicateur_ajout"
_WHOLE = "plan"


def free(board: Board) -> None:
    """An indicator of one's own words."""
    acting.wrong(_SLOT)
    box = st.expander("Ajouter un indicateur libre", key="indicateur_libre", on_change="rerun", icon=":material/add:")
    if not box.open:
        return
    with box:
        _fields(board, "libre", "", "")
        st.button("Ajouter au plan", type="primary", key="libre_ajouter", on_click=_add, args=(board, "libre", None))


def picked(board: Board, one: ReferenceIndicator) -> None:
    """The button beside a line of the référentiel; its fields are sent once opened."""
    key = f"ajout_{one.code}"
    panel = st.popover("Ajouter au plan", key=f"{key}_ouvrir", type="tertiary", width="content", on_change="rerun")
    if not panel.open:
        return
    with panel:
        _fields(board, key, typeset(one.title), one.unit, one.nature or None, one.measure_kind)
        st.caption(plain(f"Source gardée avec l’indicateur\u00a0: {one.source}."))
        st.button("Ajouter au plan", type="primary", key=f"{key}_ajouter", on_click=_add, args=(board, key, one.code))


def _fields(
    board: Board, key: str, title: str, unit: str, nature: str | None = None, kind: str = MeasureKind.FOLLOW_UP.value
) -> None:
    places = _places(board)
    st.text_area("Intitulé", title, key=f"{key}_intitule", max_chars=LONGEST_TITLE, height=68)
    st.selectbox(
        "Rattaché à", list(places), index=None, key=f"{key}_place", placeholder="Une fiche, un niveau ou tout le plan",
        format_func=lambda code: places.get(code) or str(code),
    )  # fmt: skip
    with st.container(horizontal=True):
        kinds = [each.value for each in MeasureKind]
        st.selectbox(
            "Mesure", kinds, index=kinds.index(kind), key=f"{key}_mesure", width=200,
            format_func=lambda each: label(MeasureKind(each)),
        )  # fmt: skip
        natures = [None, *(each.value for each in Nature)]
        st.selectbox(
            "Nature", natures, index=natures.index(nature), key=f"{key}_nature", width=200,
            format_func=lambda each: label(Nature(each)) if each else "Non précisée",
        )  # fmt: skip
        st.text_input("Unité", unit, key=f"{key}_unite", max_chars=200, width=200)
    st.text_input("Motif (gardé au journal)", key=f"{key}_motif", max_chars=200)


def _places(board: Board) -> dict[str, str]:
    """« f:P1 » → its title, then the headings above, then the whole plan."""
    whole = board.whole
    found = {f"f:{row['code']}": typeset(f"{row['code']} – {row['title']}") for row in records(whole.fiches)}
    found |= {
        f"n:{row['code']}": typeset(f"{row['level_name']} {row['code']} – {row['title']}")
        for row in records(whole.headings)
    }
    return found | {_WHOLE: "Tout le plan"}


def _add(board: Board, key: str, reference: str | None) -> None:
    """Add it and open it, from the callback of the button."""
    state, now = st.session_state, board.view
    if not state[f"{key}_place"]:
        acting.refuse(_SLOT, "Choisissez à quoi l’indicateur se rattache. Rien n’a été ajouté.")
        return
    kind, _, code = str(state[f"{key}_place"]).partition(":")
    nature = state.get(f"{key}_nature")

    def act() -> None:
        added = add_indicator(
            now.store, now.actor, now.plan.code,
            title=acting.typed(f"{key}_intitule"), unit=acting.typed(f"{key}_unite"),
            fiche_code=code if kind == "f" else None, heading_code=code if kind == "n" else None,
            nature=Nature(nature) if nature else None, measure_kind=MeasureKind(state[f"{key}_mesure"]),
            from_reference=reference, reason=acting.typed(f"{key}_motif"),
        )  # fmt: skip
        address.change(indicateur=added, vue=None, cherche=None, page_liste=None)

    acting.attempt(_SLOT, act, "L’indicateur est dans le plan.")
