"""A small map that says where a territory is: the territories of its level in grey, itself in the accent."""

from __future__ import annotations

from collections.abc import Mapping
from math import cos, radians
from typing import Any

_WIDE = 400.0
_GREY, _EDGE, _ACCENT = "#DDD9D1", "#FFFFFF", "#1F4E79"
Feature = Mapping[str, Any]


def locator(features: Mapping[str, Feature], code: str) -> str | None:
    """The map as SVG, from GeoJSON features by code; None when this territory has no shape."""
    if code not in features:
        return None
    points = [point for feature in features.values() for ring in _rings(feature) for point in ring]
    west, east = min(p[0] for p in points), max(p[0] for p in points)
    south, north = min(p[1] for p in points), max(p[1] for p in points)
    # A degree of longitude is shorter than one of latitude: without this the département looks flattened.
    narrow = cos(radians((south + north) / 2))
    scale = _WIDE / ((east - west) * narrow)

    def path(feature: Feature) -> str:
        drawn = ""
        for ring in _rings(feature):
            at = [f"{(lon - west) * narrow * scale:.1f} {(north - lat) * scale:.1f}" for lon, lat, *_ in ring]
            drawn += f"M{' '.join(at)}Z"
        return drawn

    others = "".join(path(feature) for other, feature in features.items() if other != code)
    tall = (north - south) * scale
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="-2 -2 {_WIDE + 4:.0f} {tall + 4:.0f}">'
        f'<g stroke="{_EDGE}" stroke-width="2" stroke-linejoin="round" fill-rule="evenodd">'
        f'<path fill="{_GREY}" d="{others}"/><path fill="{_ACCENT}" d="{path(features[code])}"/></g></svg>'
    )


def _rings(feature: Feature) -> list[list[list[float]]]:
    geometry = feature["geometry"]
    polygons = [geometry["coordinates"]] if geometry["type"] == "Polygon" else geometry["coordinates"]
    return [ring for polygon in polygons for ring in polygon]
