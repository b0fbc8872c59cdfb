"""The form of a fiche without a browser: what it starts from, its draft, what it refuses, two people at once."""

from __future__ import annotations

from datetime import date

import pytest

from data.commands.report import ReportInput, StateInput, save_draft, submit_report
from data.database import Store
from data.entry.changes import Change, Field, to_draft
from data.reading import situation
from data.reading.entry import kept, recorded
from data.vocabulary import ReportStatus, Status
from tests.support.app import open_app, texts
from tests.support.entry import NBSP, choose, entry, fiches_listed, key, press, status, typed
from tests.support.quarter import NOW, PLAN, SENT_BACK, SUBMITTED, TO_FILL, acting

# --- the form -----------------------------------------------------------------------------------------------------


@pytest.mark.usefixtures("store")
def test_what_is_under_way_is_open_and_starts_from_the_last_known_state() -> None:
    app = entry(fiche=TO_FILL)

    assert app.pills(key=key(status("P7-01"))).value == Status.IN_PROGRESS
    assert app.number_input(key=key(Field("state", "percent", "P7-01"))).value == 40
    assert app.pills(key=key(status("P7-03"))).value is None
    assert f"au 2e trimestre 2026{NBSP}: en cours, 40{NBSP}%" in texts(app)
    assert "5 autres actions (à venir, terminées…)" in [expander.label for expander in app.expander]
    assert "P7-04" not in texts(app)
    assert "Vous allez confirmer 2 états." in texts(app)


def test_submitting_records_what_changed_and_confirms_the_rest(store: Store) -> None:
    app = entry(fiche=TO_FILL)
    choose(app, "P7-02", Status.DONE)
    assert "Vous allez changer 1 état et confirmer 1 état." in texts(app)

    press(app, "soumettre")

    assert not app.exception
    assert "1 état changé et 1 état confirmé." in texts(app)
    assert "Taux de réalisation de la fiche" in texts(app)
    assert fiches_listed(app)[0] == SENT_BACK
    now = recorded(store, PLAN, TO_FILL, NOW)
    assert {code: row["status"] for (code, _), row in now.states.items()} == {"P7-01": "en_cours", "P7-02": "realisee"}
    assert now.states[("P7-01", "26")]["percent"] == 40
    assert now.answer is not None
    assert now.answer.status is ReportStatus.SUBMITTED
    assert kept(store, acting(store, "pilote"), PLAN, TO_FILL, NOW) is None


def test_nothing_new_is_one_click(store: Store) -> None:
    app = press(entry(fiche=TO_FILL), "rien")

    assert not app.exception
    now = recorded(store, PLAN, TO_FILL, NOW)
    assert now.answer is not None
    assert now.answer.nothing_new
    leaf = situation(store, PLAN, NOW).leaves.set_index("code").loc["P7-01"]
    assert (leaf["status"], leaf["age"]) == ("en_cours", 0)


@pytest.mark.usefixtures("store")
def test_nothing_new_is_not_offered_over_what_was_begun_or_sent() -> None:
    app = choose(entry(fiche=TO_FILL), "P7-02", Status.DONE)
    rien = f"saisie_{PLAN}_{NOW}_{TO_FILL}_pilote_rien"
    assert app.button(key=rien).disabled

    sent = entry(fiche=SUBMITTED)

    assert rien.replace(TO_FILL, SUBMITTED) not in [button.key for button in sent.button]


@pytest.mark.usefixtures("store")
def test_submitting_nothing_is_refused_next_to_the_button() -> None:
    app = press(entry(fiche=SUBMITTED), "soumettre", fiche=SUBMITTED)

    assert f"Rien n’a été envoyé{NBSP}: vous n’avez rien changé." in texts(app)


def test_a_postponement_asks_for_a_date_and_a_reason(store: Store) -> None:
    app = choose(entry(fiche=TO_FILL), "P7-02", Status.POSTPONED)
    press(app, "soumettre")
    assert "un report demande une nouvelle échéance et un motif" in texts(app)
    assert app.pills(key=key(status("P7-02"))).value == Status.POSTPONED

    app.date_input(key=key(Field("state", "new_ends_on", "P7-02"))).set_value(date(2027, 6, 30)).run()
    draft = kept(store, acting(store, "pilote"), PLAN, TO_FILL, NOW)
    assert draft is not None
    draft.body["champs"][Field("state", "reason", "P7-02").key] = ["Recrutement différé.", None]
    save_draft(store, acting(store, "pilote"), PLAN, TO_FILL, NOW, draft.body)
    again = press(entry(fiche=TO_FILL), "soumettre")

    assert not again.exception
    state = recorded(store, PLAN, TO_FILL, NOW).states[("P7-02", "26")]
    assert (state["status"], state["new_ends_on"], state["reason"]) == (
        "reportee",
        date(2027, 6, 30),
        "Recrutement différé.",
    )


