"""Open a campaign (campagne), change its dates, say what it expects, close and freeze it, reopen it."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from sqlmodel import col, select

from data.commands.board import follow_leads
from data.commands.door import Writing, journal_once, key, open_campaign_of, writing
from data.commands.plan import find_fiche
from data.database import Store
from data.errors import Refused
from data.freezing import freeze
from data.freezing.trends import trends
from data.french import capitalised, short_day
from data.gathering import FICHE_ADDED
from data.model import Campaign, Expectation, Fiche, FrozenPeriod, JournalEntry, Meeting, TrendFigure
from data.period import Period
from data.permissions import Act, Actor, require
from data.reading.builder import build
from data.reading.source import Source
from data.typed import cleaned
from data.vocabulary import CampaignStatus

DUE_DAYS = 15
"""Days between the end of a period and its due date (échéance), without a committee and unless somebody says so."""
CLOSING_DAYS = 30
"""Days between the end of a period and its closing (clôture), likewise."""
_REOPEN = "Rouvrir une période"
BEFORE_COMMITTEE, AFTER_COMMITTEE = 10, 10
"""Days between the due date and the committee that reads the reports, and between that committee and the closing."""


def proposed_dates(period: Period, committees: list[date]) -> tuple[date, date]:
    """(due, closing) proposed for a period: around the first committee that leaves time to answer after its end.

    Args:
        committees: days of the sittings that pace the campaigns (comité technique), in any order.
    """
    ready = [day for day in sorted(committees) if day - timedelta(days=BEFORE_COMMITTEE) >= period.ends_on]
    soon = period.ends_on + timedelta(days=31 * period.months)
    if ready and ready[0] <= soon:
        return ready[0] - timedelta(days=BEFORE_COMMITTEE), ready[0] + timedelta(days=AFTER_COMMITTEE)
    return period.ends_on + timedelta(days=DUE_DAYS), period.ends_on + timedelta(days=CLOSING_DAYS)


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
        due_on, closes_on: échéance and clôture; `proposed_dates` by default.
        excused: fiche code → reason; those leave the denominator and are counted.
    """
    with writing(store, actor, "Ouvrir la saisie d’une période", plan_code, now=now) as door:
        require(actor, Act.RUN_CAMPAIGN, door.plan)
        plan = door.the_plan
        if period.months != plan.reporting_months:
            raise Refused(f"Ce plan se suit par période de {plan.reporting_months} mois. Rien n’a été ouvert.")
        if not plan.starts_on <= period.ends_on or not period.starts_on <= plan.ends_on:
            raise Refused(f"{capitalised(period.the)} est hors de la durée du plan. Rien n’a été ouvert.")
        known = door.session.exec(select(Campaign).where(Campaign.plan_id == plan.id)).all()
        if any(campaign.period == period.code for campaign in known):
            raise Refused(f"{capitalised(period.the)} est déjà ouvert ou clôturé. Rien n’a été modifié.")
        later = [campaign.period for campaign in known if Period.parse(campaign.period) > period]
        if later:
            newest = Period.parse(max(later, key=Period.parse))
            raise Refused(
                f"{capitalised(newest.the)} a déjà été ouvert : une période antérieure ne s’ouvre plus, car son état "
                "serait compté après coup. Rien n’a été ouvert."
            )
        sittings = door.session.exec(select(Meeting).where(Meeting.plan_id == plan.id, col(Meeting.paces))).all()
        due, closing = proposed_dates(period, [sitting.held_on for sitting in sittings])
        due = due_on or due
        closing = closes_on or max(due, closing)
        opened = min(door.today, due)
        _check_dates(period, opened, due, closing, "ouvert")
        campaign = Campaign(plan_id=key(plan), period=period.code, opened_on=opened, due_on=due, closes_on=closing)
        door.session.add(campaign)
        door.session.flush()
        fiches = door.session.exec(select(Fiche).where(Fiche.plan_id == plan.id).order_by(col(Fiche.id))).all()
        unknown = set(excused or {}) - {fiche.code for fiche in fiches}
        if unknown:
            raise Refused(f"« {min(unknown)[:40]} » n’est pas une fiche de ce plan. Rien n’a été ouvert.")
        for fiche in fiches:
            _expect(door, campaign, fiche, (excused or {}).get(fiche.code))
        door.session.flush()
        follow_leads(door)


