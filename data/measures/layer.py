"""One layer of the map of territories: its rows, its classes, its sentence."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from statistics import median
from typing import Any

import pandas as pd

from data.french import folded, percent, typeset
from data.measures.classes import Bin, bin_of
from data.measures.columns import Row, table
from data.measures.territory_words import Known, layer_sentence
from data.measures.thresholds import threshold
from data.place_names import short_name

RATE, PROGRESS, GAP, ACTIONS, COVERAGE = "taux", "avancement", "ecart", "actions", "couverture"
NAMED, POPULATION = "nommees", "population"
INDICATOR = "indicateur-"
"""Prefix of a layer that shows an indicator; its code follows."""
_IN_PERCENT = (RATE, PROGRESS, COVERAGE)
UNSAID, ASIDE = "non renseigné", "non concerné"


LAYER_COLUMNS = (
    "code", "name", "known", "value", "text", "rank", "gap", "gap_text", "alert", "minimum", "small", "note", "bin",
)  # fmt: skip
"""value: None unless known; text: as written, never a naked percentage; gap: to the median of the level, in points or
in the indicator's unit; alert: more than the threshold under it; minimum: the rate is a lower bound; small: too few
actions for a percentage; note: coverage or date; bin: rank of the class."""


@dataclass(frozen=True)
class Layer:
    """One measure over the territories of one level, highest first, those without a value last.

    Attributes:
        title: French name, as in the selector.
        formula: in words.
        bins: the classes of its colours; `diverging` when they stand on both sides of the median.
        median_text: the median as written; None where it has no meaning or fewer than three are known.
        says: what the map shows, in one sentence.
    """

    key: str
    title: str
    formula: str
    rows: pd.DataFrame
    bins: tuple[Bin, ...]
    says: str
    median_text: str | None = None
    diverging: bool = False


TITLES = {
    RATE: "Taux de réalisation",
    PROGRESS: "Avancement moyen",
    GAP: "Écart à la médiane",
    ACTIONS: "Nombre d’actions déclinées",
    COVERAGE: "Actions renseignées",
    NAMED: "Actions qui nomment le territoire",
    POPULATION: "Population",
}
_OPENED = "déclinées dont la période est ouverte"
_FORMULAS = {
    RATE: f"Actions réalisées ÷ actions applicables, parmi les actions {_OPENED}.",
    PROGRESS: f"Moyenne des avancements, parmi les actions {_OPENED} et renseignées.",
    GAP: "Taux de réalisation du territoire − médiane des taux des territoires du même niveau.",
    ACTIONS: "Actions déclinées dans le territoire, « non concernées » déduites, à venir comprises.",
    COVERAGE: f"Actions dont quelqu’un a donné l’état ÷ actions applicables, parmi les actions {_OPENED}.",
    NAMED: "Actions dont l’intitulé nomme le territoire ou l’une de ses communes.",
    POPULATION: "Population municipale, pour les communes du département.",
}


def made(
    key: str,
    rows: Iterable[Row],
    bins: tuple[Bin, ...],
    *,
    title: str | None = None,
    formula: str | None = None,
    median_text: str | None = None,
    diverging: bool = False,
) -> Layer:
    """Rank, order and class the rows; write the sentence."""
    listed = list(rows)
    known = [row["value"] for row in listed if row["value"] is not None]
    for row in listed:
        value = row["value"]
        row["rank"] = None if value is None else 1 + sum(other > value for other in known)
        row["bin"] = bin_of(value, bins)
    order = {state: rank for rank, state in enumerate(Known)}
    listed.sort(key=lambda row: (order[row["known"]], row["rank"] or 0, folded(row["name"])))
    name = title or TITLES[key]
    if key in _IN_PERCENT and len(known) >= threshold("smallest_peers"):
        median_text = percent(median(known), 1)
    return Layer(
        key, name, typeset(formula or _FORMULAS[key]), table(listed, LAYER_COLUMNS), bins,
        layer_sentence(name, listed, median_text), median_text, diverging,
    )  # fmt: skip


def place_row(place: Mapping[str, Any], **values: Any) -> Row:
    """The row of a territory in a layer; `values` holds at least `value` and `text`."""
    known = Known.VALUE if values["value"] is not None else Known.NOT_REPORTED
    empty: Row = {
        "gap": None,
        "gap_text": "",
        "minimum": False,
        "small": False,
        "note": "",
        "known": known,
        "rank": None,
    }
    return {**empty, "code": place["code"], "name": short_name(str(place["name"])), **values}
