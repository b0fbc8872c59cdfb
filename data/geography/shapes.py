# pyright: reportUnknownMemberType=false
# The types known for shapely leave its **kwargs open, and do not know coverage_clean yet.
"""Turn polygons that nearly touch into a light map whose neighbours share exactly the same lines."""

import json
from collections.abc import Iterable, Iterator
from typing import cast

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from data.errors import GeographyError
from data.geography.model import GeoJson

SNAP = 1e-5
"""Degrees (about 1 m): the grid that brings the two drawings of one border together."""

TOLERANCE = 0.005
"""Degrees: square root of the largest triangle that may be removed; about halves the number of points."""

DECIMALS = (4, 5, 6)
"""Decimals of the coordinates (4: about 10 m); the next is used where rounding would make lines cross."""


def clean(shapes: dict[str, BaseGeometry]) -> dict[str, BaseGeometry]:
    """Snap and mend the polygons so that they form a coverage: no overlap, identical shared edges."""
    return dict(zip(shapes, _mended(_array(shapes.values()), SNAP), strict=True))


def simplify(coverage: dict[str, BaseGeometry], tolerance: float = TOLERANCE) -> dict[str, BaseGeometry]:
    """Simplify a clean coverage without parting its neighbours, round it and turn exterior rings clockwise.

    Clockwise is what d3 expects, which draws plotly's SVG maps. Raises GeographyError if no rounding keeps
    the coverage valid.
    """
    light = shapely.coverage_simplify(_array(coverage.values()), tolerance)
    for rounded in _roundings(light):
        if is_sound(rounded):
            return dict(zip(coverage, shapely.orient_polygons(rounded, exterior_cw=True), strict=True))
    raise GeographyError(
        "Les contours simplifiés des communes se croisent\u00a0: la carte n’a pas été préparée. "
        "Signalez-le avec le code du département\u00a0; aucune donnée saisie n’est touchée."
    )


def is_sound(polygons: Iterable[BaseGeometry]) -> bool:
    """True if every polygon is valid, none is empty, and neighbours share vertices without overlapping."""
    array = _array(polygons)
    return bool(
        shapely.is_valid(array).all() and not shapely.is_empty(array).any() and shapely.coverage_is_valid(array)
    )


def dissolve(polygons: Iterable[BaseGeometry]) -> BaseGeometry:
    """Union of polygons of one coverage, on the very lines of its members; exterior rings clockwise."""
    return shapely.orient_polygons(shapely.coverage_union_all(list(polygons)), exterior_cw=True)


def area_km2(shape: BaseGeometry) -> float:
    """Area on the WGS84 ellipsoid of a shape given in degrees.

    Uses the cylindrical equal-area projection, whose planar area is the true one.
    """
    radius, eccentricity = 6378.137, 0.0818191908426215

    def project(lonlat: NDArray[np.float64]) -> NDArray[np.float64]:
        sine = np.sin(np.radians(lonlat[:, 1]))
        e_sine = eccentricity * sine
        authalic = (1 - eccentricity**2) * (sine / (1 - e_sine**2) + np.arctanh(e_sine) / eccentricity)
        return np.column_stack([radius * np.radians(lonlat[:, 0]), radius * authalic / 2])

    return float(shapely.area(shapely.transform(shape, project)))


def geometry_json(shape: BaseGeometry) -> GeoJson:
    """The GeoJSON geometry, with plain lists: what comes back from a file is equal to it."""
    geometry: GeoJson = json.loads(shapely.to_geojson(shape))
    return geometry


def _array(polygons: Iterable[BaseGeometry]) -> NDArray[np.object_]:
    return np.array(list(polygons), dtype=object)


def _mended(polygons: NDArray[np.object_], grid: float) -> NDArray[np.object_]:
    snapped = shapely.set_precision(polygons, grid)
    mended = shapely.coverage_clean(snapped)  # pyright: ignore
    return cast("NDArray[np.object_]", mended)


def _roundings(polygons: NDArray[np.object_]) -> Iterator[NDArray[np.object_]]:
    """Ways to round a coverage, best first: as it is, else moving the lines that would cross, else finer."""
    for decimals in DECIMALS:
        yield _rounded(polygons, decimals)
        yield _rounded(_mended(polygons, 10.0**-decimals), decimals)


def _rounded(polygons: NDArray[np.object_], decimals: int) -> NDArray[np.object_]:
    def to_grid(lonlat: NDArray[np.float64]) -> NDArray[np.float64]:
        return np.round(lonlat, decimals)

    return shapely.transform(polygons, to_grid)
