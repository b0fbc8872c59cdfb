"""Layers that count: actions déclinées in a territory, actions whose words name it, its inhabitants."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from data.french import number, plural
from data.measures.classes import population_bins, spread_bins
from data.measures.columns import Row, as_number, records, texts
from data.measures.layer import ACTIONS, ASIDE, NAMED, POPULATION, Layer, made, place_row
from data.measures.layers.tallied import level
from data.measures.naming import actions_naming
from data.measures.tally import Tally, tally_by
from data.measures.territory_words import Known
from data.situation import Situation
from data.vocabulary import Status, TerritoryKind


def actions(situation: Situation) -> Layer:
    """Actions déclinées, those to come included, the « non concernées » left out."""
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
    return made(ACTIONS, level(situation), rows, spread_bins(values, "actions", "action"))


def _not_concerned(cells: pd.DataFrame, code: str) -> int:
    pairs = zip(texts(cells, "territory_code"), texts(cells, "status"), strict=True)
    return sum(place == code and status == Status.NOT_CONCERNED for place, status in pairs)


def named(situation: Situation) -> Layer:
    """Actions whose sentence names the territory or one of its communes."""
    found = actions_naming(situation, situation.leaves)
    rows = [
        place_row(
            place,
            value=float(count),
            text=plural(count, "action la nomme", "actions la nomment") if count else "aucune action ne la nomme",
        )
        for place in records(situation.peers)
        for count in [len(found.get(str(place["code"]), []))]
    ]
    return made(NAMED, level(situation), rows, spread_bins([row["value"] for row in rows], "actions", "action"))


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
    return made(POPULATION, kind, rows, population_bins(kind))


def _inhabitants(place: Mapping[str, Any]) -> str:
    count = as_number(place["population"])
    return "inconnue" if count is None else plural(int(count), "habitant")
