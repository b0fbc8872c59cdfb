"""How much room a text takes, without a font: slides are opened on machines whose fonts nobody knows.

Widths are those of Arial, wider than Source Sans and Calibri, and a little more: a wrong estimate is too large.
Sizes and lengths are in points.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

LEADING = 1.26
"""Height of a line, in times the size of its letters."""
_CAUTION = 1.04
_BOLD = 1.1
_CLASSES = (
    ("iljI.,:;'’|!()[]\u00a0\u202f frt-", 0.31),
    ("mwMW%@œŒ—…", 0.88),
    ("0123456789€", 0.557),
    ("ABCDEFGHJKLNOPQRSTUVXYZÀÉÈÇÊ", 0.7),
)
_WIDTHS = {letter: width for letters, width in _CLASSES for letter in letters}
_OTHER = 0.545


def width(text: str, size: float, *, bold: bool = False) -> float:
    """Length of a text on one line."""
    return sum(_WIDTHS.get(letter, _OTHER) for letter in text) * size * _CAUTION * (_BOLD if bold else 1)


def lines(text: str, size: float, room: float, *, bold: bool = False) -> int:
    """Lines that a text takes in a width; a word longer than the width is cut by who draws it."""
    count = 0
    for paragraph in text.split("\n") or [""]:
        count += 1
        used = 0.0
        space = width(" ", size, bold=bold)
        for word in paragraph.split(" "):
            long = width(word, size, bold=bold)
            if used and used + space + long > room:
                count += 1
                used = 0.0
            if long > room:
                count += int(long // max(room, 1))
                long %= max(room, 1)
            used += long + (space if used else 0)
    return count


def height(text: str, size: float, room: float, *, bold: bool = False) -> float:
    """Height of a text in a width."""
    return lines(text, size, room, bold=bold) * size * LEADING


def largest(sizes: Sequence[float], fits: Callable[[float], bool]) -> float:
    """The first size, from the largest, at which it fits; the last one when none does."""
    return next((size for size in sizes if fits(size)), sizes[-1])


def shortened(text: str, fits: Callable[[str], bool]) -> str:
    """The text, or its first words and « … », so that it fits."""
    if fits(text):
        return text
    words = text.split(" ")
    few, many = 1, len(words)
    while few < many:
        middle = (few + many + 1) // 2
        if fits(_cut(words[:middle])):
            few = middle
        else:
            many = middle - 1
    return _cut(words[:few])


def _cut(words: Sequence[str]) -> str:
    return " ".join(words).rstrip(" ,;:.\u00a0«–—") + "…"
