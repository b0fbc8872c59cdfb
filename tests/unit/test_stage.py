"""Play mode as a document: whole, closed to the network, every text of the deck in it and none that runs."""

from __future__ import annotations

import base64
import hashlib
import re
from dataclasses import replace
from functools import cache
from html.parser import HTMLParser

import pytest

from data.conference.slide import Deck, Item, Number, Slide, Words
from data.drawing.shapes import shapes_for
from data.stage.layout import SMALLEST, figures, item_size, quote_size, split, title_size
from data.stage.play import policy, stage_html
from data.vocabulary import SceneKind
from tests.support.decks import DEMONSTRATION, HOSTILE, LONG_TITLE, full_deck

VOID = {"meta", "link", "img", "input", "br"}


class Reader(HTMLParser):
    """Tags opened and never closed, ids, attributes, text of each scene."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.wrong: list[str] = []
        self.ids: list[str] = []
        self.attributes: list[tuple[str, str, str]] = []
        self.scenes: dict[str, str] = {}
        self.scene = ""
        self.behind = False
        self.depth = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        held = {name: value or "" for name, value in attrs}
        self.attributes += [(tag, name, value) for name, value in held.items()]
        if "id" in held:
            self.ids.append(held["id"])
        if tag == "section" and held.get("id", "").startswith("scene-"):
            self.scene = held["id"].removeprefix("scene-")
            self.scenes[self.scene] = ""
        if tag == "aside" and "behind" in held.get("class", ""):
            self.behind = True
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.open.pop()

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.wrong.append(tag)
        if tag == "aside":
            self.behind = False
        if tag == "section":
            self.scene = ""

    def handle_data(self, data: str) -> None:
        if self.scene and not self.behind:
            self.scenes[self.scene] += data


@cache
def page(deck: Deck | None = None) -> str:
    found = deck or full_deck()
    return stage_html(found, shapes_for(found))


@cache
def reader(deck: Deck | None = None) -> Reader:
    found = Reader()
    found.feed(page(deck))
    return found


def alone(slide: Slide) -> Deck:
    return replace(full_deck(), slides=(replace(slide, number=1),))


def test_the_document_is_well_formed_and_no_id_is_used_twice() -> None:
    found = reader()
    assert (found.wrong, found.open) == ([], [])
    assert len(found.ids) == len(set(found.ids))
    assert len(found.scenes) == len(full_deck().slides)


def test_nothing_is_asked_of_another_address() -> None:
    for tag, name, value in reader().attributes:
        if name in ("src", "href", "action", "srcset", "data", "poster"):
            assert value.startswith("data:"), (tag, name, value)
        assert not name.startswith("on"), (tag, name)
    assert "@import" not in page()
    assert set(re.findall(r"url\(([^#)]{1,24})", page())) <= {"data:font/ttf;base64,AAE"}


def test_the_policy_lets_this_script_alone_run() -> None:
    scripts = re.findall(r"<script>(.*?)</script>", page(), re.DOTALL)
    assert len(scripts) == 1
    digest = base64.b64encode(hashlib.sha256(scripts[0].encode()).digest()).decode()
    assert f"script-src 'sha256-{digest}'" in policy()
    assert policy().startswith("default-src 'none'")
    assert "connect-src" not in policy()
    assert policy(framed=False) in page().replace("&#39;", "'")


def test_what_people_write_is_text() -> None:
    hostile = f"{HOSTILE} </script></style><img src=x onerror=alert(1)>"
    slide = Slide(
        1, 1, SceneKind.FICHE, hostile, hostile, numbers=(Number(hostile, hostile, hostile, hostile),),
        words=(Words(hostile, hostile, hostile),), items=(Item(hostile, hostile, hostile),),
        source=hostile, scope=hostile, link=hostile, notes=hostile,
    )  # fmt: skip
    deck = replace(alone(slide), theme=hostile, event=hostile, place=hostile, label=hostile, newer=hostile)
    found = reader(deck)
    assert (found.wrong, found.open) == ([], [])
    assert "<img src=x" not in page(deck)
    assert page(deck).count("<script") == 1
    assert "onerror=alert(1)" in found.scenes["1"]


def test_each_scene_tells_its_slide_and_the_state_it_is_told_from() -> None:
    for slide in full_deck().slides:
        said = reader().scenes[str(slide.number)]
        expected = [slide.title, slide.sentence, slide.link, f"{slide.number} / {len(full_deck().slides)}"]
        expected += [DEMONSTRATION, "2e trimestre 2026, état figé n° 1"]
        expected += [part for one in slide.numbers for part in (one.label, one.rest, one.note)]
        expected += [part for one in slide.items for part in (one.title, one.text, one.when)]
        expected += [part for one in slide.words for part in (one.text, one.by, one.about)]
        if slide.table is not None:
            expected += [cell for row in slide.table.rows for cell in row]
        assert [part for part in expected if part not in said] == []
        for one in slide.numbers:
            assert all(part in said for part in split(one.lead))


def test_the_room_never_sees_notes_nor_why_a_scene_is_missing() -> None:
    missing = next(slide for slide in full_deck().slides if slide.missing)
    said = " ".join(reader().scenes.values())
    assert LONG_TITLE in reader().scenes[str(missing.number)]
    for hidden in (missing.missing, "À passer si le temps manque.", full_deck().newer):
        assert hidden not in said
        assert hidden in page()


def test_what_does_not_fit_the_screen_is_the_presenters() -> None:
    words = tuple(Words(f"Parole {rank}", "Responsable", "") for rank in range(5))
    items = tuple(Item(f"Action {rank}") for rank in range(9))
    deck = alone(Slide(1, 1, SceneKind.FICHE, "Fiche", words=words, items=items))
    said = reader(deck).scenes["1"]
    assert [rank for rank in range(5) if f"Parole {rank}" in said] == [0, 1]
    assert [rank for rank in range(9) if f"Action {rank}" in said] == [0, 1, 2, 3]
    assert all(f"Parole {rank}" in page(deck) for rank in range(5))
    assert all(f"Action {rank}" in page(deck) for rank in range(9))


@pytest.mark.parametrize(
    ("lead", "large", "after"),
    [
        ("41 sur 104", "41 sur 104", ""),
        ("2 sur 9 (22\u00a0%)", "2 sur 9", "(22\u00a0%)"),
        ("3\u202f038 visites à domicile", "3\u202f038", "visites à domicile"),
        ("33,3\u00a0%", "33,3\u00a0%", ""),
        ("+25 points", "+25 points", ""),
        ("+33,3\u00a0points", "+33,3", "points"),
        ("−3", "−3", ""),
        ("masqué", "masqué", ""),
        ("pas encore fait", "pas encore fait", ""),
    ],
)
def test_a_figure_is_set_apart_from_what_follows_it(lead: str, large: str, after: str) -> None:
    assert split(lead) == (large, after)


def test_type_is_read_from_the_back_of_the_room() -> None:
    crowded = Slide(1, 1, SceneKind.KEY_FIGURES, "Six", numbers=(Number("Actions réalisées", "1 041 sur 1 104"),) * 6)
    for slide in (*full_deck().slides, crowded):
        for one in figures(slide):
            if any(letter.isdigit() for letter in one.large):
                assert one.size >= 120
    assert SMALLEST >= 28
    assert title_size(LONG_TITLE) >= SMALLEST
    assert title_size("Merci") > title_size("x" * 100) > title_size(LONG_TITLE)
    assert item_size((Item("a" * 90),) * 12, shared=False) == SMALLEST
    assert quote_size("a" * 900) >= SMALLEST
    sizes = [float(size) for size in re.findall(r'<text[^>]*font-size="([\d.]+)"', _stage_drawings())]
    assert min(sizes) >= 27


def _stage_drawings() -> str:
    return " ".join(re.findall(r'<div class="draw dark">(.*?)</div>', page(), re.DOTALL))


def test_an_address_that_no_phone_opens_stays_written() -> None:
    deck = alone(Slide(1, 1, SceneKind.PUBLIC_PAGE, "Page", link="pas une adresse"))
    assert "pas une adresse" in reader(deck).scenes["1"]
    assert 'class="code"' not in page(deck)
    assert 'class="code"' in page()


def test_a_deck_without_a_slide_or_a_state_is_still_a_document() -> None:
    empty = replace(full_deck(), slides=(), bound=(), held_on=None, label="", logo=None)
    said = stage_html(empty, {})
    assert said.startswith("<!doctype html>")
    assert "aucune scène" in said


def test_the_presenter_reads_the_states_plan_by_plan() -> None:
    deck = full_deck()
    own = deck.bound[0]
    past = replace(own, period="2026-T1", label="1er trimestre 2026, état figé n° 1")
    other = replace(own, plan_code="autre", plan_title="Autre schéma", label="année 2025, état figé n° 1")
    said = stage_html(replace(deck, bound=(own, past, other)), {})
    footer = re.sub("<[^>]*>", "", said[said.rindex("<footer") : said.rindex("</footer>")])
    assert f"{own.plan_title}\u00a0: {own.label}\u00a0; {past.label} · Autre schéma\u00a0: {other.label}" in footer
