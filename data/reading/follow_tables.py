"""The living plan: campaigns, what is expected of whom, reports and states, decisions, pilots."""

from __future__ import annotations

from datetime import date
from typing import Any, cast

from sqlmodel import col

from data.model import (
    Account,
    Action,
    ActionState,
    Assignment,
    Campaign,
    Decision,
    Evidence,
    Expectation,
    Fiche,
    Meeting,
    Pilot,
    Report,
    Territory,
)
from data.period import Period
from data.reading.source import Rows, Source, dated, labelled
from data.vocabulary import ReportStatus

_VALIDATOR: Any = cast(Any, Account).__table__.alias("validator")
_SAID = (ReportStatus.SUBMITTED.value, ReportStatus.VALIDATED.value)
"""What a Situation counts: a report sent back to complete says nothing until it is submitted again."""


def campaigns(source: Source) -> Rows:
    """The plan's campaigns, oldest first."""
    found = source.rows(
        labelled(
            period=Campaign.period,
            status=Campaign.status,
            opened_on=Campaign.opened_on,
            due_on=Campaign.due_on,
            closes_on=Campaign.closes_on,
            closed_on=Campaign.closed_on,
        )
        .where(col(Campaign.plan_id) == source.plan.id)
        .order_by(col(Campaign.id))
    )
    return _oldest_first(found)


def expectations(source: Source, periods: set[str]) -> Rows:
    found = source.rows(
        source.of_fiche(
            Expectation,
            period=Campaign.period,
            pilot=Pilot.name,
            excused=Expectation.excused,
            reason=Expectation.reason,
        )
        .join(Campaign, col(Campaign.id) == col(Expectation.campaign_id))
        .outerjoin(Pilot, col(Pilot.id) == col(Expectation.pilot_id))
        .order_by(col(Fiche.id), col(Expectation.campaign_id))
    )
    return _of_periods(found, periods)


def reports(source: Source, periods: set[str]) -> Rows:
    """Reports submitted or validated in the periods, oldest first."""
    found = source.rows(
        source.of_fiche(
            Report,
            report_id=Report.id,
            version=Report.version,
            period=Campaign.period,
            status=Report.status,
            weather=Report.weather,
            nothing_new=Report.nothing_new,
            done=Report.done,
            difficulties=Report.difficulties,
            request=Report.request,
            upcoming=Report.upcoming,
            publishable=Report.publishable,
            submitted_on=Report.submitted_at,
            author=Account.name,
            behalf=Pilot.name,
            validated_by=_VALIDATOR.c.name,
            validated_on=Report.validated_at,
            comment=Report.comment,
        )
        .join(Campaign, col(Campaign.id) == col(Report.campaign_id))
        .join(Account, col(Account.id) == col(Report.account_id))
        .outerjoin(Pilot, col(Pilot.id) == col(Report.for_pilot_id))
        .outerjoin(_VALIDATOR, _VALIDATOR.c.id == col(Report.validated_by))
        .where(col(Report.status).in_(_SAID))
        .order_by(col(Fiche.id), col(Report.id))
    )
    return _oldest_first(dated(dated(_of_periods(found, periods), "submitted_on"), "validated_on"))


def evidence(source: Source, periods: set[str]) -> Rows:
    """Links and files joined in the periods, oldest first."""
    found = source.rows(
        source.of_fiche(
            Evidence,
            evidence_id=Evidence.id,
            action_code=Action.code,
            period=Campaign.period,
            kind=Evidence.kind,
            title=Evidence.title,
            url=Evidence.url,
            filename=Evidence.filename,
            media_type=Evidence.media_type,
            size=Evidence.size,
            sha256=Evidence.sha256,
            author=Account.name,
            added_on=Evidence.added_at,
        )
        .join(Campaign, col(Campaign.id) == col(Evidence.campaign_id))
        .join(Account, col(Account.id) == col(Evidence.account_id))
        .outerjoin(Action, col(Action.id) == col(Evidence.action_id))
        .order_by(col(Evidence.id))
    )
    return _oldest_first(dated(_of_periods(found, periods), "added_on"))


def meetings(source: Source) -> Rows:
    """The sittings of the plan's instances, oldest first."""
    return source.rows(
        labelled(instance=Meeting.instance, held_on=Meeting.held_on, paces=Meeting.paces)
        .where(col(Meeting.plan_id) == source.plan.id)
        .order_by(col(Meeting.held_on), col(Meeting.id))
    )


