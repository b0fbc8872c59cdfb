"""Pieces in a real browser: a file goes in and comes out as it was, never shown in the page, in French throughout."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from data.assets import copy_assets
from data.commands.evidence import add_file
from data.database import Store
from data.evidence.checks import LARGEST
from data.reading.evidence import pieces
from tests.browser.test_every_page import STREAMLIT_OWN
from tests.support.browser import rerun, visit
from tests.support.files import HTML, PDF
from tests.support.plan_store import raw
from tests.support.quarter import NOW, PLAN, TO_FILL, acting, tell
from tests.support.server import ROOT, running_server
from tests.support.store import REAL

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def running(master_stores: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Store]]:
    """A running application on the quarter's story, and its store."""
    path = tmp_path_factory.mktemp("pieces") / REAL
    shutil.copy(master_stores / REAL, path)
    store = Store(f"sqlite:///{path}")
    tell(store)
    copy_assets(ROOT)
    with running_server(path.parent, {"DATABASE_URL": store.url}) as server:
        yield server.url, store


def open_form(page: Page, url: str, kind: str) -> None:
    """The form, ready to join « Un lien » or « Un fichier »."""
    visit(page, f"{url}/saisie?donnees=reelles&plan={PLAN}&profil=pilote&fiche={TO_FILL}")
    with rerun(page):
        page.get_by_text("Joindre une pièce").click()
    if kind == "Un fichier":
        with rerun(page):
            page.get_by_role("radio", name="Un fichier").click()


def test_a_file_goes_in_and_comes_out_as_it_was(browser_page: Page, running: tuple[str, Store], tmp_path: Path) -> None:
    url, store = running
    open_form(browser_page, url, "Un fichier")
    text = browser_page.get_by_label("Réalisé", exact=True)
    text.fill("Tapé avant de joindre.")
    expect(browser_page.get_by_text(re.compile("^Brouillon enregistré à")).first).to_be_visible()
    with rerun(browser_page):
        browser_page.locator("input[type=file]").set_input_files(
            {"name": "Relevé d’été.pdf", "mimeType": "text/html", "buffer": PDF}
        )
    with rerun(browser_page):
        browser_page.get_by_role("button", name="Joindre", exact=True).click()
    expect(browser_page.get_by_text("La pièce est jointe.")).to_be_visible()

    with browser_page.expect_response(re.compile("/media/")) as answer, browser_page.expect_download() as download:
        browser_page.get_by_role("button", name="Relevé d’été").click()

    assert download.value.suggested_filename == "Relevé d’été.pdf"
    assert download.value.path().read_bytes() == PDF
    headers = answer.value.headers
    assert headers["content-disposition"].startswith("attachment")
    assert headers["content-type"] == "application/pdf"
    assert headers["x-content-type-options"] == "nosniff"
    expect(text).to_have_value("Tapé avant de joindre.")

    with rerun(browser_page):
        browser_page.get_by_role("button", name="Retirer", exact=True).click()
        browser_page.get_by_role("button", name="Retirer la pièce").click()
    expect(browser_page.get_by_text("est retirée")).to_be_visible()
    assert pieces(store, acting(store, "pilote"), PLAN, TO_FILL, NOW) == []


def test_what_the_browser_itself_refuses_is_said_in_french(browser_page: Page, running: tuple[str, Store]) -> None:
    open_form(browser_page, running[0], "Un fichier")
    uploader = browser_page.get_by_test_id("stFileUploader")
    expect(uploader).to_contain_text("5 Mo par fichier")

    uploader.locator("input").set_input_files(
        {"name": "gros.pdf", "mimeType": "application/pdf", "buffer": PDF + bytes(LARGEST)}
    )

    expect(uploader).to_contain_text("Erreur : Ce fichier est trop lourd : 5 Mo au plus.")
    assert not re.search(r"[0-9][KMG]?B\b|Error|Upload|Drag", uploader.inner_text())


def test_a_link_opens_apart_from_the_page(browser_page: Page, running: tuple[str, Store]) -> None:
    open_form(browser_page, running[0], "Un lien")
    browser_page.get_by_label("Adresse").fill("https://www.exemple.fr/bilan(2026)?a=1&copy;=2")
    browser_page.get_by_label("Intitulé (facultatif)").fill("Bilan [x](https://pirate.test)")
    with rerun(browser_page):
        browser_page.get_by_role("button", name="Joindre", exact=True).click()

    link = browser_page.get_by_role("link", name=re.compile(r"^Bilan \[x\]\(https:.+pirate"))
    expect(link).to_have_attribute("href", "https://www.exemple.fr/bilan%282026%29?a=1&copy;=2")
    expect(link).to_have_attribute("target", "_blank")
    assert "noopener" in (link.get_attribute("rel") or "")
    expect(browser_page.locator("a[href*=pirate]")).to_have_count(0)
    found = {rule["id"] for rule in Axe().run(browser_page).response["violations"]}
    assert not found - set(STREAMLIT_OWN)


def test_a_file_that_was_damaged_is_not_served_and_says_so(browser_page: Page, running: tuple[str, Store]) -> None:
    url, store = running
    add_file(store, acting(store, "pilote"), PLAN, TO_FILL, NOW, title="Abîmé", filename="x.pdf", content=PDF + b"\n")
    with raw(store) as connection:
        connection.execute("UPDATE evidencefile SET content = ?", (HTML,))
    visit(browser_page, f"{url}/fiche?donnees=reelles&plan={PLAN}&profil=lecture&fiche={TO_FILL}")

    browser_page.get_by_role("button", name="Abîmé").click()

    expect(browser_page.get_by_text("Ce fichier n’a pas pu être lu.")).to_be_visible()
