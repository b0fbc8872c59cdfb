"""Whose word is whose on the screen: co-pilots signed apart, the coordination in a pilot's place."""

from __future__ import annotations

import pytest

from data.commands.contribution import contribute
from data.commands.report import ReportInput, StateInput, submit_report
from data.database import Store
from data.reading import situation
from data.reading.entry import recorded
from data.vocabulary import Status
from tests.support.app import open_app, texts
from tests.support.entry import NBSP, choose, entry, form_id, press
from tests.support.quarter import NOW, PLAN, TO_FILL, acting


def said(store: Store, profile: str, *states: StateInput) -> None:
    """What somebody says of actions of the fiche, beside its report."""
    seen = recorded(store, PLAN, TO_FILL, NOW).versions
    contribute(store, acting(store, profile), PLAN, TO_FILL, NOW, states, seen)


def authors(store: Store) -> dict[str, str]:
    return {code: row["author"] for (code, _), row in recorded(store, PLAN, TO_FILL, NOW).states.items()}


SHARED = StateInput(action_code="P7-02", status=Status.SUSPENDED)


# --- each their own row -------------------------------------------------------------------------------------------


def test_a_card_says_who_spoke_and_sending_leaves_it_to_them(store: Store) -> None:
    said(store, "action", SHARED)

    app = entry(fiche=TO_FILL)
    assert "Dit par Ville centre le 6 octobre." in texts(app)
    choose(app, "P7-01", Status.DONE)
    assert f"Laissé tel quel, dit par Ville centre le 6 octobre{NBSP}: P7-02" in texts(app)
    press(app, "soumettre")

    assert not app.exception
    assert authors(store) == {"P7-01": "Service insertion", "P7-02": "Ville centre"}


def test_changing_it_is_said_on_the_card_and_before_sending(store: Store) -> None:
    said(store, "action", SHARED)

    app = choose(entry(fiche=TO_FILL), "P7-02", Status.IN_PROGRESS)

    assert "Vous modifiez l’état donné par Ville centre le 6 octobre." in texts(app)
    assert "(remplace l’état donné par Ville centre le 6 octobre)" in texts(app)
    press(app, "soumettre")
    assert authors(store)["P7-02"] == "Service insertion"


def test_one_s_own_word_is_not_signed_apart(store: Store) -> None:
    said(store, "pilote", SHARED)
    assert "Dit par" not in texts(entry(fiche=TO_FILL))


def test_a_word_said_while_the_form_is_open_keeps_its_author(store: Store) -> None:
    """The form still shows « non engagée », and would confirm it."""
    app = choose(entry(fiche=TO_FILL), "P7-01", Status.DONE)
    said(store, "action", SHARED)

    press(app, "soumettre")

    assert not app.exception
    assert authors(store) == {"P7-01": "Service insertion", "P7-02": "Ville centre"}
    assert recorded(store, PLAN, TO_FILL, NOW).states[("P7-02", "26")]["status"] == Status.SUSPENDED


def test_a_word_said_meanwhile_of_what_one_changes_is_a_conflict_under_its_name(store: Store) -> None:
    app = choose(entry(fiche=TO_FILL), "P7-02", Status.DONE)
    said(store, "action", SHARED)

    press(app, "soumettre")

    assert "Modifié entre-temps par Ville centre." in texts(app)
    assert "Version de Ville centre" in texts(app)
    assert authors(store) == {"P7-02": "Ville centre"}


def test_a_territory_is_signed_apart_too(store: Store) -> None:
    place = str(situation(store, PLAN, NOW).peers.iloc[0]["code"])
    theirs = StateInput(action_code="P7-03", territory_code=place, status=Status.DONE)
    said(store, "copilote", theirs)

    app = entry(fiche=TO_FILL)
    app.session_state[f"{form_id()}_territoires_P7-03"] = True
    app.run()

    assert f"{NBSP}: dit par CAF le 6 octobre." in texts(app)


# --- in somebody's place ------------------------------------------------------------------------------------------


@pytest.fixture
def on_behalf(store: Store) -> Store:
    """The coordination answered for the fiche and its actions."""
    states = (StateInput(action_code="P7-01", status=Status.DONE), SHARED)
    report = ReportInput(fiche_code=TO_FILL, period_code=NOW, done="Fait.", states=states)
    submit_report(store, acting(store, "coordination"), PLAN, report)
    return store


@pytest.mark.usefixtures("on_behalf")
def test_it_is_said_on_the_list_in_the_form_and_on_the_fiche() -> None:
    assert "Saisi par la coordination pour Service insertion le 6 octobre 2026" in texts(entry())
    form = texts(entry(fiche=TO_FILL))
    assert "Soumis, saisi par la coordination pour Service insertion le 6 octobre 2026." in form
    assert "Saisi par la coordination pour Ville centre le 6 octobre." in form
    fiche = open_app("lire/fiche.py", donnees="reelles", plan=PLAN, profil="lecture", fiche=TO_FILL)
    assert "saisi par la coordination pour Service insertion, le 6 octobre 2026" in texts(fiche)


def test_answering_oneself_takes_it_away(on_behalf: Store) -> None:
    app = choose(entry(fiche=TO_FILL), "P7-02", Status.IN_PROGRESS)
    press(app, "soumettre")

    assert not app.exception
    answer = recorded(on_behalf, PLAN, TO_FILL, NOW).answer
    assert answer is not None
    assert answer.behalf is None
    assert "Envoyé par Service insertion le 6 octobre 2026" in texts(entry())


@pytest.mark.usefixtures("store")
def test_the_coordination_knows_in_whose_place_it_answers() -> None:
    assert "Vous saisissez à la place de **Service insertion**" in texts(entry("coordination", TO_FILL))
    assert "Cette fiche n’a pas de pilote" in texts(entry("coordination", "P1"))
