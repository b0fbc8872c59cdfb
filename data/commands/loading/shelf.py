"""What the loaders share: the transaction's session, code → id of what is already there,
an item's columns.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from sqlmodel import Session

from data.catalogue.base import Item, Record


class Shelf:
    """Keeps the ids of the rows inserted so far, by list and code,
    while lists go in their order of dependence.
    """

    def __init__(self, session: Session, first_day: date) -> None:
        self.session = session
        self.first_day = first_day
        """First day of the plan."""
        self.plan_id = 0
        self.pilots: dict[str, int] = {}
        """Pilots named so far: name → id."""
        self._ids: dict[str, dict[str, int]] = {}

    def add(self, name: str, rows: Iterable[Any]) -> None:
        """Insert rows of a list (several calls may follow for one list) and learn their ids."""
        added = list(rows)
        self.session.add_all(added)
        self.session.flush()
        self._ids.setdefault(name, {}).update({row.code: row.id for row in added})

    def id(self, name: str, code: str) -> int:
        return self._ids[name][code]

    def maybe(self, name: str, code: str | None) -> int | None:
        return None if code is None else self._ids[name][code]

    def knows(self, name: str, code: str) -> bool:
        return code in self._ids.get(name, {})

    def columns(self, item: Item, same: Sequence[str] = (), elsewhere: Sequence[str] = ()) -> dict[str, Any]:
        """The columns that every item's table has, and those that bear the name of the item's field.

        Args:
            same: fields that go to the column of the same name.
            elsewhere: fields that the caller stores itself, in another column or table.

        Returns:
            Columns by name; `details` holds whatever else the item says,
            so that nothing of the document is lost.
        """
        return {
            "plan_id": self.plan_id,
            "code": item.code,
            "title": item.title,
            "source_line": item.line,
            **{name: getattr(item, name) for name in same},
            "details": rest(item, {"code", "title", "line", *same, *elsewhere}),
        }


def rest(record: Record, stored: set[str]) -> dict[str, Any]:
    """What a record says beyond its stored fields, empty ones left out, its own `details` laid flat."""
    fields = record.model_dump(mode="json", exclude=stored | {"details"}, exclude_none=True)
    said = {name: value for name, value in fields.items() if value not in ([], {}, False)}
    return said | dict(getattr(record, "details", {}))
