"""What a slide shows when its room is short: letters that are read from afar, labels told apart, the rest in notes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

from data.conference.slide import Chart, Drawing, Item, Place, Series, Slide, Table
from data.documents.slides import slides_pptx
from data.documents.slides.charts import categories
from data.documents.slides.tones import bands, ink_on
from data.drawing.map import map_svg
from data.geography import spots
from data.vocabulary import SceneKind, TerritoryKind
from tests.support.decks import full_deck
from tests.support.slides import BASES, A, C, P, charts_of, notes_of, of, plain, slide_xml, text_of, written, xml
from tests.support.slides import square as one_degree
from tests.support.templates import members

PUBLICS = ("Tout public", "Personnes en situation de handicap", "Personnes en situation de précarité")
AHYP = "{http://schemas.microsoft.com/office/drawing/2018/hyperlinkcolor}"


def sizes(root: Any) -> list[int]:
    return [int(one.get("sz")) for one in root.iter(f"{A}rPr") if one.get("sz")]


def rows(root: Any) -> list[list[str]]:
    (made,) = root.iter(f"{A}tbl")
    return [[text_of(cell) for cell in row.iter(f"{A}tc")] for row in made.iter(f"{A}tr")]


def scale(parts: dict[str, bytes]) -> float:
    size = xml(parts, "ppt/presentation.xml").find(f"{P}sldSz")
    return min(int(size.get("cy")) / (7.5 * 914_400), int(size.get("cx")) / (10 * 914_400))


@BASES
def test_nothing_is_set_in_letters_that_are_not_read(base: str) -> None:
    parts = written(base)
    for slide in full_deck().slides:
        root = slide_xml(parts, slide.number)
        for shape in (*root.iter(f"{P}sp"), *root.iter(f"{A}tbl")):
            name = shape.find(f"{P}nvSpPr/{P}cNvPr")
            if name is None or name.get("name") != "Pied de page":
                assert all(one >= round(1_200 * scale(parts)) - 1 for one in sizes(shape)), (slide.number, sizes(shape))


# --- tables --------------------------------------------------------------------------------------------------------

ACTIONS = Table(
    "Actions",
    ("Code", "Action", "État", "Territoires"),
    tuple(
        (
            f"P10-{rank:02}",
            f"Soutenir ceux de la vallée n° {rank} chez eux, le dimanche, dans chaque halte et la nuit",
            "En cours",
            "ici",
        )
        for rank in range(1, 8)
    ),
    spare=(3, 0),
)


def beside(table: Table) -> dict[str, bytes]:
    items = tuple(Item(f"Objectif {rank} de la fiche, dit en toutes lettres") for rank in range(4))
    return of(full_deck(), Slide(1, 1, SceneKind.FICHE, "Le répit", "Une phrase.", table=table, items=items))


def test_columns_that_may_go_are_left_to_the_notes_where_the_room_is_short() -> None:
    parts = beside(ACTIONS)
    head, *shown = rows(slide_xml(parts, 1))
    assert head == ["Code", "Action", "État"], "the first to go is enough"
    assert len(shown) == len(ACTIONS.rows)
    assert min(sizes(next(slide_xml(parts, 1).iter(f"{A}tbl")))) >= 1_400
    assert "Territoires : ici" in notes_of(parts, 1)


def test_columns_that_may_go_stay_where_there_is_room() -> None:
    parts = of(full_deck(), Slide(1, 1, SceneKind.FICHE, "Le répit", "Une phrase.", table=ACTIONS))
    assert rows(slide_xml(parts, 1))[0] == list(ACTIONS.columns)
    assert "Tableau entier" not in notes_of(parts, 1)
    fixed = beside(replace(ACTIONS, spare=()))
    assert rows(slide_xml(fixed, 1))[0] == list(ACTIONS.columns)


# --- charts --------------------------------------------------------------------------------------------------------


def bars(labels: tuple[str, ...]) -> Chart:
    values = tuple(float(rank + 1) for rank in range(len(labels)))
    texts = tuple(f"{rank + 1} sur 9" for rank in range(len(labels)))
    return Chart("bars", "Actions réalisées", labels, (Series("Réalisées", values, texts),), "actions", "Une phrase.")


def test_labels_cut_alike_show_where_they_differ() -> None:
    assert categories(bars(PUBLICS), lambda text: len(text) <= 22) == [
        "Tout public", "…\u00a0handicap", "…\u00a0précarité",
    ]  # fmt: skip
    assert categories(bars(PUBLICS)) == list(PUBLICS)
    axes = ("Axe 1 – Améliorer l’accueil", "Axe 2 – Préciser la mission")
    assert categories(bars(axes), lambda text: len(text) <= 18) == ["Axe 1 – Améliorer…", "Axe 2 – Préciser…"]


@pytest.mark.parametrize("labels", [("Même nom", "Même nom"), ("Personnes", "Personnes en situation de handicap")])
def test_labels_of_which_one_begins_another_are_still_written(labels: tuple[str, ...]) -> None:
    assert all(categories(bars(labels), lambda text: len(text) <= 6))


def test_names_of_bars_have_their_own_width_and_none_is_slanted() -> None:
    table = Table("Publics", ("Public", "Réalisées"), tuple((name, "1 sur 9") for name in PUBLICS))
    parts = of(full_deck(), Slide(1, 1, SceneKind.PUBLIC, "Pour qui", chart=bars(PUBLICS), table=table))
    (part,) = charts_of(parts, 1)
    root = xml(parts, part)
    place = {one.tag.removeprefix(C): one.get("val") for one in root.find(f".//{C}plotArea/{C}layout/{C}manualLayout")}
    assert place["layoutTarget"] == "inner"
    assert 0.2 < float(place["x"]) < 0.45
    assert float(place["x"]) + float(place["w"]) <= 1
    assert float(place["y"]) + float(place["h"]) <= 1
    assert root.find(f".//{C}catAx//{A}bodyPr").get("rot") == "0"


# --- map -----------------------------------------------------------------------------------------------------------


def feature(*points: tuple[float, float]) -> dict[str, Any]:
    ring = [list(point) for point in (*points, points[0])]
    return {"type": "Feature", "geometry": {"type": "Polygon", "coordinates": [ring]}}


HOOK = feature((0, 0), (4, 0), (4, 1), (1, 1), (1, 4), (0, 4))
"""As wide as it is tall, and nowhere wider than one degree but at its foot."""
BLOCK = feature((5, 0), (9, 0), (9, 4), (5, 4))
TWO = Drawing(
    "26",
    TerritoryKind.EPCI.value,
    "Places",
    ("peu", "beaucoup"),
    (Place("a", "Crochet", "12 places", 0, 12.0), Place("b", "Bloc", "14 places (2,1 pour 10 000 hab.)", 1, 14.0)),
    "Une phrase.",
)


def written_map(shapes: dict[str, Any]) -> dict[str, bytes]:
    slide = Slide(1, 1, SceneKind.MAP, "Où", drawing=TWO)
    return members(slides_pptx(replace(full_deck(), slides=(slide,)), shapes))


def corners(spot: tuple[float, float], wide: float, tall: float) -> Iterator[tuple[float, float]]:
    yield from ((spot[0] + x * wide / 2, spot[1] + y * tall / 2) for x in (-1, 1) for y in (-1, 1))


def test_a_rectangle_stands_where_the_outline_holds_it_whole() -> None:
    found = spots(HOOK, 3, 0.5)
    assert found
    assert all(0 <= x <= 4 and 0 <= y <= 1 for spot in found for x, y in corners(spot, 3, 0.5))
    assert not spots(HOOK, 3, 1.5)
    assert not spots(HOOK, 5, 0.1)


def test_a_label_that_its_territory_does_not_hold_is_not_drawn() -> None:
    shapes = {"a": feature((0, 0), (0.1, 0), (0.1, 3.9), (4, 3.9), (4, 4), (0, 4)), "b": BLOCK}
    svg = map_svg(replace(TWO, places=TWO.places[:1]), shapes, width=120)
    assert "12 places</text>" not in svg
    parts = written_map(shapes)
    assert boxes(parts) == ["14 places"]


def boxes(parts: dict[str, bytes]) -> list[str]:
    group = next(slide_xml(parts, 1).iter(f"{P}grpSp"))
    return [text_of(shape) for shape in group.iter(f"{P}sp") if shape.find(f"{P}txBody") is not None]


def test_a_label_of_a_map_is_read_on_its_band() -> None:
    parts = written_map({"a": one_degree(0), "b": BLOCK})
    group = next(slide_xml(parts, 1).iter(f"{P}grpSp"))
    (box,) = (shape for shape in group.iter(f"{P}sp") if text_of(shape) == "14 places")
    assert next(box.iter(f"{A}rPr")).find(f"{A}solidFill/{A}srgbClr").get("val") == ink_on(bands(2)[1])


# --- texts ---------------------------------------------------------------------------------------------------------


def test_the_page_of_title_keeps_large_letters_and_leaves_the_rest_to_the_notes() -> None:
    editions = tuple(Item(f"Thème de l’édition {year}", "Édition passée", str(year)) for year in range(2025, 2010, -1))
    parts = of(full_deck(), Slide(1, 1, SceneKind.TITLE, "Le répit", "Conférence 2026", items=editions))
    root = slide_xml(parts, 1)
    (box,) = (one for one in root.iter(f"{P}sp") if "Thème de l’édition 2025" in text_of(one))
    assert min(sizes(box)) >= 1_800
    assert "Thème de l’édition 2025" in text_of(box)
    assert "Thème de l’édition 2011" not in text_of(box)
    assert "Thème de l’édition 2011" in notes_of(parts, 1)


def test_a_long_reason_stands_under_its_line() -> None:
    long = Item("Reporter la plateforme", "Le déploiement est adossé au prochain appel à projets", "22 juin 2026")
    parts = of(full_deck(), Slide(1, 1, SceneKind.DECISIONS, "Décisions", items=(long, Item("Payer", "Comité"))))
    said = [one for one in slide_xml(parts, 1).iter(f"{A}p") if "Reporter" in text_of(one)]
    (line,) = said
    assert line.find(f"{A}br") is not None
    assert "–" not in text_of(line)
    short = of(full_deck(), Slide(1, 1, SceneKind.DECISIONS, "Décisions", items=(Item("Payer", "Comité"),)))
    assert "Payer – Comité" in plain(text_of(slide_xml(short, 1)))


def test_a_link_is_in_the_colour_of_the_text() -> None:
    slide = next(one for one in full_deck().slides if one.kind is SceneKind.PUBLIC_PAGE)
    link = next(slide_xml(written("pictures"), slide.number).iter(f"{A}hlinkClick"))
    assert next(link.iter(f"{AHYP}hlinkClr")).get("val") == "tx"
    assert next(link.getparent().iter(f"{A}schemeClr")).get("val") == "tx1"
