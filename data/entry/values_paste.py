"""What is pasted into a grid of values: a table with its territories and quarters, or a block put down on a cell.

Pure. Each cell that says something is either put in the grid's cells (`texts`) or left out with the reason (`strays`):
nothing that was pasted is lost, and an empty cell takes nothing away.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from data.entry.pasted_cells import LONGEST_TEXT, MOST_LINES, rows
from data.entry.values_cells import says_nothing, several
from data.entry.values_headings import Heading, heading_of, is_part
from data.entry.values_names import Names
from data.entry.values_sheet import Part, Place, Slot, ValueSheet
from data.french import number


@dataclass(frozen=True)
class Stray:
    """A pasted cell that has no place in the grid: where it was, what it says, why in French."""

    line: int
    where: str
    text: str
    why: str


@dataclass(frozen=True)
class Pasted:
    """What a paste comes to. `problem`: why nothing of it can be read; `silent`: cells that say « n.d. » or a dash."""

    texts: dict[Slot, str]
    strays: tuple[Stray, ...] = ()
    silent: int = 0
    problem: str | None = None


@dataclass(frozen=True)
class _Cell:
    line: int
    where: str
    text: str
    slot: Slot | None
    why: str = ""


def pasted_table(text: str, sheet: ValueSheet, columns: Sequence[tuple[date, Part]]) -> Pasted:
    """Read a table whose first columns name territories and whose first line names quarters.

    Args:
        columns: what the columns of a table without headings are, in order; it must not have more of them.
    """
    lines, problem = _lines(text)
    if problem:
        return Pasted({}, problem=problem)
    lookup = Names(sheet)
    headings, body = _headings(lines, sheet, lookup)
    if not headings:
        headings = _without_headings(body, sheet, columns, lookup)
    names = next((at for at, one in enumerate(headings) if not one.names), len(headings))
    cells: list[_Cell] = []
    silent = 0
    for line, row in body:
        place, why = lookup.place(row[:names])
        for at, cell in enumerate(row[names:], start=names):
            if says_nothing(cell):
                silent += bool(cell)
                continue
            heading = headings[at] if at < len(headings) else Heading("", why="Cette colonne n’a pas de titre.")
            cells.append(_cell(line, " / ".join(row[:names]), cell, place, why, heading))
        if why and not any(row[names:]) and any(row[:names]):
            cells.append(_Cell(line, "", " ".join(row[:names]).strip(), None, why))
    return _settled(cells, silent)


def pasted_block(text: str, sheet: ValueSheet, columns: Sequence[tuple[date, Part]], line: int, column: int) -> Pasted:
    """Read a block put down on a cell of the grid.

    Args:
        columns: those of the grid, whose lines are the sheet's places.
        line, column: where the block begins.
    """
    _, problem = _lines(text)
    if problem:
        return Pasted({}, problem=problem)
    cells: list[_Cell] = []
    silent = 0
    for down, (number_, row) in enumerate(rows(text)):  # a blank line keeps its place
        for right, cell in enumerate(row):
            at, to = line + down, column + right
            if says_nothing(cell):
                silent += bool(cell)
            elif at >= len(sheet.places) or to >= len(columns):
                edge = "la dernière ligne" if at >= len(sheet.places) else "la dernière colonne"
                where = sheet.places[at].short if at < len(sheet.places) else ""
                cells.append(_Cell(number_, where, cell, None, f"Cette case dépasse {edge} de la grille."))
            else:
                slot = Slot(sheet.places[at].code, *columns[to])
                cells.append(_Cell(number_, sheet.places[at].short, cell, slot))
    return _settled(cells, silent)


def names_places(text: str, sheet: ValueSheet) -> bool:
    """Whether a pasted block brings its own territories in its first column."""
    lines, problem = _lines(text)
    lookup = Names(sheet)
    return not problem and any(lookup.knows(row[0]) for _, row in lines)


# --- lines and columns --------------------------------------------------------------------------------------------


def _lines(text: str) -> tuple[list[tuple[int, list[str]]], str | None]:
    if len(text) > LONGEST_TEXT:
        return [], "Ce collage est trop long : collez-le en plusieurs fois."
    found = [(at, row) for at, row in rows(text) if any(row)]
    if len(found) > MOST_LINES:
        return [], f"Ce collage compte {number(len(found))} lignes ; le maximum est de {number(MOST_LINES)}."
    return found, None


def _headings(
    lines: list[tuple[int, list[str]]], sheet: ValueSheet, lookup: Names
) -> tuple[list[Heading], list[tuple[int, list[str]]]]:
    """The headings of the columns, and the lines below them; no heading when the first line names no date."""
    if not lines:
        return [], []
    first = [heading_of(cell, sheet) for cell in lines[0][1]]
    if not any(one.dated for one in first[1:]):
        return [], lines
    body = lines[1:]
    parts: list[Part | None] = [one.part for one in first]
    if body and not any(lookup.knows(cell) for cell in body[0][1]) and _all_parts(body[0][1]):
        second: list[Part | None] = [is_part(cell) for cell in body[0][1]]
        first += [Heading("")] * (len(second) - len(first))
        parts = [second[at] if at < len(second) else None for at in range(len(first))]
        body = body[1:]
    return _completed(first, parts, sheet), body


def _all_parts(row: list[str]) -> bool:
    said = [cell for cell in row if cell]
    return bool(said) and all(is_part(cell) for cell in said)


def _completed(first: Sequence[Heading], parts: Sequence[Part | None], sheet: ValueSheet) -> list[Heading]:
    """Merged headings are copied once: the columns after one, that say nothing, are of the same date."""
    start = next(at for at, one in enumerate(first) if at and one.dated)
    found: list[Heading] = [Heading(one.text, names=True) for one in first[:start]]
    for one, part in zip(first[start:], parts[start:], strict=True):
        before = found[-1]
        if not one.text and sheet.parts != ("value",) and before.dated:
            one = Heading(before.text, before.on, part, before.why)
        if part is None and one.on is not None and len(sheet.parts) > 1:
            part = "denominator" if before.on == one.on and before.part == "numerator" else "numerator"
        found.append(Heading(one.text, one.on, part if len(sheet.parts) > 1 else "value", one.why))
    return found


def _without_headings(
    body: list[tuple[int, list[str]]], sheet: ValueSheet, columns: Sequence[tuple[date, Part]], lookup: Names
) -> list[Heading]:
    widest = max((len(row) for _, row in body), default=0)
    names = max(1, sum(any(lookup.knows(row[at]) for _, row in body if at < len(row)) for at in range(2)))
    left = [Heading("", names=True)] * names
    if widest - names <= len(columns):
        return [*left, *(Heading(sheet.day_words(on), on, part) for on, part in columns[: widest - names])]
    why = "La première ligne ne nomme pas les dates des colonnes : écrivez-y « T1 2026 », « T2 2026 »…"
    return [*left, *[Heading("", why=why)] * (widest - names)]


# --- cells --------------------------------------------------------------------------------------------------------


def _cell(line: int, named: str, text: str, place: Place | None, why: str, heading: Heading) -> _Cell:
    where = ", ".join(part for part in (place.short if place else named.strip(" /"), heading.text) if part)
    if place is None or heading.on is None:
        return _Cell(
            line, where, text, None, why or heading.why or f"La colonne « {heading.text} » n’est pas une date."
        )
    return _Cell(line, where, text, Slot(place.code, heading.on, heading.part or "value"))


def _settled(cells: list[_Cell], silent: int) -> Pasted:
    """Two cells for one place that differ are both left out: neither is surer than the other."""
    by_slot: defaultdict[Slot, list[_Cell]] = defaultdict(list)
    strays = [Stray(one.line, one.where, one.text, one.why) for one in cells if one.slot is None]
    for one in cells:
        if one.slot is not None:
            by_slot[one.slot].append(one)
    texts: dict[Slot, str] = {}
    for slot, group in by_slot.items():
        said = list(dict.fromkeys(one.text for one in group))
        if len(said) == 1:
            texts[slot] = said[0]
            continue
        why = f"Deux valeurs pour le même territoire à la même date ({several(said[:2])}) : gardez-en une."
        strays += [Stray(one.line, one.where, one.text, why) for one in group]
    return Pasted(texts, tuple(sorted(strays, key=lambda one: one.line)), silent)
