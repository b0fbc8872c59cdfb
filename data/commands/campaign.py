"""Open and close a campaign (campagne): one plan × one period."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from sqlmodel import col, or_, select

from data.commands.door import key, open_campaign_of, writing
from data.database import Store
from data.errors import Refused
from data.model import Assignment, Campaign, Expectation, Fiche
from data.period import Period
from data.permissions import Act, Actor, require
from data.vocabulary import CampaignStatus, PilotRole

DUE_DAYS = 15
"""Days between the end of a period and its due date (échéance), unless the coordinator says otherwise."""
CLOSING_DAYS = 30
"""Days between the end of a period and its closing (clôture)."""


def open_campaign(
    store: Store,
    actor: Actor,
    plan_code: str,
    period: Period,
    *,
    due_on: date | None = None,
    closes_on: date | None = None,
    excused: dict[str, str] | None = None,
    now: datetime | None = None,
) -> None:
    """Open a period and fix what is expected of whom.

    Args:
        due_on, closes_on: échéance and clôture; 15 and 30 days after the period's end by default.
        excused: fiche code → reason; those leave the denominator and are counted.
    """
    with writing(store, actor, "Ouvrir la saisie d’une période", plan_code, now=now) as door:
        require(actor, Act.RUN_CAMPAIGN, door.plan)
        plan = door.the_plan
        if period.months != plan.reporting_months:
            raise Refused(f"Ce plan se suit par période de {plan.reporting_months} mois. Rien n’a été ouvert.")
        if not plan.starts_on <= period.ends_on or not period.starts_on <= plan.ends_on:
            raise Refused(f"Le {period.label} est hors de la durée du plan. Rien n’a été ouvert.")
        twice = select(Campaign).where(Campaign.plan_id == plan.id, Campaign.period == period.code)
        if door.session.exec(twice).first():
            raise Refused(f"Le {period.label} est déjà ouvert ou clôturé. Rien n’a été modifié.")
        due = due_on or period.ends_on + timedelta(days=DUE_DAYS)
        closing = closes_on or max(due, period.ends_on + timedelta(days=CLOSING_DAYS))
        opened = min(door.today, due)
        if due > closing:
            raise Refused("La clôture ne peut pas précéder l’échéance. Rien n’a été ouvert : corrigez les dates.")
        campaign = Campaign(plan_id=key(plan), period=period.code, opened_on=opened, due_on=due, closes_on=closing)
        door.session.add(campaign)
        door.session.flush()
        fiches = door.session.exec(select(Fiche).where(Fiche.plan_id == plan.id).order_by(col(Fiche.id))).all()
        unknown = set(excused or {}) - {fiche.code for fiche in fiches}
        if unknown:
            raise Refused(f"« {min(unknown)[:40]} » n’est pas une fiche de ce plan. Rien n’a été ouvert.")
        for fiche in fiches:
            lead = door.session.exec(
                select(Assignment).where(
                    Assignment.fiche_id == fiche.id,
                    Assignment.role == PilotRole.LEAD.value,
                    Assignment.from_on <= door.today,
                    or_(col(Assignment.to_on).is_(None), col(Assignment.to_on) >= door.today),
                )
            ).first()
            why = (excused or {}).get(fiche.code)
            door.session.add(
                Expectation(
                    campaign_id=key(campaign),
                    fiche_id=key(fiche),
                    pilot_id=lead.pilot_id if lead else None,
                    excused=why is not None,
                    reason=why,
                )
            )


def close_campaign(store: Store, actor: Actor, plan_code: str, period: Period, *, now: datetime | None = None) -> None:
    """Close a period: from then on its reports and states refuse every write, in the database too."""
    with writing(store, actor, "Clôturer une période", plan_code, now=now) as door:
        require(actor, Act.RUN_CAMPAIGN, door.plan)
        campaign = open_campaign_of(door.session, door.the_plan, period.code)
        campaign.status = CampaignStatus.CLOSED.value
        campaign.closed_on = door.today
