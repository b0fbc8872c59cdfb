"""What is known of the rows that the journal speaks of, read in bulk: which they are, the names behind their ids."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Integer, Table, select
from sqlmodel import Session, SQLModel, col

from data.journal.words import Term, words
from data.model import Campaign, Fiche, JournalEntry, Report
from data.period import Period
from data.reading.journal.entry import Entry
from data.reading.journal.numbers import Numbers, numbers_of

Row = tuple[str, str]
"""(table, key) of a row, as the journal writes them."""
Values = dict[str, Any]
_AT_ONCE = 5_000
"""Ids asked for in one query: databases limit their number."""
_NAMED_BY = {
    "pilot": ("name",), "territory": ("name",), "account": ("name",), "edition": ("theme",),
} | dict.fromkeys(("phase", "audience", "audiencewording", "partner"), ("title",))  # fmt: skip
"""Columns that name a row of a table; its code and title where nothing is said here."""


@dataclass(frozen=True)
class Known:
    """What is needed to tell some entries.

    Attributes:
        rows: (table, key) → the columns that tell which row it is, as the journal stores values.
        names: (table, id) → name.
        fiches: id → code.
        numbers: units of indicators and what is too small to be told.
    """

    rows: dict[Row, Values]
    names: dict[tuple[str, int], str]
    fiches: dict[int, str]
    numbers: Numbers

    def account(self, account_id: int | None) -> str | None:
        return None if account_id is None else self.names.get(("account", account_id))

    def part(self, term: Term, value: Any) -> str | None:
        """A word of what a row is called; None for what goes without saying, as the département does."""
        if value is False or (term.of == "territory" and value in self.numbers.whole):
            return None
        return words(term, value, self.names)


def known_of(session: Session, scope: ColumnElement[bool], entries: Sequence[Entry]) -> Known:
    """Read what these entries need. `scope`: the part of the journal where a lost row may have left its trace."""
    rows = _rows(session, scope, entries)
    wanted: defaultdict[str, set[int]] = defaultdict(set)
    for entry in entries:
        wanted["account"].update(id_ for id_ in (entry.account_id, entry.redacted_by) if id_ is not None)
        for name, term in entry.subject.terms.items():
            for held in (rows[entry.row], entry.before, entry.after):
                if term.of is not None and isinstance(held.get(name), int):
                    wanted[term.of].add(held[name])
    names = {(table, id_): name for table, ids in wanted.items() for id_, name in _names(session, table, ids)}
    fiches = {entry.fiche_id for entry in entries if entry.fiche_id is not None}
    return Known(
        rows=rows,
        names=names,
        fiches=dict(_pairs(session, select(col(Fiche.id), col(Fiche.code)), Fiche.id, fiches)),
        numbers=numbers_of(session, entries, rows),
    )


def _rows(session: Session, scope: ColumnElement[bool], entries: Sequence[Entry]) -> dict[Row, Values]:
    """What each entry's row is: by its key, by what the journal keeps of it, by the row itself while it lives."""
    rows: dict[Row, Values] = {}
    for entry in entries:
        rows.setdefault(entry.row, _key(*entry.row)).update(_kept(entry))
    missing = _missing(entries, rows)
    for table, keys in missing.items():
        _add(rows, ((row.row, _kept(row)) for row in _traces(session, scope, table, keys)))
        _add(rows, _living(session, table, keys))
    return rows


def _add(rows: dict[Row, Values], found: Iterable[tuple[Row, Values]]) -> None:
    for row, values in found:
        rows[row] |= values


def _kept(entry: Entry) -> Values:
    """What an entry says of the columns that tell which row it is; what is true now is said last."""
    held = entry.before | entry.after
    return {name: held[name] for name in entry.subject.named if name in held}


def _key(table: str, key: str) -> Values:
    """The primary key, read back from « 4/12 »."""
    found = SQLModel.metadata.tables.get(table)
    if found is None:
        return {}
    values: Values = {}
    for column, part in zip(found.primary_key.columns, key.split("/"), strict=False):
        values[column.name] = int(part) if isinstance(column.type, Integer) and part.isdecimal() else part
    return values


def _missing(entries: Sequence[Entry], rows: dict[Row, Values]) -> dict[str, set[str]]:
    """Table → keys of the rows of which the entries do not say everything that tells which they are."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for entry in entries:
        if any(name not in rows[entry.row] for name in entry.subject.named):
            found[entry.table_name].add(entry.row_key)
    return found


def _living(session: Session, table: str, keys: set[str]) -> Iterable[tuple[Row, Values]]:
    """The rows that are still there."""
    found = SQLModel.metadata.tables.get(table)
    ids = {int(key) for key in keys if key.isdecimal()}
    if found is None or "id" not in found.c or not ids:
        return
    for row in _pairs(session, select(found), found.c.id, ids):
        values = {name: _stored(value) for name, value in row._mapping.items()}
        yield (table, str(values["id"])), values


def _stored(value: Any) -> Any:
    """A value as the journal writes it."""
    return value.isoformat() if isinstance(value, date) else value


def _traces(session: Session, scope: ColumnElement[bool], table: str, keys: set[str]) -> list[Entry]:
    """Where the journal tells the whole of these rows: their coming and their going."""
    fields: dict[str, Any] = {name: getattr(JournalEntry, name) for name in Entry.__dataclass_fields__}
    query = select(*fields.values()).where(
        scope, col(JournalEntry.table_name) == table, col(JournalEntry.change) != "modification"
    )
    found: Iterable[Any] = session.connection().execute(query).mappings()
    return [Entry(**row) for row in found if row["row_key"] in keys]


def _names(session: Session, table: str, ids: set[int]) -> Iterable[tuple[int, str]]:
    """(id, name) of some rows of a table."""
    if table == "campaign":
        for id_, period in _pairs(session, select(col(Campaign.id), col(Campaign.period)), Campaign.id, ids):
            yield id_, Period.parse(period).label
    elif table == "report":
        query = (
            select(col(Report.id), col(Fiche.code), col(Campaign.period))
            .join(Fiche, col(Fiche.id) == col(Report.fiche_id))
            .join(Campaign, col(Campaign.id) == col(Report.campaign_id))
        )
        for id_, fiche, period in _pairs(session, query, Report.id, ids):
            yield id_, f"{fiche}, {Period.parse(period).label}"
    else:
        found: Table = SQLModel.metadata.tables[table]
        columns = [found.c[name] for name in _NAMED_BY.get(table, ("code", "title"))]
        for id_, *parts in _pairs(session, select(found.c.id, *columns), found.c.id, ids):
            yield id_, " ".join(str(part) for part in parts)


def _pairs(session: Session, query: Any, id_column: Any, ids: Iterable[int]) -> Iterable[Any]:
    """The rows of a query for some ids, so many at once."""
    listed = sorted(ids)
    for start in range(0, len(listed), _AT_ONCE):
        yield from session.connection().execute(query.where(id_column.in_(listed[start : start + _AT_ONCE])))
