"""The page's own filters (nature, kind, fiche, state, words) and its order, kept in the address."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

import streamlit as st

from components import address
from components.indicators.board import Board
from data.french import folded, number, plural
from data.measures.indicator_board import Standing
from data.vocabulary import MeasureKind, Nature, label

STATES: dict[str, tuple[str, Callable[[Standing], bool]]] = {
    "avec": ("Avec une valeur", lambda one: one.said),
    "sans": ("Sans valeur", lambda one: not one.said),
    "cible": ("Avec une cible", lambda one: one.has_target),
    "ecart": ("Sous la trajectoire attendue", lambda one: one.on_path is False),
    "retard": ("Valeur en retard", lambda one: one.overdue),
    "masque": ("Valeur masquée", lambda one: one.masked),
}
ORDERS = {
    "plan": "Ordre du plan",
    "valeur": "Dernières valeurs d’abord",
    "chemin": "Loin de la cible d’abord",
    "echeance": "Prochaine échéance d’abord",
}
LIST, SMALL = "liste", "courbes"
DISPLAYS = {LIST: "Liste", SMALL: "Courbes"}
OWN = ("vue", "nature", "mesure", "fiche", "etat", "cherche", "tri", "affichage", "domaine", "nature_ref", "public_ref")
"""Address parameters of this page that a link back to the list keeps."""


PLAN, DUE, REFERENCE, DOCUMENT = "plan", "echeances", "referentiel", "document"


@dataclass(frozen=True)
class Selection:
    """What the reader asked for; an empty value keeps all."""

    natures: tuple[str, ...]
    kind: str | None
    fiche: str | None
    state: str | None
    words: str
    order: str
    display: str

    @property
    def active(self) -> bool:
        return bool(self.natures or self.kind or self.fiche or self.state or self.words)

    def keeps(self, one: Standing) -> bool:
        indicator = one.indicator
        return (
            (not self.natures or indicator["nature"] in self.natures)
            and self.kind in (None, indicator["measure_kind"])
            and self.fiche in (None, indicator["fiche_code"])
            and (self.state is None or STATES[self.state][1](one))
            and (not self.words or folded(self.words) in folded(f"{one.code} {one.title}"))
        )

    def sorted(self, found: Sequence[Standing]) -> list[Standing]:
        """In the order asked for; what has nothing to be ranked by comes last, in the plan's order."""
        if self.order == "valeur":
            return sorted(found, key=lambda one: -(one.on or date.min).toordinal())
        if self.order == "chemin":
            return sorted(found, key=lambda one: _way(one))
        if self.order == "echeance":
            return sorted(found, key=lambda one: one.due or date.max)
        if self.display == SMALL:
            return sorted(found, key=lambda one: not one.indicator["flagship"])
        return flagships_first(found)


def flagships_first(found: Sequence[Standing]) -> list[Standing]:
    """In the plan's order, the « indicateurs phares » of each fiche before its others."""
    places = {fiche: at for at, fiche in enumerate(dict.fromkeys(one.indicator["fiche_code"] for one in found))}
    return sorted(found, key=lambda one: (places[one.indicator["fiche_code"]], not one.indicator["flagship"]))


def _way(one: Standing) -> float:
    return float("inf") if one.rate is None or one.rate.raw is None else one.rate.raw


def asked(board: Board) -> Selection:
    """What the address asks for, without what this plan does not know."""
    natures = tuple(value for value in address.several("nature") if value in set(Nature))
    return Selection(
        natures=natures,
        kind=_known("mesure", [kind.value for kind in MeasureKind]),
        fiche=_known("fiche", list(board.whole.fiches["code"])),
        state=_known("etat", list(STATES)),
        words=address.current("cherche") or "",
        order=_known("tri", list(ORDERS)) or "plan",
        display=_known("affichage", list(DISPLAYS)) or LIST,
    )


def _known(name: str, values: list[str]) -> str | None:
    value = address.current(name)
    return value if value in values else None


