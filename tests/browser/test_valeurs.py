"""The grid of values in a real browser: a block pasted by keyboard, refused cells kept, a reload, recorded, undone."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

from data.reading import situation
from tests.support.browser import rerun, settle, visit
from tests.support.quarter import INDICATOR, NOW, PLAN
from tests.support.running_quarter import Quarter

pytestmark = pytest.mark.browser

LAST = 4
"""Column of the open quarter: the territories, then the last four quarters."""


def canvas(page: Page) -> Locator:
    return page.locator(".st-key-grille_valeurs canvas").first


def cell(page: Page, column: int, line: int) -> Locator:
    return canvas(page).locator(f"#glide-cell-{column}-{line}")


def held(quarter: Quarter) -> list[float]:
    here = situation(quarter.store, PLAN, NOW)
    mine = here.measures[here.measures["indicator_code"] == INDICATOR]
    return sorted(mine[mine["on"].astype(str) == "2026-09-30"]["value"])


def test_a_block_pasted_by_keyboard_is_kept_recorded_and_undone(
    open_page: Callable[..., Page], quarter: Quarter
) -> None:
    page = open_page(permissions=["clipboard-read", "clipboard-write"])
    visit(
        page,
        f"{quarter.url}/valeurs?donnees=reelles&plan={PLAN}&profil=coordination&indicateur={INDICATOR}&niveau=epci",
    )
    expect(cell(page, 0, 0)).to_be_attached()
    expect(page.locator(".st-key-grille_valeurs [data-ecoute]")).to_be_attached()
    page.evaluate("text => navigator.clipboard.writeText(text)", "1 234,5\t7\ndouze\n12 %\n-4\nn.d.\n45")

    page.get_by_role("radio", name="Grille").focus()
    for _ in range(8):  # to the grid, past its own buttons
        page.keyboard.press("Tab")
        if canvas(page).evaluate("canvas => canvas === document.activeElement"):
            break
    page.keyboard.press("ArrowDown")
    for _ in range(LAST):
        page.keyboard.press("ArrowRight")
    expect(cell(page, LAST, 1)).to_have_attribute("aria-selected", "true")
    with rerun(page):
        page.keyboard.press("Control+V")

    expect(page.get_by_text("2 valeurs nouvelles ; 4 cases refusées.")).to_be_visible()
    expect(page.get_by_text("Cette case dépasse la dernière colonne de la grille.")).to_be_visible()
    expect(page.get_by_text("« douze » est un texte ; un nombre est attendu.")).to_be_visible()
    page.keyboard.press("ArrowDown")  # the keyboard is still in the grid
    expect(cell(page, LAST, 2)).to_have_attribute("aria-selected", "true")
    expect(cell(page, LAST, 2)).to_have_text("douze")

    page.reload()
    settle(page)
    expect(page.get_by_text("Ce que vous aviez écrit sans l’enregistrer a été retrouvé.")).to_be_visible()
    expect(cell(page, LAST, 2)).to_have_text("douze")
    assert held(quarter) == []

    with rerun(page):
        page.get_by_role("button", name="Enregistrer 2 valeurs").click()
    assert held(quarter) == [45, 1234.5]
    expect(cell(page, LAST, 2)).to_have_text("douze")
    with rerun(page):
        page.get_by_role("button", name="Annuler cet enregistrement").click()
    assert held(quarter) == []


def test_a_block_that_names_its_territories_goes_where_they_are(
    open_page: Callable[..., Page], quarter: Quarter
) -> None:
    page = open_page(permissions=["clipboard-read", "clipboard-write"])
    visit(
        page,
        f"{quarter.url}/valeurs?donnees=reelles&plan={PLAN}&profil=coordination&indicateur={INDICATOR}&niveau=epci",
    )
    expect(cell(page, 0, 0)).to_be_attached()
    expect(page.locator(".st-key-grille_valeurs [data-ecoute]")).to_be_attached()
    last = page.locator(".st-key-grille_valeurs .dvn-scroller")
    page.evaluate("text => navigator.clipboard.writeText(text)", "Territoire\tT3 2026\nDrôme\t5\nDiois\t9")
    last.click(position={"x": 60, "y": 52})
    expect(cell(page, 0, 0)).to_have_attribute("aria-selected", "true")
    with rerun(page):
        page.keyboard.press("Control+V")
    expect(page.get_by_text("2 valeurs nouvelles.")).to_be_visible()
    expect(cell(page, LAST, 0)).to_have_text("5")
