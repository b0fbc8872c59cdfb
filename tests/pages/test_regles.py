"""Règles et seuils: read by all, changed in place by the coordination, as they were then in a frozen quarter."""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest

from data.commands.settings import set_rule, set_threshold
from data.database import Store
from data.measures.rules import BY_KEY
from data.measures.thresholds import TABLE
from data.reading import situation
from tests.support.app import open_app, texts
from tests.support.quarter import BEFORE, PLAN, acting

NBSP = "\u00a0"
FORM = "regle_sans_pilote_0"


def opened(profile: str = "coordination", page: str = "piloter/regles.py", **address: str) -> AppTest:
    app = open_app(page, donnees="reelles", plan=PLAN, profil=profile, **address)
    assert not app.exception
    return app


def press(app: AppTest, key: str) -> AppTest:
    app.button(key=key).click().run()
    assert not app.exception
    return app


def own_rule(store: Store, key: str) -> dict[str, object] | None:
    found = situation(store, PLAN).rule_settings.to_dict("records")
    return next((row for row in found if row["rule"] == key), None)


def _raise_the_gap(app: AppTest, store: Store) -> None:
    form = "seuil_gap_alert_0"
    app.session_state[f"{form}_panneau"] = True
    app.run()
    app.number_input(key=f"{form}_valeur").set_value(-20.0)
    app.text_input(key=f"{form}_motif").set_value("essai")
    press(app, f"{form}_enregistrer")
    assert situation(store, PLAN).threshold_settings["value"].tolist() == [-20]
    assert "Réglé par ce plan" in texts(app)
    assert "à l’origine" in texts(app)


def test_the_coordination_changes_a_threshold_then_a_rule(store: Store) -> None:
    app = opened()
    said = texts(app)
    assert app.title[0].value == "Règles et seuils"
    assert "les 13 règles relèvent" in said
    assert all(rule.title in said and rule.words in said for rule in BY_KEY.values())
    assert all(one.text in said for one in TABLE)

    _raise_the_gap(app, store)
    app.session_state[f"{FORM}_panneau"] = True
    app.run()
    app.text_area(key=f"{FORM}_faire").set_value("Voir avec *la direction*.")
    press(app, f"{FORM}_enregistrer")
    assert "Dites en un mot pourquoi" in texts(app), "a reason is asked for, and what was typed stays"
    assert app.text_area(key=f"{FORM}_faire").value == "Voir avec *la direction*."
    assert own_rule(store, "sans_pilote") is None

    app.text_input(key=f"{FORM}_motif").set_value("arbitré en comité")
    press(app, f"{FORM}_enregistrer")
    assert (own_rule(store, "sans_pilote") or {})["next_step"] == "Voir avec *la direction*."
    assert "Réglée par ce plan" in texts(app)
    assert "voir avec *la direction*." in texts(app)

    changed = "regle_sans_pilote_1"
    app.session_state[f"{changed}_panneau"] = True
    app.run()
    # Somebody else changes it meanwhile: nothing is overwritten, nothing typed is lost.
    set_rule(
        store, acting(store, "coordination"), PLAN, "sans_pilote", active=False, words=None, next_step=None, who=None,
        reason="essai", seen_version=1,
    )  # fmt: skip
    app.text_area(key=f"{changed}_mots").set_value("Ma définition.")
    app.text_input(key=f"{changed}_motif").set_value("essai")
    press(app, f"{changed}_enregistrer")
    assert "par quelqu’un d’autre" in "\n".join(str(one.value) for one in (*app.warning, *app.toast))
    assert "Ma définition." in "\n".join(str(one.value) for one in app.code)
    assert (own_rule(store, "sans_pilote") or {})["active"] == False  # noqa: E712 (a NumPy truth)

    assert "Désactivée" in texts(app)
    pilotage = opened(page="piloter/accueil.py", regle="sans_pilote")
    assert "Ce plan a désactivé cette règle" in texts(pilotage)
    assert "Règle désactivée par ce plan" in texts(pilotage)


@pytest.mark.usefixtures("store")
def test_others_read() -> None:
    app = opened("lecture")
    assert "La coordination du plan peut les changer" in texts(app)
    app.session_state[f"{FORM}_panneau"] = True
    app.run()
    assert not app.text_area
    assert not app.number_input


def test_a_frozen_quarter_shows_the_rules_of_then_and_offers_no_edit(store: Store) -> None:
    set_threshold(store, acting(store, "coordination"), PLAN, "gap_alert", -20, reason="essai", seen_version=None)
    app = opened(trimestre=BEFORE)
    said = texts(app)
    assert "Ce sont les règles et les seuils gardés à la clôture" in said
    assert f"Seuil{NBSP}: -10{NBSP}points" in said.replace("−", "-")
    app.session_state[f"{FORM}_panneau"] = True
    app.run()
    assert not app.text_area
