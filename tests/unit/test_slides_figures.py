"""Slides read back by zip and XML: what is drawn, written and hidden in the file is what the deck says, no more."""

from __future__ import annotations

import re
from dataclasses import replace
from io import BytesIO
from typing import Any

from openpyxl import load_workbook

from data.conference.slide import Chart, Drawing, Item, Series, Slide, Table, Words
from data.documents.slides import slides_pptx
from data.french import folded
from data.vocabulary import SceneKind
from tests.support.decks import MASKED, full_deck
from tests.support.slides import (
    BASES,
    C15,
    SHAPES,
    A,
    C,
    P,
    R,
    charts_of,
    linked,
    notes_of,
    of,
    plain,
    slide_xml,
    text_of,
    written,
    xml,
)
from tests.support.templates import members


def cached(node: Any) -> dict[int, str]:
    """The points of a cache of a chart, by rank."""
    return {int(point.get("idx")): point.find(f"{C}v").text for point in node.iter(f"{C}pt")}


def slides_with(what: str) -> list[Slide]:
    return [slide for slide in full_deck().slides if getattr(slide, what)]


# --- charts --------------------------------------------------------------------------------------------------------


@BASES
def test_every_chart_is_native_and_its_figures_are_those_of_the_deck(base: str) -> None:
    parts = written(base)
    for slide in full_deck().slides:
        names = charts_of(parts, slide.number)
        assert len(names) == (1 if slide.chart else 0)
        if slide.chart is None:
            continue
        drawn = list(xml(parts, names[0]).iter(f"{C}ser"))
        assert len(drawn) == len(slide.chart.series)
        for made, series in zip(drawn, slide.chart.series, strict=True):
            assert plain("".join(made.find(f"{C}tx").itertext())).endswith(plain(series.name))
            known = {rank: value for rank, value in enumerate(series.values) if value is not None}
            assert {at: float(text) for at, text in cached(made.find(f"{C}val")).items()} == known
            texts = {int(p.get("idx")): p.find(f"{C}v").text for p in made.iter(f"{C15}dlblRangeCache").__next__()[1:]}
            assert texts == dict(enumerate(series.texts))


@BASES
def test_the_workbook_behind_a_chart_holds_the_same_figures_and_no_cell_for_an_absent_one(base: str) -> None:
    parts = written(base)
    for slide in slides_with("chart"):
        chart = slide.chart
        assert chart is not None
        (part,) = charts_of(parts, slide.number)
        (name,) = linked(parts, part, "package")
        sheet: Any = load_workbook(BytesIO(parts[name])).active
        many = len(chart.series)
        for column, series in enumerate(chart.series, start=2):
            assert sheet.cell(1, column).value == series.name
            assert tuple(sheet.cell(row, column).value for row in range(2, 2 + len(series.values))) == series.values
            assert (
                tuple(sheet.cell(row, column + many).value for row in range(2, 2 + len(series.values))) == series.texts
            )
        assert sheet.max_row == 1 + len(chart.labels)
        assert sheet.max_column == 1 + 2 * many


def test_what_a_chart_reads_is_where_its_workbook_has_it() -> None:
    """PowerPoint reads the cells again as soon as one is changed."""
    parts = written()
    for slide in slides_with("chart"):
        (part,) = charts_of(parts, slide.number)
        (name,) = linked(parts, part, "package")
        book: Any = load_workbook(BytesIO(parts[name]))
        for place in xml(parts, part).iter(f"{C}numRef", f"{C}strRef", f"{C15}datalabelsRange"):
            formula = next(node.text for node in place if node.tag.endswith("}f"))
            sheet, _, cells = formula.partition("!")
            found = book[sheet][cells.replace("$", "")]
            rows = [row[0] for row in found] if isinstance(found, tuple) else [found]
            points = {int(point.get("idx")): point[0].text for point in place.iter(f"{C}pt")}
            for rank, cell in enumerate(rows):
                if cell.value is None:
                    assert rank not in points
                elif isinstance(cell.value, str):
                    assert points[rank] == cell.value
                else:
                    assert float(points[rank]) == cell.value


def test_an_unknown_or_masked_point_says_so_on_the_axis() -> None:
    parts = written()
    slide = next(one for one in slides_with("chart") if one.chart and one.chart.shape == "bars")
    (part,) = charts_of(parts, slide.number)
    names = cached(next(xml(parts, part).iter(f"{C}cat")))
    assert names[4] == f"Enfance ({MASKED})"
    assert names[5] == "Jeunes majeurs (non calculable)"


