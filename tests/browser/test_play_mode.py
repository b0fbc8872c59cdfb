"""The talk in a real browser: keys and clicker, two windows, and neither network nor server once it is open."""

from __future__ import annotations

import shutil
import socket
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
import uvicorn
from playwright.sync_api import BrowserContext, Page, expect
from starlette.applications import Starlette
from starlette.middleware import Middleware

from components.serving import HEADERS, Serving
from components.stage_files import stage_files
from data.commands.edition import create_edition
from data.conference.edition import EditionInput, SceneInput
from data.conference.slide import Slide
from data.database import Store
from data.drawing.shapes import shapes_for
from data.stage.play import policy, stage_html
from data.vocabulary import SceneKind
from tests.support.browser import Guard
from tests.support.decks import LONG_TITLE, full_deck
from tests.support.quarter import BEFORE, PLAN, acting
from tests.support.store import REAL

pytestmark = pytest.mark.browser

SCENES = (
    SceneInput(SceneKind.TITLE, "La participation", notes="Saluer la salle."),
    SceneInput(SceneKind.KEY_FIGURES, "En chiffres", notes="Dire d’où ils viennent."),
    SceneInput(SceneKind.AXIS, "Par axe"),
    SceneInput(SceneKind.QUOTE, "Une parole", settings={"text": "On m’a écoutée.", "said_by": "Une usagère"}),
    SceneInput(SceneKind.THANKS, "Merci"),
)
SECONDS = 10


class Talk:
    """The route of play mode alone, on a port that it keeps when it is stopped and started again."""

    def __init__(self, edition_id: int) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port: int = free.getsockname()[1]
        self.root = f"http://127.0.0.1:{self.port}"
        self.url = f"{self.root}/conference/reelles/{edition_id}/jouer"

    def start(self) -> None:
        app = Starlette(routes=[stage_files("")], middleware=[Middleware(Serving)])
        self.server = uvicorn.Server(uvicorn.Config(app, port=self.port, log_level="error", lifespan="off"))
        self.thread = threading.Thread(target=self.server.run, daemon=True)
        self.thread.start()
        until = time.monotonic() + SECONDS
        while not self.server.started:
            assert time.monotonic() < until, "the server did not start"
            threading.Event().wait(0.02)

    def stop(self) -> None:
        self.server.force_exit = self.server.should_exit = True
        self.thread.join(SECONDS)
        assert not self.thread.is_alive()


@pytest.fixture
def talk(told_quarter: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Talk]:
    path = tmp_path / REAL
    shutil.copy(told_quarter, path)
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{path}")
    store = Store(f"sqlite:///{path}")
    said = EditionInput(2026, "La participation")
    running = Talk(create_edition(store, acting(store, "coordination"), PLAN, said, period=BEFORE, scenes=SCENES))
    running.start()
    yield running
    running.stop()


@pytest.fixture
def from_file(tmp_path: Path) -> str:
    copy = tmp_path / "déroulé.html"
    copy.write_text(stage_html(full_deck(), shapes_for(full_deck())), encoding="utf-8")
    return copy.as_uri()


def at(page: Page, number: int) -> None:
    """The scene of this number, and no other, is on screen."""
    expect(page.locator("#stage > .scene.now")).to_have_id(f"scene-{number}")
    expect(page.locator("#stage > .scene.now")).to_have_count(1)
    assert page.url.endswith(f"#{number}")


def press(page: Page, *keys: str) -> None:
    for key in keys:
        page.keyboard.press(key)


def test_a_talk_goes_on_without_its_server_and_comes_back_to_its_scene(
    talk: Talk, open_page: Callable[..., Page]
) -> None:
    page = open_page(viewport={"width": 1366, "height": 768})
    asked: list[str] = []
    answer = page.goto(talk.url)
    assert answer is not None
    headers = answer.all_headers()
    assert headers["content-security-policy"] == policy()
    assert headers["x-content-type-options"] == HEADERS["X-Content-Type-Options"]
    page.context.on("request", lambda request: asked.append(request.url))
    at(page, 1)
    expect(page.locator("#scene-1")).to_contain_text("2e trimestre 2026, état figé n° 1")

    talk.stop()
    for number in (2, 3, 4, 5):
        press(page, "PageDown")
        at(page, number)
        expect(page.locator("#told")).to_contain_text(f"Scène {number} sur 5. {SCENES[number - 1].title}")
    press(page, "PageDown")
    at(page, 5)
    press(page, "PageUp", "ArrowLeft")
    at(page, 3)
    with page.expect_popup() as opened:
        press(page, "n")
    expect(opened.value.locator("#p-place")).to_have_text("3 / 5")
    press(opened.value, "PageDown")
    at(page, 4)
    opened.value.close()
    press(page, "PageUp")
    press(page, "p")
    expect(page.locator("#p-place")).to_have_text("3 / 5")
    press(page, "p")
    assert asked == []

    talk.start()
    page.reload()
    at(page, 3)
    press(page, "Home")
    at(page, 1)


