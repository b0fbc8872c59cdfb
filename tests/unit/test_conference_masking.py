"""A small count of an indicator is in no scene, whatever shows it, inside or outside the council."""

from collections.abc import Iterable
from typing import Any

import pytest

from data.situation import Situation
from data.vocabulary import SceneKind
from tests.support.editions import scene, slide_of, told_deck
from tests.support.indicators import CODE, indicator, measure, plan_with, target
from tests.support.recount import texts

SMALL = 4
"""Under the threshold, and no rank of a list of four territories of which some are hidden."""


def helped(*values: float, whole: float | None = None) -> Situation:
    """How many carers were helped in each territory; the plan counts them for the département too."""
    rows = [measure("2026-06-30", value, place) for value, place in zip(values, "ABCD", strict=False)]
    rows += [measure("2026-06-30", whole)] if whole is not None else []
    rows += [measure("2025-12-31", 1.0, "A"), measure("2025-06-30", 21.0, "A")]
    made = indicator(unit="personnes aidées", territory_aggregation="somme")
    return plan_with([made], rows, [target("2027-12-31", 40, "A")], peers=tuple("ABCD"))


def numbers(value: Any) -> Iterable[float]:
    """The values that a chart, a map or a number holds."""
    if isinstance(value, float):
        yield value
    elif isinstance(value, list | tuple):
        for each in value:
            yield from numbers(each)
    elif hasattr(value, "__dataclass_fields__"):
        for name in value.__dataclass_fields__:
            yield from numbers(getattr(value, name))


SCENES = [
    scene(SceneKind.MAP, rank=1, layer=f"indicateur-{CODE}"),
    scene(SceneKind.TRAJECTORY, rank=2, indicator=CODE, territory="A"),
    scene(SceneKind.KEY_FIGURES, rank=3, figures=[f"indicateur-{CODE}"]),
]


@pytest.mark.parametrize("public", [False, True])
def test_a_small_count_is_nowhere(public: bool) -> None:
    found = told_deck(helped(SMALL, 12, 30, 41), SCENES, public=public)
    assert not any(one.missing for one in found.slides[:2])
    assert float(SMALL) not in list(numbers(found))
    assert not [text for text in texts(found) if f"{SMALL} personnes" in text or text == str(SMALL)]
    assert any("masqué" in text for text in texts(found.slides[0]))
    assert any("masqué" in text for text in texts(found.slides[1]))


def test_the_map_hides_a_second_count_when_the_total_would_give_the_first() -> None:
    drawing = told_deck(helped(SMALL, 12, 30, 41, whole=86), SCENES[:1]).slides[0].drawing
    assert drawing is not None
    hidden = {place.code for place in drawing.places if place.text == "masqué"}
    assert hidden == {"A", "B"}
    assert all(place.value is None and place.band is None for place in drawing.places if place.code in hidden)


def test_a_masked_value_is_a_gap_in_the_line() -> None:
    chart = slide_of(helped(SMALL, 12, 30, 41), SceneKind.TRAJECTORY, indicator=CODE, territory="A").chart
    assert chart is not None
    by_day = dict(zip(chart.labels, zip(chart.series[0].values, chart.series[0].texts, strict=True), strict=True))
    assert by_day["30/06/2025"] == (21.0, "21 personnes aidées")
    assert by_day["31/12/2025"] == by_day["30/06/2026"] == (None, "masqué")


def test_a_masked_figure_says_so_and_not_that_it_cannot_be_computed() -> None:
    rows = [measure("2026-06-30", SMALL)]
    whole = plan_with([indicator(unit="personnes aidées")], rows, peers=tuple("ABCD"))
    slide = slide_of(whole, SceneKind.KEY_FIGURES, figures=[f"indicateur-{CODE}"])
    assert (slide.numbers[0].lead, slide.numbers[0].value) == ("masqué", None)
    by_itself = slide_of(whole, SceneKind.KEY_FIGURES)
    assert not by_itself.numbers, "it is not put forward by itself"
    assert "personne n’a encore donné l’état" in by_itself.missing


def test_a_text_typed_in_place_of_a_number_stays_inside() -> None:
    whole = plan_with([indicator(unit="places")], [measure("2026-06-30", text="Monsieur Untel a quitté le projet.")])
    for kind, settings in (
        (SceneKind.KEY_FIGURES, {"figures": [f"indicateur-{CODE}"]}),
        (SceneKind.TRAJECTORY, {"indicator": CODE}),
    ):
        slide = slide_of(whole, kind, public=True, **settings)
        assert slide.missing
        assert not [text for text in texts(slide) if "Untel" in text]


def test_texts_of_an_indicator_stay_inside() -> None:
    """A text may name somebody, and nobody reread it."""
    made = indicator(measure_kind="qualitatif", unit=None, scale=["faible", "forte"])
    rows = [measure("2026-06-30", text="Madame Untel s’est dite contente.", qualifier="forte")]
    whole = plan_with([made], rows)
    inside = slide_of(whole, SceneKind.TRAJECTORY, indicator=CODE)
    outside = slide_of(whole, SceneKind.TRAJECTORY, indicator=CODE, public=True)
    assert inside.words[0].text.startswith("Madame Untel")
    assert not [text for text in texts(outside) if "Untel" in text]
    assert outside.table is not None
    assert outside.table.rows == (("30/06/2026", "forte"),)
    alone = plan_with([made], [measure("2026-06-30", text="Madame Untel.")])
    assert "page publique" in slide_of(alone, SceneKind.TRAJECTORY, indicator=CODE, public=True).missing
