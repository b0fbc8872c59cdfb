"""The Situation (état de situation): one plan as of one period, immutable, read by every page and document.

    store → `data.reading.situation()` → **Situation** → `data.selection.narrow()` → `data.measures` → component

It is a set of tables (pandas DataFrames that nobody modifies); their columns are listed once, in `data.columns`.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Any, cast

import pandas as pd

from data.columns import COLUMNS
from data.period import Period


@dataclass(frozen=True)
class PlanCard:
    """What names a plan. `levels`: {"headings": [names from depth 1], "fiche", "action", "objective"}.

    `validation`: to whom it belongs to validate reports, a Validation value.
    """

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
    validation: str
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
    evidence: pd.DataFrame
    meetings: pd.DataFrame
    expectations: pd.DataFrame
    decisions: pd.DataFrame
    territories: pd.DataFrame
    lead_axes: pd.DataFrame
    rule_settings: pd.DataFrame
    threshold_settings: pd.DataFrame
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
