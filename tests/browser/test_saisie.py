"""Ma saisie in a real browser: nothing typed is lost, the keyboard is enough, a phone is enough, text stays text."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Locator, Page, expect

from data.commands.report import ReportInput, submit_report
from data.reading.entry import kept, recorded
from data.vocabulary import Status
from tests.browser.test_every_page import STREAMLIT_OWN
from tests.support.browser import SECONDS, rerun, settle, visit
from tests.support.quarter import MARKUP, NOW, PLAN, TO_FILL, acting
from tests.support.running_quarter import Quarter, status_group, text_field

pytestmark = pytest.mark.browser

LOST_AT_MOST = 2 * SECONDS


def draft_text(quarter: Quarter) -> str | None:
    found = kept(quarter.store, acting(quarter.store, "pilote"), PLAN, TO_FILL, NOW)
    return None if found is None else found.body["champs"].get("text|done||", [None])[0]


# --- nothing typed is lost ----------------------------------------------------------------------------------------


def test_a_text_is_safe_in_the_store_two_seconds_after_the_last_key(
    browser_page: Page, open_page: Callable[..., Page], quarter: Quarter
) -> None:
    visit(browser_page, quarter.form())
    text_field(browser_page).click()
    browser_page.keyboard.type("Trois ateliers ont eu lieu à Crest.")

    expect(browser_page.get_by_text(re.compile("^Brouillon enregistré à")).first).to_be_visible(timeout=LOST_AT_MOST)

    assert draft_text(quarter) == "Trois ateliers ont eu lieu à Crest."
    elsewhere = open_page()
    visit(elsewhere, quarter.form())
    expect(text_field(elsewhere)).to_have_value("Trois ateliers ont eu lieu à Crest.")
    expect(elsewhere.get_by_text(re.compile("Brouillon du 6 octobre 2026 à .* repris"))).to_be_visible()


def test_typing_without_a_pause_is_kept_as_it_goes(browser_page: Page, quarter: Quarter) -> None:
    visit(browser_page, quarter.form())
    text_field(browser_page).click()

    browser_page.keyboard.type("mot " * 40, delay=25)  # four seconds without the pause that a debounce waits for

    assert (draft_text(quarter) or "").startswith("mot mot")


def test_a_reload_right_after_the_last_key_loses_nothing(browser_page: Page, quarter: Quarter) -> None:
    visit(browser_page, quarter.form())
    text_field(browser_page).click()
    browser_page.keyboard.type("Rien ne se perd, pas même la fin")

    browser_page.reload()
    settle(browser_page)

    expect(text_field(browser_page)).to_have_value("Rien ne se perd, pas même la fin")


def test_answers_of_the_server_move_neither_caret_nor_text(browser_page: Page, quarter: Quarter) -> None:
    visit(browser_page, quarter.form())
    field = text_field(browser_page)
    field.click()
    browser_page.keyboard.type("fin")
    browser_page.keyboard.press("Home")

    browser_page.keyboard.type("au début, puis encore et encore, jusqu’à la ", delay=45)  # several answers arrive

    expect(field).to_have_value("au début, puis encore et encore, jusqu’à la fin")
    assert field.evaluate("field => field.selectionStart") == len("au début, puis encore et encore, jusqu’à la ")
    assert field.evaluate("field => field.getRootNode().activeElement === field")


def test_a_text_goes_with_the_report_even_when_sent_in_the_same_breath(browser_page: Page, quarter: Quarter) -> None:
    visit(browser_page, quarter.form())
    text_field(browser_page).click()
    browser_page.keyboard.type("Dernier mot")

    browser_page.get_by_role("button", name="Soumettre").click()

    expect(browser_page.get_by_text("point d’avancement enregistré")).to_be_visible()
    assert recorded(quarter.store, PLAN, TO_FILL, NOW).texts["done"] == "Dernier mot"


# --- the form, from the keyboard ----------------------------------------------------------------------------------


def test_three_actions_and_a_text_by_keyboard_alone(browser_page: Page, quarter: Quarter) -> None:
    visit(browser_page, quarter.form())
    keys = browser_page.keyboard

    _tab_to(browser_page, status_group(browser_page, "P7-01").get_by_role("radio").first)
    _arrow_to(browser_page, status_group(browser_page, "P7-01"), "Réalisée")
    _tab_to(browser_page, status_group(browser_page, "P7-02").get_by_role("radio").first)
    _arrow_to(browser_page, status_group(browser_page, "P7-02"), "En cours")
    _tab_to(browser_page, status_group(browser_page, "P7-03").get_by_role("radio").first)
    _arrow_to(browser_page, status_group(browser_page, "P7-03"), "Non engagée")
    _tab_to(browser_page, text_field(browser_page))
    keys.type("Saisi sans souris.")
    _tab_to(browser_page, browser_page.get_by_role("button", name="Soumettre"))
    keys.press("Enter")

    expect(browser_page.get_by_text("3 états changés et 1 texte écrit")).to_be_visible()
    now = recorded(quarter.store, PLAN, TO_FILL, NOW)
    assert {code: row["status"] for (code, _), row in now.states.items()} == {
        "P7-01": Status.DONE,
        "P7-02": Status.IN_PROGRESS,
        "P7-03": Status.NOT_STARTED,
    }
    assert now.texts["done"] == "Saisi sans souris."


def _tab_to(page: Page, wanted: Locator) -> None:
    """Press Tab until the focus is there, as a person without a mouse does."""
    for _ in range(60):
        page.keyboard.press("Tab")
        if wanted.evaluate("element => element.getRootNode().activeElement === element"):
            return
    raise AssertionError(f"Tab never reached {wanted}")


def _arrow_to(page: Page, group: Locator, name: str) -> None:
    """Move inside a group with the arrows, choose with the space bar, wait until it is chosen."""
    wanted = group.get_by_role("radio", name=name)
    for _ in range(8):
        if wanted.evaluate("element => element === document.activeElement"):
            break
        page.keyboard.press("ArrowRight")
    with rerun(page):
        page.keyboard.press("Space")
    expect(wanted).to_have_attribute("aria-checked", "true")


# --- what people type stays text ----------------------------------------------------------------------------------


def test_markup_is_shown_letter_for_letter(browser_page: Page, quarter: Quarter) -> None:
    visit(browser_page, quarter.form())
    text_field(browser_page).fill(MARKUP)
    browser_page.get_by_role("button", name="Texte précédent (2e trimestre 2026)").click()
    expect(browser_page.get_by_text(f"Deux ateliers ont eu lieu. {MARKUP}")).to_be_visible()

    with rerun(browser_page):
        browser_page.get_by_role("button", name="Reprendre ce texte").click()

    expect(text_field(browser_page)).to_have_value(f"Deux ateliers ont eu lieu. {MARKUP}")
    assert browser_page.evaluate("window.pirate") is None


def test_a_conflict_shows_both_texts_as_text(browser_page: Page, quarter: Quarter) -> None:
    visit(browser_page, quarter.form())
    text_field(browser_page).fill("Ma version")
    expect(browser_page.get_by_text(re.compile("^Brouillon enregistré à")).first).to_be_visible()
    theirs = ReportInput(fiche_code=TO_FILL, period_code=NOW, done=f"Leur version {MARKUP}", upcoming="Leur suite")
    submit_report(quarter.store, acting(quarter.store, "copilote"), PLAN, theirs)

    browser_page.get_by_role("button", name="Soumettre").click()
    expect(browser_page.get_by_text(f"Leur version {MARKUP}", exact=True)).to_be_visible()
    expect(text_field(browser_page)).to_have_value("Ma version")
    expect(text_field(browser_page, "À venir : travaux, partenaires")).to_have_value("Leur suite")
    browser_page.get_by_role("button", name="Garder les deux, à la suite").click()
    expect(text_field(browser_page)).to_have_value(f"Leur version {MARKUP}\n\nMa version")
    browser_page.get_by_role("button", name="Soumettre").click()

    expect(browser_page.get_by_text("point d’avancement enregistré")).to_be_visible()
    texts = recorded(quarter.store, PLAN, TO_FILL, NOW).texts
    assert (texts["done"], texts["upcoming"]) == (f"Leur version {MARKUP}\n\nMa version", "Leur suite")
    assert browser_page.evaluate("window.pirate") is None


# --- everybody else, phones, accessibility ------------------------------------------------------------------------


def test_another_person_s_page_shows_the_new_status_at_its_next_run(
    browser_page: Page, open_page: Callable[..., Page], quarter: Quarter
) -> None:
    other = open_page()
    visit(other, quarter.form(profile="copilote"))
    expect(status_group(other, "P7-02").get_by_role("radio", name="Non engagée")).to_have_attribute(
        "aria-checked", "true"
    )
    visit(browser_page, quarter.form())
    with rerun(browser_page):
        status_group(browser_page, "P7-02").get_by_role("radio", name="Réalisée").click()
    browser_page.get_by_role("button", name="Soumettre").click()
    expect(browser_page.get_by_text("point d’avancement enregistré")).to_be_visible()

    with rerun(other):
        other.get_by_role("button", name="← Toutes les fiches").click()
    with rerun(other):
        other.get_by_role("button", name="Modifier").click()

    expect(status_group(other, "P7-02").get_by_role("radio", name="Réalisée")).to_have_attribute("aria-checked", "true")


def test_a_phone_holds_the_whole_form(open_page: Callable[..., Page], quarter: Quarter) -> None:
    page = open_page(viewport={"width": 390, "height": 844}, is_mobile=True, has_touch=True)
    visit(page, quarter.form())
    for name in ("Par territoire", "autres actions", "autres indicateurs"):
        with rerun(page):
            page.locator("summary", has_text=name).tap()
    with rerun(page):
        status_group(page, "P7-02").get_by_role("radio", name="Reportée").tap()

    assert page.evaluate("document.querySelector('[data-testid=stMain]').scrollWidth") <= 390
    small = [
        radio.inner_text() for radio in page.get_by_role("radio").all() if (radio.bounding_box() or {})["height"] < 44
    ]
    assert not small


def test_no_accessibility_defect_of_ours_in_the_form(browser_page: Page, quarter: Quarter) -> None:
    visit(browser_page, quarter.form())
    with rerun(browser_page):
        status_group(browser_page, "P7-02").get_by_role("radio", name="Reportée").click()

    found = Axe().run(browser_page).response["violations"]

    ours = {rule["id"]: [node["html"][:160] for node in rule["nodes"]][:3] for rule in found}
    assert not {name: nodes for name, nodes in ours.items() if name not in STREAMLIT_OWN}
