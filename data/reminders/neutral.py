"""What people typed, made safe for a message: its visible letters stay, what would act on the rest of it goes."""

from __future__ import annotations

import re
import unicodedata

_LINE_ENDS = dict.fromkeys(map(ord, "\u2028\u2029\u0085\v\f\r"), "\n")
_ORDER = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
"""Marks that turn the order in which what follows them is read: « gpj.exe » could be shown « exe.jpg »."""
_DROPPED = _ORDER | frozenset("\ufeff\ufff9\ufffa\ufffb\ufffe\uffff")
"""The last two are no characters: the XML of an office document refuses them."""
_RIGHT_TO_LEFT = frozenset({"R", "AL", "AN"})


def lines(text: str, longest: int) -> str:
    """`text` without control characters nor marks of reading order, its lines kept, cut at `longest` characters."""
    kept = [letter for letter in text.replace("\r\n", "\n").translate(_LINE_ENDS) if _is_shown(letter)]
    trimmed = "\n".join(one.rstrip(" ") for one in "".join(kept).replace("\t", " ").split("\n"))
    return _cut(re.sub(r"\n{3,}", "\n\n", trimmed).strip(), longest)


def line(text: str, longest: int) -> str:
    """The same on one line."""
    # No-break spaces are French typography: they stay.
    return _cut(re.sub(r"[ \n]+", " ", lines(text, len(text) + 1)), longest)


def apart(text: str) -> str:
    """`text` set apart when it is read from right to left, so that what stands beside it keeps its place."""
    if any(unicodedata.bidirectional(letter) in _RIGHT_TO_LEFT for letter in text):
        return f"\u2068{text}\u2069"
    return text


def _cut(text: str, longest: int) -> str:
    return text if len(text) <= longest else text[: longest - 1].rstrip() + "…"


def _is_shown(letter: str) -> bool:
    return letter in "\n\t" or (letter not in _DROPPED and unicodedata.category(letter) not in ("Cc", "Cs"))
