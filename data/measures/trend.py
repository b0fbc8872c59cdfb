"""A rate period after period: what was kept at each closing, then the period shown as it stands."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from data.freezing.trends import Trend
from data.french import share, typeset
from data.measures.columns import table
from data.measures.wording import at_period
from data.period import Period

COLUMNS = ("Période", "Taux", "Réalisées", "Comptées", "État")


@dataclass(frozen=True)
class Point:
    """A rate of one period. `frozen`: as kept at its closing."""

    period: Period
    numerator: float
    denominator: float
    frozen: bool

    @property
    def value(self) -> float | None:
        """In percent; None when nothing could be computed then."""
        return 100 * self.numerator / self.denominator if self.denominator else None

    @property
    def text(self) -> str:
        return share(round(self.numerator), round(self.denominator)) if self.denominator else "non calculable"


@dataclass(frozen=True)
class TrendLine:
    """The points of one measure, oldest first."""

    points: tuple[Point, ...]

    @property
    def sentence(self) -> str:
        """From the first computable point to the last, and whether the set that is counted has changed."""
        known = [point for point in self.points if point.value is not None]
        if len(known) < 2:
            return typeset("Pas encore deux périodes à comparer.")
        first, last = known[0], known[-1]
        told = f"{at_period(first.period)}, {first.text} ; {at_period(last.period)}, {last.text}"
        grown = "" if first.denominator == last.denominator else " L’ensemble compté a changé entre les deux."
        return typeset(f"Actions réalisées parmi celles dont la période est ouverte : {told}.{grown}")

    @property
    def frame(self) -> pd.DataFrame:
        """One line a period, for the table that goes with the chart."""
        rows = [
            {
                "Période": point.period.label,
                "Taux": point.text,
                "Réalisées": point.numerator if point.denominator else None,
                "Comptées": point.denominator,
                "État": "figé" if point.frozen else "en cours",
            }
            for point in self.points
        ]
        return table(rows, COLUMNS)


def trend_line(
    kept: Mapping[str, Sequence[Trend]], shown: Sequence[Trend], period: Period, *, frozen: bool, measure: str
) -> TrendLine:
    """The periods before `period` as kept at their closing, then `period` as shown.

    Args:
        kept: period code → trend figures of its last frozen state.
        shown: trend figures of the Situation shown.
        frozen: whether that Situation is itself a frozen state.
    """
    earlier = sorted(Period.parse(code) for code in kept if Period.parse(code) < period)
    points = [_point(one, kept[one.code], True, measure) for one in earlier]
    return TrendLine((*points, _point(period, shown, frozen, measure)))


def _point(period: Period, figures: Sequence[Trend], frozen: bool, measure: str) -> Point:
    found = next((figure for figure in figures if figure.measure == measure), None)
    if found is None:
        return Point(period, 0.0, 0.0, frozen)
    return Point(period, found.numerator, found.denominator, frozen)
