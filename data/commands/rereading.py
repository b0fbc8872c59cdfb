"""Texts reread before they reach the public page."""

from __future__ import annotations

from datetime import datetime

from sqlmodel import select

from data.commands.door import writing
from data.commands.edition import the_edition
from data.conference.texts import sha_of
from data.database import Store
from data.errors import Refused
from data.model import Rereading
from data.permissions import Act, Actor


def reread_text(
    store: Store,
    actor: Actor,
    plan_code: str,
    edition_id: int,
    *,
    text_key: str,
    text: str,
    accepted: bool,
    now: datetime | None = None,
) -> None:
    """Accept or refuse a publishable text as it was read; another text under the same key must be reread again."""
    with writing(store, actor, "Relire un texte à rendre public", plan_code, now=now, bumps=False) as door:
        edition = the_edition(door, edition_id, act=Act.PUBLISH)
        if actor.account_id is None:
            raise Refused("Une relecture est signée par un profil. Rien n’a été enregistré.")
        row = door.session.exec(
            select(Rereading).where(Rereading.edition_id == edition.id, Rereading.text_key == text_key)
        ).first()
        if row is None:
            row = Rereading(
                edition_id=edition_id, text_key=text_key, sha256="", accepted=False,
                account_id=actor.account_id, reread_at=door.now,
            )  # fmt: skip
        row.sha256, row.accepted = sha_of(text), accepted
        row.account_id, row.reread_at = actor.account_id, door.now
        door.session.add(row)
