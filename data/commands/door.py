"""The door itself: one immediate transaction, journalled, that bumps the revision of the plan it changes."""

from __future__ import annotations

from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import event, insert, inspect, update
from sqlalchemy.exc import DatabaseError, IntegrityError
from sqlalchemy.orm import UOWTransaction
from sqlalchemy.orm.exc import StaleDataError
from sqlmodel import Session, SQLModel, col, select

from data import clock, triggers
from data.database import Store, translated
from data.errors import Conflict, Refused, StoreError
from data.model import (
    Action,
    Campaign,
    Draft,
    EditionFile,
    EvidenceFile,
    Fiche,
    FrozenPeriod,
    Indicator,
    JournalEntry,
    Objective,
    Plan,
    Reminder,
    Report,
    TrendFigure,
)
from data.permissions import Actor
from data.typed import cleaned

_NOT_JOURNALLED = (Draft, JournalEntry, EvidenceFile, EditionFile, FrozenPeriod, TrendFigure, Reminder)
"""Drafts are not part of the plan; files are told by the command, without their bytes; the others are append-only."""
_KEPT_OUT = frozenset({"email"})
"""Fields whose value the journal does not keep: it could not be erased without a redaction."""


@dataclass
class Writing:
    """What a command works with inside its transaction."""

    session: Session
    actor: Actor
    now: datetime
    plan: Plan | None

    @property
    def today(self) -> date:
        return self.now.date()

    @property
    def the_plan(self) -> Plan:
        assert self.plan is not None
        return self.plan


@contextmanager
def writing(
    store: Store,
    actor: Actor,
    command: str,
    plan_code: str | None = None,
    *,
    reason: str | None = None,
    now: datetime | None = None,
    row_by_row: bool = True,
    bumps: bool = True,
) -> Generator[Writing]:
    """Open the transaction of one command; commit on a clean exit, roll everything back otherwise.

    Args:
        command: French name of the command, as the journal shows it.
        plan_code: the plan that the command changes; its revision goes up by one.
        now: moment of the command; the store's clock by default (the demonstration replays past quarters).
        row_by_row: False for a bulk load, journalled as one entry by the command itself.
        bumps: False for drafts, which are no part of the Situation.

    Raises:
        Refused: a rule of the database says no (closed period, duplicate, broken reference).
        Conflict: a row changed since it was read.
        StoreError: the store cannot be written.
    """
    if not store.exists():
        raise StoreError(
            f"La base « {store.path} » n’existe pas encore. Créez-la avec : python -m data init. Rien n’a été modifié."
        )
    # Whatever asks for one, the journal keeps it for ever: no more than a text, and readable.
    why = cleaned(reason, "Le motif") or None if reason is not None else None
    with translated(store), Session(store.writing_engine, expire_on_commit=False) as session:
        moment = now or clock.now(session)
        plan = _plan(session, plan_code) if plan_code is not None else None
        if row_by_row:
            _journal_changes(session, actor, command, plan, moment, why)
        try:
            yield Writing(session, actor, moment, plan)
            session.flush()
            if plan is not None and bumps:
                session.connection().execute(
                    update(Plan).where(col(Plan.id) == plan.id).values(revision=Plan.revision + 1)
                )
            session.commit()
        except StaleDataError as error:
            session.rollback()
            raise Conflict(
                "Cette ligne a été modifiée entre-temps par quelqu’un d’autre. Rien n’a été écrasé : "
                "relisez les deux versions, puis enregistrez à nouveau.",
                {},
            ) from error
        except (IntegrityError, DatabaseError) as error:
            session.rollback()
            refusal = _refusal(str(error.orig or error))
            if refusal is None:
                raise
            raise Refused(refusal) from error


def _plan(session: Session, code: str) -> Plan:
    """The plan, held by this command until it ends: on PostgreSQL too, commands of one plan follow one another, so
    that nothing is written in a period while another command closes and freezes it."""
    plan = session.exec(select(Plan).where(Plan.code == code).with_for_update(key_share=True)).first()
    if plan is None:
        raise Refused(f"Aucun plan « {code[:80]} » dans cette base. Rien n’a été modifié.")
    return plan


def open_campaign_of(session: Session, plan: Plan, period_code: str) -> Campaign:
    """The campaign of a period, Refused in French when it is absent or closed (triggers hold it in the base too)."""
    campaign = session.exec(select(Campaign).where(Campaign.plan_id == plan.id, Campaign.period == period_code)).first()
    if campaign is None:
        raise Refused(
            "La saisie de cette période n’est pas ouverte. Rien n’a été modifié : la coordination peut l’ouvrir."
        )
    if campaign.closed_on is not None:
        raise Refused(
            "Cette période est clôturée : ses chiffres ne changent plus. Rien n’a été modifié. "
            "Corrigez ce qui doit l’être dans la période ouverte, et signalez-le à la coordination."
        )
    return campaign


def key(row: Any) -> int:
    """The id of a row that is in the store."""
    assert row.id is not None
    return row.id


