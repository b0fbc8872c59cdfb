"""The grid of states in a real browser: the keyboard alone, a paste from a spreadsheet, five minutes for a fiche."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Locator, Page, expect

from data.reading.entry import kept, recorded
from tests.browser.test_every_page import STREAMLIT_OWN
from tests.support.browser import rerun, visit
from tests.support.quarter import NOW, PLAN, SUBMITTED, TO_FILL, acting
from tests.support.running_quarter import Hand, Quarter, status_group

pytestmark = pytest.mark.browser

STATE, PERCENT, COMMENT = 3, 4, 5
"""Columns of the grid of a fiche that has a déclinée action."""
MOST = 25
"""Interactions, a click or a key, to fill six actions and send them."""


def canvas(page: Page) -> Locator:
    return page.locator(".st-key-grille_etats canvas").first


def cell(page: Page, column: int, line: int) -> Locator:
    """What the grid says of a cell to assistive technologies: the same as what it draws."""
    return canvas(page).locator(f"#glide-cell-{column}-{line}")


def click_on_first_state(page: Page, hand: Hand, fiche: str = TO_FILL) -> None:
    """Click where the first state is drawn."""
    expect(cell(page, 0, 0)).to_be_attached()
    hand.interactions += 1
    # What scrolls lies over what is drawn, and takes the click.
    page.locator(".st-key-grille_etats .dvn-scroller").click(position={"x": STATE_DRAWN_AT[fiche], "y": 52})


STATE_DRAWN_AT = {TO_FILL: 520, SUBMITTED: 440}
"""Pixels from the left of the grid to its column of states: a fiche with a déclinée action, and one without."""


def open_grid(page: Page, quarter: Quarter, fiche: str = TO_FILL) -> None:
    visit(page, quarter.form(fiche))
    with rerun(page):
        page.get_by_role("radio", name="En grille").click()
    expect(cell(page, 0, 0)).to_be_attached()
    expect(page.locator(".st-key-grille_etats [data-ecoute]")).to_be_attached()  # what watches pastes is loaded


def draft(quarter: Quarter) -> dict[str, object]:
    found = kept(quarter.store, acting(quarter.store, "pilote"), PLAN, TO_FILL, NOW)
    return {} if found is None else {name: pair[0] for name, pair in found.body["champs"].items()}


# --- the keyboard alone -------------------------------------------------------------------------------------------


def test_states_percents_and_comments_without_a_mouse(browser_page: Page, quarter: Quarter) -> None:
    open_grid(browser_page, quarter)
    keys = browser_page.keyboard
    hand = Hand(browser_page)

    for _ in range(12):  # from the segmented control, past « Toutes les actions » and the grid's own buttons
        keys.press("Tab")
        if canvas(browser_page).evaluate("canvas => canvas === document.activeElement"):
            break
    expect(cell(browser_page, 0, 0)).to_have_attribute("aria-selected", "true")
    hand.press("ArrowRight", "ArrowRight", "ArrowRight")
    expect(cell(browser_page, STATE, 0)).to_have_attribute("aria-selected", "true")

    # Enter opens the choices, letters narrow them, Enter chooses and goes down.
    keys.press("Enter")
    expect(browser_page.get_by_role("option", name="Suspendue")).to_be_visible()
    hand.type("sus")
    with rerun(browser_page):
        keys.press("Enter")
    expect(cell(browser_page, STATE, 0)).to_have_text("Suspendue")
    expect(cell(browser_page, STATE, 1)).to_have_attribute("aria-selected", "true")

    # Letters alone do too.
    hand.type("réal")
    with rerun(browser_page):
        keys.press("Enter")
    expect(cell(browser_page, STATE, 1)).to_have_text("Réalisée")
    # The grid is still the same, and the keyboard still in it.
    expect(cell(browser_page, STATE, 2)).to_have_attribute("aria-selected", "true")
    assert canvas(browser_page).evaluate("canvas => canvas.contains(document.activeElement)")

    hand.press("ArrowUp", "ArrowUp", "ArrowRight")
    expect(cell(browser_page, PERCENT, 0)).to_have_attribute("aria-selected", "true")
    hand.type("62,5")
    with rerun(browser_page):
        keys.press("Tab")
    expect(cell(browser_page, COMMENT, 0)).to_have_attribute("aria-selected", "true")
    hand.type("Attente du local")
    with rerun(browser_page):
        keys.press("Enter")

    assert draft(quarter) == {
        "state|status|P7-01|": "suspendue",
        "state|percent|P7-01|": 62.5,
        "state|comment|P7-01|": "Attente du local",
        "state|status|P7-02|": "realisee",
    }


# --- a paste from a spreadsheet -----------------------------------------------------------------------------------


def test_several_cells_are_pasted_and_what_is_not_known_is_named(
    open_page: Callable[..., Page], quarter: Quarter
) -> None:
    page = open_page(permissions=["clipboard-read", "clipboard-write"])
    open_grid(page, quarter)
    copied = 'réalisée\t\t"Deux lignes\ndans une case"\nEn cours\t45,5 %\tSuite\npresque finie\t80\tÀ voir'
    page.evaluate("text => navigator.clipboard.writeText(text)", copied)
    click_on_first_state(page, Hand(page))
    expect(cell(page, STATE, 0)).to_have_attribute("aria-selected", "true")

    page.keyboard.press("Control+V")

    expect(page.get_by_text("Ligne P7-03 : « presque finie » n’est pas un état.")).to_be_visible()
    expect(page.get_by_text("1 case n’a pas été reprise ; le reste est gardé.")).to_be_visible()
    expect(cell(page, STATE, 0)).to_have_text("Réalisée")
    expect(cell(page, STATE, 1)).to_have_text("En cours")
    expect(cell(page, PERCENT, 1)).to_have_text("45,5 %")
    expect(cell(page, STATE, 2)).to_have_text("")
    assert draft(quarter) == {
        "state|status|P7-01|": "realisee",
        "state|percent|P7-01|": None,
        "state|comment|P7-01|": "Deux lignes\ndans une case",
        "state|status|P7-02|": "en_cours",
        "state|percent|P7-02|": 45.5,
        "state|comment|P7-02|": "Suite",
        "state|percent|P7-03|": 80.0,
        "state|comment|P7-03|": "À voir",
    }


def test_a_cell_that_is_refused_comes_back_and_the_rest_of_the_paste_stays(
    open_page: Callable[..., Page], quarter: Quarter
) -> None:
    page = open_page(permissions=["clipboard-read", "clipboard-write"])
    open_grid(page, quarter)
    page.evaluate("text => navigator.clipboard.writeText(text)", "Suspendue\t140\tSuite\nfini\t10\t")
    click_on_first_state(page, Hand(page))
    expect(cell(page, STATE, 0)).to_have_attribute("aria-selected", "true")

    page.keyboard.press("Control+V")

    expect(page.get_by_text("Ligne P7-01 : « 140 » n’est pas un avancement.")).to_be_visible()
    expect(page.get_by_text("Ligne P7-02 : « fini » n’est pas un état.")).to_be_visible()
    expect(page.get_by_text("3 cases n’ont pas été reprises ; le reste est gardé.")).to_be_visible()
    expect(cell(page, PERCENT, 0)).to_have_text("40")
    expect(cell(page, STATE, 1)).to_have_text("Non engagée")
    assert draft(quarter) == {"state|status|P7-01|": "suspendue", "state|comment|P7-01|": "Suite"}


# --- five minutes -------------------------------------------------------------------------------------------------


def by_cards(page: Page, hand: Hand) -> None:
    for number, state in enumerate(("Réalisée",) * 4 + ("Suspendue", "Non engagée"), start=1):
        radio = status_group(page, f"P11-{number:02}").get_by_role("radio", name=state)
        with rerun(page):
            hand.click(radio)


def by_grid(page: Page, hand: Hand) -> None:
    with rerun(page):
        hand.click(page.get_by_role("radio", name="En grille"))
    click_on_first_state(page, hand, SUBMITTED)
    choices = page.get_by_role("option")
    for line, state in enumerate(("Réalisée",) * 4 + ("Suspendue", "Non engagée")):
        expect(cell(page, STATE - 1, line)).to_have_attribute("aria-selected", "true")  # no territory here
        hand.type(state[0].lower())
        expect(choices.first).to_be_visible()
        hand.type(state[1])
        # As a person does: Enter once the choice is the one wanted. On a busy machine the letters come later.
        expect(choices.first).to_have_text(state)
        with rerun(page):
            hand.press("Enter")


@pytest.mark.parametrize("fill", [by_cards, by_grid])
def test_six_actions_in_at_most_25_interactions_and_another_page_shows_the_new_rate(
    browser_page: Page, open_page: Callable[..., Page], quarter: Quarter, fill: Callable[[Page, Hand], None]
) -> None:
    other = open_page()
    visit(other, f"{quarter.url}/fiche?donnees=reelles&plan={PLAN}&profil=lecture&fiche={SUBMITTED}")
    rate = other.get_by_text(re.compile(r"^(?:au moins )?\d+ sur 12"))
    expect(rate).to_have_count(0)
    visit(browser_page, f"{quarter.url}/saisie?donnees=reelles&plan={PLAN}&profil=pilote")
    hand = Hand(browser_page)

    with rerun(browser_page):
        hand.click(browser_page.get_by_role("button", name="Modifier", exact=True))
    fill(browser_page, hand)
    hand.click(browser_page.get_by_role("button", name="Soumettre"))
    expect(browser_page.get_by_text("6 états changés.")).to_be_visible()

    assert hand.interactions <= MOST
    said = {code: row["status"] for (code, _), row in recorded(quarter.store, PLAN, SUBMITTED, NOW).states.items()}
    assert said == {
        **dict.fromkeys(("P11-01", "P11-02", "P11-03", "P11-04"), "realisee"),
        "P11-05": "suspendue",
        "P11-06": "non_engagee",
    }
    with rerun(other):
        other.locator("summary", has_text="Voir le calendrier").click()
    expect(rate.first).to_have_text(re.compile("4 sur 12"))


# --- everybody else, phones, accessibility ------------------------------------------------------------------------


def test_a_phone_holds_the_grid(open_page: Callable[..., Page], quarter: Quarter) -> None:
    page = open_page(viewport={"width": 390, "height": 844}, is_mobile=True, has_touch=True)
    open_grid(page, quarter)
    assert page.evaluate("document.querySelector('[data-testid=stMain]').scrollWidth") <= 390


@pytest.mark.parametrize("scheme", ["light", pytest.param("dark", marks=pytest.mark.soak)])
def test_no_accessibility_defect_of_ours_beside_the_grid(
    open_page: Callable[..., Page], quarter: Quarter, scheme: str
) -> None:
    page = open_page(color_scheme=scheme)
    open_grid(page, quarter)
    expect(page.get_by_role("button", name="Télécharger en CSV : États des actions")).to_have_count(1)
    assert page.get_by_role("button", name=re.compile("^(Show|Download|Search|Fullscreen)")).count() == 0
    found = Axe().run(page).response["violations"]
    ours = {rule["id"]: [node["html"][:160] for node in rule["nodes"]][:3] for rule in found}
    assert not {name: nodes for name, nodes in ours.items() if name not in STREAMLIT_OWN}
