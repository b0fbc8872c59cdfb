"""The map of territories in a real browser: a click and the keyboard open the same sheet, nothing is asked outside."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.support.browser import rerun, settle, visit

pytestmark = pytest.mark.browser

AREAS = ".choroplethlayer path"


def drawn(page: Page) -> None:
    """Wait until the map has its 16 territories (it is fetched and drawn after the page has settled)."""
    expect(page.locator(AREAS)).to_have_count(16)


def click_name(page: Page, name: str) -> None:
    """Click the map where the name of a territory is written."""
    written = page.locator(".stPlotlyChart g.scattergeo text", has_text=name).first
    written.scroll_into_view_if_needed()
    box = written.bounding_box()
    assert box is not None, name
    with rerun(page):
        page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)


def test_a_click_on_the_map_opens_the_sheet_again_and_again(browser_page: Page) -> None:
    visit(browser_page, "/territoires")
    drawn(browser_page)
    for name, code in (("Diois", "242600534"), ("Royans-Vercors", "200067767"), ("Diois", "242600534")):
        click_name(browser_page, name)
        drawn(browser_page)
        expect(browser_page).to_have_url(re.compile(rf"lieu={code}"))
        expect(browser_page.get_by_role("radio", name=name, exact=True)).to_be_checked()
        expect(browser_page.get_by_role("heading", level=2, name=re.compile(f"{name}$"))).to_be_visible()
    # Again on the one that is open: it stays. The list then moves away, and the map answers once more.
    for _ in range(2):
        click_name(browser_page, "Diois")
        expect(browser_page).to_have_url(re.compile("lieu=242600534"))
    with rerun(browser_page):
        browser_page.get_by_text("Royans-Vercors", exact=True).last.click()
    expect(browser_page).to_have_url(re.compile("lieu=200067767"))
    drawn(browser_page)
    click_name(browser_page, "Diois")
    expect(browser_page).to_have_url(re.compile("lieu=242600534"))


def test_the_keyboard_moves_along_the_list_and_the_map_follows(browser_page: Page) -> None:
    visit(browser_page, "/territoires?lieu=242600534")
    drawn(browser_page)
    chosen = browser_page.get_by_role("radio", name="Diois", exact=True)
    expect(chosen).to_be_checked()
    chosen.focus()
    with rerun(browser_page):
        browser_page.keyboard.press("ArrowDown")
    expect(browser_page).not_to_have_url(re.compile("lieu=242600534"))
    listed = browser_page.get_by_test_id("stRadio").get_by_role("radio", checked=True)
    expect(listed).not_to_have_accessible_name("Diois")


def test_down_to_the_communes_and_back_with_the_keyboard_alone(browser_page: Page) -> None:
    visit(browser_page, "/territoires?lieu=242600534")
    drawn(browser_page)
    press(browser_page, browser_page.get_by_role("button", name="Voir ses communes"), "Enter")
    expect(browser_page.locator(AREAS)).to_have_count(50)
    expect(browser_page).to_have_url(re.compile("dans=242600534"))
    first = browser_page.get_by_test_id("stRadio").get_by_role("radio").first
    press(browser_page, first, "Space")
    expect(browser_page).to_have_url(re.compile("lieu=26113"))
    press(browser_page, browser_page.get_by_role("button", name="Diois", exact=True), "Enter")
    drawn(browser_page)
    expect(browser_page).to_have_url(re.compile(r"/territoires\?lieu=242600534$"))
    expect(browser_page.get_by_role("radio", name="Diois", exact=True)).to_be_checked()
    browser_page.go_back()
    settle(browser_page)
    expect(browser_page.locator(AREAS)).to_have_count(50)
    expect(browser_page).to_have_url(re.compile("lieu=26113"))


def press(page: Page, what: Locator, key: str) -> None:
    """What somebody without a mouse does: reach it, then a key."""
    what.focus()
    with rerun(page):
        page.keyboard.press(key)


def test_a_reload_and_a_sent_link_show_the_same_sheet(browser_page: Page, open_page: Callable[..., Page]) -> None:
    visit(browser_page, "/territoires")
    drawn(browser_page)
    click_name(browser_page, "Diois")
    link = browser_page.url
    other = open_page()
    visit(other, link)
    drawn(other)
    expect(other.get_by_role("radio", name="Diois", exact=True)).to_be_checked()


def test_the_map_says_in_words_what_it_shows(browser_page: Page) -> None:
    visit(browser_page, "/territoires")
    drawn(browser_page)
    map_ = browser_page.get_by_role("figure", name=re.compile("^Taux de réalisation"))
    expect(map_).to_be_visible()
    legend = browser_page.locator(".legendtext")
    expect(legend.first).to_have_text("moins de 20\u00a0%")
    assert "? non renseigné" in legend.all_text_contents()


def test_a_finger_that_scrolls_is_not_caught_by_the_map(open_page: Callable[..., Page]) -> None:
    page = open_page(viewport={"width": 390, "height": 844}, is_mobile=True, has_touch=True)
    visit(page, "/territoires")
    drawn(page)
    before = page.locator(AREAS).first.get_attribute("d")
    box = page.locator(".stPlotlyChart").first.bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + 200, box["y"] + 300)
    page.mouse.down()
    page.mouse.move(box["x"] + 120, box["y"] + 200, steps=5)
    page.mouse.up()
    assert page.locator(AREAS).first.get_attribute("d") == before
