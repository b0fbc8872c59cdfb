"""Values of indicators as the journal may tell them: in their unit, and not where small counts would be given away.

Pages hide a small count and what would give it back by subtraction. The journal keeps every past value, so it is
stricter: of a date on which one count of an indicator is small, it tells no number of that indicator.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlmodel import Session, col

from data.french import typeset
from data.measures.follow_up import DONE, NOT_DONE
from data.measures.units import masks_value, smallest_of, with_unit
from data.model import Indicator, Measure, Territory
from data.reading.journal.entry import Entry
from data.vocabulary import MeasureKind, TerritoryKind

_COUNTS = ("value", "numerator", "denominator", "qualifier", "text")
Values = Mapping[str, Any]


@dataclass(frozen=True)
class Numbers:
    """Indicators by id, the ids of the départements, and the (indicator, day, baseline) that hold a small count."""

    indicators: Mapping[int, Values]
    whole: frozenset[int]
    small: frozenset[tuple[int, str, bool]]

    def hides(self, name: str, row: Values, entry: Entry) -> bool:
        """Whether a column of a value is not told. `row`: which value it is."""
        indicator = self.indicators.get(row.get("indicator_id", 0))
        if entry.table_name != "measure" or name not in _COUNTS or indicator is None:
            return False
        at = (indicator["id"], str(row.get("measured_on")), bool(row.get("baseline")))
        return at in self.small or any(_small(indicator, row, held, self.whole) for held in (entry.before, entry.after))

    def written(self, value: Any, row: Values, entry: Entry) -> str:
        """A number in the unit of its indicator; « fait » for a milestone."""
        key = row.get("id") if entry.table_name == "indicator" else row.get("indicator_id")
        indicator = self.indicators.get(key or 0, {})
        if indicator.get("measure_kind") == MeasureKind.MILESTONE:
            return DONE if value > 0 else NOT_DONE
        unit = indicator.get("unit")
        is_ratio = (entry.before | entry.after).get("numerator") is not None
        return with_unit(float(value), typeset(unit) if unit else None, is_percent=is_ratio)


def numbers_of(session: Session, entries: Sequence[Entry], rows: Mapping[tuple[str, str], Values]) -> Numbers:
    """What the entries that tell an indicator, a target or a value need."""
    ids: set[int] = set()
    for entry in entries:
        if entry.table_name in ("measure", "target", "indicator"):
            row = rows[entry.row]
            key = row.get("id") if entry.table_name == "indicator" else row.get("indicator_id")
            ids |= {key} if isinstance(key, int) else set()
    columns: list[Any] = [getattr(Indicator, name) for name in ("id", "title", "unit", "measure_kind", "threshold")]
    query = select(*columns).where(col(Indicator.id).in_(ids))
    indicators = {int(row["id"]): dict(row) for row in _rows(session, query)}
    wholes = _rows(session, select(col(Territory.id)).where(col(Territory.kind) == TerritoryKind.DEPARTEMENT.value))
    whole = frozenset(int(row["id"]) for row in wholes)
    return Numbers(indicators, whole, frozenset(_small_dates(session, indicators, whole)))


def _rows(session: Session, query: Any) -> list[dict[str, Any]]:
    return [dict(row) for row in session.connection().execute(query).mappings()]


def _small_dates(
    session: Session, indicators: Mapping[int, Values], whole: frozenset[int]
) -> Iterable[tuple[int, str, bool]]:
    names = ("indicator_id", "territory_id", "measured_on", "baseline", "value", "numerator", "denominator")
    columns: list[Any] = [getattr(Measure, name) for name in names]
    query = select(*columns).where(col(Measure.indicator_id).in_(indicators))
    for row in _rows(session, query):
        if _small(indicators[row["indicator_id"]], row, row, whole):
            yield row["indicator_id"], row["measured_on"].isoformat(), bool(row["baseline"])


def _small(indicator: Values, row: Values, held: Values, whole: frozenset[int]) -> bool:
    """Whether the counts in `held`, the value of `row`, are too small to be shown."""
    smallest = smallest_of(indicator)
    if smallest is None:
        return False
    counts = [held.get("numerator"), held.get("denominator")]
    if all(count is None for count in counts) and masks_value(indicator, row.get("territory_id") not in whole):
        counts = [held.get("value")]
    return any(count is not None and count < smallest for count in counts)
