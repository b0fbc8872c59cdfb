"""Small maps side by side: the figures over them, their one legend, their table; the pictures that draw them."""

import random
import re
import xml.etree.ElementTree as ElementTree
from base64 import b64decode
from dataclasses import replace
from datetime import date
from functools import lru_cache
from html import unescape
from typing import Any

import pandas as pd
import pytest

from components.maps import Entry
from components.small_maps import WIDTH, SmallMap, outlines, sheet
from data.measures.classes import LATE, RATES
from data.measures.columns import records
from data.measures.layer import COVERAGE, GAP, OVERDUE, POPULATION, PROGRESS, RATE
from data.measures.small_multiples import MEASURES, MOST, Multiples, by_axis, by_period
from data.period import Period
from data.situation import Situation
from tests.support.measures import changed, drome, kept, of, said, situation

NB = "\u00a0"
PLACES = "ABC"


@lru_cache
def some() -> list[str]:
    """The 5 first actions of axes 1 and 2 in the first phase, those that come back every year left out."""
    tree = drome()
    first = [c for c in tree.codes() if of(tree.actions, c)["phase"] == "2025-2026"]
    opened = [c for c in first if not of(tree.actions, c)["recurrent"]]
    return [[c for c in opened if of(tree.actions, c)["axis_code"] == axis][at] for axis in "12" for at in range(5)]


def of_plan(words: list[dict[str, Any]], period: str, places: str = PLACES) -> Situation:
    actions = kept(drome().actions, "code", *some()).reset_index(drop=True)
    actions = changed(actions, some(), territorial=True, ends_on=date(2026, 12, 31))
    return situation(drome(), words, period, actions=actions, peers=places)


def word(place: str, period: str, done: int) -> list[dict[str, Any]]:
    """The first `done` actions realised, the others en cours."""
    return [
        said(code, period, "realisee" if at < done else "en_cours", 20.0, place=place) for at, code in enumerate(some())
    ]


WORDS = [*word("A", "2026-T1", 2), *word("B", "2026-T1", 0), *word("A", "2026-T2", 6), *word("B", "2026-T2", 3),
         *word("C", "2026-T2", 0)]  # fmt: skip


def dates() -> list[Situation]:
    return [of_plan(WORDS, period) for period in ("2025-T4", "2026-T1", "2026-T2")]


def drawn(found: Multiples | None) -> Multiples:
    assert found is not None
    return found


def test_one_map_a_period_each_with_the_figure_of_all_territories() -> None:
    found = drawn(by_period(RATE, dates()))
    assert [panel.name for panel in found.panels] == ["4e trimestre 2025", "1er trimestre 2026", "2e trimestre 2026"]
    # 2 of 20 known in T1 (C silent: 20 of 30 known), 9 of 30 in T2.
    assert [panel.text for panel in found.panels] == [
        "non calculable", f"2 sur 30 (7{NB}%)", f"9 sur 30 (30{NB}%)",
    ]  # fmt: skip
    assert found.says == (
        f"Taux de réalisation, tous territoires ensemble{NB}: au 1er trimestre 2026, 2 sur 30 (7{NB}%){NB}; au 2e "
        f"trimestre 2026, 9 sur 30 (30{NB}%)."
    )
    assert {panel.layer.bins for panel in found.panels} == {RATES}


def test_the_table_has_a_line_a_territory_and_a_column_a_map() -> None:
    found = records(drawn(by_period(RATE, dates())).frame)
    assert list(found[0]) == ["Territoire", "Code", "T4 2025", "T1 2026", "T2 2026"]
    assert [row["Territoire"] for row in found] == ["Territoire A", "Territoire B", "Territoire C", "Tous ensemble"]
    assert [found[0][name] for name in ("T4 2025", "T1 2026", "T2 2026")] == [
        "non renseigné", f"2 sur 10 (20{NB}%)", f"6 sur 10 (60{NB}%)",
    ]  # fmt: skip
    assert found[2]["T1 2026"] == "non renseigné"
    assert found[3]["T2 2026"] == f"9 sur 30 (30{NB}%)"