def test_two_windows_tell_the_same_talk(talk: Talk, open_page: Callable[..., Page]) -> None:
    room = open_page()
    room.goto(talk.url)
    with room.expect_popup() as opened:
        press(room, "n")
    presenter = opened.value

    expect(presenter.locator("#p-notes")).to_have_text("Saluer la salle.")
    expect(presenter.locator("#p-next-title")).to_contain_text("En chiffres")
    press(presenter, "ArrowRight")
    at(room, 2)
    expect(presenter.locator("#p-notes")).to_contain_text("Dire d’où ils viennent.")
    expect(presenter.locator("#p-now .scene")).to_have_id("n-scene-2")
    press(room, "ArrowRight")
    expect(presenter.locator("#p-place")).to_have_text("3 / 5")
    press(presenter, "b")
    expect(room.locator("#cover")).to_have_class("black")
    expect(presenter.locator("#p-cover")).to_contain_text("écran noir")
    press(presenter, "ArrowRight")
    expect(room.locator("#cover")).to_be_hidden()
    at(room, 3)
    presenter.reload()
    expect(presenter.locator("#p-place")).to_have_text("3 / 5")
    press(presenter, "End")
    at(room, 5)
    expect(presenter.locator("#p-next")).to_contain_text("Fin du déroulé.")
    expect(room.locator("#presenter")).to_be_hidden()


def test_an_edition_that_is_not_there_is_told_in_french(talk: Talk) -> None:
    for path, status in (("reelles/999", 404), ("ailleurs/1", 404), ("reelles/x", 404), ("demonstration/1", 404)):
        with pytest.raises(urllib.error.HTTPError) as refused:
            urllib.request.urlopen(f"{talk.root}/conference/{path}/jouer")
        assert refused.value.code == status
        said = refused.value.read().decode()
        assert "Cette édition n’existe pas" in said
        assert "Traceback" not in said


def test_a_copy_is_played_from_its_file_by_keyboard_alone(
    from_file: str, new_context: Callable[..., BrowserContext]
) -> None:
    context = new_context(offline=True)
    errors: list[str] = []
    guard = Guard()
    page = context.new_page()
    page.set_viewport_size({"width": 1920, "height": 1080})
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on("console", lambda message: guard._note_refusal(message.text))  # pyright: ignore[reportPrivateUsage]
    context.on(
        "request", lambda request: None if request.url.startswith(("file:", "data:")) else errors.append(request.url)
    )
    page.goto(from_file)
    total = len(full_deck().slides)

    for number in range(1, total + 1):
        at(page, number)
        assert page.evaluate(_FITS), number
        press(page, "ArrowRight")
    press(page, "Digit7", "Enter")
    at(page, 7)
    press(page, "Digit9", "Digit9", "Enter")
    expect(page.locator("#notice")).to_contain_text("Il n’y a pas de scène 99")
    at(page, 7)
    press(page, "Digit4", "Enter", "t")
    expect(page.locator("#scene-4 table")).to_be_visible()
    expect(page.locator("#scene-4 .drawn")).to_be_hidden()
    press(page, "Escape")
    expect(page.locator("#scene-4 .draw.dark svg")).to_be_visible()
    press(page, "l")
    expect(page.locator("#scene-4 .draw.light svg")).to_be_visible()
    press(page, "w")
    expect(page.locator("#cover")).to_have_class("white")
    press(page, "w", "o")
    expect(page.locator("#overview [aria-current]")).to_be_focused()
    press(page, "Tab", "Enter")
    at(page, 5)
    press(page, "?")
    expect(page.locator("#help")).to_be_visible()
    press(page, "Escape")
    expect(page.locator("#help")).to_be_hidden()
    press(page, "Space")
    at(page, 6)

    with page.expect_popup() as opened:
        press(page, "n")
    presenter = opened.value
    press(presenter, "Digit1", "Digit6", "Enter")
    at(page, 16)
    expect(presenter.locator("#p-notes .why")).to_contain_text("Aucune action de ce thème")
    expect(presenter.locator(".p-notes")).to_contain_text("Une clôture plus récente")
    expect(page.locator("#scene-16")).not_to_contain_text("Aucune action", use_inner_text=True)
    page.reload()
    at(page, 16)
    assert (errors, guard.refused) == ([], [])


