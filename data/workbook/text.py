"""How a value of the body is told in a cell, and what cannot fit in one is told in several."""

from __future__ import annotations

import json
import re
from datetime import date, datetime
from typing import Any, cast

from data.french import folded
from data.workbook.column import Column, Kind

SEPARATOR = " ; "
CONTINUED = re.compile(r"(.+) \(suite (\d+)\)")
"""Heading of a column that goes on with what another one could not hold."""
_MOST = 32_000
"""Characters of one cell; Excel holds 32 767, and counts two for the rarest letters."""


def told(column: Column, value: Any) -> str | float | date | None:
    """What a cell shows; None for an empty one. A number stays a number, a day a day."""
    if value is None or value == [] or value == {} or value == "":
        return None
    match column.kind:
        case Kind.DAY:
            return date.fromisoformat(str(value))
        case Kind.WHOLE | Kind.NUMBER:
            return cast(float, value)
        case Kind.YES:
            return "oui" if value else "non"
        case Kind.CHOICE:
            return column.choices.get(str(value), str(value))
        case Kind.CODES | Kind.NAMES:
            return _joined(cast(list[str], value))
        case Kind.JSON:
            return json.dumps(value, ensure_ascii=False)
        case Kind.TEXT | Kind.LONG | Kind.CODE:
            return str(value)


def _joined(items: list[str]) -> str:
    """Items apart by « ; »; as JSON when one of them holds a separator."""
    return json.dumps(items, ensure_ascii=False) if any(";" in item for item in items) else SEPARATOR.join(items)


def plainly(value: Any) -> str | float | date | None:
    """A value of the plan's life, whose kind is what it looks like."""
    if isinstance(value, bool):
        return "oui" if value else "non"
    if isinstance(value, list | dict):
        return json.dumps(value, ensure_ascii=False) if value else None
    if isinstance(value, str) and re.fullmatch(r"\d{4}-\d\d-\d\d", value):
        return date.fromisoformat(value)
    return value.date() if isinstance(value, datetime) else value


def pieces(text: str) -> list[str]:
    """A text cut so that each piece fits in a cell; never fewer than one."""
    step = _MOST if max(text, default=" ") <= "\uffff" else _MOST // 2
    return [text[at : at + step] for at in range(0, len(text), step)] or [text]


def continued(label: str, rank: int) -> str:
    """Heading of the piece `rank` (0 for the first) of a column."""
    return label if rank == 0 else f"{label} (suite {rank + 1})"


def key(label: str) -> str:
    """What makes two headings, sheets or choices the same: letters, whatever the case, accents and spaces."""
    return " ".join(folded(label).replace("’", "'").split())
