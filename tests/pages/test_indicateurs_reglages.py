"""Indicateurs for the coordination: what is due, the référentiel, settings and targets; a reader only reads."""

from datetime import date

import pytest
from streamlit.testing.v1 import AppTest

from data.database import Store, demonstration_url
from data.measures.indicator_board import Standing, standings
from data.measures.indicator_calendar import due_calendar
from data.reading import situation
from tests.support.app import open_app, texts

PLAN = "drome-2025-2030"
PAGE = "lire/indicateurs.py"
NBSP = "\u00a0"
HERAULT = "ajout_herault-2023-2028:6.1.1.I4"

pytestmark = pytest.mark.usefixtures("database_url")


def now(code: str) -> Standing:
    return next(one for one in standings(situation(Store(demonstration_url()), PLAN)) if one.code == code)


def run(app: AppTest) -> str:
    app.run()
    assert not app.exception
    return texts(app)


def errors(app: AppTest) -> str:
    return "\n".join(str(part.value) for part in app.error)


def opened(app: AppTest, *keys: str) -> AppTest:
    """The page with these panels open: the harness knows no click on them."""
    for key in keys:
        app.session_state[key] = True
    app.run()
    assert not app.exception
    return app


def test_one_of_the_reference_is_searched_added_and_opened_with_its_source() -> None:
    app = open_app(PAGE, profil="demo-coordination", vue="referentiel", cherche="ordinateurs distribues")
    said = texts(app)
    assert "121 ne sont pas encore dans ce plan, 1 avec ces filtres." in said
    assert "Nombre d’ordinateurs distribués" in said
    assert "(Hérault), ligne 2306" in said
    opened(app, f"{HERAULT}_ouvrir")
    app.button(key=f"{HERAULT}_ajouter").click()
    assert "Choisissez à quoi l’indicateur se rattache" in (run(app) + errors(app))
    opened(app, f"{HERAULT}_ouvrir")
    app.selectbox(key=f"{HERAULT}_place").select("f:P7")
    app.text_input(key=f"{HERAULT}_motif").input("demande du comité")
    app.button(key=f"{HERAULT}_ajouter").click()
    said = run(app)
    assert app.title[0].value.replace("\\", "") == "Nombre d’ordinateurs distribués"
    assert (
        f"repris du référentiel{NBSP}: Schéma départemental de l’action sociale 2023-2028 (Hérault), ligne 2306" in said
    )
    assert now("P7-IND06").title == "Nombre d’ordinateurs distribués"


def test_settings_and_targets_are_changed_and_a_wrong_one_is_said() -> None:
    one = now("P11-IND04")
    app = open_app(PAGE, profil="demo-coordination", indicateur=one.code)
    said = texts(app)
    assert "Taux de l’année 2026" in said
    assert f"60{NBSP}% du chemin" in said
    assert f"30{NBSP}% du chemin" in said
    opened(app, "indicateur_regler")
    key = f"reglage_{one.code}_{one.indicator['version']}"
    app.number_input(key=f"{key}_periodicity_months").set_value(75)
    app.button(key="indicateur_enregistrer").click()
    run(app)
    assert "La périodicité va de 1 à 60 mois" in errors(app)
    opened(app, "indicateur_regler")
    app.number_input(key=f"{key}_periodicity_months").set_value(6)
    app.toggle(key=f"{key}_flagship").set_value(True)
    app.button(key="indicateur_enregistrer").click()
    run(app)
    assert (now(one.code).indicator["periodicity_months"], now(one.code).indicator["flagship"]) == (6, True)

    last = f"cible_{one.code}_26_2030-12-31"
    app.button(key=f"{last}_retirer").click()
    run(app)
    assert "Dites en un mot pourquoi la cible est retirée" in errors(app)
    app.text_input(key=f"{last}_motif").input("objectif revu")
    app.button(key=f"{last}_retirer").click()
    run(app)
    new = f"cible_nouvelle_{one.code}"
    app.button(key=f"{new}_ajouter").click()
    run(app)
    assert "Écrivez la valeur à atteindre" in errors(app)
    app.number_input(key=f"{new}_valeur").set_value(15)
    app.date_input(key=f"{new}_jour").set_value(date(2029, 12, 31))
    app.button(key=f"{new}_ajouter").click()
    said = run(app)
    assert now(one.code).planned_on == date(2029, 12, 31)
    assert f"Drôme, 31 décembre 2029{NBSP}: 15 (cible égale au départ" in said


def test_a_reader_reads_what_is_due_and_who_carries_it_and_sets_nothing() -> None:
    app = open_app(PAGE, profil="demo-lecture", vue="echeances")
    whole = situation(Store(demonstration_url()), PLAN)
    found = due_calendar(standings(whole), whole)
    said = texts(app)
    assert found.sentence in said
    assert [head.value for head in app.header] == ["Dépassées", "Dans les douze mois"]
    for each in found.overdue:
        assert each.who in said
    app.query_params.clear()
    app.query_params["indicateur"] = "P9-IND03"
    said = run(app)
    assert "Réglages et cibles" not in said
    assert "40 territoires" not in said  # the smallest communes are masked
    assert f"Masqué{NBSP}:" in said
    assert "362" in said