def test_an_abandonment_is_bound_to_a_decision(store: Store) -> None:
    app = choose(entry(fiche=TO_FILL), "P7-02", Status.ABANDONED)
    press(app, "soumettre")
    assert "un abandon demande une décision d’instance" in texts(app)

    app.selectbox(key=key(Field("state", "decision_code", "P7-02"))).set_value("D-001").run()
    press(app, "soumettre")

    assert not app.exception
    assert recorded(store, PLAN, TO_FILL, NOW).states[("P7-02", "26")]["decision_code"] == "D-001"


def test_a_percent_stays_between_0_and_100(store: Store) -> None:
    changes = {Field("state", "percent", "P7-01"): Change(140.0, 40.0), Field("text", "done"): Change("Suite.", "")}
    save_draft(store, acting(store, "pilote"), PLAN, TO_FILL, NOW, to_draft(changes))

    app = entry(fiche=TO_FILL)

    percent = app.number_input(key=key(Field("state", "percent", "P7-01")))
    assert (percent.min, percent.max, percent.value) == (0, 100, 40)
    said = texts(app).replace(NBSP, " ")
    assert "Le brouillon contenait une valeur qui n’est pas admise : le reste est repris." in said
    assert "– pourcentage : 140" in said
    assert "Vous allez confirmer 2 états et écrire 1 texte." in said
    press(app, "soumettre")
    assert recorded(store, PLAN, TO_FILL, NOW).states[("P7-01", "26")]["percent"] == 40


def test_a_state_by_territory(store: Store) -> None:
    app = entry(fiche=TO_FILL)
    folded = next(expander for expander in app.expander if expander.label.startswith("Par territoire"))
    assert folded.label == "Par territoire (0 sur 16 renseignés)"
    app.session_state[f"saisie_{PLAN}_{NOW}_{TO_FILL}_pilote_territoires_P7-03"] = True
    app.run()
    place = str(situation(store, PLAN, NOW).peers.iloc[0]["code"])

    app.selectbox(key=key(status("P7-03", place))).set_value(Status.DONE).run()
    press(app, "soumettre")

    assert not app.exception
    assert recorded(store, PLAN, TO_FILL, NOW).states[("P7-03", place)]["status"] == "realisee"


def test_a_due_indicator_is_asked_and_recorded(store: Store) -> None:
    app = entry(fiche=TO_FILL)
    assert "120 actions au 30/06/2026" in texts(app).replace(NBSP, " ")

    app.number_input(key=key(Field("measure", "value", "P7-IND01"))).set_value(135.0).run()
    press(app, "soumettre")

    assert not app.exception
    measures = situation(store, PLAN, NOW).measures
    last = measures[measures["indicator_code"] == "P7-IND01"].iloc[-1]
    assert (last["on"], last["value"]) == (date(2026, 9, 30), 135)


# --- drafts -------------------------------------------------------------------------------------------------------


def test_every_change_is_kept_at_once_and_comes_back(store: Store) -> None:
    choose(entry(fiche=TO_FILL), "P7-02", Status.DONE)

    again = entry(fiche=TO_FILL)

    assert again.pills(key=key(status("P7-02"))).value == Status.DONE
    assert "Brouillon du 6 octobre 2026 à" in texts(again)
    press(again, "abandonner")
    assert again.pills(key=key(status("P7-02"))).value == Status.NOT_STARTED
    assert kept(store, acting(store, "pilote"), PLAN, TO_FILL, NOW) is None


def test_putting_a_field_back_leaves_no_draft(store: Store) -> None:
    app = choose(entry(fiche=TO_FILL), "P7-02", Status.DONE)

    choose(app, "P7-02", Status.NOT_STARTED)

    assert kept(store, acting(store, "pilote"), PLAN, TO_FILL, NOW) is None
    assert "Vous allez confirmer 2 états." in texts(app)


def test_two_windows_of_one_person_keep_both_their_words(store: Store) -> None:
    one, other = entry(fiche=TO_FILL), entry(fiche=TO_FILL)

    choose(one, "P7-01", Status.DONE)
    choose(other, "P7-02", Status.IN_PROGRESS)

    back = entry(fiche=TO_FILL)
    assert back.pills(key=key(status("P7-01"))).value == Status.DONE
    assert back.pills(key=key(status("P7-02"))).value == Status.IN_PROGRESS


def test_a_draft_that_is_no_draft_opens_the_form_all_the_same(store: Store) -> None:
    champs = {status("P7-01").key: ["inconnu", None], status("P99").key: ["realisee", None], "n’importe quoi": 3}
    champs |= {Field("state", "new_ends_on", "P7-01").key: ["pas une date", None], Field("weather").key: [12, None]}
    save_draft(store, acting(store, "pilote"), PLAN, TO_FILL, NOW, {"champs": champs})

    app = entry(fiche=TO_FILL)

    assert not app.exception
    assert app.pills(key=key(status("P7-01"))).value == Status.IN_PROGRESS
    said = texts(app)
    assert f"– état{NBSP}: inconnu" in said
    assert f"Météo{NBSP}: 12" in said

    # Once told and something else is changed, the draft no longer holds it.
    choose(app, "P7-02", Status.DONE)
    assert "Le brouillon contenait" not in texts(entry(fiche=TO_FILL))