WORD = "départementalisation" * 20
"""400 characters without a space."""


def test_a_text_of_several_pages_is_scrolled_and_hides_nothing_else(
    tmp_path: Path, new_context: Callable[..., BrowserContext]
) -> None:
    text = "Une phrase qui n’en finit pas. " * 320
    thanks = Slide(1, 1, SceneKind.THANKS, "Merci", sentence=text)
    copy = tmp_path / "pages.html"
    copy.write_text(stage_html(replace(full_deck(), slides=(thanks,)), {}), encoding="utf-8")
    page = new_context(offline=True).new_page()
    page.goto(copy.as_uri())
    expect(page.locator(".scene.now h2")).to_be_in_viewport(ratio=1)
    expect(page.locator(".scene.now > footer")).to_be_in_viewport(ratio=1)
    page.locator(".scene.now header").evaluate("one => one.scrollTo(0, one.scrollHeight)")
    assert page.locator(".scene.now header").evaluate("one => one.scrollTop") > 0


@pytest.mark.parametrize("text", [LONG_TITLE, WORD], ids=["sentence", "word"])
def test_the_longest_texts_stay_on_screen(
    text: str, tmp_path: Path, new_context: Callable[..., BrowserContext]
) -> None:
    kept = (SceneKind.TITLE, SceneKind.PARTNER_FIGURE, SceneKind.PHOTO, SceneKind.QUOTE, SceneKind.NEXT)
    slides = [
        replace(
            slide, title=text, sentence=text if slide.sentence else "", source=text if slide.source else "",
            numbers=tuple(replace(one, lead=text, label=text) for one in slide.numbers),
            words=tuple(replace(one, text=text, by=text) for one in slide.words),
            items=tuple(replace(one, title=text, when=text if one.when else "") for one in slide.items[:1]),
            picture=replace(slide.picture, credit=text) if slide.picture else None,
        )
        for slide in full_deck().slides
        if slide.kind in kept or (slide.kind is SceneKind.THANKS and not slide.missing)
    ]  # fmt: skip
    made = replace(full_deck(), slides=tuple(replace(slide, number=at) for at, slide in enumerate(slides, 1)))
    copy = tmp_path / "long.html"
    copy.write_text(stage_html(made, {}), encoding="utf-8")
    page = new_context(offline=True).new_page()
    page.goto(copy.as_uri())
    for number in range(1, len(slides) + 1):
        at(page, number)
        assert page.evaluate(_INSIDE) == [], slides[number - 1].kind
        press(page, "ArrowRight")


_INSIDE = """() => [...document.querySelectorAll('.scene.now :is(h2, p, dt, dd, span, b, figcaption, blockquote)')]
    .filter(one => one.getClientRects().length && one.innerText && !one.closest('aside'))
    .filter(one => { const box = one.getBoundingClientRect();
        return box.left < -1 || box.right > innerWidth + 1 || box.top < -1
            || (box.bottom > innerHeight + 1 && !one.closest('.body.long, header.long')); })
    .map(one => `${one.tagName} ${one.className}`)"""


_FITS = """() => {
    const scene = document.querySelector('.scene.now'), body = scene.querySelector('.body');
    const whole = box => box.scrollHeight <= box.clientHeight + 2 && box.scrollWidth <= box.clientWidth + 2;
    const small = [...scene.querySelectorAll('h2, p, dt, dd, span, li, td, th, figcaption, blockquote')]
        .filter(one => one.getClientRects().length && one.innerText && !one.closest('aside'))
        .some(one => parseFloat(getComputedStyle(one).fontSize) < 27.9);
    return whole(body) && whole(scene) && !small;
}"""
