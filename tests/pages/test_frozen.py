"""Any page as of a closed quarter: read from its frozen state, said to be, with a way between its states."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from data.commands.campaign import reopen_campaign
from data.commands.plan import rename, set_calendar
from data.database import Store, demonstration_url
from data.demonstration.calendar import PLAN, QUARTERS
from data.demonstration.reopening import FICHE, QUARTER
from data.period import Period
from data.reading import situation
from tests.support.app import open_app, texts
from tests.support.quarter import acting

PAGE = "lire/plan.py"
PAGES = Path(__file__).resolve().parents[2] / "pages"
FILES = sorted(path.relative_to(PAGES).as_posix() for path in PAGES.rglob("*.py"))
CLOSED = [quarter.code for quarter in QUARTERS if quarter.closed_on]


def opened(page: str = PAGE, **address: str) -> AppTest:
    return open_app(page, donnees="demonstration", **address)


def toasts(app: AppTest) -> str:
    return "\n".join(str(one.value) for one in app.toast)


def change_title(store: Store, title: str) -> str:
    """The fiche's title before it was changed."""
    fiches = situation(store, PLAN).fiches.set_index("code")
    seen = int(fiches.loc[FICHE, "version"])
    coordinator = acting(store, "demo-coordination")
    rename(store, coordinator, PLAN, "fiche", FICHE, title, seen_version=seen, reason="essai")
    return str(fiches.loc[FICHE, "title"])


@pytest.fixture
def demo(database_url: str) -> Store:
    return Store(demonstration_url())


def test_a_closed_quarter_is_said_to_be_frozen_and_which_state_it_shows(demo: Store) -> None:
    app = opened(trimestre=QUARTER)
    said = texts(app)
    assert "[Figé]" in said
    assert "du 1er trimestre 2026 (état n°\u00a02)" in said
    assert "le 13 mai 2026" in said
    assert "Saisie rouverte" not in said


def test_a_quarter_closed_once_needs_no_number(demo: Store) -> None:
    said = texts(opened(trimestre="2025-T4"))
    assert "[Figé] Chiffres du 4e trimestre 2025, tels" in said


def test_the_open_quarter_is_not_frozen(demo: Store) -> None:
    said = texts(opened())
    assert "[Figé]" not in said
    assert "Saisie rouverte" not in said


def test_an_older_state_is_shown_with_the_way_to_the_present_one(demo: Store) -> None:
    app = opened(trimestre=QUARTER, version="1")
    assert "(état n°\u00a01)" in texts(app)
    assert "Un état plus récent existe\u00a0: n°\u00a02." in texts(app)
    app.button(key="changer_d_etat").click().run()
    assert not app.exception
    assert "(état n°\u00a02)" in texts(app)
    assert "version" not in app.query_params


@pytest.mark.parametrize("version", ["3", "0", "-1", "x", "1; DROP TABLE", "９", "²", "9" * 400])
def test_a_state_that_is_not_there_is_said_and_the_last_one_shown(demo: Store, version: str) -> None:
    app = opened(trimestre=QUARTER, version=version)
    assert not app.exception
    assert "Le lien désignait un état figé qui n’existe pas" in toasts(app)
    assert "(état n°\u00a02)" in texts(app)


def test_a_state_of_an_open_quarter_is_not_there(demo: Store) -> None:
    app = opened(version="1")
    assert "Le lien désignait un état figé qui n’existe pas" in toasts(app)
    assert "[Figé]" not in texts(app)


def test_what_changes_later_is_not_in_a_frozen_quarter(demo: Store) -> None:
    before = change_title(demo, "Un intitulé de demain")
    shown = {name: texts(opened("lire/fiche.py", fiche=FICHE, **at)) for name, at in
             (("frozen", {"trimestre": QUARTER}), ("now", {}))}  # fmt: skip
    assert "Un intitulé de demain" in shown["now"]
    assert "Un intitulé de demain" not in shown["frozen"]
    assert before in shown["frozen"]


def test_a_reopened_quarter_is_read_live_and_says_so(demo: Store) -> None:
    reopen_campaign(demo, acting(demo, "demo-coordination"), PLAN, Period.parse(QUARTER), reason="essai")
    change_title(demo, "Un intitulé de demain")
    app = opened("lire/fiche.py", fiche=FICHE, trimestre=QUARTER)
    said = texts(app)
    assert "[Saisie rouverte] Les chiffres du 1er trimestre 2026 peuvent changer" in said
    assert "L’état figé n°\u00a02 est conservé" in said
    assert "Un intitulé de demain" in said
    app.button(key="changer_d_etat").click().run()
    assert "[Figé]" in texts(app)
    assert "La saisie a été rouverte depuis." in texts(app)
    assert "Un intitulé de demain" not in texts(app)


@pytest.mark.parametrize("file", FILES)
def test_every_page_opens_on_each_closed_quarter(demo: Store, file: str) -> None:
    for address in [{"trimestre": code} for code in CLOSED] + [{"trimestre": QUARTER, "version": "1"}]:
        for profile in ("demo-direction", "demo-coordination"):
            app = opened(file, profil=profile, fiche=FICHE, **address)
            assert not app.exception, (file, address, app.exception)
            assert [str(error.value) for error in app.error] == [], (file, address)
            assert "[Figé]" in texts(app), (file, address)


def test_a_frozen_quarter_is_compared_with_frozen_ones_even_while_they_are_reopened(demo: Store) -> None:
    before = [texts(opened(page, trimestre="2026-T2")) for page in ("piloter/accueil.py", "lire/territoires.py")]
    coordinator = acting(demo, "demo-coordination")
    reopen_campaign(demo, coordinator, PLAN, Period.parse(QUARTER), reason="Une erreur.")
    calendar = (date(2026, 1, 1), date(2026, 3, 31))
    for code in situation(demo, PLAN).leaves["code"][:40]:
        set_calendar(demo, coordinator, PLAN, str(code), *calendar, reason="essai")

    after = [texts(opened(page, trimestre="2026-T2")) for page in ("piloter/accueil.py", "lire/territoires.py")]

    assert after == before
