"""The editable grid without a browser: the same changes as the cards, what it refuses line by line, what it asks for.

An edit is given as the browser sends it: by line number and heading, all of them each time.
"""

from __future__ import annotations

from datetime import date

import pytest
from streamlit.testing.v1 import AppTest

from data.commands.contribution import contribute
from data.commands.report import StateInput
from data.database import Store
from data.entry.changes import Field
from data.place_names import short_name
from data.reading import situation
from data.reading.entry import kept, recorded
from data.vocabulary import Status
from tests.support.app import texts
from tests.support.entry import NBSP, choose, entry, form_id, key, press, status
from tests.support.quarter import NOW, PLAN, SUBMITTED, TO_FILL, acting

P1, P2, P3 = 0, 1, 2
"""Lines of P7-01, P7-02 and P7-03 for the whole département; the territories of P7-03 follow."""
Edits = dict[int, dict[str, str | None]]


def in_grid(profile: str = "pilote", fiche: str = TO_FILL) -> AppTest:
    app = entry(profile, fiche)
    return app.segmented_control(key=f"{form_id(profile, fiche)}_presentation").set_value("En grille").run()


def edit(app: AppTest, edits: Edits) -> AppTest:
    """What the browser sends after these edits, on the grid that is on the screen."""
    (grid,) = app.data_editor
    app.session_state[grid.key] = {"edited_rows": edits, "added_rows": [], "deleted_rows": []}
    return app.run()


def drawn(app: AppTest, heading: str = "État") -> list[str | None]:
    """What the browser was last given in a column (None: empty)."""
    (grid,) = app.data_editor
    return [None if text != text else text for text in grid.value[heading]]


def draft(store: Store) -> dict[str, object]:
    found = kept(store, acting(store, "pilote"), PLAN, TO_FILL, NOW)
    return {} if found is None else {name: pair[0] for name, pair in found.body["champs"].items()}


# --- what it shows ------------------------------------------------------------------------------------------------


@pytest.mark.usefixtures("store")
def test_open_actions_first_then_all_of_them_with_a_line_per_territory() -> None:
    app = in_grid()
    (grid,) = app.data_editor
    assert list(grid.value.columns) == ["Code", "Action", "Territoire", "État", "Avancement (%)", "Commentaire"]
    assert drawn(app, "Code") == ["P7-01", "P7-02", *["P7-03"] * 17]
    assert drawn(app)[:4] == ["En cours", "Non engagée", None, None]
    assert drawn(app, "Avancement (%)")[:2] == ["40", None]
    assert drawn(app, "Territoire")[1:3] == ["", "Tout le département"]

    app.checkbox(key=f"{form_id()}_toutes").check().run()

    assert drawn(app, "Code")[19:] == ["P7-04", "P7-05", "P7-06", "P7-07", "P7-08"]


@pytest.mark.usefixtures("store")
def test_the_pilot_of_one_action_has_its_line_and_no_other() -> None:
    app = in_grid("action")
    assert drawn(app, "Code") == ["P7-02"]
    assert "Territoire" not in app.data_editor[0].value.columns


@pytest.mark.usefixtures("store")
def test_the_choice_is_kept_from_one_fiche_to_the_next() -> None:
    app = in_grid()
    app.button(key="saisie_retour").click().run()
    app.button(key=f"ouvrir_{SUBMITTED}").click().run()

    assert app.segmented_control(key=f"{form_id(fiche=SUBMITTED)}_presentation").value == "En grille"
    assert len(app.data_editor) == 1


# --- one state, two looks -----------------------------------------------------------------------------------------


def test_edits_go_with_the_report(store: Store) -> None:
    app = edit(in_grid(), {P1: {"Avancement (%)": "62,5 %"}, P2: {"État": "Réalisée", "Commentaire": "Salle ouverte."}})
    assert draft(store) == {
        Field("state", "percent", "P7-01").key: 62.5,
        status("P7-02").key: "realisee",
        Field("state", "comment", "P7-02").key: "Salle ouverte.",
    }
    assert "Vous allez changer 2 états." in texts(app)

    press(app, "soumettre")

    assert not app.exception
    states = recorded(store, PLAN, TO_FILL, NOW).states
    assert states[("P7-01", "26")]["percent"] == 62.5
    assert (states[("P7-02", "26")]["status"], states[("P7-02", "26")]["comment"]) == ("realisee", "Salle ouverte.")