def test_each_state_is_told_apart_without_its_colour() -> None:
    parts = written()
    slide = next(one for one in slides_with("chart") if one.chart and one.chart.shape == "stacked")
    (part,) = charts_of(parts, slide.number)
    looks = []
    for made in xml(parts, part).iter(f"{C}ser"):
        hatched = next(made.find(f"{C}spPr").iter(f"{A}pattFill"), None)
        looks.append("solid" if hatched is None else hatched.get("prst"))
    assert len(set(looks)) == len(looks)


# --- tables --------------------------------------------------------------------------------------------------------


@BASES
def test_every_table_is_native_and_whole_on_the_slide_or_in_its_notes(base: str) -> None:
    parts = written(base)
    for slide in slides_with("table"):
        table = slide.table
        assert table is not None
        (made,) = slide_xml(parts, slide.number).iter(f"{A}tbl")
        rows = [[plain("".join(t.text or "" for t in cell.iter(f"{A}t"))) for cell in row.iter(f"{A}tc")]
                for row in made.iter(f"{A}tr")]  # fmt: skip
        wanted = [[plain(cell) for cell in row] for row in (table.columns, *table.rows)]
        kept = len(rows) if rows[-1] == wanted[-1] else len(rows) - 1
        assert kept >= 2
        assert rows[:kept] == wanted[:kept]
        if kept < len(wanted):
            left = len(wanted) - kept
            assert rows[-1][0] == f"… et {left} autre{'s' if left > 1 else ''}, voir les notes"
            told = notes_of(parts, slide.number)
            assert all(cell in told for row in wanted for cell in row)


def test_a_table_of_two_hundred_rows_is_cut_on_the_slide_and_whole_in_the_notes() -> None:
    table = Table("Communes", ("Commune", "Places"), tuple((f"Commune n° {rank}", f"{rank}") for rank in range(200)))
    parts = of(full_deck(), Slide(1, 1, SceneKind.TERRITORY, "Communes", table=table))
    made = list(next(slide_xml(parts, 1).iter(f"{A}tbl")).iter(f"{A}tr"))
    assert 5 < len(made) < 30
    assert text_of(made[-1]) == f"… et {200 - (len(made) - 2)} autres, voir les notes"
    assert "Commune n° 199 ; Places : 199" in notes_of(parts, 1)


# --- map -----------------------------------------------------------------------------------------------------------


@BASES
def test_a_map_is_one_shape_a_territory_named_with_what_it_shows(base: str) -> None:
    parts = written(base)
    for slide in slides_with("drawing"):
        drawing = slide.drawing
        assert drawing is not None
        (group,) = slide_xml(parts, slide.number).iter(f"{P}grpSp")
        assert plain(drawing.says) in plain(group.find(f"{P}nvGrpSpPr/{P}cNvPr").get("descr"))
        made = {shape.find(f"{P}nvSpPr/{P}cNvPr").get("name"): shape for shape in group.iter(f"{P}sp")}
        assert {plain(name) for name in made} == {plain(f"{place.name} : {place.text}") for place in drawing.places}
        for place in drawing.places:
            shape = next(one for name, one in made.items() if plain(name) == plain(f"{place.name} : {place.text}"))
            fill = shape.find(f"{P}spPr")
            assert (fill.find(f"{A}pattFill") is not None) == (place.band is None)
            assert len(list(fill.iter(f"{A}moveTo"))) == 2, "the enclave is a hole"


def test_territories_of_a_band_share_a_colour_that_others_have_not() -> None:
    parts = written()
    slide = slides_with("drawing")[0]
    assert slide.drawing is not None
    band = {plain(f"{place.name} : {place.text}"): place.band for place in slide.drawing.places}
    found: dict[int | None, set[str]] = {}
    for shape in next(slide_xml(parts, slide.number).iter(f"{P}grpSp")).iter(f"{P}sp"):
        name = plain(shape.find(f"{P}nvSpPr/{P}cNvPr").get("name"))
        fill = shape.find(f"{P}spPr/{A}solidFill/{A}srgbClr")
        found.setdefault(band[name], set()).add("hatched" if fill is None else fill.get("val"))
    assert all(len(colours) == 1 for colours in found.values())
    assert len({next(iter(colours)) for colours in found.values()}) == len(found) == 5


