"""Pilotage, and what every page shares: which data, profile, filters, links."""

from pathlib import Path

import pytest

from data.database import Store, demonstration_url, real_url
from data.measures import exceptions, rates, sentences
from data.reading import situation
from data.selection import Filter, narrow
from tests.support.app import open_app, texts

PLAN = "drome-2025-2030"
NBSP = "\u00a0"


@pytest.mark.usefixtures("database_url")
def test_the_answer_comes_first_and_is_the_measure_s_own() -> None:
    app = open_app()
    now = situation(Store(demonstration_url()), PLAN)
    assert not app.exception
    assert app.title[0].value == "Pilotage"
    assert sentences.pilotage(now) in texts(app)
    assert rates.completion(rates.opened(now.leaves, now.as_of)).lead in texts(app)


@pytest.mark.usefixtures("database_url")
def test_decisions_awaited_come_before_any_other_exception() -> None:
    app = open_app()
    heads = [head.value.split(" ·")[0] for head in app.subheader]
    assert heads.index("Décision attendue") < heads.index("En retard") < heads.index("Sans nouvelles")
    now = situation(Store(demonstration_url()), PLAN)
    counts = exceptions.counts_by_rule(exceptions.exceptions(now))
    assert f"Décision attendue · {counts['decision_attendue']}" in texts(app)


@pytest.mark.usefixtures("database_url")
def test_a_territory_under_the_median_opens_its_sheet() -> None:
    app = open_app(regle="ecart_mediane")
    now = situation(Store(demonstration_url()), PLAN)
    rows = exceptions.exceptions(now)
    codes = list(rows.loc[rows["rule"] == "ecart_mediane", "subject_code"])
    queries = [link.proto.query_string for link in app.get("page_link")]
    assert codes
    assert all(sum(f"lieu={code}" in query for query in queries) == 1 for code in codes)


@pytest.mark.usefixtures("database_url")
def test_demonstration_data_is_labelled_and_one_click_leaves_it() -> None:
    app = open_app()
    assert "Données de démonstration" in texts(app)
    app.button(key="changer_de_base").click().run()
    said = texts(app)
    assert "Données de démonstration" not in said
    assert "personne n’a encore donné l’état" in said
    assert "la coordination peut ouvrir" in said


@pytest.mark.usefixtures("database_url")
def test_a_link_reproduces_the_view() -> None:
    app = open_app(axe="1", public="personnes_agees", trimestre="2026-T1", statut="en_cours")
    now = narrow(
        situation(Store(demonstration_url()), PLAN, "2026-T1"),
        Filter(axes=("1",), audiences=("personnes_agees",), statuses=("en_cours",)),
    )
    said = texts(app)
    assert sentences.pilotage(now) in said
    assert "Axe 1" in said
    assert f"Public{NBSP}: Personnes âgées" in said or "Public : Personnes âgées" in said
    assert dict(app.query_params)["axe"] == "1"


@pytest.mark.parametrize(
    "address",
    [
        {"axe": "99"},
        {"axe": "'; DROP TABLE plan; --"},
        {"public": "<script>alert(1)</script>"},
        {"territoire": "../../etc/passwd", "pilote": "-1", "statut": "realisee,realisee,x"},
        {"trimestre": "2031-T9"},
        {"trimestre": "1999-T1"},
        {"plan": "nulle-part", "profil": "administrateur", "donnees": "toutes"},
        {"orientation": "1.1" * 500},
        {"inconnu": "\u202e\x00valeur"},
    ],
)
@pytest.mark.usefixtures("database_url")
def test_hostile_addresses_show_a_page_and_a_french_word(address: dict[str, str]) -> None:
    app = open_app(**address)
    assert not app.exception
    assert app.title[0].value == "Pilotage"
    if "inconnu" not in address and "profil" not in address:
        assert app.toast, "what was left out is said"


@pytest.mark.usefixtures("database_url")
def test_a_filter_that_keeps_nothing_says_so_without_breaking() -> None:
    app = open_app(axe="1", orientation="3.3")
    assert not app.exception
    assert "Aucune action" in texts(app)


@pytest.mark.usefixtures("database_url")
def test_lifting_the_filters_brings_everything_back() -> None:
    app = open_app(axe="1")
    app.button(key="filtre_lever").click().run()
    assert "axe" not in dict(app.query_params)
    assert sentences.pilotage(situation(Store(demonstration_url()), PLAN)) in texts(app)


@pytest.mark.usefixtures("database_url")
def test_filters_follow_the_reader_from_page_to_page() -> None:
    app = open_app(axe="2", profil="demo-coordination")
    app.switch_page("../pages/lire/plan.py").run()
    assert not app.exception
    assert dict(app.query_params)["axe"] == "2"
    assert dict(app.query_params)["profil"] == "demo-coordination"


@pytest.mark.usefixtures("database_url")
def test_where_a_figure_comes_from_opens_with_its_formula_and_rows() -> None:
    app = open_app()
    assert "Formule" not in texts(app)
    app.session_state["origine_taux_ouvertes"] = True
    app.run()
    assert "Formule" in texts(app)
    assert "Couverture" in texts(app)


@pytest.mark.parametrize(
    ("damage", "says"),
    [
        (lambda path: path.write_bytes(b"ceci n'est pas une base" * 100), "endommagée"),
        (lambda path: path.unlink(), "n’existe pas encore"),
    ],
)
def test_a_damaged_store_says_what_to_do(database_url: str, damage, says: str) -> None:
    damage(Path(str(Store(real_url()).path)))
    app = open_app(donnees="reelles")
    assert not app.exception
    assert says in texts(app)
    assert "python -m data" in texts(app)
    app.button[0].click().run()
    assert app.title[0].value == "Pilotage"


@pytest.mark.usefixtures("database_url")
def test_a_page_reached_without_the_shell_shows_nothing() -> None:
    from streamlit.testing.v1 import AppTest

    from tests.support.app import ROOT

    app = AppTest.from_file(str(ROOT / "pages" / "piloter" / "accueil.py"), default_timeout=30).run()
    assert "s’ouvre depuis l’application" in app.error[0].value
    assert not app.title
