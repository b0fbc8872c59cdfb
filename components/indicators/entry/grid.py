"""The sheet as a grid: one line a territory, one column a date. Every cell is a text, so that what cannot be read stays
there to be seen.

As in Ma saisie, the browser keeps its edits by line: a grid that no longer says what is typed is drawn anew.
"""

from __future__ import annotations

import time
from dataclasses import dataclass, replace
from typing import Any

import pandas as pd
import streamlit as st

from components.indicators.entry.desk import Desk
from components.packaged import packaged_component
from data.entry.values_cells import Shape, cleaned_cell
from data.entry.values_paste import names_places, pasted_block, pasted_table
from data.entry.values_sheet import Part, Slot
from data.entry.values_work import strayed, taken_back
from data.french import plural

PLACE = "grille_valeurs"
_TERRITORY = "Territoire"
_PARTS: dict[Part, str] = {"value": "", "numerator": " · num.", "denominator": " · dén."}
_HELPS: dict[Part, str] = {
    "value": "Valeur à la fin de {when}.",
    "numerator": "Numérateur du rapport, à la fin de {when}.",
    "denominator": "Dénominateur du rapport, à la fin de {when}.",
}
_WIDTHS = {Shape.NUMBER: 120, Shape.RATIO: 130, Shape.TEXT: 260, Shape.MILESTONE: 150}
_LINE, _LINES_SHOWN = 35, 18
_PASTE_LASTS = 5.0
"""Seconds between the cells of a paste and what the page hears of the whole block."""
_paste = packaged_component("collage", html="<span hidden></span>")


@dataclass(frozen=True)
class _Drawn:
    """What the browser was given (`base`) and what it shows since, with its edits (`shown`); by line, then column."""

    number: int
    lines: tuple[str, ...]
    columns: tuple[tuple[Any, Part], ...]
    base: tuple[tuple[str, ...], ...]
    shown: tuple[tuple[str, ...], ...]


def show(desk: Desk) -> None:
    _edited(desk)
    drawn = _drawn(desk)
    names = _headings(desk)
    with st.container(key=PLACE, gap=None):
        st.data_editor(
            pd.DataFrame(
                {_TERRITORY: [place.short for place in desk.sheet.places]}
                | {name: [line[at] for line in drawn.base] for at, name in enumerate(names)},
                dtype="str",
            ),
            key=_key(desk, drawn),
            hide_index=True,
            width="stretch",
            height=_LINE * (min(len(drawn.lines), _LINES_SHOWN) + 1) + 3,
            row_height=_LINE,
            column_config=_config(desk, names),
            placeholder="–",
            alt="Valeurs de l’indicateur, une ligne par territoire et une colonne par date",
            on_change=_edited,
            args=(desk,),
        )
        _paste(key=f"{desk.id} collage", data={"grille": PLACE}, on_collage_change=lambda: _pasted(desk))
    st.caption(
        "Au clavier\u00a0: flèches pour se déplacer, Entrée pour écrire, Tab pour la case suivante. Un bloc copié dans "
        "un tableur se colle sur une case, ou sur la colonne «\u00a0Territoire\u00a0» s’il porte les noms."
    )


def _drawn(desk: Desk) -> _Drawn:
    """The grid on the screen when it still says what is typed, else a new one."""
    lines, columns = tuple(place.code for place in desk.sheet.places), tuple(desk.columns)
    work = desk.work
    texts = tuple(tuple(work.text(desk.sheet, Slot(code, on, part)) for on, part in columns) for code in lines)
    known: _Drawn | None = st.session_state.get(_memory(desk))
    if (
        known is not None
        and _key(desk, known) in st.session_state  # else the browser has forgotten its edits
        and (known.lines, known.columns) == (lines, columns)
        and _alike(known.shown, texts)
    ):
        return known
    made = _Drawn(0 if known is None else known.number + 1, lines, columns, texts, texts)
    st.session_state[_memory(desk)] = made
    return made


