"""What a person changed in a form, field by field, and what becomes of it when somebody else changed it too."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal, cast

Value = str | float | bool | None
"""What a field holds: JSON's own types; a date is its ISO text."""

Kind = Literal["weather", "text", "publishable", "state", "measure"]


@dataclass(frozen=True)
class Field:
    """One field of the form.

    Attributes:
        name: a text of the report, or a column of a state or a measure.
        code: of the action or the indicator.
        territory: code of a territory for a state said there; empty for the département.
    """

    kind: Kind
    name: str = ""
    code: str = ""
    territory: str = ""

    @property
    def key(self) -> str:
        """The field's name in a draft."""
        return "|".join((self.kind, self.name, self.code, self.territory))


@dataclass(frozen=True)
class Change:
    """What the person put in a field, and what was there when they did."""

    mine: Value
    seen: Value


Start = Mapping[Field, Value]
Changes = Mapping[Field, Change]


def put(changes: Changes, start: Start, field: Field, value: Value) -> dict[Field, Change]:
    """The changes once `field` holds `value`; a field put back as it was is no change."""
    kept = {name: change for name, change in changes.items() if name != field}
    if _same(value, start.get(field)):
        return kept
    seen = changes[field].seen if field in changes else start.get(field)
    return kept | {field: Change(value, seen)}


def shown(changes: Changes, start: Start, field: Field) -> Value:
    """What the form shows in a field."""
    return changes[field].mine if field in changes else start.get(field)


def collisions(changes: Changes, start: Start) -> list[Field]:
    """The fields that somebody else changed, otherwise, since the person changed them."""
    return [
        field
        for field, change in changes.items()
        if not _same(start.get(field), change.seen) and not _same(start.get(field), change.mine)
    ]


def settled(changes: Changes, start: Start) -> dict[Field, Change]:
    """The changes without those that say what the store says by now."""
    return {field: change for field, change in changes.items() if not _same(change.mine, start.get(field))}


def keep_mine(changes: Changes, start: Start, field: Field) -> dict[Field, Change]:
    """Settle a collision: mine, knowing theirs."""
    return dict(changes) | {field: Change(changes[field].mine, start.get(field))}


def take_theirs(changes: Changes, field: Field) -> dict[Field, Change]:
    """Settle a collision: theirs."""
    return {name: change for name, change in changes.items() if name != field}


def keep_both(changes: Changes, start: Start, field: Field) -> dict[Field, Change]:
    """Settle a collision of texts: theirs, then mine."""
    both = "\n\n".join(str(text).strip() for text in (start.get(field), changes[field].mine) if text)
    return dict(changes) | {field: Change(both, start.get(field))}


def to_draft(changes: Changes) -> dict[str, Any]:
    """The body of a draft."""
    return {"champs": {field.key: [change.mine, change.seen] for field, change in changes.items()}}


def from_draft(body: Mapping[str, Any], fields: Iterable[Field]) -> dict[Field, Change]:
    """The changes that a draft holds. What the form no longer has (an action removed since) is left out."""
    held: Any = body.get("champs") if isinstance(cast(Any, body), dict) else None
    pairs = cast(dict[str, Any], held) if isinstance(held, dict) else {}
    found: dict[Field, Change] = {}
    for field in fields:
        pair = pairs.get(field.key)
        values = cast(list[Any], pair) if isinstance(pair, list) else []
        if len(values) == 2:
            found[field] = Change(values[0], values[1])
    return found


def _same(one: Value, other: Value) -> bool:
    """Nothing, an empty text and an unticked box say the same."""
    return (one or None) == (other or None) if not _is_number(one) and not _is_number(other) else one == other


def _is_number(value: Value) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool)


def plain_value(value: Any) -> Value:
    """A value of a table as a field holds it; absent is None."""
    if isinstance(value, date):
        return value.isoformat()
    return None if value is None or value != value else value
