"""The living quarter: reports, states of actions, decisions, drafts."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import UniqueConstraint
from sqlmodel import Field, SQLModel

from data.model.base import Versioned, check, json_column, one_of
from data.vocabulary import (
    DECLARED_IN_TERRITORY,
    ObjectiveRating,
    ReportStatus,
    Weather,
)


class Report(Versioned, table=True):
    """What is said of a fiche for a period (point d'avancement).

    `publishable`: which texts may leave the council. `for_pilot_id`: the pilot in whose place somebody else answered.
    """

    __table_args__ = (
        UniqueConstraint("campaign_id", "fiche_id"),
        one_of("status", ReportStatus),
        one_of("weather", Weather),
    )

    id: int | None = Field(default=None, primary_key=True)
    campaign_id: int = Field(foreign_key="campaign.id", index=True)
    fiche_id: int = Field(foreign_key="fiche.id", index=True)
    status: str
    nothing_new: bool = False
    weather: str | None = None
    done: str = ""
    difficulties: str = ""
    request: str = ""
    upcoming: str = ""
    publishable: list[str] = Field(sa_column=json_column(list))
    comment: str | None = None
    account_id: int = Field(foreign_key="account.id")
    for_pilot_id: int | None = Field(default=None, foreign_key="pilot.id")
    submitted_at: datetime
    validated_by: int | None = Field(default=None, foreign_key="account.id")
    validated_at: datetime | None = None


class ActionState(Versioned, table=True):
    """The state of an action in a territory, said in a campaign. The département is a territory of its own.

    `for_pilot_id`: the pilot in whose place somebody else spoke.
    """

    __table_args__ = (
        UniqueConstraint("campaign_id", "action_id", "territory_id"),
        one_of("status", DECLARED_IN_TERRITORY),
        check("percent", "percent IS NULL OR percent BETWEEN 0 AND 100"),
        check("postponed", "status <> 'reportee' OR (new_ends_on IS NOT NULL AND reason IS NOT NULL)"),
        check("new_period", "new_starts_on IS NULL OR new_starts_on <= new_ends_on"),
        check("abandoned", "status <> 'abandonnee' OR decision_id IS NOT NULL"),
    )

    id: int | None = Field(default=None, primary_key=True)
    campaign_id: int = Field(foreign_key="campaign.id", index=True)
    action_id: int = Field(foreign_key="action.id", index=True)
    territory_id: int = Field(foreign_key="territory.id")
    status: str
    percent: float | None = None
    comment: str = ""
    reason: str | None = None
    decision_id: int | None = Field(default=None, foreign_key="decision.id")
    new_starts_on: date | None = None
    new_ends_on: date | None = None
    account_id: int = Field(foreign_key="account.id")
    for_pilot_id: int | None = Field(default=None, foreign_key="pilot.id")
    said_at: datetime


class Decision(SQLModel, table=True):
    """A decision of an instance; may answer the request of a report."""

    __table_args__ = (UniqueConstraint("plan_id", "code"),)

    id: int | None = Field(default=None, primary_key=True)
    plan_id: int = Field(foreign_key="plan.id", index=True)
    code: str
    title: str
    text: str = ""
    instance: str
    decided_on: date
    report_id: int | None = Field(default=None, foreign_key="report.id")


class ObjectiveYear(SQLModel, table=True):
    """The yearly rating of an objective."""

    __table_args__ = (one_of("rating", ObjectiveRating),)

    objective_id: int = Field(foreign_key="objective.id", primary_key=True)
    year: int = Field(primary_key=True)
    rating: str
    comment: str = ""


class Draft(SQLModel, table=True):
    """What somebody is typing for a report: one JSON row per account and report; outside Situation and journal."""

    __table_args__ = (UniqueConstraint("account_id", "campaign_id", "fiche_id"),)

    id: int | None = Field(default=None, primary_key=True)
    account_id: int = Field(foreign_key="account.id")
    campaign_id: int = Field(foreign_key="campaign.id")
    fiche_id: int = Field(foreign_key="fiche.id")
    body: dict[str, Any] = Field(default={}, sa_column=json_column())
    saved_at: datetime
