"""Charts and maps as SVG: the deck's own texts, in well-formed and harmless drawings that are read without colour."""

from __future__ import annotations

import re
from dataclasses import replace
from xml.etree import ElementTree

import pytest

from components import theme
from data.conference.slide import Chart, Series
from data.drawing.chart import chart_svg, roomy
from data.drawing.hatch import contrasting
from data.drawing.look import HATCHES, ON_PAPER, ON_PHONE, ON_STAGE, ON_STAGE_LIGHT, Look
from data.drawing.map import NO_SHAPE, map_svg, short
from data.drawing.shapes import shapes_for, shapes_of
from data.drawing.svg import cut, wide, wrapped
from data.vocabulary import Status
from tests.support.colours import contrast
from tests.support.decks import (
    EPCI,
    HOSTILE,
    bars_chart,
    columns_chart,
    drawing,
    full_deck,
    line_chart,
    stacked_chart,
)

SVG = "{http://www.w3.org/2000/svg}"
CHARTS = (stacked_chart(), bars_chart(), line_chart(), columns_chart())
LOOKS = (ON_PAPER, ON_PHONE, ON_STAGE, ON_STAGE_LIGHT)


def read(svg: str) -> ElementTree.Element:
    return ElementTree.fromstring(svg)


def texts(svg: str) -> list[str]:
    return [found.text or "" for found in read(svg).iter(f"{SVG}text")]


def titles(svg: str) -> set[str]:
    return {found.text or "" for found in read(svg).iter(f"{SVG}title")}


def drawn(look: Look = ON_PAPER, width: int = 900) -> list[str]:
    return [
        *(chart_svg(one, look=look, width=width) for one in CHARTS),
        map_svg(drawing(), SHAPES, look=look, width=width),
    ]


SHAPES = shapes_of("26", "epci")


@pytest.mark.parametrize("look", LOOKS)
@pytest.mark.parametrize("width", [320, 700, 1760])
def test_drawings_are_well_formed_harmless_and_named(look: Look, width: int) -> None:
    for svg in drawn(look, width):
        root = read(svg)
        assert root.get("role") == "img"
        ids = [found.get("id") for found in root.iter() if found.get("id")]
        assert len(ids) == len(set(ids))
        assert set((root.get("aria-labelledby") or "").split()) <= set(ids)
        assert {found.tag.removeprefix(SVG) for found in root.iter()} <= {
            "svg", "title", "desc", "defs", "pattern", "g", "rect", "path", "circle", "text"
        }  # fmt: skip
        for found in root.iter():
            for name, value in found.attrib.items():
                assert not name.startswith("on")
                assert "href" not in name
                assert all(target in ids for target in re.findall(r"url\(#(.*?)\)", value))
                assert "url(" not in re.sub(r"url\(#[\w-]+\)", "", value)


def test_a_label_is_never_read_as_a_tag() -> None:
    svg = chart_svg(bars_chart(), width=2400)
    assert "<script" not in svg
    assert any(HOSTILE in one for one in titles(svg))
    assert HOSTILE in " ".join(texts(svg))


def test_what_xml_refuses_is_left_out() -> None:
    chart = replace(columns_chart(), labels=("a\x00b\x0b", "c\ufffe", "d", "e"))
    assert "ab" in texts(chart_svg(chart, width=900))


def test_every_value_is_written_and_none_is_made() -> None:
    for chart in CHARTS:
        for series in chart.series:
            for value, text in zip(series.values, series.texts, strict=True):
                said = chart_svg(chart, width=1200)
                if value:
                    assert any(text in one for one in texts(said)), (chart.shape, text)
                    assert any(one.endswith(f"\u00a0: {text}") for one in titles(said))
        known = {text for series in chart.series for text in series.texts}
        written = {one for one in texts(chart_svg(chart, width=1200)) if re.fullmatch(r"[\d\s,.%]+", one)}
        assert written <= known | set(chart.labels)


def test_a_value_that_is_masked_or_unknown_has_its_word_and_no_bar() -> None:
    svg = chart_svg(bars_chart(), width=1200)
    assert {"masqué", "non calculable"} <= set(texts(svg))
    bars = [one for one in read(svg).iter(f"{SVG}rect") if one.get("fill") == ON_PAPER.tone("accent")]
    assert len(bars) == 4


def test_bars_are_as_long_as_their_values() -> None:
    svg = chart_svg(bars_chart(), width=1200)
    longs = [float(one.get("width", 0)) for one in read(svg).iter(f"{SVG}rect") if one.get("fill") == "#1F4E79"]
    track = next(float(one.get("width", 0)) for one in read(svg).iter(f"{SVG}rect") if one.get("fill") == ON_PAPER.line)
    assert [round(100 * long / track, 1) for long in longs] == [62.5, 48.0, 41.2, 33.3]


