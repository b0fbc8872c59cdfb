"""The theme can be read by everybody: contrasts, and colours told apart with a colour-vision deficiency."""

import tomllib
from itertools import combinations, pairwise
from pathlib import Path
from typing import Any

import pytest

from tests.support.colours import contrast, distance, lightness

ROOT = Path(__file__).resolve().parents[2]
CONFIG: dict[str, Any] = tomllib.loads((ROOT / ".streamlit/config.toml").read_text(encoding="utf-8"))
TEXT, GRAPHIC = 4.5, 3.0  # WCAG AA: a text, and a shape that has to be seen
HUES = ["red", "orange", "yellow", "blue", "green", "violet", "gray"]

schemes = pytest.mark.parametrize("scheme", ["light", "dark"])


@schemes
def test_texts_and_links_can_be_read(scheme: str) -> None:
    theme = CONFIG["theme"][scheme]
    sidebar = theme["sidebar"]["backgroundColor"]
    for background in (theme["backgroundColor"], theme["secondaryBackgroundColor"], sidebar):
        assert contrast(theme["textColor"], background) >= 7
        assert contrast(theme["linkColor"], background) >= TEXT
    header = theme["dataframeHeaderBackgroundColor"]
    assert contrast(theme["dataframeHeaderTextColor"], header) >= TEXT


@schemes
def test_the_accent_is_seen_and_carries_a_white_text(scheme: str) -> None:
    theme = CONFIG["theme"][scheme]
    assert contrast(theme["primaryColor"], "#FFFFFF") >= TEXT
    assert contrast(theme["primaryColor"], theme["backgroundColor"]) >= GRAPHIC


@schemes
@pytest.mark.parametrize("hue", HUES)
def test_the_words_of_a_status_can_be_read(scheme: str, hue: str) -> None:
    theme = CONFIG["theme"][scheme]
    assert contrast(theme[f"{hue}Color"], theme["backgroundColor"]) >= TEXT


@schemes
def test_categories_are_told_apart(scheme: str) -> None:
    theme = CONFIG["theme"][scheme]
    colours = theme["chartCategoricalColors"]
    assert all(contrast(colour, theme["backgroundColor"]) >= GRAPHIC for colour in colours)
    close = {pair: distance(*pair) for pair in combinations(colours, 2) if distance(*pair) < 0.09}
    assert not close


@schemes
def test_the_sequence_goes_one_way(scheme: str) -> None:
    colours = CONFIG["theme"][scheme]["chartSequentialColors"]
    assert len(colours) == 10  # any other number is ignored by Streamlit
    steps = [lightness(two) - lightness(one) for one, two in pairwise(colours)]
    sign = -1 if scheme == "light" else 1  # much is what stands out from the background
    assert all(sign * step > 0.04 for step in steps)


@schemes
def test_the_two_sides_of_a_gap_are_told_apart(scheme: str) -> None:
    colours = CONFIG["theme"][scheme]["chartDivergingColors"]
    assert len(colours) == 10
    below, above = colours[:5], colours[5:]
    for one in below[:4] if scheme == "light" else below[1:]:
        for other in above[1:] if scheme == "light" else above[:4]:
            assert distance(one, other) >= 0.09
