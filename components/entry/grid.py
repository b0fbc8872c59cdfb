"""The actions of a form as a grid: states by keyboard, several lines pasted at once from a spreadsheet.

The grid has no memory of its own: each edit goes to the form's changes, as a card's does. A line that no longer says
what the form holds (changed elsewhere, refused) makes a new grid, because the browser keeps edits by line number.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import pandas as pd
import streamlit as st

from components.entry import asked
from components.entry.form import WIDTH, Form
from components.packaged import packaged_component
from components.pieces import plain
from data.entry import grid
from data.entry.changes import Field
from data.entry.grid import COLUMNS, Row, Taken
from data.entry.sheet import STATE_NAMES
from data.french import plural
from data.vocabulary import Status

_PLACE = "grille_etats"
_CODE, _ACTION, _TERRITORY, _SAID = "Code", "Action", "Territoire", "Dit par"
_PASTE_LASTS = 5.0
"""Seconds during which what the grid and the page refuse of one paste is told together."""
_MOST_LINES = 1000
"""Lines of a paste that are looked at: more than any fiche has."""
_TOLD = 8
_LINE, _LINES_SHOWN = 35, 16
_paste = packaged_component("collage", html="<span hidden></span>")

Cells = dict[grid.Column, str | None]


@dataclass(frozen=True)
class _Drawn:
    """What the browser was given (`fixed`, `base`) and what it shows since, with its edits (`shown`).

    `stale`: a cell was refused and must show again what the form holds. Drawn anew, a grid has the next number.
    """

    number: int
    rows: tuple[Row, ...]
    fixed: tuple[tuple[str, ...], ...]
    base: tuple[Cells, ...]
    shown: tuple[Cells, ...]
    stale: bool = False


@dataclass(frozen=True)
class _Refused:
    """What was refused lately: of the grid's edits, of a paste; and when each came."""

    edits: tuple[str, ...] = ()
    paste: tuple[str, ...] = ()
    edited_at: float = 0.0
    pasted_at: float = 0.0

    @property
    def all(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys([*self.edits, *self.paste]))


def show(form: Form, *, every: bool) -> None:
    """The grid, then what it needs beside cells: refusals, what a state asks for, whose state is being changed.

    Args:
        every: the folded actions too.
    """
    rows = grid.rows(form.sheet, every=every)
    if not rows:
        return
    _edited(form)
    drawn = _drawn(form, rows)
    key = _key(form, drawn)
    with st.container(key=_PLACE, gap=None):
        st.data_editor(
            _table(form, drawn),
            key=key,
            hide_index=True,
            width="stretch",
            height=_LINE * (min(len(rows), _LINES_SHOWN) + 1) + 3,
            row_height=_LINE,
            column_config=_columns(form, drawn),
            placeholder="–",
            alt="États des actions, une ligne par action",
            on_change=_edited,
            args=(form,),
        )
        _paste(
            key=f"{form.id}_collage",
            data={
                "grille": _PLACE,
                "colonne": COLUMNS["status"],
                "lignes": [_CODE, *([_TERRITORY] if _has_territories(rows) else [])],
                "mots": grid.choices(rows),
            },
            on_collage_change=lambda: _pasted(form, f"{form.id}_collage"),
        )
    st.caption(
        "Au clavier\u00a0: flèches pour se déplacer, Entrée ou les premières lettres pour choisir un état, Tab pour la "
        "case suivante. Plusieurs cases se collent d’un coup depuis un tableur."
    )
    _refusals(form)
    _below(form, rows)


# --- what the browser shows ---------------------------------------------------------------------------------------


def _drawn(form: Form, rows: tuple[Row, ...]) -> _Drawn:
    """The grid on the screen when it still says what the form holds, else a new one."""
    known: _Drawn | None = st.session_state.get(_memory(form))
    fixed = tuple(_fixed(form, row) for row in rows)
    if (
        known is not None
        and not known.stale
        and _key(form, known) in st.session_state  # else the browser has forgotten its edits
        and (known.rows, known.fixed) == (rows, fixed)
        and all(grid.agree(form.sheet, form.changes, row, cells) for row, cells in zip(rows, known.shown, strict=True))
    ):
        return known
    base = tuple(grid.cells(form.sheet, form.changes, row) for row in rows)
    made = _Drawn(0 if known is None else known.number + 1, rows, fixed, base, base)
    st.session_state[_memory(form)] = made
    return made


