"""The prepared map of a département, read once for all sessions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import streamlit as st

from data.database import MAPS
from data.errors import GeographyError
from data.geography import DepartementMap, departement_map
from data.geography.model import place_rows


@dataclass(frozen=True, eq=False)
class Shapes:
    """A département's map, ready to draw. features: level → code → GeoJSON feature; places: code → its row."""

    map: DepartementMap
    features: Mapping[str, Mapping[str, dict[str, Any]]]
    places: Mapping[str, Mapping[str, Any]]


@st.cache_resource(max_entries=8, show_spinner="Préparation de la carte…")
def _prepared(code: str) -> Shapes:
    """One for all sessions (the polygons weigh a quarter of a megabyte); nobody modifies it."""
    found = departement_map(code, MAPS)
    features = {
        level: {str(feature["id"]): feature for feature in collection["features"]}
        for level, collection in found.levels.items()
    }
    return Shapes(found, features, {str(row["code"]): row for row in place_rows(found.places)})


def shapes(code: str) -> Shapes | GeographyError:
    """The map of a département, or the French reason why there is none: the page then goes on with its list."""
    try:
        return _prepared(code)
    except GeographyError as error:
        return error
