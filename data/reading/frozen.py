"""Frozen periods read back: which there are, the Situation of one, the trend figures of all."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import func
from sqlmodel import col, select

from data.database import Store
from data.errors import StoreError
from data.freezing import Frozen, thaw
from data.freezing.trends import Trend
from data.model import Account, Campaign, FrozenPeriod, Plan, TrendFigure
from data.reading.heads import is_demonstration
from data.reading.source import labelled
from data.situation import Situation


@dataclass(frozen=True)
class FrozenCard:
    """One closing of a period. `current`: the period is closed and this is its last frozen state.

    `reason`: why the period had been reopened before, None for a first closing.
    """

    period: str
    number: int
    sha256: str
    frozen_at: datetime
    author: str
    reason: str | None
    size: int
    current: bool


def frozen_cards(store: Store, plan_code: str) -> list[FrozenCard]:
    """The frozen states of a plan, in the order in which they were made."""
    query = (
        labelled(
            period=FrozenPeriod.period,
            number=FrozenPeriod.number,
            sha256=FrozenPeriod.sha256,
            frozen_at=FrozenPeriod.frozen_at,
            author=Account.name,
            reason=FrozenPeriod.reason,
            size=func.length(col(FrozenPeriod.body)),
            closed_on=Campaign.closed_on,
        )
        .select_from(FrozenPeriod)
        .join(Plan, col(Plan.id) == col(FrozenPeriod.plan_id))
        .join(Campaign, col(Campaign.id) == col(FrozenPeriod.campaign_id))
        .outerjoin(Account, col(Account.id) == col(FrozenPeriod.account_id))
        .where(col(Plan.code) == plan_code)
        .order_by(col(FrozenPeriod.id))
    )
    with store.read() as session:
        rows = [dict(row) for row in session.connection().execute(query).mappings()]
    last = {row["period"]: row["number"] for row in rows}
    return [_card(row, last[row["period"]]) for row in rows]


def _card(row: dict[str, Any], last: int) -> FrozenCard:
    closed_on = row.pop("closed_on")
    row["author"] = row["author"] or "Cap Solidarités"
    return FrozenCard(**row, current=closed_on is not None and row["number"] == last)


def frozen_situation(store: Store, plan_code: str, period_code: str, number: int) -> Situation:
    """The Situation of a closing. Raises StoreError when there is none, or when it is damaged."""
    with store.read() as session:
        row = session.exec(
            select(FrozenPeriod)
            .join(Plan, col(Plan.id) == col(FrozenPeriod.plan_id))
            .where(
                col(Plan.code) == plan_code,
                col(FrozenPeriod.period) == period_code,
                col(FrozenPeriod.number) == number,
            )
        ).first()
        if row is None:
            raise StoreError("Cet état figé n’existe pas dans cette base. Choisissez une autre période.")
        found = thaw(Frozen(row.format, row.sha256, row.body))
        # The demonstration tells its quarters before it is marked as one: its store says it for all of them.
        return replace(found, demonstration=found.demonstration or is_demonstration(session))


def trend_figures(store: Store, plan_code: str, *, scope: str, code: str) -> dict[str, list[Trend]]:
    """Period code → trend figures of one scope's item, from the last frozen state of each period."""
    with store.read() as session:
        found = session.exec(
            select(FrozenPeriod.period, FrozenPeriod.number, TrendFigure)
            .join(FrozenPeriod, col(FrozenPeriod.id) == col(TrendFigure.frozen_id))
            .join(Plan, col(Plan.id) == col(FrozenPeriod.plan_id))
            .where(col(Plan.code) == plan_code, col(TrendFigure.scope) == scope, col(TrendFigure.code) == code)
            .order_by(col(FrozenPeriod.number))
        ).all()
        last = {period: number for period, number, _ in found}
        kept: dict[str, list[Trend]] = {}
        for period, number, row in found:
            if number == last[period]:
                kept.setdefault(period, []).append(
                    Trend(row.scope, row.code, row.measure, row.numerator, row.denominator)
                )
        return kept


def kept_trends(store: Store, plan_code: str, period_code: str, number: int) -> list[Trend]:
    """The trend figures kept with one frozen state."""
    with store.read() as session:
        found = session.exec(
            select(TrendFigure)
            .join(FrozenPeriod, col(FrozenPeriod.id) == col(TrendFigure.frozen_id))
            .join(Plan, col(Plan.id) == col(FrozenPeriod.plan_id))
            .where(
                col(Plan.code) == plan_code,
                col(FrozenPeriod.period) == period_code,
                col(FrozenPeriod.number) == number,
            )
        ).all()
        return [Trend(row.scope, row.code, row.measure, row.numerator, row.denominator) for row in found]
