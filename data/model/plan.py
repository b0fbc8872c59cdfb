"""The plan as voted: its tree, its fiches, actions, objectives, publics, partners. Every row keeps its source line."""

from datetime import date
from typing import Any

from sqlalchemy import UniqueConstraint
from sqlmodel import Field, SQLModel

from data.model.base import Versioned, check, json_column, one_of
from data.vocabulary import Validation


class Plan(Versioned, table=True):
    """One département's plan (schéma).

    `revision` goes up by one with each command that changes anything of the plan; caches are keyed by it.
    `levels` holds the plan's own words: {"headings": [...], "fiche": ..., "action": ..., "objective": ...}.
    `validation` says to whom it belongs to validate reports.
    """

    __table_args__ = (
        check("dates", "starts_on < ends_on"),
        check("reporting", "reporting_months IN (3, 6, 12)"),
        one_of("validation", Validation),
    )

    id: int | None = Field(default=None, primary_key=True)
    code: str = Field(unique=True)
    title: str
    departement_code: str
    departement_name: str
    starts_on: date
    ends_on: date
    adopted_on: date | None = None
    levels: dict[str, Any] = Field(sa_column=json_column())
    event_name: str
    reporting_months: int = 3
    uses_percent: bool = False
    validation: str = Validation.COORDINATION.value
    territory_level: str = "epci"
    source_file: str
    source_line: int | None = None
    details: dict[str, Any] = Field(sa_column=json_column())
    revision: int = 0


class Phase(SQLModel, table=True):
    """A stretch of the plan's calendar (« 2025-2026 »); phases may overlap."""

    __table_args__ = (UniqueConstraint("plan_id", "code"), check("dates", "starts_on < ends_on"))

    id: int | None = Field(default=None, primary_key=True)
    plan_id: int = Field(foreign_key="plan.id", index=True)
    code: str
    title: str
    starts_on: date
    ends_on: date


class Heading(Versioned, table=True):
    """Axe, orientation, objectif stratégique…: the tree above the fiches, as deep as the plan says."""

    __table_args__ = (UniqueConstraint("plan_id", "code"), check("depth", "depth >= 1"))

    id: int | None = Field(default=None, primary_key=True)
    plan_id: int = Field(foreign_key="plan.id", index=True)
    parent_id: int | None = Field(default=None, foreign_key="heading.id")
    code: str
    title: str
    depth: int
    rank: int
    source_line: int | None = None
    details: dict[str, Any] = Field(sa_column=json_column())


class Fiche(Versioned, table=True):
    """The unit that has a lead, pilots, publics, partners, objectives, indicators and one report a period."""

    __table_args__ = (UniqueConstraint("plan_id", "code"),)

    id: int | None = Field(default=None, primary_key=True)
    plan_id: int = Field(foreign_key="plan.id", index=True)
    heading_id: int = Field(foreign_key="heading.id", index=True)
    code: str
    title: str
    rank: int
    source_line: int | None = None
    details: dict[str, Any] = Field(sa_column=json_column())


class Objective(SQLModel, table=True):
    """An objective written in a fiche; rated once a year (`ObjectiveYear`), never counted in a rate of actions."""

    __table_args__ = (UniqueConstraint("fiche_id", "code"),)

    id: int | None = Field(default=None, primary_key=True)
    fiche_id: int = Field(foreign_key="fiche.id", index=True)
    code: str
    title: str
    rank: int
    source_line: int | None = None


