"""The journal, read for people: what happened to a fiche, newest first, or to a whole plan, for an audit."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from sqlalchemy import ColumnElement, and_, or_
from sqlmodel import Session, col, select

from data.database import Store
from data.errors import StoreError
from data.journal.told import Told
from data.journal.words import About
from data.model import Fiche, JournalEntry, Plan
from data.reading.journal.entry import Entry, entry_of
from data.reading.journal.teller import Teller
from data.reading.source import labelled, source_of

_COLUMNS: dict[str, Any] = {name: getattr(JournalEntry, name) for name in Entry.__dataclass_fields__}


def timeline(
    store: Store,
    plan_code: str,
    fiche_code: str,
    *,
    limit: int = 50,
    before_id: int | None = None,
    about: About | None = None,
) -> list[Told]:
    """The last acts that changed something of a fiche, newest first; small counts are masked as on every screen.

    Args:
        limit: acts, whatever the number of rows that each changed.
        before_id: `Told.id` of the last act already shown.
        about: only the fields that are about it.
    """
    with store.read() as session:
        fiche_id = _fiche_id(session, plan_code, fiche_code)
        if fiche_id is None:
            return []
        scope = col(JournalEntry.fiche_id) == fiche_id
        query = labelled(**_COLUMNS).where(scope).order_by(col(JournalEntry.at).desc(), col(JournalEntry.id).desc())
        last = session.get(JournalEntry, before_id) if before_id is not None else None
        if last is not None:
            query = query.where(col(JournalEntry.at) <= last.at)
        teller = Teller(session, scope, about)
        rows = (entry_of(row) for row in session.connection().execute(query).mappings())
        return teller.tell(_acts(rows, limit, last, teller.says_something))


def whole(store: Store, plan_code: str, fiche_code: str | None = None) -> list[Told]:
    """Everything that the journal holds of a plan, or of one fiche, oldest first; nothing is masked.

    Raises StoreError when there is no such plan, or no such fiche in it.
    """
    with store.read() as session:
        plan = source_of(session, plan_code).plan
        scope = _of_plan(plan)
        if fiche_code is not None:
            fiche_id = _fiche_id(session, plan_code, fiche_code)
            if fiche_id is None:
                raise StoreError(f"Aucune fiche « {fiche_code[:40]} » dans ce plan. Vérifiez son code.")
            scope = col(JournalEntry.fiche_id) == fiche_id
        query = labelled(**_COLUMNS).where(scope).order_by(col(JournalEntry.at), col(JournalEntry.id))
        acts: dict[tuple[Any, ...], list[Entry]] = {}
        for row in session.connection().execute(query).mappings():
            entry = entry_of(row)
            acts.setdefault(entry.act, []).append(entry)
        return Teller(session, scope, masked=False).tell(list(acts.values()))


def _of_plan(plan: Plan) -> ColumnElement[bool]:
    """Its loading, by which it came, is a line of no plan."""
    loading = and_(col(JournalEntry.table_name) == "plan", col(JournalEntry.row_key) == plan.code)
    return or_(col(JournalEntry.plan_id) == plan.id, loading)


def _acts(
    entries: Iterable[Entry], limit: int, last: JournalEntry | None, keep: Callable[[Entry], bool]
) -> list[list[Entry]]:
    """The first `limit` acts of rows sorted from the newest, their rows in the order of writing."""
    acts: dict[tuple[Any, ...], list[Entry]] = {}
    shown: set[tuple[Any, ...]] = set()
    full_at = None
    for entry in entries:
        if full_at is not None and entry.at != full_at:
            break
        # Rows of one moment may belong to several acts: those up to the last one shown are told already.
        if not keep(entry):
            continue
        if last is not None and entry.at == last.at and entry.id >= (last.id or 0):
            shown.add(entry.act)
        if entry.act in shown:
            continue
        if entry.act not in acts and len(acts) == limit:
            full_at = entry.at
            continue
        acts.setdefault(entry.act, []).append(entry)
    return [rows[::-1] for rows in acts.values()]


def _fiche_id(session: Session, plan_code: str, fiche_code: str) -> int | None:
    return session.exec(
        select(Fiche.id)
        .join(Plan, col(Plan.id) == col(Fiche.plan_id))
        .where(Plan.code == plan_code, Fiche.code == fiche_code)
    ).first()
