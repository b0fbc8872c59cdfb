"""The targets of an indicator by date and territory: the list, one to add, one to change or take away."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

import pandas as pd
import streamlit as st

from components import pieces
from components.indicators import acting
from components.indicators.board import Board
from components.pieces import plain
from data.commands.indicator import remove_target, set_target
from data.french import day, number, plural, typeset
from data.measures.columns import as_number, records
from data.measures.indicator_board import Standing
from data.measures.indicator_rates import SAME
from data.place_names import short_name
from data.vocabulary import Direction, MeasureKind

_SLOT = "indicateur_cibles"
_LISTED = 40


def show(board: Board, one: Standing) -> None:
    """Nothing for a qualitative indicator, which has no target."""
    if one.indicator["measure_kind"] == MeasureKind.QUALITATIVE:
        st.caption("Un indicateur qualitatif n’a pas de cible chiffrée.")
        return
    milestone = one.indicator["measure_kind"] == MeasureKind.MILESTONE
    st.subheader("Date prévue" if milestone else "Cibles", anchor=False)
    acting.wrong(_SLOT)
    names = {str(row["code"]): short_name(str(row["name"])) for row in records(board.whole.territories)}
    held = _held(board, one)
    if not held:
        st.caption(
            "Aucune date n’est prévue." if milestone else "Aucune cible\u00a0: sans elle, aucun taux ne se calcule."
        )
    whole = [row for row in held if row["territory_code"] == board.whole.plan.departement_code]
    for row in whole:
        _line(board, one, row, names)
    _by_place(board, one, held[len(whole) :], names)
    if held:
        pieces.behind(_table(one, held, names), key="cibles_indicateur")
    with st.popover("Ajouter une date" if milestone else "Ajouter une cible", icon=":material/add:"):
        _new(board, one, names, milestone)


def _by_place(board: Board, one: Standing, rows: list[dict[str, Any]], names: Mapping[str, str]) -> None:
    """The targets of territories, folded."""
    if not rows:
        return
    box = st.expander(f"Par territoire ({len(rows)})", key=f"cibles_territoires_{one.code}", on_change="rerun")
    if not box.open:
        return
    with box:
        for row in rows[:_LISTED]:
            _line(board, one, row, names)
        if len(rows) > _LISTED:
            st.caption(f"Et {plural(len(rows) - _LISTED, 'autre cible', 'autres cibles')}, dans le tableau.")


def _held(board: Board, one: Standing) -> list[dict[str, Any]]:
    """The département's first, then by territory, in order of date."""
    whole = board.whole.plan.departement_code
    rows = records(board.targets(one.code))
    return sorted(rows, key=lambda row: (row["territory_code"] != whole, row["territory_code"], row["due_on"]))


def _line(board: Board, one: Standing, row: Mapping[str, Any], names: Mapping[str, str]) -> None:
    place, due_on = str(row["territory_code"]), row["due_on"]
    key = f"cible_{one.code}_{place}_{due_on.isoformat()}"
    with st.container(horizontal=True, vertical_alignment="center", key=key):
        st.markdown(plain(_words(board, one, row, names)), width="stretch")
        with st.popover("Modifier ou retirer", type="tertiary", key=f"{key}_ouvrir"):
            if one.indicator["measure_kind"] != MeasureKind.MILESTONE:
                st.number_input("Cible", value=float(row["value"]), key=f"{key}_valeur", format="%g", step=1.0)
            st.text_input("Motif (gardé au journal)", key=f"{key}_motif", max_chars=200)
            if one.indicator["measure_kind"] != MeasureKind.MILESTONE:
                st.button("Modifier", type="primary", key=f"{key}_modifier", on_click=_change,
                          args=(board, one, place, due_on, key, float(row["value"])))  # fmt: skip
            st.button("Retirer", key=f"{key}_retirer", on_click=_remove,
                      args=(board, one, place, due_on, key, float(row["value"])))  # fmt: skip


