"""Qualité des données without a browser: the measure's own answer, its findings, each fiche's score and history."""

from __future__ import annotations

import pytest

from data.database import Store, demonstration_url
from data.measures.quality import board
from data.reading import situation
from data.selection import Filter, narrow
from tests.support.app import open_app, texts
from tests.support.quarter import PLAN

NBSP = "\u00a0"


@pytest.mark.usefixtures("database_url")
def test_findings_scores_and_history_of_the_demonstration() -> None:
    app = open_app("agir/qualite.py", profil="demo-coordination")
    assert not app.exception
    now = situation(Store(demonstration_url()), PLAN)
    found = board(now)
    said = texts(app)
    assert app.title[0].value == "Qualité des données"
    assert found.sentence in said
    first = found.findings[0]
    assert f"Sans pilote · {len(found.of('pilote'))}" in said
    assert first.what in said
    assert found.scores[0].text in said
    assert f"Contrôles passés au 3e trimestre 2025{NBSP}:" in said
    assert len(app.get("plotly_chart")) == 1

    app.query_params["controle"] = "valeur"
    app.query_params["fiche"] = found.scores[0].fiche_code
    app.run()
    said = texts(app)
    assert f"Indicateur jamais renseigné · {len(found.of('valeur'))}" in said
    assert "autres sont dans le tableau" in said
    assert f"{found.scores[0].passed} sur {found.scores[0].checks}" in said

    app.query_params["axe"] = "3"
    app.run()
    assert not app.exception
    assert board(narrow(now, Filter(axes=("3",)))).sentence in texts(app)

    app.query_params["orientation"] = "1.1"
    app.query_params["controle"] = "'; DROP TABLE plan; --"
    app.run()
    assert not app.exception
    assert "aucune fiche à contrôler" in texts(app)
    assert "Levez un filtre" in texts(app)


@pytest.mark.usefixtures("store")
def test_the_real_store_and_a_frozen_quarter() -> None:
    app = open_app("agir/qualite.py", donnees="reelles", plan=PLAN, profil="lecture", trimestre="2026-T2")
    assert not app.exception
    assert "Au 2e trimestre 2026" in texts(app)
    assert "indicateurs jamais renseignés" in texts(app)
