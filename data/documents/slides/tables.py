"""A table of the deck as PowerPoint's own, as large as it can be read; what does not fit is in the notes."""

from __future__ import annotations

import re
from typing import Any

from data.conference.slide import Table
from data.documents.slides import fitting
from data.documents.slides.oxml import all_of, described, element, tag
from data.documents.slides.page import POINT, Page, Room, Run, fill_text
from data.documents.slides.tones import paint
from data.french import plural, typeset

_STYLE = "{2D5ABB26-0587-4C30-8999-92F81FD0307C}"
"""PowerPoint's « No Style, No Grid »: the rules under the rows are ours, in the colours of the theme."""
_RULE = "B8B2A8"
_SIZES = (18.0, 16.0, 15.0, 14.0, 13.0, 12.0)
_FOR_ALL, _FOR_WORDS = (11.0,), (11.0, 10.0)
"""Smaller sizes: so that every row is there, and so that no word is cut."""
_MARGIN = 14.4
_SHORT = 58.0


def add_table(page: Page, room: Room, table: Table) -> None:
    """Set a table in a room: all its rows, or the first that fit and how many others are in the notes."""
    wide = room.wide / POINT
    columns = _columns(table, wide)
    size, kept = _fitted(page, table, columns, room.tall / POINT)
    rows = list(table.rows[:kept])
    heights = [_row(table.columns, columns, size, bold=True), *(_row(row, columns, size) for row in rows)]
    left = len(table.rows) - kept
    if left:
        heights.append(1.6 * size)
        page.kept.append(told(table))
    frame: Any = page.shapes.add_table(
        len(heights), len(table.columns), room.left, room.top, room.wide, round(sum(heights) * POINT)
    )
    shown = f"{table.title}. " if table.title else ""
    described(
        frame,
        f"Tableau : {table.title}",
        f"{shown}{plural(len(table.rows), 'ligne')} ; colonnes : {', '.join(table.columns)}.",
    )
    drawn: Any = frame.table
    next(all_of(frame._element, "a:tableStyleId")).text = _STYLE
    drawn.first_row, drawn.horz_banding = True, False
    for rank, share in enumerate(columns):
        drawn.columns[rank].width = round(share * POINT)
    for rank, tall in enumerate(heights):
        drawn.rows[rank].height = round(tall * POINT)
    for row, cells in enumerate((table.columns, *rows)):
        for column, text in enumerate(cells):
            _cell(drawn.cell(row, column), text, size, row == 0, column in table.numeric)
    if left:
        _last(drawn, len(heights) - 1, len(columns), typeset(f"… et {plural(left, 'autre')}, voir les notes"), size)


def _last(drawn: Any, row: int, columns: int, text: str, size: float) -> None:
    """The row that says how many others are in the notes, in one cell."""
    for column in range(columns):
        _cell(drawn.cell(row, column), text if column == 0 else "", size, False, False)
    if columns > 1:
        drawn.cell(row, 0).merge(drawn.cell(row, columns - 1))


def told(table: Table) -> str:
    """A whole table in the notes, one row a line."""
    rows = "\n".join(
        " ; ".join(f"{name} : {cell}" for name, cell in zip(table.columns, row, strict=True)) for row in table.rows
    )
    return typeset(f"Tableau entier : {table.title}\n{rows}")


def narrowest(table: Table) -> float:
    """Width in points under which the words of a table are cut."""
    return sum(_longest_word(table, rank) for rank in range(len(table.columns)))


def shown(page: Page, table: Table, room: Room) -> int:
    """How many of its rows a room would show."""
    return _fitted(page, table, _columns(table, room.wide / POINT), room.tall / POINT)[1]


def shortest(page: Page, table: Table, wide: int) -> int:
    """Height in EMU of the whole table at its smallest size."""
    columns, size = _columns(table, wide / POINT), page.size(_FOR_ALL[-1])
    rows = sum(_row(row, columns, size) for row in table.rows)
    return round((_row(table.columns, columns, size, bold=True) + rows + 2) * POINT)


