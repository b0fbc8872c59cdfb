"""The map as a figure: every area once, in its colour, hatched, named without touching; nothing asked of anybody."""

import json
from dataclasses import replace
from typing import Any

import shapely
from hypothesis import given
from hypothesis import strategies as st

from components.map_labels import LETTER, LINE, Label, placed, wrapped
from components.maps import Area, Entry, Ground, choropleth, code_of
from data.geography.hatching import hatch
from data.place_names import short_name

NB = "\u00a0"


def square(code: str, west: float, south: float = 44.0, side: float = 1.0) -> dict[str, Any]:
    ring = [[west, south], [west, south + side], [west + side, south + side], [west + side, south], [west, south]]
    return {"type": "Feature", "id": code, "properties": {}, "geometry": {"type": "Polygon", "coordinates": [ring]}}


ENTRIES = [
    Entry("low", "moins de 20 %", "#E1ECF8"),
    Entry("high", "20 % et plus", "#0D406B"),
    Entry("silent", "non renseigné", "#B8B2A8", sign="?"),
    Entry("aside", "non concerné", "#F5F3EF", hatched="x"),
]
AREAS = [
    Area("A", "Alpha", "low", ("1 sur 9 (11 %)",), (4.5, 44.5)),
    Area("B", "Bêta", "high", ("8 sur 9 (89 %)",), (5.5, 44.5)),
    Area("C", "Gamma", "silent", ("non renseigné",), (6.5, 44.5)),
    Area("D", "Delta", "aside", ("non concerné",), (7.5, 44.5)),
    Area("Z", "Sans contour", "low"),
]
GROUND = Ground({code: square(code, 4.0 + at) for at, code in enumerate("ABCD")})


def drawn(selected: str | None = None, areas: list[Area] = AREAS) -> dict[str, Any]:
    figure: dict[str, Any] = json.loads(choropleth(areas, ENTRIES, GROUND, selected=selected).to_json())
    return figure


def traces(figure: dict[str, Any], kind: str, **wanted: Any) -> list[dict[str, Any]]:
    return [
        trace
        for trace in figure["data"]
        if trace["type"] == kind and all(trace.get(name) == value for name, value in wanted.items())
    ]


def fill_of(figure: dict[str, Any], code: str) -> str:
    """The colour in which plotly fills an area: its value on the stepped scale."""
    (shapes,) = traces(figure, "choropleth")
    at = shapes["locations"].index(code)
    share = (shapes["z"][at] - shapes["zmin"]) / (shapes["zmax"] - shapes["zmin"])
    lower = [colour for edge, colour in shapes["colorscale"] if edge <= share]
    higher = [colour for edge, colour in shapes["colorscale"] if edge >= share]
    assert lower[-1] == higher[0]
    return str(lower[-1])


def test_every_area_with_a_shape_is_drawn_once_in_the_colour_of_its_entry() -> None:
    figure = drawn()
    (shapes,) = traces(figure, "choropleth")
    assert shapes["locations"] == ["A", "B", "C", "D"]
    assert [feature["id"] for feature in shapes["geojson"]["features"]] == ["A", "B", "C", "D"]
    assert {code: fill_of(figure, code) for code in "ABCD"} == dict(
        zip("ABCD", [entry.colour for entry in ENTRIES], strict=True)
    )


def test_the_legend_is_a_list_of_words_and_never_a_bar() -> None:
    figure = drawn()
    names = [trace["name"] for trace in figure["data"] if trace.get("showlegend")]
    assert names == ["moins de 20 %", "20 % et plus", "? non renseigné", "non concerné"]
    (shapes,) = traces(figure, "choropleth")
    assert shapes["showscale"] is False
    assert shapes["showlegend"] is False


def test_only_the_area_that_is_not_concerned_is_hatched() -> None:
    lines = traces(drawn(), "scattergeo", mode="lines")
    assert len(lines) == 1
    inside = [lon for lon in lines[0]["lon"] if lon is not None]
    assert inside
    assert min(inside) >= 7.0
    assert max(inside) <= 8.0
    without = [area for area in AREAS if area.code != "D"]
    assert traces(drawn(areas=without), "scattergeo", mode="lines") == []


def test_the_selected_area_is_outlined_twice_and_its_name_is_bold() -> None:
    before, after = drawn(), drawn("B")
    added = len(traces(after, "scattergeo", mode="lines")) - len(traces(before, "scattergeo", mode="lines"))
    assert added == 2
    names = [
        (text, weight)
        for trace in traces(after, "scattergeo", mode="text")
        for text, weight in zip(trace["text"], trace["textfont"]["weight"], strict=True)
    ]
    assert ("Bêta", 700) in names
    assert ("Alpha", 500) in names
    assert drawn("ZZ") == before


def test_shapes_that_have_an_address_do_not_travel_with_the_figure() -> None:
    there = choropleth(AREAS, ENTRIES, replace(GROUND, address="./cartes/26/epci.json?v=1"))
    figure = json.loads(there.to_json())
    (shapes,) = traces(figure, "choropleth")
    assert shapes["geojson"] == "./cartes/26/epci.json?v=1"
    assert shapes["locations"] == ["A", "B", "C", "D"]
    assert {code: fill_of(figure, code) for code in "ABCD"} == {code: fill_of(drawn(), code) for code in "ABCD"}


