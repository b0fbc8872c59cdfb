"""Adding up an indicator's values across territories or over time, only as the indicator declares.

A percentage keeps its numerator and denominator and is recomputed; it is never averaged. An absent value is
left out and counted, never read as 0.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from statistics import median
from typing import Any

from data.french import plural
from data.measures.columns import as_date, as_number
from data.measures.thresholds import threshold
from data.vocabulary import Aggregation

Measure = Mapping[str, Any]


@dataclass(frozen=True)
class Aggregate:
    """An aggregated value.

    Attributes:
        value: None when the aggregation is « aucune » or nothing can be added.
        numerator, denominator: kept for a ratio or a weighted mean, so that a wider one can be recomputed.
        used: rows that counted; missing: rows left out for want of a value, a base or a denominator.
    """

    value: float | None
    used: int
    missing: int
    numerator: float | None = None
    denominator: float | None = None

    @property
    def note(self) -> str | None:
        """« 3 valeurs absentes », or None when all are there."""
        return plural(self.missing, "valeur absente", "valeurs absentes") if self.missing else None


def value_of(row: Measure, scale: float | None = None) -> float | None:
    """The value of a row; recomputed from numerator and denominator when `scale` is given or it has none.

    `scale`: 100 for a percentage, 1 for a plain ratio.
    """
    value = as_number(row["value"])
    top, bottom = as_number(row["numerator"]), as_number(row["denominator"])
    if top is None or not bottom or (value is not None and scale is None):
        return value
    return (100.0 if scale is None else scale) * top / bottom


def aggregate_territories(
    rows: Sequence[Measure],
    aggregation: Aggregation | str,
    scale: float = 100,
    bases: Mapping[str, float] | None = None,
) -> Aggregate:
    """One value for several territories (one row each).

    Args:
        aggregation: the indicator's declared way; « derniere » means nothing across territories: no value.
        scale: 100 when a ratio of sums is shown in percent, 1 for a plain ratio.
        bases: territory → named base of a weighted mean (population…); its denominator when absent.
    """
    if aggregation == Aggregation.SUM:
        return _sum(rows)
    if aggregation == Aggregation.RATIO:
        return _ratio(rows, scale)
    if aggregation == Aggregation.WEIGHTED_MEAN:
        weights = [(bases or {}).get(str(r["territory_code"])) if bases else r["denominator"] for r in rows]
        return _weighted(rows, weights)
    return Aggregate(None, 0, len(rows))


def aggregate_time(rows: Sequence[Measure], aggregation: Aggregation | str, scale: float = 100) -> Aggregate:
    """One value for several dates of one territory; a mean weighs each by its denominator, else equally."""
    if aggregation == Aggregation.SUM:
        return _sum(rows)
    if aggregation == Aggregation.RATIO:
        return _ratio(rows, scale)
    if aggregation == Aggregation.WEIGHTED_MEAN:
        bases = [as_number(row["denominator"]) for row in rows]
        return _weighted(rows, bases if any(bases) else [1.0] * len(rows))
    if aggregation == Aggregation.LAST:
        return _last(rows)
    return Aggregate(None, 0, len(rows))


def _sum(rows: Sequence[Measure]) -> Aggregate:
    known = [value for row in rows if (value := as_number(row["value"])) is not None]
    return Aggregate(sum(known) if known else None, len(known), len(rows) - len(known))


def _ratio(rows: Sequence[Measure], scale: float) -> Aggregate:
    pairs = [(as_number(row["numerator"]), as_number(row["denominator"])) for row in rows]
    known = [(top, bottom) for top, bottom in pairs if top is not None and bottom is not None]
    above, below = sum(top for top, _ in known), sum(bottom for _, bottom in known)
    missing = len(rows) - len(known)
    if not known or below == 0:
        return Aggregate(None, len(known), missing)
    return Aggregate(scale * above / below, len(known), missing, above, below)


def _weighted(rows: Sequence[Measure], bases: Sequence[Any]) -> Aggregate:
    pairs = [(as_number(row["value"]), as_number(base)) for row, base in zip(rows, bases, strict=True)]
    known = [(value, base) for value, base in pairs if value is not None and base]
    above, below = sum(value * base for value, base in known), sum(base for _, base in known)
    missing = len(rows) - len(known)
    return Aggregate(above / below if below else None, len(known), missing, above, below)


def _last(rows: Sequence[Measure]) -> Aggregate:
    known = [row for row in rows if value_of(row) is not None]
    if not known:
        return Aggregate(None, 0, len(rows))
    row = max(known, key=lambda row: as_date(row["on"]) or date.min)
    top, bottom = as_number(row["numerator"]), as_number(row["denominator"])
    return Aggregate(value_of(row), 1, len(rows) - len(known), top, bottom)


@dataclass(frozen=True)
class Gap:
    """A territory's value against the median of the territories of its level, in points."""

    value: float
    median: float
    peers: int

    @property
    def points(self) -> float:
        return round(self.value - self.median, 9)


def gap_to_median(value: float | None, peers: Sequence[float | None]) -> Gap | None:
    """The gap of a value to the median of its peers, itself among them; None under 3 known peers.

    A median of 0, and a value of 0, are values.
    """
    known = [peer for peer in peers if peer is not None]
    if value is None or len(known) < threshold("smallest_peers"):
        return None
    return Gap(value, median(known), len(known))
