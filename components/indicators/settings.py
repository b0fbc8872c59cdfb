"""How an indicator is read, for who sets it: its kind, direction, unit, aggregations, rhythm, masking, flagship."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Any

import streamlit as st

from components import pieces
from components.indicators import acting, targets
from components.indicators.board import Board
from components.view import View
from data.commands.indicator import configure_indicator, indicator_settings
from data.measures.columns import as_number
from data.measures.indicator_board import Standing
from data.vocabulary import Aggregation, Direction, MeasureKind, Nature, label

_SLOT = "indicateur_reglages"
_OPEN = "indicateur_regler"


def show(board: Board, one: Standing) -> None:
    """The form and the targets, for the coordination; nothing for anybody else."""
    now = board.view
    if not acting.edits(now):
        return
    pieces.section(
        "Réglages et cibles", "Pour la coordination. Chaque changement est gardé au journal, avec son motif."
    )
    if not acting.editable(now):
        st.caption("Cette période est figée\u00a0: les réglages se changent sur la période en cours.")
        return
    acting.wrong(_SLOT)
    box = st.expander("Régler cet indicateur", key=_OPEN, on_change="rerun", icon=":material/tune:")
    if box.open:
        with box:
            _form(now, one)
    targets.show(board, one)


def _form(now: View, one: Standing) -> None:
    """The fields, as they are now; a new version of the indicator starts them anew."""
    row, key = one.indicator, _key(one)
    with st.grid(3, min_column_width=220, gap="small"):
        _choice("Mesure", MeasureKind, row["measure_kind"], f"{key}_measure_kind", none=None)
        _choice("Nature", Nature, row["nature"], f"{key}_nature", none="Non précisée")
        _choice("Sens voulu", Direction, row["direction"], f"{key}_direction", none="Non déclaré")
        st.text_input("Unité", row["unit"] or "", key=f"{key}_unit", max_chars=200)
        _count("Tolérance (maintien)", row["tolerance"], f"{key}_tolerance", "Écart à la cible qui reste accepté.")
        _choice("D’un territoire à l’autre", Aggregation, row["territory_aggregation"], f"{key}_territory_aggregation")
        _choice("D’une date à l’autre", Aggregation, row["time_aggregation"], f"{key}_time_aggregation")
        _count(
            "Périodicité, en mois",
            row["periodicity_months"],
            f"{key}_periodicity_months",
            "De 1 à 60. Vide\u00a0: aucune échéance.",
        )
        _count(
            "Disponible après, en mois",
            row["availability_months"],
            f"{key}_availability_months",
            "De 0 à 60, après la fin de la période.",
        )
        _count(
            "Masqué sous",
            row["threshold"],
            f"{key}_threshold",
            "Vide\u00a0: le seuil commun. 0\u00a0: rien n’est masqué.",
        )
        st.text_input(
            "Degrés de l’échelle", " ; ".join(row["scale"] or ()), key=f"{key}_scale",
            help="Pour un indicateur qualitatif, du plus bas au plus haut, séparés par «\u00a0;\u00a0».",
        )  # fmt: skip
        st.toggle("Indicateur phare", bool(row["flagship"]), key=f"{key}_flagship")
    with st.container(horizontal=True, vertical_alignment="bottom"):
        st.text_input("Motif (gardé au journal)", key=f"{key}_motif", max_chars=200, width=420)
        st.button(
            "Enregistrer les réglages", type="primary", key="indicateur_enregistrer", on_click=_save, args=(now, one)
        )


def _key(one: Standing) -> str:
    return f"reglage_{one.code}_{one.indicator['version']}"


def _choice(title: str, words: type[StrEnum], value: Any, key: str, none: str | None = "Aucune") -> None:
    """A word of a vocabulary; `none`: what its absence is called, None when there must be one."""
    nullable = none is not None and words is not Aggregation
    options = [*([None] if nullable else []), *(word.value for word in words)]
    st.selectbox(
        title, options, index=options.index(value) if value in options else 0, key=key,
        format_func=lambda word: str(none) if word is None else label(words(word)),
    )  # fmt: skip


def _count(title: str, value: Any, key: str, hint: str) -> None:
    """A number that may be empty; its bounds are the command's, so that its refusal is read."""
    known = as_number(value)
    st.number_input(title, value=known, key=key, format="%g", step=1.0, placeholder="Vide", help=hint)


def _save(now: View, one: Standing) -> None:
    """Record what changed, from the callback of the button."""
    changed = changes(one.indicator, {name: st.session_state.get(f"{_key(one)}_{name}") for name in _NAMES})
    if not changed:
        acting.refuse(_SLOT, "Rien n’était à changer : cet indicateur est déjà réglé ainsi.")
        return
    why = acting.typed(f"{_key(one)}_motif")
    acting.attempt(
        _SLOT,
        lambda: configure_indicator(
            now.store, now.actor, now.plan.code, one.code, indicator_settings(changed), reason=why,
            seen_version=int(one.indicator["version"]),
        ),
        f"L’indicateur {one.code} est réglé.",
    )  # fmt: skip


_NAMES = (
    "measure_kind", "nature", "direction", "unit", "tolerance", "territory_aggregation", "time_aggregation",
    "periodicity_months", "availability_months", "threshold", "flagship", "scale",
)  # fmt: skip
_WHOLE = ("periodicity_months", "availability_months", "threshold")


def changes(row: Mapping[str, Any], typed: Mapping[str, Any]) -> dict[str, Any]:
    """The settings that the form changes, as the command wants them."""
    found: dict[str, Any] = {}
    for name in _NAMES:
        value, before = typed[name], row[name]
        if name == "scale":
            value = tuple(step.strip() for step in str(value or "").split(";") if step.strip())
            before = tuple(before or ())
        elif name == "unit":
            value = str(value or "").strip() or None
        elif name in _WHOLE and value is not None and float(value).is_integer():
            value = int(value)
        if name in ("tolerance", *_WHOLE):
            before = as_number(before)
        if value != before:
            found[name] = value
    return found
