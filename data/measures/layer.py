"""One layer of the map of territories: its rows, its classes, its sentence."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
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
from data.vocabulary import TerritoryKind

RATE, PROGRESS, GAP, ACTIONS, COVERAGE = "taux", "avancement", "ecart", "actions", "couverture"
OVERDUE, WEATHER, CHANGE = "retard", "meteo", "evolution"
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
        kind: the level of its territories.
        title: French name, as in the selector.
        formula: in words.
        bins: the classes of its colours; `diverging` when they stand on both sides of a middle (median, no change).
        median_text: the median as written; None where it has no meaning or fewer than three are known.
        says: what the map shows, in one sentence.
    """

    key: str
    kind: TerritoryKind
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
    OVERDUE: "Actions en retard",
    ACTIONS: "Nombre d’actions déclinées",
    COVERAGE: "Actions renseignées",
    WEATHER: "Fiches au couvert ou à l’orage (météo)",
    CHANGE: "Évolution du taux de réalisation",
    NAMED: "Actions qui nomment le territoire",
    POPULATION: "Population",
}
_OPENED = "déclinées dont la période est ouverte"
FORMULAS = {
    RATE: f"Actions réalisées ÷ actions applicables, parmi les actions {_OPENED}.",
    PROGRESS: f"Moyenne des avancements, parmi les actions {_OPENED} et renseignées.",
    GAP: "Taux de réalisation du territoire − médiane des taux des territoires du même niveau.",
    OVERDUE: "Actions déclinées dont la période est achevée et qui ne sont ni réalisées, ni abandonnées, ni non "
    "concernées, et récurrentes dont une période s’est achevée sans qu’elles aient eu lieu.",
    ACTIONS: "Actions déclinées dans le territoire, « non concernées » déduites, à venir comprises.",
    COVERAGE: f"Actions dont quelqu’un a donné l’état ÷ actions applicables, parmi les actions {_OPENED}.",
    WEATHER: "Nombre de fiches dont la dernière météo déclarée est « couvert » ou « orage », parmi celles qui ont ici "
    "une action déclinée dont la période est ouverte. La météo se déclare par fiche, jamais par territoire : une même "
    "fiche compte dans chacun des siens.",
    CHANGE: "Taux de réalisation à la fin de la période − taux à la date comparée, en points, sur les mêmes actions "
    "déclinées : celles qui sont ouvertes et applicables aux deux dates.",
    NAMED: "Actions dont l’intitulé nomme le territoire ou l’une de ses communes.",
    POPULATION: "Population municipale, pour les communes du département.",
}


def made(
    key: str,
    kind: TerritoryKind,
    rows: Iterable[Row],
    bins: tuple[Bin, ...],
    *,
    title: str | None = None,
    formula: str | None = None,
    median_text: str | None = None,
    diverging: bool = False,
    says: Callable[[str, list[Row]], str] | None = None,
    ranked: bool = True,
) -> Layer:
    """Rank, order and class the rows; write the sentence.

    Args:
        says: a sentence of its own, from the title and the ordered rows.
        ranked: False where being first would read as praise (late actions): ordered all the same.
    """
    listed = list(rows)
    known = [row["value"] for row in listed if row["value"] is not None]
    for row in listed:
        value = row["value"]
        row["rank"] = 1 + sum(other > value for other in known) if ranked and value is not None else None
        row["bin"] = bin_of(value, bins)
    order = {state: rank for rank, state in enumerate(Known)}
    listed.sort(key=lambda row: (order[row["known"]], -(row["value"] or 0), folded(row["name"])))
    name = typeset(title or TITLES[key])
    if key in _IN_PERCENT and len(known) >= threshold("smallest_peers"):
        median_text = percent(median(known), 1)
    return Layer(
        key, kind, name, typeset(formula or FORMULAS[key]), table(listed, LAYER_COLUMNS), bins,
        says(name, listed) if says else layer_sentence(name, listed, median_text), median_text, diverging,
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
