"""The tracking grid of a plan's document as an Excel sheet, exactly in its columns, ready to be printed.

Texts are written as texts: nothing that a document or a person wrote is ever a formula or a link.
"""

# xlsxwriter describes its own types in part only.
# pyright: reportMissingTypeStubs=false, reportUnknownMemberType=false

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO
from itertools import groupby
from math import ceil
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from data.errors import CapError
from data.french import day, listing, typeset
from data.measures.official_grid import Form, GridLine, form_of, grid_lines, grid_sentence
from data.situation import Situation

SHEET = "Trame de suivi"
TICK = "X"
_ABOVE, _ROW, _BOX, _COMMENTS = (22, 26, 30), 52, 12, 38
"""Widths in characters: the titles over the row by depth (the last one for any deeper), then the other columns."""
_LINE = 13.5
"""Height of a line of text, in points."""
_LONGEST = 32_000
"""Characters of one cell; Excel holds 32 767."""
_NO_FORMULA = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}


def tracking_grid(situation: Situation) -> bytes:
    """The workbook: the form's title, what the data are, its two rows of headings, one row an action
    that is counted, and one over those that another holds.

    Raises:
        CapError: the plan's document prints no such form.
    """
    form = form_of(situation)
    if form is None:
        raise CapError(
            f"Le document du plan « {situation.plan.code} » ne donne pas de trame de suivi à remplir. "
            "Exportez-le au format json ou xlsx."
        )
    lines = grid_lines(situation)
    held = BytesIO()
    with Workbook(held, _NO_FORMULA) as book:
        book.set_properties({"title": form.title, "subject": situation.plan.title})
        sheet = book.add_worksheet(SHEET)
        looks = _Looks(book)
        _head(sheet, looks, form, situation, lines)
        _rows(sheet, looks, form, lines)
        _page(sheet, form, situation, len(lines))
    return held.getvalue()


def data_label(situation: Situation) -> str:
    """« données de démonstration, état au…, 4e trimestre 2025 » and the filters in force."""
    plan = f"{situation.plan.title} ({situation.plan.departement_name})"
    parts = [plan, situation.period.label, f"état au {day(situation.as_of)}", *situation.kept]
    if situation.demonstration:
        parts.append("données de démonstration")
    return typeset(" · ".join(parts))


class _Looks:
    def __init__(self, book: Workbook) -> None:
        font: dict[str, Any] = {"font_name": "Calibri", "font_size": 10}
        wrapped = {**font, "valign": "top", "text_wrap": True}
        # The quote mark keeps « =1+1 » a text even when somebody edits the cell.
        cell = {**wrapped, "border": 1, "border_color": "#8A94A3", "num_format": "@", "quote_prefix": True}
        head = {**wrapped, "bold": True, "border": 1, "align": "center", "valign": "vcenter", "bg_color": "#E6EBF2"}
        self.title = _format(book, {**font, "bold": True, "font_size": 15})
        self.label = _format(book, {**font, "font_color": "#4A5568"})
        self.head = _format(book, head)
        self.cell = _format(book, cell)
        self.box = _format(book, {**cell, "align": "center", "valign": "vcenter", "bold": True})
        self.holder = _format(book, {**cell, "bold": True, "bg_color": "#ECECEC"})
        self.nested = _format(book, {**cell, "indent": 1})
        self.deeper = _format(book, {**cell, "indent": 2})

    def row(self, line: GridLine) -> Format:
        if not line.counted:
            return self.holder
        return (self.cell, self.nested, self.deeper)[min(line.depth, 2)]


def _format(book: Workbook, look: dict[str, Any]) -> Format:
    return book.add_format(look)


_FIRST = 5
"""Rows over the grid: title, what the data are, how to read them, and the form's two rows of headings."""


