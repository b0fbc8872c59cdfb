"""Patterns laid over colours: a drawing is read in grey, printed or by who confuses two colours."""

from __future__ import annotations

from collections.abc import Iterable

from data.drawing.look import HATCHES, Look
from data.drawing.svg import tag

_STROKES = {
    "/": "M-2 2L2 -2M0 {s}L{s} 0M{a} {b}L{b} {a}",
    "\\": "M{a} -2L{b} 2M0 0L{s} {s}M-2 {a}L2 {b}",
    "|": "M{h} 0V{s}",
    "-": "M0 {h}H{s}",
    "x": "M0 {s}L{s} 0M0 0L{s} {s}",
    "+": "M{h} 0V{s}M0 {h}H{s}",
}
_OPACITY = 0.5


class Fills:
    """The patterns that a drawing uses, each defined once, in order of use."""

    def __init__(self, name: str, look: Look) -> None:
        self.name = name
        self.look = look
        self._made: dict[tuple[str, str], str] = {}

    def tone(self, tone: str) -> str:
        """Fill of a series: its colour, and its hatch when it has one."""
        return self.over(self.look.tone(tone), HATCHES.get(tone, ""))

    def over(self, colour: str, hatch: str) -> str:
        if not hatch:
            return colour
        self._made.setdefault((colour, hatch), f"{self.name}-h{len(self._made)}")
        return f"url(#{self._made[colour, hatch]})"

    def defs(self) -> str:
        """Definitions to put first in the drawing."""
        made: Iterable[str] = (self._pattern(*key, name) for key, name in self._made.items())
        return tag("defs", *made) if self._made else ""

    def _pattern(self, colour: str, hatch: str, name: str) -> str:
        step = round(max(8.0, self.look.text * 0.5))
        stroke = contrasting(colour)
        ground = tag("rect", width=step, height=step, fill=colour)
        thick = max(1.2, step / 7)
        if hatch in ".o":
            ring = hatch == "o"
            mark = tag(
                "circle", cx=step / 2, cy=step / 2, r=step / 5, fill="none" if ring else stroke,
                stroke=stroke if ring else None, stroke_width=thick / 1.5 if ring else None, opacity=_OPACITY,
            )  # fmt: skip
        else:
            line = _STROKES[hatch].format(s=step, h=step / 2, a=step - 2, b=step + 2)
            mark = tag("path", d=line, stroke=stroke, stroke_width=thick, fill="none", opacity=_OPACITY)
        return tag("pattern", ground, mark, id=name, width=step, height=step, patternUnits="userSpaceOnUse")


def contrasting(colour: str) -> str:
    """Black or white, the one that is read on `colour`."""
    red, green, blue = (int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5))
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in (red, green, blue)]
    luminance = 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
    # Where black and white are as legible as each other.
    return "#000000" if luminance > 0.179 else "#FFFFFF"
