"""What a map of territories may show: one layer a measure, the same rows for the map, its list and its table.

Rates follow the calculation rules of territories: déclinées actions only, those whose period has begun, so that an
action of the next phase neither lowers a rate nor passes for silence. A territory nobody answered for is
« non renseigné »; one in which no action applies is « non concerné »; neither is 0.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

import pandas as pd

from data.french import typeset
from data.measures.columns import column
from data.measures.layer import (
    ACTIONS,
    CHANGE,
    COVERAGE,
    GAP,
    INDICATOR,
    NAMED,
    OVERDUE,
    POPULATION,
    PROGRESS,
    RATE,
    TITLES,
    WEATHER,
    Layer,
)
from data.measures.layers import change, counted, tallied
from data.measures.layers.counted import population
from data.measures.layers.indicator import indicator, indicator_title
from data.measures.layers.overdue import overdue
from data.measures.layers.tallied import is_aside, opened_cells
from data.measures.layers.weather import has_weather, weather
from data.measures.levels import places
from data.measures.naming import actions_naming
from data.measures.nesting import FINEST, owners
from data.measures.territory_indicators import Read
from data.situation import Situation, where
from data.vocabulary import TerritoryKind

__all__ = [
    "communes", "followed_above", "is_aside", "is_followed", "kinds_of", "layer", "offered", "opened_cells",
    "population",
]  # fmt: skip


def offered(situation: Situation, indicators: Mapping[str, Read], previous: Situation | None = None) -> dict[str, str]:
    """Layer key → French title: what can be shown, the most useful first. Empty without any territory.

    Args:
        indicators: those with values by territory (`territory_indicators.read_by_territory`).
        previous: the earlier Situation that a change is counted from, filtered the same way; None: no such layer.
    """
    keys: list[str] = []
    if len(situation.cells) and len(situation.peers):
        keys += [RATE, PROGRESS, GAP]
        keys += [CHANGE] if previous is not None and len(previous.cells) else []
        keys += [OVERDUE, ACTIONS, COVERAGE]
        keys += [WEATHER] if has_weather(situation) else []
    if len(situation.peers) and actions_naming(situation, situation.leaves):
        keys.append(NAMED)
    if any(value is not None for value in column(situation.peers, "population")):
        keys.append(POPULATION)
    titles = {key: typeset(TITLES[key]) for key in keys}
    if previous is not None and CHANGE in titles:
        titles[CHANGE] = typeset(change.title(previous))
    shown = {code: read for code, read in indicators.items() if any(read.at(kind).shown for kind in read.kinds)}
    return titles | {f"{INDICATOR}{code}": indicator_title(read) for code, read in shown.items()}


def kinds_of(situation: Situation, key: str, indicators: Mapping[str, Read]) -> tuple[TerritoryKind, ...]:
    """The levels at which a layer can be read, its own first.

    An indicator's own is the finest where a value is shown; coarser ones are given, or worked out as it declares. A
    population's own is that of the plan. Anything said of actions is only known at the level where they are déclinées.
    """
    own = tallied.level(situation)
    if key.startswith(INDICATOR):
        read = indicators[key.removeprefix(INDICATOR)]
        return tuple(kind for kind in read.kinds if read.at(kind).shown) or (own,)
    if key == POPULATION:
        known = [kind for kind in FINEST if any(column(where(situation.territories, kind=kind), "population"))]
        return tuple(dict.fromkeys([own, *known]))
    return (own,)


def layer(
    situation: Situation,
    key: str,
    indicators: Mapping[str, Read],
    previous: Situation | None = None,
    kind: TerritoryKind | None = None,
) -> Layer:
    """One layer over the territories of one level (`Layer.kind`). KeyError when `key` is not among `offered`.

    Args:
        previous: as for `offered`.
        kind: one of `kinds_of`; its own level by default, and for a level that it does not have.
    """
    if key == CHANGE:
        if previous is None:
            raise KeyError(key)
        return change.change(situation, previous)
    if key != POPULATION and not key.startswith(INDICATOR):
        return _LAYERS[key](situation)
    kinds = kinds_of(situation, key, indicators)
    at = next((one for one in kinds if one == kind), kinds[0])
    if key == POPULATION:
        return population(where(situation.territories, kind=at), at)
    return indicator(situation, indicators[key.removeprefix(INDICATOR)], at)


_LAYERS: dict[str, Callable[[Situation], Layer]] = {
    RATE: tallied.rate,
    GAP: tallied.gap,
    PROGRESS: tallied.progress,
    COVERAGE: tallied.coverage,
    OVERDUE: overdue,
    WEATHER: weather,
    ACTIONS: counted.actions,
    NAMED: counted.named,
}


def is_followed(situation: Situation, code: str) -> bool:
    """Whether actions may have a state in this territory (an EPCI, or whatever level the plan follows)."""
    return code in set(situation.peers["code"])


def followed_above(situation: Situation, code: str) -> str | None:
    """Code of the territory in which actions have their states and that holds this one; None without one."""
    return owners(situation.territories, TerritoryKind(situation.territory_level)).get(code)


def communes(situation: Situation, within: str | None = None) -> pd.DataFrame:
    """The communes of the département, or of one territory."""
    return places(situation, TerritoryKind.COMMUNE, within)
