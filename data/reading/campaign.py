"""What the Campagne page starts from: the campaign of a period as it is now. One transaction."""

from __future__ import annotations

from datetime import date
from typing import Any, cast

from sqlalchemy import func
from sqlmodel import col, or_, select

from data import clock
from data.database import Store
from data.gathering import FICHE_ADDED, Asked, Came, Gathering, Lead, Sitting, Standing
from data.model import (
    Account,
    Assignment,
    Campaign,
    Draft,
    Expectation,
    Fiche,
    JournalEntry,
    Pilot,
    Report,
)
from data.reading.follow_tables import meetings
from data.reading.source import Source, labelled, natural, source_of
from data.vocabulary import PilotRole, ReportStatus, Validation, Weather

_VALIDATOR: Any = cast(Any, Account).__table__.alias("validator")


def standing(store: Store, plan_code: str, period_code: str) -> Standing:
    """The plan's campaign of that period, its committees and its leads; StoreError when it is unknown."""
    with store.read() as session:
        source = source_of(session, plan_code)
        campaign = session.exec(
            select(Campaign).where(Campaign.plan_id == source.plan.id, Campaign.period == period_code)
        ).first()
        return Standing(
            Validation(source.plan.validation),
            None if campaign is None else _gathering(source, campaign),
            _leads(source),
            tuple(Sitting(row["instance"], row["held_on"], row["paces"]) for row in meetings(source)),
        )


def _gathering(source: Source, campaign: Campaign) -> Gathering:
    return Gathering(
        campaign.period,
        campaign.opened_on,
        campaign.due_on,
        campaign.closes_on,
        campaign.closed_on,
        _asked(source, campaign),
        _came(source, campaign),
        _drafts(source, campaign),
    )


def _asked(source: Source, campaign: Campaign) -> tuple[Asked, ...]:
    added = set(
        source.session.exec(
            select(JournalEntry.row_key).where(
                JournalEntry.plan_id == source.plan.id,
                JournalEntry.table_name == "expectation",
                JournalEntry.command == FICHE_ADDED,
            )
        )
    )
    found = source.session.exec(
        select(Expectation, col(Fiche.code), col(Pilot.name))
        .join(Fiche, col(Fiche.id) == col(Expectation.fiche_id))
        .outerjoin(Pilot, col(Pilot.id) == col(Expectation.pilot_id))
        .where(Expectation.campaign_id == campaign.id)
    ).all()
    lines = [
        Asked(code, pilot, row.excused, row.reason, f"{row.campaign_id}/{row.fiche_id}" in added)
        for row, code, pilot in found
    ]
    return tuple(sorted(lines, key=lambda line: natural(line.fiche_code)))


def _came(source: Source, campaign: Campaign) -> dict[str, Came]:
    found = source.rows(
        labelled(
            key=Report.id,
            code=Fiche.code,
            status=Report.status,
            version=Report.version,
            sent_at=Report.submitted_at,
            author=Account.name,
            behalf=Pilot.name,
            weather=Report.weather,
            nothing_new=Report.nothing_new,
            comment=Report.comment,
            validated_by=_VALIDATOR.c.name,
            validated_at=Report.validated_at,
        )
        .select_from(Report)
        .join(Fiche, col(Fiche.id) == col(Report.fiche_id))
        .join(Account, col(Account.id) == col(Report.account_id))
        .outerjoin(Pilot, col(Pilot.id) == col(Report.for_pilot_id))
        .outerjoin(_VALIDATOR, _VALIDATOR.c.id == col(Report.validated_by))
        .where(col(Report.campaign_id) == campaign.id)
    )
    first = _first_sent(source, [str(row["key"]) for row in found])
    return {
        row["code"]: Came(
            status=ReportStatus(row["status"]),
            version=row["version"],
            first_on=first.get(str(row["key"]), clock.local_day(row["sent_at"])),
            sent_on=clock.local_day(row["sent_at"]),
            author=row["author"],
            behalf=row["behalf"],
            weather=Weather(row["weather"]) if row["weather"] else None,
            nothing_new=row["nothing_new"],
            comment=row["comment"],
            validated_by=row["validated_by"],
            validated_on=clock.local_day(row["validated_at"]) if row["validated_at"] else None,
        )
        for row in found
    }


def _first_sent(source: Source, keys: list[str]) -> dict[str, date]:
    """Report → when it was first sent: a report completed after the due date was not late for that."""
    found = source.session.exec(
        select(JournalEntry.row_key, col(JournalEntry.at)).where(
            JournalEntry.plan_id == source.plan.id,
            JournalEntry.table_name == "report",
            JournalEntry.change == "ajout",
            col(JournalEntry.row_key).in_(keys),
        )
    ).all()
    return {key: clock.local_day(at) for key, at in found}


def _drafts(source: Source, campaign: Campaign) -> dict[str, int]:
    found = source.session.exec(
        select(Fiche.code, func.count(col(Draft.account_id)))
        .join(Draft, col(Draft.fiche_id) == col(Fiche.id))
        .where(Draft.campaign_id == campaign.id)
        .group_by(col(Fiche.code))
    ).all()
    return {code: int(count) for code, count in found}


def _leads(source: Source) -> dict[str, Lead]:
    """Fiche → its lead today; the last appointed when there are several, as `require_validation` reads it."""
    today = clock.now(source.session).date()
    found = source.session.exec(
        select(Fiche.code, col(Pilot.name), col(Pilot.direction))
        .join(Assignment, col(Assignment.fiche_id) == col(Fiche.id))
        .join(Pilot, col(Pilot.id) == col(Assignment.pilot_id))
        .where(
            Fiche.plan_id == source.plan.id,
            Assignment.role == PilotRole.LEAD.value,
            Assignment.from_on <= today,
            or_(col(Assignment.to_on).is_(None), col(Assignment.to_on) >= today),
        )
        .order_by(col(Assignment.from_on), col(Assignment.id))
    ).all()
    return {code: Lead(pilot, direction) for code, pilot, direction in found}
