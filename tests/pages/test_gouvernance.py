"""Gouvernance: instances, the yearly event, the evaluation, publics, acronyms, for each plan of the catalogue."""

from __future__ import annotations

import pytest

from data.catalogue import catalogue_files, read_audience_table, read_catalogue
from data.commands.load import load_plan
from data.database import Store, demonstration_url
from data.measures import evaluation_frame, governance, wordings
from data.permissions import SYSTEM
from data.reading import head, situation
from data.reading.wordings import wordings as read_wordings
from tests.support.app import open_app, texts

PAGE = "lire/gouvernance.py"
PLAN = "drome-2025-2030"


@pytest.mark.usefixtures("database_url")
def test_the_page_says_who_steers_when_and_how_it_is_judged() -> None:
    app = open_app(PAGE)
    assert not app.exception
    now = situation(Store(demonstration_url()), PLAN)
    said = texts(app)
    for title in (one.title for one in governance.instances(now)):
        bare = title.split("(")[0].split("CD")[0].strip()
        assert bare in said
    assert governance.event(now).sentence in said
    for year in ("2019", "2021", "2022", "2023", "2024", "À venir"):
        assert f"- **{year}** · " in said
    assert "Conférence annuelle des solidarités" in said
    assert "Objectifs atteints" in said
    assert wordings.UNIVERSAL_RULE in said
    assert '<abbr title="Conseil Départemental de la Citoyenneté et de l’Autonomie">CDCA</abbr>' in said
    assert len(app.dataframe[-1].value) == 63


@pytest.mark.usefixtures("database_url")
def test_an_acronym_is_searched_by_its_letters_or_its_meaning() -> None:
    app = open_app(PAGE, sigle="agees")
    assert list(app.dataframe[-1].value["Sigle"]) == ["EHPAD"]
    app.text_input(key="sigle_mots").set_value("rsa").run()
    assert "RSA" in list(app.dataframe[-1].value["Sigle"])
    assert dict(app.query_params)["sigle"] == "rsa"
    app.text_input(key="sigle_mots").set_value("zzz <b>").run()
    assert not app.exception
    assert "Aucun sigle ne contient" in texts(app)
    app.text_input(key="sigle_mots").set_value("").run()
    assert "sigle" not in dict(app.query_params)


@pytest.mark.parametrize("code", [code for code in catalogue_files() if code != PLAN])
def test_each_plan_has_its_own_governance(code: str, database_url: str) -> None:
    store = Store(database_url)
    if code not in {plan.code for plan in head(store).plans}:
        load_plan(store, SYSTEM, read_catalogue(catalogue_files()[code]), read_audience_table(), None)
    app = open_app(PAGE, donnees="reelles", plan=code)
    assert not app.exception
    now, said = situation(store, code), texts(app)
    assert governance.event(now).sentence in said
    assert evaluation_frame.sentence(evaluation_frame.frame(now)) in said
    assert wordings.sentence(read_wordings(store, code)) in said
    assert "None" not in said
