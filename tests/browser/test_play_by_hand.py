"""The talk in the hand and under other eyes: fingers, a phone, a narrow presenter's window, forced colours."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, CDPSession, Page, expect

from data.drawing.shapes import shapes_for
from data.stage.play import stage_html
from tests.support.decks import full_deck

pytestmark = pytest.mark.browser
Size = tuple[int, int]
DESK, NARROW, PHONE = (1440, 810), (1024, 700), (390, 844)


@pytest.fixture(scope="module")
def talk(tmp_path_factory: pytest.TempPathFactory) -> str:
    copy = tmp_path_factory.mktemp("talk") / "déroulé.html"
    copy.write_text(stage_html(full_deck(), shapes_for(full_deck())), encoding="utf-8")
    return copy.as_uri()


def opened(
    talk: str, new_context: Callable[..., BrowserContext], scene: int, size: Size = DESK, **options: bool | str
) -> Page:
    page = new_context(offline=True, **options).new_page()
    page.set_viewport_size({"width": size[0], "height": size[1]})
    page.goto(f"{talk}#{scene}")
    return page


def at(page: Page, number: int) -> None:
    expect(page.locator("#stage > .scene.now")).to_have_id(f"scene-{number}")


def swipe(finger: CDPSession, start: int, end: int, height: float = 300) -> None:
    def touch(kind: str, *across: float) -> None:
        points = [{"x": x, "y": height} for x in across]
        finger.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})

    touch("touchStart", start)
    for step in range(1, 5):
        touch("touchMove", start + (end - start) * step / 4)
    touch("touchEnd")


def test_fingers_turn_the_pages_and_never_leave_the_talk(talk: str, new_context: Callable[..., BrowserContext]) -> None:
    page = opened(talk, new_context, 1, PHONE, has_touch=True)
    finger = page.context.new_cdp_session(page)
    for number in (2, 3, 4):
        swipe(finger, 340, 60)
        at(page, number)
    for number in (3, 2):
        swipe(finger, 60, 340)
        at(page, number)


def test_a_finger_on_a_wide_table_reads_its_columns(talk: str, new_context: Callable[..., BrowserContext]) -> None:
    page = opened(talk, new_context, 4, PHONE, has_touch=True)
    page.keyboard.press("t")
    table = page.locator("#scene-4 .table")
    # As wide as that of a territory, which has six columns.
    table.locator("table").evaluate("one => { one.style.minWidth = '700px'; }")
    box = table.bounding_box()
    assert box is not None
    swipe(page.context.new_cdp_session(page), 330, 60, box["y"] + 60)
    page.wait_for_function("() => document.querySelector('#scene-4 .table').scrollLeft > 50")
    at(page, 4)


def test_what_is_said_and_explained_holds_on_a_phone(talk: str, new_context: Callable[..., BrowserContext]) -> None:
    page = opened(talk, new_context, 1, PHONE, has_touch=True)
    page.keyboard.press("?")
    expect(page.get_by_role("heading", name="Les touches")).to_be_in_viewport()
    page.keyboard.press("Escape")
    page.keyboard.press("Digit9")
    page.keyboard.press("Digit9")
    page.keyboard.press("Enter")
    notice = page.locator("#notice")
    expect(notice).to_contain_text("Il n’y a pas de scène 99")
    box = notice.bounding_box()
    assert box is not None
    assert box["width"] > box["height"]
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= 390


def test_nothing_covers_the_notes_in_a_narrow_window(talk: str, new_context: Callable[..., BrowserContext]) -> None:
    page = opened(talk, new_context, 1, NARROW)
    page.keyboard.press("p")
    notes, following = page.locator(".p-notes").bounding_box(), page.locator(".p-next").bounding_box()
    assert notes is not None
    assert following is not None
    assert notes["y"] + notes["height"] <= following["y"]


def test_forced_colours_leave_the_black_out_black(talk: str, new_context: Callable[..., BrowserContext]) -> None:
    page = opened(talk, new_context, 1, forced_colors="active")
    page.keyboard.press("b")
    ground = page.locator("#cover").evaluate("one => getComputedStyle(one).backgroundColor")
    assert ground == "rgb(0, 0, 0)"
    kept = page.locator(".draw.dark").first.evaluate("one => getComputedStyle(one).forcedColorAdjust")
    assert kept == "none"
