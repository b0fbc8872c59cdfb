"""The printed sheet is really downloaded, and a comparison holds on a phone."""

from io import BytesIO
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from pypdf import PdfReader

from tests.support.browser import rerun, visit

pytestmark = pytest.mark.browser


def test_the_sheet_is_printed_and_compared_on_a_phone(browser_page: Page) -> None:
    browser_page.set_viewport_size({"width": 390, "height": 844})
    visit(browser_page, "/territoires?lieu=242600534")
    with browser_page.expect_download() as waited:
        browser_page.get_by_role("button", name="Fiche à imprimer (PDF)").click()
    assert waited.value.suggested_filename == "fiche-diois-2026-T3.pdf"
    found = PdfReader(BytesIO(Path(waited.value.path()).read_bytes()))
    assert len(found.pages) == 1
    assert "Communauté de communes du Diois" in found.pages[0].extract_text()

    with rerun(browser_page):
        browser_page.get_by_role("button", name="Comparer avec…").click()
    visit(browser_page, "/territoires?comparer=242600534,200068229")
    expect(browser_page.get_by_role("heading", level=2, name="Baronnies en Drôme Provençale")).to_be_visible()
    expect(browser_page.get_by_role("heading", level=2, name="Côte à côte")).to_be_visible()
    main = browser_page.get_by_test_id("stMain")
    assert main.evaluate("it => it.scrollWidth <= it.clientWidth + 1")
    # Words of the chart stay inside it.
    edges = browser_page.locator(".stPlotlyChart").first.evaluate(
        "it => [...it.querySelectorAll('.annotation-text')].map(a => a.getBoundingClientRect().right"
        " - it.getBoundingClientRect().right)"
    )
    assert edges
    assert max(edges) <= 1
