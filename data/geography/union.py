# pyright: reportUnknownMemberType=false
"""Shapes that no package draws: a territory that a département composes itself, on the very lines of its members."""

import json
from collections.abc import Iterable

import numpy as np
import shapely

from data.geography.model import GeoJson
from data.geography.shapes import dissolve, geometry_json

_TRIED = 13
"""Places tried across a feature, and as many down."""


def united(code: str, name: str, members: Iterable[GeoJson]) -> GeoJson | None:
    """One GeoJSON feature for several, the borders between them gone; None without any member.

    Members of one prepared map share their lines exactly. Polygons that overlap (a commune given beside its own
    EPCI) are no coverage: they are united one by one.
    """
    shapes = [shapely.from_geojson(json.dumps(member["geometry"])) for member in members]
    if not shapes:
        return None
    if shapely.coverage_is_valid(np.array(shapes, dtype=object)):
        whole = dissolve(shapes)
    else:
        whole = shapely.orient_polygons(shapely.union_all(shapes), exterior_cw=True)
    return {
        "type": "Feature",
        "id": code,
        "properties": {"code": code, "name": name, "outline": "whole", "crosses_border": False},
        "geometry": geometry_json(whole),
    }


def middle(feature: GeoJson) -> tuple[float, float]:
    """A point (longitude, latitude) inside a feature, where its name may stand."""
    point = shapely.from_geojson(json.dumps(feature["geometry"])).representative_point()
    return round(point.x, 5), round(point.y, 5)


def spots(feature: GeoJson, wide: float, tall: float) -> list[tuple[float, float]]:
    """The points (longitude, latitude) about which a rectangle of these degrees stands inside a feature, those nearest
    to its middle first; none when nowhere does."""
    shape = shapely.from_geojson(json.dumps(feature["geometry"]))
    west, south, east, north = shape.bounds
    if wide > east - west or tall > north - south:
        return []
    inner = shape.representative_point()
    across = np.append(np.linspace(west + wide / 2, east - wide / 2, _TRIED), inner.x)
    down = np.append(np.linspace(south + tall / 2, north - tall / 2, _TRIED), inner.y)
    x, y = (each.ravel() for each in np.meshgrid(across, down))
    shapely.prepare(shape)
    held = shapely.contains(shape, shapely.box(x - wide / 2, y - tall / 2, x + wide / 2, y + tall / 2))
    near = np.argsort((x[held] - inner.x) ** 2 + (y[held] - inner.y) ** 2, kind="stable")
    return [(float(lon), float(lat)) for lon, lat in zip(x[held][near], y[held][near], strict=True)]


def bounds(feature: GeoJson) -> tuple[float, float, float, float]:
    """West, south, east, north of a feature."""
    west, south, east, north = shapely.from_geojson(json.dumps(feature["geometry"])).bounds
    return float(west), float(south), float(east), float(north)