def test_one_map_an_axis_and_the_axes_add_up() -> None:
    found = drawn(by_axis(RATE, dates()[-1]))
    assert [panel.short for panel in found.panels] == ["Axe 1", "Axe 2"]
    # A: 5 of axe 1 and 1 of axe 2; B: 3 of axe 1.
    assert [panel.text for panel in found.panels] == [f"8 sur 15 (53{NB}%)", f"1 sur 15 (7{NB}%)"]
    assert found.says.endswith(f"au plus haut, axe 1, 8 sur 15 (53{NB}%){NB}; au plus bas, axe 2, 1 sur 15 (7{NB}%).")
    assert sum(panel.counted for panel in found.panels) == drawn(by_period(RATE, dates())).panels[-1].counted


def test_each_measure_has_its_own_figure_and_fixed_classes() -> None:
    last = dates()[-1]
    texts = {key: drawn(by_period(key, [last])).panels[0].text for key in (PROGRESS, COVERAGE, OVERDUE)}
    # 9 at 100 and 21 at 20: 1320 ÷ 30.
    assert texts[PROGRESS] == f"44{NB}% (30 renseignées sur 30)"
    assert texts[COVERAGE] == f"30 renseignées sur 30 (100{NB}%), dont 30 à jour"
    assert texts[OVERDUE] == "aucune action en retard"
    late = drawn(by_period(OVERDUE, [of_plan(WORDS, "2026-T4")])).panels[0]
    assert (late.text, late.layer.bins) == ("21 actions en retard sur 30 arrivées à échéance", LATE)


def test_the_figure_is_explained_by_the_rows_that_it_counts() -> None:
    found = drawn(by_period(RATE, dates())).figure
    counted = [row for row in records(found.inputs) if row["Compte"] == "oui"]
    assert (sum(row["État"] == "Réalisée" for row in counted), len(counted)) == (9, 30)
    assert {row["Territoire"] for row in counted} == {"Territoire A", "Territoire B", "Territoire C"}
    late = drawn(by_axis(OVERDUE, of_plan(WORDS, "2026-T4"))).figure
    assert (late.value, len(late.inputs), late.denominator) == (21.0, 21, 30)
    assert not (late.inputs["État"] == "Réalisée").any()
    known = drawn(by_axis(COVERAGE, dates()[1])).figure
    assert (known.numerator, known.denominator, len(known.inputs)) == (20, 30, 30)


def test_a_set_that_has_changed_is_said() -> None:
    more = of_plan([*WORDS, said(some()[0], "2026-T2", "non_concernee", place="C")], "2026-T2")
    assert "L’ensemble compté a changé" in drawn(by_period(RATE, [dates()[1], more])).says
    assert "a changé" not in drawn(by_period(RATE, dates()[1:])).says


@pytest.mark.parametrize("key", [GAP, POPULATION, "absurde"])
def test_a_measure_whose_classes_move_is_never_put_side_by_side(key: str) -> None:
    assert key not in MEASURES
    assert by_period(key, dates()) is None
    assert by_axis(key, dates()[-1]) is None


def test_nothing_declined_or_no_territory_draws_nothing() -> None:
    bare = situation(drome(), period="2026-T2", peers=PLACES)
    assert by_period(RATE, [bare]) is None
    assert by_axis(RATE, bare) is None
    assert by_period(RATE, [of_plan([], "2026-T2", places="")]) is None
    assert by_period(RATE, []) is None
    silent = drawn(by_period(RATE, [of_plan([], "2026-T2")]))
    assert silent.says.endswith("rien n’est encore connu.")


