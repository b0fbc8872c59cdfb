"""Indicators: rate of progress to a target, trend, milestone, due date.

VI is the starting value, VA the current one, VC the target. The raw rate is kept; the shown one is bounded
and goes with a word, so that a regression never reads as « unknown ». Only kind `cible` has a rate.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Literal

import pandas as pd

from data.french import number, percent, short_day, typeset
from data.measures.aggregation import (
    Aggregate,
    Gap,
    aggregate_territories,
    aggregate_time,
    gap_to_median,
    value_of,
)
from data.measures.columns import Row, as_date, as_number, keep, records, rows_at, table, texts
from data.measures.figure import NOT_COMPUTABLE, Coverage, Figure, Stamp
from data.measures.follow_up import FollowUp, MilestoneState, follow_up, milestone_state, qualitative
from data.vocabulary import Direction, MeasureKind

__all__ = [
    "Aggregate", "FollowUp", "Gap", "IndicatorRate", "MilestoneState", "aggregate_territories",
    "aggregate_time", "due_on", "follow_up", "gap_to_median", "global_rate", "indicator_figure", "latest",
    "milestone_state", "qualitative", "raw_rate", "regression_word", "series", "shown_rate", "value_of",
    "yearly_rate",
]  # fmt: skip

LAST = "Dernière valeur connue."
"""The formula of a value that is shown as it was given."""

INDICATORS_KNOWN = ("indicateur renseigné", "indicateurs renseignés")
"""What a coverage of indicators counts, in words."""

FORMULAS = {
    Direction.UP: "(valeur actuelle − départ) ÷ (cible − départ) × 100, borné entre 0 et 100.",
    Direction.HOLD: "100 tant que l’écart à la cible reste toléré, puis baisse régulière jusqu’à 0.",
}
FORMULAS[Direction.DOWN] = FORMULAS[Direction.UP]


def raw_rate(
    direction: Direction | str,
    start: float | None,
    current: float | None,
    target: float | None,
    tolerance: float | None = None,
) -> float | None:
    """Unbounded rate of progress in percent; None when a needed value is absent.

    « hausse » and « baisse » share one formula; « maintien » needs no starting value.
    """
    if current is None or target is None:
        return None
    if direction == Direction.HOLD:
        return _held_rate(current, target, tolerance or 0.0)
    if start is None:
        return None
    if start == target:
        held = current >= target if direction == Direction.UP else current <= target
        return 100.0 if held else 0.0
    return 100 * (current - start) / (target - start)


def _held_rate(current: float, target: float, tolerance: float) -> float:
    if tolerance <= 0:
        return 100.0 if current == target else 0.0
    beyond = max(0.0, abs(current - target) - tolerance)
    return 100 * max(0.0, 1 - beyond / tolerance)


def shown_rate(raw: float | None) -> float | None:
    """The raw rate bounded to 0-100; None stays None, 0 stays 0."""
    return None if raw is None else min(100.0, max(0.0, raw))


def regression_word(raw: float | None) -> str | None:
    """What the bounds hide: « régression » under 0, « cible dépassée » over 100, else None."""
    if raw is None or 0 <= raw <= 100:
        return None
    return "régression" if raw < 0 else "cible dépassée"


@dataclass(frozen=True)
class IndicatorRate:
    """A rate and what it was computed from.

    Attributes:
        raw, shown: percent, unbounded and bounded; None when not computable.
        word: « régression », « cible dépassée » or None.
        start, current, target, current_on, target_on: VI, VA, VC and their dates. VA is the last value after
            the starting one: until there is one, nothing is computable.
    """

    raw: float | None
    start: float | None
    current: float | None
    target: float | None
    current_on: date | None
    target_on: date | None

    @property
    def shown(self) -> float | None:
        return shown_rate(self.raw)

    @property
    def word(self) -> str | None:
        return regression_word(self.raw)

    @property
    def text(self) -> str:
        """« 40 % », « 0 % (régression) », « non calculable »."""
        if self.shown is None:
            return NOT_COMPUTABLE
        return percent(self.shown) + (f" ({self.word})" if self.word else "")


def series(measures: pd.DataFrame, indicator_code: str, territory_code: str, as_of: date | None = None) -> list[Row]:
    """The values of one indicator in one territory up to a day, oldest first (absent values kept)."""
    rows = [
        row
        for row in records(_of(measures, indicator_code, territory_code))
        if (day := as_date(row["on"])) is not None and (as_of is None or day <= as_of)
    ]
    return sorted(rows, key=lambda row: (row["on"], as_date(row["said_on"]) or date.min))


def _of(frame: pd.DataFrame, indicator_code: str, territory_code: str) -> pd.DataFrame:
    pairs = zip(texts(frame, "indicator_code"), texts(frame, "territory_code"), strict=True)
    return keep(frame, [pair == (indicator_code, territory_code) for pair in pairs])


def yearly_rate(
    indicator: Mapping[str, Any],
    measures: pd.DataFrame,
    targets: pd.DataFrame,
    territory_code: str,
    as_of: date,
) -> IndicatorRate:
    """Rate to the last target dated in the year of `as_of`."""
    return _rate(indicator, measures, targets, territory_code, as_of, "year")


def global_rate(
    indicator: Mapping[str, Any],
    measures: pd.DataFrame,
    targets: pd.DataFrame,
    territory_code: str,
    as_of: date,
) -> IndicatorRate:
    """Rate to the last target of the plan."""
    return _rate(indicator, measures, targets, territory_code, as_of, "plan")


def _rate(
    indicator: Mapping[str, Any],
    measures: pd.DataFrame,
    targets: pd.DataFrame,
    territory_code: str,
    as_of: date,
    horizon: Literal["year", "plan"],
) -> IndicatorRate:
    code = str(indicator["code"])
    known = [row for row in series(measures, code, territory_code, as_of) if value_of(row) is not None]
    first = next((row for row in known if row["baseline"]), None)
    known = [row for row in known if not row["baseline"]]
    aims = [
        (day, value)
        for row in records(_of(targets, code, territory_code))
        if (day := as_date(row["due_on"])) is not None
        and (value := as_number(row["value"])) is not None
        and (horizon == "plan" or day.year == as_of.year)
    ]
    target_on, target = max(aims, default=(None, None))
    start = value_of(first) if first else None
    current = value_of(known[-1]) if known else None
    raw = None
    if indicator["measure_kind"] == MeasureKind.TARGET and indicator["direction"] is not None:
        tolerance = as_number(indicator["tolerance"])
        raw = raw_rate(str(indicator["direction"]), start, current, target, tolerance)
    return IndicatorRate(raw, start, current, target, as_date(known[-1]["on"]) if known else None, target_on)


def indicator_figure(
    indicator: Mapping[str, Any],
    measures: pd.DataFrame,
    targets: pd.DataFrame,
    territory_code: str,
    stamp: Stamp,
) -> Figure:
    """Global rate of an indicator as a Figure; of any kind but `cible`, its last value."""
    as_of = stamp.as_of or date.max
    rate = global_rate(indicator, measures, targets, territory_code, as_of)
    rows = [r for r in series(measures, str(indicator["code"]), territory_code, as_of) if value_of(r) is not None]
    is_rate = indicator["measure_kind"] == MeasureKind.TARGET
    unit = "%" if is_rate else str(indicator["unit"] or "")
    text = rate.text if is_rate else (f"{number(rate.current)} {unit}".strip() if rows else NOT_COMPUTABLE)
    where = f" au {short_day(rate.current_on)}" if rate.current_on else ""
    direction = indicator["direction"]
    formula = FORMULAS[Direction(str(direction))] if is_rate and direction else LAST
    return Figure(
        key=f"indicateur_{indicator['code']}",
        title=str(indicator["title"]),
        value=rate.shown if is_rate else rate.current,
        unit=unit,
        text=text,
        sentence=typeset(f"{indicator['title']} : {text}{where}."),
        formula=formula,
        numerator=rate.raw,
        inputs=_shown(rows),
        coverage=Coverage(1, int(bool(rows)), int(bool(rows)), INDICATORS_KNOWN),
        as_of=stamp.as_of,
        period_code=stamp.period_code,
        authors=tuple(sorted({str(row["author"]) for row in rows if row["author"]})),
        flags=tuple(word for word in (rate.word,) if word),
    )


def _shown(rows: Sequence[Row]) -> pd.DataFrame:
    names = ("Date", "Valeur", "Nuance", "Numérateur", "Dénominateur", "Source", "Dit par")
    keys = ("on", "value", "qualifier", "numerator", "denominator", "source", "author")
    return table([dict(zip(names, (row[key] for key in keys), strict=True)) for row in rows], names)


def latest(measures: pd.DataFrame, as_of: date | None = None) -> pd.DataFrame:
    """The last row that says something, for each indicator and territory (a value, 0 included, or a text)."""
    best: dict[tuple[Any, Any], tuple[date, date, int]] = {}
    for at, row in enumerate(records(measures)):
        day = as_date(row["on"])
        if day is None or (as_of is not None and day > as_of) or (value_of(row) is None and not row["text"]):
            continue
        key = (row["indicator_code"], row["territory_code"])
        rank = (day, as_date(row["said_on"]) or date.min, at)
        best[key] = max(best.get(key, rank), rank)
    return rows_at(measures, sorted(at for *_, at in best.values()))


def due_on(last_on: date | None, periodicity_months: float | None, availability_months: float | None) -> date | None:
    """Day by which the next value is due: end of the last one's period + periodicity + availability.

    None without a last value or a periodicity. The end of a month gives the end of a month.
    """
    if last_on is None or periodicity_months is None:
        return None
    return _months_later(last_on, int(periodicity_months) + int(availability_months or 0))


def _months_later(day: date, months: int) -> date:
    first = _first_of_month(day.year, day.month - 1 + months)
    last = _first_of_month(day.year, day.month + months) - timedelta(days=1)
    month_end = (day + timedelta(days=1)).day == 1
    return last if month_end else first.replace(day=min(day.day, last.day))


def _first_of_month(year: int, month: int) -> date:
    return date(year + month // 12, month % 12 + 1, 1)
