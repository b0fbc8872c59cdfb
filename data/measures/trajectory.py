"""The points of an indicator's chart: where it started, what was measured, what was aimed at."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

import pandas as pd

from data.measures.aggregation import value_of
from data.measures.columns import Row, as_date, as_number, keep, records, table, texts
from data.measures.indicators import series

COLUMNS = ("on", "kind", "value", "qualifier", "text", "source")
START, VALUE, TARGET, EXPECTED = "départ", "valeur", "cible", "attendu"


def trajectory(
    indicator_code: str,
    measures: pd.DataFrame,
    targets: pd.DataFrame,
    territory_code: str,
    as_of: date | None = None,
) -> pd.DataFrame:
    """One row per point, in order of date. Columns: on, kind, value, qualifier, text, source.

    kind: « départ » (the baseline), « valeur » (an absent one is a gap, not 0), « cible », and « attendu »,
    the straight line from the baseline through the targets.
    """
    known = series(measures, indicator_code, territory_code, as_of)
    rows: list[Row] = [
        {
            "on": row["on"],
            "kind": START if row["baseline"] else VALUE,
            "value": value_of(row),
            **{name: row[name] for name in ("qualifier", "text", "source")},
        }
        for row in known
    ]
    aims = _targets(targets, indicator_code, territory_code)
    rows += [_point(day, TARGET, value) for day, value in aims]
    start = next(((row["on"], row["value"]) for row in rows if row["kind"] == START), None)
    if start is not None and aims:
        later = [(day, value) for day, value in aims if day > start[0]]
        rows += [_point(day, EXPECTED, value) for day, value in [start, *later]]
    order = (START, VALUE, TARGET, EXPECTED)
    return table(sorted(rows, key=lambda row: (row["on"], order.index(row["kind"]))), COLUMNS)


def _point(on: date, kind: str, value: float | None) -> Row:
    return {"on": on, "kind": kind, "value": value, "qualifier": None, "text": None, "source": None}


def _targets(targets: pd.DataFrame, indicator_code: str, territory_code: str) -> list[tuple[date, float]]:
    pairs = zip(texts(targets, "indicator_code"), texts(targets, "territory_code"), strict=True)
    rows = records(keep(targets, [pair == (indicator_code, territory_code) for pair in pairs]))
    dated = [(as_date(row["due_on"]), as_number(row["value"])) for row in rows]
    return sorted((day, value) for day, value in dated if day is not None and value is not None)


def expected_value(
    indicator_code: str,
    measures: pd.DataFrame,
    targets: pd.DataFrame,
    territory_code: str,
    on: date,
) -> float | None:
    """The value expected on a day, read on the straight line of « attendu »; None outside it."""
    points = [
        (row["on"], float(row["value"]))
        for row in records(trajectory(indicator_code, measures, targets, territory_code))
        if row["kind"] == EXPECTED and row["value"] is not None
    ]
    for (day, value), (next_day, next_value) in pairwise(points):
        if day <= on <= next_day:
            return value + (next_value - value) * (on - day).days / (next_day - day).days
    return None
