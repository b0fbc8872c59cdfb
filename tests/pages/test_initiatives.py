"""The bank of initiatives on screen: what is found, filtered, counted, said of its worth, and linked to the plan."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from data import installation
from data.bank.one_initiative import told
from data.catalogue import read_audience_table
from data.catalogue.bank import bank_files, read_bank
from data.commands.bank import load_initiatives
from data.database import Store
from data.permissions import SYSTEM
from data.reading.initiatives import bank
from tests.support.app import open_app, texts
from tests.support.store import common, prepared

PAGE, ONE, FICHE = "lire/initiatives.py", "lire/initiative.py", "lire/fiche.py"
NBSP = "\u00a0"
PLAN = "drome-2025-2030"


def _build(folder: Path, *, with_bank: bool) -> None:
    store = Store(f"sqlite:///{folder / 'cap.db'}")
    installation.init(store, lambda _: None)
    installation.load(store, [PLAN], lambda _: None)
    if with_bank:
        load_initiatives(store, SYSTEM, read_bank(bank_files()["odas-initiatives"]), read_audience_table())


@pytest.fixture
def filled(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Store:
    """The Drôme's plan and the collection: read only."""
    folder = prepared(common(tmp_path_factory.getbasetemp()), "initiatives", lambda to: _build(to, with_bank=True))
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{folder / 'cap.db'}")
    return Store(f"sqlite:///{folder / 'cap.db'}")


def cards(app: AppTest) -> list[str]:
    """The codes of the cards, in their order: each one's last words."""
    return [found[1] for each in app.markdown if (found := re.search(r"· ([A-Z]{3}-\d+)]]$", _unescaped(each.value)))]


def _unescaped(text: object) -> str:
    return str(text).replace("\\", "")


def choices(app: AppTest, name: str) -> list[str]:
    return list(app.multiselect(key=f"initiatives_{name}").options)


@pytest.mark.usefixtures("filled")
def test_the_whole_collection_its_counts_its_warning_and_more_cards() -> None:
    app = open_app(PAGE)
    assert not app.exception
    assert app.title[0].value == "Initiatives"
    said = texts(app)
    assert "179 initiatives" in said
    assert "non évaluées" in said.lower()
    assert "2018" in said
    assert choices(app, "theme") == [
        "Insertion (46)",
        "Autonomie (60)",
        "Protection de l’enfance (39)",
        "Logement et hébergement (9)",
        "Développement social, pilotage et pratiques (25)",
    ]
    assert "Pas-de-Calais (17)" in choices(app, "departement")
    assert any(each.lower().startswith("non précisé") and "(115)" in each for each in choices(app, "maturite"))
    assert any("(62)" in each for each in choices(app, "annee"))
    assert len(cards(app)) == 12
    app.button(key="initiatives_plus").click().run()
    assert dict(app.query_params)["montrees"] == "24"
    assert len(cards(app)) == 24


@pytest.mark.usefixtures("filled")
def test_accents_are_forgiven_an_acronym_is_found_and_the_extract_is_marked() -> None:
    app = open_app(PAGE)
    app.text_input(key="initiatives_mots").set_value("beguinage ").run()
    assert dict(app.query_params)["recherche"] == "beguinage"
    assert cards(app) == ["AUT-08"]
    assert ":primary-background[**béguinage**]" in texts(app)
    assert open_app(PAGE, recherche="béguinage").query_params["recherche"]
    app.text_input(key="initiatives_mots").set_value("WAS").run()
    assert cards(app) == ["DEV-13"]
    app.text_input(key="initiatives_mots").set_value("zzzz").run()
    assert not cards(app)
    assert "Aucune initiative ne répond" in texts(app)
    app.button(key="initiatives_effacer").click().run()
    assert len(cards(app)) == 12
    assert "recherche" not in app.query_params


@pytest.mark.usefixtures("filled")
def test_filters_narrow_are_in_the_address_and_change_the_counts_of_the_others() -> None:
    app = open_app(PAGE)
    app.multiselect(key="initiatives_departement").set_value(["62"]).run()
    assert dict(app.query_params)["departement"] == "62"
    assert "17 initiatives" in texts(app)
    inside = [int(each.rsplit("(", 1)[1].rstrip(")")) for each in choices(app, "theme")]
    assert sum(inside) == 17
    app.multiselect(key="initiatives_theme").set_value(["autonomie"]).run()
    assert len(cards(app)) == inside[1]
    app.button(key="initiatives_lever").click().run()
    assert not {"departement", "theme"} & set(app.query_params)


@pytest.mark.usefixtures("filled")
def test_what_a_link_asks_for_and_the_bank_does_not_know_is_said() -> None:
    app = open_app(PAGE, theme="astronomie", departement="62", montrees="-4", annee="jamais")
    assert not app.exception
    assert "ne connaît pas" in app.toast[0].value
    assert "theme" not in app.query_params
    assert len(cards(app)) == 12