def test_a_map_without_any_outline_is_its_list() -> None:
    slide = slides_with("drawing")[0]
    assert slide.drawing is not None
    lone = replace(slide, table=None)
    parts = members(slides_pptx(replace(full_deck(), slides=(replace(lone, number=1),)), {}))
    assert not list(slide_xml(parts, 1).iter(f"{P}grpSp"))
    assert list(slide_xml(parts, 1).iter(f"{A}tbl"))
    assert "ne peut pas être dessinée" in notes_of(parts, 1)
    assert all(plain(place.name) in notes_of(parts, 1) for place in slide.drawing.places)


# --- what must not be there ----------------------------------------------------------------------------------------


def test_a_masked_figure_is_nowhere_in_the_file() -> None:
    """The deck never holds it; nor may a difference, a total or a hidden cell give it back."""
    secret = 3.0
    chart = Chart(
        "bars", "Dossiers", ("Ici", "Ailleurs"), (Series("Dossiers", (None, 12.0), (MASKED, "12")),), "dossiers", "Peu."
    )  # fmt: skip
    drawing = Drawing("26", "epci", "Dossiers", ("12",), (), "Peu.")
    table = Table("Dossiers", ("Où", "Dossiers"), (("Ici", MASKED), ("Ailleurs", "12")))
    parts = of(full_deck(), Slide(1, 1, SceneKind.TERRITORY, "Dossiers", chart=chart, drawing=drawing, table=table))
    (part,) = charts_of(parts, 1)
    (name,) = linked(parts, part, "package")
    cells = [cell.value for row in load_workbook(BytesIO(parts[name])).active.iter_rows() for cell in row]  # type: ignore[union-attr]
    assert secret not in cells
    assert [cell for cell in cells if isinstance(cell, int | float)] == [12]
    numbers = [float(v.text) for v in xml(parts, part).iter(f"{C}v") if re.fullmatch(r"[\d.]+", v.text or "")]
    assert set(numbers) == {12.0}


# --- the file ------------------------------------------------------------------------------------------------------


def test_the_same_deck_gives_the_same_bytes() -> None:
    assert slides_pptx(full_deck(), SHAPES) == slides_pptx(full_deck(), SHAPES)


@BASES
def test_every_part_is_told_its_type_and_held_by_another(base: str) -> None:
    parts = written(base)
    types = xml(parts, "[Content_Types].xml")
    told = {node.get("PartName", "").lstrip("/") for node in types} | {node.get("Extension") for node in types}
    held = {"[Content_Types].xml", "ppt/presentation.xml", "docProps/core.xml"}
    for name in parts:
        if name.endswith(".rels"):
            held.add(name)
            source = name.replace("_rels/", "").removesuffix(".rels")
            for link in xml(parts, name).iter(f"{R}Relationship"):
                if source and link.get("TargetMode") != "External":
                    kind = link.get("Type").rpartition("/")[2]
                    held |= set(linked(parts, source, kind)) if source in parts else set()
        assert name in told or name.rpartition(".")[2] in told
    assert set(parts) == held


def test_properties_are_of_the_edition_and_of_no_one() -> None:
    said = plain(" ".join(xml(written("4:3"), "docProps/core.xml").itertext()))
    assert "Conférence des solidarités 2026 – Le répit des aidants" in said
    assert "fr-FR" in said
    assert "2026-07-20T00:00:00Z" in said
    assert "Exemple" not in said


def test_a_slide_of_words_or_of_a_long_list_keeps_all_of_it() -> None:
    words = tuple(Words(f"Parole {rank} " + "très longue " * 40, "Responsable", "2026") for rank in range(12))
    items = tuple(Item(f"Décision {rank} " + "à prendre " * 12, "Comité", "mars 2026") for rank in range(40))
    said, listed = (
        Slide(1, 1, SceneKind.QUOTE, "Paroles", words=words),
        Slide(2, 2, SceneKind.NEXT, "Après", items=items),
    )
    parts = of(full_deck(), said, listed)
    assert "Parole 11" in notes_of(parts, 1)
    assert re.search(r"… et \d+ autres, voir les notes", text_of(slide_xml(parts, 1)))
    assert "Décision 39" in notes_of(parts, 2)
    assert re.search(r"… et \d+ autres, voir les notes", text_of(slide_xml(parts, 2)))
    assert folded(MASKED) not in folded(text_of(slide_xml(parts, 1)))
