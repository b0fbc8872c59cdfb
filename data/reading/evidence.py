"""Pieces read beside the Situation: those that a form lists, and the bytes of one file."""

from __future__ import annotations

import hashlib

from sqlmodel import Session, col, select

from data import clock
from data.database import Store
from data.errors import StoreError
from data.evidence.piece import Piece, piece_of
from data.freezing import Frozen, thaw
from data.french import plural
from data.model import Account, Action, Campaign, Evidence, EvidenceFile, Fiche, FrozenPeriod, Plan
from data.permissions import Actor, may_remove
from data.situation import rows_of, where


def pieces(store: Store, actor: Actor, plan_code: str, fiche_code: str, period_code: str) -> list[Piece]:
    """The pieces of a fiche in a period as the store has them now, oldest first; `removable` by this actor today."""
    with store.read() as session:
        today = clock.now(session).date()
        found = session.exec(
            select(Evidence, Fiche, col(Action.code), col(Account.name))
            .join(Campaign, col(Campaign.id) == col(Evidence.campaign_id))
            .join(Plan, col(Plan.id) == col(Campaign.plan_id))
            .join(Fiche, col(Fiche.id) == col(Evidence.fiche_id))
            .join(Account, col(Account.id) == col(Evidence.account_id))
            .outerjoin(Action, col(Action.id) == col(Evidence.action_id))
            .where(col(Plan.code) == plan_code, col(Fiche.code) == fiche_code, col(Campaign.period) == period_code)
            .order_by(col(Evidence.id))
        ).all()
        return [
            piece_of(
                row.model_dump()
                | {
                    "evidence_id": row.id,
                    "action_code": action,
                    "author": author,
                    "added_on": clock.local_day(row.added_at),
                },
                removable=may_remove(session, actor, fiche, row.account_id, today),
            )
            for row, fiche, action, author in found
        ]


def content(store: Store, plan_code: str, sha256: str) -> tuple[bytes, str, str]:
    """(bytes, file name, media type) of a file that a piece of the plan shows, now or in a frozen state.

    Raises:
        StoreError: no piece of this plan shows it, or its bytes are no longer those that were joined.
    """
    with store.read() as session:
        named = _named(session, plan_code, sha256) or _named_when_frozen(session, plan_code, sha256)
        if named is None:
            raise StoreError("Cette pièce n’est plus jointe à ce plan. Rechargez la page.")
        held = session.exec(select(EvidenceFile.content).where(EvidenceFile.sha256 == sha256)).first()
    if held is None or hashlib.sha256(held).hexdigest() != sha256:
        raise StoreError(
            f"Le fichier « {named[0]} » est endommagé dans la base : il n’est plus celui qui a été joint. "
            "Restaurez la dernière sauvegarde, ou joignez-le à nouveau."
        )
    return held, *named


def damaged(session: Session) -> list[str]:
    """French sentences, one a problem: files whose bytes changed or were lost. For `python -m data check`."""
    lost: list[str] = []
    for digest in session.exec(select(EvidenceFile.sha256)).all():
        held = session.exec(select(EvidenceFile.content).where(EvidenceFile.sha256 == digest)).one()
        if hashlib.sha256(held).hexdigest() != digest:
            lost.append(digest)
    if not lost:
        return []
    names = session.exec(select(Evidence.filename).where(col(Evidence.sha256).in_(lost))).all()
    example = f" (dont « {names[0]} »)" if names else ""
    count = plural(len(lost), "fichier joint est endommagé", "fichiers joints sont endommagés")
    return [f"{count}{example}. Restaurez la dernière sauvegarde."]


def _named(session: Session, plan_code: str, sha256: str) -> tuple[str, str] | None:
    found = session.exec(
        select(Evidence.filename, Evidence.media_type)
        .join(Campaign, col(Campaign.id) == col(Evidence.campaign_id))
        .join(Plan, col(Plan.id) == col(Campaign.plan_id))
        .where(col(Plan.code) == plan_code, col(Evidence.sha256) == sha256)
    ).first()
    return None if found is None else (str(found[0]), str(found[1]))


def _named_when_frozen(session: Session, plan_code: str, sha256: str) -> tuple[str, str] | None:
    """A period that was reopened may have lost the piece since, its frozen state never."""
    states = session.exec(
        select(FrozenPeriod)
        .join(Plan, col(Plan.id) == col(FrozenPeriod.plan_id))
        .where(col(Plan.code) == plan_code)
        .order_by(col(FrozenPeriod.id).desc())
    )
    for state in states:
        try:
            rows = rows_of(where(thaw(Frozen(state.format, state.sha256, state.body)).evidence, sha256=sha256))
        except StoreError:  # damaged: another one may name it
            continue
        if rows:
            return str(rows[0]["filename"]), str(rows[0]["media_type"])
    return None
