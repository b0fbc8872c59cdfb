"""The axis that a territory leads for the plan, with its period as the plan words it."""

from __future__ import annotations

from datetime import datetime

from sqlmodel import select

from data.commands.door import Writing, key, writing
from data.commands.plan import find, find_territory
from data.database import Store
from data.errors import Refused
from data.model import Heading, LeadAxis, Territory
from data.permissions import Act, Actor, require
from data.typed import short
from data.vocabulary import TerritoryKind


def set_lead_axis(
    store: Store,
    actor: Actor,
    plan_code: str,
    territory_code: str,
    heading_code: str,
    period_text: str = "",
    *,
    reason: str,
    now: datetime | None = None,
) -> None:
    """Say that a territory leads an axis, or change the words of its period.

    Args:
        heading_code: of an axis (depth 1).
        period_text: as the plan words it (« de janvier 2026 à juin 2027 »); empty when it gives none.
        reason: kept in the journal.
    """
    with writing(store, actor, "Confier un axe à un territoire", plan_code, reason=reason, now=now) as door:
        require(actor, Act.EDIT_PLAN, door.plan)
        territory = _followed(door, territory_code)
        heading = _axis(door, heading_code)
        words = short(period_text, "La période") if period_text.strip() else None
        row = _row(door, territory, heading)
        if row is None:
            door.session.add(LeadAxis(territory_id=key(territory), heading_id=key(heading), period_text=words))
        elif row.period_text == words:
            raise Refused(f"{territory.name} porte déjà cet axe, avec les mêmes mots. Rien n’a été modifié.")
        else:
            row.period_text = words


def remove_lead_axis(
    store: Store,
    actor: Actor,
    plan_code: str,
    territory_code: str,
    heading_code: str,
    *,
    reason: str,
    now: datetime | None = None,
) -> None:
    """Say that a territory no longer leads an axis; the journal keeps that it did."""
    with writing(store, actor, "Retirer un axe à un territoire", plan_code, reason=reason, now=now) as door:
        require(actor, Act.EDIT_PLAN, door.plan)
        row = _row(door, find_territory(door, territory_code), _axis(door, heading_code))
        if row is None:
            raise Refused("Ce territoire ne porte plus cet axe. Rien n’a été modifié : rechargez la page.")
        door.session.delete(row)


def _followed(door: Writing, code: str) -> Territory:
    """A territory of the level in which the plan's actions are déclinées, or of the one above."""
    territory = find_territory(door, code)
    if territory.kind not in (door.the_plan.territory_level, TerritoryKind.SOCIAL_TERRITORY):
        raise Refused(
            f"{territory.name} n’est pas un territoire suivi par ce plan : un axe se confie à un territoire qui a sa "
            "fiche. Rien n’a été modifié."
        )
    return territory


def _axis(door: Writing, code: str) -> Heading:
    heading = find(door.session, door.the_plan, "heading", code)
    assert isinstance(heading, Heading)
    if heading.depth != 1:
        level = str(door.the_plan.levels["headings"][0]).lower()
        raise Refused(f"« {heading.code} » n’est pas de premier niveau ({level}). Rien n’a été modifié.")
    return heading


def _row(door: Writing, territory: Territory, heading: Heading) -> LeadAxis | None:
    return door.session.exec(
        select(LeadAxis).where(LeadAxis.territory_id == territory.id, LeadAxis.heading_id == heading.id)
    ).first()
