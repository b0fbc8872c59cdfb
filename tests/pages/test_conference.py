"""Conférence without a browser: an edition made from a theme in one click, and who may."""

from __future__ import annotations

import pytest

from data.catalogue import catalogue_files
from data.database import Store
from data.reading.editions import editions
from data.vocabulary import SceneKind
from tests.support.app import texts
from tests.support.conference_page import (
    THEME,
    TITLE,
    keys,
    one,
    opened,
    prepared,
    press,
)
from tests.support.quarter import BEFORE, PLAN


def test_a_playable_deck_is_two_acts_from_the_menu(store: Store) -> None:
    app = opened("presentation")
    app.text_input(key="preparer_theme").set_value(THEME)
    press(app, "preparer_proposer")
    made = editions(store, PLAN)
    assert [(row.theme, row.year, row.own.period, row.own.number) for row in made] == [
        ("Fracture numérique", 2026, BEFORE, 1)
    ]
    assert len(made[0].scenes) >= 4
    assert made[0].scenes[0].kind is SceneKind.TITLE
    assert "P7" in made[0].perimeter.fiches
    assert app.query_params["edition"] == str(made[0].id)
    assert "«\u00a0Fracture numérique\u00a0», en 2026" in texts(app)
    assert "T2 2026, état figé n°\u00a01" in texts(app)
    play = app.get("link_button")[0].proto
    assert play.url.endswith(f"/conference/reelles/{made[0].id}/jouer")


def test_what_a_theme_touches_is_shown_with_why_and_may_be_left_out(store: Store) -> None:
    app = opened("presentation")
    app.text_input(key="preparer_theme").set_value(THEME).run()
    boxes = {box.key: box for box in app.checkbox}
    box = boxes[f"preparer_{THEME}_fiche:P7"]
    assert box.value is True
    assert "Titre" in box.label
    box.uncheck()
    press(app, "preparer_proposer")
    assert "P7" not in editions(store, PLAN)[0].perimeter.fiches


def test_an_edition_without_a_theme_is_refused_and_nothing_is_made(store: Store) -> None:
    app = press(opened("presentation"), "preparer_proposer")
    assert "Écrivez d’abord le thème" in texts(app)
    assert editions(store, PLAN) == ()


@pytest.mark.usefixtures("store")
@pytest.mark.parametrize("profile", ["lecture", "pilote"])
def test_who_may_not_prepare_is_told_who_can(profile: str) -> None:
    app = opened(profile)
    assert "Un profil de présentation ou de coordination peut préparer une édition." in texts(app)
    assert "preparer_proposer" not in keys(app)


@pytest.mark.parametrize("code", [code for code in catalogue_files() if code != PLAN])
@pytest.mark.usefixtures("database_url")
def test_a_plan_without_a_frozen_state_says_what_to_do(code: str) -> None:
    app = opened(plan=code)
    said = texts(app)
    assert "Aucune période de ce plan n’" in said
    assert "La coordination du plan clôture une période" in said or "il n’y a pas d’édition à raconter" in said
    assert "preparer_proposer" not in keys(app)


def test_links_to_no_edition_or_to_that_of_another_plan_lead_back(store: Store) -> None:
    found = prepared(store, TITLE)
    for asked in ("999999", "<b>", "-1", "9" * 40):
        app = opened(edition=asked)
        assert "une édition qui n’existe pas" in texts(app)
        assert "edition" not in app.query_params
    app = opened(edition=str(found.id), plan="gard-2022-2027")
    assert "une édition d’un autre plan" in texts(app)
    assert "Valence" not in texts(app)


def test_past_editions_and_attendance_are_told(store: Store) -> None:
    found = prepared(store, TITLE)
    app = opened("presentation", edition=str(found.id))
    app.number_input(key=f"edition_{found.id}_on_site").set_value(280).run()
    app.number_input(key=f"edition_{found.id}_remote").set_value(45).run()
    assert (one(store, found.id).on_site, one(store, found.id).remote) == (280, 45)
    said = texts(opened("lecture"))
    assert "celle de 2026 a réuni 280 personnes sur place et 45 à distance" in said
    assert "environnement" in said.lower()