def states(source: Source, periods: set[str]) -> Rows:
    """States said in the periods by a submitted or validated report, oldest first."""
    found = source.rows(
        labelled(
            action_id=ActionState.action_id,
            territory_code=Territory.code,
            period=Campaign.period,
            status=ActionState.status,
            percent=ActionState.percent,
            comment=ActionState.comment,
            reason=ActionState.reason,
            decision=Decision.code,
            new_starts_on=ActionState.new_starts_on,
            new_ends_on=ActionState.new_ends_on,
            report=Report.status,
            author=Account.name,
            behalf=Pilot.name,
            said_on=ActionState.said_at,
        )
        .select_from(ActionState)
        .join(Campaign, col(Campaign.id) == col(ActionState.campaign_id))
        .join(Action, col(Action.id) == col(ActionState.action_id))
        .join(Territory, col(Territory.id) == col(ActionState.territory_id))
        .join(Account, col(Account.id) == col(ActionState.account_id))
        .outerjoin(Pilot, col(Pilot.id) == col(ActionState.for_pilot_id))
        .outerjoin(Decision, col(Decision.id) == col(ActionState.decision_id))
        .outerjoin(
            Report,
            (col(Report.campaign_id) == col(ActionState.campaign_id)) & (col(Report.fiche_id) == col(Action.fiche_id)),
        )
        .where(col(Campaign.plan_id) == source.plan.id)
        .order_by(col(ActionState.said_at), col(ActionState.id))
    )
    kept: Rows = []
    for row in _of_periods(found, periods):
        report = row.pop("report")
        # No report: its pilot spoke before the fiche's lead, or the action hangs from a heading. It counts.
        if report is None or report in _SAID:
            kept.append(row | {"validated": report == ReportStatus.VALIDATED.value})
    return _oldest_first(dated(kept, "said_on"))


def decisions(source: Source, as_of: date) -> Rows:
    return source.rows(
        labelled(
            code=Decision.code,
            title=Decision.title,
            text=Decision.text,
            instance=Decision.instance,
            decided_on=Decision.decided_on,
            fiche_code=Fiche.code,
            answers_period=Campaign.period,
        )
        .select_from(Decision)
        .outerjoin(Report, col(Report.id) == col(Decision.report_id))
        .outerjoin(Fiche, col(Fiche.id) == col(Report.fiche_id))
        .outerjoin(Campaign, col(Campaign.id) == col(Report.campaign_id))
        .where(col(Decision.plan_id) == source.plan.id, col(Decision.decided_on) <= as_of)
        .order_by(col(Decision.decided_on), col(Decision.id))
    )


def pilots(source: Source) -> Rows:
    return source.rows(
        labelled(
            pilot_id=Pilot.id,
            name=Pilot.name,
            organisation=Pilot.organisation,
            direction=Pilot.direction,
            external=Pilot.external,
        )
        .where(col(Pilot.plan_id) == source.plan.id)
        .order_by(col(Pilot.name), col(Pilot.id))
    )


def assignments(source: Source, action_rows: Rows, as_of: date | None) -> Rows:
    """Who carries what on the day `as_of` (ever, when None); a part in one action also names the action's fiche."""
    fiche_of = {row["code"]: row["fiche_code"] for row in action_rows}
    query = (
        labelled(
            pilot_id=Assignment.pilot_id,
            pilot=Pilot.name,
            direction=Pilot.direction,
            fiche_code=Fiche.code,
            action_code=Action.code,
            role=Assignment.role,
            from_on=Assignment.from_on,
            to_on=Assignment.to_on,
        )
        .select_from(Assignment)
        .join(Pilot, col(Pilot.id) == col(Assignment.pilot_id))
        .outerjoin(Fiche, col(Fiche.id) == col(Assignment.fiche_id))
        .outerjoin(Action, col(Action.id) == col(Assignment.action_id))
        .where(col(Pilot.plan_id) == source.plan.id)
        .order_by(col(Assignment.from_on), col(Assignment.id))
    )
    if as_of is not None:
        ended = col(Assignment.to_on) < as_of
        query = query.where(col(Assignment.from_on) <= as_of, col(Assignment.to_on).is_(None) | ~ended)
    found = source.rows(query)
    return [row | {"fiche_code": row["fiche_code"] or fiche_of.get(row["action_code"])} for row in found]


def _of_periods(rows: Rows, periods: set[str]) -> Rows:
    return [row for row in rows if row["period"] in periods]


def _oldest_first(rows: Rows) -> Rows:
    return sorted(rows, key=lambda row: Period.parse(row["period"]))
