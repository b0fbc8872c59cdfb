"""Where territories stand among their peers: on each measure, lowest, median, highest, and everyone's value.

The sheet of a territory, its printed page and the comparison of several read the same ranges. A value that is masked,
absent or without an object is in no range; the median needs three known values.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from statistics import median
from typing import Any

from data.french import listing, number, percent, plural, typeset
from data.measures import rates
from data.measures.columns import as_number, column, keep, records, texts
from data.measures.layer import COVERAGE, INDICATOR, OVERDUE, PROGRESS, RATE, TITLES, UNSAID
from data.measures.territories import layer, opened_cells
from data.measures.territory_indicators import Read
from data.measures.thresholds import threshold
from data.place_names import short_name
from data.situation import Situation

AXIS = "axe-"
"""Prefix of the key of the rate of an axis; its code follows."""


@dataclass(frozen=True)
class Range:
    """One measure over the territories of one level.

    Attributes:
        values: territory → its value, known ones only.
        texts: territory → its value as written, every peer; notes: territory → date or coverage.
        low, median, high: of the known values; their texts are as written. median: None under three values.
        bounds: lowest, median and highest as short as may be, for under a line; empty median without one.
    """

    key: str
    title: str
    formula: str
    values: Mapping[str, float]
    texts: Mapping[str, str]
    notes: Mapping[str, str]
    low_text: str
    median_text: str
    high_text: str
    bounds: tuple[str, str, str]

    @property
    def low(self) -> float | None:
        return min(self.values.values(), default=None)

    @property
    def high(self) -> float | None:
        return max(self.values.values(), default=None)

    @property
    def median(self) -> float | None:
        known = list(self.values.values())
        return median(known) if len(known) >= threshold("smallest_peers") else None

    @property
    def known(self) -> int:
        """Territories whose value is known and may be shown."""
        return len(self.values)

    def place(self, value: float | None) -> float | None:
        """Where a value stands from the lowest (0) to the highest (1); the middle when all are equal."""
        if value is None or self.low is None or self.high is None:
            return None
        return 0.5 if self.high == self.low else (value - self.low) / (self.high - self.low)

    def dated(self, code: str) -> str:
        """« au 30/06/2026 »: the day that a territory's value describes, where it has one of its own."""
        note = self.notes.get(code, "")
        return note if note.startswith("au ") else ""

    def side(self, code: str) -> int | None:
        """1 above the median, -1 under it, 0 at it; None when one of the two is unknown."""
        value, middle = self.values.get(code), self.median
        if value is None or middle is None:
            return None
        return 0 if abs(value - middle) < 1e-9 else 1 if value > middle else -1


def ranges(situation: Situation, indicators: Mapping[str, Read]) -> tuple[Range, ...]:
    """What territories may be compared on: rate, progress, coverage, delays, rate of each axis, then the indicators.

    `indicators`: those with values by territory (`territory_indicators.read_by_territory`). Only measures of which
    somebody has a value.
    """
    found = [
        _of_layer(situation, RATE),
        _of_layer(situation, PROGRESS),
        _of_layer(situation, COVERAGE),
        _late(situation),
    ]
    found += _by_axis(situation)
    found += [_indicator(situation, read) for read in indicators.values()]
    return tuple(one for one in found if one.values)


def without_axes(found: Sequence[Range]) -> tuple[Range, ...]:
    """The same, for a sheet that gives the rates by axis elsewhere."""
    return tuple(one for one in found if not one.key.startswith(AXIS))


def no_median(found: Sequence[Range]) -> str:
    """« Pas de médiane pour … : moins de 3 territoires y ont une valeur. »; empty when every range has one."""
    without = [one.title for one in found if one.median is None]
    if not without:
        return ""
    least = number(threshold("smallest_peers"))
    return typeset(f"Pas de médiane pour {listing(without, 3)} : moins de {least} territoires y ont une valeur.")


def standing_sentence(found: Sequence[Range], code: str) -> str:
    """« Sur 9 mesures comparées, 3 au-dessus de la médiane, 1 à la médiane, 5 au-dessous ; 1 sans valeur ici. »."""
    if not found:
        return "Aucune mesure n’a encore de valeur à comparer entre les territoires."
    sides = [one.side(code) for one in found]
    parts = [
        f"{number(sides.count(side))} {words}"
        for side, words in ((1, "au-dessus de la médiane"), (0, "à la médiane"), (-1, "au-dessous"))
        if side in sides
    ]
    silent = sum(code not in one.values for one in found)
    without = sum(code in one.values and one.median is None for one in found)
    parts += [f"{plural(without, 'sans médiane', 'sans médiane')}"] if without else []
    parts += [f"{plural(silent, 'sans valeur visible ici', 'sans valeur visible ici')}"] if silent else []
    return typeset(f"Sur {plural(len(found), 'mesure comparée', 'mesures comparées')} : {', '.join(parts)}.")


