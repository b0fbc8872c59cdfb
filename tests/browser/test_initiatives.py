"""The bank of initiatives in a real browser: words are looked for while typing, a click on the map filters."""

import re

import pytest
from playwright.sync_api import Page, expect

from data.geography.read import departements
from tests.support.browser import rerun, visit

pytestmark = pytest.mark.browser

AREAS = ".choroplethlayer path"


def click_area(page: Page, code: str) -> None:
    """Click the middle of a département: they are drawn in the order of the codes."""
    shape = page.locator(AREAS).nth(list(departements()).index(code))
    shape.scroll_into_view_if_needed()
    box = shape.bounding_box()
    assert box is not None, code
    with rerun(page):
        page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)


def test_typing_searches_and_a_click_on_the_map_filters_then_lifts(browser_page: Page) -> None:
    visit(browser_page, "/initiatives")
    expect(browser_page.locator(AREAS)).to_have_count(101)
    field = browser_page.get_by_role("searchbox", name="Chercher une initiative")
    with rerun(browser_page):
        field.press_sequentially("accueil ", delay=20)
    expect(browser_page).to_have_url(re.compile(r"recherche=accueil(&|$)"))
    expect(field).to_have_value("accueil ")  # the space before the next word is not taken back
    with rerun(browser_page):
        field.press_sequentially("mds", delay=20)
    expect(browser_page.get_by_role("link", name=re.compile("L’accueil à 360°"))).to_be_visible()

    with rerun(browser_page):
        field.fill("")
    expect(browser_page).not_to_have_url(re.compile("recherche"))
    answer = browser_page.locator("[class*='st-key-reponse']")
    for code, inside in (("62", True), ("62", False), ("33", True)):
        click_area(browser_page, code)
        seen = expect(browser_page)
        seen.to_have_url(re.compile(f"departement={code}")) if inside else seen.not_to_have_url(re.compile("departem"))
        if (code, inside) == ("62", True):
            expect(answer).to_contain_text("17")

    click_area(browser_page, "974")
    expect(browser_page.get_by_text(re.compile("aucune initiative de ce département.*La Réunion"))).to_be_visible()
    expect(browser_page).to_have_url(re.compile("departement=33"))
