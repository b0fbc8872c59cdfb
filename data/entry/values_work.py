"""What one person has typed in a grid of values and not recorded yet: cells, refused ones included, and the way back.

Immutable: each act makes a new one that remembers the one before.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, cast, get_args

from data.commands.values import Said, Saved
from data.entry.values_judged import Difference, Judged, kept_slots, part_same
from data.entry.values_paste import Stray
from data.entry.values_sheet import Part, Slot, ValueSheet

MOST_STEPS = 30
"""Acts that can be taken back."""
_MOST_KEPT = 20_000
"""Cells that a browser may give back."""


@dataclass(frozen=True)
class Work:
    """Cells typed and not recorded.

    Attributes:
        texts: cell → what was typed, where it is not what is recorded.
        seen: (territory, day) → what was recorded when its cells began to be typed.
        strays: pasted cells that have no place in the grid.
        before: the acts that can be taken back, oldest first: their French name, and what was there.
        saved: the last recording, as long as it can be taken back from here.
    """

    texts: Mapping[Slot, str] = field(default_factory=dict[Slot, str])
    seen: Mapping[tuple[str, date], Said | None] = field(default_factory=dict[tuple[str, date], Said | None])
    strays: tuple[Stray, ...] = ()
    before: tuple[tuple[str, Work], ...] = ()
    saved: Saved | None = None

    @property
    def empty(self) -> bool:
        return not self.texts and not self.strays

    @property
    def last_act(self) -> str | None:
        return self.before[-1][0] if self.before else None

    def text(self, sheet: ValueSheet, slot: Slot) -> str:
        """What a cell shows: what was typed, else what is recorded."""
        return self.texts.get(slot, sheet.stored(slot))


def typed(sheet: ValueSheet, work: Work, cells: Mapping[Slot, str], act: str, strays: Sequence[Stray] = ()) -> Work:
    """The work once cells are typed or pasted; `act` names it, for the button that takes it back."""
    texts, seen = dict(work.texts), dict(work.seen)
    for slot, text in cells.items():
        if part_same(sheet, slot, text):
            texts.pop(slot, None)
        else:
            texts[slot] = text
            seen.setdefault(slot.place, sheet.held.get(slot.place))
    before = (*work.before, (act, replace(work, before=(), saved=None)))[-MOST_STEPS:]
    return replace(work, texts=texts, seen=_still(seen, texts), strays=(*work.strays, *strays), before=before)


def strayed(work: Work, strays: Iterable[Stray]) -> Work:
    """The work with cells that a paste just made could not place: part of the same act."""
    return replace(work, strays=(*work.strays, *strays))


def taken_back(work: Work) -> Work:
    """The work without its last act."""
    if not work.before:
        return work
    return replace(work.before[-1][1], before=work.before[:-1], saved=work.saved)


def without_strays(work: Work) -> Work:
    """The work once the cells that have no place are put aside."""
    return replace(work, strays=())


def without(work: Work, slots: Iterable[Slot]) -> Work:
    """The work once some cells show again what is recorded."""
    gone = set(slots)
    texts = {slot: text for slot, text in work.texts.items() if slot not in gone}
    return replace(work, texts=texts, seen=_still(work.seen, texts))


def mine_kept(sheet: ValueSheet, work: Work, places: Iterable[tuple[str, date]]) -> Work:
    """The work once the person has read what somebody else recorded there, and keeps their own."""
    return replace(work, seen={**work.seen, **{place: sheet.held.get(place) for place in places}})


def recorded(work: Work, judged: Judged, done: Sequence[Difference], saved: Saved) -> Work:
    """The work once `done` is recorded: what was refused stays, to be corrected."""
    kept = kept_slots(judged, done)
    texts = {slot: text for slot, text in work.texts.items() if slot in kept}
    return Work(texts, _still(work.seen, texts), work.strays, (), saved)


def _still(
    seen: Mapping[tuple[str, date], Said | None], texts: Mapping[Slot, str]
) -> dict[tuple[str, date], Said | None]:
    places = {slot.place for slot in texts}
    return {place: said for place, said in seen.items() if place in places}


# --- what the browser keeps meanwhile -----------------------------------------------------------------------------


def to_browser(work: Work) -> list[list[Any]]:
    """The work as plain lists: its cells with what was seen there, then its strays."""
    cells: list[list[Any]] = []
    for slot, text in work.texts.items():
        said = work.seen.get(slot.place)
        cells.append([slot.territory, slot.on.isoformat(), slot.part, text, said.model_dump() if said else None])
    return cells + [[one.line, one.where, one.text, one.why] for one in work.strays]


def from_browser(sent: object) -> Work:
    """The work that a browser gives back after a reload; what cannot be read is left out."""
    texts: dict[Slot, str] = {}
    seen: dict[tuple[str, date], Said | None] = {}
    strays: list[Stray] = []
    for row in cast(list[Any], sent)[:_MOST_KEPT] if isinstance(sent, list) else []:
        try:
            if len(row) == 4:
                strays.append(Stray(int(row[0]), str(row[1]), str(row[2]), str(row[3])))
            elif row[2] in get_args(Part):
                slot = Slot(str(row[0]), date.fromisoformat(row[1]), row[2])
                seen[slot.place] = Said(**row[4]) if row[4] else None
                texts[slot] = str(row[3])
        except (TypeError, ValueError, IndexError, KeyError):
            continue
    return Work(texts, seen, tuple(strays))
