"""Indicators that have values by territory: the last ones, as anybody may see them, against the other territories.

Values come from `readable`: what is hidden there is hidden here, on the map, in its list and in its table. A level
that nobody gave (an EPCI, from its communes) is worked out as the indicator declares, never by averaging.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from statistics import median
from typing import Any

import pandas as pd

from data.french import number, plural, short_day
from data.measures.aggregation import aggregate_territories, gap_to_median, value_of
from data.measures.columns import Row, as_number, records
from data.measures.figure import NOT_COMPUTABLE
from data.measures.nesting import FINEST, owners
from data.measures.readable import WORKED_OUT, readable_measures
from data.measures.territory_words import NOUNS
from data.measures.thresholds import threshold
from data.measures.units import with_unit, written
from data.situation import Situation
from data.vocabulary import Aggregation, MeasureKind, TerritoryKind

_NUMBERED = (MeasureKind.TARGET, MeasureKind.FOLLOW_UP)
_LAST = "Dernière valeur connue de l’indicateur dans le territoire."


@dataclass(frozen=True)
class Reading:
    """The last value of an indicator in one territory.

    Attributes:
        value: None when masked, or when too few of its parts are known.
        text: as written, with its unit. worked_out: « somme de 12 communes sur 12 »; empty for a value that was given.
    """

    value: float | None
    text: str
    masked: bool
    on: str
    worked_out: str = ""


@dataclass(frozen=True)
class Read:
    """An indicator and what is known of it by territory.

    Attributes:
        levels: level → territory code → reading; only levels where something is known or masked.
        kind: the level compared (that of the plan, unless read `at` another).
        percent: values are rates.
    """

    indicator: Row
    levels: Mapping[TerritoryKind, Mapping[str, Reading]]
    kind: TerritoryKind
    percent: bool

    @property
    def kinds(self) -> tuple[TerritoryKind, ...]:
        """The levels, finest first."""
        return tuple(kind for kind in FINEST if kind in self.levels)

    def at(self, kind: TerritoryKind) -> Read:
        """The same indicator, compared at another level."""
        return replace(self, kind=kind)

    @property
    def by_territory(self) -> Mapping[str, Reading]:
        """Territory code → reading, at the level compared."""
        return self.levels.get(self.kind, {})

    @property
    def shown(self) -> list[float]:
        return [one.value for one in self.by_territory.values() if one.value is not None]

    @property
    def median(self) -> float | None:
        """Of the values shown; None under three of them."""
        return median(self.shown) if self.gap(0) is not None else None

    @property
    def formula(self) -> str:
        """What a value of this level is."""
        worked_out = any(one.worked_out for one in self.by_territory.values())
        how = WORKED_OUT.get(Aggregation(str(self.indicator["territory_aggregation"])), "")
        return f"{_LAST} Où personne ne l’a donnée : {how} de ses parties." if worked_out else _LAST

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
    """Indicator code → its last values, for indicators with a number in some territory, in plan order."""
    kinds = {
        str(row["code"]): TerritoryKind(row["kind"]) for row in records(situation.territories) if row["kind"] in FINEST
    }
    nested = {kind: owners(situation.territories, kind) for kind in dict.fromkeys(kinds.values())}
    readable = readable_measures(situation)
    found: dict[str, Read] = {}
    for indicator in records(situation.indicators):
        code = str(indicator["code"])
        if code not in readable or indicator["measure_kind"] not in _NUMBERED:
            continue
        rows = _with_worked_out(indicator, _numbered(readable[code], kinds), kinds, nested)
        levels = _by_level(indicator, rows, kinds)
        if levels:
            percent = any(row["denominator"] for row in rows)
            found[code] = Read(indicator, levels, TerritoryKind(situation.territory_level), percent)
    return found


def _numbered(measures: pd.DataFrame, kinds: Mapping[str, TerritoryKind]) -> list[Row]:
    """The rows with a number, hidden or not, under the département; starting values are not « where it stands »."""
    return [
        row
        for row in records(measures)
        if row["territory_code"] in kinds and not row["baseline"] and (row["masked"] or value_of(row) is not None)
    ]


def _by_level(
    indicator: Mapping[str, Any], rows: Sequence[Row], kinds: Mapping[str, TerritoryKind]
) -> dict[TerritoryKind, dict[str, Reading]]:
    levels: dict[TerritoryKind, dict[str, Reading]] = {}
    for row in sorted(rows, key=lambda row: row["on"]):
        code = str(row["territory_code"])
        value = None if row["masked"] else as_number(value_of(row))
        text = row.get("lacking") or written(row, indicator["unit"])
        reading = Reading(value, text, bool(row["masked"]), short_day(row["on"]), row["summed"] or "")
        known = levels.setdefault(kinds[code], {})
        # Too few parts on the last day do not hide what was known before.
        if not row.get("lacking") or code not in known:
            known[code] = reading
    return levels


def _with_worked_out(
    indicator: Mapping[str, Any],
    rows: list[Row],
    kinds: Mapping[str, TerritoryKind],
    nested: Mapping[TerritoryKind, Mapping[str, str]],
) -> list[Row]:
    """The rows, and for each wider level what nobody gave there, from the finest level that was given."""
    declared = Aggregation(str(indicator["territory_aggregation"]))
    met = {kinds[str(row["territory_code"])] for row in rows}
    if declared not in WORKED_OUT or not met:
        return rows
    finest = next(kind for kind in FINEST if kind in met)
    given = {(row["territory_code"], row["on"]) for row in rows}
    parts = [row for row in rows if kinds[str(row["territory_code"])] == finest]
    found = list(rows)
    for owner_of in (nested[kind] for kind in FINEST if kind in nested and kind != finest):
        whole: defaultdict[str, int] = defaultdict(int)
        for code, owner in owner_of.items():
            whole[owner] += kinds.get(code) == finest
        groups: defaultdict[tuple[str, Any], list[Row]] = defaultdict(list)
        for row in parts:
            if (owner := owner_of.get(str(row["territory_code"]))) is not None:
                groups[owner, row["on"]].append(row)
        found += [
            _worked_out(declared, owner, group, whole[owner], NOUNS[finest])
            for (owner, on), group in groups.items()
            if (owner, on) not in given
        ]
    return found


def _worked_out(declared: Aggregation, owner: str, parts: list[Row], whole: int, noun: tuple[str, str]) -> Row:
    """One row for a territory from those of its parts on one day.

    Masked as soon as one of them is: the others would give it away. A sum wants all its parts, a rate or a mean half.
    """
    ratio = declared == Aggregation.RATIO
    lacking = parts[0] | dict.fromkeys(("value", "numerator", "denominator", "qualifier", "text", "source", "author"))
    lacking |= {"territory_code": owner, "summed": None}
    if any(row["masked"] for row in parts):
        return lacking | {"masked": True}
    total = aggregate_territories(parts, declared)
    least = whole if declared == Aggregation.SUM else threshold("low_coverage") * whole / 100
    if total.value is None or total.missing:
        return lacking | {"masked": False, "lacking": f"{NOT_COMPUTABLE}, effectifs manquants"}
    if len(parts) < least:
        known = plural(len(parts), f"{noun[0]} renseignée", f"{noun[1]} renseignées")
        return lacking | {"masked": False, "lacking": f"{known} sur {number(whole)}"}
    return lacking | {
        "masked": False,
        "value": total.value,
        "numerator": total.numerator if ratio else None,
        "denominator": total.denominator if ratio else None,
        "summed": f"{WORKED_OUT[declared]} de {plural(len(parts), *noun)} sur {number(whole)}",
    }
