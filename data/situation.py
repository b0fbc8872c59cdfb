"""The Situation (état de situation): one plan as of one period, immutable, read by every page and document.

    store → `data.reading.situation()` → **Situation** → `data.selection.narrow()` → `data.measures` → component

It is a set of tables (pandas DataFrames that nobody modifies). Columns are listed once, below; a column ending in
`_on` holds `datetime.date` or None, one ending in `_code` holds the code of a row of another table or None.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Any, cast

import pandas as pd

from data.period import Period

COLUMNS: dict[str, tuple[str, ...]] = {
    # One row per campaign up to and including the period; `status` is a CampaignStatus.
    "campaigns": ("period", "status", "opened_on", "due_on", "closes_on", "closed_on"),
    # The tree above the fiches; depth 1 is the axis. `axis_code` is the depth-1 ancestor (itself for an axis).
    "headings": (
        "code",
        "title",
        "depth",
        "level_name",
        "parent_code",
        "axis_code",
        "rank",
        "source_line",
        "intro",
    ),
    # `version` is what a form sends back to prove what it saw. `lead` is the pilot's name or None.
    "fiches": (
        "fiche_id",
        "version",
        "code",
        "title",
        "heading_code",
        "axis_code",
        "rank",
        "source_line",
        "context",
        "lead",
    ),
    # Every action, counted or not. `is_leaf`: trackable and without trackable children: only these count.
    # starts_on/ends_on: the action's own period, else its phase's, never null when the plan has dates.
    # `hints`: words of the document (« poursuite »), list of str, shown and never turned into a state.
    "actions": (
        "action_id",
        "version",
        "code",
        "title",
        "fiche_code",
        "heading_code",
        "axis_code",
        "parent_code",
        "rank",
        "source_line",
        "phase",
        "starts_on",
        "ends_on",
        "own_calendar",
        "calendar_text",
        "recurrent",
        "recurrence_months",
        "territorial",
        "trackable",
        "is_leaf",
        "weight",
        "hints",
        "sub_items",
    ),
    # Everything said up to the period (history, oldest first), submitted or validated only.
    # territory_code is the département's own code for what is said of the whole; never null. percent 0-100 or NaN.
    "states": (
        "action_id",
        "territory_code",
        "period",
        "status",
        "percent",
        "comment",
        "reason",
        "decision",
        "new_starts_on",
        "new_ends_on",
        "validated",
        "author",
        "said_on",
    ),
    # One row per counted leaf as of the period. status: a Status value, derived ones included, never null.
    # declared: somebody spoke of it for the département; derived: worked out from its territories.
    # state_period: period of the carried word; news_period: same, or a later « rien de nouveau »; age: periods since
    # news_period (NaN without). territories_done / territories_applicable: for a déclinée action, else NaN.
    # overruled: the derived status contradicted by the declared one (contradictory True), else None.
    "leaves": (
        "action_id",
        "code",
        "title",
        "fiche_code",
        "heading_code",
        "axis_code",
        "phase",
        "starts_on",
        "ends_on",
        "recurrent",
        "recurrence_months",
        "territorial",
        "weight",
        "status",
        "declared",
        "derived",
        "contradictory",
        "overruled",
        "percent",
        "state_period",
        "news_period",
        "age",
        "validated",
        "author",
        "said_on",
        "reason",
        "decision",
        "territories_done",
        "territories_applicable",
    ),
    # One row per (déclinée leaf, territory of the plan): same columns as leaves plus territory_code.
    "cells": (),
    # Shared vocabulary of publics. universal: « tout public ».
    "audiences": ("code", "title", "rank", "universal"),
    # inherited: the action's own sentence names no public, so its fiche's publics are read.
    "action_audiences": ("action_id", "audience_code", "wording", "inherited"),
    "fiche_audiences": ("fiche_code", "audience_code", "wording", "qualifier", "source_line"),
    "partners": ("fiche_code", "code", "title"),
    "objectives": ("code", "title", "fiche_code", "rank", "source_line"),
    "objective_ratings": ("objective_code", "year", "rating", "comment"),
    # measure_kind: MeasureKind; nature: Nature; direction: Direction or None; threshold: smallest shown count or None.
    "indicators": (
        "indicator_id",
        "code",
        "title",
        "fiche_code",
        "heading_code",
        "axis_code",
        "rank",
        "source_line",
        "unit",
        "nature",
        "measure_kind",
        "direction",
        "tolerance",
        "territory_aggregation",
        "time_aggregation",
        "periodicity_months",
        "availability_months",
        "threshold",
        "flagship",
        "compound",
        "components",
        "version",
    ),
    "targets": ("indicator_code", "territory_code", "due_on", "value"),
    # One value of an indicator. on: end of the period it describes. baseline: it is the starting value (VI).
    "measures": (
        "indicator_code",
        "territory_code",
        "on",
        "value",
        "numerator",
        "denominator",
        "qualifier",
        "text",
        "source",
        "baseline",
        "author",
        "said_on",
    ),
    "key_figures": (
        "code",
        "title",
        "value",
        "unit",
        "qualifier",
        "year",
        "kind",
        "heading_code",
        "axis_code",
        "fiche_code",
        "note",
        "denominator",
        "source_line",
    ),
    "pilots": ("pilot_id", "name", "organisation", "direction", "external"),
    # action_code is None for a part in the whole fiche.
    "assignments": (
        "pilot_id",
        "pilot",
        "direction",
        "fiche_code",
        "action_code",
        "role",
        "from_on",
        "to_on",
    ),
    # One row per report submitted or validated up to the period.
    "reports": (
        "report_id",
        "version",
        "fiche_code",
        "period",
        "status",
        "weather",
        "nothing_new",
        "done",
        "difficulties",
        "request",
        "upcoming",
        "publishable",
        "submitted_on",
        "author",
        "comment",
    ),
    # What was expected of whom; excused ones leave the denominator and are counted.
    "expectations": ("fiche_code", "period", "pilot", "excused", "reason"),
    "decisions": ("code", "title", "text", "instance", "decided_on", "fiche_code", "answers_period"),
    "territories": ("code", "name", "kind", "parent_code", "population", "population_year"),
    # Anything else the plan's document says: kind, code, title, source_line, body (dict).
    "entries": ("kind", "code", "title", "source_line", "body"),
}
COLUMNS["cells"] = (*COLUMNS["leaves"], "territory_code")


@dataclass(frozen=True)
class PlanCard:
    """What names a plan. `levels`: {"headings": [names from depth 1], "fiche", "action", "objective"}."""

    code: str
    title: str
    departement_code: str
    departement_name: str
    starts_on: date
    ends_on: date
    adopted_on: date | None
    levels: dict[str, Any]
    event_name: str
    reporting_months: int
    uses_percent: bool
    source_file: str
    revision: int


@dataclass(frozen=True)
class Situation:
    """One plan as of one period.

    Attributes:
        plan: the plan's card.
        period: the period described.
        as_of: last day described: end of the period, or the reference day if that comes first.
        today: the reference day (fixed in the demonstration).
        demonstration: True when states and values are demonstration data; every screen and document says so.
        territory_code: set when narrowed to one territory: `leaves` are then that territory's cells.
        territory_level: kind of territory in which actions are déclinées (a TerritoryKind value).
        kept: French words for each filter in force, as printed on screens and documents.
    """

    plan: PlanCard
    period: Period
    as_of: date
    today: date
    demonstration: bool
    territory_level: str
    campaigns: pd.DataFrame
    headings: pd.DataFrame
    fiches: pd.DataFrame
    actions: pd.DataFrame
    states: pd.DataFrame
    leaves: pd.DataFrame
    cells: pd.DataFrame
    audiences: pd.DataFrame
    action_audiences: pd.DataFrame
    fiche_audiences: pd.DataFrame
    partners: pd.DataFrame
    objectives: pd.DataFrame
    objective_ratings: pd.DataFrame
    indicators: pd.DataFrame
    targets: pd.DataFrame
    measures: pd.DataFrame
    key_figures: pd.DataFrame
    pilots: pd.DataFrame
    assignments: pd.DataFrame
    reports: pd.DataFrame
    expectations: pd.DataFrame
    decisions: pd.DataFrame
    territories: pd.DataFrame
    entries: pd.DataFrame
    territory_code: str | None = None
    kept: tuple[str, ...] = ()

    def with_(self, **tables: Any) -> Situation:
        """A copy with some tables replaced (the only way to « change » a Situation)."""
        return replace(self, **tables)

    @property
    def axes(self) -> pd.DataFrame:
        return where(self.headings, depth=1)

    @property
    def peers(self) -> pd.DataFrame:
        """The territories in which actions are déclinées, those that maps and rankings compare."""
        return where(self.territories, kind=self.territory_level)

    def level_name(self, depth: int) -> str:
        """The plan's own word for a level: 1.. are headings (« Axe », « Orientation »)."""
        names: list[str] = self.plan.levels["headings"]
        return names[depth - 1] if depth <= len(names) else "Niveau"


def frame(table: str, rows: list[dict[str, Any]]) -> pd.DataFrame:
    """A DataFrame of `rows` with exactly the columns of `table`, in order, object dtype (dates and None survive)."""
    return pd.DataFrame(rows, columns=pd.Index(list(COLUMNS[table])), dtype=object)


def rows_of(table: pd.DataFrame) -> list[dict[str, Any]]:
    """The rows as dicts, for the few tables that are walked and not computed on."""
    return cast(list[dict[str, Any]], table.to_dict("records"))  # pyright: ignore[reportCallIssue, reportUnknownMemberType]


def where(table: pd.DataFrame, **columns: object) -> pd.DataFrame:
    """The rows in which each named column equals the value, or is one of the values of a set, tuple or list."""
    for name, wanted in columns.items():
        several = isinstance(wanted, set | frozenset | tuple | list)
        kept = table[name].isin(list(cast(list[object], wanted))) if several else table[name] == wanted
        table = table[kept]
    return table
