"""A workbook → the body of a plan, each error told by sheet, line and column. Columns are found by their heading."""

from __future__ import annotations

import copy
import warnings
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from typing import Any, cast

from openpyxl import load_workbook
from openpyxl.utils import get_column_letter

from data.bodies.columns import LIFE
from data.bodies.problem import Problem
from data.commands.parts import Unfit
from data.errors import Refused
from data.french import listing, number, plural, typeset
from data.workbook import derived, guard
from data.workbook.card import CARD, HEAD, LABEL, LEVEL_MARK, LISTS, PLAN, README, VALUE
from data.workbook.cells import Found, Raw, value_of
from data.workbook.column import Column
from data.workbook.life import LIFE_TITLES
from data.workbook.sheets import BY_TABLE, SHEETS
from data.workbook.text import CONTINUED, key

Body = dict[str, Any]
SHOWN = 30
"""Errors told one by one; the rest is counted."""
_NOTES = 20
_OURS = {key(title) for title in (README, LISTS, CARD, *LIFE_TITLES.values(), *(sheet.title for sheet in SHEETS))}
_DAMAGED = "Ce classeur est abîmé : ouvrez-le dans Excel, enregistrez-le à nouveau, puis recommencez. "


class Errors(Refused):
    """What is wrong in a workbook. `lines`: each error, in French, in the order of the sheets."""

    def __init__(self, lines: Sequence[str]) -> None:
        self.lines = tuple(typeset(line) for line in lines)
        shown = [f"  • {line}" for line in self.lines[:SHOWN]]
        if len(self.lines) > SHOWN:
            shown.append(f"  • … et {plural(len(self.lines) - SHOWN, 'autre erreur', 'autres erreurs')}.")
        head = f"{plural(len(self.lines), 'erreur')} dans ce classeur. {guard.NOTHING}"
        super().__init__(typeset("\n".join([head, *shown])))


@dataclass
class Positions:
    """Where each value of the body stands in the file."""

    lines: dict[str, list[int]] = field(default_factory=dict[str, list[int]])
    letters: dict[tuple[str, str], str] = field(default_factory=dict[tuple[str, str], str])
    card: dict[str, int] = field(default_factory=dict[str, int])

    def told(self, problem: Problem) -> str:
        """« feuille « Actions », ligne 12, colonne C : … »."""
        name = problem.column
        if problem.table == "plan":
            line = self.card.get(name or "") or self.card.get(f"{LEVEL_MARK}headings" if name == "levels" else "")
            return at(CARD, line, "B" if line else None, problem.why)
        if problem.table not in BY_TABLE:
            return problem.why
        lines = self.lines.get(problem.table, [])
        line = lines[problem.row] if problem.row < len(lines) else None
        letter = self.letters.get((problem.table, name)) if name and line else None
        return at(BY_TABLE[problem.table].title, line, letter, problem.why)


@dataclass(frozen=True)
class Read:
    """A workbook without error: its body, where each of its values stands, what deserves to be said of it."""

    body: Body
    positions: Positions
    notes: tuple[str, ...]


def at(sheet: str, line: int | None, letter: str | None, why: str) -> str:
    place = f"feuille « {sheet} »"
    if line is not None:
        place += f", ligne {number(line)}"
    if letter is not None:
        place += f", colonne {letter}"
    return f"{place} : {why.rstrip('.')}."


def read_workbook(file: Path | bytes) -> Read:
    """Read a workbook.

    Raises:
        Refused: it is no workbook that may be opened.
        Errors: all that is wrong in its sheets and cells, together.
    """
    content = file if isinstance(file, bytes) else guard.read_bytes(file)
    parts = guard.looked_at(content)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # openpyxl tells of what it leaves out: styles, drawings
            book: Any = load_workbook(BytesIO(content), read_only=True, data_only=False, keep_links=False)
            return _Reader(book, parts).read()
    except Refused:
        raise
    except Exception as error:  # a damaged file fails wherever the library happens to be
        raise Refused(typeset(_DAMAGED + guard.NOTHING)) from error


