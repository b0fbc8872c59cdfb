"""Read the store into a Situation: the only place, with `data.export`, where the plan's tables are queried for reading.

One deferred transaction sees one consistent state; rows become the documented tables; states are carried and derived
by `data.measures.carrying`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Executable, select
from sqlmodel import Session, col

from data import clock
from data.database import Store
from data.errors import StoreError
from data.measures.carrying import leaves_as_of
from data.model import (
    Account,
    Action,
    ActionAudience,
    ActionState,
    Assignment,
    Audience,
    Campaign,
    Decision,
    DocumentEntry,
    Draft,
    Expectation,
    Fiche,
    FicheAudience,
    FichePartner,
    Heading,
    Indicator,
    KeyFigure,
    Measure,
    Objective,
    ObjectiveYear,
    Partner,
    Phase,
    Pilot,
    Plan,
    Report,
    Setting,
    Target,
    Territory,
    WordingAudience,
)
from data.model.plan import AudienceWording
from data.period import Period
from data.situation import PlanCard, Situation, frame
from data.vocabulary import PilotRole, ReportStatus, Role

Rows = list[dict[str, Any]]
SAID = (ReportStatus.SUBMITTED.value, ReportStatus.VALIDATED.value)


@dataclass(frozen=True)
class PlanHead:
    """What the shell needs before a Situation: which plans and periods there are, and the revision caches hang on."""

    code: str
    title: str
    departement_code: str
    departement_name: str
    revision: int
    periods: tuple[str, ...]
    open_period: str | None
    current_period: str


@dataclass(frozen=True)
class Head:
    """The store at a glance, read once per rerun."""

    plans: tuple[PlanHead, ...]
    demonstration: bool
    today: date
    profiles: tuple[tuple[str, str, str], ...]
    """(account code, name, role) of the active accounts."""


def head(store: Store) -> Head:
    """Plans, revisions, campaigns and accounts of a store. Raises StoreError in French."""
    with store.read() as session:
        today = clock.now(session).date()
        campaigns: dict[int, list[Campaign]] = {}
        for campaign in session.scalars(select(Campaign)).all():
            campaigns.setdefault(campaign.plan_id, []).append(campaign)
        plans: list[PlanHead] = []
        for plan in session.scalars(
            select(Plan).order_by(col(Plan.departement_name), col(Plan.starts_on))
        ).all():
            known = sorted(campaigns.get(plan.id or 0, []), key=lambda row: Period.parse(row.period))
            still_open = [row.period for row in known if row.closed_on is None]
            day = min(max(today, plan.starts_on), plan.ends_on)
            current = known[-1].period if known else Period.containing(day, plan.reporting_months).code
            plans.append(
                PlanHead(
                    plan.code,
                    plan.title,
                    plan.departement_code,
                    plan.departement_name,
                    plan.revision,
                    tuple(row.period for row in known),
                    still_open[-1] if still_open else None,
                    current,
                )
            )
        accounts = session.scalars(select(Account).where(col(Account.active)).order_by(col(Account.id))).all()
        profiles = tuple((account.code, account.name, account.role) for account in accounts)
        return Head(tuple(plans), is_demonstration(session), today, profiles)


def is_demonstration(session: Session) -> bool:
    setting = session.get(Setting, "demonstration")
    return setting is not None and setting.value == "true"


def situation(store: Store, plan_code: str, period_code: str | None = None) -> Situation:
    """The Situation of a plan as of a period (the latest campaign's by default).

    Raises:
        StoreError: no such plan, or the store cannot be read.
        CapError: `period_code` is not a period.
    """
    with store.read() as session:
        plan = session.scalars(select(Plan).where(col(Plan.code) == plan_code)).first()
        if plan is None:
            raise StoreError(
                f"Aucun plan « {plan_code[:80]} » dans cette base. Chargez-le : python -m data load."
            )
        return _Reader(session, plan).situation(period_code)


class _Reader:
    """Reads each table of one plan once, as rows with the Situation's column names."""

    def __init__(self, session: Session, plan: Plan) -> None:
        self.session = session
        self.plan = plan
        self.headings = self._headings()
        self.axis_of = {row["code"]: row["axis_code"] for row in self.headings}

    def rows(self, query: Executable) -> Rows:
        return [dict(row) for row in self.session.execute(query).mappings()]

    def situation(self, period_code: str | None) -> Situation:
        plan, today = self.plan, clock.now(self.session).date()
        campaigns = self._campaigns()
        if period_code is None:
            day = min(max(today, plan.starts_on), plan.ends_on)
            period_code = (
                campaigns[-1]["period"] if campaigns else Period.containing(day, plan.reporting_months).code
            )
        period = Period.parse(period_code)
        as_of = min(period.ends_on, today)
        kept = [row for row in campaigns if Period.parse(row["period"]) <= period]
        known = {row["period"] for row in kept}
        actions, states, reports = self._actions(), self._states(known), self._reports(known)
        territories = self._territories()
        peers = [row["code"] for row in territories if row["kind"] == plan.territory_level]
        tables = {
            "campaigns": kept,
            "headings": self.headings,
            "fiches": self._fiches(as_of),
            "actions": actions,
            "states": states,
            "reports": reports,
            "territories": territories,
            "expectations": [row for row in self._expectations() if row["period"] in known],
            "measures": [row for row in self._measures() if row["on"] <= period.ends_on],
            "decisions": [row for row in self._decisions() if row["decided_on"] <= as_of],
            "objective_ratings": [row for row in self._ratings() if row["year"] <= period.year],
            **self._audiences(),
            "partners": self._partners(),
            "objectives": self._objectives(),
            "indicators": self._indicators(),
            "targets": self._targets(),
            "key_figures": self._key_figures(),
            "pilots": self._pilots(),
            "assignments": self._assignments(as_of),
            "entries": self._entries(),
        }
        frames = {name: frame(name, rows) for name, rows in tables.items()}
        leaves, cells = leaves_as_of(
            frames["actions"],
            frames["states"],
            frames["reports"],
            peers,
            plan.departement_code,
            period,
            as_of,
        )
        return Situation(
            plan=self._card(),
            period=period,
            as_of=as_of,
            today=today,
            demonstration=is_demonstration(self.session),
            territory_level=plan.territory_level,
            leaves=leaves,
            cells=cells,
            **frames,
        )

    def _card(self) -> PlanCard:
        p = self.plan
        return PlanCard(
            p.code,
            p.title,
            p.departement_code,
            p.departement_name,
            p.starts_on,
            p.ends_on,
            p.adopted_on,
            p.levels,
            p.event_name,
            p.reporting_months,
            p.uses_percent,
            p.source_file,
            p.revision,
        )

    def _campaigns(self) -> Rows:
        found = self.rows(
            select(
                col(Campaign.period),
                col(Campaign.status),
                col(Campaign.opened_on),
                col(Campaign.due_on),
                col(Campaign.closes_on),
                col(Campaign.closed_on).label("closed_at"),
            ).where(col(Campaign.plan_id) == self.plan.id)
        )
        for row in found:
            row["closed_on"] = row.pop("closed_at")
        return sorted(found, key=lambda row: Period.parse(row["period"]))

    def _headings(self) -> Rows:
        found = self.session.scalars(
            select(Heading)
            .where(col(Heading.plan_id) == self.plan.id)
            .order_by(col(Heading.depth), col(Heading.rank))
        ).all()
        by_id = {row.id: row for row in found}
        rows: Rows = []
        for row in found:
            top = row
            while top.parent_id is not None:
                top = by_id[top.parent_id]
            names: list[str] = self.plan.levels["headings"]
            rows.append(
                {
                    "code": row.code,
                    "title": row.title,
                    "depth": row.depth,
                    "level_name": names[row.depth - 1] if row.depth <= len(names) else "Niveau",
                    "parent_code": by_id[row.parent_id].code if row.parent_id else None,
                    "axis_code": top.code,
                    "rank": row.rank,
                    "source_line": row.source_line,
                    "intro": row.details.get("intro"),
                }
            )
        return sorted(rows, key=lambda row: _natural(row["code"]))

    def _fiches(self, as_of: date) -> Rows:
        leads = self.rows(
            select(col(Assignment.fiche_id), col(Pilot.name))
            .join(Pilot, col(Pilot.id) == col(Assignment.pilot_id))
            .where(
                col(Pilot.plan_id) == self.plan.id,
                col(Assignment.role) == PilotRole.LEAD.value,
                col(Assignment.from_on) <= as_of,
                col(Assignment.to_on).is_(None) | (col(Assignment.to_on) >= as_of),
            )
        )
        lead_of = {row["fiche_id"]: row["name"] for row in leads}
        found = self.rows(
            select(
                col(Fiche.id).label("fiche_id"),
                col(Fiche.version),
                col(Fiche.code),
                col(Fiche.title),
                col(Heading.code).label("heading_code"),
                col(Fiche.rank),
                col(Fiche.source_line),
                col(Fiche.details),
            )
            .join(Heading, col(Heading.id) == col(Fiche.heading_id))
            .where(col(Fiche.plan_id) == self.plan.id)
        )
        for row in found:
            row["axis_code"] = self.axis_of[row["heading_code"]]
            row["lead"] = lead_of.get(row["fiche_id"])
            row["context"] = row.pop("details").get("context", [])
        return sorted(found, key=lambda row: _natural(row["code"]))

    def _actions(self) -> Rows:
        heading_of_fiche = select(
            col(Fiche.id), col(Heading.code).label("heading_code"), col(Fiche.code)
        ).join(Heading, col(Heading.id) == col(Fiche.heading_id))
        fiche = {
            row["id"]: row for row in self.rows(heading_of_fiche.where(col(Fiche.plan_id) == self.plan.id))
        }
        heading = {
            row["id"]: row["code"]
            for row in self.rows(
                select(col(Heading.id), col(Heading.code)).where(col(Heading.plan_id) == self.plan.id)
            )
        }
        phases = {
            row.id: row
            for row in self.session.scalars(select(Phase).where(col(Phase.plan_id) == self.plan.id)).all()
        }
        found = self.session.scalars(select(Action).where(col(Action.plan_id) == self.plan.id)).all()
        code_of = {row.id: row.code for row in found}
        parents = {row.parent_id for row in found if row.trackable and row.parent_id is not None}
        rows: Rows = []
        for row in found:
            phase = phases.get(row.phase_id)
            heading_code = fiche[row.fiche_id]["heading_code"] if row.fiche_id else heading[row.heading_id]
            starts = row.starts_on or (phase.starts_on if phase else self.plan.starts_on)
            rows.append(
                {
                    "action_id": row.id,
                    "version": row.version,
                    "code": row.code,
                    "title": row.title,
                    "fiche_code": fiche[row.fiche_id]["code"] if row.fiche_id else None,
                    "heading_code": heading_code,
                    "axis_code": self.axis_of[heading_code],
                    "parent_code": code_of.get(row.parent_id),
                    "rank": row.rank,
                    "source_line": row.source_line,
                    "phase": phase.code if phase else None,
                    # Nothing begins before the plan is adopted.
                    "starts_on": max(starts, self.plan.adopted_on) if self.plan.adopted_on else starts,
                    "ends_on": row.ends_on or (phase.ends_on if phase else self.plan.ends_on),
                    "own_calendar": row.starts_on is not None,
                    "calendar_text": row.calendar_text,
                    "recurrent": row.recurrent,
                    "recurrence_months": row.recurrence_months,
                    "territorial": row.territorial,
                    "trackable": row.trackable,
                    "is_leaf": row.trackable and row.id not in parents,
                    "weight": row.weight,
                    "hints": row.hints,
                    "sub_items": row.sub_items,
                }
            )
        return sorted(rows, key=lambda row: (_natural(row["axis_code"]), _natural(row["code"])))

    def _states(self, periods: set[str]) -> Rows:
        found = self.rows(
            select(
                col(ActionState.action_id),
                col(Territory.code).label("territory_code"),
                col(Campaign.period),
                col(ActionState.status),
                col(ActionState.percent),
                col(ActionState.comment),
                col(ActionState.reason),
                col(Decision.code).label("decision"),
                col(ActionState.new_starts_on),
                col(ActionState.new_ends_on),
                col(Report.status).label("report"),
                col(Account.name).label("author"),
                col(ActionState.said_at).label("said_on"),
            )
            .select_from(ActionState)
            .join(Campaign, col(Campaign.id) == col(ActionState.campaign_id))
            .join(Action, col(Action.id) == col(ActionState.action_id))
            .join(Territory, col(Territory.id) == col(ActionState.territory_id))
            .join(Account, col(Account.id) == col(ActionState.account_id))
            .outerjoin(Decision, col(Decision.id) == col(ActionState.decision_id))
            .outerjoin(
                Report,
                (col(Report.campaign_id) == col(ActionState.campaign_id))
                & (col(Report.fiche_id) == col(Action.fiche_id)),
            )
            .where(col(Campaign.plan_id) == self.plan.id)
            .order_by(col(ActionState.said_at), col(ActionState.id))
        )
        kept: Rows = []
        for row in found:
            report = row.pop("report")
            if row["period"] in periods and (report is None or report in SAID):
                row["validated"] = report == ReportStatus.VALIDATED.value
                row["said_on"] = clock.local_day(row["said_on"])
                kept.append(row)
        return sorted(kept, key=lambda row: Period.parse(row["period"]))

    def _reports(self, periods: set[str]) -> Rows:
        found = self.rows(
            select(
                col(Report.id).label("report_id"),
                col(Report.version),
                col(Fiche.code).label("fiche_code"),
                col(Campaign.period),
                col(Report.status),
                col(Report.weather),
                col(Report.nothing_new),
                col(Report.done),
                col(Report.difficulties),
                col(Report.request),
                col(Report.upcoming),
                col(Report.publishable),
                col(Report.submitted_at).label("submitted_on"),
                col(Account.name).label("author"),
                col(Report.comment),
            )
            .join(Campaign, col(Campaign.id) == col(Report.campaign_id))
            .join(Fiche, col(Fiche.id) == col(Report.fiche_id))
            .join(Account, col(Account.id) == col(Report.account_id))
            .where(col(Campaign.plan_id) == self.plan.id, col(Report.status).in_(SAID))
        )
        for row in found:
            row["submitted_on"] = clock.local_day(row["submitted_on"])
        return sorted(
            (row for row in found if row["period"] in periods), key=lambda row: Period.parse(row["period"])
        )

    def _expectations(self) -> Rows:
        return self.rows(
            select(
                col(Fiche.code).label("fiche_code"),
                col(Campaign.period),
                col(Pilot.name).label("pilot"),
                col(Expectation.excused),
                col(Expectation.reason),
            )
            .select_from(Expectation)
            .join(Campaign, col(Campaign.id) == col(Expectation.campaign_id))
            .join(Fiche, col(Fiche.id) == col(Expectation.fiche_id))
            .outerjoin(Pilot, col(Pilot.id) == col(Expectation.pilot_id))
            .where(col(Campaign.plan_id) == self.plan.id)
        )

    def _audiences(self) -> dict[str, Rows]:
        shared = self.rows(
            select(
                col(Audience.id),
                col(Audience.code),
                col(Audience.title),
                col(Audience.rank),
                col(Audience.universal),
            ).order_by(col(Audience.rank))
        )
        meaning = (
            select(
                col(WordingAudience.wording_id),
                col(Audience.code).label("audience_code"),
                col(AudienceWording.title).label("wording"),
            )
            .join(Audience, col(Audience.id) == col(WordingAudience.audience_id))
            .join(AudienceWording, col(AudienceWording.id) == col(WordingAudience.wording_id))
            .where(col(AudienceWording.plan_id) == self.plan.id)
        )
        means: dict[int, Rows] = {}
        for row in self.rows(meaning):
            means.setdefault(row.pop("wording_id"), []).append(row)
        by_fiche = self.rows(
            select(
                col(Fiche.code).label("fiche_code"),
                col(FicheAudience.wording_id),
                col(FicheAudience.qualifier),
                col(FicheAudience.source_line),
            )
            .join(Fiche, col(Fiche.id) == col(FicheAudience.fiche_id))
            .where(col(Fiche.plan_id) == self.plan.id)
        )
        fiche_audiences = [row | meant for row in by_fiche for meant in means.get(row["wording_id"], [])]
        named = self.rows(
            select(col(ActionAudience.action_id), col(ActionAudience.wording_id))
            .join(Action, col(Action.id) == col(ActionAudience.action_id))
            .where(col(Action.plan_id) == self.plan.id)
        )
        own = [
            row | meant | {"inherited": False} for row in named for meant in means.get(row["wording_id"], [])
        ]
        has_own = {row["action_id"] for row in named}
        of_fiche: dict[str, Rows] = {}
        for row in fiche_audiences:
            of_fiche.setdefault(row["fiche_code"], []).append(row)
        placed = self.rows(
            select(col(Action.id), col(Fiche.code))
            .join(Fiche, col(Fiche.id) == col(Action.fiche_id))
            .where(col(Action.plan_id) == self.plan.id)
        )
        inherited = [
            row | {"action_id": action["id"], "inherited": True}
            for action in placed
            if action["id"] not in has_own
            for row in of_fiche.get(action["code"], [])
        ]
        return {"audiences": shared, "fiche_audiences": fiche_audiences, "action_audiences": own + inherited}

    def _partners(self) -> Rows:
        return self.rows(
            select(col(Fiche.code).label("fiche_code"), col(Partner.code), col(Partner.title))
            .select_from(FichePartner)
            .join(Fiche, col(Fiche.id) == col(FichePartner.fiche_id))
            .join(Partner, col(Partner.id) == col(FichePartner.partner_id))
            .where(col(Fiche.plan_id) == self.plan.id)
        )

    def _objectives(self) -> Rows:
        return self.rows(
            select(
                col(Objective.code),
                col(Objective.title),
                col(Fiche.code).label("fiche_code"),
                col(Objective.rank),
                col(Objective.source_line),
            )
            .join(Fiche, col(Fiche.id) == col(Objective.fiche_id))
            .where(col(Fiche.plan_id) == self.plan.id)
            .order_by(col(Objective.id))
        )

    def _ratings(self) -> Rows:
        return self.rows(
            select(
                col(Objective.code).label("objective_code"),
                col(ObjectiveYear.year),
                col(ObjectiveYear.rating),
                col(ObjectiveYear.comment),
            )
            .join(Objective, col(Objective.id) == col(ObjectiveYear.objective_id))
            .join(Fiche, col(Fiche.id) == col(Objective.fiche_id))
            .where(col(Fiche.plan_id) == self.plan.id)
        )

    def _indicators(self) -> Rows:
        table = Indicator.__table__  # pyright: ignore
        found = self.rows(
            select(*[column for column in table.c if column.name not in ("plan_id", "details")])  # pyright: ignore
            .add_columns(col(Fiche.code).label("fiche_code"), col(Heading.code).label("own_heading"))
            .outerjoin(Fiche, col(Fiche.id) == col(Indicator.fiche_id))
            .outerjoin(Heading, col(Heading.id) == col(Indicator.heading_id))
            .where(col(Indicator.plan_id) == self.plan.id)
            .order_by(col(Indicator.id))
        )
        heading_of = {
            row["code"]: row["heading_code"]
            for row in self.rows(
                select(col(Fiche.code), col(Heading.code).label("heading_code"))
                .join(Heading, col(Heading.id) == col(Fiche.heading_id))
                .where(col(Fiche.plan_id) == self.plan.id)
            )
        }
        for row in found:
            row["indicator_id"] = row.pop("id")
            row["heading_code"] = row.pop("own_heading") or heading_of.get(row["fiche_code"])
            row["axis_code"] = self.axis_of.get(row["heading_code"])
        return sorted(found, key=lambda row: _natural(row["code"]))

    def _targets(self) -> Rows:
        return self.rows(
            select(
                col(Indicator.code).label("indicator_code"),
                col(Territory.code).label("territory_code"),
                col(Target.due_on),
                col(Target.value),
            )
            .join(Indicator, col(Indicator.id) == col(Target.indicator_id))
            .join(Territory, col(Territory.id) == col(Target.territory_id))
            .where(col(Indicator.plan_id) == self.plan.id)
            .order_by(col(Target.due_on))
        )

    def _measures(self) -> Rows:
        found = self.rows(
            select(
                col(Indicator.code).label("indicator_code"),
                col(Territory.code).label("territory_code"),
                col(Measure.measured_on).label("on"),
                col(Measure.value),
                col(Measure.numerator),
                col(Measure.denominator),
                col(Measure.qualifier),
                col(Measure.text),
                col(Measure.source),
                col(Measure.baseline),
                col(Account.name).label("author"),
                col(Measure.said_at).label("said_on"),
            )
            .join(Indicator, col(Indicator.id) == col(Measure.indicator_id))
            .join(Territory, col(Territory.id) == col(Measure.territory_id))
            .outerjoin(Account, col(Account.id) == col(Measure.account_id))
            .where(col(Indicator.plan_id) == self.plan.id)
            .order_by(col(Measure.measured_on))
        )
        for row in found:
            row["said_on"] = clock.local_day(row["said_on"]) if row["said_on"] else None
        return found

    def _key_figures(self) -> Rows:
        found = self.rows(
            select(
                col(KeyFigure.code),
                col(KeyFigure.title),
                col(KeyFigure.value),
                col(KeyFigure.unit),
                col(KeyFigure.qualifier),
                col(KeyFigure.year),
                col(KeyFigure.kind),
                col(Heading.code).label("heading_code"),
                col(Fiche.code).label("fiche_code"),
                col(KeyFigure.note),
                col(KeyFigure.denominator),
                col(KeyFigure.source_line),
            )
            .outerjoin(Heading, col(Heading.id) == col(KeyFigure.heading_id))
            .outerjoin(Fiche, col(Fiche.id) == col(KeyFigure.fiche_id))
            .where(col(KeyFigure.plan_id) == self.plan.id)
            .order_by(col(KeyFigure.rank))
        )
        for row in found:
            row["axis_code"] = self.axis_of.get(row["heading_code"])
        return found

    def _pilots(self) -> Rows:
        return self.rows(
            select(
                col(Pilot.id).label("pilot_id"),
                col(Pilot.name),
                col(Pilot.organisation),
                col(Pilot.direction),
                col(Pilot.external),
            )
            .where(col(Pilot.plan_id) == self.plan.id)
            .order_by(col(Pilot.name))
        )

    def _assignments(self, as_of: date) -> Rows:
        action_fiche = {row["code"]: row["fiche_code"] for row in self._action_fiches()}
        found = self.rows(
            select(
                col(Assignment.pilot_id),
                col(Pilot.name).label("pilot"),
                col(Pilot.direction),
                col(Fiche.code).label("fiche_code"),
                col(Action.code).label("action_code"),
                col(Assignment.role),
                col(Assignment.from_on),
                col(Assignment.to_on),
            )
            .join(Pilot, col(Pilot.id) == col(Assignment.pilot_id))
            .outerjoin(Fiche, col(Fiche.id) == col(Assignment.fiche_id))
            .outerjoin(Action, col(Action.id) == col(Assignment.action_id))
            .where(col(Pilot.plan_id) == self.plan.id, col(Assignment.from_on) <= as_of)
        )
        for row in found:
            row["fiche_code"] = row["fiche_code"] or action_fiche.get(row["action_code"])
        return [row for row in found if row["to_on"] is None or row["to_on"] >= as_of]

    def _action_fiches(self) -> Rows:
        return self.rows(
            select(col(Action.code), col(Fiche.code).label("fiche_code"))
            .join(Fiche, col(Fiche.id) == col(Action.fiche_id))
            .where(col(Action.plan_id) == self.plan.id)
        )

    def _decisions(self) -> Rows:
        return self.rows(
            select(
                col(Decision.code),
                col(Decision.title),
                col(Decision.text),
                col(Decision.instance),
                col(Decision.decided_on),
                col(Fiche.code).label("fiche_code"),
                col(Campaign.period).label("answers_period"),
            )
            .outerjoin(Report, col(Report.id) == col(Decision.report_id))
            .outerjoin(Fiche, col(Fiche.id) == col(Report.fiche_id))
            .outerjoin(Campaign, col(Campaign.id) == col(Report.campaign_id))
            .where(col(Decision.plan_id) == self.plan.id)
            .order_by(col(Decision.decided_on))
        )

    def _territories(self) -> Rows:
        found = self.session.scalars(
            select(Territory).where(col(Territory.plan_id) == self.plan.id).order_by(col(Territory.name))
        ).all()
        code_of = {row.id: row.code for row in found}
        return [
            {
                "code": row.code,
                "name": row.name,
                "kind": row.kind,
                "parent_code": code_of.get(row.parent_id),
                "population": row.population,
                "population_year": row.population_year,
            }
            for row in found
        ]

    def _entries(self) -> Rows:
        return self.rows(
            select(
                col(DocumentEntry.kind),
                col(DocumentEntry.code),
                col(DocumentEntry.title),
                col(DocumentEntry.source_line),
                col(DocumentEntry.body),
            )
            .where(col(DocumentEntry.plan_id) == self.plan.id)
            .order_by(col(DocumentEntry.rank))
        )


def _natural(code: str) -> list[tuple[int, str]]:
    """Sort key in which P2 comes before P10."""
    parts: list[str] = []
    for letter in code:
        if parts and letter.isdigit() == parts[-1][-1].isdigit():
            parts[-1] += letter
        else:
            parts.append(letter)
    return [(int(part), "") if part.isdigit() else (-1, part) for part in parts]


def draft(
    store: Store, account_code: str, plan_code: str, fiche_code: str, period_code: str
) -> dict[str, Any] | None:
    """What somebody was typing for a report, None if nothing."""
    with store.read() as session:
        return session.scalars(
            select(col(Draft.body))
            .join(Account, col(Account.id) == col(Draft.account_id))
            .join(Campaign, col(Campaign.id) == col(Draft.campaign_id))
            .join(Plan, col(Plan.id) == col(Campaign.plan_id))
            .join(Fiche, col(Fiche.id) == col(Draft.fiche_id))
            .where(
                col(Account.code) == account_code,
                col(Plan.code) == plan_code,
                col(Fiche.code) == fiche_code,
                col(Campaign.period) == period_code,
            )
        ).first()


def report_to_complete(
    store: Store, plan_code: str, fiche_code: str, period_code: str
) -> dict[str, Any] | None:
    """The report of a fiche in a period, whatever its status: what the form starts from (it sends back `version`)."""
    with store.read() as session:
        row = session.scalars(
            select(Report)
            .join(Campaign, col(Campaign.id) == col(Report.campaign_id))
            .join(Plan, col(Plan.id) == col(Campaign.plan_id))
            .join(Fiche, col(Fiche.id) == col(Report.fiche_id))
            .where(
                col(Plan.code) == plan_code,
                col(Fiche.code) == fiche_code,
                col(Campaign.period) == period_code,
            )
        ).first()
        return None if row is None else row.model_dump()


def coordinators(store: Store) -> list[str]:
    """Names of the accounts to turn to when nobody else can."""
    with store.read() as session:
        return list(
            session.scalars(
                select(col(Account.name)).where(col(Account.role) == Role.COORDINATOR.value)
            ).all()
        )