def _words(board: Board, one: Standing, row: Mapping[str, Any], names: Mapping[str, str]) -> str:
    """« Drôme, 31 décembre 2026 : 2 962 », and the rule when it is where one starts."""
    where = f"{names.get(str(row['territory_code']), str(row['territory_code']))}, {day(row['due_on'])}"
    if one.indicator["measure_kind"] == MeasureKind.MILESTONE:
        return typeset(where)
    said = f"{where} : {number(row['value'], 2)}"
    if one.indicator["direction"] in (Direction.UP, Direction.DOWN) and _start(board, one, row) == row["value"]:
        said += f" ({SAME})"
    return typeset(said)


def _start(board: Board, one: Standing, target: Mapping[str, Any]) -> float | None:
    """The starting value that anybody may see, where the target is."""
    for row in records(board.values(one.code)):
        if row["baseline"] and row["territory_code"] == target["territory_code"]:
            return as_number(row["value"])
    return None


def _table(one: Standing, held: list[dict[str, Any]], names: Mapping[str, str]) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "Territoire": names.get(str(row["territory_code"]), str(row["territory_code"])),
            "Échéance": day(row["due_on"]),
            "Cible": "fait" if one.indicator["measure_kind"] == MeasureKind.MILESTONE else number(row["value"], 2),
        }
        for row in held
    )


def _new(board: Board, one: Standing, names: Mapping[str, str], milestone: bool) -> None:
    plan, key = board.whole.plan, f"cible_nouvelle_{one.code}"
    st.date_input(
        "Prévu le" if milestone else "À atteindre le", date(board.whole.period.year, 12, 31), key=f"{key}_jour",
        min_value=date(plan.starts_on.year - 20, 1, 1), max_value=date(plan.ends_on.year + 20, 12, 31),
        format="DD/MM/YYYY",
    )  # fmt: skip
    whole = plan.departement_code
    st.selectbox(
        "Territoire", [whole, *(code for code in names if code != whole)], key=f"{key}_territoire",
        format_func=lambda code: names.get(code, code),
    )  # fmt: skip
    if not milestone:
        st.number_input("Cible", value=None, key=f"{key}_valeur", format="%g", step=1.0, placeholder="Un nombre")
        st.caption("À la même date et au même endroit, elle remplace la précédente.")
    st.text_input("Motif (facultatif, gardé au journal)", key=f"{key}_motif", max_chars=200)
    st.button("Enregistrer", type="primary", key=f"{key}_ajouter", on_click=_add, args=(board, one, key, milestone))


def _add(board: Board, one: Standing, key: str, milestone: bool) -> None:
    state = st.session_state
    value = 1.0 if milestone else state.get(f"{key}_valeur")
    if value is None:
        acting.refuse(_SLOT, "Écrivez la valeur à atteindre. Rien n’a été enregistré.")
        return
    now, due_on = board.view, state[f"{key}_jour"]
    acting.attempt(
        _SLOT,
        lambda: set_target(
            now.store, now.actor, now.plan.code, one.code, due_on, float(value),
            territory_code=state[f"{key}_territoire"], reason=acting.typed(f"{key}_motif"),
        ),
        "La date est enregistrée." if milestone else "La cible est enregistrée.",
    )  # fmt: skip


def _change(board: Board, one: Standing, place: str, due_on: date, key: str, seen: float) -> None:
    value = st.session_state.get(f"{key}_valeur")
    if value is None:
        acting.refuse(_SLOT, "Écrivez la valeur à atteindre. Rien n’a été modifié.")
        return
    now = board.view
    acting.attempt(
        _SLOT,
        lambda: set_target(
            now.store, now.actor, now.plan.code, one.code, due_on, float(value), territory_code=place,
            reason=acting.typed(f"{key}_motif"), seen=seen,
        ),
        "La cible est modifiée.",
    )  # fmt: skip


def _remove(board: Board, one: Standing, place: str, due_on: date, key: str, seen: float) -> None:
    now = board.view
    acting.attempt(
        _SLOT,
        lambda: remove_target(
            now.store, now.actor, now.plan.code, one.code, due_on, territory_code=place,
            reason=acting.typed(f"{key}_motif"), seen=seen,
        ),
        "La cible est retirée.",
    )  # fmt: skip
