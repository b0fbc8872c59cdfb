"""From longitude and latitude to pixels: a département is small enough for degrees to be squeezed evenly."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import cos, radians
from typing import Any

Feature = Mapping[str, Any]
Ring = list[list[float]]


@dataclass(frozen=True)
class Projection:
    """`scale`: pixels of a degree of latitude; `narrow`: a degree of longitude over one of latitude."""

    west: float
    north: float
    narrow: float
    scale: float
    width: float
    height: float

    def at(self, lon: float, lat: float) -> tuple[float, float]:
        return (lon - self.west) * self.narrow * self.scale, (self.north - lat) * self.scale

    def degrees(self, wide: float, tall: float) -> tuple[float, float]:
        """Degrees of longitude and of latitude that a rectangle of pixels covers."""
        return wide / self.narrow / self.scale, tall / self.scale

    def path(self, feature: Feature) -> str:
        """The outline of a feature, as the « d » of a path; holes are those of an even-odd fill."""
        drawn = ""
        for ring in rings(feature):
            points = [self.at(point[0], point[1]) for point in ring]
            drawn += "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in points) + "Z"
        return drawn

    def box(self, feature: Feature) -> tuple[float, float]:
        """Width and height of a feature, in pixels."""
        points = [self.at(point[0], point[1]) for ring in rings(feature) for point in ring]
        xs, ys = [x for x, _ in points], [y for _, y in points]
        return max(xs) - min(xs), max(ys) - min(ys)


def fitted(features: Iterable[Feature], width: float, height: float | None) -> Projection:
    """The projection that shows all these features in a box of these pixels (as tall as it takes without a height)."""
    points = [point for feature in features for ring in rings(feature) for point in ring]
    west, east = min(p[0] for p in points), max(p[0] for p in points)
    south, north = min(p[1] for p in points), max(p[1] for p in points)
    # A degree of longitude is shorter than one of latitude: without this the département looks flattened.
    narrow = cos(radians((south + north) / 2))
    across, down = max((east - west) * narrow, 1e-6), max(north - south, 1e-6)
    scale = width / across if height is None else min(width / across, height / down)
    return Projection(west, north, narrow, scale, across * scale, down * scale)


def rings(feature: Feature) -> list[Ring]:
    """Every ring of a polygon or of several."""
    geometry = feature["geometry"]
    polygons = [geometry["coordinates"]] if geometry["type"] == "Polygon" else geometry["coordinates"]
    return [ring for polygon in polygons for ring in polygon]
