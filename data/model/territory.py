"""Territories: département > territoire d'action sociale > EPCI > commune."""

from sqlalchemy import UniqueConstraint
from sqlmodel import Field, SQLModel

from data.model.base import one_of
from data.vocabulary import TerritoryKind


class Territory(SQLModel, table=True):
    """A territory of a plan. The plan's whole is its own row (kind « departement »): a state never has no territory.

    An EPCI across a border stands here for its communes of this département only.
    """

    __table_args__ = (UniqueConstraint("plan_id", "code"), one_of("kind", TerritoryKind))

    id: int | None = Field(default=None, primary_key=True)
    plan_id: int = Field(foreign_key="plan.id", index=True)
    parent_id: int | None = Field(default=None, foreign_key="territory.id")
    code: str
    name: str
    kind: str
    population: int | None = None
    population_year: int | None = None
