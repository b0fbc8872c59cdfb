"""A plan's body as an Excel workbook, meant to be read and refilled. Strings are written as strings: nothing that a
document or a person wrote is ever a formula or a link."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from io import BytesIO
from typing import Any

from data.workbook import readme
from data.workbook.card import CARD, HEAD, HELP, LABEL, LEVEL_MARK, LISTS, PLAN, VALUE
from data.workbook.column import Column, Kind, Sheet
from data.workbook.derived import written
from data.workbook.life import LIFE_LABELS, LIFE_TITLES
from data.workbook.looks import Looks, Worksheet, column_letter, exact, new_book, printed
from data.workbook.sheets import SHEETS
from data.workbook.text import continued, pieces, plainly, told

Body = dict[str, Any]
Cell = str | float | date | None
_SPARE = 500
"""Lines below the last one where lists of choices still help."""
_SOURCES = {
    "fiche": "fiches",
    "heading": "headings",
    "phase": "phases",
    "indicator": "indicators",
    "territory": "territories",
    "audience": "audiences",
    "action": "actions",
    "pilot": "pilots",
    "canton": "territories",
    "area": "territories",
}
"""Column → the list whose first column it repeats."""


def workbook(body: Body, made_on: date | None = None) -> bytes:
    """The workbook of a plan.

    Args:
        body: what `data.export.export_plan` returns.
        made_on: the day it is made, told at its first sheet.
    """
    held = BytesIO()
    with new_book(held) as book:
        book.set_properties({"title": body["plan"]["title"], "created": datetime(2000, 1, 1)})  # noqa: DTZ001
        looks = Looks(book)
        first = book.add_worksheet(readme.TITLE)
        choices = _Choices()
        _card(book.add_worksheet(CARD), body, looks, choices)
        for sheet in SHEETS:
            _sheet(book.add_worksheet(sheet.title), sheet, body, looks, choices)
        for table, title in LIFE_TITLES.items():
            if body.get(table):
                _life(book.add_worksheet(title), body[table], looks)
        choices.write(book.add_worksheet(LISTS), looks)
        readme.write(first, body, made_on, looks)
    return held.getvalue()


class _Choices:
    """The sheet « Listes »: one column a list of words, to which the cells of the other sheets refer."""

    def __init__(self) -> None:
        self._lists: dict[tuple[str, ...], str] = {("oui", "non"): "Oui ou non"}

    def range(self, column: Column) -> str:
        words = tuple(column.choices.values()) or ("oui", "non")
        self._lists.setdefault(words, column.label)
        letter = column_letter(list(self._lists).index(words))
        return f"={LISTS}!${letter}$2:${letter}${len(words) + 1}"

    def write(self, sheet: Worksheet, looks: Looks) -> None:
        for at, (words, label) in enumerate(self._lists.items()):
            sheet.write_string(0, at, label, looks.heading)
            sheet.set_column(at, at, 34, looks.text)
            for row, word in enumerate(words, 1):
                sheet.write_string(row, at, word, looks.text)
        sheet.freeze_panes(1, 0)
        sheet.protect(options=_READ_ONLY)


_READ_ONLY = {"autofilter": True, "sort": True, "format_columns": True, "format_rows": True}


def _card(sheet: Worksheet, body: Body, looks: Looks, choices: _Choices) -> None:
    """The plan's card: one line a field."""
    levels = {LEVEL_MARK + name: value for name, value in body["plan"]["levels"].items()}
    for at, (text, width) in enumerate(((LABEL, 46), (VALUE, 70), (HELP, 44))):
        sheet.write_string(0, at, text, looks.heading)
        sheet.set_column(at, at, width)
    row = 1
    for column in (*PLAN, *HEAD):
        held = body if column.table == "head" else body["plan"] | levels
        value = told(column, held[column.name])
        shown: Sequence[Cell] = pieces(value) if isinstance(value, str) else [value]
        for rank, piece in enumerate(shown):
            sheet.write_string(row, 0, continued(column.label, rank), looks.label)
            _cell(sheet, row, 1, piece, looks.of(column), looks)
            needed = "Obligatoire : " if column.required else ""
            sheet.write_string(row, 2, needed + column.kind.value, looks.help)
            row += 1
        _guide(sheet, column, (row - 1, row - 1), 1, choices, None)
        if column.kind is Kind.JSON:
            for line in range(row - len(shown), row):
                sheet.set_row(line, 15, None, {"level": 1, "hidden": True})
    sheet.freeze_panes(1, 1)
    printed(sheet)


def _sheet(sheet: Worksheet, declared: Sheet, body: Body, looks: Looks, choices: _Choices) -> None:
    rows = written(declared.table, body[declared.table])
    at = 0
    shown = [(column, [told(column, row[column.name]) for row in rows]) for column in declared.columns]
    for column, values in shown:
        at += _column(sheet, at, column, values, looks)
        source = _source(declared, column, body)
        _guide(sheet, column, (1, len(rows) + _SPARE), at - 1, choices, source)
    _heights(sheet, shown)
    if declared.columns[-1].kind is Kind.JSON:
        sheet.set_column(at, at, 4, None, {"collapsed": True})
    sheet.freeze_panes(1, 2 if declared.columns[0].name == "code" else 1)
    sheet.autofilter(0, 0, max(len(rows), 1), at - 1)
    printed(sheet)


_LINE, _TALLEST = 15, 405
"""Points of a line of text, and of the tallest row that Excel admits."""