def _longest_word(table: Table, rank: int, size: float = _SIZES[-1]) -> float:
    words = (word for row in (table.columns, *table.rows) for word in re.split(r"[ -]", row[rank]))
    return max((fitting.width(word, size, bold=True) for word in words), default=0) + _MARGIN


def _columns(table: Table, wide: float) -> list[float]:
    """Widths in points: each column according to its longest text, and at least to its longest word."""
    least: list[float] = []
    needs: list[float] = []
    for rank, name in enumerate(table.columns):
        texts = [name, *(row[rank] for row in table.rows)]
        need = min(max(fitting.width(text, 14, bold=True) for text in texts) + _MARGIN, 0.7 * wide)
        # « Axe 1 » is not worth two lines.
        least.append(max(_longest_word(table, rank), min(need, _SHORT)))
        needs.append(max(need, least[-1]))
    spare = wide - sum(least)
    if spare <= 0:
        return [wide * each / sum(least) for each in least]
    more = [need - word for need, word in zip(needs, least, strict=True)]
    if sum(more) <= 0:
        return [word + spare / len(least) for word in least]
    return [word + spare * each / sum(more) for word, each in zip(least, more, strict=True)]


def _row(cells: tuple[str, ...], columns: list[float], size: float, *, bold: bool = False) -> float:
    most = max(fitting.lines(text, size, wide - _MARGIN, bold=bold) for text, wide in zip(cells, columns, strict=True))
    return most * size * fitting.LEADING + 0.5 * size


def _fitted(page: Page, table: Table, columns: list[float], tall: float) -> tuple[float, int]:
    """The largest size at which every row fits; else the smallest, and how many rows do."""
    sizes = [page.size(size) for size in (*_SIZES, *_FOR_ALL)]
    head = table.columns
    for size in sizes:
        if _whole(table, columns, size):
            used = _row(head, columns, size, bold=True) + sum(_row(row, columns, size) for row in table.rows)
            if used <= tall:
                return size, len(table.rows)
    smaller = [page.size(size) for size in (_SIZES[-1], *_FOR_WORDS)]
    size = fitting.largest(smaller, lambda one: _whole(table, columns, one))
    used = _row(head, columns, size, bold=True)
    heights = [_row(row, columns, size) for row in table.rows]
    if used + sum(heights) <= tall:
        return size, len(table.rows)
    used += 1.6 * size
    for kept, each in enumerate(heights):
        used += each
        if used > tall:
            return size, kept
    return size, len(table.rows)


def _whole(table: Table, columns: list[float], size: float) -> bool:
    """No word is cut."""
    return all(_longest_word(table, rank, size) <= wide for rank, wide in enumerate(columns))


def _cell(cell: Any, text: str, size: float, head: bool, number: bool) -> None:
    fill_text(_Cell(cell), [[Run(text, size, bold=head)]], align="r" if number else "l")
    inside: Any = cell._tc.get_or_add_tcPr()
    inside.set("anchor", "ctr")
    for side in ("marT", "marB"):
        inside.set(side, str(round(0.2 * size * POINT)))
    for side in ("marL", "marR"):
        inside.set(side, str(round(7.2 * POINT)))
    wide, colour = (19_050, paint("accent1")) if head else (6_350, paint(_RULE))
    inside.append(element(f'<a:lnB {{names}} w="{wide}"><a:solidFill>{colour}</a:solidFill></a:lnB>'))
    inside.append(element("<a:noFill {names}/>"))


class _Cell:
    """A cell seen as a shape: its text stands under another name."""

    def __init__(self, cell: Any) -> None:
        self._element = self
        body = cell._tc.find(tag("a:txBody"))
        self.txBody: Any = body if body is not None else cell._tc.get_or_add_txBody()
