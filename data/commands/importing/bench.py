"""What the writers of a body share: the session, code → id of what is already there, the columns of a row."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from sqlmodel import Session

from data.bodies.cells import Row, day_of, rows_of
from data.bodies.columns import COLUMNS


class Bench:
    """A body being written: rows go in its order, so that an export reads them back in it."""

    def __init__(self, session: Session, body: dict[str, Any]) -> None:
        self.session = session
        self.body = body
        self.plan_id = 0
        self._ids: dict[str, dict[str, int]] = {}

    def rows(self, table: str) -> list[Row]:
        return rows_of(self.body, table)

    def columns(self, table: str, row: Row, *names: str) -> dict[str, Any]:
        """The named cells as stored values: days as dates, the rest as it is."""
        kinds = COLUMNS[table]
        return {name: day_of(row.get(name)) if kinds[name].kind == "day" else row.get(name) for name in names}

    def item(self, table: str, row: Row, *names: str) -> dict[str, Any]:
        """The columns that every item of a plan has, and the named ones."""
        return {"plan_id": self.plan_id, **self.columns(table, row, "code", "title", "source_line", *names)}

    def add(self, table: str, made: Iterable[tuple[str, Any]]) -> None:
        """Insert rows under their codes, in order, and learn their ids."""
        named = list(made)
        self.session.add_all(row for _code, row in named)
        self.session.flush()
        self._ids.setdefault(table, {}).update({code: row.id for code, row in named})

    def add_tree(self, table: str, make: Callable[[Row], Any], *links: str) -> None:
        """Insert the rows of a list whose rows name one another in `links`: in order, each after those it names."""
        waiting = self.rows(table)
        while waiting:
            later: list[Row] = []
            batch: list[Row] = []
            for row in waiting:
                named = {row.get(link) for link in links} - {None}
                if named & {one["code"] for one in batch}:
                    self.add(table, [(one["code"], make(one)) for one in batch])
                    batch = []
                if all(self.knows(table, str(code)) for code in named):
                    batch.append(row)
                else:
                    later.append(row)
            self.add(table, [(one["code"], make(one)) for one in batch])
            waiting = later

    def id(self, table: str, code: str) -> int:
        return self._ids[table][code]

    def maybe(self, table: str, code: str | None) -> int | None:
        return None if code is None else self._ids[table][code]

    def knows(self, table: str, code: str) -> bool:
        return code in self._ids.get(table, {})
