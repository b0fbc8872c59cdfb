"""The départements of France as a browser draws them: read once for all sessions, fetched once by each browser."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import streamlit as st

from components.map_data import FOLDER, digest
from data.database import MAPS
from data.errors import GeographyError
from data.geography.france import France, france_map

CODE, LEVEL = "france", "departements"
"""Its place among the files of `map_files`."""


@dataclass(frozen=True, eq=False)
class Departements:
    """The map, ready to draw. `body`: its file; `address`: where a browser fetches it, naming its content."""

    map: France
    features: Mapping[str, dict[str, Any]]
    body: bytes
    address: str


@st.cache_resource(max_entries=1, show_spinner="Préparation de la carte…")
def _prepared() -> Departements:
    found = france_map(MAPS)
    body = json.dumps(found.outlines, ensure_ascii=False, separators=(",", ":")).encode()
    features = {str(feature["id"]): feature for feature in found.outlines["features"]}
    return Departements(found, features, body, f"./{FOLDER}/{CODE}/{LEVEL}.json?v={digest(body)}")


def departements() -> Departements | GeographyError:
    """The map of France, or the French reason why there is none: the page then goes on with its list."""
    try:
        return _prepared()
    except GeographyError as error:
        return error
