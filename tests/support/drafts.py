"""What the store holds of a draft and of a report, row by row: what tests compare the application with."""

from __future__ import annotations

from typing import Any

from sqlmodel import col, select

from data.database import Store
from data.model import Account, Campaign, Draft, Fiche, Plan, Report


def draft(store: Store, account_code: str, plan_code: str, fiche_code: str, period_code: str) -> dict[str, Any] | None:
    """What somebody was typing for a report, None if nothing."""
    with store.read() as session:
        row = session.exec(
            select(Draft)
            .join(Account, col(Account.id) == col(Draft.account_id))
            .join(Campaign, col(Campaign.id) == col(Draft.campaign_id))
            .join(Plan, col(Plan.id) == col(Campaign.plan_id))
            .join(Fiche, col(Fiche.id) == col(Draft.fiche_id))
            .where(
                Account.code == account_code,
                Plan.code == plan_code,
                Fiche.code == fiche_code,
                Campaign.period == period_code,
            )
        ).first()
        return None if row is None else row.body


def report_to_complete(store: Store, plan_code: str, fiche_code: str, period_code: str) -> dict[str, Any] | None:
    """The report of a fiche in a period, whatever its status; the form sends back its `version`."""
    with store.read() as session:
        row = session.exec(
            select(Report)
            .join(Campaign, col(Campaign.id) == col(Report.campaign_id))
            .join(Plan, col(Plan.id) == col(Campaign.plan_id))
            .join(Fiche, col(Fiche.id) == col(Report.fiche_id))
            .where(Plan.code == plan_code, Fiche.code == fiche_code, Campaign.period == period_code)
        ).first()
        return None if row is None else row.model_dump()
