"""Conférence in a real browser: from the menu to a talk that plays, in the clicks that ten minutes leave."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from data.commands.edition import create_edition
from data.conference.edition import EditionInput, SceneInput
from data.reading.editions import edition, editions
from data.vocabulary import SceneKind
from tests.browser.test_every_page import STREAMLIT_OWN
from tests.support.browser import rerun, settle, visit
from tests.support.quarter import BEFORE, PLAN, acting
from tests.support.running_quarter import Hand, Quarter

pytestmark = pytest.mark.browser
MOST_CLICKS = 4


def test_from_the_menu_to_a_talk_that_plays(browser_page: Page, quarter: Quarter) -> None:
    page, hand = browser_page, Hand(browser_page)
    visit(page, f"{quarter.url}/?donnees=reelles&plan={PLAN}&profil=presentation")
    with rerun(page):
        hand.click(page.get_by_role("link", name="Conférence", exact=True).first)
    hand.click(page.get_by_role("textbox", name="Thème"))
    page.keyboard.type("fracture numérique")
    with rerun(page):
        # The click also commits the theme that was just typed.
        hand.click(page.get_by_role("button", name="Proposer un premier déroulé"))
    play = page.get_by_role("link", name="Jouer en plein écran")
    expect(play).to_be_visible()
    with page.expect_popup() as opened:
        hand.click(play)
    assert hand.interactions <= MOST_CLICKS
    talk = opened.value
    expect(talk.get_by_text("Fracture numérique").first).to_be_visible()
    made = editions(quarter.store, PLAN)[0]
    assert talk.url.endswith(f"/conference/reelles/{made.id}/jouer") or "/jouer#" in talk.url


def test_a_new_deck_is_seen_from_its_head_which_follows_its_scenes(browser_page: Page, quarter: Quarter) -> None:
    page = browser_page
    visit(page, f"{quarter.url}/conference?donnees=reelles&plan={PLAN}&profil=presentation")
    page.get_by_role("textbox", name="Thème").fill("fracture numérique")
    with rerun(page):
        page.get_by_role("button", name="Proposer un premier déroulé").click()
    expect(page.get_by_role("heading", level=1)).to_be_in_viewport()
    count = len(editions(quarter.store, PLAN)[0].scenes)
    expect(page.get_by_text(f"en 2026\u00a0: {count} scènes")).to_be_visible()

    with rerun(page):
        page.get_by_role("button", name="Dupliquer").click()
    expect(page.get_by_text(f"en 2026\u00a0: {count + 1} scènes")).to_have_count(1)


def test_a_title_typed_is_seen_in_the_slide_and_the_list(open_page: Callable[..., Page], quarter: Quarter) -> None:
    page = open_page(viewport={"width": 390, "height": 844})
    visit(page, f"{quarter.url}/conference?donnees=reelles&plan={PLAN}&profil=presentation")
    page.get_by_role("textbox", name="Thème").fill("fracture numérique")
    with rerun(page):
        page.get_by_role("button", name="Proposer un premier déroulé").click()
    with rerun(page):
        page.get_by_role("radio", name=re.compile(r"^2\. ")).check(force=True)
    with rerun(page):
        page.get_by_role("textbox", name="Titre", exact=True).fill("Nos chiffres <b>à nous</b>")
        page.keyboard.press("Tab")
    slide = page.frame_locator(".st-key-apercu iframe")
    expect(slide.get_by_text("Nos chiffres <b>à nous</b>").first).to_be_visible()
    expect(page.get_by_role("radio", name="2. Nos chiffres <b>à nous</b>")).to_be_checked()
    overflow = page.evaluate("() => document.querySelector('[data-testid=stMain]').scrollWidth - window.innerWidth")
    assert overflow <= 0
    ours = {rule["id"] for rule in Axe().run(page).response["violations"]} - STREAMLIT_OWN
    assert not ours


def test_notes_survive_a_reload_right_after_the_last_key(browser_page: Page, quarter: Quarter) -> None:
    page = browser_page
    said = EditionInput(2026, "La fracture numérique")
    number = create_edition(
        quarter.store, acting(quarter.store, "presentation"), PLAN, said, period=BEFORE,
        scenes=(SceneInput(SceneKind.TITLE),),
    )  # fmt: skip
    visit(page, f"{quarter.url}/conference?donnees=reelles&plan={PLAN}&profil=presentation&edition={number}")
    notes = page.get_by_label("Notes pour qui parle")
    notes.click()
    page.keyboard.type("Saluer la salle, puis l'écran")

    page.reload()
    settle(page)

    expect(notes).to_have_value("Saluer la salle, puis l'écran")
    expect(page.get_by_text("Enregistré", exact=True)).to_be_visible()
    found = edition(quarter.store, number)
    assert found is not None
    assert found.scenes[0].notes == "Saluer la salle, puis l'écran"
