"""Indicateurs in a real browser: from the list to an indicator and back, by links, with the choices kept."""

import pytest
from playwright.sync_api import Page

from tests.support.browser import rerun, visit

pytestmark = pytest.mark.browser


def main(page: Page) -> str:
    return page.locator("[data-testid='stMain']").inner_text()


def test_from_the_list_to_an_indicator_and_back_to_the_same_list(browser_page: Page) -> None:
    page = browser_page
    visit(page, "/indicateurs")
    with rerun(page):
        page.get_by_role("button", name="Satisfaction").click()
    assert "nature=satisfaction" in page.url
    assert "7 sur 106 indicateurs" in main(page)
    with rerun(page):
        page.get_by_role("link", name="Taux de satisfaction des usagers", exact=True).click()
    assert "indicateur=P6-IND04" in page.url
    assert page.get_by_role("heading", level=1).inner_text() == "Taux de satisfaction des usagers"
    assert "régression" in main(page)
    assert page.get_by_role("heading", name="Trajectoire").is_visible()
    assert page.locator("[data-testid='stPlotlyChart'] svg").first.is_visible()
    with rerun(page):
        page.get_by_role("link", name="Tous les indicateurs").click()
    assert "nature=satisfaction" in page.url
    assert "indicateur=" not in page.url
    assert "7 sur 106 indicateurs" in main(page)


def test_curves_and_figures_of_the_document(browser_page: Page) -> None:
    page = browser_page
    visit(page, "/indicateurs?etat=avec")
    with rerun(page):
        page.get_by_role("radio", name="Courbes").click()
    assert "affichage=courbes" in page.url
    assert page.locator("[data-testid='stPlotlyChart']").count() == 12
    with rerun(page):
        page.get_by_role("link", name="Suivants").click()
    assert "page_liste=2" in page.url
    with rerun(page):
        page.get_by_role("radio", name="Chiffres du document").click()
    assert "vue=document" in page.url
    assert "43 chiffres clés" in main(page)


def test_going_back_returns_to_the_list(browser_page: Page) -> None:
    page = browser_page
    visit(page, "/indicateurs?nature=impact")
    with rerun(page):
        page.get_by_role("link", name="Nombre de participants aux actions").first.click()
    assert page.get_by_role("heading", level=1).inner_text() == "Nombre de participants aux actions"
    page.go_back()
    page.get_by_role("heading", level=1, name="Indicateurs", exact=True).wait_for()
    assert "nature=impact" in page.url
