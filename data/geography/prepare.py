"""Prepare the map of one département: correct, clean, simplify, then dissolve the four levels.

Dissolving comes after simplifying: the lines of EPCI, cantons and département are those of the communes.
"""

import json
from collections.abc import Iterable
from dataclasses import asdict
from pathlib import Path

import shapely
from shapely.geometry.base import BaseGeometry

from data.errors import GeographyError
from data.geography import report
from data.geography.model import ATTRIBUTION, LEVELS, DepartementMap, GeoJson, Level, Place, places_table
from data.geography.places import Ground, all_places
from data.geography.population import Populations, read_populations
from data.geography.read import RawCanton, RawDepartement, read_departement
from data.geography.repair import STILL_TOGETHER, absorbing_communes, fill_holes, own_shapes
from data.geography.shapes import clean, dissolve, geometry_json, simplify

ABSORBED_FILE = Path(__file__).with_name("absorbed_2025.json")


def prepare(code: str) -> DepartementMap:
    """Build the map of the département `code`. Takes one to two seconds: go through the cache.

    Raises GeographyError when the package or a data file is absent, changed or damaged, or the code unknown.
    """
    return prepare_from(read_departement(code), read_populations(), read_absorbed())


def read_absorbed(path: Path = ABSORBED_FILE) -> dict[str, str]:
    """Commune absorbed in 2025 → commune that absorbed it. Raises GeographyError if unreadable."""
    try:
        content: dict[str, str] = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise GeographyError(
            f"Le fichier {path.name} est absent ou abîmé. Rétablissez le fichier livré avec l’application, "
            "puis réessayez\u00a0; aucune donnée saisie n’est touchée."
        ) from error
    return content


def prepare_from(raw: RawDepartement, populations: Populations, absorbed: dict[str, str]) -> DepartementMap:
    """Build the map from what was read; `absorbed` as in `read_absorbed`."""
    drawn, rebuilt = own_shapes(raw.communes)
    canton_of = cantons_of(drawn, raw.cantons)  # before the holes are filled: the chief town keeps its canton
    outlines = [canton.shape for canton in raw.cantons if canton.shape is not None]
    complete, filled, left = fill_holes(drawn, outlines, absorbing_communes(raw.communes, absorbed))

    exact = clean(complete)
    light = simplify(exact)
    members = _members(raw, canton_of)
    drawings: dict[Level, dict[str, BaseGeometry]] = {level: _drawings(members[level], light) for level in LEVELS}
    places = all_places(raw, Ground(exact, members, drawings, canton_of), populations)
    return DepartementMap(
        code=raw.code,
        name=raw.name,
        levels={level: _collection(places, level, drawings[level]) for level in LEVELS},
        places=places_table([asdict(place) for place in places]),
        former_codes=_former_codes(raw, absorbed),
        report=[
            *report.corrections(raw, rebuilt, filled, left, absorbed),
            *report.missing(places),
            *report.distortions(places, exact, light),
            *report.populations(places, table_absent=not populations),
        ],
        sources=[ATTRIBUTION, report.population_source(places)],
        vintages={"communes": "COG 2025/26", "contours": "2024", "population": report.census_years(places)},
    )


def cantons_of(shapes: dict[str, BaseGeometry], cantons: Iterable[RawCanton]) -> dict[str, str]:
    """Commune → the canton, or the pseudo-canton of its split town, that contains a point inside the commune.

    A commune that no canton polygon contains is absent.
    """
    drawn = [(canton.code, canton.shape) for canton in cantons if canton.shape is not None]
    tree = shapely.STRtree([shape for _, shape in drawn])
    found: dict[str, str] = {}
    for code, shape in shapes.items():
        for index in tree.query(shape.representative_point(), predicate="within"):
            found[code] = drawn[int(index)][0]
    for whole, parts in STILL_TOGETHER.items():
        found.update({part: found[whole] for part in parts if whole in found})
    return found


def _members(raw: RawDepartement, canton_of: dict[str, str]) -> dict[Level, dict[str, list[str]]]:
    """For each level, the communes that make each place."""
    by_epci: dict[str, list[str]] = {epci.code: [] for epci in raw.epcis}
    by_canton: dict[str, list[str]] = {canton.code: [] for canton in raw.cantons}
    for commune in raw.communes:
        if commune.epci_code is not None:
            by_epci[commune.epci_code].append(commune.code)
        if commune.code in canton_of:
            by_canton[canton_of[commune.code]].append(commune.code)
    codes = [commune.code for commune in raw.communes]
    return {
        "commune": {code: [code] for code in codes},
        "epci": by_epci,
        "canton": by_canton,
        "departement": {raw.code: codes},
    }


def _drawings(members: dict[str, list[str]], light: dict[str, BaseGeometry]) -> dict[str, BaseGeometry]:
    """The polygon of each place that has at least one drawn commune."""
    drawn = {code: [light[commune] for commune in communes if commune in light] for code, communes in members.items()}
    return {code: dissolve(shapes) for code, shapes in drawn.items() if shapes}


def _collection(places: list[Place], level: Level, drawings: dict[str, BaseGeometry]) -> GeoJson:
    features = [
        {
            "type": "Feature",
            "id": place.code,
            "properties": {
                "code": place.code,
                "name": place.name,
                "outline": place.outline,
                "crosses_border": place.crosses_border,
            },
            "geometry": geometry_json(drawings[place.code]),
        }
        for place in places
        if place.level == level and place.code in drawings
    ]
    return {"type": "FeatureCollection", "features": features}


def _former_codes(raw: RawDepartement, absorbed: dict[str, str]) -> dict[str, str]:
    current = {commune.code for commune in raw.communes}
    known = {old: new for old, new in absorbed.items() if new in current}
    for commune in raw.communes:
        known.update({part.code: commune.code for part in commune.former if part.code not in current})
    return dict(sorted(known.items()))
