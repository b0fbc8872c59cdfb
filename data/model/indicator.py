"""Indicators, their targets and values; key figures of the document."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import UniqueConstraint
from sqlmodel import Field, SQLModel

from data.model.base import Versioned, check, json_column, one_of
from data.vocabulary import Aggregation, Direction, MeasureKind, Nature

SCALE, REFERENCE = "scale", "reference"
"""In an indicator’s `details`: the steps of a qualitative one; where one that is not of the document comes from."""


class Indicator(Versioned, table=True):
    """An indicator of a fiche, or of a heading. Direction, aggregation and threshold are declared, never guessed.

    `threshold`: smallest count that may be shown (null: the store's default). Periods and delays are in months.
    """

    __table_args__ = (
        UniqueConstraint("plan_id", "code"),
        one_of("nature", Nature),
        one_of("measure_kind", MeasureKind),
        one_of("direction", Direction),
        one_of("territory_aggregation", Aggregation),
        one_of("time_aggregation", Aggregation),
    )

    id: int | None = Field(default=None, primary_key=True)
    plan_id: int = Field(foreign_key="plan.id", index=True)
    fiche_id: int | None = Field(default=None, foreign_key="fiche.id", index=True)
    heading_id: int | None = Field(default=None, foreign_key="heading.id")
    code: str
    title: str
    rank: int
    source_line: int | None = None
    unit: str | None = None
    nature: str | None = None
    measure_kind: str
    direction: str | None = None
    tolerance: float | None = None
    territory_aggregation: str = Aggregation.NONE.value
    time_aggregation: str = Aggregation.LAST.value
    periodicity_months: int | None = None
    availability_months: int | None = None
    threshold: int | None = None
    flagship: bool = False
    compound: bool = False
    components: list[Any] = Field(sa_column=json_column(list))
    details: dict[str, Any] = Field(sa_column=json_column())


class Target(SQLModel, table=True):
    """What an indicator should reach in a territory on a date."""

    __table_args__ = (UniqueConstraint("indicator_id", "territory_id", "due_on"),)

    id: int | None = Field(default=None, primary_key=True)
    indicator_id: int = Field(foreign_key="indicator.id", index=True)
    territory_id: int = Field(foreign_key="territory.id")
    due_on: date
    value: float


class Measure(Versioned, table=True):
    """A value of an indicator in a territory at the end of a period; `baseline` marks the starting value.

    A ratio keeps its numerator and denominator; a qualitative one keeps only `text`.
    """

    __table_args__ = (
        UniqueConstraint("indicator_id", "territory_id", "measured_on", "baseline"),
        check("something", "value IS NOT NULL OR text IS NOT NULL OR numerator IS NOT NULL"),
        check("denominator", "denominator IS NULL OR denominator <> 0"),
    )

    id: int | None = Field(default=None, primary_key=True)
    indicator_id: int = Field(foreign_key="indicator.id", index=True)
    territory_id: int = Field(foreign_key="territory.id")
    measured_on: date
    value: float | None = None
    numerator: float | None = None
    denominator: float | None = None
    qualifier: str | None = None
    text: str | None = None
    source: str | None = None
    baseline: bool = False
    account_id: int | None = Field(default=None, foreign_key="account.id")
    said_at: datetime | None = None


class KeyFigure(SQLModel, table=True):
    """A figure printed in the document, at one date, with its qualifier (« + de ») and line; never a series.

    `year` is text: the document may give a span (« 2019-2024 »).
    """

    __table_args__ = (UniqueConstraint("plan_id", "code"),)

    id: int | None = Field(default=None, primary_key=True)
    plan_id: int = Field(foreign_key="plan.id", index=True)
    heading_id: int | None = Field(default=None, foreign_key="heading.id")
    fiche_id: int | None = Field(default=None, foreign_key="fiche.id")
    kind: str
    code: str
    title: str
    value: float | None = None
    unit: str | None = None
    qualifier: str | None = None
    year: str | None = None
    denominator: float | None = None
    note: str | None = None
    rank: int
    source_line: int | None = None
    details: dict[str, Any] = Field(sa_column=json_column())