def _heights(sheet: Worksheet, columns: Sequence[tuple[Column, Sequence[Cell]]]) -> None:
    """Rows tall enough for their wrapped texts: not every program works it out when it opens the file."""
    sheet.set_row(0, 3 * _LINE)
    wrapped = [(column.width, values) for column, values in columns if column.kind in (Kind.LONG, Kind.CODES)]
    for row in range(len(wrapped[0][1]) if wrapped else 0):
        lines = max(_lines(values[row], width) for width, values in wrapped)
        if lines > 1:
            sheet.set_row(row + 1, min(lines * _LINE, _TALLEST))


def _lines(value: Cell, width: int) -> int:
    return sum(1 + len(line) // width for line in value.split("\n")) if isinstance(value, str) else 1


def _column(sheet: Worksheet, at: int, column: Column, values: Sequence[Cell], looks: Looks) -> int:
    """Write a column, on as many as its longest text needs; returns how many."""
    cut = [pieces(value) if isinstance(value, str) else [value] for value in values]
    wide = max((len(cells) for cells in cut), default=1)
    look = looks.of(column)
    hidden = {"level": 1, "hidden": True} if column.kind is Kind.JSON else {}
    for rank in range(wide):
        sheet.set_column(at + rank, at + rank, column.width, look, hidden)
        head = looks.required if column.required else looks.heading
        sheet.write_string(0, at + rank, continued(column.label, rank), head)
        for row, cells in enumerate(cut, 1):
            if rank < len(cells):
                _cell(sheet, row, at + rank, cells[rank], look, looks)
    return wide


def _cell(sheet: Worksheet, row: int, at: int, value: Cell, look: Any, looks: Looks) -> None:
    if value is None:
        return
    if isinstance(value, str):
        sheet.write_string(row, at, value, look)
    elif isinstance(value, date):
        if value.year >= 1900:
            sheet.write_datetime(row, at, datetime(value.year, value.month, value.day), look)  # noqa: DTZ001
        else:
            sheet.write_string(row, at, value.isoformat(), looks.text)  # no spreadsheet counts days before 1900
    else:
        sheet.write_number(row, at, exact(value), look)


def _source(declared: Sheet, column: Column, body: Body) -> str | None:
    """The cells of another sheet that hold the codes a column may repeat."""
    to = declared.table if column.name == "parent" else _SOURCES.get(column.name)
    if to is None or column.kind not in (Kind.CODE, Kind.TEXT):
        return None
    title = next(sheet.title for sheet in SHEETS if sheet.table == to)
    return f"='{title}'!$A$2:$A${len(body[to]) + _SPARE}"


def _guide(
    sheet: Worksheet, column: Column, rows: tuple[int, int], at: int, choices: _Choices, source: str | None
) -> None:
    """What Excel accepts in the cells of a column, and what it says otherwise."""
    rule: dict[str, Any]
    if column.kind in (Kind.CHOICE, Kind.YES):
        rule = {"validate": "list", "source": choices.range(column)}
        why = "Choisissez un mot de la liste."
    elif source is not None:
        rule = {"validate": "list", "source": source}
        why = "Choisissez un code de la liste : il doit exister dans l’autre feuille."
    elif column.kind is Kind.DAY:
        rule = {"validate": "date", "criteria": ">=", "value": date(1900, 1, 1)}
        why = "Écrivez une date : 31/12/2026."
    elif column.kind is Kind.WHOLE:
        rule = {"validate": "integer", "criteria": ">=", "value": 0}
        why = "Écrivez un nombre entier : 12."
    elif column.kind is Kind.NUMBER:
        rule = {"validate": "decimal", "criteria": "between", "minimum": -1e15, "maximum": 1e15}
        why = "Écrivez un nombre, sans unité ni signe % : 12,5."
    else:
        return
    sheet.data_validation(
        rows[0],
        at,
        rows[1],
        at,
        rule | {"ignore_blank": True, "error_title": column.label[:32], "error_message": why},
    )


def _life(sheet: Worksheet, rows: list[Body], looks: Looks) -> None:
    """What was said through the years: to be read, not to be changed."""
    names = list(rows[0])
    shown: list[tuple[Column, Sequence[Cell]]] = []
    for at, name in enumerate(names):
        label = LIFE_LABELS.get(name, name)
        values = [plainly(row[name]) for row in rows]
        wide = name in _TEXTS
        column = Column("life", name, label, 40 if wide else 16, Kind.LONG if wide else _kind(values), False, {})
        shown.append((column, values))
        sheet.set_column(at, at, column.width, looks.of(column))
        sheet.write_string(0, at, label, looks.heading)
        for line, value in enumerate(values, 1):
            _cell(sheet, line, at, value, looks.of(column), looks)
    _heights(sheet, shown)
    sheet.freeze_panes(1, 1)
    sheet.autofilter(0, 0, len(rows), len(names) - 1)
    printed(sheet)
    sheet.protect(options=_READ_ONLY)


_TEXTS = frozenset({"comment", "difficulties", "done", "request", "text", "title", "upcoming", "reason"})


def _kind(values: Sequence[Cell]) -> Kind:
    """The kind of the first value that there is."""
    for value in values:
        if isinstance(value, date):
            return Kind.DAY
        if value is not None:
            return Kind.TEXT if isinstance(value, str) else Kind.NUMBER
    return Kind.TEXT
