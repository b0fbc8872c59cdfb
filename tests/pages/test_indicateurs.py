"""The Indicateurs page: the answer first, the filters in the address, one indicator, the document's figures."""

from datetime import date

import pytest
from streamlit.testing.v1 import AppTest

from data.commands.indicator import IndicatorSettings, MeasureInput, configure_indicator, record_measures
from data.database import Store, demonstration_url, real_url
from data.measures.figure import Stamp
from data.measures.indicator_board import standings
from data.measures.indicator_detail import detail_sentence
from data.measures.indicator_summary import headline, sentence
from data.permissions import SYSTEM
from data.reading import situation
from data.selection import Filter, narrow
from data.vocabulary import MeasureKind
from tests.support.app import open_app, texts

PLAN = "drome-2025-2030"
PAGE = "lire/indicateurs.py"
NBSP = "\u00a0"

pytestmark = pytest.mark.usefixtures("database_url")


def open_page(**asked: str) -> AppTest:
    app = open_app(PAGE, **asked)
    assert not app.exception
    return app


def links(app: AppTest) -> list[str]:
    """Labels of the links of the page, in order."""
    return [str(link.proto.label).replace("\\", "") for link in app.get("page_link")]


def test_the_answer_comes_first_and_is_the_measure_s_own() -> None:
    said = texts(open_page())
    found = standings(situation(Store(demonstration_url()), PLAN))
    assert sentence(found) in said
    for figure in headline(found, Stamp()):
        assert figure.text in said
    assert "Indicateurs phares" in said


def test_flagships_come_first_with_value_trend_and_way() -> None:
    app = open_page()
    order = [head.value for head in app.header]
    assert order.index("Indicateurs phares") < order.index("Tous les indicateurs")
    said = texts(app)
    one = next(each for each in standings(situation(Store(demonstration_url()), PLAN)) if each.code == "P4-IND02")
    assert one.text in said
    assert one.trend
    assert one.trend in said
    assert one.progress
    assert one.progress in said


def test_the_real_store_says_what_to_do_next_and_who_can() -> None:
    app = open_page(donnees="reelles")
    said = texts(app)
    assert f"Les 106 indicateurs du plan n’ont encore aucune valeur{NBSP}" in said
    assert "la coordination du schéma" in said
    assert "Aucun indicateur phare dans cette vue" in said
    assert f"Ouvrir «{NBSP}Ma saisie{NBSP}»" in links(app)
    assert said.count("non renseigné") == 25
    assert "0 sur 106" not in said


def test_choices_narrow_the_list_and_live_in_the_address() -> None:
    app = open_page()
    app.selectbox(key="indicateurs_etat").select("retard").run()
    assert dict(app.query_params)["etat"] in ("retard", ["retard"])
    assert "2 sur 106 indicateurs" in texts(app)
    late = {each.title for each in standings(situation(Store(demonstration_url()), PLAN)) if each.overdue}
    assert late <= set(links(app))


def test_a_link_restores_the_choices() -> None:
    app = open_page(nature="impact", mesure="cible", fiche="P3", tri="chemin")
    assert "1 sur 106 indicateurs" in texts(app)
    assert app.selectbox(key="indicateurs_mesure").value == "cible"
    assert app.selectbox(key="indicateurs_tri").value == "chemin"


def test_words_are_found_without_accents() -> None:
    found = [each for each in standings(situation(Store(demonstration_url()), PLAN)) if "réunion" in each.title.lower()]
    app = open_page(cherche="reunion")
    assert {each.title for each in found} <= set(links(app))
    assert f"{len(found)} sur 106 indicateurs" in texts(app)


def test_choices_that_keep_nothing_can_be_lifted() -> None:
    app = open_page(cherche="introuvable")
    assert "Aucun indicateur ne répond à ces choix" in texts(app)
    app.button(key="indicateurs_effacer").click().run()
    assert "cherche" not in dict(app.query_params)
    assert "106 indicateurs" in texts(app)


def test_a_filter_of_the_bar_that_keeps_nothing_says_so() -> None:
    whole = situation(Store(demonstration_url()), PLAN)
    assert narrow(whole, Filter(axes=("1",), statuses=("reportee",))).indicators.empty
    app = open_page(statut="reportee", axe="1")
    assert "Aucun indicateur dans cette sélection." in texts(app)
    assert "Levez un filtre avec « Tout afficher »" in texts(app).replace(NBSP, " ")
    assert "Tous les indicateurs" not in [head.value for head in app.header]


def test_the_list_turns_its_pages() -> None:
    first, second = open_page(), open_page(page_liste="2")
    assert "Suivants" in links(first)
    assert "Précédents" not in links(first)
    assert "26 à 50 sur 106 indicateurs" in texts(second)
    assert "101 à 106 sur 106 indicateurs" in texts(open_page(page_liste="99"))