@pytest.mark.usefixtures("filled")
def test_the_filter_of_the_plan_is_offered_never_imposed() -> None:
    app = open_app(PAGE, public="aidants")
    assert "ne s’appliquent pas au recueil" in texts(app)
    assert "179 initiatives" in texts(app)
    app.button(key="initiatives_public_du_plan").click().run()
    assert dict(app.query_params)["publics"] == "aidants"
    assert "9 initiatives" in texts(app)


@pytest.mark.usefixtures("filled")
def test_the_page_of_an_initiative_keeps_results_apart_from_hopes() -> None:
    app = open_app(ONE, initiative="dev-13")
    assert not app.exception
    assert app.title[0].value.replace("\\", "") == "Modernisation de l’accueil en MDS – L’accueil à 360°"
    said = texts(app)
    headers = [header.value for header in app.header]
    assert headers.index("Ce qui a été constaté") < headers.index("Ce qui en était attendu")
    assert "Plus de 70 préconisations" in said
    assert "WAS (Web Accueil Solidarités)" in said
    assert f"ligne{NBSP}5383" in said
    assert "code DEV-13" in said
    assert "Dans votre plan" in headers
    assert "non évaluées" in said.lower()


def test_money_is_told_with_what_it_is_and_what_is_not_known_is_not_said(filled: Store) -> None:
    read = bank(filled)
    found = told(read, "AUT-28")
    assert found is not None
    (money,) = found.money
    assert money.text.startswith(f"1\u202f400\u202f000{NBSP}€, budget du projet")
    assert "1,4 millions d’euros" in money.text
    assert money.line == f"ligne{NBSP}2627"
    assert "Territoire" in found.facts
    other = told(read, "AUT-08")
    assert other is not None
    assert other.badges == ("Repérée par www.apriles.net",)
    assert not {"Territoire", "Outil numérique"} & set(other.facts)
    planned = told(read, "AUT-46")
    assert planned is not None
    assert planned.facts["Année"].startswith("annoncée pour 2019")
    assert told(read, "AUT-99") is None
    apart = told(read, "DEV-13")
    assert apart is not None
    assert [said.text for said in apart.results] == ["Plus de 70 préconisations mises en œuvre ou en cours d’arbitrage"]
    assert apart.expected[0].text == "Simplifier les parcours"
    # All of them can be told, and none tells an absent value.
    every = [told(read, str(code)) for code in read.initiatives["code"]]
    assert not [one for one in every if one is None or "None" in str(one)]


@pytest.mark.usefixtures("filled")
@pytest.mark.parametrize("asked", ["XXX-99", "<b>AUT</b>"])
def test_an_unknown_initiative_is_said_in_french(asked: str) -> None:
    app = open_app(ONE, initiative=asked)
    assert not app.exception
    assert "que le recueil ne contient pas" in app.warning[0].value
    assert "Rien n’est perdu" in app.warning[0].value


@pytest.mark.usefixtures("filled")
def test_a_fiche_shows_what_others_tried_and_why() -> None:
    app = open_app(FICHE, fiche="P12")
    assert not app.exception
    assert "Initiatives d’autres départements" in [header.value for header in app.header]
    assert "publics communs" in texts(app)


@pytest.mark.usefixtures("filled")
def test_the_plans_own_examples_are_beside_and_never_in_a_rate() -> None:
    app = open_app(PAGE, liste="plan")
    assert not app.exception
    assert app.segmented_control(key="initiatives_liste").value == "plan"
    assert "53 initiatives citées par le document du plan" in texts(app)
    assert "aucun taux" in texts(app)
    assert "ligne\u00a01299" in texts(app)
    app.text_input(key="initiatives_mots").set_value("residences autonomie").run()
    said = texts(app)
    assert f"1 initiative sur 53 contient «{NBSP}residences autonomie{NBSP}»" in said
    assert "ligne\u00a01299" not in said
    assert "ligne\u00a01300" in said
    app.segmented_control(key="initiatives_liste").set_value("recueil").run()
    assert "liste" not in app.query_params
    assert "179 initiatives" not in said


def test_without_a_collection_the_page_says_what_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = prepared(tmp_path, "sans", lambda to: _build(to, with_bank=False))
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{folder / 'cap.db'}")
    app = open_app(PAGE)
    assert not app.exception
    assert "Aucun recueil d’initiatives n’est chargé." in texts(app)
    assert not app.text_input
    fiche = open_app(FICHE, fiche="P12")
    assert not fiche.exception
    assert "Initiatives d’autres départements" not in [header.value for header in fiche.header]