def test_parts_of_a_stack_are_as_long_as_their_counts() -> None:
    chart = replace(stacked_chart(), labels=("Seul",), series=(
        Series("Réalisée", (3.0,), ("3",), "realisee"), Series("En cours", (1.0,), ("1",), "en_cours")
    ))  # fmt: skip
    root = read(chart_svg(chart, width=800))
    parts = [float(one.get("width", 0)) for one in root.iter(f"{SVG}rect") if one.get("stroke") == ON_PAPER.ground]
    assert parts == [600, 200]


def test_a_hole_in_a_line_stays_a_hole() -> None:
    root = read(chart_svg(line_chart(), width=900))
    paths = [one.get("d", "") for one in root.iter(f"{SVG}path") if one.get("fill") == "none"]
    assert [path.count("M") for path in paths] == [2, 1]


def trajectory(unit: str, values: tuple[float, ...], written: tuple[str, ...]) -> Chart:
    """Values, then a target after the last of them."""
    dates = ("31/12/2022", "31/12/2023", "31/12/2024", "31/12/2025", "30/06/2026", "31/12/2026")
    value = Series("Valeur", (*values[:-1], None), (*written[:-1], ""))
    aim = Series("Cible", (None,) * 5 + values[-1:], ("",) * 5 + written[-1:], "target")
    return Chart("line", "Essai", dates, (value, aim), unit, "Essai.")


_COUNTED = ("1 visite à domicile", *(f"3 03{rank} visites à domicile" for rank in range(5)))
_EUROS = tuple(f"12 345 67{rank} €" for rank in range(6))


@pytest.mark.parametrize(
    ("chart", "bare"),
    [
        (
            trajectory("visites à domicile", (1.0, 3030.0, 3031.0, 3032.0, 3033.0, 3034.0), _COUNTED),
            ("1", *(f"3 03{rank}" for rank in range(5))),
        ),
        (trajectory("€", tuple(12345670.0 + rank for rank in range(6)), _EUROS), _EUROS),
    ],
)
@pytest.mark.parametrize(("look", "width"), [(ON_STAGE, 1060), (ON_PHONE, 358), (ON_PAPER, 480)])
def test_the_figures_and_dates_of_a_trajectory_meet_nothing(
    chart: Chart, bare: tuple[str, ...], look: Look, width: int
) -> None:
    svg = chart_svg(chart, look=look, width=width)
    assert [one for one in bare if one not in texts(svg)] == []
    assert ("Visites à domicile" in texts(svg)) == (bare != _EUROS)
    boxes: list[tuple[float, float, float, float]] = []
    for one in read(svg).iter(f"{SVG}text"):
        long = wide(one.text or "", look.text, bold=one.get("font-weight") is not None)
        x, y = float(one.get("x", 0)), float(one.get("y", 0))
        left = x - long / 2 if one.get("text-anchor") == "middle" else x
        assert left >= -0.5
        assert left + long <= width + 0.5, one.text
        boxes.append((left, y - look.text * 0.75, left + long, y))
    for rank, one in enumerate(boxes):
        for other in boxes[:rank]:
            assert one[2] <= other[0] or other[2] <= one[0] or one[3] <= other[1] or other[3] <= one[1]


def test_statuses_have_the_colours_of_the_screen_and_each_its_hatch() -> None:
    assert {status: ON_PAPER.tone(status.value) for status in Status} == {
        status: look.light for status, look in theme.STATUS.items()
    }
    assert len({HATCHES[status.value] for status in Status}) == len(Status)
    assert chart_svg(stacked_chart(), width=900).count("<pattern") == 6


@pytest.mark.parametrize("look", LOOKS)
def test_text_is_read_on_its_ground(look: Look) -> None:
    assert contrast(look.ink, look.ground) >= 7
    assert contrast(look.quiet, look.ground) >= 4.5
    for colour in (*look.tones.values(), *look.bands):
        assert contrast(contrasting(colour), colour) >= 4.5


def test_a_chart_that_is_too_tall_is_drawn_whole_and_smaller() -> None:
    many = replace(bars_chart(), labels=tuple(f"Orientation {rank}" for rank in range(40)), series=(
        Series("Part", (50.0,) * 40, ("1 sur 2 (50 %)",) * 40),
    ))  # fmt: skip
    root = read(chart_svg(many, look=ON_STAGE, width=1760, height=680))
    assert float(root.get("height", 0)) <= 681
    assert float(root.get("width", 0)) == 1760
    assert len([one for one in root.iter(f"{SVG}text") if (one.text or "").startswith("Orientation")]) == 40


