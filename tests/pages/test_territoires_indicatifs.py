"""Territoires whose composition nobody decided: said wherever one of them shows, in the plans that name theirs."""

from __future__ import annotations

import pytest

from tests.support.app import open_app, texts

PAGE = "lire/territoires.py"
SAID = "Composition indicative\u00a0: le plan nomme ces territoires d’action sociale sans dire leurs communes"


@pytest.mark.usefixtures("database_url")
@pytest.mark.parametrize(
    ("plan", "names"),
    [
        ("ardeche-2020-2024", ["Sud-Ouest", "Nord", "Centre", "Sud-Est"]),
        (
            "herault-2023-2028",
            ["MDS du Montpelliérain", "MDS du Biterrois", "MDS Cœur d’Hérault Pic St Loup", "MDS Etang de Thau",
             "MDS Petite Camargue", "MDS Haut Languedoc Ouest Hérault"],
        ),
    ],
)  # fmt: skip
def test_the_territories_that_the_plan_names_are_those_compared_and_said_to_be_indicative(
    plan: str, names: list[str]
) -> None:
    app = open_app(PAGE, donnees="reelles", plan=plan)
    assert not app.exception
    assert SAID in texts(app)
    listed = app.radio(key="liste_territoires")
    assert [str(name).replace("\\", "") for name in listed.options] == names
    assert f"{len(names)} territoires d’action sociale (composition indicative)" in listed.label


@pytest.mark.usefixtures("database_url")
def test_the_sheet_its_communes_and_the_sheet_of_one_of_them_say_it_too() -> None:
    app = open_app(PAGE, donnees="reelles", plan="ardeche-2020-2024", lieu="centre")
    assert texts(app).count(SAID) == 2  # over the map and under the name
    app.button(key="voir_communes").click().run()
    assert dict(app.query_params)["dans"] == "centre"
    assert SAID in texts(app)
    app = open_app(PAGE, donnees="reelles", plan="ardeche-2020-2024", lieu="07338", niveau="commune")
    assert "Ouvrir la fiche de Centre (composition indicative)" in app.button(key="ouvrir_parent").label.replace(
        "\\", ""
    )
    assert SAID not in texts(app)


@pytest.mark.usefixtures("database_url")
def test_what_cannot_be_indicative_is_not_said_to_be() -> None:
    assert "ndicative" not in texts(open_app(PAGE))
    epci = open_app(PAGE, donnees="reelles", plan="ardeche-2020-2024", niveau="epci")
    assert SAID not in texts(epci)


@pytest.mark.usefixtures("database_url")
def test_a_comparison_says_it() -> None:
    app = open_app(PAGE, donnees="reelles", plan="ardeche-2020-2024", comparer="nord,centre")
    assert not app.exception
    assert SAID in texts(app)