def _made(
    key: str,
    title: str,
    formula: str,
    rows: Iterable[Mapping[str, Any]],
    median_text: str,
    short: Callable[[float], str] | None = None,
) -> Range:
    """rows: code, value, text, note of each peer; short: how to write a bound in little room."""
    listed = list(rows)
    known = {str(row["code"]): float(row["value"]) for row in listed if row["value"] is not None}
    shown = {str(row["code"]): str(row["text"]) for row in listed}
    notes = {str(row["code"]): str(row["note"]) for row in listed}
    ends = [pick(known, key=lambda code: known[code], default=None) for pick in (min, max)]
    low, high = ("—" if end is None else shown[end] for end in ends)
    least = threshold("smallest_peers")
    enough = len(known) >= least
    bounds = (low, median_text if enough else "", high)
    if short is not None and known:
        bounds = (
            short(min(known.values())),
            short(median(known.values())) if enough else "",
            short(max(known.values())),
        )
    middle = median_text if enough else f"moins de {number(least)} valeurs"
    return Range(key, title, formula, known, shown, notes, low, middle, high, bounds)


def _of_layer(situation: Situation, key: str) -> Range:
    found = layer(situation, key, {})
    rows = records(found.rows)
    if key == COVERAGE:
        # « dont 9 à jour » is told by the cards: here one territory is read against the others.
        rows = [{**row, "text": str(row["text"]).partition(",")[0]} for row in rows]
    short = None if key == RATE else _one_decimal
    return _made(key, found.title, found.formula, rows, found.median_text or "—", short)


def _one_decimal(value: float) -> str:
    return percent(value, 1)


def _late(situation: Situation) -> Range:
    """How many déclinées actions are « en retard » in each territory: the layer of the map."""
    found = layer(situation, OVERDUE, {})
    rows = records(found.rows)
    known = [row["value"] for row in rows if row["value"] is not None]
    return _made(OVERDUE, found.title, found.formula, rows, number(median(known)) if known else "—", number)


def _by_axis(situation: Situation) -> list[Range]:
    cells, level = opened_cells(situation), situation.level_name(1)
    axes = texts(cells, "axis_code")
    found: list[Range] = []
    for axis in records(situation.axes):
        of_axis = rates.completion_by_territory(keep(cells, [code == axis["code"] for code in axes]))
        by_place = {str(row["key"]): row for row in records(of_axis)}
        if not by_place:
            continue
        rows = [
            {
                "code": code,
                "value": as_number(by_place[code]["value"]) if code in by_place else None,
                "text": by_place[code]["text"] if code in by_place else UNSAID,
                "note": "",
            }
            for code in texts(situation.peers, "code")
            if code is not None
        ]
        middle = next((value for value in column(of_axis, "median") if value is not None), None)
        title = typeset(f"{TITLES[RATE]}, {level.lower()} {axis['code']}")
        found.append(_made(f"{AXIS}{axis['code']}", title, typeset(str(axis["title"])), rows, percent(middle, 1)))
    return found


def _indicator(situation: Situation, read: Read) -> Range:
    rows: list[dict[str, Any]] = []
    for code in texts(situation.peers, "code"):
        one = read.by_territory.get(str(code))
        rows.append(
            {"code": code, "value": None, "text": UNSAID, "note": ""}
            if one is None
            else {"code": code, "value": one.value, "text": one.text, "note": f"au {one.on}"}
        )
    title = typeset(f"{read.indicator['code']} – {read.indicator['title']}").rstrip(". ")
    formula = "Dernière valeur connue de l’indicateur dans le territoire."
    middle = read.text(read.median)
    return _made(
        f"{INDICATOR}{read.indicator['code']}", title, formula, rows, middle, _one_decimal if read.percent else number
    )


def names(situation: Situation) -> dict[str, str]:
    """Peer → its short name; its whole one where two would be the same."""
    rows = records(situation.peers)
    short = Counter(short_name(str(row["name"])) for row in rows)
    told = {str(row["code"]): short_name(str(row["name"])) for row in rows}
    return {str(row["code"]): one if short[one := told[str(row["code"])]] == 1 else str(row["name"]) for row in rows}
