"""Pieces (pièces): links and files joined to a fiche's report while its period is open."""

from __future__ import annotations

import hashlib
import zlib
from datetime import datetime

from sqlalchemy import delete
from sqlmodel import col, func, select

from data.commands.door import Writing, key, open_campaign_of, writing
from data.commands.plan import find_action, find_fiche
from data.commands.report import signature
from data.database import Store
from data.errors import Refused
from data.evidence.checks import MOST, NOTHING, checked_file
from data.evidence.links import checked_link
from data.evidence.piece import default_title
from data.model import Action, Campaign, Evidence, EvidenceFile, Fiche, FrozenPeriod
from data.permissions import Act, Actor, may_remove, may_state, require, require_report
from data.typed import short
from data.vocabulary import EvidenceKind


def add_link(
    store: Store,
    actor: Actor,
    plan_code: str,
    fiche_code: str,
    period_code: str,
    *,
    title: str,
    url: str,
    action_code: str | None = None,
    now: datetime | None = None,
) -> int:
    """Join an address to a fiche, or to one of its actions; it is kept, never fetched.

    Args:
        title: the site's name when empty.

    Returns:
        The piece's id.
    """
    address = checked_link(url)
    with writing(store, actor, "Joindre un lien", plan_code, now=now) as door:
        campaign, fiche, action = _place(door, fiche_code, period_code, action_code)
        piece = _piece(door, campaign, fiche, action, EvidenceKind.LINK, title or default_title(url=address))
        piece.url = address
        return _add(door, piece)


def add_file(
    store: Store,
    actor: Actor,
    plan_code: str,
    fiche_code: str,
    period_code: str,
    *,
    title: str,
    filename: str,
    content: bytes,
    action_code: str | None = None,
    now: datetime | None = None,
) -> int:
    """Join a file to a fiche, or to one of its actions, once it is known to be what its name says.

    Args:
        title: the file's name when empty.

    Returns:
        The piece's id.
    """
    file = checked_file(filename, content)
    digest = hashlib.sha256(file.content).hexdigest()
    with writing(store, actor, "Joindre un fichier", plan_code, now=now) as door:
        campaign, fiche, action = _place(door, fiche_code, period_code, action_code)
        kept = door.session.exec(select(EvidenceFile.sha256).where(EvidenceFile.sha256 == digest)).first()
        if kept is None:
            door.session.add(EvidenceFile(sha256=digest, content=file.content))
            door.session.flush()
        piece = _piece(door, campaign, fiche, action, EvidenceKind.FILE, title or default_title(filename=file.filename))
        piece.filename, piece.media_type = file.filename, file.media_type
        piece.size, piece.sha256 = len(file.content), digest
        return _add(door, piece)


def remove_evidence(
    store: Store,
    actor: Actor,
    plan_code: str,
    evidence_id: int,
    *,
    reason: str | None = None,
    now: datetime | None = None,
) -> None:
    """Remove a piece; the bytes of a file go with the last piece that shows them, unless a frozen state does."""
    with writing(store, actor, "Retirer une pièce", plan_code, reason=reason, now=now) as door:
        require(actor, Act.REPORT, door.plan)
        piece = door.session.get(Evidence, evidence_id)
        campaign = door.session.get(Campaign, piece.campaign_id) if piece else None
        fiche = door.session.get(Fiche, piece.fiche_id) if piece else None
        if piece is None or campaign is None or fiche is None or campaign.plan_id != door.the_plan.id:
            raise Refused("Cette pièce n’est plus jointe. Rien n’a été modifié : rechargez la page.")
        open_campaign_of(door.session, door.the_plan, campaign.period)
        if not may_remove(door.session, actor, fiche, piece.account_id, door.today):
            raise Refused(
                "Cette pièce a été jointe par quelqu’un d’autre : rien n’a été retiré. Demandez-le à cette personne, "
                "au responsable de la fiche ou à la coordination."
            )
        digest = piece.sha256
        door.session.delete(piece)
        door.session.flush()
        if digest is not None and not _shown(door, digest):
            door.session.connection().execute(delete(EvidenceFile).where(col(EvidenceFile.sha256) == digest))


def _place(
    door: Writing, fiche_code: str, period_code: str, action_code: str | None
) -> tuple[Campaign, Fiche, Action | None]:
    """Where a piece is joined; Refused unless the actor may fill that report, or say the state of that action."""
    require(door.actor, Act.REPORT, door.plan)
    fiche = find_fiche(door, fiche_code)
    action = find_action(door, action_code) if action_code is not None else None
    if action is None:
        require_report(door.session, door.actor, door.the_plan, fiche, door.today)
    elif action.fiche_id != fiche.id:
        raise Refused(f"L’action {action.code} n’est pas de la fiche {fiche.code}. {NOTHING}")
    elif not may_state(door.session, door.actor, fiche, action, door.today):
        raise Refused(
            f"L’action {action.code} est confiée à quelqu’un d’autre : rien n’a été joint. "
            "Demandez à la coordination de vous la confier."
        )
    return open_campaign_of(door.session, door.the_plan, period_code), fiche, action


def _piece(
    door: Writing, campaign: Campaign, fiche: Fiche, action: Action | None, kind: EvidenceKind, title: str
) -> Evidence:
    return Evidence(
        campaign_id=key(campaign),
        fiche_id=key(fiche),
        action_id=key(action) if action else None,
        kind=kind.value,
        title=short(title, "L’intitulé de la pièce"),
        account_id=signature(door.actor),
        added_at=door.now,
    )


def _add(door: Writing, piece: Evidence) -> int:
    """Refused when the fiche holds enough pieces in this period, or this very one already."""
    held = select(func.count()).where(Evidence.campaign_id == piece.campaign_id, Evidence.fiche_id == piece.fiche_id)
    if door.session.exec(held).one() >= MOST:
        raise Refused(
            f"Cette fiche a déjà {MOST} pièces sur cette période, le maximum. {NOTHING} Retirez-en une d’abord."
        )
    twice = held.where(
        col(Evidence.url).is_not_distinct_from(piece.url),
        col(Evidence.sha256).is_not_distinct_from(piece.sha256),
        col(Evidence.action_id).is_not_distinct_from(piece.action_id),
    )
    if door.session.exec(twice).one():
        raise Refused(f"Cette pièce est déjà jointe ici. {NOTHING}")
    door.session.add(piece)
    door.session.flush()
    return key(piece)


def _shown(door: Writing, digest: str) -> bool:
    """Whether a piece of any period shows a file, or a frozen state names it: those are kept for ever.

    A frozen state outlives its pieces: a period that was reopened may have lost some since.
    """
    if door.session.exec(select(Evidence.id).where(Evidence.sha256 == digest)).first() is not None:
        return True
    return any(_names(body, digest) for body in door.session.exec(select(FrozenPeriod.body)))


def _names(body: bytes, digest: str) -> bool:
    try:
        return digest.encode() in zlib.decompress(body)
    except zlib.error:  # a damaged state can no longer say what it needs
        return True