def _alike(one: tuple[tuple[str, ...], ...], other: tuple[tuple[str, ...], ...]) -> bool:
    return all(
        cleaned_cell(left) == cleaned_cell(right)
        for some, rest in zip(one, other, strict=True)
        for left, right in zip(some, rest, strict=True)
    )


def _memory(desk: Desk) -> str:
    return f"{desk.id} grille"


def _key(desk: Desk, drawn: _Drawn) -> str:
    return f"{desk.id} grille {drawn.number}"


def _headings(desk: Desk) -> list[str]:
    return [f"{desk.sheet.day_words(on)}{_PARTS[part]}" for on, part in desk.columns]


def _config(desk: Desk, names: list[str]) -> dict[str, Any]:
    column = st.column_config.TextColumn
    wide = _WIDTHS[desk.sheet.asked.shape]
    numbers = desk.sheet.asked.shape in (Shape.NUMBER, Shape.RATIO)
    longest = max(len(place.short) for place in desk.sheet.places)
    found: dict[str, Any] = {_TERRITORY: column(width=min(320, 60 + 7 * longest), disabled=True, pinned=True)}
    for name, (on, part) in zip(names, desk.columns, strict=True):
        found[name] = column(
            width=wide,
            alignment="right" if numbers else "left",
            help=_HELPS[part].format(when=desk.sheet.day_words(on)),
        )
    return found


# --- what comes back ----------------------------------------------------------------------------------------------


def _edited(desk: Desk) -> None:
    """Take the edits of the grid on the screen: the browser sends all of them each time, by line number."""
    drawn: _Drawn | None = st.session_state.get(_memory(desk))
    if drawn is None or _key(desk, drawn) not in st.session_state or len(drawn.lines) != len(desk.sheet.places):
        return
    edits: dict[int, dict[str, Any]] = st.session_state[_key(desk, drawn)]["edited_rows"]
    names = [f"{desk.sheet.day_words(on)}{_PARTS[part]}" for on, part in drawn.columns]
    after = tuple(
        tuple(_text(edits.get(at, {}), name, text) for name, text in zip(names, line, strict=True))
        for at, line in enumerate(drawn.base)
    )
    cells = {
        Slot(code, *column): new
        for code, olds, news in zip(drawn.lines, drawn.shown, after, strict=True)
        for column, old, new in zip(drawn.columns, olds, news, strict=True)
        if old != new
    }
    if not cells:
        return
    st.session_state[_memory(desk)] = replace(drawn, shown=after)
    st.session_state[f"{desk.id} colle"] = time.monotonic()
    many = f"le collage de {plural(len(cells), 'case')}"
    desk.type(cells, many if len(cells) > 1 else "la dernière saisie")


def _text(edited: dict[str, Any], name: str, text: str) -> str:
    return str(edited[name] or "") if name in edited else text


def _pasted(desk: Desk) -> None:
    """What the grid dropped of a block: cells beyond its edges, and names that say where each line goes."""
    sent = st.session_state[f"{desk.id} collage"].get("collage")
    if not isinstance(sent, dict) or not isinstance(sent.get("texte"), str):
        return
    text, line, column = sent["texte"], int(sent.get("ligne", 0)), int(sent.get("colonne", 0))
    _edited(desk)
    just_before = time.monotonic() - st.session_state.get(f"{desk.id} colle", 0.0) < _PASTE_LASTS
    if column == 0:
        if not names_places(text, desk.sheet):
            return
        if just_before:
            desk.put(taken_back(desk.work))  # put down line by line, whatever territory each names
        found = pasted_table(text, desk.sheet, desk.columns)
        desk.type(found.texts, f"le collage de {plural(len(found.texts) + len(found.strays), 'case')}", found.strays)
        return
    beyond = pasted_block(text, desk.sheet, desk.columns, line, column - 1).strays
    if beyond and just_before:
        desk.put(strayed(desk.work, beyond))
    elif beyond:
        desk.type({}, f"le collage de {plural(len(beyond), 'case')}", beyond)
