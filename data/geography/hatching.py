# pyright: reportUnknownMemberType=false
"""Hatching of a polygon as plain line segments: charts that fill a shape with one colour can still hatch it."""

import json
import math

import shapely
from shapely.geometry.base import BaseGeometry

from data.geography.model import GeoJson

Segment = tuple[tuple[float, float], tuple[float, float]]
"""Two (longitude, latitude) ends."""


def hatch(geometry: GeoJson, step: float, *, crossed: bool = False) -> list[Segment]:
    """Parallel segments that cover a GeoJSON polygon, leaning right, at 45° once drawn in Mercator.

    Args:
        step: degrees of longitude between two lines. All polygons hatched with one step share the same lines, so
            that neighbours look like one surface.
        crossed: add the lines that lean left.
    """
    shape = shapely.from_geojson(json.dumps(geometry))
    if shape.is_empty:
        return []
    # A degree of latitude is drawn 1 / cos(latitude) times as long as one of longitude.
    slope = math.cos(math.radians(shape.centroid.y))
    found = _lines(shape, step, slope)
    return [*found, *_lines(shape, step, -slope)] if crossed else found


def _lines(shape: BaseGeometry, step: float, slope: float) -> list[Segment]:
    west, south, east, north = shape.bounds
    # The line of rank n goes through longitude n × step at latitude 0, whatever the polygon.
    ends = [west - south / slope, west - north / slope, east - south / slope, east - north / slope]
    ranks = range(math.floor(min(ends) / step), math.ceil(max(ends) / step) + 1)
    lines = [shapely.linestrings([(n * step + south / slope, south), (n * step + north / slope, north)]) for n in ranks]
    inside = [part for line in lines for part in shapely.get_parts(shapely.intersection(line, shape))]
    return [
        ((round(a[0], 5), round(a[1], 5)), (round(b[0], 5), round(b[1], 5)))
        for part in inside
        if part.geom_type == "LineString" and len(part.coords) == 2
        for a, b in [tuple(part.coords)]
    ]
