"""Lambert-93 → degrees, against the constants and the examples that are published."""

from __future__ import annotations

from math import degrees, radians

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.facilities.lambert import LAMBERT_93, Conic, is_lambert_93

FOOT = 20_925_832.16
"""Semi-major axis of Clarke 1866 in US survey feet."""


def test_the_constants_are_those_that_ign_publishes() -> None:
    # IGN, « Projection Lambert-93 »: n, C, Xs and Ys, and the first eccentricity of GRS80.
    assert LAMBERT_93.exponent == pytest.approx(0.7256077650, abs=1e-10)
    assert LAMBERT_93.constant == pytest.approx(11_754_255.426, abs=1e-3)
    assert LAMBERT_93.pole == pytest.approx((700_000.0, 12_655_612.050), abs=1e-3)
    assert LAMBERT_93.eccentricity == pytest.approx(0.08181919106, abs=1e-10)


def test_the_worked_example_of_epsg() -> None:
    # EPSG Guidance Note 7-2, Lambert Conic Conformal (2SP): NAD27 / Texas South Central.
    texas = Conic(
        FOOT, 294.97870, (28 + 23 / 60, 30 + 17 / 60), (-99.0, 27 + 50 / 60), (2_000_000.0, 0.0)
    )  # fmt: skip
    assert texas.degrees(2_963_503.91, 254_759.80) == pytest.approx((-96.0, 28.5), abs=5e-8)


@pytest.mark.parametrize(
    ("metres", "place"),
    [
        ((700_000.0, 6_600_000.0), (3.0, 46.5)),  # the origin itself, by definition
        # Computed with PROJ (EPSG:2154 → EPSG:4326): Paris, the Drôme, Corsica, Ouessant.
        ((648_237.0, 6_862_271.0), (2.2944959733, 48.8583938467)),
        ((852_000.0, 6_430_000.0), (4.9275070351, 44.9525121373)),
        ((1_200_000.0, 6_050_000.0), (8.9655470962, 41.3817894250)),
        ((124_000.0, 6_845_000.0), (-4.8019793357, 48.4489597627)),
    ],
)
def test_points_of_france(metres: tuple[float, float], place: tuple[float, float]) -> None:
    assert is_lambert_93(*metres)
    assert LAMBERT_93.degrees(*metres) == pytest.approx(place, abs=1e-9)


def forward(lon: float, lat: float) -> tuple[float, float]:
    """The way there, from the definition, to go back from."""
    from math import cos, sin

    n, pole = LAMBERT_93.exponent, LAMBERT_93.pole
    radius = LAMBERT_93.constant * LAMBERT_93._t(radians(lat)) ** n
    angle = n * radians(lon - 3)
    return pole[0] + radius * sin(angle), pole[1] - radius * cos(angle)


@given(st.floats(-5, 9.6), st.floats(41.3, 51.1))
def test_there_and_back(lon: float, lat: float) -> None:
    assert LAMBERT_93.degrees(*forward(lon, lat)) == pytest.approx((lon, lat), abs=degrees(1e-12))


def test_what_is_not_lambert_93() -> None:
    assert not is_lambert_93(4.9, 44.9)
    assert not is_lambert_93(6_430_000, 852_000)
    assert not is_lambert_93(801_000, 1_990_000)  # Lambert II étendu
