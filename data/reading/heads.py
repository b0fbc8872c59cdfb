"""The store at a glance: its plans, their periods, who may act. Read once per rerun, before any Situation."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, cast

from sqlalchemy.orm import QueryableAttribute, defer
from sqlmodel import Session, col, select

from data import clock
from data.database import Store
from data.model import Account, Campaign, FrozenPeriod, Plan, Setting
from data.period import Period
from data.permissions import Actor, as_actor


@dataclass(frozen=True)
class PlanHead:
    """What the shell needs before a Situation: a plan, its periods, and what caches hang on.

    Attributes:
        starts_on, ends_on: first and last day of the plan.
        revision: goes up with each change of the plan; the live Situations hang on it.
        open_period: the newest period whose campaign is open, None when there is none.
        closed: periods whose campaign is closed: they are read from their last frozen state.
        frozen: period code → checksums of its frozen states, first closing first; frozen Situations hang on them.
    """

    code: str
    title: str
    departement_code: str
    departement_name: str
    starts_on: date
    ends_on: date
    revision: int
    periods: tuple[str, ...]
    open_period: str | None
    current_period: str
    closed: frozenset[str] = frozenset()
    frozen: Mapping[str, tuple[str, ...]] = field(default_factory=dict[str, tuple[str, ...]])

    def number(self, period_code: str, asked: int | None = None) -> int | None:
        """Number of the frozen state that shows a period: the one asked for if it exists, else the last of a closed
        period; None for a period that is open, or was closed before anything was frozen."""
        held = len(self.frozen.get(period_code, ()))
        if asked is not None and 1 <= asked <= held:
            return asked
        return held or None if period_code in self.closed else None


@dataclass(frozen=True)
class Head:
    """The store at a glance, read once per rerun. `plans`: by name of département, then by year."""

    plans: tuple[PlanHead, ...]
    demonstration: bool
    today: date
    profiles: tuple[Actor, ...]
    """The active accounts, as who may act."""

    @property
    def first(self) -> PlanHead | None:
        """The plan opened by an address that names none; None when the store holds no plan.

        One whose campaign is open; else one that runs today; else any. Of several, the latest begun, then the first of
        the list.
        """

        def wanted(plan: PlanHead) -> tuple[bool, bool, date]:
            return plan.open_period is not None, plan.starts_on <= self.today <= plan.ends_on, plan.starts_on

        return max(self.plans, key=wanted, default=None)


def head(store: Store) -> Head:
    """Plans, revisions, campaigns and accounts of a store. Raises StoreError in French."""
    with store.read() as session:
        today = clock.now(session).date()
        campaigns: dict[int, list[Campaign]] = {}
        for campaign in session.exec(select(Campaign)):
            campaigns.setdefault(campaign.plan_id, []).append(campaign)
        checksums: dict[int, dict[str, tuple[str, ...]]] = {}
        kept = select(FrozenPeriod.plan_id, FrozenPeriod.period, FrozenPeriod.sha256).order_by(col(FrozenPeriod.number))
        for plan_id, period, checksum in session.exec(kept):
            of_plan = checksums.setdefault(plan_id, {})
            of_plan[period] = (*of_plan.get(period, ()), checksum)
        # The bulk of a plan's row is what the document says beyond its card: not needed to choose a plan.
        cards = select(Plan).options(defer(_attribute(Plan.details)), defer(_attribute(Plan.levels)))
        plans = session.exec(cards.order_by(col(Plan.departement_name), col(Plan.starts_on))).all()
        accounts = session.exec(select(Account).where(col(Account.active)).order_by(col(Account.id))).all()
        return Head(
            plans=tuple(
                _plan_head(plan, campaigns.get(plan.id or 0, []), checksums.get(plan.id or 0, {}), today)
                for plan in plans
            ),
            demonstration=is_demonstration(session),
            today=today,
            profiles=tuple(as_actor(account) for account in accounts),
        )


def is_demonstration(session: Session) -> bool:
    """Whether the store holds demonstration data: every screen and document then says so."""
    setting = session.get(Setting, "demonstration")
    return setting is not None and setting.value == "true"


def current_period(plan: Plan, campaigns: list[str], today: date) -> str:
    """The period shown first: the latest campaign's, else today's, brought within the plan's years.

    Args:
        campaigns: period codes of the plan's campaigns, oldest first.
    """
    if campaigns:
        return campaigns[-1]
    return Period.containing(min(max(today, plan.starts_on), plan.ends_on), plan.reporting_months).code


def _plan_head(
    plan: Plan, campaigns: list[Campaign], checksums: Mapping[str, tuple[str, ...]], today: date
) -> PlanHead:
    known = sorted(campaigns, key=lambda campaign: Period.parse(campaign.period))
    still_open = [campaign.period for campaign in known if campaign.closed_on is None]
    periods = [campaign.period for campaign in known]
    return PlanHead(
        code=plan.code,
        title=plan.title,
        departement_code=plan.departement_code,
        departement_name=plan.departement_name,
        starts_on=plan.starts_on,
        ends_on=plan.ends_on,
        revision=plan.revision,
        periods=tuple(periods),
        open_period=still_open[-1] if still_open else None,
        current_period=current_period(plan, periods, today),
        closed=frozenset(campaign.period for campaign in known if campaign.closed_on is not None),
        frozen=checksums,
    )


def _attribute(column: Any) -> QueryableAttribute[Any]:
    """The mapped attribute behind a field that sqlmodel types as its value."""
    return cast(QueryableAttribute[Any], column)
