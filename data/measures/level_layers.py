"""What the map shows at each level of territories: never a state that was said of another level.

Actions are déclinées at one level only, the plan's: rates and counts of actions exist there. Elsewhere the map offers
the population and the indicators that have values at that level, or that their own aggregation gives.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace

import pandas as pd

from data.french import listing, plural, typeset
from data.measures.columns import column, keep, present, records
from data.measures.layer import INDICATOR, POPULATION, Layer
from data.measures.levels import below, inhabitants, places
from data.measures.territories import kinds_of, layer, population
from data.measures.territory_indicators import Read
from data.measures.territory_words import NOUNS, layer_sentence
from data.situation import Situation, frame
from data.vocabulary import TerritoryKind


def own_level(situation: Situation) -> TerritoryKind:
    """The level in which the plan's actions are déclinées."""
    return TerritoryKind(situation.territory_level)


def readable_at(situation: Situation, key: str, indicators: Mapping[str, Read], kind: TerritoryKind) -> bool:
    """Whether a layer, one of `territories.offered`, has something to show at a level."""
    if key == POPULATION:
        return bool(present(peopled(situation, kind), "population").any())
    return kind in kinds_of(situation, key, indicators)


def layer_at(
    situation: Situation,
    key: str,
    indicators: Mapping[str, Read],
    kind: TerritoryKind,
    *,
    previous: Situation | None = None,
    within: str | None = None,
) -> Layer:
    """One layer over the territories of a level, in the whole département or inside one of them.

    Inside one, ranks, median and classes stay those of the département: a colour means the same after going down.
    `previous`: as for `territories.layer`. KeyError when `key` is not among `territories.offered`.
    """
    if key == POPULATION:
        found = population(peopled(situation, kind), kind)
    else:
        found = layer(situation, key, indicators, previous, kind)
    if within is None:
        return found
    inside = below(situation, within)
    rows = keep(found.rows, [code in inside for code in column(found.rows, "code")])
    return replace(found, rows=rows, says=layer_sentence(found.title, records(rows), None))


def peopled(situation: Situation, kind: TerritoryKind) -> pd.DataFrame:
    """The territories of a level with their inhabitants (`levels.inhabitants`)."""
    rows = records(places(situation, kind))
    for row in rows:
        row["population"], row["population_year"] = inhabitants(situation, row)
    return frame("territories", rows)


_SUBJECTS = {
    TerritoryKind.DEPARTEMENT: "L’état d’une action déclinée ne se résume pas à une couleur du département",
    TerritoryKind.SOCIAL_TERRITORY: "Un territoire d’action sociale ne porte pas d’état d’action",
    TerritoryKind.EPCI: "Une intercommunalité ne porte pas d’état d’action",
    TerritoryKind.CANTON: "Un canton ne porte pas d’état d’action",
    TerritoryKind.COMMUNE: "Une commune ne porte pas d’état d’action",
}


def level_note(situation: Situation, kind: TerritoryKind, keys: Collection[str], count: int) -> str:
    """What must be said of a level: why it has no rate, what it offers instead, when there is nothing to compare.

    `keys`: the layers offered there; `count`: territories shown. Empty when there is nothing to say.
    """
    said: list[str] = []
    own = own_level(situation)
    if kind is not own:
        more = sum(key.startswith(INDICATOR) for key in keys)
        offers = ["la population"] if POPULATION in keys else []
        offers += [plural(more, "indicateur")] if more else []
        said.append(f"{_SUBJECTS[kind]} : il se dit par {NOUNS[own][0]}. La carte montre ici {listing(offers)}.")
    if kind is TerritoryKind.CANTON:
        said.append(
            "Une commune partagée entre plusieurs cantons est montrée entière ; la population de ces cantons n’est pas "
            "connue."
        )
    if count == 1 and kind is not TerritoryKind.DEPARTEMENT:
        one = NOUNS[kind][0]
        feminine = kind in (TerritoryKind.EPCI, TerritoryKind.COMMUNE)
        said.append(f"Il n’y a ici qu’{'une' if feminine else 'un'} {one} : rien à comparer à ce niveau.")
    return typeset(" ".join(said))