def test_a_line_per_territory_is_kept_on_its_territory(store: Store) -> None:
    app = in_grid()
    places = drawn(app, "Territoire")
    edit(app, {5: {"État": "Non concernée"}})
    press(app, "soumettre")

    (place,) = [place for code, place in recorded(store, PLAN, TO_FILL, NOW).states if code == "P7-03"]
    names = situation(store, PLAN, NOW).peers.set_index("code")["name"]
    assert short_name(str(names[place])) == places[5]


@pytest.mark.usefixtures("store")
def test_the_table_stays_the_same_while_one_types() -> None:
    """Or the browser would drop the keyboard's place at each edit."""
    app = in_grid()
    first = (app.data_editor[0].key, drawn(app), drawn(app, "Avancement (%)"))

    edit(app, {P1: {"État": "Réalisée"}})  # its percent is no longer sent, and stays on the screen
    edit(app, {P1: {"État": "Réalisée"}, P2: {"État": "En cours"}})

    assert (app.data_editor[0].key, drawn(app), drawn(app, "Avancement (%)")) == first
    assert "Vous allez changer 2 états." in texts(app)


def test_an_edit_taken_back_is_no_change(store: Store) -> None:
    app = edit(in_grid(), {P1: {"État": "Réalisée"}, P2: {"État": "En cours"}})

    edit(app, {P2: {"État": "En cours"}})

    assert draft(store) == {status("P7-02").key: "en_cours"}


@pytest.mark.usefixtures("store")
def test_cards_and_grid_show_the_same() -> None:
    app = choose(entry(fiche=TO_FILL), "P7-02", Status.SUSPENDED)
    presentation = app.segmented_control(key=f"{form_id()}_presentation")
    presentation.set_value("En grille").run()
    assert drawn(app)[P2] == "Suspendue"

    edit(app, {P2: {"État": "En cours"}})
    app.segmented_control(key=f"{form_id()}_presentation").set_value("En cartes").run()
    assert app.pills(key=key(status("P7-02"))).value == Status.IN_PROGRESS

    app.segmented_control(key=f"{form_id()}_presentation").set_value("En grille").run()
    assert drawn(app)[P2] == "En cours"


def test_a_discarded_draft_leaves_the_grid_too(store: Store) -> None:
    app = edit(in_grid(), {P2: {"État": "Réalisée"}})
    before = app.data_editor[0].key

    press(app, "abandonner")

    assert app.data_editor[0].key != before
    assert drawn(app)[P2] == "Non engagée"
    assert draft(store) == {}


# --- what it refuses ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("edits", "says"),
    [
        ({P1: {"Avancement (%)": "140"}}, "Ligne P7-01 : « 140 » n’est pas un avancement."),
        ({P1: {"Avancement (%)": "beaucoup"}}, "Ligne P7-01 : « beaucoup » n’est pas un avancement."),
        ({P1: {"Avancement (%)": "-5"}}, "Ligne P7-01 : « -5 » n’est pas un avancement."),
        ({P2: {"Avancement (%)": "40"}}, "Ligne P7-02 : un avancement ne se donne que pour une action en cours"),
        ({P1: {"État": "presque finie"}}, "Ligne P7-01 : « presque finie » n’est pas un état."),
        ({P1: {"État": "À venir"}}, "Ligne P7-01 : « À venir » ne se dit pas du département."),
        ({P1: {"État": None}}, "Ligne P7-01 : un état déjà donné ne s’efface pas."),
        ({3: {"État": "Reportée"}}, "« Reportée » ne se dit pas d’un territoire."),
        ({3: {"Commentaire": "x" * 300}}, "pour un territoire, seul l’état se dit. « " + "x" * 40 + "… » n’a pas été"),
        ({P1: {"État": "<b>Réalisée</b>\u202e\x00"}}, "Ligne P7-01 : « <b>Réalisée</b>"),
    ],
)
def test_what_cannot_be_read_is_refused_by_name_and_nothing_else_is_lost(store: Store, edits: Edits, says: str) -> None:
    app = in_grid()
    before = (app.data_editor[0].key, drawn(app), drawn(app, "Avancement (%)"))
    good: Edits = {P2: {"Commentaire": "Gardé."}}
    merged = {line: good.get(line, {}) | edits.get(line, {}) for line in {*good, *edits}}

    edit(app, merged)

    assert not app.exception
    said = texts(app).replace(NBSP, " ")
    assert says in said
    assert "1 case n’a pas été reprise ; le reste est gardé." in said
    assert draft(store) == {Field("state", "comment", "P7-02").key: "Gardé."}
    assert app.data_editor[0].key != before[0], "a new grid, with what the form holds"
    assert (drawn(app), drawn(app, "Avancement (%)")) == before[1:]
    assert drawn(app, "Commentaire")[P2] == "Gardé."


