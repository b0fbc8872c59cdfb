"""What the form reads beside the Situation: reports sent back, states not yet counted, drafts, who carries what today.

The Situation leaves out what is « à compléter » and describes the end of its period; a form starts from what the
store says now.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlmodel import Session, col, select

from data import clock
from data.database import Store
from data.model import (
    Account,
    Action,
    ActionState,
    Assignment,
    Campaign,
    Decision,
    Draft,
    Fiche,
    Pilot,
    Plan,
    Report,
    Territory,
)
from data.permissions import Actor
from data.reading.source import labelled
from data.vocabulary import REPORT_TEXTS, PilotRole, ReportStatus

Row = dict[str, Any]


@dataclass(frozen=True)
class Part:
    """An actor's part today: in a whole fiche (`action_code` None) or in one action of it."""

    fiche_code: str
    action_code: str | None
    role: PilotRole


@dataclass(frozen=True)
class Answer:
    """What a fiche answered in a period, in short.

    Attributes:
        behalf: the pilot in whose place the coordination answered, None when the author answered for itself.
        comment: what is to be completed, when sent back.
    """

    status: ReportStatus
    nothing_new: bool
    submitted_at: datetime
    author: str
    behalf: str | None
    comment: str | None


@dataclass(frozen=True)
class Desk:
    """One actor in one period.

    Attributes:
        parts: held today.
        answers, drafts: by fiche code; drafts are the actor's own.
        spoken: codes of the actions of which a state was said in the period.
    """

    parts: tuple[Part, ...]
    answers: dict[str, Answer]
    drafts: dict[str, datetime]
    spoken: frozenset[str]


@dataclass(frozen=True)
class Recorded:
    """All that a period holds of one fiche, whatever the report's status.

    Attributes:
        version: the report's version, None without one: what a form sends back to prove what it saw.
        answer: None as long as nobody submitted.
        states: (action code, territory code) → status, percent, comment, reason, decision_code, new_starts_on,
            new_ends_on, version, author, account (the author's code), behalf, said_at. The département is a territory.
    """

    version: int | None = None
    answer: Answer | None = None
    weather: str | None = None
    texts: dict[str, str] = field(default_factory=dict[str, str])
    publishable: tuple[str, ...] = ()
    states: dict[tuple[str, str], Row] = field(default_factory=dict[tuple[str, str], Row])

    @property
    def versions(self) -> dict[tuple[str, str], int]:
        """(action code, territory code) → version of the state."""
        return {place: int(row["version"]) for place, row in self.states.items()}


@dataclass(frozen=True)
class Kept:
    """A draft as it was kept."""

    body: dict[str, Any]
    saved_at: datetime


def desk(store: Store, actor: Actor, plan_code: str, period_code: str) -> Desk:
    """What one actor has to do with each fiche in a period."""
    with store.read() as session:
        return Desk(
            tuple(_parts(session, actor, plan_code)),
            _answers(session, plan_code, period_code),
            _drafts(session, actor, plan_code, period_code),
            _spoken(session, plan_code, period_code),
        )


def recorded(store: Store, plan_code: str, fiche_code: str, period_code: str) -> Recorded:
    """What a period holds of a fiche now."""
    with store.read() as session:
        found = session.exec(
            select(Report, col(Account.name), col(Pilot.name))
            .join(Campaign, col(Campaign.id) == col(Report.campaign_id))
            .join(Plan, col(Plan.id) == col(Campaign.plan_id))
            .join(Fiche, col(Fiche.id) == col(Report.fiche_id))
            .join(Account, col(Account.id) == col(Report.account_id))
            .outerjoin(Pilot, col(Pilot.id) == col(Report.for_pilot_id))
            .where(
                col(Plan.code) == plan_code,
                col(Fiche.code) == fiche_code,
                col(Campaign.period) == period_code,
            )
        ).first()
        states = _states(session, plan_code, fiche_code, period_code)
        if found is None:
            return Recorded(states=states)
        report, author, behalf = found
        return Recorded(
            version=report.version,
            answer=_answer(report, author, behalf),
            weather=report.weather,
            texts={name: getattr(report, name) for name in REPORT_TEXTS},
            publishable=tuple(report.publishable),
            states=states,
        )


def kept(store: Store, actor: Actor, plan_code: str, fiche_code: str, period_code: str) -> Kept | None:
    """The actor's draft for a fiche in a period."""
    with store.read() as session:
        row = session.exec(
            select(col(Draft.body), col(Draft.saved_at))
            .join(Campaign, col(Campaign.id) == col(Draft.campaign_id))
            .join(Plan, col(Plan.id) == col(Campaign.plan_id))
            .join(Fiche, col(Fiche.id) == col(Draft.fiche_id))
            .where(
                col(Draft.account_id) == actor.account_id,
                col(Plan.code) == plan_code,
                col(Fiche.code) == fiche_code,
                col(Campaign.period) == period_code,
            )
        ).first()
        return None if row is None else Kept(row[0], row[1])


