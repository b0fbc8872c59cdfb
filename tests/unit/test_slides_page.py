"""What stands on a slide: its title, its footer, what it says aloud, and nothing out of its page."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from data.conference.slide import Deck, Item, Number, Slide, Words
from data.documents.slides import fitting
from data.vocabulary import SceneKind
from tests.support.decks import HOSTILE, LONG_TITLE, full_deck, picture
from tests.support.slides import BASES, A, P, linked, notes_of, of, plain, slide_xml, text_of, written, xml
from tests.support.templates import members

R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"


def titles(root: Any) -> list[str]:
    marks = {shape: next(shape.iter(f"{P}ph"), None) for shape in root.iter(f"{P}sp")}
    kinds = ("title", "ctrTitle")
    return [text_of(shape) for shape, mark in marks.items() if mark is not None and mark.get("type") in kinds]


def named(root: Any, name: str) -> Any:
    return next(shape for shape in root.iter(f"{P}sp") if shape.find(f"{P}nvSpPr/{P}cNvPr").get("name") == name)


@BASES
def test_each_slide_has_its_title_in_the_place_of_a_title(base: str) -> None:
    for slide in full_deck().slides:
        (title,) = titles(slide_xml(written(base), slide.number))
        if len(slide.title) > 200:
            assert title.endswith("…")
            assert plain(slide.title).startswith(title.rstrip("…"))
            assert plain(slide.title) in notes_of(written(base), slide.number)
        else:
            assert title == plain(slide.title)


@BASES
def test_each_slide_says_its_plan_its_event_its_frozen_state_and_that_it_is_invented(base: str) -> None:
    for slide in full_deck().slides:
        root = slide_xml(written(base), slide.number)
        foot = text_of(named(root, "Pied de page"))
        for said in ("Données de démonstration", "Plan départemental des solidarités 2025-2030",
                     "Conférence des solidarités 2026", "2e trimestre 2026, état figé n° 1 du 20/07/2026"):  # fmt: skip
            assert said in foot
        assert text_of(named(root, "Numéro de diapositive")) == str(slide.number)
        assert next(root.iter(f"{A}fld")).get("type") == "slidenum"


def test_a_real_deck_is_not_said_invented() -> None:
    parts = of(replace(full_deck(), label=""), full_deck().slides[1])
    assert "émonstration" not in text_of(slide_xml(parts, 1))


@BASES
def test_notes_hold_the_speaker_and_where_every_figure_comes_from(base: str) -> None:
    for slide in full_deck().slides:
        said = notes_of(written(base), slide.number)
        assert plain(slide.notes) in said
        assert ("D’où vient ce chiffre ?" in said) == bool(slide.origins)
        for origin in slide.origins:
            assert plain(origin.title) in said
            for name, line in origin.lines:
                assert plain(f"{name} : {line}") in said


def test_the_first_notes_tell_that_a_newer_closing_exists() -> None:
    assert plain(full_deck().newer) in notes_of(written(), 1)


@BASES
def test_everything_drawn_says_what_it_shows(base: str) -> None:
    for slide in full_deck().slides:
        root = slide_xml(written(base), slide.number)
        for kind in ("pic", "graphicFrame", "grpSp"):
            for shape in root.iter(f"{P}{kind}"):
                told = next(shape.iter(f"{P}cNvPr"))
                assert told.get("descr"), (slide.number, told.get("name"))
        if slide.chart:
            assert any(plain(slide.chart.says) in plain(one.get("descr") or "") for one in root.iter(f"{P}cNvPr"))
        if slide.picture:
            assert any(slide.picture.alt == one.get("descr") for one in root.iter(f"{P}cNvPr"))


@BASES
def test_every_run_is_french(base: str) -> None:
    parts = written(base)
    names = [name for name in parts if name.startswith(("ppt/slides/slide", "ppt/notesSlides/", "ppt/charts/chart"))]
    for name in names:
        if name.endswith(".xml"):
            for run in xml(parts, name).iter(f"{A}r", f"{A}fld"):
                assert run.find(f"{A}rPr").get("lang") == "fr-FR", name


@BASES
def test_nothing_stands_out_of_the_page_and_texts_do_not_overlap(base: str) -> None:
    parts = written(base)
    size = xml(parts, "ppt/presentation.xml").find(f"{P}sldSz")
    wide, tall = int(size.get("cx")), int(size.get("cy"))
    for slide in full_deck().slides:
        boxes: list[tuple[int, int, int, int]] = []
        for shape in slide_xml(parts, slide.number).find(f"{P}cSld/{P}spTree"):
            place = shape.find(f"{P}spPr/{A}xfrm") if shape.tag != f"{P}graphicFrame" else shape.find(f"{P}xfrm")
            if place is None:
                continue
            left, top = (int(place.find(f"{A}off").get(side)) for side in "xy")
            right, bottom = left + int(place.find(f"{A}ext").get("cx")), top + int(place.find(f"{A}ext").get("cy"))
            assert left >= 0
            assert top >= 0
            assert right <= wide + 1
            assert bottom <= tall + 1, (slide.number, slide.kind)
            boxes.append((left, top, right, bottom))
        for rank, one in enumerate(boxes):
            for other in boxes[rank + 1 :]:
                across = min(one[2], other[2]) - max(one[0], other[0])
                down = min(one[3], other[3]) - max(one[1], other[1])
                assert across <= 20_000 or down <= 20_000, (slide.number, one, other)


def test_the_order_of_reading_is_the_order_of_the_page() -> None:
    root = slide_xml(written(), 5).find(f"{P}cSld/{P}spTree")
    names = [shape.find(f".//{P}cNvPr").get("name").partition(" :")[0].partition("\u00a0")[0] for shape in root[2:]]
    assert names[1:] == ["Phrase", "Graphique", "Tableau", "Pied de page", "Numéro de diapositive"]
    assert text_of(root[2]) == "Pour quels publics"


def test_a_slide_with_nothing_to_show_says_why() -> None:
    slide = next(one for one in full_deck().slides if one.missing)
    assert plain(slide.missing) in text_of(slide_xml(written(), slide.number))


def test_empty_places_of_the_layout_are_taken_away() -> None:
    for base in ("own", "4:3"):
        for slide in full_deck().slides:
            for shape in slide_xml(written(base), slide.number).iter(f"{P}sp"):
                if next(shape.iter(f"{P}ph"), None) is not None:
                    assert text_of(shape)


def test_an_address_is_shown_in_full_and_leads_there() -> None:
    slide = next(one for one in full_deck().slides if one.kind is SceneKind.PUBLIC_PAGE)
    root = slide_xml(written(), slide.number)
    assert slide.link in text_of(root)
    link = next(root.iter(f"{A}hlinkClick")).get(f"{R}id")
    assert f'Id="{link}"' in (rels := written()[f"ppt/slides/_rels/slide{slide.number}.xml.rels"].decode())
    assert slide.link in rels


def test_an_address_that_would_run_is_not_a_link() -> None:
    parts = of(full_deck(), Slide(1, 1, SceneKind.PUBLIC_PAGE, "Lire", link="javascript:alert(1)"))
    assert not list(slide_xml(parts, 1).iter(f"{A}hlinkClick"))


def test_a_text_that_would_break_the_file_is_only_text() -> None:
    nasty = f"{HOSTILE}\x0b\x00 =1+1"
    parts = of(
        full_deck(),
        Slide(1, 1, SceneKind.QUOTE, nasty, nasty, words=(Words(nasty, nasty),), items=(Item(nasty, nasty, nasty),),
              numbers=(Number(nasty, nasty, nasty, nasty),), notes=nasty, scope=nasty, source=nasty),
    )  # fmt: skip
    assert "<script>alert(1)</script>" in text_of(slide_xml(parts, 1))
    assert "<script>alert(1)</script>" in notes_of(parts, 1)


def test_a_picture_of_another_kind_becomes_one_that_powerpoint_reads() -> None:
    from io import BytesIO

    from PIL import Image

    held = BytesIO()
    Image.open(BytesIO(picture().content)).save(held, "WEBP")
    photo = replace(picture(), media_type="image/webp", content=held.getvalue())
    parts = of(full_deck(), Slide(1, 1, SceneKind.PHOTO, "Photo", picture=photo))
    (name,) = linked(parts, "ppt/slides/slide1.xml", "image")
    assert parts[name].startswith(b"\x89PNG")


def test_the_logo_stands_on_the_page_of_title() -> None:
    deck: Deck = replace(full_deck(), logo=replace(picture(), alt="Logo du Département"))
    parts = of(deck, *deck.slides[:2])
    assert [one.get("descr") for one in slide_xml(parts, 1).iter(f"{P}cNvPr") if one.get("descr")] == [
        "Logo du Département"
    ]
    assert not list(slide_xml(parts, 2).iter(f"{P}pic"))


@pytest.mark.parametrize("size", [12.0, 24.0])
def test_a_text_is_shortened_only_when_it_must_be_and_then_fits(size: float) -> None:
    assert fitting.shortened("Le répit", lambda text: fitting.lines(text, size, 500) <= 1) == "Le répit"
    said = fitting.shortened(LONG_TITLE, lambda text: fitting.lines(text, size, 500) <= 2)
    assert said.endswith("…")
    assert fitting.lines(said, size, 500) <= 2
    assert fitting.lines(f"{said} encore un mot", size, 500) >= 2


def test_a_word_longer_than_its_line_counts_for_several() -> None:
    assert fitting.lines("x" * 100, 20, 200) > 4


def test_an_empty_deck_is_a_file_all_the_same() -> None:
    from data.documents.slides import slides_pptx

    parts = members(slides_pptx(replace(full_deck(), slides=()), {}))
    assert not [name for name in parts if name.startswith("ppt/slides/")]
