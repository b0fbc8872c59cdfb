"""Équipements: the answer, the twin list, the card, the filters, the import seen before it is recorded, bad input."""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest

from data.commands.facility import import_facilities
from data.database import Store
from data.facilities.facility import FacilityInput
from data.period import Period
from data.reading.facilities import facilities
from tests.support.app import open_app, texts
from tests.support.quarter import BEFORE, PLAN, acting

PAGE = "lire/equipements.py"
NBSP = "\u00a0"
DIOIS = "242600534"
TYPED = "=1+1 <img src=x onerror=alert(1)> **gras**"
SOME = (
    FacilityInput("die", "CMS", "CMS de Die", 5.37, 44.75, "1 rue X", "26113", "Site"),
    FacilityInput("valence", "CMS", TYPED, 4.89, 44.93, None, "26362"),
    FacilityInput("mfs", "Maison France services", "MFS de Valence", 4.9, 44.93, None, "26362"),
)


@pytest.fixture
def filled(store: Store) -> Store:
    import_facilities(store, acting(store, "coordination"), PLAN, SOME)
    return store


def listed(app: AppTest) -> list[str]:
    return [str(name).replace("\\", "") for name in app.radio(key="liste_equipements").options]


@pytest.mark.usefixtures("filled")
def test_the_answer_the_list_the_card_and_the_filters() -> None:
    app = open_app(PAGE, donnees="reelles")
    assert not app.exception
    assert app.title[0].value == "Équipements"
    assert f"3 équipements de 2 types{NBSP}; 14 intercommunalités sur 16 n’en ont aucun." in texts(app)
    assert listed(app) == [TYPED, "CMS de Die", "MFS de Valence"]
    assert not [one for one in app.button if one.key in ("equipements_importer", "equipements_retirer_oui")]

    app.radio(key="liste_equipements").set_value("die").run()
    assert dict(app.query_params)["lieu_equipement"] == "die"
    said = texts(app)
    assert "1 rue X" in said
    assert "Communauté de communes du Diois" in said
    app.button(key="equipement_fermer").click().run()
    assert "lieu_equipement" not in app.query_params

    app.multiselect(key="type_equipement").set_value(["cms"]).run()
    assert dict(app.query_params)["type"] == "cms"
    assert listed(app) == [TYPED, "CMS de Die"]
    app.selectbox(key="dans_equipement").set_value(DIOIS).run()
    assert dict(app.query_params)["dans"] == DIOIS
    assert listed(app) == ["CMS de Die"]
    assert f"1 équipement du type «{NBSP}CMS{NBSP}» dans «{NBSP}Diois{NBSP}»." in texts(app)


@pytest.mark.usefixtures("filled")
def test_links_that_ask_for_what_is_not_there_and_a_past_quarter() -> None:
    app = open_app(
        PAGE,
        donnees="reelles",
        type="piscine",
        dans="75056",
        lieu_equipement="parti",
        territoire=DIOIS,
        trimestre=BEFORE,
    )
    assert not app.exception
    assert not {"type", "dans", "lieu_equipement"} & set(app.query_params)
    assert listed(app) == ["CMS de Die"]
    said = texts(app)
    assert f"la liste des équipements est celle d’aujourd’hui{NBSP}: elle n’est pas figée" in said.lower()
    assert Period.parse(BEFORE).label in said


def test_an_import_is_seen_before_it_is_recorded(store: Store) -> None:
    app = open_app(PAGE, donnees="reelles", profil="coordination")
    assert "Aucun équipement n’est encore placé" in app.info[0].value
    app.button(key="equipements_importer").click().run()
    send = app.file_uploader(key="equipements_fichier_0")
    send.upload("classeur.xlsx", b"PK\x03\x04\0\0").run()
    assert "classeur" in app.error[0].value

    lines = "nom;longitude;latitude\nCMS de Die;5,37;44,75\nParis;2,35;48,86\nInversé;44,93;4,89\n"
    app.file_uploader(key="equipements_fichier_0").upload("lieux.csv", lines.encode()).run()
    assert "Le type manque" in app.warning[0].value
    app.text_input(key="equipements_type_0").set_value("CMS").run()
    assert f"1 ligne comprise{NBSP}: 1 équipement ajouté. 2 lignes refusées." in texts(app)
    refusals = app.warning[0].value.replace("\\", "")
    assert "Ligne 3" in refusals
    assert "Hors du département (Drôme)" in refusals
    assert "semblent inversées" in refusals
    assert facilities(store, PLAN).empty

    app.text_input(key="equipements_date_0").set_value("31/02/2026").run()
    assert "n’est pas une date" in texts(app)
    app.text_input(key="equipements_date_0").set_value("31/01/2026").run()
    app.button(key="equipements_confirmer").click().run()
    assert not app.exception
    assert "1 équipement importé." in app.success[0].value
    assert list(facilities(store, PLAN)["name"]) == ["CMS de Die"]

    app.selectbox(key="equipements_retirer_type").set_value("cms").run()
    assert app.button(key="equipements_retirer_oui").disabled
    app.text_input(key="equipements_motif").set_value("Liste refaite").run()
    app.button(key="equipements_retirer_oui").click().run()
    assert "1 équipement retiré." in app.success[0].value
    assert facilities(store, PLAN).empty


@pytest.mark.usefixtures("filled")
def test_a_wrong_base_map_is_said_and_the_page_goes_on(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CAP_FOND_DE_CARTE", "https://{s}.cartes.example/{z}/{x}/{y}.png")
    app = open_app(PAGE, donnees="reelles")
    assert not app.exception
    assert "Le fond de carte n’est pas utilisable" in texts(app).replace("\u2060", "")
    assert listed(app)