def subject(board: Board) -> str:
    """What the page is about: the plan’s indicators, what they owe, those to pick from, the document’s figures."""
    names = {
        PLAN: f"Indicateurs du plan ({len(board.found)})",
        DUE: "Échéances",
        REFERENCE: "Référentiel",
        DOCUMENT: f"Chiffres du document ({len(board.scope.key_figures)})",
    }
    chosen = _known("vue", list(names)) or PLAN
    st.session_state["indicateurs_vue"] = chosen
    st.segmented_control(
        "Sujet", list(names), format_func=lambda name: names[name], key="indicateurs_vue", required=True,
        label_visibility="collapsed", on_change=_subject_changed,
    )  # fmt: skip
    return chosen


def _subject_changed() -> None:
    value = st.session_state["indicateurs_vue"]
    address.change(vue=None if value == PLAN else value, page_liste=None, cherche=None)


def controls(board: Board, selection: Selection) -> None:
    """The filters in two rows; each says how many indicators of the view it would keep."""
    found = board.found
    natures = Counter(one.indicator["nature"] for one in found)
    st.session_state["indicateurs_nature"] = list(selection.natures)
    st.pills(
        "Nature", [nature.value for nature in Nature if natures[nature.value]], selection_mode="multi",
        format_func=lambda value: f"{label(Nature(value))} ({natures[value]})", key="indicateurs_nature",
        on_change=_changed, args=("nature",),
        help="La nature est déduite de l’intitulé\u00a0: le document classe peu ses indicateurs.",
    )  # fmt: skip
    kinds = Counter(one.indicator["measure_kind"] for one in found)
    with st.grid(4, min_column_width=200):
        _choice(
            "mesure",
            "Mesure",
            {k.value: f"{label(k)} ({kinds[k.value]})" for k in MeasureKind if kinds[k.value]},
            selection.kind,
        )
        fiches = {
            str(one.indicator["fiche_code"]): board.fiche(one.indicator["fiche_code"])
            for one in found
            if one.indicator["fiche_code"]
        }
        _choice("fiche", board.whole.plan.levels["fiche"], fiches, selection.fiche)
        states = {key: f"{name} ({sum(map(test, found))})" for key, (name, test) in STATES.items()}
        _choice("etat", "Où il en est", states, selection.state)
        st.session_state["indicateurs_cherche"] = selection.words
        st.text_input(
            "Mots de l’intitulé",
            key="indicateurs_cherche",
            on_change=_changed,
            args=("cherche",),
            placeholder="Par exemple\u00a0: formations",
            max_chars=100,
        )


def display(selection: Selection, kept: int, total: int) -> None:
    """List or curves, how many, and in which order."""
    with st.container(horizontal=True, vertical_alignment="bottom", horizontal_alignment="distribute"):
        st.session_state["indicateurs_affichage"] = selection.display
        st.segmented_control(
            "Affichage", list(DISPLAYS), format_func=lambda name: DISPLAYS[name], key="indicateurs_affichage",
            required=True, on_change=_changed, args=("affichage",),
        )  # fmt: skip
        words = f"{number(kept)} sur {plural(total, 'indicateur')}" if kept < total else plural(total, "indicateur")
        st.markdown(words, width="stretch")
        st.session_state["indicateurs_tri"] = selection.order
        st.selectbox(
            "Classer par", list(ORDERS), format_func=lambda name: ORDERS[name], key="indicateurs_tri", width=260,
            on_change=_changed, args=("tri",),
        )  # fmt: skip


def _choice(name: str, title: str, options: dict[str, str], value: str | None) -> None:
    key = f"indicateurs_{name}"
    st.session_state[key] = value if value in options else None
    st.selectbox(
        title, list(options), format_func=lambda code: options.get(code) or str(code), key=key, index=None,
        placeholder="Toutes" if name == "mesure" else "Tous", on_change=_changed, args=(name,),
    )  # fmt: skip


def _changed(name: str) -> None:
    address.change(**{name: st.session_state[f"indicateurs_{name}"], "page_liste": None})


def lift() -> None:
    """Back to every indicator of the view."""
    address.change(nature=None, mesure=None, fiche=None, etat=None, cherche=None, page_liste=None)


def kept_in_link() -> dict[str, str | None]:
    """The page's own parameters, for a link that comes back to the same list."""
    return {name: address.current(name) for name in (*OWN, "page_liste")}