def test_the_last_eight_periods_are_drawn_whatever_their_order() -> None:
    one = dates()[-1]
    many = [replace(one, period=Period.parse("2024-T1").shift(at)) for at in range(MOST + 3)]
    shuffled = random.Random(1).sample(many, len(many))
    found = drawn(by_period(RATE, shuffled))
    assert [panel.short for panel in found.panels] == [each.period.short for each in many[3:]]
    assert found.left_out == 3
    pd.testing.assert_frame_equal(found.frame, drawn(by_period(RATE, many)).frame)


# The pictures


def square(west: float, south: float = 44.0, side: float = 1.0) -> dict[str, Any]:
    ring = [[west, south], [west, south + side], [west + side, south + side], [west + side, south], [west, south]]
    return {"type": "Feature", "geometry": {"type": "Polygon", "coordinates": [ring]}}


SHAPES = outlines({"A": square(4), "B": square(5), "C": square(6)}, {"B": (5.5, 44.5)})
ENTRIES = [
    Entry("classe0", "moins de 20 %", "#E1ECF8"),
    Entry("non_renseigne", "non renseigné", "#B8B2A8", sign="?"),
    Entry("non_concerne", "non concerné", "#F5F3EF", hatched="x"),
]
MAP = SmallMap(
    "T1 <b>2026</b>", "2 sur 30 (7 %)", {"A": "classe0", "B": "non_renseigne", "C": "non_concerne"},
    {"A": 'Diois "x" : 1 sur 9', "B": "Vercors : non renseigné", "C": "Buëch : non concerné"},
)  # fmt: skip


def pictures(html: str) -> list[ElementTree.Element]:
    found = re.findall(r'src="data:image/svg\+xml;base64,([^"]+)" width="168"', html)
    return [ElementTree.fromstring(b64decode(each)) for each in found]


def test_a_picture_draws_each_territory_in_the_colour_of_the_legend() -> None:
    html = sheet([MAP, MAP], ENTRIES, SHAPES)
    assert len(pictures(html)) == 2
    picture = pictures(html)[0]
    name = "{http://www.w3.org/2000/svg}"
    fills = [path.get("fill") for path in picture.findall(f"{name}path")]
    assert fills == ["#E1ECF8", "#B8B2A8", "#F5F3EF", "url(#croise)"]
    assert [text.text for text in picture.findall(f"{name}text")] == ["?"]
    assert [pattern.get("id") for pattern in picture.findall(f"{name}pattern")] == ["croise"]
    assert html.count("moins de 20 %") == 1
    assert html.index("moins de 20 %") < html.index("2 sur 30")


def test_what_people_typed_stays_text_and_every_value_can_be_read() -> None:
    html = sheet([MAP], ENTRIES, SHAPES)
    assert "<b>" not in html
    (alternative,) = re.findall(r'alt="(T1[^"]+)"', html)
    assert unescape(alternative) == (
        'T1 <b>2026</b>. Diois "x" : 1 sur 9 ; Vercors : non renseigné ; Buëch : non concerné'
    )
    assert [unescape(title) for title in re.findall(r'<area[^>]* title="([^"]*)"', html)] == list(MAP.texts.values())


def test_a_shape_keeps_its_place_and_a_territory_without_one_is_left_to_the_table() -> None:
    # Three squares in a row: as wide as the map, a third of it each; the first one in the west.
    assert SHAPES.rings["A"][0][0][0] == 0
    assert max(x for x, _ in SHAPES.rings["C"][0]) == 2 * WIDTH
    assert sheet([replace(MAP, fills={**MAP.fills, "Z": "classe0"})], ENTRIES, SHAPES)
    chosen = pictures(sheet([MAP], ENTRIES, SHAPES, selected="A"))[0]
    plain = pictures(sheet([MAP], ENTRIES, SHAPES, selected="Z"))[0]
    assert len(chosen.findall("{http://www.w3.org/2000/svg}path")) == 2 + len(
        plain.findall("{http://www.w3.org/2000/svg}path")
    )
