"""Pilotes in a real browser: pasted, read over, confirmed; another open page shows it; a phone is enough."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from data.assets import copy_assets
from data.database import Store
from data.reading.pilots import roster
from data.vocabulary import PilotRole
from tests.browser.test_every_page import STREAMLIT_OWN
from tests.support.browser import rerun, visit
from tests.support.quarter import PLAN, TO_FILL, tell
from tests.support.server import ROOT, running_server
from tests.support.store import REAL

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def running(master_stores: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Store]]:
    """The application on a store of its own, with the quarter of `tests.support.quarter`."""
    folder = tmp_path_factory.mktemp("pilotes")
    path = folder / REAL
    shutil.copy(master_stores / REAL, path)
    store = Store(f"sqlite:///{path}")
    tell(store)
    copy_assets(ROOT)
    with running_server(folder, {"DATABASE_URL": store.url}) as server:
        yield f"{server.url}/pilotes?donnees=reelles&plan={PLAN}&profil=coordination", store


def leads(store: Store) -> dict[str, str]:
    return {part.code: part.pilot for part in roster(store, PLAN).running if part.role is PilotRole.LEAD}


def test_two_columns_pasted_then_confirmed_show_on_another_page(
    open_page: Callable[..., Page], running: tuple[str, Store]
) -> None:
    url, store = running
    page, other = open_page(), open_page()
    visit(other, url)
    visit(page, f"{url}&vue=confier")
    box = page.get_by_role("textbox", name="Lignes à confier")
    box.fill("Projet\tPilote\nP\u00a016\tPôle autonomie\nProjet 18\tPôle autonomie\nP99\tX\n")
    with rerun(page):
        page.get_by_role("button", name="Voir ce qui va changer").click()
    expect(page.get_by_text("2 lignes comprises")).to_be_visible()
    assert "P16" not in leads(store)
    with rerun(page):
        page.get_by_role("button", name="Enregistrer 2 lignes").click()
    expect(page.get_by_text("2 lignes enregistrées.")).to_be_visible()
    assert leads(store)["P16"] == leads(store)["P18"] == "Pôle autonomie"
    visit(other, url)
    expect(other.get_by_text("5 fiches sur 21 ont un responsable")).to_be_visible()


def test_what_is_typed_just_before_the_click_is_read_over_first(
    open_page: Callable[..., Page], running: tuple[str, Store]
) -> None:
    url, store = running
    page = open_page()
    visit(page, f"{url}&vue=confier")
    box = page.get_by_role("textbox", name="Lignes à confier")
    box.fill("P1;Un service")
    with rerun(page):
        page.get_by_role("button", name="Voir ce qui va changer").click()
    box.fill("P1;Un autre service")
    with rerun(page):
        page.get_by_role("button", name="Enregistrer 1 ligne").click()
    expect(page.get_by_text("Un autre service, responsable de la fiche")).to_be_visible()
    assert leads(store).get("P1") != "Un service"


def test_a_hand_over_with_the_reason_typed_last(open_page: Callable[..., Page], running: tuple[str, Store]) -> None:
    url, store = running
    page = open_page(viewport={"width": 390, "height": 844})
    visit(page, f"{url}&vue=transmettre")
    for name, chosen in (("Qui transmet", "Service insertion"), ("Qui reprend", "CAF")):
        page.get_by_role("combobox", name=name).click()
        with rerun(page):
            page.get_by_role("option", name=chosen, exact=True).click()
    expect(page.get_by_text("P7 – Réduire la fracture numérique")).to_be_visible()
    page.get_by_role("textbox", name="Motif").fill("Réorganisation")
    with rerun(page):
        page.get_by_role("button", name="Transmettre 3 pilotages").click()
    expect(page.get_by_text("est transmis à")).to_be_visible()
    assert leads(store)[TO_FILL] == "CAF"


@pytest.mark.parametrize("view", ["vue=confier", "vue=transmettre", "feuille=1"])
def test_each_view_is_accessible_and_fits_a_phone(
    open_page: Callable[..., Page], running: tuple[str, Store], view: str
) -> None:
    page = open_page(viewport={"width": 390, "height": 844})
    visit(page, f"{running[0]}&{view}")
    overflow = page.evaluate("() => document.querySelector('[data-testid=stMain]').scrollWidth - window.innerWidth")
    assert overflow <= 0
    ours = {rule["id"] for rule in Axe().run(page).response["violations"]} - STREAMLIT_OWN
    assert not ours
