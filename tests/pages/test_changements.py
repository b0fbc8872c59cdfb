"""Changements: two periods, the sentence on the same actions, the causes, one line an action."""

import pytest
from pandas.testing import assert_frame_equal

from data.database import Store, demonstration_url
from data.measures.changes import Changes, compare, same_scope
from data.measures.changes.flows import flows
from data.reading import head, situation
from data.reading.frozen import frozen_situation
from data.selection import Filter
from data.situation import Situation
from tests.support.app import open_app, texts

PLAN = "drome-2025-2030"
PAGE = "lire/changements.py"
NB = "\u00a0"

pytestmark = pytest.mark.usefixtures("database_url")


def shown(period: str) -> Situation:
    """The Situation of a period as pages read it: its frozen state once it is closed."""
    store = Store(demonstration_url())
    (plan,) = [plan for plan in head(store).plans if plan.code == PLAN]
    number = plan.number(period)
    return situation(store, PLAN, period) if number is None else frozen_situation(store, PLAN, period, number)


def told(since: str, until: str, wanted: Filter | None = None) -> Changes:
    return compare(*same_scope(shown(since), shown(until), wanted or Filter()))


def test_the_answer_comes_first_and_every_cause_is_told() -> None:
    app = open_app(PAGE)
    assert not app.exception
    assert app.title[0].value == "Changements"
    found, said = told("2026-T2", "2026-T3"), texts(app)
    assert found.sentence in said
    assert [cause.lead for cause in found.causes] == [title.value.replace("\\", "") for title in app.subheader]
    assert [title.value.replace("\\", "") for title in app.header][:4] == [
        "L’état des actions", "Le plan lui-même", "Points d’avancement, demandes et décisions", "Indicateurs",
    ]  # fmt: skip
    assert app.header[-1].value == "Action par action"
    assert "16 actions ont changé" in said


def test_both_periods_are_chosen_and_kept_in_the_address() -> None:
    app = open_app(PAGE)
    app.selectbox(key="changements_depuis").select("2025-T3").run()
    app.selectbox(key="changements_jusqua").select("2026-T2").run()
    assert dict(app.query_params)["depuis"] == "2025-T3"
    assert dict(app.query_params)["trimestre"] == "2026-T2"
    found = told("2025-T3", "2026-T2")
    assert found.sentence in texts(app)
    assert found.of_the_set in texts(app)
    assert found.sentence in texts(open_app(PAGE, depuis="2025-T3", trimestre="2026-T2"))


def test_the_table_says_who_and_by_which_decision() -> None:
    app = open_app(PAGE, depuis="2025-T3", trimestre="2026-T2")
    rows = app.dataframe[-1].value
    assert list(rows.columns) == [
        "Code", "Intitulé", "Avant", "Après", "Cause", "Décision ou motif", "Dit par",
    ]  # fmt: skip
    (abandoned,) = rows[rows["Code"] == "P20-08"].to_dict("records")
    assert abandoned["Avant"] == "Non engagée"
    assert abandoned["Cause"] == "Abandonnée"
    assert abandoned["Décision ou motif"].startswith("D-006 – Abandonner le covoiturage")
    assert abandoned["Dit par"] == "Mission transition écologique"
    assert len(rows) == len(set(rows["Code"])) == 66


@pytest.mark.parametrize(
    ("since", "until", "says"),
    [
        ("2026-T2", "2026-T2", "Les deux périodes choisies sont la même."),
        ("2026-T3", "2026-T1", "La période de départ vient après celle d’arrivée."),
        ("2025-T3", "2025-T3", "Les deux périodes choisies sont la même."),
    ],
)
def test_periods_that_cannot_be_compared_are_answered_by_a_sentence(since: str, until: str, says: str) -> None:
    app = open_app(PAGE, depuis=since, trimestre=until)
    assert not app.exception
    assert says in texts(app)
    assert not app.subheader
    assert app.selectbox(key="changements_depuis").value == since


def test_periods_in_the_wrong_order_are_put_right_in_one_click() -> None:
    app = open_app(PAGE, depuis="2026-T3", trimestre="2026-T1")
    app.button(key="changements_inverser").click().run()
    assert told("2026-T1", "2026-T3").sentence in texts(app)


@pytest.mark.parametrize("since", ["1999-T1", "hier", "<b>", "2026-A1"])
def test_a_start_that_is_not_followed_is_said_and_left_out(since: str) -> None:
    app = open_app(PAGE, depuis=since)
    assert not app.exception
    assert "n’est pas suivie" in app.toast[0].value
    assert "depuis" not in dict(app.query_params)
    assert told("2026-T2", "2026-T3").sentence in texts(app)


def test_the_first_period_has_nothing_before_it() -> None:
    app = open_app(PAGE, trimestre="2025-T3")
    assert not app.exception
    assert "Aucune période n’a été suivie avant." in texts(app)


def test_the_filter_bar_holds_and_a_status_only_keeps_lines() -> None:
    app = open_app(PAGE, axe="3", statut="reportee", depuis="2025-T3", trimestre="2026-T2")
    found = told("2025-T3", "2026-T2", Filter(axes=("3",)))
    assert found.sentence in texts(app)
    assert "Le filtre par statut" in texts(app)
    assert list(app.dataframe[-1].value["Code"]) == ["P20-05"]


def test_the_flows_are_a_table_whose_cells_open_their_actions() -> None:
    app = open_app(PAGE, depuis="2025-T3")
    found = flows(*same_scope(shown("2025-T3"), shown("2026-T3"), Filter()))
    said = texts(app)
    assert found.sentence in said
    assert all(sentence in said for sentence in found.sentences[:4])
    assert_frame_equal(app.dataframe[0].value, found.frame, check_dtype=False)
    flow = next(flow for flow in found.moved if flow.key == "en_cours.reportee")
    app.selectbox(key="changements_passage").select(flow.key).run()
    assert dict(app.query_params)["passage"] == flow.key
    assert list(app.dataframe[1].value["Code"]) == list(flow.codes)
    app.query_params["passage"] = "n.importe.quoi"
    assert not app.run().exception
    assert app.selectbox(key="changements_passage").value is None


def test_a_filter_that_keeps_nothing_says_so() -> None:
    app = open_app(PAGE, axe="1", orientation="3.3")
    assert not app.exception
    assert "Aucune action suivie dans cette sélection." in texts(app)


def test_an_installation_where_nothing_was_said_says_what_to_do() -> None:
    app = open_app(PAGE, donnees="reelles")
    assert not app.exception
    assert "Aucune période n’est encore suivie." in texts(app)
    assert "La coordination du schéma ouvre les périodes." in texts(app)


def test_pilotage_keeps_the_main_causes_and_leads_to_the_page() -> None:
    app = open_app()
    found, said = told("2026-T2", "2026-T3"), texts(app)
    assert all(line in said for line in found.brief)
    assert "qui progressent sans changer d’état" not in said
    assert "Tout ce qui a changé, action par action" in [link.label for link in app.get("page_link")]


def test_pilotage_compares_the_same_actions_whatever_the_status_asked_for() -> None:
    said = texts(open_app(statut="abandonnee", axe="2"))
    assert told("2026-T2", "2026-T3", Filter(axes=("2",))).sentence in said
    assert "Le filtre par statut est levé ici" in said