def test_curves_draw_what_has_numbers_and_count_the_others() -> None:
    app = open_page(affichage="courbes", cherche="P4-IND")
    drawn = app.get("plotly_chart")
    assert len(drawn) == 1
    assert "1 courbe" in texts(app)
    assert "3 indicateurs sans chiffre à tracer" in texts(app)
    empty = open_page(affichage="courbes", donnees="reelles")
    assert "Aucune courbe à tracer" in texts(empty)
    assert not empty.get("plotly_chart")


@pytest.mark.parametrize("code", ["P4-IND02", "P6-IND04", "P1-IND02"])
def test_one_indicator_answers_then_explains_itself(code: str) -> None:
    app = open_page(indicateur=code)
    one = next(each for each in standings(situation(Store(demonstration_url()), PLAN)) if each.code == code)
    said = texts(app)
    assert app.title[0].value.replace("\\", "") == one.title
    assert detail_sentence(one) in said
    assert "(déduite de l’intitulé)" in said
    assert f"ligne {one.indicator['source_line']} du texte" in said
    assert any(str(one.indicator["fiche_code"]) in link for link in links(app))
    assert "Tous les indicateurs" in links(app)


def test_values_are_shown_with_source_author_and_day() -> None:
    app = open_page(indicateur="P15-IND02")
    (shown,) = app.dataframe
    rows = shown.value
    assert {"Date", "Valeur", "Source", "Saisie par", "Saisie le"} <= set(rows.columns)
    assert "non renseigné" in list(rows["Valeur"])
    assert rows["Date"].iloc[0] == "31/12/2024"


def test_a_milestone_is_dated_and_a_text_is_read() -> None:
    assert "✔ Fait le 30 juin 2026" in texts(open_page(indicateur="P4-IND04"))
    waiting = texts(open_page(indicateur="P18-IND01"))
    assert "○ Pas encore fait, était prévu le 30 juin 2026" in waiting
    written = texts(open_page(indicateur="P17-IND04"))
    assert "L’annuaire partagé est cité" in written
    assert not open_page(indicateur="P17-IND04").get("plotly_chart")


def test_small_counts_are_masked_and_the_silent_listed() -> None:
    said = texts(open_page(indicateur="P5-IND04"))
    assert "Par territoire" in said
    assert f"Masqué{NBSP}:" in said
    assert f"Non renseigné{NBSP}:" in said
    assert "médiane" in said


def test_an_unknown_indicator_gives_the_list() -> None:
    app = open_page(indicateur="ZZZ")
    assert app.title[0].value == "Indicateurs"
    assert "indicateur" not in dict(app.query_params)
    assert "absent de ce plan" in app.toast[0].value


def test_a_link_without_any_parameter_closes_the_indicator() -> None:
    app = open_page(indicateur="P1-IND01")
    app.query_params.clear()
    app.run()
    assert app.title[0].value == "Indicateurs"


def test_a_territory_changes_whose_values_are_read_and_keeps_every_indicator() -> None:
    whole = situation(Store(demonstration_url()), PLAN)
    app = open_page(territoire="200040459")
    found = standings(whole, "200040459")
    assert sentence(found, territory="Montélimar Agglomération") in texts(app)
    one = next(each for each in found if each.code == "P4-IND02")
    assert detail_sentence(one, "Montélimar Agglomération") in texts(
        open_page(territoire="200040459", indicateur="P4-IND02")
    )


def test_an_earlier_quarter_does_not_know_later_values() -> None:
    said = texts(open_page(trimestre="2025-T3", indicateur="P1-IND01"))
    assert f"Au 30 septembre 2025{NBSP}: 5 enquêtes de satisfaction" in said


def test_figures_of_the_document_are_as_written_with_what_contradicts_them() -> None:
    app = open_page(vue="document")
    said = texts(app)
    assert "Le document donne 43 chiffres clés et 23 chiffres de contexte" in said
    assert f"+{NBSP}de 15\u202f000" in said
    assert "9 sur 14" in said
    assert f"Autre valeur dans le document{NBSP}: 4 733" in said
    assert "année non précisée · ligne 613 du document" in said
    assert not app.get("plotly_chart")
    assert "43 chiffres clés" not in texts(open_page(vue="document", axe="2"))


def test_what_people_type_is_never_markup() -> None:
    store = Store(real_url())
    configure_indicator(
        store, SYSTEM, PLAN, "P2-IND04", IndicatorSettings(measure_kind=MeasureKind.QUALITATIVE, flagship=True),
        reason="essai",
    )  # fmt: skip
    nasty = "**gras** <script>alert(1)</script> [lien](http://exemple.invalid)"
    value = MeasureInput(indicator_code="P2-IND04", measured_on=date(2025, 9, 30), text=nasty)
    record_measures(store, SYSTEM, PLAN, [value])
    for app in (open_page(donnees="reelles"), open_page(donnees="reelles", indicateur="P2-IND04")):
        raw = "\n".join(str(part.value) for part in app.markdown)
        assert "\\*\\*gras\\*\\*" in raw
        assert "\\<script\\>" in raw
        assert "\\[lien\\]" in raw