def set_campaign_dates(
    store: Store,
    actor: Actor,
    plan_code: str,
    period: Period,
    due_on: date,
    closes_on: date,
    *,
    reason: str,
    now: datetime | None = None,
) -> None:
    """Move the due date and the closing date of an open campaign."""
    with writing(store, actor, "Changer les dates d’une période", plan_code, reason=reason, now=now) as door:
        require(actor, Act.RUN_CAMPAIGN, door.plan)
        campaign = open_campaign_of(door.session, door.the_plan, period.code)
        _check_dates(period, campaign.opened_on, due_on, closes_on, "modifié")
        campaign.due_on, campaign.closes_on = due_on, closes_on


def expect(
    store: Store, actor: Actor, plan_code: str, period_code: str, fiche_code: str, *, now: datetime | None = None
) -> None:
    """Add to an open campaign a fiche that came into the plan after its opening."""
    with writing(store, actor, FICHE_ADDED, plan_code, now=now) as door:
        require(actor, Act.RUN_CAMPAIGN, door.plan)
        campaign = open_campaign_of(door.session, door.the_plan, period_code)
        fiche = find_fiche(door, fiche_code)
        if _expectation(door, campaign, fiche) is not None:
            raise Refused(f"La fiche {fiche.code} est déjà attendue pour cette période. Rien n’a été modifié.")
        _expect(door, campaign, fiche, None)
        door.session.flush()
        follow_leads(door)


def excuse(
    store: Store,
    actor: Actor,
    plan_code: str,
    period_code: str,
    fiche_code: str,
    reason: str | None,
    *,
    now: datetime | None = None,
) -> None:
    """Excuse a fiche from answering, with a reason; None expects it again. Excused ones leave the denominator."""
    name = "Excuser une fiche" if reason is not None else "Attendre à nouveau une fiche"
    with writing(store, actor, name, plan_code, now=now) as door:
        require(actor, Act.RUN_CAMPAIGN, door.plan)
        campaign = open_campaign_of(door.session, door.the_plan, period_code)
        fiche = find_fiche(door, fiche_code)
        row = _expectation(door, campaign, fiche)
        if row is None:
            raise Refused(f"Rien n’est attendu de la fiche {fiche.code} pour cette période. Rien n’a été modifié.")
        row.reason = _reason(reason, "Dites en un mot pourquoi la fiche est excusée.") if reason is not None else None
        row.excused = reason is not None


def close_campaign(store: Store, actor: Actor, plan_code: str, period: Period, *, now: datetime | None = None) -> int:
    """Close a period and freeze it: its reports and states refuse every write, in the database too.

    Returns:
        The number of the frozen state: 1, or one more than before a reopening.
    """
    with writing(store, actor, "Clôturer une période", plan_code, now=now) as door:
        require(actor, Act.RUN_CAMPAIGN, door.plan)
        campaign = open_campaign_of(door.session, door.the_plan, period.code)
        if door.today < period.starts_on:
            raise Refused(
                f"{capitalised(period.the)} n’a pas commencé : il ne peut pas être clôturé. Rien n’a été modifié."
            )
        # A hand-over dated since the last command has taken place by now.
        follow_leads(door)
        door.session.flush()
        campaign.status = CampaignStatus.CLOSED.value
        campaign.closed_on = door.today
        door.session.flush()
        return _freeze(door, campaign)


def reopen_campaign(
    store: Store, actor: Actor, plan_code: str, period: Period, *, reason: str, now: datetime | None = None
) -> None:
    """Open a closed period again. Its frozen states stay; closing again adds one, with this reason."""
    why = _reason(reason, "Dites en un mot pourquoi la période est rouverte.")
    with writing(store, actor, _REOPEN, plan_code, reason=why, now=now) as door:
        require(actor, Act.RUN_CAMPAIGN, door.plan)
        plan = door.the_plan
        campaign = door.session.exec(
            select(Campaign).where(Campaign.plan_id == plan.id, Campaign.period == period.code)
        ).first()
        if campaign is None:
            raise Refused(f"{capitalised(period.the)} n’a jamais été ouvert. Rien n’a été modifié.")
        if campaign.closed_on is None:
            raise Refused(f"{capitalised(period.the)} est déjà ouvert. Rien n’a été modifié.")
        campaign.status = CampaignStatus.OPEN.value
        campaign.closed_on = None
        campaign.closes_on = max(campaign.closes_on, door.today)
        door.session.flush()


