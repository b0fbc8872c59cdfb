"""Frozen periods: what was known at a closing, kept for ever. Triggers refuse any change of these rows."""

from datetime import datetime

from sqlalchemy import Column, LargeBinary, UniqueConstraint
from sqlmodel import Field, SQLModel

from data.model.base import check


class FrozenPeriod(SQLModel, table=True):
    """The whole Situation of a plan as of a period, at its closing number `number` (1, then 2 after a reopening…).

    Attributes:
        format: version of the shape of `body` (`data.freezing.canonical`).
        sha256: of the canonical JSON, uncompressed.
        body: the canonical JSON, compressed by zlib.
        reason: why the period had been reopened; None for the first closing.
    """

    __table_args__ = (UniqueConstraint("plan_id", "period", "number"), check("number", "number >= 1"))

    id: int | None = Field(default=None, primary_key=True)
    plan_id: int = Field(foreign_key="plan.id", index=True)
    campaign_id: int = Field(foreign_key="campaign.id")
    period: str
    number: int
    format: int
    sha256: str
    body: bytes = Field(sa_column=Column(LargeBinary, nullable=False))
    reason: str | None = None
    account_id: int | None = Field(default=None, foreign_key="account.id")
    frozen_at: datetime


class TrendFigure(SQLModel, table=True):
    """One figure of a frozen period, for trends over years without opening each frozen state.

    Attributes:
        scope: « plan », « axe », « fiche », « public » or « territoire ».
        code: of the scope's item; the plan's code for the whole.
        measure: key of `data.freezing.trends.MEASURES`.
        numerator, denominator: the figure is their quotient; a denominator of 0 means « non calculable ».
    """

    frozen_id: int = Field(foreign_key="frozenperiod.id", primary_key=True)
    scope: str = Field(primary_key=True)
    code: str = Field(primary_key=True)
    measure: str = Field(primary_key=True)
    numerator: float
    denominator: float