def _memory(form: Form) -> str:
    return f"{form.id}_grille"


def _key(form: Form, drawn: _Drawn) -> str:
    return f"{form.id}_grille_{drawn.number}"


def _fixed(form: Form, row: Row) -> tuple[str, ...]:
    """The cells that are only read: code, title, place, who said it when it was somebody else."""
    theirs = form.sheet.others.get((row.line.code, row.territory))
    place = form.sheet.territories[row.territory] if row.territory else grid.WHOLE if row.line.territorial else ""
    return row.line.code, row.line.title, place, "" if theirs is None else theirs.short


def _table(form: Form, drawn: _Drawn) -> pd.DataFrame:
    columns: dict[str, Sequence[str | None]] = {
        name: [cells[at] for cells in drawn.fixed] for at, name in enumerate((_CODE, _ACTION, _TERRITORY))
    }
    if not _has_territories(drawn.rows):
        del columns[_TERRITORY]
    for column, name in COLUMNS.items():
        if column != "percent" or form.sheet.uses_percent:
            columns[name] = [cells[column] for cells in drawn.base]
    if any(cells[3] for cells in drawn.fixed):
        columns[_SAID] = [cells[3] for cells in drawn.fixed]
    return pd.DataFrame(columns, dtype="str")


def _has_territories(rows: Sequence[Row]) -> bool:
    return any(row.territory for row in rows)


def _columns(form: Form, drawn: _Drawn) -> dict[str, Any]:
    """Headings, kinds and widths: together they fill the form, so that nothing is out of sight on a desk."""
    config = st.column_config
    widths = {_CODE: 70, COLUMNS["status"]: 128}
    if form.sheet.uses_percent:
        widths[COLUMNS["percent"]] = 142
    said = any(cells[3] for cells in drawn.fixed)
    if _has_territories(drawn.rows):
        widths[_TERRITORY] = 150 if said else 205
    if said:
        widths[_SAID] = 170
    rest = WIDTH - sum(widths.values()) - 4
    widths[_ACTION] = rest * 55 // 100
    widths[COLUMNS["comment"]] = rest - widths[_ACTION]
    return {
        _CODE: config.TextColumn(width=widths[_CODE], disabled=True, pinned=True),
        _ACTION: config.TextColumn(width=widths[_ACTION], disabled=True),
        _TERRITORY: config.TextColumn(width=widths.get(_TERRITORY), disabled=True),
        COLUMNS["status"]: config.SelectboxColumn(width=widths[COLUMNS["status"]], options=grid.choices(drawn.rows)),
        COLUMNS["percent"]: config.TextColumn(
            width=widths.get(COLUMNS["percent"]),
            alignment="right",
            help="De 0 à 100, pour une action en cours ou suspendue. Facultatif.",
        ),
        COLUMNS["comment"]: config.TextColumn(width=widths[COLUMNS["comment"]], help="Facultatif."),
        _SAID: config.TextColumn(width=widths.get(_SAID), disabled=True, help="Qui l’a donné, si ce n’est pas vous."),
    }


# --- what comes back ----------------------------------------------------------------------------------------------


def _edited(form: Form) -> None:
    """Take the edits of the grid on the screen: the browser sends all of them each time, by line number."""
    drawn: _Drawn | None = st.session_state.get(_memory(form))
    if drawn is None or _key(form, drawn) not in st.session_state:
        return
    edits: dict[int, dict[str, Any]] = st.session_state[_key(form, drawn)]["edited_rows"]
    after = tuple(_with(cells, edits.get(at, {})) for at, cells in enumerate(drawn.base))
    if after == drawn.shown:
        return
    taken = grid.take(form.sheet, form.changes, drawn.rows, drawn.shown, after)
    st.session_state[_memory(form)] = replace(drawn, shown=after, stale=bool(taken.refusals))
    refused, now = _refused(form), time.monotonic()
    pasted = refused.paste if now - refused.pasted_at < _PASTE_LASTS else ()
    _took(form, taken, replace(refused, edits=taken.refusals, paste=pasted, edited_at=now))


