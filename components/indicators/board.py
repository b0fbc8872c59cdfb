"""What the page reads: where each indicator stands, and its values as anybody may see them. Shared by all sessions."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import pandas as pd
import streamlit as st

from components.view import View
from data.french import typeset
from data.measures.figure import Stamp
from data.measures.indicator_board import Standing, standings
from data.measures.readable import READABLE, readable_measures
from data.selection import narrow
from data.situation import COLUMNS, Situation, where


@dataclass(frozen=True)
class Board:
    """The indicators of the view.

    Attributes:
        scope: the Situation narrowed by every filter but the territory: a territory chooses whose values are read.
        place: code of that territory, the département's by default.
        found: the indicators of the scope, in the document's order; everything: those of the whole plan.
    """

    scope: Situation
    place: str
    place_name: str | None
    found: list[Standing]
    everything: list[Standing]
    measures: dict[str, pd.DataFrame]

    @property
    def stamp(self) -> Stamp:
        return Stamp(self.scope.as_of, self.scope.period.code)

    @property
    def span(self) -> tuple[date, date]:
        """First and last day of the page's charts, the same for all: the plan's, and any value before it."""
        first = min((rows["on"].min() for rows in self.measures.values()), default=self.scope.plan.starts_on)
        return min(first, self.scope.plan.starts_on), self.scope.plan.ends_on

    def values(self, code: str) -> pd.DataFrame:
        """The values of one indicator, columns READABLE."""
        return self.measures.get(code, pd.DataFrame(columns=pd.Index(READABLE), dtype=object))

    def targets(self, code: str) -> pd.DataFrame:
        found = where(self.scope.targets, indicator_code=code)
        return found if len(found) else pd.DataFrame(columns=pd.Index(COLUMNS["targets"]), dtype=object)

    def fiche_label(self, fiche_code: str | None) -> str:
        """« P9 – Prévention… », or the whole plan."""
        rows = where(self.scope_whole_fiches, code=fiche_code)
        if fiche_code is None or rows.empty:
            return "Tout le plan"
        return typeset(f"{fiche_code} – {rows['title'].iloc[0]}")

    scope_whole_fiches: pd.DataFrame = None  # type: ignore[assignment]
