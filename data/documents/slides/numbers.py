"""Figures set large: all that a slide shows, one under another beside a map, or in a strip above a chart."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from data.conference.slide import Number
from data.documents.slides import fitting
from data.documents.slides.oxml import decorative
from data.documents.slides.page import POINT, Page, Paragraph, Room, Run

_LONG = 20
"""Letters beyond which a lead is a sentence (« pas encore fait, prévu le… »): it does not shrink the others."""


@dataclass(frozen=True)
class _Sizes:
    """`leads`: one a figure. `compact`: the label follows on one line with the note."""

    leads: tuple[float, ...]
    rest: float
    label: float
    note: float
    compact: bool = False


def add_alone(page: Page, room: Room, numbers: Sequence[Number]) -> None:
    """All that a slide shows: side by side, or in two rows when that sets them larger."""
    most = page.size(110 if len(numbers) == 1 else 64)
    choices = [len(numbers)] if len(numbers) < 3 else [len(numbers), (len(numbers) + 1) // 2]
    across = max(choices, key=lambda one: max(_sizes(page, numbers, _wide(page, room.wide, one), most).leads))
    _add(page, room, numbers, across, most, spread=True)


def add_stacked(page: Page, room: Room, numbers: Sequence[Number]) -> None:
    """One under another."""
    _add(page, room, numbers, 1, page.size(40), spread=True)


def strip_height(page: Page, numbers: Sequence[Number], wide: int) -> int:
    """Room that figures take above a chart, in EMU."""
    inner = _wide(page, wide, len(numbers))
    return round(_tallest(page, numbers, _sizes(page, numbers, inner, page.size(34), compact=True), inner) * POINT)


def add_strip(page: Page, room: Room, numbers: Sequence[Number]) -> None:
    """Side by side above what is drawn, in little height."""
    _add(page, room, numbers, len(numbers), page.size(34), compact=True)


def _add(page: Page, room: Room, numbers: Sequence[Number], across: int, most: float, *, compact: bool = False,
         spread: bool = False) -> None:  # fmt: skip
    gap, wide = page.gap(24), _wide(page, room.wide, across)
    sizes = _sizes(page, numbers, wide, most, compact=compact)
    down = -(-len(numbers) // across)
    high = min(round(_tallest(page, numbers, sizes, wide) * POINT), (room.tall - gap * (down - 1)) // down)
    spare = max((room.tall - high * down - gap * (down - 1)) // (down + 1), 0) if spread else 0
    rule = page.gap(4)
    columns = room.columns(across, gap)
    for rank, number in enumerate(numbers):
        column = columns[rank % across]
        top = room.top + min(spare, gap) + (rank // across) * (high + gap + min(spare, gap))
        bar: Any = page.shapes.add_shape(1, column.left, top, rule, high)
        _coloured(bar)
        inner = Room(column.left + rule + page.gap(10), top, column.wide - rule - page.gap(10), high)
        page.write(
            inner, _said(page, number, sizes, sizes.leads[rank], wide), name=f"Chiffre : {number.label}", after=2
        )


def _said(page: Page, number: Number, sizes: _Sizes, lead: float, wide: float) -> list[Paragraph]:
    label = fitting.shortened(number.label, lambda one: fitting.lines(one, sizes.label, wide) <= 3)
    note = fitting.shortened(number.note, lambda one: fitting.lines(one, sizes.note, wide) <= 2)
    for whole, shown in ((number.label, label), (number.note, note)):
        if whole != shown:
            page.kept.append(whole)
    first = [Run(number.lead, lead, bold=True, colour="accent1")]
    if sizes.compact:
        last = [Run(label, sizes.label)]
        if number.rest:
            first.append(Run(f"  {number.rest}", sizes.rest, bold=True))
        if note:
            last.append(Run(f" – {note}", sizes.note, colour="tx2"))
        return [first, last]
    said: list[Paragraph] = [first]
    if number.rest:
        said.append([Run(number.rest, sizes.rest, bold=True)])
    said.append([Run(label, sizes.label)])
    if note:
        said.append([Run(note, sizes.note, colour="tx2")])
    return said


def _wide(page: Page, wide: int, across: int) -> float:
    """Width in points of the text of one figure."""
    return ((wide - page.gap(24) * (across - 1)) / across - page.gap(14)) / POINT


def _sizes(page: Page, numbers: Sequence[Number], wide: float, most: float, *, compact: bool = False) -> _Sizes:
    steps = [most * (1 - step * 0.06) for step in range(12)]
    short = [each for each in numbers if len(each.lead) <= _LONG]

    def holds(number: Number, size: float) -> bool:
        rest = f"  {number.rest}" if compact and number.rest else ""
        used = fitting.width(number.lead, size, bold=True) + fitting.width(
            rest, max(size * 0.5, page.size(16)), bold=True
        )
        return used <= wide

    common = fitting.largest(steps, lambda one: all(holds(each, one) for each in short))
    long = [size for size in steps if size <= min(common, page.size(34))] or [min(common, page.size(34))]
    leads = tuple(
        common if each in short else fitting.largest(
            [*long, page.size(18)], lambda one, text=each.lead: fitting.lines(text, one, wide, bold=True) <= 2
        )
        for each in numbers
    )  # fmt: skip
    if compact:
        return _Sizes(leads, max(common * 0.5, page.size(16)), page.size(16), page.size(14), compact=True)
    return _Sizes(leads, max(common * 0.45, page.size(18)), max(common * 0.28, page.size(18)), page.size(14))


def _tallest(page: Page, numbers: Sequence[Number], sizes: _Sizes, wide: float) -> float:
    """Height in points of the tallest figure."""
    talls: list[float] = []
    for number, lead in zip(numbers, sizes.leads, strict=True):
        if sizes.compact:
            above = fitting.height(number.lead, lead, wide, bold=True)
            last = f"{number.label} – {number.note}" if number.note else number.label
            talls.append(above + fitting.height(last, sizes.label, wide) + 4 * page.scale)
            continue
        label = min(fitting.lines(number.label, sizes.label, wide), 3)
        note = min(fitting.lines(number.note, sizes.note, wide), 2) if number.note else 0
        under = fitting.lines(number.rest, sizes.rest, wide, bold=True) if number.rest else 0
        above = fitting.lines(number.lead, lead, wide, bold=True) * lead
        used = above + under * sizes.rest + label * sizes.label + note * sizes.note
        talls.append(used * fitting.LEADING + 10 * page.scale)
    return max(talls)


def _coloured(bar: Any) -> None:
    bar.fill.solid()
    bar.fill.fore_color.theme_color = 5  # accent 1
    bar.line.fill.background()
    bar.shadow.inherit = False
    bar.name = "Filet"
    decorative(bar)
