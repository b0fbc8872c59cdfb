"""The values of indicators as anybody may see them: totals of the département added, small counts hidden.

Screens and documents read indicators' values from here, so that nothing hidden in a map shows in a chart.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import pandas as pd

from data.french import number
from data.measures.aggregation import aggregate_territories, value_of
from data.measures.columns import Row, records, table
from data.measures.masking import Sum, count_of, is_small, protect
from data.measures.nesting import FINEST, owners
from data.measures.thresholds import threshold
from data.measures.units import masks_value, smallest_of
from data.situation import COLUMNS, Situation
from data.vocabulary import Aggregation

READABLE = (*COLUMNS["measures"], "masked", "summed")
"""Columns: those of measures, `masked` (a small count: its numbers and its comment are emptied) and `summed` (« somme
de 15 territoires sur 16 » for a total worked out from them; None for a value that somebody gave)."""

WORKED_OUT = {
    Aggregation.SUM: "somme",
    Aggregation.RATIO: "rapport des sommes",
    Aggregation.WEIGHTED_MEAN: "moyenne pondérée",
}
"""Ways of adding territories up that give a value, and what a value so worked out is called."""


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
    nested = [owners(situation.territories, kind) for kind in FINEST]
    return {
        str(indicator["code"]): table(
            _masked(indicator, own + _totals(indicator, own, whole, peers), whole, kinds, nested), READABLE
        )
        for indicator in records(situation.indicators)
        if (own := rows.get(str(indicator["code"])))
    }


def _totals(indicator: Mapping[str, Any], rows: list[Row], whole: str, peers: Sequence[str]) -> list[Row]:
    declared = Aggregation(str(indicator["territory_aggregation"]))
    if declared not in WORKED_OUT:
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
            "summed": f"{WORKED_OUT[declared]} de {number(len(parts))} territoires sur {number(len(peers))}",
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
    sums = [(len(parts), range(len(parts)))]
    whole = str(total["territory_code"])
    alone = _hidden(indicator, parts, whole, [], smallest)
    return alone != _hidden(indicator, [*parts, total], whole, sums, smallest)


def _masked(
    indicator: Mapping[str, Any],
    rows: list[Row],
    whole: str,
    kinds: Mapping[str, str],
    nested: Sequence[Mapping[str, str]],
) -> list[Row]:
    """The rows with small counts emptied, in the same order: neither the département's total nor that of a territory
    gives back one of its parts (`nested`: for each level, territory → the one of that level that holds it).

    What was written with a hidden count goes with it: a comment may say the number.
    """
    smallest = smallest_of(indicator)
    if smallest is None:
        return rows
    adds_up = indicator["territory_aggregation"] not in (Aggregation.NONE, Aggregation.LAST)
    counted = [*rows, *_implied(rows, whole, kinds, nested)] if adds_up else rows
    sums = list(_sums(counted, whole, kinds, nested)) if adds_up else []
    hidden = _hidden(indicator, counted, whole, sums, smallest)
    empty = dict.fromkeys(("value", "numerator", "denominator", "qualifier", "text")) | {"masked": True}
    return [row | empty if at in hidden else row for at, row in enumerate(rows)]


def _sums(rows: list[Row], whole: str, kinds: Mapping[str, str], nested: Sequence[Mapping[str, str]]) -> Iterator[Sum]:
    """What adds up to what on one day: each level to the département, and to each territory of a wider level."""
    at: defaultdict[tuple[str, Any], list[int]] = defaultdict(list)
    days = dict.fromkeys((row["on"], bool(row["baseline"])) for row in rows)
    for position, row in enumerate(rows):
        at[str(row["territory_code"]), (row["on"], bool(row["baseline"]))].append(position)
    families = _families(dict.fromkeys(str(row["territory_code"]) for row in rows), whole, kinds, nested)
    for (owner, _), members in families.items():
        for day in days:
            parts = [position for code in members for position in at.get((code, day), ())]
            for total in at.get((owner, day), ()):
                yield total, parts


def _families(
    codes: Iterable[str], whole: str, kinds: Mapping[str, str], nested: Sequence[Mapping[str, str]]
) -> dict[tuple[str, str], list[str]]:
    """(territory that holds them, their level) → these territories, at every level above theirs."""
    families: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
    for code in codes:
        if code == whole:
            continue
        for owner in dict.fromkeys((whole, *(owner_of[code] for owner_of in nested if code in owner_of))):
            families[owner, kinds.get(code, "")].append(code)
    return families


def _implied(
    rows: Sequence[Row], whole: str, kinds: Mapping[str, str], nested: Sequence[Mapping[str, str]]
) -> Iterator[Row]:
    """The totals that nobody gave and that two levels, each with all its parts, both tell: who sees one knows them."""
    met = {kinds.get(str(row["territory_code"])) for row in rows if row["territory_code"] != whole}
    if len(met) < 2:
        return
    by_day: defaultdict[tuple[Any, bool], dict[str, Row]] = defaultdict(dict)
    for row in rows:
        by_day[row["on"], bool(row["baseline"])][str(row["territory_code"])] = row
    of_owner: defaultdict[str, list[list[str]]] = defaultdict(list)
    for (owner, kind), members in _families(kinds, whole, kinds, nested).items():
        if kind in met:
            of_owner[owner].append(members)
    for (on, baseline), given in by_day.items():
        for owner, levels in of_owner.items():
            counts = [[count_of(given[code]) for code in members if code in given] for members in levels]
            complete = [
                sum(count for count in level if count is not None)
                for level, members in zip(counts, levels, strict=True)
                if len(level) == len(members) and None not in level
            ]
            if owner not in given and len(complete) > 1:
                told = {"territory_code": owner, "on": on, "baseline": baseline}
                yield {**dict.fromkeys(READABLE), **told, "numerator": complete[0]}


def _hidden(
    indicator: Mapping[str, Any], rows: Sequence[Row], whole: str, sums: Sequence[Sum], smallest: float
) -> set[int]:
    """Positions of the rows to hide. A territory's count is protected where the département's may be public."""
    counts = [
        count_of(row) if row["numerator"] is not None or masks_value(indicator, in_territory=True) else None
        for row in rows
    ]
    small = {
        at
        for at, row in enumerate(rows)
        if counts[at] is not None
        and is_small(row, smallest)
        and (row["numerator"] is not None or masks_value(indicator, in_territory=row["territory_code"] != whole))
    }
    return protect(counts, small, sums, smallest)
