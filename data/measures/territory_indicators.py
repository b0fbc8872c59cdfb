"""Indicators that have values by territory: the last ones, as anybody may see them, against the other territories.

Values come from `readable`: what is hidden there is hidden here, on the map, in its list and in its table.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from statistics import median
from typing import Any

import pandas as pd

from data.french import number, short_day
from data.measures.aggregation import gap_to_median, value_of
from data.measures.columns import Row, as_number, records, table
from data.measures.readable import readable_measures
from data.measures.units import with_unit, written
from data.situation import Situation
from data.vocabulary import MeasureKind

COMPARED_COLUMNS = ("indicator_code", "title", "here", "median", "smallest", "largest", "known", "on")

_NUMBERED = (MeasureKind.TARGET, MeasureKind.FOLLOW_UP)


@dataclass(frozen=True)
class Reading:
    """The last value of an indicator in one territory. value: None when masked; text: as written, with its unit."""

    value: float | None
    text: str
    masked: bool
    on: str


@dataclass(frozen=True)
class Read:
    """An indicator and what is known of it in the compared territories, by code. `percent`: values are rates."""

    indicator: Row
    by_territory: dict[str, Reading]
    percent: bool

    @property
    def shown(self) -> list[float]:
        return [one.value for one in self.by_territory.values() if one.value is not None]

    @property
    def median(self) -> float | None:
        """Of the values shown; None under three of them."""
        return median(self.shown) if self.gap(0) is not None else None

    def gap(self, value: float | None) -> float | None:
        """A value minus the median, in the indicator's unit (in points for a rate)."""
        found = gap_to_median(value, self.shown)
        return None if found is None else found.points

    def text(self, value: float | None) -> str:
        return "—" if value is None else with_unit(value, self.indicator["unit"], is_percent=self.percent)

    def gap_text(self, gap: float | None) -> str:
        """« +12 usagers », « −3 points », « à la médiane »; empty without a gap."""
        if gap is None:
            return ""
        if abs(gap) < 0.05:
            return "à la médiane"
        size = f"{number(abs(gap))} points" if self.percent else self.text(abs(gap))
        return f"{'+' if gap > 0 else '−'}{size}"


def read_by_territory(situation: Situation) -> dict[str, Read]:
    """Indicator code → its last values, for indicators with a number in some compared territory, in plan order."""
    peers = set(situation.peers["code"])
    readable = readable_measures(situation)
    found: dict[str, Read] = {}
    for indicator in records(situation.indicators):
        code = str(indicator["code"])
        if code not in readable or indicator["measure_kind"] not in _NUMBERED:
            continue
        last = _last_rows(readable[code], peers)
        if last:
            values = {place: _reading(indicator, row) for place, row in last.items()}
            found[code] = Read(indicator, values, any(row["denominator"] for row in last.values()))
    return found


def _last_rows(measures: pd.DataFrame, peers: set[str]) -> dict[str, Row]:
    """Territory → its last row with a number, hidden or not; starting values are not « where it stands »."""
    last: dict[str, Row] = {}
    for row in sorted(records(measures), key=lambda row: row["on"]):
        said = row["masked"] or value_of(row) is not None
        if said and not row["baseline"] and row["territory_code"] in peers:
            last[str(row["territory_code"])] = row
    return last


def _reading(indicator: Mapping[str, Any], row: Row) -> Reading:
    value = None if row["masked"] else as_number(value_of(row))
    return Reading(value, written(row, indicator["unit"]), bool(row["masked"]), short_day(row["on"]))


def compared(found: Mapping[str, Read], territory_code: str) -> pd.DataFrame:
    """Each indicator in a territory beside the median, smallest and largest shown values of its level.

    Columns: COMPARED_COLUMNS, written in French; `known`: territories whose value is shown.
    """
    rows: list[Row] = []
    for code, read in found.items():
        here = read.by_territory.get(territory_code)
        rows.append(
            {
                "indicator_code": code,
                "title": read.indicator["title"],
                "here": here.text if here else "non renseigné",
                "median": read.text(read.median) if read.median is not None else "moins de 3 valeurs",
                "smallest": read.text(min(read.shown, default=None)),
                "largest": read.text(max(read.shown, default=None)),
                "known": len(read.shown),
                "on": here.on if here else "—",
            }
        )
    return table(rows, COMPARED_COLUMNS)
