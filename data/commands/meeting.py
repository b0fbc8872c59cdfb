"""The sittings of the plan's instances: those that pace the campaigns give their due dates."""

from __future__ import annotations

from datetime import date, datetime

from sqlmodel import Session, select

from data.commands.door import key, writing
from data.database import Store
from data.errors import Refused
from data.french import short_day
from data.model import Meeting
from data.permissions import Act, Actor, require
from data.typed import short


def plan_meeting(
    store: Store,
    actor: Actor,
    plan_code: str,
    instance: str,
    held_on: date,
    *,
    paces: bool = False,
    now: datetime | None = None,
) -> None:
    """Put a sitting of an instance in the plan's calendar.

    Args:
        paces: due dates of campaigns are proposed from it (comité technique).
    """
    with writing(store, actor, "Inscrire une réunion", plan_code, now=now) as door:
        require(actor, Act.RUN_CAMPAIGN, door.plan)
        plan = door.the_plan
        name = short(instance, "Le nom de l’instance")
        if not plan.starts_on.year - 1 <= held_on.year <= plan.ends_on.year + 1:
            raise Refused("Cette date est loin de la durée du plan. Rien n’a été inscrit : corrigez-la.")
        if _find(door.session, key(plan), name, held_on) is not None:
            raise Refused(f"« {name} » est déjà inscrit au {short_day(held_on)}. Rien n’a été modifié.")
        door.session.add(Meeting(plan_id=key(plan), instance=name, held_on=held_on, paces=paces))


def cancel_meeting(
    store: Store, actor: Actor, plan_code: str, instance: str, held_on: date, *, now: datetime | None = None
) -> None:
    """Take a sitting out of the calendar; dates already fixed from it stay."""
    with writing(store, actor, "Retirer une réunion", plan_code, now=now) as door:
        require(actor, Act.RUN_CAMPAIGN, door.plan)
        row = _find(door.session, key(door.the_plan), instance, held_on)
        if row is None:
            raise Refused("Cette réunion n’est plus inscrite. Rien n’a été modifié : rechargez la page.")
        door.session.delete(row)


def _find(session: Session, plan_id: int, instance: str, held_on: date) -> Meeting | None:
    return session.exec(
        select(Meeting).where(Meeting.plan_id == plan_id, Meeting.instance == instance, Meeting.held_on == held_on)
    ).first()
