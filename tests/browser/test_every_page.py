"""Every page in a real browser: nothing leaves the machine, no trace, no English, no sideways scroll, no new
accessibility defect. `guard` (behind `browser_page`) fails a test that makes a request outside."""

import re
from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.support.browser import rerun, visit

pytestmark = pytest.mark.browser

PAGES = {
    "pilotage": "/",
    "territoires": "/territoires",
    "equipements": "/equipements",
    "plan": "/plan",
    "changements": "/changements",
    "gouvernance": "/gouvernance",
    "fiche": "/fiche?fiche=P12",
    "indicateurs": "/indicateurs",
    "initiatives": "/initiatives",
    "initiative": "/initiative?initiative=DEV-13",
    "documents": "/documents",
    "conference": "/conference?profil=demo-coordination",
    "edition": "/conference?profil=demo-coordination&edition=1",
    "regles": "/regles?profil=demo-coordination",
    "qualite": "/qualite",
    "saisie": "/saisie?profil=demo-pilote",
    "valeurs": "/valeurs?profil=demo-coordination&indicateur=P4-IND02",
    "pilotes": "/pilotes?profil=demo-coordination",
}
POCKET = {"pilotage", "territoires", "plan", "fiche", "edition", "saisie"}
"""What is opened on a phone first, and each kind of page: by each `make test`; the others by `make soak`."""
ON_PHONES = [
    pytest.param(path, id=name, marks=() if name in POCKET else pytest.mark.soak) for name, path in PAGES.items()
]
REAL = {name: path + ("&" if "?" in path else "?") + "donnees=reelles" for name, path in PAGES.items()}
ENGLISH = ("Choose", "Select", "Upload", "Deploy", "Loading", "Running", "No results", "Traceback", "Error", "Search")
"""Words that Streamlit's own labels would show."""

# Streamlit's own markup, the same on an empty page (see the technical decisions): not ours to mend.
STREAMLIT_OWN = {"list", "listitem", "svg-img-alt", "presentation-role-conflict", "empty-table-header"}


@pytest.mark.parametrize("path", PAGES.values(), ids=PAGES)
def test_a_page_of_the_demonstration_is_in_french_and_open_to_everybody(browser_page: Page, path: str) -> None:
    visit(browser_page, path)
    _is_in_french(browser_page)
    _is_open_to_everybody(browser_page)


@pytest.mark.soak
@pytest.mark.parametrize("path", REAL.values(), ids=REAL)
def test_a_page_of_the_real_plan_is_in_french(browser_page: Page, path: str) -> None:
    visit(browser_page, path)
    _is_in_french(browser_page)


@pytest.mark.soak
@pytest.mark.parametrize("path", PAGES.values(), ids=PAGES)
def test_a_page_in_the_dark_is_open_to_everybody(open_page: Callable[..., Page], path: str) -> None:
    page = open_page(color_scheme="dark")
    visit(page, path)
    _is_open_to_everybody(page)


def _is_in_french(browser_page: Page) -> None:
    said = browser_page.locator("[data-testid='stMain']").inner_text()
    assert browser_page.get_by_role("heading", level=1).count() == 1
    assert browser_page.evaluate("document.documentElement.lang") == "fr"
    assert not [word for word in ENGLISH if word in said]
    assert browser_page.locator("[data-testid='stException']").count() == 0
    assert "None" not in said
    assert "nan" not in said.split()


def _is_open_to_everybody(page: Page) -> None:
    """No accessibility defect of ours."""
    found = Axe().run(page).response["violations"]
    ours = {rule["id"]: [node["html"][:160] for node in rule["nodes"]][:3] for rule in found}
    assert not {name: nodes for name, nodes in ours.items() if name not in STREAMLIT_OWN}


@pytest.mark.parametrize("path", ON_PHONES)
def test_page_fits_a_phone(open_page: Callable[..., Page], path: str) -> None:
    page = open_page(viewport={"width": 390, "height": 844}, is_mobile=True, has_touch=True)
    visit(page, path)
    overflow = page.evaluate("() => document.querySelector('[data-testid=stMain]').scrollWidth - window.innerWidth")
    assert overflow <= 0


def test_a_link_sent_to_a_colleague_shows_the_same_view(open_page: Callable[..., Page]) -> None:
    one, other = open_page(), open_page()
    visit(one, "/")
    one.get_by_role("button", name="Filtrer").click()
    one.get_by_role("combobox", name="Axe").click()
    with rerun(one):
        one.get_by_role("option", name="2 –").click()
    assert "axe=2" in one.url
    visit(other, one.url)
    answer = "[class*='st-key-reponse']"
    assert other.locator(answer).inner_text() == one.locator(answer).inner_text()
    assert "Axe 2" in other.locator("[data-testid='stMain']").inner_text()


def test_filters_survive_the_menu_and_going_back(browser_page: Page) -> None:
    visit(browser_page, "/?axe=3")
    answer = browser_page.locator("[class*='st-key-reponse']")
    said = answer.inner_text()
    with rerun(browser_page):
        browser_page.get_by_role("link", name="Plan", exact=True).first.click()
    expect(browser_page).to_have_url(re.compile(r"/plan\?axe=3$"))
    with rerun(browser_page):
        browser_page.go_back()
    if "/plan" in browser_page.url:  # the entry that a busy machine leaves between the click and the answer
        expect(browser_page).to_have_url(re.compile(r"/plan\?axe=3$"))
        with rerun(browser_page):
            browser_page.go_back()
    expect(browser_page).to_have_url(re.compile(r"/\?axe=3$"))
    expect(answer).to_have_text(said)


def test_where_a_figure_comes_from(browser_page: Page) -> None:
    visit(browser_page, "/")
    with rerun(browser_page):
        browser_page.get_by_role("button", name="D’où vient ce chiffre").first.click()
    assert browser_page.get_by_text("Formule").is_visible()