class _Reader:
    def __init__(self, book: Any, parts: dict[str, guard.Part]) -> None:
        self.sheets: dict[str, Any] = {key(sheet.title): sheet for sheet in book.worksheets}
        self.parts = parts
        self.errors: list[str] = []
        self.notes: list[str] = []
        self.positions = Positions()

    def read(self) -> Read:
        body: Body = self._card()
        for sheet in SHEETS:
            body[sheet.table] = self._list(sheet.table, sheet.title, sheet.columns)
        if self.errors:
            raise Errors(self.errors)
        derived.complete(body)
        self._left_out()
        return Read(body, self.positions, tuple(typeset(note) for note in self._few_notes()))

    def _few_notes(self) -> list[str]:
        rest = len(self.notes) - _NOTES
        return self.notes if rest <= 0 else [*self.notes[:_NOTES], f"… et {plural(rest, 'autre remarque')}."]

    def _rows(self, title: str) -> Iterator[tuple[int, list[Raw]]]:
        """Each line that has something, with its number; the sheet's absence is an error."""
        sheet = self.sheets.get(key(title))
        if sheet is None:
            self.errors.append(f"la feuille « {title} » manque : remettez-la, ou repartez d’un classeur exporté.")
            return
        merged = self.parts.get(sheet._worksheet_path, guard.Part()).merged
        if merged:
            self.errors.append(
                at(
                    title,
                    None,
                    None,
                    f"cellules fusionnées ({listing(merged, 3)}) : défusionnez-les, une case par valeur",
                )
            )
        sheet.reset_dimensions()
        for line, row in enumerate(sheet.iter_rows(), 1):
            cells = [_raw(cell) for cell in cast(Sequence[Any], row)]
            if line == 1 or any(not cell.blank for cell in cells):
                yield line, cells

    def _card(self) -> Body:
        """The plan's card and what the body says beside it."""
        held: dict[str, tuple[int, list[Raw]]] = {}
        where: dict[int, str] = {}
        columns = {key(column.label): column for column in (*PLAN, *HEAD)}
        for line, cells in self._rows(CARD):
            if line == 1:
                where = self._headings(CARD, cells, {key(LABEL), key(VALUE)}, (LABEL, VALUE))
                continue
            by_name = {name: cells[index] for index, name in where.items() if index < len(cells)}
            label, value = by_name.get(key(LABEL), Raw(None)), by_name.get(key(VALUE), Raw(None))
            if label.blank:
                continue
            name, rank = _meant(str(label.value))
            if name not in columns:
                self.notes.append(at(CARD, line, None, f"rubrique « {label.value} » inconnue : elle n’est pas lue"))
            elif rank == 1 and name in held:
                self.errors.append(at(CARD, line, None, f"la rubrique « {label.value} » est écrite deux fois"))
            else:
                held.setdefault(name, (line, []))[1].append(value)
        plan: Body = {}
        head: Body = {}
        if key(CARD) in self.sheets and where:
            for name, column in columns.items():
                (plan if column.table == "plan" else head)[column.name] = self._field(column, held.get(name))
        return self._assembled(plan, head)

    def _field(self, column: Column, held: tuple[int, list[Raw]] | None) -> Any:
        if held is None:
            self.errors.append(at(CARD, None, None, f"la rubrique « {column.label} » manque : remettez-la"))
            return None
        line, cells = held
        self.positions.card[column.name] = line
        return self._value(CARD, line, "B", column, cells)

    def _assembled(self, plan: Body, head: Body) -> Body:
        levels = {name.removeprefix(LEVEL_MARK): plan.pop(name) for name in list(plan) if name.startswith(LEVEL_MARK)}
        if head.get("schema") not in (None, 1):
            self.errors.append(
                at(CARD, None, None, "ce classeur vient d’une autre version de l’application : exportez-le à nouveau")
            )
        return {**head, "plan": plan | {"levels": levels}} | {name: [] for name in LIFE}

    def _headings(self, title: str, cells: list[Raw], known: set[str], labels: Sequence[str]) -> dict[int, str]:
        """Index → key of the column, the pieces of one column in their order; what is missing or doubled is told."""
        found: dict[tuple[str, int], int] = {}
        for index, cell in enumerate(cells):
            if cell.blank:
                continue
            meant, letter = _meant(str(cell.value)), get_column_letter(index + 1)
            if meant[0] not in known:
                if title != CARD:
                    self.notes.append(at(title, 1, letter, f"colonne « {cell.value} » inconnue : elle n’est pas lue"))
            elif meant in found:
                self.errors.append(at(title, 1, letter, f"deux colonnes s’appellent « {cell.value} » : gardez-en une"))
            else:
                found[meant] = index
        for label in labels:
            if (key(label), 1) not in found:
                self.errors.append(
                    at(title, 1, None, f"la colonne « {label} » manque : remettez-la, sous ce titre exact")
                )
        return {index: name for (name, _), index in sorted(found.items(), key=lambda each: each[0][1])}

    def _list(self, table: str, title: str, columns: Sequence[Column]) -> list[Body]:
        known = {key(column.label): column for column in columns}
        rows: list[Body] = []
        lines = self.positions.lines.setdefault(table, [])
        places: dict[str, list[int]] = {}
        for line, cells in self._rows(title):
            if line == 1:
                found = self._headings(title, cells, set(known), [column.label for column in columns])
                for index, name in found.items():
                    places.setdefault(name, []).append(index)
                for name, indexes in places.items():
                    self.positions.letters[table, known[name].name] = get_column_letter(indexes[0] + 1)
                continue
            told = {name: [cells[index] for index in indexes if index < len(cells)] for name, indexes in places.items()}
            if len(places) < len(known) or all(cell.blank for each in told.values() for cell in each):
                continue
            row: Body = {}
            for name, column in known.items():
                letter = self.positions.letters[table, column.name]
                row[column.name] = self._value(title, line, letter, column, told[name])
            rows.append(row)
            lines.append(line)
        return rows

    def _value(self, title: str, line: int, letter: str, column: Column, cells: Sequence[Raw]) -> Any:
        """The value of a cell, and of those where it goes on; an error is kept, and the reading goes on."""
        raw = cells[0] if cells else Raw(None)
        goes_on = [cell for cell in cells[1:] if not cell.blank]
        if goes_on and all(isinstance(cell.value, str) and cell.type != "f" for cell in (raw, *goes_on)):
            raw = Raw("".join(str(cell.value) for cell in (raw, *goes_on)))
        try:
            found: Found = value_of(column, raw)
        except Unfit as why:
            self.errors.append(at(title, line, letter, f"{column.label}, {why}"))
            return copy.copy(column.empty)
        if found.note:
            self.notes.append(at(title, line, letter, found.note))
        return found.value

    def _left_out(self) -> None:
        """Say what of the file is not taken: the life of the plan, and sheets that are not ours."""
        life = sum(sum(1 for _ in self._rows(title)) - 1 for title in LIFE_TITLES.values() if key(title) in self.sheets)
        if life:
            self.notes.append(
                f"{plural(life, 'ligne')} de suivi (feuilles « Suivi … ») "
                f"{'n’est pas reprise' if life < 2 else 'ne sont pas reprises'} : il se saisit dans l’application."
            )
        for name, sheet in self.sheets.items():
            if name not in _OURS:
                self.notes.append(f"feuille « {sheet.title} » : elle n’est pas lue.")


def _raw(cell: Any) -> Raw:
    """A cell of the library, without what it knows of its look but the number format."""
    value = cell.value
    return Raw(None) if value is None else Raw(value, cell.data_type, str(cell.number_format or "General"))


def _meant(label: str) -> tuple[str, int]:
    """Key of the column that a heading names, and the rank of the piece that it holds (1 for the first)."""
    text = " ".join(label.split())
    found = CONTINUED.fullmatch(text)
    return (key(found[1]), int(found[2])) if found else (key(text), 1)
