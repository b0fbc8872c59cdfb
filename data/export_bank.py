"""The bank of initiatives as JSON, rebuilt from the tables. The schema is documented in docs/export-json.md and does
not change within a version: fields may be added, never renamed."""

from __future__ import annotations

from typing import Any

from sqlmodel import Session, col, select

from data.database import Store
from data.errors import StoreError
from data.model import Audience, Collection, Initiative, InitiativeAudience
from data.reading.heads import is_demonstration

SCHEMA = 1

_COLUMNS = (
    *("kind", "theme", "sub_theme", "departement_code", "departement_name", "territory", "organisation"),
    *("start_year", "maturity"),
)
"""Columns of an initiative beside `code`, `title`, `source_line` and what its body holds."""


def export_bank(store: Store) -> dict[str, Any]:
    """Every collection and every initiative of the store, in one transaction, for JSON.

    Each initiative has `code`, `title` and `source_line`. Raises StoreError when the store holds no collection.
    """
    with store.read() as session:
        collections = session.exec(select(Collection).order_by(col(Collection.id))).all()
        if not collections:
            raise StoreError(
                "Aucun recueil d’initiatives dans cette base : rien n’a été écrit. Chargez-le : python -m data load."
            )
        return {
            "schema": SCHEMA,
            "demonstration": is_demonstration(session),
            "collections": [_collection(row) for row in collections],
            "initiatives": [item for row in collections for item in initiatives_of(session, row)],
        }


def initiatives_of(session: Session, collection: Collection) -> list[dict[str, Any]]:
    """The initiatives of a collection, in its order, each with everything that is kept of it."""
    query = select(Initiative).where(Initiative.collection_id == collection.id).order_by(col(Initiative.rank))
    publics = _publics(session)
    return [
        {
            "code": row.code,
            "title": row.title,
            "source_line": row.source_line,
            "collection": collection.code,
            **{name: getattr(row, name) for name in _COLUMNS},
            **row.body,
            "audiences": publics.get(row.id or 0, []),
        }
        for row in session.exec(query)
    ]


def _collection(row: Collection) -> dict[str, Any]:
    return {"code": row.code, "title": row.title, "disclaimer": row.warning, **row.body}


def _publics(session: Session) -> dict[int, list[str]]:
    """Id of an initiative → codes of its shared publics."""
    query = (
        select(InitiativeAudience.initiative_id, Audience.code)
        .join(Audience, col(Audience.id) == col(InitiativeAudience.audience_id))
        .order_by(col(Audience.rank), col(Audience.id))
    )
    found: dict[int, list[str]] = {}
    for initiative_id, code in session.exec(query).all():
        found.setdefault(initiative_id, []).append(code)
    return found
