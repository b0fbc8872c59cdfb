"""A table of the deck as PowerPoint's own, as large as it can be read; what does not fit is in the notes."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import accumulate
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
_SIZES = (18.0, 17.0, 16.0, 15.0, 14.0)
"""What is read from the back of a room."""
_FOR_ALL, _FOR_WORDS = (13.0, 12.0), (13.0, 12.0, 11.0, 10.0)
"""Smaller sizes: so that every row is there, and so that no word is cut."""
_ENOUGH = 4
"""Rows under which a table that is cut shows more of them in smaller letters."""
_MARGIN = 14.4
_SHORT = 4.5
"""Width of a text that stays on one line, in times the size of its letters."""


def add_table(page: Page, room: Room, table: Table) -> None:
    """Set a table in a room: all its rows, or the first that fit and how many others are in the notes."""
    whole, (table, columns, size, kept) = table, _best(page, table, room)
    rows = list(table.rows[:kept])
    heights = _heights(replace(table, rows=tuple(rows)), columns, size)
    left = len(table.rows) - kept
    if left:
        heights.append(1.6 * size)
    if left or table != whole:
        page.kept.append(told(whole))
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
    """Width in points under which the words of a table are cut, without the columns that may go."""
    least = _leanest(table)
    return sum(_longest_word(least, rank) for rank in range(len(least.columns)))


def shown(page: Page, table: Table, room: Room) -> int:
    """How many of its rows a room would show."""
    return _best(page, table, room)[3]


def shortest(page: Page, table: Table, wide: int) -> int:
    """Height in EMU of every row at the smallest size, without the columns that may go."""
    table, size = _leanest(table), page.size(_FOR_ALL[-1])
    columns = _columns(table, wide / POINT, size)
    return round((sum(_heights(table, columns, size)) + 2) * POINT)


def _without(table: Table, count: int) -> Table:
    """The table less the first of its columns that may go."""
    gone = table.spare[:count]
    if not gone:
        return table
    kept = [rank for rank in range(len(table.columns)) if rank not in gone]
    return Table(
        table.title,
        tuple(table.columns[rank] for rank in kept),
        tuple(tuple(row[rank] for rank in kept) for row in table.rows),
        tuple(at for at, rank in enumerate(kept) if rank in table.numeric),
    )


def _leanest(table: Table) -> Table:
    return _without(table, len(table.spare))


def _best(page: Page, table: Table, room: Room) -> tuple[Table, list[float], float, int]:
    """(the table, its columns in points, its size, how many of its rows are shown): as many columns as leave every row
    legible from afar; else those that show most rows."""
    tried: list[tuple[Table, list[float], float, int]] = []
    for count in range(len(table.spare) + 1):
        each = _without(table, count)
        columns, size, kept = _fitted(page, each, room)
        if kept == len(each.rows) and size >= page.size(_SIZES[-1]):
            return each, columns, size, kept
        tried.append((each, columns, size, kept))
    return max(tried, key=lambda one: (one[3], one[2]))


def _longest_word(table: Table, rank: int, size: float = _FOR_ALL[-1]) -> float:
    words = (word for row in (table.columns, *table.rows) for word in re.split(r"[ -]", row[rank]))
    return max((fitting.width(word, size, bold=True) for word in words), default=0) + _MARGIN


def _columns(table: Table, wide: float, size: float) -> list[float]:
    """Widths in points: each column according to its longest text, and at least to its longest word."""
    least: list[float] = []
    needs: list[float] = []
    for rank, name in enumerate(table.columns):
        texts = [name, *(row[rank] for row in table.rows)]
        need = min(max(fitting.width(text, size, bold=True) for text in texts) + _MARGIN, 0.7 * wide)
        # « Axe 1 » is not worth two lines.
        least.append(max(_longest_word(table, rank, size), min(need, _SHORT * size)))
        needs.append(max(need, least[-1]))
    spare = wide - sum(least)
    if spare <= 0:
        return [wide * each / sum(least) for each in least]
    # Short columns first have all they need: « 2 sur 6 (33 %) » is not worth two lines either.
    more = {rank: need - word for rank, (need, word) in enumerate(zip(needs, least, strict=True))}
    wanting = sorted(more, key=lambda rank: more[rank])
    for at, rank in enumerate(wanting):
        given = min(more[rank], spare / (len(wanting) - at))
        least[rank] += given
        spare -= given
    return [each + spare / len(least) for each in least]


def _row(cells: tuple[str, ...], columns: list[float], size: float, *, bold: bool = False) -> float:
    most = max(fitting.lines(text, size, wide - _MARGIN, bold=bold) for text, wide in zip(cells, columns, strict=True))
    return most * size * fitting.LEADING + 0.5 * size


def _fitted(page: Page, table: Table, room: Room) -> tuple[list[float], float, int]:
    """(columns, size, rows shown): the largest size at which every row fits; else the first rows, legible from afar."""
    wide, tall = room.wide / POINT, room.tall / POINT
    for size in (page.size(size) for size in (*_SIZES, *_FOR_ALL)):
        columns = _columns(table, wide, size)
        if _whole(table, columns, size) and sum(_heights(table, columns, size)) <= tall:
            return columns, size, len(table.rows)
    sizes = [page.size(size) for size in (_SIZES[-1], *_FOR_WORDS)]
    large = fitting.largest(sizes, lambda one: _whole(table, _columns(table, wide, one), one))
    small = min(large, page.size(_FOR_ALL[-1]))
    tried = [
        (columns := _columns(table, wide, size), size, _first(table, columns, size, tall)) for size in (large, small)
    ]
    return tried[0] if tried[0][2] >= min(_ENOUGH, tried[1][2]) else tried[1]


def _first(table: Table, columns: list[float], size: float, tall: float) -> int:
    """How many rows a height shows, the line that counts the others included."""
    head, *heights = _heights(table, columns, size)
    if head + sum(heights) <= tall:
        return len(heights)
    used = list(accumulate(heights, initial=head + 1.6 * size))[1:]
    return sum(each <= tall for each in used)


def _heights(table: Table, columns: list[float], size: float) -> list[float]:
    """Of its head, then of each of its rows, in points."""
    return [_row(table.columns, columns, size, bold=True), *(_row(row, columns, size) for row in table.rows)]


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