def check_seen(row: Any, seen_version: int | None, theirs: dict[str, object]) -> None:
    """Raise Conflict when `row` (None when absent) is not the version that the person saw (None: saw none)."""
    now_version = None if row is None else row.version
    if now_version != seen_version:
        raise Conflict(
            "Modifié entre-temps par quelqu’un d’autre. Rien n’a été écrasé et votre texte est conservé : "
            "comparez les deux versions, puis enregistrez à nouveau.",
            theirs,
        )


def _refusal(message: str) -> str | None:
    low = message.lower()
    if triggers.REFUSAL_CLOSED in low:
        return "Cette période est clôturée : ses chiffres ne changent plus. Rien n’a été modifié."
    if triggers.REFUSAL_APPEND in low:
        return "Cette ligne est gardée telle quelle : elle ne peut être ni modifiée ni effacée. Rien n’a été modifié."
    if "unique" in low or "duplicate key" in low:
        return "Cet élément existe déjà. Rien n’a été modifié."
    if "foreign key" in low:
        return "Un élément auquel cette saisie se rattache n’existe plus. Rien n’a été modifié : rechargez la page."
    if "check constraint" in low or "not null" in low:
        return "Une valeur n’est pas admise par la base. Rien n’a été modifié : corrigez la saisie."
    return None


def journal_once(
    writing_: Writing,
    command: str,
    table: str,
    key: str,
    after: dict[str, Any],
    reason: str | None = None,
    *,
    change: str = "ajout",
    fiche_id: int | None = None,
) -> None:
    """One journal row written by a command itself: for many rows at once, or for what no row's values should tell."""
    writing_.session.flush()
    actor, plan = writing_.actor, writing_.plan
    entry = _entry(actor, command, plan, writing_.now, reason, table, key, change, {}, after, fiche_id)
    writing_.session.connection().execute(insert(JournalEntry), [entry])


def _entry(
    actor: Actor,
    command: str,
    plan: Plan | None,
    at: datetime,
    reason: str | None,
    table: str,
    key: str,
    change: str,
    before: dict[str, Any],
    after: dict[str, Any],
    fiche_id: int | None,
) -> dict[str, Any]:
    return {
        "at": at,
        "account_id": actor.account_id,
        "command": command,
        "plan_id": plan.id if plan else None,
        "table_name": table,
        "row_key": key,
        "change": change,
        "before": before,
        "after": after,
        "reason": reason,
        "fiche_id": fiche_id,
    }


def _journal_changes(
    session: Session, actor: Actor, command: str, plan: Plan | None, at: datetime, reason: str | None
) -> None:
    @event.listens_for(session, "after_flush")
    def _record(_session: Session, _context: UOWTransaction) -> None:  # pyright: ignore[reportUnusedFunction]
        # Within after_flush new rows have their keys and attribute histories are still there.
        changes = [(row, "ajout") for row in session.new]
        changes += [(row, "modification") for row in session.dirty if session.is_modified(row)]
        changes += [(row, "suppression") for row in session.deleted]
        rows: list[dict[str, Any]] = []
        for row, change in changes:
            if isinstance(row, _NOT_JOURNALLED):
                continue
            before, after = _difference(row, change)
            key = "/".join(str(part) for part in inspect(row).mapper.primary_key_from_instance(row))
            table, fiche_id = str(row.__tablename__), _fiche_id(session, row)
            rows.append(_entry(actor, command, plan, at, reason, table, key, change, before, after, fiche_id))
        if rows:
            session.connection().execute(insert(JournalEntry), rows)


_OWNERS = {"action_id": Action, "indicator_id": Indicator, "objective_id": Objective, "report_id": Report}


def _fiche_id(session: Session, row: SQLModel) -> int | None:
    """The fiche that a changed row speaks of: itself, its own, or that of what it hangs from."""
    if isinstance(row, Fiche):
        return row.id
    own = getattr(row, "fiche_id", None)
    if own is not None:
        return own
    for name, table in _OWNERS.items():
        owner_id = getattr(row, name, None)
        if owner_id is not None:
            owner = session.connection().execute(select(table.fiche_id).where(col(table.id) == owner_id)).first()
            return None if owner is None else owner[0]
    return None


def _difference(row: SQLModel, change: str) -> tuple[dict[str, Any], dict[str, Any]]:
    before: dict[str, Any] = {}
    after: dict[str, Any] = {}
    for attribute in inspect(row).mapper.column_attrs:  # pyright: ignore[reportOptionalMemberAccess]
        name = attribute.key
        history = inspect(row).attrs[name].history  # pyright: ignore[reportOptionalMemberAccess]
        if change == "ajout":
            after[name] = _plain(name, getattr(row, name))
        elif change == "suppression":
            before[name] = _plain(name, getattr(row, name))
        elif history.has_changes():
            before[name] = _plain(name, history.deleted[0]) if history.deleted else None
            after[name] = _plain(name, getattr(row, name))
    return before, after


def _plain(name: str, value: Any) -> Any:
    if name in _KEPT_OUT:
        return "…" if value else None
    return value.isoformat() if isinstance(value, date | datetime) else value
