"""Texts as a document prints them: with no letter that its font cannot draw.

A PDF that people with a screen reader can use refuses letters without a drawing: one emoji in a comment would lose the
whole page. Such a letter is replaced by « □ », as a typewriter would.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import Any, cast

_RANGES = ((0x20, 0x7E), (0xA0, 0x17F), (0x391, 0x3A1), (0x3A3, 0x3C9), (0x400, 0x45F))
_SIGNS = frozenset("‐‑–—‘’‚“”„†•…‰′″‹›€™→←−≈≠≤≥■□▲▼◆●○\u2009\u202f")
_INVISIBLE = frozenset(("Cc", "Cf", "Cs", "Cn", "Co", "Mn", "Me"))
UNKNOWN = "□"
_FORBIDDEN = re.compile("[^\t\n\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def printable(text: str) -> str:
    """`text` on one line, composed (NFC), without invisible marks; what the font lacks becomes « □ »."""
    line = " ".join(re.split(r"[ \t\r\n\f\v]+", unicodedata.normalize("NFC", text))).strip()
    kept = (letter for letter in line if unicodedata.category(letter) not in _INVISIBLE)
    return "".join(letter if is_drawn(letter) else UNKNOWN for letter in kept)


def legible(text: str) -> str:
    """Without the characters that the XML of an office document forbids."""
    return _FORBIDDEN.sub("", text)


def is_drawn(letter: str) -> bool:
    """Whether the documents' font has a drawing for this letter."""
    return letter in _SIGNS or any(first <= ord(letter) <= last for first, last in _RANGES)


def printed(value: Any) -> Any:
    """`value` (JSON: texts, lists, objects) with every text as the font can draw it."""
    if isinstance(value, str):
        return printable(value)
    if isinstance(value, dict):
        held = cast(dict[str, Any], value)
        return {key: printed(each) for key, each in held.items()}
    if isinstance(value, list):
        return [printed(each) for each in cast(list[Any], value)]
    return value


def texts_in(value: Any) -> Iterator[str]:
    """Every text of a value (JSON), in order; the names of its fields are not texts."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        held = cast(Any, value.values() if isinstance(value, dict) else value)  # pyright: ignore[reportUnknownMemberType]
        for each in held:
            yield from texts_in(each)