def freeze_closed(store: Store, actor: Actor, plan_code: str, *, now: datetime | None = None) -> list[str]:
    """Freeze the closed periods that no frozen state keeps (closed by an earlier version); returns their codes."""
    with writing(store, actor, "Figer les périodes closes", plan_code, now=now) as door:
        require(actor, Act.RUN_STORE)
        kept = select(FrozenPeriod.campaign_id).where(FrozenPeriod.plan_id == door.the_plan.id)
        campaigns = door.session.exec(
            select(Campaign).where(
                Campaign.plan_id == door.the_plan.id,
                col(Campaign.closed_on).is_not(None),
                col(Campaign.id).not_in(kept),
            )
        ).all()
        for campaign in sorted(campaigns, key=lambda campaign: Period.parse(campaign.period)):
            _freeze(door, campaign)
        return [campaign.period for campaign in campaigns]


def _freeze(door: Writing, campaign: Campaign) -> int:
    """Write the frozen state of a campaign just closed and its trend figures, within the closing's transaction."""
    plan = door.the_plan
    held = door.session.exec(
        select(FrozenPeriod.number).where(FrozenPeriod.plan_id == plan.id, FrozenPeriod.period == campaign.period)
    ).all()
    situation = build(Source(door.session, plan), campaign.period, campaign.closed_on)
    frozen = freeze(situation)
    number = max(held, default=0) + 1
    row = FrozenPeriod(
        plan_id=key(plan),
        campaign_id=key(campaign),
        period=campaign.period,
        number=number,
        format=frozen.format,
        sha256=frozen.sha256,
        body=frozen.body,
        reason=_reopened_for(door, campaign) if held else None,
        account_id=door.actor.account_id,
        frozen_at=door.now,
    )
    door.session.add(row)
    door.session.flush()
    for trend in trends(situation):
        door.session.add(
            TrendFigure(
                frozen_id=key(row),
                scope=trend.scope,
                code=trend.code,
                measure=trend.measure,
                numerator=trend.numerator,
                denominator=trend.denominator,
            )
        )
    told = {"period": campaign.period, "number": number, "sha256": frozen.sha256}
    journal_once(door, "Figer une période", "frozenperiod", str(row.id), told, row.reason)
    return number


def _reopened_for(door: Writing, campaign: Campaign) -> str | None:
    """Why the campaign was last reopened, as the journal tells."""
    return door.session.exec(
        select(JournalEntry.reason)
        .where(
            JournalEntry.command == _REOPEN,
            JournalEntry.table_name == "campaign",
            JournalEntry.row_key == str(campaign.id),
        )
        .order_by(col(JournalEntry.id).desc())
    ).first()


def _expect(door: Writing, campaign: Campaign, fiche: Fiche, why: str | None) -> None:
    """What is expected of a fiche; `follow_leads` says of whom."""
    reason = None if why is None else _reason(why, f"Dites en un mot pourquoi la fiche {fiche.code} est excusée.")
    expectation = Expectation(campaign_id=key(campaign), fiche_id=key(fiche), excused=reason is not None, reason=reason)
    door.session.add(expectation)


def _expectation(door: Writing, campaign: Campaign, fiche: Fiche) -> Expectation | None:
    return door.session.get(Expectation, (key(campaign), key(fiche)))


def _check_dates(period: Period, opened: date, due: date, closing: date, done: str) -> None:
    if due > closing:
        raise Refused(f"La clôture ne peut pas précéder l’échéance. Rien n’a été {done} : corrigez les dates.")
    if due < opened:
        raise Refused(
            f"L’échéance ne peut pas précéder l’ouverture ({short_day(opened)}). Rien n’a été {done} : "
            "corrigez les dates."
        )
    if due < period.starts_on:
        raise Refused(f"L’échéance précède {period.the}. Rien n’a été {done} : corrigez les dates.")
    if (closing - period.ends_on).days > _FARTHEST:
        raise Refused(f"La clôture est plus de deux ans après {period.the}. Rien n’a été {done} : corrigez-la.")


_FARTHEST = 731


def _reason(text: str, ask: str) -> str:
    said = cleaned(text, "Le motif").strip()
    if not said:
        raise Refused(f"{ask} Rien n’a été modifié.")
    return said