def test_a_selected_place_of_another_level_is_outlined_over_the_areas_and_named() -> None:
    wide = square("W", 4.0, side=2.0) | {"properties": {"name": "Large <b>"}}
    over = json.loads(choropleth(AREAS, ENTRIES, replace(GROUND, chosen=wide), selected="W").to_json())
    lines = len(traces(over, "scattergeo", mode="lines")) - len(traces(drawn(), "scattergeo", mode="lines"))
    assert lines == 2
    names = [text for trace in traces(over, "scattergeo", mode="text") for text in trace["text"]]
    assert "Large &lt;b&gt;" in names
    around = json.loads(choropleth(AREAS, ENTRIES, replace(GROUND, chosen=wide)).to_json())
    assert "Large" not in json.dumps(around)
    assert len(traces(around, "scattergeo", mode="lines")) == len(traces(over, "scattergeo", mode="lines"))


def test_a_typed_name_is_never_markup() -> None:
    bad = [Area("A", "<b onclick=x>Alpha</b>", "low", ("<img src=x>",), (4.5, 44.5))]
    text = json.dumps(drawn(areas=bad), ensure_ascii=False)
    assert "<img" not in text
    assert "<b onclick" not in text
    assert "&lt;img" in text


def test_an_area_without_value_shows_its_sign() -> None:
    texts = [text for trace in traces(drawn(), "scattergeo", mode="text") for text in trace["text"]]
    assert "Gamma<br>?" in texts


def test_a_click_gives_the_code_of_the_area() -> None:
    assert code_of([{"curve_number": 0, "location": "26001"}]) == "26001"
    assert code_of([]) is None


def test_hatching_stays_inside_its_polygon_and_leans_both_ways_when_crossed() -> None:
    ring = [[4, 44], [5, 45], [6, 44], [5, 44.3], [4, 44]]
    geometry = {"type": "Polygon", "coordinates": [ring]}
    shape = shapely.from_geojson(json.dumps(geometry))
    one, both = hatch(geometry, 0.05), hatch(geometry, 0.05, crossed=True)
    assert len(one) > 20
    assert both[: len(one)] == one
    assert len(both) > len(one)
    room = shape.buffer(1e-4)
    assert all(room.contains(shapely.linestrings([list(a), list(b)])) for a, b in both)
    leans = {(b[1] - a[1]) * (b[0] - a[0]) > 0 for a, b in one if a != b}
    assert leans == {True}


def test_neighbours_share_the_lines_of_their_hatching() -> None:
    left, right = square("A", 4.0)["geometry"], square("B", 5.0)["geometry"]
    ends = {b for a, b in hatch(left, 0.1) if b[0] == 5.0} | {a for a, b in hatch(left, 0.1) if a[0] == 5.0}
    starts = {a for a, b in hatch(right, 0.1) if a[0] == 5.0} | {b for a, b in hatch(right, 0.1) if b[0] == 5.0}
    common = {round(lat, 3) for _, lat in ends} & {round(lat, 3) for _, lat in starts}
    assert len(common) >= 8


places = st.tuples(
    st.floats(min_value=4.05, max_value=5.95),
    st.floats(min_value=44.05, max_value=45.95),
    st.text(min_size=1, max_size=30),
)


@given(st.lists(places, max_size=25))
def test_no_two_names_touch(found: list[tuple[float, float, str]]) -> None:
    labels = [
        Label(str(at), " ".join(name.split()) or "x", (lon, lat), alone="?", wide=1, tall=1)
        for at, (lon, lat, name) in enumerate(found)
    ]
    shown = placed(labels, (4, 44, 6, 46), width=350, height=700, first="3")
    if len(labels) > 3:
        assert shown[0].code == "3" or all(one.code != "3" for one in shown)
    scale = min(350 / (2 * 0.7071), 700 / 2)
    frames = []
    for one in shown:
        x, y = (one.lon - 4) * 0.7071 * scale, (46 - one.lat) * scale
        half, tall = LETTER * max(map(len, one.lines)) / 2, LINE * len(one.lines) / 2
        frames.append((x - half, y - tall, x + half, y + tall))
    for at, one in enumerate(frames):
        for other in frames[at + 1 :]:
            apart = one[2] <= other[0] + 0.1 or other[2] <= one[0] + 0.1
            assert apart or one[3] <= other[1] + 0.1 or other[3] <= one[1] + 0.1


def test_a_name_larger_than_its_place_leaves_its_sign() -> None:
    label = Label("A", "Jabron-Lure-Vançon-Durance", (5.0, 45.0), alone="?", wide=0.05, tall=0.05)
    (shown,) = placed([label], (4, 44, 6, 46), width=350, height=700)
    assert shown.lines == ("?",)


def test_names_are_cut_at_spaces() -> None:
    assert wrapped("Val de Drôme en Biovallée") == ["Val de Drôme en", "Biovallée"]


def test_short_names_lose_their_kind_only() -> None:
    assert short_name("Communauté de communes du Diois") == "Diois"
    assert short_name("Communauté d'agglomération de Nîmes Métropole") == "Nîmes Métropole"
    assert short_name("Communauté de communes des Gorges de l'Ardèche") == "Gorges de l’Ardèche"
    assert short_name("Communauté de communes de l'Orée") == "Orée"
    assert short_name("Montpellier Méditerranée Métropole") == "Montpellier Méditerranée Métropole"
    assert short_name("Métropole") == "Métropole"