class Action(Versioned, table=True):
    """A row of a fiche, or of a heading where the plan has no fiche there.

    Only trackable leaves count in a rate. `starts_on`/`ends_on` are the action's own calendar, null when it follows
    its phase. `recurrence_months` null on a recurrent action means that nobody has set it: a year is read.
    """

    __table_args__ = (
        UniqueConstraint("plan_id", "code"),
        check("one_place", "(fiche_id IS NULL) <> (heading_id IS NULL)"),
        check("dates", "starts_on IS NULL OR ends_on IS NULL OR starts_on <= ends_on"),
        check("recurrence", "recurrence_months IS NULL OR recurrence_months BETWEEN 1 AND 60"),
        check("weight", "weight IS NULL OR weight > 0"),
    )

    id: int | None = Field(default=None, primary_key=True)
    plan_id: int = Field(foreign_key="plan.id", index=True)
    fiche_id: int | None = Field(default=None, foreign_key="fiche.id", index=True)
    heading_id: int | None = Field(default=None, foreign_key="heading.id", index=True)
    parent_id: int | None = Field(default=None, foreign_key="action.id")
    phase_id: int | None = Field(default=None, foreign_key="phase.id")
    code: str
    title: str
    text: str = ""
    rank: int
    source_line: int | None = None
    starts_on: date | None = None
    ends_on: date | None = None
    calendar_text: str | None = None
    recurrent: bool = False
    recurrence_months: int | None = None
    trackable: bool = True
    territorial: bool = False
    weight: float | None = None
    hints: list[Any] = Field(sa_column=json_column(list))
    sub_items: list[Any] = Field(sa_column=json_column(list))
    details: dict[str, Any] = Field(sa_column=json_column())


class Audience(SQLModel, table=True):
    """Shared vocabulary of publics, the same for every plan of the store."""

    id: int | None = Field(default=None, primary_key=True)
    code: str = Field(unique=True)
    title: str
    rank: int
    universal: bool = False


class AudienceWording(SQLModel, table=True):
    """A public in a plan's own words."""

    __table_args__ = (UniqueConstraint("plan_id", "code"),)

    id: int | None = Field(default=None, primary_key=True)
    plan_id: int = Field(foreign_key="plan.id", index=True)
    code: str
    title: str
    source_line: int | None = None
    details: dict[str, Any] = Field(sa_column=json_column())


class WordingAudience(SQLModel, table=True):
    """Which shared publics a plan's wording means; `reason` where it is not obvious."""

    wording_id: int = Field(foreign_key="audiencewording.id", primary_key=True)
    audience_id: int = Field(foreign_key="audience.id", primary_key=True)
    reason: str | None = None


class FicheAudience(SQLModel, table=True):
    """A public named by a fiche, with the document's qualifier (« en priorité », « indirectement »)."""

    fiche_id: int = Field(foreign_key="fiche.id", primary_key=True)
    wording_id: int = Field(foreign_key="audiencewording.id", primary_key=True)
    qualifier: str | None = None
    source_line: int | None = None


class ActionAudience(SQLModel, table=True):
    """A public named by the action's own sentence. Actions without one inherit their fiche's, marked so."""

    action_id: int = Field(foreign_key="action.id", primary_key=True)
    wording_id: int = Field(foreign_key="audiencewording.id", primary_key=True)


class Partner(SQLModel, table=True):
    __table_args__ = (UniqueConstraint("plan_id", "code"),)

    id: int | None = Field(default=None, primary_key=True)
    plan_id: int = Field(foreign_key="plan.id", index=True)
    code: str
    title: str
    source_line: int | None = None
    details: dict[str, Any] = Field(sa_column=json_column())


class FichePartner(SQLModel, table=True):
    fiche_id: int = Field(foreign_key="fiche.id", primary_key=True)
    partner_id: int = Field(foreign_key="partner.id", primary_key=True)


class DocumentEntry(SQLModel, table=True):
    """Anything else that the plan's document says: instances, tools, initiatives, glossary, anomalies…

    Kept with its line and shown where it helps; no measure counts it.
    """

    id: int | None = Field(default=None, primary_key=True)
    plan_id: int = Field(foreign_key="plan.id", index=True)
    kind: str = Field(index=True)
    code: str
    title: str
    source_line: int | None = None
    rank: int
    body: dict[str, Any] = Field(sa_column=json_column())
