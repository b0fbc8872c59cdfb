"""An act in a few lines: long texts cut, one line for what was said of many territories, the rest counted."""

from __future__ import annotations

from dataclasses import dataclass

from data.french import plural
from data.journal.told import Line, Thing, Told
from data.journal.words import shortened

MOST = 4
"""Lines of an act before the rest is folded."""


@dataclass(frozen=True)
class Brief:
    """One line of an act: a thing, or several that differ by their territory alone.

    Attributes:
        places: « 12 territoires » when they were several.
        lines: fields with their texts cut; none for several territories.
    """

    what: str
    change: str
    places: str | None
    lines: tuple[Line, ...]
    redacted: str | None


@dataclass(frozen=True)
class Summary:
    """An act in short. `left`: things that it does not tell; `whole`: nothing was left out nor cut."""

    briefs: tuple[Brief, ...]
    left: int
    whole: bool


def summary(told: Told, most: int = MOST) -> Summary:
    """The first lines of an act."""
    groups: dict[object, list[Thing]] = {}
    for thing in told.things:
        alone = thing.where is None or thing.redacted is not None
        groups.setdefault(thing.entry_id if alone else (thing.what, thing.change), []).append(thing)
    shown = list(groups.values())[:most]
    briefs = tuple(_brief(things) for things in shown)
    left = sum(len(things) for things in list(groups.values())[most:])
    cut = any(len(things) > 1 or _cut(things[0]) for things in shown)
    return Summary(briefs, left, not left and not cut)


def _brief(things: list[Thing]) -> Brief:
    first = things[0]
    if len(things) > 1:
        return Brief(first.what, first.change, plural(len(things), "territoire"), (), None)
    lines = tuple(Line(line.field, _short(line.old), _short(line.new)) for line in first.lines)
    return Brief(title(first), first.change, None, lines, first.redacted)


def title(thing: Thing) -> str:
    """What a thing is, its territory included."""
    return f"{thing.what} · {thing.where}" if thing.where else thing.what


def _short(text: str | None) -> str | None:
    return None if text is None else shortened(text)


def _cut(thing: Thing) -> bool:
    return any(text is not None and text != shortened(text) for line in thing.lines for text in (line.old, line.new))