def _with(cells: Cells, edited: dict[str, Any]) -> Cells:
    return {column: edited.get(COLUMNS[column], text) for column, text in cells.items()}


def _pasted(form: Form, key: str) -> None:
    """Take the states that a paste brought and that the grid drops because it does not know the word.

    The cells that the grid left alone are changed under it: a new grid would lose what it has not sent yet.
    """
    drawn: _Drawn | None = st.session_state.get(_memory(form))
    lines = st.session_state[key].get("collage")
    if drawn is None or not isinstance(lines, list):
        return
    taken = grid.pasted(form.sheet, form.changes, _words(drawn, lines))
    edits = st.session_state.get(_key(form, drawn), {}).get("edited_rows", {})
    base, shown = list(drawn.base), list(drawn.shown)
    for at, row in enumerate(drawn.rows):
        if COLUMNS["status"] not in edits.get(at, {}):
            status = grid.cells(form.sheet, taken.changes, row)["status"]
            base[at], shown[at] = (_with(cells, {COLUMNS["status"]: status}) for cells in (base[at], shown[at]))
    st.session_state[_memory(form)] = replace(drawn, base=tuple(base), shown=tuple(shown))
    refused, now = _refused(form), time.monotonic()
    edited = refused.edits if now - refused.edited_at < _PASTE_LASTS else ()
    _took(form, taken, replace(refused, edits=edited, paste=taken.refusals, pasted_at=now))


def _words(drawn: _Drawn, lines: list[Any]) -> list[tuple[Row | None, str]]:
    """The line that each pasted word was meant for: by its name as drawn, else by its rank (lines out of sight)."""
    named = _has_territories(drawn.rows)
    by_name: dict[tuple[str, ...], Row] = {
        (cells[0], cells[2]) if named else (cells[0],): row for cells, row in zip(drawn.fixed, drawn.rows, strict=True)
    }
    found: list[tuple[Row | None, str]] = []
    for line in (line for line in lines[:_MOST_LINES] if isinstance(line, dict)):
        name, rank = line.get("nom"), line.get("rang")
        row = by_name.get(tuple(str(cell) for cell in name)) if isinstance(name, list) else None
        if row is None and isinstance(rank, int) and 0 <= rank < len(drawn.rows):
            row = drawn.rows[rank]
        found.append((row, str(line.get("mot") or "")))
    return found


def _took(form: Form, taken: Taken, refused: _Refused) -> None:
    if taken.changes != form.changes:
        form.replace(taken.changes)
    st.session_state[f"{form.id}_grille_refus"] = refused


def _refused(form: Form) -> _Refused:
    return st.session_state.get(f"{form.id}_grille_refus", _Refused())


def _refusals(form: Form) -> None:
    told = _refused(form).all
    if told:
        lost = plural(len(told), "case n’a pas été reprise", "cases n’ont pas été reprises")
        lines = "\n".join(f"- {plain(text)}" for text in told[:_TOLD])
        if len(told) > _TOLD:
            lines += f"\n- et {plural(len(told) - _TOLD, 'autre')}."
        st.error(f"**{lost}\u00a0; le reste est gardé.**\n{lines}")


# --- beside cells -------------------------------------------------------------------------------------------------


def _below(form: Form, rows: Sequence[Row]) -> None:
    """What the states chosen above ask for, with the cards' own fields."""
    for text in grid.not_sent(form.sheet, form.changes):
        st.warning(plain(text))
    for row in rows:
        changed = any(Field("state", name, row.line.code, row.territory) in form.changes for name in STATE_NAMES)
        theirs = form.sheet.others.get((row.line.code, row.territory))
        if changed and theirs is not None:
            st.caption(plain(f"{grid.name(form.sheet, row)}\u00a0: vous modifiez {theirs.given}."))
        status = form.value(row.field("status"))
        if row.territory or not changed or status not in (Status.POSTPONED, Status.ABANDONED):
            continue
        with st.container(border=True, key=f"{form.id}_demande_{row.line.code}", gap="small"):
            st.markdown(
                f"**{plain(f'{row.line.code} – {row.line.title}')}**  \n:gray[{asked.status_text(Status(status))}]"
            )
            asked.show(form, row.line)
