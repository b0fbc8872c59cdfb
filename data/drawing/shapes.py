"""The outlines that maps are drawn from, by code: those prepared of a département, and those that a plan composes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from data.conference.slide import Deck
from data.database import MAPS
from data.errors import GeographyError
from data.geography import departement_map, united
from data.measures.columns import records
from data.measures.levels import below
from data.situation import Situation
from data.vocabulary import TerritoryKind

Feature = Mapping[str, Any]
"""A GeoJSON feature in WGS84."""
Shapes = Mapping[str, Feature]
"""Code of a territory → its outline. Codes of two levels are never the same."""


def shapes_of(departement: str, level: str) -> Shapes:
    """The outlines of a level of a département; none when it has no map or no such level."""
    try:
        found = departement_map(departement, MAPS).levels
    except GeographyError:
        return {}
    return {
        str(feature["id"]): feature
        for name, collection in found.items()
        if name == level
        for feature in collection["features"]
    }


def shapes_for(deck: Deck, situations: Iterable[Situation] = ()) -> Shapes:
    """Every outline that the maps of a deck need.

    situations: those that the deck is told from: territories that a plan composes are drawn from their communes.
    """
    drawings = [slide.drawing for slide in deck.slides if slide.drawing is not None]
    found: dict[str, Feature] = {}
    for departement, level in sorted({(one.departement, one.level) for one in drawings}):
        found |= shapes_of(departement, level)
    missing = {place.code for one in drawings for place in one.places} - found.keys()
    for situation in situations:
        if missing:
            found |= {code: shape for code, shape in composed(situation).items() if code in missing}
    return found


def composed(situation: Situation) -> Shapes:
    """The territories of a plan that no map knows, each the union of its communes."""
    known = _known(situation.plan.departement_code)
    communes = shapes_of(situation.plan.departement_code, TerritoryKind.COMMUNE.value)
    found: dict[str, Feature] = {}
    for row in records(situation.territories):
        code, name, kind = str(row["code"]), str(row["name"]), str(row["kind"])
        if code in known or kind == TerritoryKind.COMMUNE:
            continue
        inside = (communes[one] for one in sorted(below(situation, code)) if one in communes)
        feature = united(code, name, (dict(one) for one in inside))
        if feature is not None:
            found[code] = feature
    return found


def _known(departement: str) -> frozenset[str]:
    """The codes that the map of a département has."""
    try:
        return frozenset(departement_map(departement, MAPS).places["code"].astype(str))
    except GeographyError:
        return frozenset()
