"""What the page reads: where each indicator stands, and its values as anybody may see them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import pandas as pd

from components.view import View
from data.french import typeset
from data.measures.figure import Figure, Stamp
from data.measures.indicator_board import Standing, standings
from data.measures.indicator_detail import figure_of, points
from data.measures.readable import no_measures, readable_measures
from data.place_names import short_name
from data.selection import narrow
from data.situation import Situation, where


@dataclass(frozen=True)
class Board:
    """The indicators of the view.

    Attributes:
        whole: the plan; scope: narrowed by every filter but the territory, which says whose values are read.
        place: code of that territory, else the département's; place_name: its name, None for the département.
        everything: the indicators of the plan in the document's order; found: those of the scope.
        measures: indicator code → its readable values.
        view: remembers what is computed on it.
    """

    whole: Situation
    scope: Situation
    place: str
    place_name: str | None
    everything: list[Standing]
    found: list[Standing]
    measures: dict[str, pd.DataFrame]
    view: View

    @property
    def stamp(self) -> Stamp:
        return Stamp(self.whole.as_of, self.whole.period.code)

    @property
    def span(self) -> tuple[date, date]:
        """First and last day of every chart of the page: the plan's, and any value before it."""
        starts_on = self.whole.plan.starts_on
        first = min((rows["on"].min() for rows in self.measures.values()), default=starts_on)
        return min(first, starts_on), self.whole.plan.ends_on

    def values(self, code: str) -> pd.DataFrame:
        return self.measures.get(code, no_measures())

    def targets(self, code: str) -> pd.DataFrame:
        return where(self.whole.targets, indicator_code=code)

    def points(self, one: Standing) -> pd.DataFrame:
        """The points of its chart."""
        return self.view.once(
            f"points {one.code}",
            lambda: points(one.indicator, self.values(one.code), self.targets(one.code), self.place, self.whole.as_of),
        )

    def figure(self, one: Standing) -> Figure:
        """Its last value as a figure that explains itself."""
        return self.view.once(
            f"chiffre {one.code}",
            lambda: figure_of(one, self.values(one.code), self.targets(one.code), self.place, self.stamp),
        )

    def fiche(self, code: str | None) -> str:
        """« P9 – Prévenir… », « Tout le plan » for an indicator that hangs from no fiche."""
        for one, title in zip(self.whole.fiches["code"], self.whole.fiches["title"], strict=True):
            if one == code:
                return typeset(f"{one} – {title}")
        return "Tout le plan"


def read(now: View) -> Board:
    """The board of this view."""
    whole = now.whole
    place = now.filter.territory or whole.plan.departement_code
    scope = now.once("indicateurs_portee", lambda: narrow(whole, now.filter.without("territory")))
    everything = now.once("indicateurs", lambda: standings(whole, place))
    codes = set(scope.indicators["code"])
    names = dict(zip(whole.territories["code"], whole.territories["name"], strict=True))
    return Board(
        whole=whole,
        scope=scope,
        place=place,
        place_name=short_name(str(names[place])) if place != whole.plan.departement_code else None,
        everything=everything,
        found=[each for each in everything if each.code in codes],
        measures=now.once("indicateurs_valeurs", lambda: readable_measures(whole)),
        view=now,
    )
