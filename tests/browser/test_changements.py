"""A cell of the table of flows opens its actions: a click on a drawn table, which only a browser makes."""

import pytest
from playwright.sync_api import Page, expect

from tests.support.browser import rerun, visit

pytestmark = pytest.mark.browser
HEADER, ROW, FIRST_COLUMN = 36, 35, 160
"""Pixels: height of the headings and of a line, width of the first column."""


def test_a_cell_of_the_flows_opens_its_actions(browser_page: Page) -> None:
    page = browser_page
    visit(page, "/changements?depuis=2025-T3")
    table = page.locator(".st-key-changements_flux")
    table.scroll_into_view_if_needed()
    with rerun(page):
        # « En cours » is the second line, « Réalisée » the first column of counts.
        table.click(position={"x": FIRST_COLUMN + 50, "y": HEADER + 1.5 * ROW})
    assert "passage=en_cours.realisee" in page.url
    told = page.get_by_text("Choisissez une ligne pour ouvrir sa fiche.").first
    expect(told).to_contain_text("à «\u00a0réalisées\u00a0»")
