"""What typed cells of a grid of values would change, what cannot be read of them, what somebody changed meanwhile."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from data.commands.parts import Unfit
from data.commands.values import Said, ValueChange
from data.entry.values_cells import cleaned_cell, read_value, shown_cell
from data.entry.values_sheet import Slot, ValueSheet
from data.french import short_day

Texts = Mapping[Slot, str]
"""Cells typed and not yet recorded."""
Seen = Mapping[tuple[str, date], Said | None]
"""What each value was when its cells began to be typed."""


@dataclass(frozen=True)
class Difference:
    """A value that typed cells change. `change.said` None: it is taken away.

    `clash`: somebody changed it since its cells began to be typed; `change.seen` is what was seen then.
    """

    change: ValueChange
    slots: tuple[Slot, ...]
    old: Said | None
    clash: bool

    @property
    def removes(self) -> bool:
        return self.change.said is None


@dataclass(frozen=True)
class CellRefused:
    """Typed cells of one value that cannot be read, and why in French."""

    slots: tuple[Slot, ...]
    text: str
    why: str


@dataclass(frozen=True)
class Judged:
    """What typed cells come to: each is in a difference, refused, or `same` as what is recorded."""

    differences: tuple[Difference, ...]
    refused: tuple[CellRefused, ...]
    same: tuple[Slot, ...]

    @property
    def ready(self) -> tuple[Difference, ...]:
        """What can be recorded as it stands."""
        return tuple(one for one in self.differences if not one.clash)

    @property
    def clashes(self) -> tuple[Difference, ...]:
        return tuple(one for one in self.differences if one.clash)


def judge(sheet: ValueSheet, texts: Texts, seen: Seen) -> Judged:
    """Read every typed cell with what is recorded beside it."""
    by_place: defaultdict[tuple[str, date], list[Slot]] = defaultdict(list)
    rank = {place.code: at for at, place in enumerate(sheet.places)}
    for slot in sorted(texts, key=lambda one: (rank.get(one.territory, len(rank)), one)):
        by_place[slot.place].append(slot)
    read: list[Difference | CellRefused] = []
    same: list[Slot] = []
    for (territory, on), slots in by_place.items():
        found = _judged(sheet, territory, on, tuple(slots), texts, seen)
        if found is None:
            same += slots
        else:
            read.append(found)
    differences, twice = _once_each(sheet, [one for one in read if isinstance(one, Difference)])
    refused = [one for one in read if isinstance(one, CellRefused)]
    return Judged(tuple(differences), (*refused, *twice), tuple(same))


def _judged(
    sheet: ValueSheet, territory: str, on: date, slots: tuple[Slot, ...], texts: Texts, seen: Seen
) -> Difference | CellRefused | None:
    now = sheet.held.get((territory, on))
    parts = {
        part: texts.get(Slot(territory, on, part), sheet.stored(Slot(territory, on, part))) for part in sheet.parts
    }
    if all(part_same(sheet, slot, texts[slot]) for slot in slots):
        return None
    quoted = " / ".join(cleaned_cell(text) or "vide" for text in parts.values())
    try:
        found = read_value(sheet.asked, parts, on)
        if found is None and any(cleaned_cell(text) for text in parts.values()):
            if now is None:
                return None
            raise Unfit(f"« {shown_cell(quoted)} » ne dit rien : la valeur est gardée. Videz la case pour la retirer.")
    except Unfit as error:
        return CellRefused(slots, quoted, str(error))
    day, said = found if found is not None else (on, None)
    now = sheet.held.get((territory, day))
    if (said is None and now is None) or (said is not None and said.same(now)):
        return None
    before = seen.get((territory, on), now) if day == on else now
    change = ValueChange(indicator_code=sheet.code, territory_code=territory, measured_on=day, said=said, seen=before)
    clash = (before is None) != (now is None) or (now is not None and not now.same(before))
    return Difference(change, slots, now, clash)


def part_same(sheet: ValueSheet, slot: Slot, text: str) -> bool:
    """Whether a cell's text is the one that is recorded."""
    return cleaned_cell(text) == cleaned_cell(sheet.stored(slot))


def _once_each(sheet: ValueSheet, found: Sequence[Difference]) -> tuple[list[Difference], list[CellRefused]]:
    """Two cells of one territory may name one day (a milestone « fait le… »): neither is then taken."""
    by_day: defaultdict[tuple[str, str, date], list[Difference]] = defaultdict(list)
    for one in found:
        by_day[one.change.place].append(one)
    alone = [group[0] for group in by_day.values() if len(group) == 1]
    twice = [
        CellRefused(
            one.slots, sheet.words(one.change.said), f"Deux cases disent le {short_day(one.change.measured_on)}."
        )
        for group in by_day.values()
        if len(group) > 1
        for one in group
    ]
    return alone, twice


def kept_slots(judged: Judged, recorded: Iterable[Difference]) -> set[Slot]:
    """The typed cells that stay once `recorded` is: refused ones, and those changed meanwhile."""
    gone = {slot for one in recorded for slot in one.slots} | set(judged.same)
    every = {slot for one in (*judged.differences, *judged.refused) for slot in one.slots}
    return every - gone
