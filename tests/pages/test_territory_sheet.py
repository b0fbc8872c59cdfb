"""The sheet of a territory and the comparison, on the page: what they hold, and what is typed wrong in the address."""

import pytest

from data.database import Store
from data.measures.lead_axis import leads
from data.measures.peer_ranges import ranges
from data.measures.territory_comparison import comparison
from data.measures.territory_indicators import read_by_territory
from data.measures.territory_rates import axis_figures, public_figures
from data.reading import situation
from tests.pages.test_territoires import BARONNIES, DIOIS, PAGE, PLAN, VALENCE_ROMANS, demonstration
from tests.support.app import open_app, texts


@pytest.mark.usefixtures("database_url")
def test_the_sheet_holds_its_rates_its_place_and_its_words() -> None:
    app = open_app(PAGE, lieu=DIOIS)
    now, shown = demonstration(), texts(app)
    assert not app.exception
    for one in (*axis_figures(now, DIOIS), *public_figures(now, DIOIS)):
        assert f"**{one.text}**" in shown
        assert one.title in shown
    assert "elles ne s’additionnent pas" in shown
    assert "Sa place parmi les autres territoires" in shown
    assert ":blue-badge[dit ici]" in shown
    assert ":gray-badge[dit pour le département]" in shown
    # Who only reads is offered nothing to write.
    assert "Enregistrer" not in [button.label for button in app.button]


@pytest.mark.usefixtures("database_url")
def test_a_comparison_is_an_address_and_its_mistakes_are_told() -> None:
    app = open_app(PAGE, comparer=f"{DIOIS},{BARONNIES}")
    now = demonstration()
    found = comparison(now, ranges(now, read_by_territory(now)), [DIOIS, BARONNIES])
    assert not app.exception
    assert found.says in texts(app)
    assert [one.code for one in found.places] == app.multiselect(key="comparer_choix").value
    app.multiselect(key="comparer_choix").set_value([DIOIS]).run()
    assert dict(app.query_params)["comparer"] == DIOIS
    assert "Il faut deux territoires au moins" in texts(app)
    app.multiselect(key="comparer_choix").set_value([]).run()
    assert "Il faut deux territoires au moins" in texts(app)
    assert not app.warning
    app.query_params["comparer"] = f"{DIOIS},26113,zz,{DIOIS},{VALENCE_ROMANS}"
    app.run()
    assert not app.exception
    told = " ".join(str(box.value) for box in app.warning).replace("\\", "")
    assert "Die (commune) n’a pas d’état d’action à comparer" in told
    assert "« zz » ne désigne aucun territoire" in told.replace("\u00a0", " ")
    assert "Diois était demandé plusieurs fois" in told
    assert app.multiselect(key="comparer_choix").value == [DIOIS, VALENCE_ROMANS]
    app.button(key="comparer_fin").click().run()
    assert "comparer" not in app.query_params
    assert app.selectbox(key="mesure_carte")


def test_the_coordination_says_which_axis_a_territory_leads(store: Store) -> None:
    app = open_app(PAGE, donnees="reelles", lieu=DIOIS, profil="coordination")
    app.button(key="axe_porte_enregistrer").click().run()
    assert "Choisissez ce que porte ce territoire" in texts(app)
    app.selectbox(key="axe_porte_code").set_value("1").run()
    app.text_input(key="axe_porte_periode").set_value("de <b>2026</b> à 2027").run()
    app.button(key="axe_porte_enregistrer").click().run()
    assert not app.exception
    assert [one.period_text for one in leads(situation(store, PLAN), DIOIS)] == ["de <b>2026</b> à 2027"]
    assert "(de <b>2026</b> à 2027)" in texts(app)
    assert not app.text_input(key="axe_porte_periode").value
    app.button(key="axe_porte_retirer_1").click().run()
    assert leads(situation(store, PLAN), DIOIS) == ()