HOSTILE = "<img src=x onerror=alert(1)> **gras** \u202eenvers\u202c \u05e9\u05dc\u05d5\u05dd nul:\x00."


def test_hostile_text_is_shown_as_text_and_sent_without_what_breaks(store: Store) -> None:
    typed(store, "pilote", done=HOSTILE)

    app = entry(fiche=TO_FILL)
    assert not app.exception
    assert not [part for part in app.markdown if "<img" in part.value and part.allow_html]
    press(app, "soumettre")

    assert not app.exception
    assert recorded(store, PLAN, TO_FILL, NOW).texts["done"] == HOSTILE.replace("\x00", "")
    fiche = open_app("lire/fiche.py", donnees="reelles", plan=PLAN, profil="pilote", fiche=TO_FILL)
    assert not fiche.exception
    assert "onerror=alert(1)" in texts(fiche)
    assert not [part for part in fiche.markdown if "<img" in part.value and part.allow_html]


def test_a_text_that_is_too_long_is_refused_and_kept(store: Store) -> None:
    typed(store, "pilote", done="x" * 10_001)

    app = press(entry(fiche=TO_FILL), "soumettre")

    assert "compte 10\u202f001 caractères" in texts(app)
    assert recorded(store, PLAN, TO_FILL, NOW).answer is None
    draft = kept(store, acting(store, "pilote"), PLAN, TO_FILL, NOW)
    assert draft is not None
    assert len(draft.body["champs"][Field("text", "done").key][0]) == 10_001


# --- two people ---------------------------------------------------------------------------------------------------


def test_two_people_conflict_and_neither_loses_a_word(store: Store) -> None:
    typed(store, "pilote", done="Mon texte.", upcoming="La suite.")
    app = choose(entry(fiche=TO_FILL), "P7-02", Status.DONE)
    submit_report(
        store,
        acting(store, "copilote"),
        PLAN,
        ReportInput(
            fiche_code=TO_FILL,
            period_code=NOW,
            done="Leur texte.",
            difficulties="Un frein.",
            states=(
                StateInput(action_code="P7-01", status=Status.SUSPENDED, percent=50),
                StateInput(action_code="P7-02", status=Status.IN_PROGRESS),
            ),
        ),
    )

    press(app, "soumettre")
    said = texts(app)
    assert "Modifié entre-temps par CAF." in said
    assert "Leur texte." in said
    assert "Mon texte." in said
    press(app, "soumettre")
    assert "choisissez d’abord" in texts(app)

    press(app, f"{Field('text', 'done').key}_deux")
    press(app, f"{status('P7-02').key}_mienne")
    press(app, "soumettre")

    assert not app.exception
    now = recorded(store, PLAN, TO_FILL, NOW)
    assert now.texts["done"] == "Leur texte.\n\nMon texte."
    assert (now.texts["difficulties"], now.texts["upcoming"]) == ("Un frein.", "La suite.")
    assert now.states[("P7-02", "26")]["status"] == "realisee"
    assert now.states[("P7-01", "26")]["status"] == "suspendue"  # theirs: I had only confirmed it


def test_a_conflict_on_other_fields_is_told_and_merged(store: Store) -> None:
    typed(store, "pilote", upcoming="La suite.")
    app = entry(fiche=TO_FILL)
    theirs = ReportInput(fiche_code=TO_FILL, period_code=NOW, done="Leur texte.")
    submit_report(store, acting(store, "copilote"), PLAN, theirs)

    press(app, "soumettre")
    assert "CAF a répondu entre-temps." in texts(app)
    press(app, "soumettre")

    texts_now = recorded(store, PLAN, TO_FILL, NOW).texts
    assert (texts_now["done"], texts_now["upcoming"]) == ("Leur texte.", "La suite.")


def test_two_pilots_of_the_same_action_conflict_too(store: Store) -> None:
    app = choose(entry("action", TO_FILL), "P7-02", Status.DONE, "action")
    theirs = StateInput(action_code="P7-02", status=Status.SUSPENDED)
    report = ReportInput(fiche_code=TO_FILL, period_code=NOW, states=(theirs,))
    submit_report(store, acting(store, "copilote"), PLAN, report)

    press(app, "soumettre", "action")

    assert "Modifié entre-temps par CAF." in texts(app)
    assert recorded(store, PLAN, TO_FILL, NOW).states[("P7-02", "26")]["status"] == "suspendue"