def test_type_grows_where_there_is_room() -> None:
    assert roomy(bars_chart(), ON_STAGE, 1760, 680, (46, 34)).text == 46
    assert roomy(stacked_chart(), ON_STAGE, 1760, 500, (46, 34)).text == 30


def test_a_chart_without_a_value_is_still_a_drawing() -> None:
    for shape in ("bars", "stacked", "line", "columns"):
        for chart in (
            Chart(shape, "Titre", (), (), "", "Rien."),
            Chart(shape, "Titre", ("a",), (Series("s", (None,), ("masqué",)),), "", "Rien."),
            Chart(shape, "Titre", ("a", "b"), (Series("s", (0.0, 0.0), ("0", "0")),), "", "Rien."),
        ):
            assert read(chart_svg(chart, width=300)).tag == f"{SVG}svg"


def test_two_drawings_of_a_page_share_no_id_and_one_is_drawn_twice_alike() -> None:
    one, other = chart_svg(stacked_chart(), width=900, prefix="a"), chart_svg(stacked_chart(), width=900, prefix="b")
    ids = [set(re.findall(r' id="([^"]+)"', svg)) for svg in (one, other)]
    assert not ids[0] & ids[1]
    assert one == chart_svg(stacked_chart(), width=900, prefix="a")


def test_a_map_draws_each_place_with_its_text_and_hatches_what_is_not_known() -> None:
    svg = map_svg(drawing(), SHAPES, width=700)
    assert len(SHAPES) == len(EPCI)
    assert {f"{place.name}\u00a0: {place.text}" for place in drawing().places} <= titles(svg)
    written = " ".join(texts(svg))
    for said in ("31 places", "masqué", "non renseigné", "non concerné", *drawing().bands):
        assert said in written
    areas = {
        (group.findtext(f"{SVG}title") or "").split("\u00a0: ")[0]: group.find(f"{SVG}path")
        for group in read(svg).iter(f"{SVG}g")
        if group.find(f"{SVG}path") is not None
    }
    fills = {name: "" if area is None else area.get("fill", "") for name, area in areas.items()}
    assert fills["Valence Romans Agglo"] == ON_PAPER.band(3, 4)
    assert fills["Dieulefit-Bourdeaux"].startswith("url(")
    assert fills["Diois"].startswith("url(")
    assert fills["Dieulefit-Bourdeaux"] != fills["Diois"]
    assert fills["Ventoux Sud"] == ON_PAPER.ground


def test_a_marked_territory_is_outlined_and_a_map_keeps_to_its_height() -> None:
    plain = map_svg(drawing(), SHAPES, width=700, height=400)
    marked = map_svg(replace(drawing(), marked=("242600252",)), SHAPES, width=700, height=400)
    assert marked.count("<path") == plain.count("<path") + 2
    assert float(read(plain).get("viewBox", "").split()[3]) <= 401


def test_a_map_without_an_outline_says_so() -> None:
    said = map_svg(drawing(), {}, width=700)
    assert NO_SHAPE.split("\u00a0: ")[0] in " ".join(texts(said))


def test_shapes_are_those_of_the_deck_and_none_of_an_unknown_place() -> None:
    assert set(shapes_for(full_deck())) == {code for code, _ in EPCI}
    assert shapes_of("26", "territoire_action_sociale") == {}
    assert shapes_of("999", "epci") == {}


def test_bold_words_of_another_font_keep_to_their_room() -> None:
    """Liberation Sans Bold, which has the widths of Arial: what a phone without our font shows."""
    text, drawn = "Axe 4 – Décloisonner et mieux articuler les différents", 25.18
    assert wide(text, 1, bold=True) >= drawn
    chart = Chart("stacked", "Par axe", (text * 3,), (Series("Réalisées", (3.0,), ("3",), Status.DONE.value),), "", "")
    said = re.findall(r"<text[^>]*font-weight[^>]*>([^<]*)", chart_svg(chart, look=ON_PHONE, width=400))
    assert said
    assert all(wide(line, ON_PHONE.text, bold=True) <= 400 for line in said)


def test_long_texts_are_cut_to_their_room() -> None:
    assert cut("court", 10, 300) == "court"
    long = cut("Vivre chez soi, soutenir les aidants", 20, 200)
    assert long.endswith("…")
    assert wide(long, 20) <= 200
    lines = wrapped("Vivre chez soi, soutenir les aidants et prévenir l’isolement", 20, 200, 2)
    assert len(lines) == 2
    assert all(wide(line, 20) <= 200 for line in lines)
    assert short("14 places (2,1 pour 10 000 hab.)") == "14 places"
