"""Who signs an answer, and in whose place the coordination gave it."""

from __future__ import annotations

from sqlmodel import col, or_, select

from data.commands.door import Writing
from data.errors import Refused
from data.model import Action, Assignment, Fiche
from data.permissions import FICHE_ROLES, Actor, has_part
from data.vocabulary import PilotRole

_RANK = {role.value: rank for rank, role in enumerate((PilotRole.ACTION, *FICHE_ROLES))}
"""Who answers first: the action's own pilot, then the fiche's lead, co-pilot, deputy."""


def signature(actor: Actor) -> int:
    """The account that signs; Refused for an actor without one."""
    if actor.account_id is None:
        raise Refused("Un point d’avancement est signé par un profil. Rien n’a été enregistré.")
    return actor.account_id


def in_place_of(door: Writing, fiche: Fiche, action: Action | None = None) -> int | None:
    """The pilot in whose place the actor answers for `fiche`, or for one action of it.

    None when the actor has a part of its own in the fiche, or when nobody is in charge on that day: the answer is
    then simply its own.
    """
    if has_part(door.session, door.actor, fiche, door.today):
        return None
    place = col(Assignment.fiche_id) == fiche.id
    if action is not None:
        place = or_(place, col(Assignment.action_id) == action.id)
    in_charge = door.session.exec(
        select(Assignment).where(
            place,
            Assignment.from_on <= door.today,
            or_(col(Assignment.to_on).is_(None), col(Assignment.to_on) >= door.today),
        )
    ).all()
    first = min(in_charge, key=lambda part: (_RANK[part.role], part.from_on, part.id), default=None)
    return None if first is None else first.pilot_id
