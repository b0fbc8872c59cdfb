"""What a map of territories may show: one layer a measure, the same rows for the map, its list and its table.

Rates follow the calculation rules of territories: déclinées actions only, those whose period has begun, so that an
action of the next phase neither lowers a rate nor passes for silence. A territory nobody answered for is
« non renseigné »; one in which no action applies is « non concerné »; neither is 0.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from statistics import median
from typing import Any

import pandas as pd

from data.french import number, plural, typeset
from data.measures import rates
from data.measures.classes import RATES, gap_bins, population_bins, spread_bins
from data.measures.columns import Row, as_number, column, keep, records, texts
from data.measures.layer import (
    ACTIONS,
    ASIDE,
    COVERAGE,
    GAP,
    INDICATOR,
    NAMED,
    POPULATION,
    PROGRESS,
    RATE,
    TITLES,
    UNSAID,
    Layer,
    made,
    place_row,
)
from data.measures.naming import actions_naming
from data.measures.progress import mean_progress
from data.measures.tally import Tally, tally, tally_by
from data.measures.territory_indicators import Read
from data.measures.territory_words import Known, points
from data.measures.thresholds import threshold
from data.situation import Situation, where
from data.vocabulary import Status, TerritoryKind


def offered(situation: Situation, indicators: Mapping[str, Read]) -> dict[str, str]:
    """Layer key → French title: what can be shown, the most useful first. Empty without any territory.

    `indicators`: those with values by territory (`territory_indicators.read_by_territory`).
    """
    keys: list[str] = []
    if len(situation.cells):
        keys += [RATE, PROGRESS, GAP, ACTIONS, COVERAGE]
    if len(situation.peers) and actions_naming(situation, situation.leaves):
        keys.append(NAMED)
    if any(value is not None for value in column(situation.peers, "population")):
        keys.append(POPULATION)
    titles = {key: TITLES[key] for key in keys}
    shown = {code: read for code, read in indicators.items() if read.shown}
    return titles | {f"{INDICATOR}{code}": _indicator_title(read) for code, read in shown.items()}


def _indicator_title(read: Read) -> str:
    return typeset(f"{read.indicator['code']} – {read.indicator['title']}").rstrip(". ")


def opened_cells(situation: Situation) -> pd.DataFrame:
    """The cells of the déclinées actions whose period has begun: what territories are compared on."""
    return rates.opened(situation.cells, situation.as_of)


def layer(situation: Situation, key: str, indicators: Mapping[str, Read]) -> Layer:
    """One layer over the territories in which actions are déclinées. KeyError when `key` is not among `offered`."""
    if key.startswith(INDICATOR):
        return _indicator(situation, indicators[key.removeprefix(INDICATOR)])
    if key == POPULATION:
        return population(situation.peers, TerritoryKind(situation.territory_level))
    return _LAYERS[key](situation)


def population(places: pd.DataFrame, kind: TerritoryKind) -> Layer:
    """Population of places of one level (rows of `situation.territories`)."""
    rows = [
        place_row(
            place,
            value=as_number(place["population"]),
            text=_inhabitants(place),
            note="" if place["population"] is None else f"recensement {int(place['population_year'])}",
        )
        for place in records(places)
    ]
    return made(POPULATION, rows, population_bins(kind))


def _inhabitants(place: Mapping[str, Any]) -> str:
    count = as_number(place["population"])
    return "inconnue" if count is None else plural(int(count), "habitant")


def _tallies(situation: Situation) -> dict[str, Tally]:
    cells = opened_cells(situation)
    return tally_by(cells, texts(cells, "territory_code"))


def _from_tally(situation: Situation, written: Callable[[Tally], tuple[float | None, str]]) -> list[tuple[Row, Tally]]:
    """One row a territory from the counts of its opened cells."""
    tallies = _tallies(situation)
    rows: list[tuple[Row, Tally]] = []
    for place in records(situation.peers):
        counts = tallies.get(str(place["code"]), Tally())
        value, text = written(counts)
        row = place_row(place, value=value, text=text, note=counts.coverage.text)
        if is_aside(counts):
            row |= {"known": Known.NOT_CONCERNED, "value": None, "text": ASIDE, "note": _aside_note(counts)}
        elif value is None:
            row["text"] = UNSAID if counts.applicable else "aucune action ouverte"
        rows.append((row, counts))
    return rows


def is_aside(counts: Tally) -> bool:
    """« Non concerné »: all or most of its actions are said to have no object there, and no other was spoken of."""
    return counts.known == 0 and counts.not_concerned > counts.applicable


def _aside_note(counts: Tally) -> str:
    text = plural(counts.not_concerned, "action sans objet ici", "actions sans objet ici")
    return f"{text}, {plural(counts.applicable, 'non renseignée')}" if counts.applicable else text


def _rate_rows(situation: Situation) -> list[Row]:
    """Rates with their gap to the median, from `rates.completion_by_territory`."""
    ranked = {str(row["key"]): row for row in records(rates.completion_by_territory(opened_cells(situation)))}
    rows: list[Row] = []
    for row, counts in _from_tally(situation, lambda counts: (counts.value, counts.text)):
        found = ranked.get(str(row["code"]))
        gap = None if found is None else as_number(found["gap"])
        rows.append(
            row
            | {"gap": gap, "gap_text": points(gap), "small": row["value"] is not None and not counts.percent_shown}
            | {"alert": gap is not None and gap < threshold("gap_alert")}
            | {"minimum": bool(counts.known) and counts.low_coverage}
        )
    return rows


def _rate(situation: Situation) -> Layer:
    return made(RATE, _rate_rows(situation), RATES)


def _gap(situation: Situation) -> Layer:
    rows = [
        {
            **row,
            "value": row["gap"],
            "text": f"{row['gap_text']} · {row['text']}" if row["gap"] is not None else row["text"],
            "known": Known.NOT_REPORTED if row["known"] == Known.VALUE and row["gap"] is None else row["known"],
        }
        for row in _rate_rows(situation)
    ]
    return made(GAP, rows, gap_bins(), diverging=True)


def _progress(situation: Situation) -> Layer:
    cells = opened_cells(situation)
    codes = texts(cells, "territory_code")
    rows: list[Row] = []
    for row, counts in _from_tally(situation, lambda _: (None, "")):
        if row["known"] != Known.NOT_CONCERNED and counts.known:
            found = mean_progress(keep(cells, [code == row["code"] for code in codes]))
            # Under half of the actions answered, the mean is written but neither coloured nor compared.
            value = found.value if found.headline else None
            row |= {
                "value": value,
                "text": found.text,
                "known": Known.VALUE if value is not None else Known.NOT_REPORTED,
            }
        rows.append(row)
    return made(PROGRESS, _with_gaps(rows), RATES)


def _coverage(situation: Situation) -> Layer:
    rows = [row for row, _ in _from_tally(situation, lambda counts: (counts.coverage.share, counts.coverage.text))]
    return made(COVERAGE, _with_gaps([{**row, "note": ""} for row in rows]), RATES)


def _with_gaps(rows: list[Row]) -> list[Row]:
    """The rows with their gap to the median of the known ones, in points."""
    known = [row["value"] for row in rows if row["value"] is not None]
    if len(known) < threshold("smallest_peers"):
        return rows
    middle = median(known)
    gaps = [None if row["value"] is None else row["value"] - middle for row in rows]
    return [{**row, "gap": gap, "gap_text": points(gap)} for row, gap in zip(rows, gaps, strict=True)]


def _actions(situation: Situation) -> Layer:
    cells = situation.cells
    tallies = tally_by(cells, texts(cells, "territory_code"))
    rows: list[Row] = []
    for place in records(situation.peers):
        counts = tallies.get(str(place["code"]), Tally())
        here = counts.total - _not_concerned(cells, str(place["code"]))
        begun = f"dont {number(counts.upcoming)} à venir" if counts.upcoming else ""
        row = place_row(place, value=float(here), text=plural(here, "action déclinée", "actions déclinées"), note=begun)
        if not here and counts.total:
            row |= {"known": Known.NOT_CONCERNED, "value": None, "text": ASIDE}
        rows.append(row)
    values = [row["value"] for row in rows if row["value"] is not None]
    return made(ACTIONS, rows, spread_bins(values, "actions"))


def _not_concerned(cells: pd.DataFrame, code: str) -> int:
    pairs = zip(texts(cells, "territory_code"), texts(cells, "status"), strict=True)
    return sum(place == code and status == Status.NOT_CONCERNED for place, status in pairs)


def _named(situation: Situation) -> Layer:
    found = actions_naming(situation, situation.leaves)
    rows = [
        place_row(place, value=float(count), text=plural(count, "action la nomme", "actions la nomment"))
        for place in records(situation.peers)
        for count in [len(found.get(str(place["code"]), []))]
    ]
    return made(NAMED, rows, spread_bins([row["value"] for row in rows], "actions"))


def _indicator(situation: Situation, read: Read) -> Layer:
    rows: list[Row] = []
    for place in records(situation.peers):
        found = read.by_territory.get(str(place["code"]))
        if found is None:
            rows.append(place_row(place, value=None, text=UNSAID))
            continue
        gap = read.gap(found.value)
        row = place_row(
            place, value=found.value, text=found.text, note=f"au {found.on}", gap=gap, gap_text=read.gap_text(gap)
        )
        rows.append(row | ({"known": Known.MASKED} if found.masked else {}))
    unit = "%" if read.percent else str(read.indicator["unit"] or "")
    return made(
        f"{INDICATOR}{read.indicator['code']}", rows, spread_bins(read.shown, unit) if read.shown else (),
        title=typeset(str(read.indicator["title"])).rstrip(". "),
        formula="Dernière valeur connue de l’indicateur dans le territoire.",
        median_text=None if read.median is None else read.text(read.median),
    )  # fmt: skip


_LAYERS: dict[str, Callable[[Situation], Layer]] = {
    RATE: _rate, GAP: _gap, PROGRESS: _progress, COVERAGE: _coverage, ACTIONS: _actions, NAMED: _named,
}  # fmt: skip


def is_followed(situation: Situation, code: str) -> bool:
    """Whether actions may have a state in this territory (an EPCI, or whatever level the plan follows)."""
    return code in set(situation.peers["code"])


def communes(situation: Situation, within: str | None = None) -> pd.DataFrame:
    """The communes of the département, or of one territory."""
    every = where(situation.territories, kind=TerritoryKind.COMMUNE)
    return every if within is None else where(every, parent_code=within)


def counts_of(situation: Situation, code: str) -> Tally:
    """The counts of a territory's déclinées actions whose period has begun."""
    cells = opened_cells(situation)
    return tally(keep(cells, [place == code for place in texts(cells, "territory_code")]))
