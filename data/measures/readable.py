"""The values of indicators as anybody may see them: totals of the département added, small counts hidden.

Screens and documents read indicators' values from here, so that nothing hidden in a map shows in a chart.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import pandas as pd

from data.french import number
from data.measures.aggregation import aggregate_territories, value_of
from data.measures.columns import Row, records, table
from data.measures.masking import mask
from data.measures.thresholds import threshold
from data.measures.units import masks_value, smallest_of
from data.situation import COLUMNS, Situation
from data.vocabulary import Aggregation

READABLE = (*COLUMNS["measures"], "masked", "summed")
"""Columns: those of measures, `masked` (a small count: its numbers are emptied) and `summed` (« somme de 15
territoires sur 16 » for a total worked out from them; None for a value that somebody gave)."""

_WORDS = {
    Aggregation.SUM: "somme",
    Aggregation.RATIO: "rapport des sommes",
    Aggregation.WEIGHTED_MEAN: "moyenne pondérée",
}


def no_measures() -> pd.DataFrame:
    """The values of an indicator that has none."""
    return table([], READABLE)


def readable_measures(situation: Situation) -> dict[str, pd.DataFrame]:
    """Indicator code → its values, columns READABLE. An indicator without a value has no entry.

    A total of the département that nobody gave is worked out as the indicator declares, on the dates for which at
    least half of the territories have a value, unless it would give a small count away.
    """
    whole = situation.plan.departement_code
    kinds = dict(zip(situation.territories["code"], situation.territories["kind"], strict=True))
    peers = [code for code, kind in kinds.items() if kind == situation.territory_level]
    rows: defaultdict[str, list[Row]] = defaultdict(list)
    for row in records(situation.measures):
        rows[str(row["indicator_code"])].append(row | {"masked": False, "summed": None})
    return {
        str(indicator["code"]): table(
            _masked(indicator, own + _totals(indicator, own, whole, peers), whole, kinds), READABLE
        )
        for indicator in records(situation.indicators)
        if (own := rows.get(str(indicator["code"])))
    }


def _totals(indicator: Mapping[str, Any], rows: list[Row], whole: str, peers: Sequence[str]) -> list[Row]:
    declared = Aggregation(str(indicator["territory_aggregation"]))
    if declared not in _WORDS:
        return []
    given = {(row["on"], bool(row["baseline"])) for row in rows if row["territory_code"] == whole}
    by_date: defaultdict[tuple[Any, bool], list[Row]] = defaultdict(list)
    for row in rows:
        if row["territory_code"] in peers and value_of(row) is not None:
            by_date[row["on"], bool(row["baseline"])].append(row)
    totals: list[Row] = []
    for when, parts in by_date.items():
        if when in given or 100 * len(parts) < threshold("low_coverage") * len(peers):
            continue
        found = aggregate_territories(parts, declared)
        if found.value is None or found.missing:
            continue
        ratio = declared == Aggregation.RATIO
        total: Row = parts[0] | {
            "territory_code": whole,
            "value": found.value,
            "numerator": found.numerator if ratio else None,
            "denominator": found.denominator if ratio else None,
            "summed": f"{_WORDS[declared]} de {number(len(parts))} territoires sur {number(len(peers))}",
            **dict.fromkeys(("qualifier", "text", "source", "author"), None),
        }
        if not _gives_away(indicator, parts, total):
            totals.append(total)
    return totals


def _gives_away(indicator: Mapping[str, Any], parts: list[Row], total: Row) -> bool:
    """Whether publishing a worked out total asks for more hiding than leaving it unsaid."""
    smallest = smallest_of(indicator)
    if smallest is None:
        return False
    cells = range(len(parts))
    alone = _hidden(indicator, parts, cells, set(), smallest)
    return alone != _hidden(indicator, [*parts, total], [*cells, len(parts)], {len(parts)}, smallest)


def _masked(indicator: Mapping[str, Any], rows: list[Row], whole: str, kinds: Mapping[str, str]) -> list[Row]:
    """The rows with small counts emptied, in the same order."""
    smallest = smallest_of(indicator)
    if smallest is None:
        return rows
    by_level: defaultdict[str, list[int]] = defaultdict(list)
    totals = {at for at, row in enumerate(rows) if row["territory_code"] == whole}
    for at, row in enumerate(rows):
        if at not in totals:
            by_level[kinds.get(str(row["territory_code"]), "")].append(at)
    hidden: set[int] = set()
    for cells in by_level.values() or [[]]:
        hidden |= _hidden(indicator, rows, [*totals, *cells], totals, smallest)
    empty = {"value": None, "numerator": None, "denominator": None, "qualifier": None, "masked": True}
    return [row | empty if at in hidden else row for at, row in enumerate(rows)]


def _hidden(
    indicator: Mapping[str, Any], rows: list[Row], positions: Iterable[int], totals: set[int], smallest: float
) -> set[int]:
    """Positions of the rows to hide among `positions`; a total is one only where values add up."""
    kept = [
        at
        for at in positions
        if rows[at]["numerator"] is not None or masks_value(indicator, in_territory=at not in totals)
    ]
    adds_up = indicator["territory_aggregation"] not in (Aggregation.NONE, Aggregation.LAST)
    marks = [{"when": (rows[at]["on"], bool(rows[at]["baseline"])), "total": at in totals} for at in kept]
    frame = table(
        [rows[at] | mark for at, mark in zip(kept, marks, strict=True)],
        ("when", "total", "value", "numerator", "denominator"),
    )
    shown = mask(frame, smallest=smallest, group="when", total="total" if adds_up else None)
    return {at for at, flag in zip(kept, list(shown["masked"]), strict=True) if flag}