def _parts(session: Session, actor: Actor, plan_code: str) -> list[Part]:
    if actor.pilot_id is None:
        return []
    today = clock.now(session).date()
    own = select(col(Action.id), col(Action.code), col(Action.fiche_id)).join(Plan, col(Plan.id) == col(Action.plan_id))
    actions = {row[0]: row for row in session.exec(own.where(col(Plan.code) == plan_code))}
    fiches = {
        row[0]: row[1]
        for row in session.exec(
            select(col(Fiche.id), col(Fiche.code))
            .join(Plan, col(Plan.id) == col(Fiche.plan_id))
            .where(col(Plan.code) == plan_code)
        )
    }
    found: list[Part] = []
    for part in session.exec(
        select(Assignment)
        .where(
            col(Assignment.pilot_id) == actor.pilot_id,
            col(Assignment.from_on) <= today,
            col(Assignment.to_on).is_(None) | (col(Assignment.to_on) >= today),
        )
        .order_by(col(Assignment.id))
    ).all():
        action = actions.get(part.action_id)
        fiche = fiches.get(action[2] if action is not None else part.fiche_id)
        if fiche is not None:  # another plan's, or an action that hangs from a heading: no report there
            found.append(Part(fiche, action[1] if action is not None else None, PilotRole(part.role)))
    return found


def _answers(session: Session, plan_code: str, period_code: str) -> dict[str, Answer]:
    found = session.exec(
        select(Report, col(Fiche.code), col(Account.name), col(Pilot.name))
        .join(Campaign, col(Campaign.id) == col(Report.campaign_id))
        .join(Plan, col(Plan.id) == col(Campaign.plan_id))
        .join(Fiche, col(Fiche.id) == col(Report.fiche_id))
        .join(Account, col(Account.id) == col(Report.account_id))
        .outerjoin(Pilot, col(Pilot.id) == col(Report.for_pilot_id))
        .where(col(Plan.code) == plan_code, col(Campaign.period) == period_code)
    ).all()
    return {code: _answer(report, author, behalf) for report, code, author, behalf in found}


def _answer(report: Report, author: str, behalf: str | None) -> Answer:
    return Answer(ReportStatus(report.status), report.nothing_new, report.submitted_at, author, behalf, report.comment)


def _drafts(session: Session, actor: Actor, plan_code: str, period_code: str) -> dict[str, datetime]:
    found = session.exec(
        select(col(Fiche.code), col(Draft.saved_at))
        .select_from(Draft)
        .join(Campaign, col(Campaign.id) == col(Draft.campaign_id))
        .join(Plan, col(Plan.id) == col(Campaign.plan_id))
        .join(Fiche, col(Fiche.id) == col(Draft.fiche_id))
        .where(
            col(Draft.account_id) == actor.account_id,
            col(Plan.code) == plan_code,
            col(Campaign.period) == period_code,
        )
    ).all()
    return dict(found)


def _spoken(session: Session, plan_code: str, period_code: str) -> frozenset[str]:
    found = session.exec(
        select(Action.code)
        .join(ActionState, col(ActionState.action_id) == col(Action.id))
        .join(Campaign, col(Campaign.id) == col(ActionState.campaign_id))
        .join(Plan, col(Plan.id) == col(Campaign.plan_id))
        .where(Plan.code == plan_code, Campaign.period == period_code)
        .distinct()
    ).all()
    return frozenset(found)


def _states(session: Session, plan_code: str, fiche_code: str, period_code: str) -> dict[tuple[str, str], Row]:
    query = (
        labelled(
            action=Action.code,
            territory=Territory.code,
            status=ActionState.status,
            percent=ActionState.percent,
            comment=ActionState.comment,
            reason=ActionState.reason,
            decision_code=Decision.code,
            new_starts_on=ActionState.new_starts_on,
            new_ends_on=ActionState.new_ends_on,
            version=ActionState.version,
            author=Account.name,
            account=Account.code,
            behalf=Pilot.name,
            said_at=ActionState.said_at,
        )
        .select_from(ActionState)
        .join(Campaign, col(Campaign.id) == col(ActionState.campaign_id))
        .join(Plan, col(Plan.id) == col(Campaign.plan_id))
        .join(Action, col(Action.id) == col(ActionState.action_id))
        .join(Fiche, col(Fiche.id) == col(Action.fiche_id))
        .join(Territory, col(Territory.id) == col(ActionState.territory_id))
        .join(Account, col(Account.id) == col(ActionState.account_id))
        .outerjoin(Pilot, col(Pilot.id) == col(ActionState.for_pilot_id))
        .outerjoin(Decision, col(Decision.id) == col(ActionState.decision_id))
        .where(
            col(Plan.code) == plan_code,
            col(Fiche.code) == fiche_code,
            col(Campaign.period) == period_code,
        )
    )
    found: dict[tuple[str, str], Row] = {}
    for line in session.connection().execute(query).mappings():
        row = dict(line)
        found[(row.pop("action"), row.pop("territory"))] = row
    return found
