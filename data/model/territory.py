"""Territories: département > territoire d'action sociale > EPCI > commune, cantons beside; the équipements on them."""

from datetime import date

from sqlalchemy import UniqueConstraint
from sqlmodel import Field, SQLModel

from data.model.base import check, one_of
from data.vocabulary import TerritoryKind


class Territory(SQLModel, table=True):
    """A territory of a plan. The plan's whole is its own row (kind « departement »): a state never has no territory.

    An EPCI across a border stands here for its communes of this département only. A commune hangs from its EPCI;
    `canton_id` is its canton too: cantons cut across EPCI. `area_id` is its territoire d’action sociale, where the plan
    has some: they may cut across EPCI; an EPCI that is whole in one hangs from it.
    `indicative`: nobody decided what the territory is made of, the composition is ours and every screen says so.
    """

    __table_args__ = (UniqueConstraint("plan_id", "code"), one_of("kind", TerritoryKind))

    id: int | None = Field(default=None, primary_key=True)
    plan_id: int = Field(foreign_key="plan.id", index=True)
    parent_id: int | None = Field(default=None, foreign_key="territory.id")
    canton_id: int | None = Field(default=None, foreign_key="territory.id")
    area_id: int | None = Field(default=None, foreign_key="territory.id")
    code: str
    name: str
    kind: str
    population: int | None = None
    population_year: int | None = None
    indicative: bool = False


class LeadAxis(SQLModel, table=True):
    """The axis that a territory leads for the plan (« territoire pilote »), with its period as worded."""

    __table_args__ = (UniqueConstraint("territory_id", "heading_id"),)

    id: int | None = Field(default=None, primary_key=True)
    territory_id: int = Field(foreign_key="territory.id", index=True)
    heading_id: int = Field(foreign_key="heading.id")
    period_text: str | None = None
    source_line: int | None = None


class Facility(SQLModel, table=True):
    """A place where the public is received (équipement: CMS, maison France services…), a point on the maps.

    Outside the Situation, hence never frozen: no figure counts it. `known_on`: the day its list was drawn up.
    """

    __table_args__ = (
        UniqueConstraint("plan_id", "code"),
        check("lon", "lon BETWEEN -180 AND 180"),
        check("lat", "lat BETWEEN -90 AND 90"),
    )

    id: int | None = Field(default=None, primary_key=True)
    plan_id: int = Field(foreign_key="plan.id", index=True)
    code: str
    kind: str
    name: str
    lon: float
    lat: float
    address: str | None = None
    commune_code: str | None = None
    source: str | None = None
    known_on: date | None = None
