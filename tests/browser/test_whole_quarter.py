"""A whole quarter, as four people live it: opened, answered, returned, completed, validated, closed, reopened."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from data.assets import copy_assets
from data.commands.pilot import assign
from data.commands.store import add_account, set_setting
from data.database import Store
from data.permissions import SYSTEM
from data.reading import situation
from data.reading.frozen import frozen_cards
from data.vocabulary import PilotRole, Role
from tests.support.browser import rerun, visit
from tests.support.quarter import PLAN, acting
from tests.support.running_quarter import status_group, text_field
from tests.support.server import ROOT, running_server
from tests.support.store import REAL

pytestmark = [pytest.mark.browser, pytest.mark.soak]

PERIOD, FICHE, ACTION = "2026-T3", "P7", "P7-01"
COMMENT = "Dites combien d’ateliers ont eu lieu."


@pytest.fixture(scope="module")
def address(master_stores: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Store]]:
    """The application on the real plan, where one unit leads one fiche and nothing has been opened yet."""
    folder = tmp_path_factory.mktemp("whole")
    shutil.copy(master_stores / REAL, folder / REAL)
    store = Store(f"sqlite:///{folder / REAL}")
    set_setting(store, SYSTEM, "reference_date", "2026-09-28")
    unit = assign(
        store, acting(store, "coordination"), PLAN, "Service insertion",
        role=PilotRole.LEAD, fiche_code=FICHE, from_on=date(2025, 7, 1),
    )  # fmt: skip
    add_account(store, SYSTEM, "pilote", "Service insertion", Role.FICHE_LEAD, pilot_id=unit)
    copy_assets(ROOT)
    with running_server(folder, {"DATABASE_URL": f"sqlite:///{folder / REAL}"}) as server:
        yield server.url, store


def press(page: Page, name: str | re.Pattern[str]) -> None:
    with rerun(page):
        page.get_by_role("button", name=name).click()


def test_four_people_live_a_whole_quarter(open_page: Callable[..., Page], address: tuple[str, Store]) -> None:
    url, store = address
    pages = {who: open_page() for who in ("coordination", "pilote", "direction", "lecture")}

    def at(who: str, path: str, **more: str) -> Page:
        asked = "".join(f"&{name}={value}" for name, value in more.items())
        visit(pages[who], f"{url}/{path}?donnees=reelles&plan={PLAN}&profil={who}{asked}")
        return pages[who]

    # The coordination opens the period: nobody is expected before.
    page = at("pilote", "saisie")
    expect(page.get_by_role("button", name="Renseigner")).to_have_count(0)
    page = at("coordination", "campagne")
    press(page, "Ouvrir la saisie du 3e trimestre 2026")
    expect(page.get_by_text("La campagne du 3e trimestre 2026 est ouverte").first).to_be_visible()

    # The pilot answers.
    page = at("pilote", "saisie", fiche=FICHE)
    with rerun(page):
        status_group(page, ACTION).get_by_role("radio", name="En cours").click()
    with rerun(page):
        text_field(page).fill("Des ateliers ont eu lieu.")
        text_field(page).blur()
    press(page, "Soumettre")
    expect(page.get_by_text("point d’avancement enregistré")).to_be_visible()

    # The direction sends it back: an empty comment is refused, the reason is read by the pilot.
    page = at("direction", "campagne", relire=FICHE)
    press(page, "Renvoyer à compléter")
    expect(page.get_by_text("Dites en un mot ce qui est à compléter")).to_be_visible()
    page.get_by_label("Ce qui est à compléter").fill(COMMENT)
    press(page, "Renvoyer à compléter")
    page = at("pilote", "saisie", fiche=FICHE)
    expect(page.get_by_text(COMMENT)).to_be_visible()
    with rerun(page):
        text_field(page).fill("Trois ateliers ont eu lieu.")
        text_field(page).blur()
    press(page, "Soumettre")

    # It counts at once, marked as not validated; then the direction validates.
    page = at("lecture", "fiche", fiche=FICHE)
    expect(page.get_by_text("Soumis, non validé").first).to_be_visible()
    page = at("direction", "campagne", relire=FICHE)
    expect(page.get_by_text("Trois ateliers ont eu lieu.").first).to_be_visible()
    press(page, "Valider")
    expect(page.get_by_text(f"Le point de la fiche {FICHE} est validé.").first).to_be_visible()

    # A reader has no such button; the coordination closes and freezes.
    page = at("lecture", "campagne")
    expect(page.get_by_role("button", name="Clôturer et figer")).to_have_count(0)
    page = at("coordination", "campagne")
    with rerun(page):
        page.get_by_text(re.compile("^J’ai vu ce qui manque")).click()
    press(page, "Clôturer et figer")
    expect(page.get_by_text(re.compile("clôturée et figée.*état n°\\s1")).first).to_be_visible()

    # Whatever page: the figures of that day, and no more writing.
    for path in ("plan", "fiche"):
        page = at("lecture", path, trimestre=PERIOD, fiche=FICHE)
        expect(page.get_by_text("Figé", exact=True)).to_be_visible()
    expect(page.get_by_text("Trois ateliers ont eu lieu.").first).to_be_visible()
    page = at("pilote", "saisie", trimestre=PERIOD, fiche=FICHE)
    expect(page.get_by_role("button", name="Soumettre")).to_have_count(0)

    # Reopened with a reason, read live again, closed again: a second frozen state beside the first.
    page = at("coordination", "campagne", trimestre=PERIOD)
    page.get_by_role("button", name="Rouvrir", exact=True).click()
    page.get_by_label("Motif", exact=True).fill("Un chiffre était faux.")
    press(page, "Rouvrir le 3e trimestre 2026")
    page = at("lecture", "plan", trimestre=PERIOD)
    expect(page.get_by_text("Saisie rouverte")).to_be_visible()
    page = at("coordination", "campagne", trimestre=PERIOD)
    with rerun(page):
        page.get_by_text(re.compile("^J’ai vu ce qui manque")).click()
    press(page, "Clôturer et figer")
    expect(page.get_by_text(re.compile("état n°\\s2")).first).to_be_visible()

    cards = frozen_cards(store, PLAN)
    assert [(card.number, card.reason, card.current) for card in cards] == [
        (1, None, False),
        (2, "Un chiffre était faux.", True),
    ]
    said = situation(store, PLAN, PERIOD)
    assert list(said.reports["status"]) == ["valide"]
    assert list(said.states["status"]) == ["en_cours"]
