"""The deck as PDF: one slide a page, every word and figure of it, tags, alternatives, and what a writer finds hard."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO

from PIL import Image
from pypdf import PdfReader

from data.conference.slide import Deck, Picture, Slide, Table
from data.documents.deck_pdf import deck_pdf
from data.documents.letters import printable
from data.vocabulary import SceneKind
from tests.support.decks import DEMONSTRATION, HOSTILE, LONG_TITLE, drawing, full_deck, picture
from tests.support.pdf import alternatives, flat, is_accessible, reader, tags, words

SQUARES = {
    place.code: {"type": "Feature", "geometry": {"type": "Polygon", "coordinates": [
        [[4 + at, 44.0], [5 + at, 44.0], [5 + at, 45.0], [4 + at, 45.0], [4 + at, 44.0]]]}}
    for at, place in enumerate(drawing().places)
}  # fmt: skip


def written(deck: Deck, *, notes: bool = False) -> PdfReader:
    return reader(deck_pdf(deck, SQUARES, notes=notes))


def only(slide: Slide) -> Deck:
    return replace(full_deck(), slides=(slide,))


def says(text: str) -> str:
    return flat(printable(text))


def test_each_slide_has_its_page_and_every_figure_of_it() -> None:
    deck = full_deck()
    found = written(deck)
    assert len(found.pages) == len(deck.slides)
    for page, slide in zip(found.pages, deck.slides, strict=True):
        text = flat(page.extract_text())
        for number in slide.numbers:
            assert says(number.lead) in text
            assert says(number.rest) in text
            assert says(number.note) in text
        for row in slide.table.rows if slide.table else ():
            # A cell may be set on two lines, with the next cell of its row between them.
            assert all(word in text for cell in row for word in says(cell).split())
        for item in slide.items:
            assert says(item.title) in text
            assert says(item.when) in text
        for one in slide.words:
            assert says(one.text) in text
            assert says(one.by) in text
        assert says(slide.sentence) in text
        assert says(slide.missing) in text
        assert says(slide.source) in text


def test_every_page_says_the_plan_the_event_the_frozen_state_and_what_its_data_are() -> None:
    for page in written(full_deck()).pages:
        text = flat(page.extract_text())
        for part in ("Plan départemental des solidarités 2025-2030", "Conférence des solidarités 2026", DEMONSTRATION):
            assert part in text
        assert "2e trimestre 2026, état figé n° 1" in text
    assert DEMONSTRATION not in words(written(full_deck(label="")))


def test_it_can_be_read_aloud() -> None:
    deck = full_deck()
    found = written(deck)
    assert is_accessible(found)
    assert found.metadata is not None
    assert found.metadata.title == "Le répit des aidants – Conférence des solidarités 2026"
    kinds = tags(found)
    tables = [slide.table for slide in deck.slides if slide.table]
    assert kinds["/H1"] == len(deck.slides)
    assert kinds["/Table"] == len(tables)
    assert kinds["/TH"] == sum(len(one.columns) for one in tables)
    said = alternatives(found)
    for slide in deck.slides:
        shown = slide.chart or slide.drawing
        assert shown is None or printable(shown.says) in said
    assert picture().alt in said
    assert any("https://exemple.org/conference-2026/" in text for text in said)


def test_notes_are_for_the_speaker_alone() -> None:
    deck = full_deck()
    given, kept = words(written(deck)), words(written(deck, notes=True))
    for text in ("Insister sur les places", "Rappeler le thème de l’an passé", "D’où vient ce chiffre", deck.newer):
        assert says(text) not in given
        assert says(text) in kept
    assert says("un effectif de moins de 5 n’est pas montré") in kept


def test_a_title_of_400_characters_is_shortened_and_what_was_typed_is_only_text() -> None:
    found = words(written(full_deck()))
    assert LONG_TITLE not in found
    assert flat(LONG_TITLE[:120]) in found
    for part in HOSTILE.split():
        assert part in found
    typed = '#import "@preview/x:0.1.0": * $x$ <b> ] #panic() \u202e 漢字 😀'
    slide = Slide(1, 1, SceneKind.DECISIONS, typed, typed, scope=typed, source=typed, notes=f"{typed}\n{typed}")
    text = words(written(only(slide), notes=True))
    assert text.count("#panic()") >= 6
    assert "□□" in text


def test_a_long_table_goes_over_the_next_pages_under_the_same_headings() -> None:
    rows = tuple((f"Territoire {at}", f"{at} sur 90", "masqué") for at in range(1, 91))
    table = Table("Territoires", ("Territoire", "Actions", "Places"), rows, (1, 2))
    found = written(only(Slide(1, 1, SceneKind.AXIS, "Par territoire", "Une phrase.", table=table)))
    assert len(found.pages) > 2
    text = words(found)
    assert all(says(cell) in text for row in rows for cell in row)
    for page in found.pages[1:]:
        assert flat("Territoire Actions Places") in flat(page.extract_text())


def test_a_slide_with_far_too_many_words_loses_none() -> None:
    slide = next(one for one in full_deck().slides if one.kind is SceneKind.FICHE)
    long = tuple(replace(one, text=f"{one.text} " * 9 + f"Fin {at}.") for at in range(12) for one in slide.words)
    found = written(only(replace(slide, number=1, words=long)))
    assert len(found.pages) > 1
    text = words(found)
    assert all(f"Fin {at}." in text for at in range(12))


def test_a_large_photo_is_made_light_and_a_damaged_one_is_said() -> None:
    held = BytesIO()
    Image.effect_noise((4000, 3000), 40).convert("RGB").save(held, "JPEG", quality=95)
    photo = Picture(1, "image/jpeg", held.getvalue(), 4000, 3000, "La halte")
    slide = Slide(1, 1, SceneKind.PHOTO, "La halte", picture=photo)
    made = deck_pdf(only(slide), {})
    assert len(made) < len(photo.content) / 2
    assert "La halte" in alternatives(reader(made))
    broken = written(only(replace(slide, picture=replace(photo, content=b"\xff\xd8 pas une image"))))
    assert "La photo n’a pas pu être lue" in words(broken)
    assert len(broken.pages) == 1


def test_a_map_without_its_outlines_and_a_deck_without_a_scene_say_so() -> None:
    shown = next(slide for slide in full_deck().slides if slide.kind is SceneKind.MAP)
    text = words(reader(deck_pdf(only(replace(shown, number=1)), {})))
    assert all(word in text for place in drawing().places for word in says(place.name).split())
    empty = written(replace(full_deck(), slides=()))
    assert len(empty.pages) == 1
    assert "n’a pas encore de scène" in words(empty)


def test_the_same_deck_gives_the_same_bytes() -> None:
    assert deck_pdf(full_deck(), SQUARES) == deck_pdf(full_deck(), SQUARES)


def test_an_address_to_type_again_stays_on_one_line() -> None:
    slide = next(one for one in full_deck().slides if one.kind is SceneKind.PUBLIC_PAGE)
    for address in ("https://conference.departement.example/2026", f"https://solidarites.example/{'annee-' * 5}2026"):
        found = written(only(replace(slide, link=address, sentence="", number=1)))
        assert address in found.pages[0].extract_text()