def _head(sheet: Worksheet, looks: _Looks, form: Form, situation: Situation, lines: Sequence[GridLine]) -> None:
    sheet.write_string(0, 0, form.title, looks.title)
    sheet.write_string(1, 0, data_label(situation), looks.label)
    sheet.write_string(2, 0, grid_sentence(lines), looks.label)
    top, under, boxes = _FIRST - 2, _FIRST - 1, len(form.above) + 1
    for at, title in enumerate([*form.above, form.row]):
        sheet.merge_range(top, at, under, at, "", looks.head)
        sheet.write_string(top, at, title, looks.head)
    sheet.merge_range(top, boxes, top, boxes + 2, "", looks.head)
    sheet.write_string(top, boxes, form.progress, looks.head)
    for at, title in enumerate(form.boxes):
        sheet.write_string(under, boxes + at, title, looks.head)
    sheet.merge_range(top, boxes + 3, under, boxes + 3, "", looks.head)
    sheet.write_string(top, boxes + 3, form.comments, looks.head)
    sheet.set_row(under, 3 * _LINE)


def _rows(sheet: Worksheet, looks: _Looks, form: Form, lines: Sequence[GridLine]) -> None:
    last = len(form.above)
    for at, line in enumerate(lines, _FIRST):
        box = looks.box if line.counted else looks.holder
        sheet.write_string(at, last, _cut(line.title), looks.row(line))
        for number in range(3):
            sheet.write_string(at, last + 1 + number, TICK if line.box == number else "", box)
        sheet.write_string(at, last + 4, _cut(line.comment), looks.cell if line.counted else looks.holder)
    heights = [_height(line) for line in lines]
    for depth in range(last):
        # A title is printed once over all its rows, as the form would be filled by hand.
        numbered = enumerate(lines)
        for titles, group in groupby(numbered, key=lambda pair: pair[1].above[: depth + 1]):
            rows = [at for at, _ in group]
            title, first, end = titles[depth], rows[0], rows[-1]
            if first != end:
                sheet.merge_range(first + _FIRST, depth, end + _FIRST, depth, "", looks.cell)
            sheet.write_string(first + _FIRST, depth, _cut(title), looks.cell)
            missing = _lines(title, _ABOVE[min(depth, 2)]) - sum(heights[first : end + 1])
            heights[end] += max(0, missing)
    for at, height in enumerate(heights, _FIRST):
        sheet.set_row(at, min(409, height * _LINE + 4))


def _height(line: GridLine) -> int:
    """Lines of text that a row needs."""
    return max(_lines(line.title, _ROW - 3 * line.depth), _lines(line.comment, _COMMENTS))


def _lines(text: str, width: int) -> int:
    """Lines that a text takes in a column, words being left whole (a tenth is lost at their ends)."""
    return sum(max(1, ceil(len(part) / (width * 1.05))) for part in text.split("\n"))


def _page(sheet: Worksheet, form: Form, situation: Situation, rows: int) -> None:
    above, boxes = len(form.above), len(form.above) + 1
    for at in range(above):
        sheet.set_column(at, at, _ABOVE[min(at, 2)])
    sheet.set_column(above, above, _ROW)
    sheet.set_column(boxes, boxes + 2, _BOX)
    sheet.set_column(boxes + 3, boxes + 3, _COMMENTS)
    sheet.freeze_panes(_FIRST, 0)
    sheet.repeat_rows(_FIRST - 2, _FIRST - 1)
    sheet.print_area(0, 0, _FIRST + rows - 1, boxes + 3)
    sheet.set_landscape()
    sheet.set_paper(9)  # A4
    sheet.fit_to_pages(1, 0)
    sheet.set_margins(left=0.4, right=0.4, top=0.8, bottom=0.7)
    invented = typeset("données de démonstration") if situation.demonstration else ""
    kept = listing(list(situation.kept))
    sheet.set_header(_margin(f"{situation.plan.title} ({situation.plan.departement_name})", invented))
    sheet.set_footer(_margin(f"{situation.period.label}, état au {day(situation.as_of)}", kept, pages=True))


def _margin(left: str, right: str, *, pages: bool = False) -> str:
    """A header or footer: « & » is Excel's own sign there, and 255 characters are all it takes."""
    words = [typeset(text).replace("&", "et")[:110] for text in (left, right)]
    right = f"&R{words[1]}" if words[1] else ""
    return f"&L{words[0]}{'&C&P / &N' if pages else ''}{right}"


def _cut(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"
