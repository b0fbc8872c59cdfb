"""The main path of a reader in a real browser: the plan, a fiche, back; the calendar and what was typed."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.support.browser import rerun, settle, visit

pytestmark = pytest.mark.browser
MAIN = "[data-testid='stMain']"


def test_from_the_plan_to_a_fiche_and_back(browser_page: Page) -> None:
    page = browser_page
    visit(page, "/plan?axe=1")
    with rerun(page):
        page.get_by_role("link", name="P4 ·").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Projet P4")
    assert "/fiche?" in page.url
    assert "fiche=P4" in page.url
    assert "axe=1" in page.url
    with rerun(page):
        page.get_by_role("link", name="Plan", exact=True).last.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Plan")
    assert "fiche=" not in page.url


def test_a_search_by_words_without_accents_opens_the_fiche(browser_page: Page) -> None:
    page = browser_page
    visit(page, "/plan")
    with rerun(page):
        box = page.get_by_label("Chercher une action")
        box.fill("fracture numer")
        box.press("Enter")
    assert "mots=fracture" in page.url
    with rerun(page):
        page.get_by_role("link", name="P7-01 ·").first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Projet P7")


def test_the_tree_unfolds_to_the_actions_and_the_link_keeps_it(browser_page: Page) -> None:
    page = browser_page
    visit(page, "/plan?axe=2")
    with rerun(page):
        page.get_by_role("radiogroup", name="Déplier jusqu’aux").get_by_role("radio", name="Actions").click()
    assert "detail=4" in page.url
    page.reload()
    settle(page)
    expect(page.locator(MAIN)).to_contain_text("P9-03")


@pytest.mark.parametrize("width", [390, 1440])
def test_the_calendar_is_read_at_any_width(open_page: Callable[..., Page], width: int) -> None:
    page = open_page(viewport={"width": width, "height": 900})
    visit(page, "/plan?orientation=1.2")
    chart = page.locator(".js-plotly-plot").last
    names = chart.locator(".annotation-text")
    expect(names.filter(has_text="aujourd’hui, 6 octobre 2026")).to_be_visible()
    expect(names.filter(has_text="P4 ·")).to_be_visible()
    frame = chart.bounding_box()
    assert frame is not None
    for name in names.all():
        box = name.bounding_box()
        assert box is not None
        assert frame["x"] - 1 <= box["x"]
        assert box["x"] + box["width"] <= frame["x"] + frame["width"] + 1


def test_a_fiche_opens_its_calendar_and_its_older_reports(browser_page: Page) -> None:
    page = browser_page
    visit(page, "/fiche?fiche=P4")
    with rerun(page):
        page.get_by_text("Voir le calendrier").click()
    expect(page.locator(".js-plotly-plot .annotation-text").filter(has_text="P4-01 ·")).to_be_visible()
    page.get_by_text("T3 2025").last.click()
    expect(page.get_by_text("par Coordination des centres médico-sociaux").last).to_be_visible()


def test_another_fiche_is_one_choice_away(browser_page: Page) -> None:
    page = browser_page
    visit(page, "/fiche?fiche=P4")
    page.get_by_role("combobox", name="Projet").click()
    with rerun(page):
        page.get_by_role("option", name="P5 ·").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Projet P5")
    assert "fiche=P5" in page.url
