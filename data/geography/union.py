# pyright: reportUnknownMemberType=false
"""Shapes that no package draws: a territory that a département composes itself, on the very lines of its members."""

import json
from collections.abc import Iterable

import numpy as np
import shapely

from data.geography.model import GeoJson
from data.geography.shapes import dissolve, geometry_json


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


def bounds(feature: GeoJson) -> tuple[float, float, float, float]:
    """West, south, east, north of a feature."""
    west, south, east, north = shapely.from_geojson(json.dumps(feature["geometry"])).bounds
    return float(west), float(south), float(east), float(north)
