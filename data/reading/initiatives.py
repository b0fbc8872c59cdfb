"""The bank of initiatives, read: what other départements tried, whatever the plan on screen."""

from __future__ import annotations

from typing import Any

import pandas as pd
from sqlmodel import Session, col, select

from data.bank.tables import COLUMNS, Bank
from data.database import Store
from data.model import Audience, Collection, Initiative, InitiativeAudience, JournalEntry
from data.reading.source import Rows

_DRAWN_AS = {"69D": "69", "69M": "69"}
"""Territories that publications tell apart and that a map of the départements draws as one."""


def bank(store: Store) -> Bank:
    """The bank of initiatives; three empty tables in a store without any. Raises StoreError in French."""
    with store.read() as session:
        collections = {row.id: row for row in session.exec(select(Collection).order_by(col(Collection.id)))}
        found = session.exec(
            select(Initiative).order_by(col(Initiative.collection_id), col(Initiative.rank), col(Initiative.id))
        ).all()
        return Bank(
            _frame("collections", [_collection(row) for row in collections.values()]),
            _frame("initiatives", [_initiative(row, collections[row.collection_id]) for row in found]),
            _frame("audiences", _audiences(session, found, collections)),
            _stamp(session),
        )


def bank_stamp(store: Store) -> str:
    """A short text that changes when the bank does: cheap, asked at each rerun."""
    with store.read() as session:
        return _stamp(session)


def _stamp(session: Session) -> str:
    """Every change of the bank goes through a command, so the journal knows the last one: which, and when."""
    last = session.exec(
        select(JournalEntry.id, JournalEntry.at)
        .where(col(JournalEntry.table_name).in_(["collection", "initiative"]))
        .order_by(col(JournalEntry.id).desc())
        .limit(1)
    ).first()
    return "" if last is None else f"{last[0]} {last[1].isoformat()}"


def _collection(row: Collection) -> dict[str, Any]:
    return {"code": row.code, "title": row.title, "warning": row.warning, "body": row.body}


def _initiative(row: Initiative, collection: Collection) -> dict[str, Any]:
    return {
        "collection_code": collection.code,
        **{name: getattr(row, name) for name in COLUMNS["initiatives"] if name in Initiative.model_fields},
        "theme_title": _title(collection, "themes", row.theme),
        "maturity_title": _title(collection, "maturities", row.maturity),
        "map_departement_code": _DRAWN_AS.get(row.departement_code, row.departement_code),
    }


def _title(collection: Collection, vocabulary: str, code: str | None) -> str | None:
    """The collection's own word for a code of one of its lists."""
    words: list[dict[str, Any]] = collection.body.get(vocabulary, [])
    return next((str(word["title"]) for word in words if word["code"] == code), code)


def _audiences(session: Session, found: Any, collections: dict[int | None, Collection]) -> Rows:
    """The shared publics of each initiative, with the wordings of its collection that mean them."""
    shared = {row.id: row for row in session.exec(select(Audience))}
    of: dict[int, list[Audience]] = {}
    for link in session.exec(select(InitiativeAudience)):
        of.setdefault(link.initiative_id, []).append(shared[link.audience_id])
    rows: Rows = []
    for row in found:
        body = collections[row.collection_id].body
        words = {str(public["code"]): public for public in body.get("publics", [])}
        for audience in sorted(of.get(row.id or 0, []), key=lambda audience: audience.rank):
            meant = [words[code] for code in row.body.get("publics", []) if audience.code in words[code]["audiences"]]
            rows += [
                {
                    "code": row.code,
                    "audience_code": audience.code,
                    "audience_title": audience.title,
                    "wording": public["title"],
                }
                for public in meant
            ]
    return rows


def _frame(table: str, rows: Rows) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=pd.Index(list(COLUMNS[table])), dtype=object)
