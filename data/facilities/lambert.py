"""From Lambert-93, the projection of French metropolitan files, to longitude and latitude.

Lambert-93 is a conformal conic projection with two standard parallels; RGF93, on which it stands, and WGS84 agree
within less than a metre. Definition: EPSG:2154, after IGN and the decree 2000-1276, on the ellipsoid GRS80. Formulas:
EPSG Guidance Note 7-2, « Lambert Conic Conformal (2SP) », as in ALG0001, ALG0002 and ALG0004 of IGN's NTG_71.
A library would bring every projection of the world for this one: tests hold the module to published figures.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from math import atan, atan2, copysign, cos, degrees, exp, hypot, log, pi, radians, sin, sqrt, tan


@dataclass(frozen=True)
class Conic:
    """A Lambert conformal conic projection with two standard parallels.

    Attributes:
        axis: semi-major axis of the ellipsoid, in the unit of the coordinates; flattening: its inverse flattening.
        parallels: the two standard parallels; origin: (longitude, latitude) of the false origin, in degrees.
        false: (easting, northing) of the false origin.
    """

    axis: float
    flattening: float
    parallels: tuple[float, float]
    origin: tuple[float, float]
    false: tuple[float, float]

    @cached_property
    def eccentricity(self) -> float:
        share = 1 / self.flattening
        return sqrt(2 * share - share * share)

    @cached_property
    def exponent(self) -> float:
        """n: the sine of the cone."""
        first, second = (radians(each) for each in self.parallels)
        return log(self._m(first) / self._m(second)) / log(self._t(first) / self._t(second))

    @cached_property
    def constant(self) -> float:
        """C: distance to the pole of the parallel where t is 1."""
        first = radians(self.parallels[0])
        return self.axis * self._m(first) / (self.exponent * self._t(first) ** self.exponent)

    @cached_property
    def pole(self) -> tuple[float, float]:
        """(x, y) of the pole."""
        return self.false[0], self.false[1] + self.constant * self._t(radians(self.origin[1])) ** self.exponent

    def degrees(self, x: float, y: float) -> tuple[float, float]:
        """(longitude, latitude) in degrees of a projected point."""
        n, pole = self.exponent, self.pole
        radius = copysign(hypot(x - pole[0], y - pole[1]), n)
        t = (radius / self.constant) ** (1 / n)
        longitude = atan2(x - pole[0], pole[1] - y) / n
        return self.origin[0] + degrees(longitude), degrees(self._latitude(t))

    def _m(self, latitude: float) -> float:
        return cos(latitude) / sqrt(1 - (self.eccentricity * sin(latitude)) ** 2)

    def _t(self, latitude: float) -> float:
        e_sine = self.eccentricity * sin(latitude)
        return tan(pi / 4 - latitude / 2) / ((1 - e_sine) / (1 + e_sine)) ** (self.eccentricity / 2)

    def _latitude(self, t: float) -> float:
        """The latitude whose `_t` is t: each turn gains two or three figures; ten are more than a float holds."""
        latitude = pi / 2 - 2 * atan(t)
        for _ in range(10):
            e_sine = self.eccentricity * sin(latitude)
            latitude = pi / 2 - 2 * atan(t * exp(self.eccentricity / 2 * log((1 - e_sine) / (1 + e_sine))))
        return latitude


LAMBERT_93 = Conic(6_378_137.0, 298.257222101, (49.0, 44.0), (3.0, 46.5), (700_000.0, 6_600_000.0))
"""EPSG:2154."""
_X, _Y = (100_000.0, 1_300_000.0), (6_000_000.0, 7_200_000.0)
"""Where metropolitan France stands in it, Corsica included, with some room."""


def is_lambert_93(x: float, y: float) -> bool:
    """Whether two coordinates can be metres of Lambert-93."""
    return _X[0] <= x <= _X[1] and _Y[0] <= y <= _Y[1]