def test_a_megabyte_in_a_cell_is_refused_and_breaks_nothing(store: Store) -> None:
    app = edit(in_grid(), {P2: {"Commentaire": "x" * 1_000_000}}).run()

    assert not app.exception
    assert "Ce brouillon est trop long pour être conservé" in texts(app)
    assert draft(store) == {}


@pytest.mark.usefixtures("store")
def test_a_refusal_goes_with_the_next_edit() -> None:
    app = edit(in_grid(), {P1: {"Avancement (%)": "140"}})
    edit(app, {P1: {"Avancement (%)": "41"}})
    assert "n’a pas été reprise" not in texts(app)


# --- what it asks for ---------------------------------------------------------------------------------------------


def test_a_postponement_asks_for_its_date_under_the_grid(store: Store) -> None:
    app = edit(in_grid(), {P2: {"État": "Reportée"}})
    press(app, "soumettre")
    assert "un report demande une nouvelle échéance et un motif" in texts(app)

    app.date_input(key=key(Field("state", "new_ends_on", "P7-02"))).set_value(date(2027, 6, 30)).run()

    assert draft(store)[Field("state", "new_ends_on", "P7-02").key] == "2027-06-30"
    assert drawn(app)[P2] == "Non engagée", "the grid itself was left alone"
    assert "P7-02" in texts(app)


@pytest.mark.usefixtures("store")
def test_a_comment_without_a_state_is_kept_and_said_not_to_go() -> None:
    app = edit(in_grid(), {P3: {"Commentaire": "Bientôt."}})
    assert "Ligne P7-03 : le commentaire ne partira qu’avec un état." in texts(app).replace(NBSP, " ")

    edit(app, {P3: {"Commentaire": "Bientôt.", "État": "Non engagée"}})

    assert "ne partira qu’avec un état" not in texts(app)


# --- whose word it is ---------------------------------------------------------------------------------------------


def test_what_a_co_pilot_said_is_signed_on_its_line_and_stays_theirs(store: Store) -> None:
    theirs = StateInput(action_code="P7-02", status=Status.DONE)
    contribute(store, acting(store, "action"), PLAN, TO_FILL, NOW, [theirs], {})
    app = in_grid()
    assert drawn(app, "Dit par")[P2] == "Ville centre, 6 octobre"

    edit(app, {P1: {"État": "Réalisée"}})
    press(app, "soumettre")

    states = recorded(store, PLAN, TO_FILL, NOW).states
    assert (states[("P7-01", "26")]["author"], states[("P7-02", "26")]["author"]) == (
        "Service insertion",
        "Ville centre",
    )


def test_changing_it_says_whose_it_is_before_sending(store: Store) -> None:
    theirs = StateInput(action_code="P7-02", status=Status.DONE)
    contribute(store, acting(store, "action"), PLAN, TO_FILL, NOW, [theirs], {})

    app = edit(in_grid(), {P2: {"État": "En cours"}})

    said = texts(app).replace(NBSP, " ")
    assert "P7-02 : vous modifiez l’état donné par Ville centre le 6 octobre." in said
    assert "Vous allez changer 1 état, dont 1 donné par quelqu’un d’autre" in said
    assert "réalisée → en cours (remplace l’état donné par Ville centre le 6 octobre)" in said
