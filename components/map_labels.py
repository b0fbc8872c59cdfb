"""Names on a map, where there is room for them: no two ever touch, the largest places are served first."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

LETTER, LINE = 6.2, 14
"""Width of a letter and height of a line, in pixels, of 12-pixel text: a little generous."""
LONGEST = 16
"""Characters of a line."""
OVERFLOW = 1.15
"""A name may be this much larger than its place."""


@dataclass(frozen=True)
class Label:
    """A name to write at `at` (longitude, latitude). before: a sign in front; alone: what is left without room.

    wide, tall: size of its place in degrees; a name does not run far over the borders of its place.
    """

    code: str
    name: str
    at: tuple[float, float] | None
    before: str = ""
    alone: str = ""
    wide: float = 0.0
    tall: float = 0.0


@dataclass(frozen=True)
class Placed:
    code: str
    lon: float
    lat: float
    lines: tuple[str, ...]


Box = tuple[float, float, float, float]


def placed(labels: Sequence[Label], box: Box, *, width: float, height: float, first: str | None = None) -> list[Placed]:
    """The names that fit a map of these pixels, showing the box (west, south, east, north)."""
    west, south, east, north = box
    squeeze = math.cos(math.radians((south + north) / 2))
    scale = min(width / ((east - west) * squeeze), height / (north - south))
    taken: list[Box] = []
    found: list[Placed] = []
    for label in sorted(labels, key=lambda each: (each.code != first, -each.wide * each.tall, each.code)):
        if label.at is None:
            continue
        lon, lat = label.at
        x, y = (lon - west) * squeeze * scale, (north - lat) * scale
        most = OVERFLOW * label.wide * squeeze * scale, OVERFLOW * label.tall * scale
        for lines in _tries(label):
            frame = _frame(x, y, lines)
            fits = lines == (label.alone,) or (frame[2] - frame[0] <= most[0] and frame[3] - frame[1] <= most[1])
            inside = frame[0] >= 0 and frame[2] <= (east - west) * squeeze * scale
            if fits and inside and not any(_meet(frame, other) for other in taken):
                taken.append(frame)
                found.append(Placed(label.code, lon, lat, lines))
                break
    return found


def _tries(label: Label) -> list[tuple[str, ...]]:
    lines = wrapped(f"{label.before} {label.name}".strip())
    return [(*lines, label.alone), (label.alone,)] if label.alone else [tuple(lines)]


def wrapped(name: str, longest: int = LONGEST) -> list[str]:
    """The name on lines of at most `longest` characters, cut at spaces; a longer word keeps its own line."""
    lines: list[str] = []
    for word in name.split(" "):
        if lines and len(lines[-1]) + 1 + len(word) <= longest:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return lines


def _frame(x: float, y: float, lines: Sequence[str]) -> Box:
    half = LETTER * max(map(len, lines), default=0) / 2
    tall = LINE * len(lines) / 2
    return x - half, y - tall, x + half, y + tall


def _meet(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]
