"""The prepared map of a département, read once for all sessions, and the shapes that a plan adds to it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

import streamlit as st

from data.database import MAPS
from data.errors import GeographyError
from data.geography import DepartementMap, departement_map, middle, united
from data.geography.model import place_rows
from data.measures.columns import records
from data.measures.levels import below
from data.situation import Situation
from data.vocabulary import TerritoryKind

FOLDER = "cartes"
"""Where the files of `map_files` stand."""


@dataclass(frozen=True, eq=False)
class Shapes:
    """A département's map, ready to draw.

    Attributes:
        features: level → code → GeoJSON feature.
        places: code → its row.
        files: level → the same features as a JSON file; a plan's own shapes have none.
        addresses: level → where a browser fetches that file. It names its content: a browser keeps it for good.
    """

    map: DepartementMap
    features: Mapping[str, Mapping[str, dict[str, Any]]]
    places: Mapping[str, Mapping[str, Any]]
    files: Mapping[str, bytes] = field(default_factory=dict[str, bytes])
    addresses: Mapping[str, str] = field(default_factory=dict[str, str])

    def feature(self, code: str | None) -> dict[str, Any] | None:
        """The shape of a place of any level."""
        return next((found[code] for found in self.features.values() if code is not None and code in found), None)


@st.cache_resource(max_entries=8, show_spinner="Préparation de la carte…")
def _prepared(code: str) -> Shapes:
    """One for all sessions (the polygons weigh a quarter of a megabyte); nobody modifies it."""
    found = departement_map(code, MAPS)
    features = {
        level: {str(feature["id"]): feature for feature in collection["features"]}
        for level, collection in found.levels.items()
    }
    files = {
        level: json.dumps(collection, ensure_ascii=False, separators=(",", ":")).encode()
        for level, collection in found.levels.items()
    }
    addresses = {level: f"./{FOLDER}/{code}/{level}.json?v={digest(body)}" for level, body in files.items()}
    places = {str(row["code"]): row for row in place_rows(found.places)}
    return Shapes(found, features, places, files, addresses)


def shapes(code: str) -> Shapes | GeographyError:
    """The map of a département, or the French reason why there is none: the page then goes on with its list."""
    try:
        return _prepared(code)
    except GeographyError as error:
        return error


def completed(drawn: Shapes, situation: Situation) -> Shapes:
    """The same map with the territories that the plan composes itself, each the union of its communes.

    A territory none of whose communes has a shape stays without one.
    """
    communes = drawn.features[TerritoryKind.COMMUNE.value]
    features: dict[str, dict[str, dict[str, Any]]] = {}
    places: dict[str, Mapping[str, Any]] = {}
    for row in records(situation.territories):
        code, name, kind = str(row["code"]), str(row["name"]), str(row["kind"])
        if code in drawn.places or kind == TerritoryKind.COMMUNE:
            continue
        feature = united(code, name, (communes[each] for each in sorted(below(situation, code)) if each in communes))
        if feature is not None:
            features.setdefault(kind, {})[code] = feature
            lon, lat = middle(feature)
            places[code] = {"code": code, "lon": lon, "lat": lat, "crosses_border": False}
    if not features:
        return drawn
    more = {kind: {**drawn.features.get(kind, {}), **found} for kind, found in features.items()}
    kept = {kind: address for kind, address in drawn.addresses.items() if kind not in more}
    return replace(
        drawn, features={**drawn.features, **more}, places={**drawn.places, **places}, addresses=kept
    )  # fmt: skip


def digest(body: bytes) -> str:
    """Names a content: it changes when one outline does."""
    return hashlib.sha256(body).hexdigest()[:16]
