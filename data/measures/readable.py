"""The values of indicators as anybody may see them: totals of the département added, small counts hidden.

Screens and documents read indicators' values from here, so that nothing hidden in a map shows in a chart.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from data.measures.aggregation import aggregate_territories, value_of
from data.measures.columns import Row, records, table
from data.measures.masking import mask
from data.measures.units import masks_value, smallest_of
from data.situation import COLUMNS, Situation
from data.vocabulary import Aggregation

READABLE = (*COLUMNS["measures"], "masked", "summed")
"""Columns: those of measures, `masked` (a small count: its numbers are emptied) and `summed` (how many
territories the total was worked out from; None for a value that somebody gave)."""


def readable_measures(situation: Situation) -> dict[str, pd.DataFrame]:
    """Indicator code → its values, columns READABLE. An indicator without a value has no entry.

    A total of the département that nobody gave is worked out as the indicator declares, only on a date for
    which every territory has a value: a partial total would read as a fall.
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
    given = {(row["on"], bool(row["baseline"])) for row in rows if row["territory_code"] == whole}
    by_date: defaultdict[tuple[Any, bool], list[Row]] = defaultdict(list)
    for row in rows:
        if row["territory_code"] in peers and value_of(row) is not None:
            by_date[row["on"], bool(row["baseline"])].append(row)
    totals: list[Row] = []
    for (on, baseline), parts in by_date.items():
        if (on, baseline) in given or len(parts) < len(peers):
            continue
        found = aggregate_territories(parts, Aggregation(str(indicator["territory_aggregation"])))
        if found.value is None or found.missing:
            continue
        ratio = indicator["territory_aggregation"] == Aggregation.RATIO
        totals.append(
            parts[0]
            | {
                "territory_code": whole,
                "value": found.value,
                "numerator": found.numerator if ratio else None,
                "denominator": found.denominator if ratio else None,
                "qualifier": None,
                "text": None,
                "source": None,
                "author": None,
                "summed": len(parts),
                "on": on,
                "baseline": baseline,
            }
        )
    return totals


def _masked(indicator: Mapping[str, Any], rows: list[Row], whole: str, kinds: Mapping[str, str]) -> list[Row]:
    """The rows with small counts emptied, in the same order; a total is one only where values add up."""
    smallest = smallest_of(indicator)
    if smallest is None:
        return rows
    adds_up = indicator["territory_aggregation"] not in (Aggregation.NONE, Aggregation.LAST)
    by_level: defaultdict[str, list[int]] = defaultdict(list)
    totals = [at for at, row in enumerate(rows) if row["territory_code"] == whole]
    for at, row in enumerate(rows):
        if row["territory_code"] != whole:
            by_level[kinds.get(str(row["territory_code"]), "")].append(at)
    protects_value = masks_value(indicator)
    hidden: set[int] = set()
    for cells in by_level.values() or [[]]:
        hidden |= _hidden(rows, [*totals, *cells], set(totals), smallest, protects_value, adds_up)
    empty = {"value": None, "numerator": None, "denominator": None, "qualifier": None, "masked": True}
    return [row | empty if at in hidden else row for at, row in enumerate(rows)]


def _hidden(
    rows: list[Row],
    positions: list[int],
    totals: set[int],
    smallest: float,
    protects_value: bool,
    adds_up: bool,
) -> set[int]:
    kept = [at for at in positions if protects_value or rows[at]["numerator"] is not None]
    marks = [{"when": (rows[at]["on"], bool(rows[at]["baseline"])), "total": at in totals} for at in kept]
    frame = table(
        [rows[at] | mark for at, mark in zip(kept, marks, strict=True)],
        ("when", "total", "value", "numerator", "denominator"),
    )
    shown = mask(frame, smallest=smallest, group="when", total="total" if adds_up else None)
    return {at for at, flag in zip(kept, list(shown["masked"]), strict=True) if flag}
