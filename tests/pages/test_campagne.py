"""Campagne without a browser: a quarter opened, followed, read, closed, reopened; who may do what."""

from __future__ import annotations

from datetime import date

import pytest
from streamlit.testing.v1 import AppTest
from streamlit.testing.v1.element_tree import Selectbox, TextInput

from data.commands.campaign import close_campaign, excuse, open_campaign, reopen_campaign
from data.commands.meeting import plan_meeting
from data.commands.pilot import update_pilot
from data.commands.plan import set_validation
from data.commands.report import ReportInput, save_draft, submit_report
from data.database import Store
from data.gathering import Gathering
from data.period import Period
from data.reading.campaign import standing
from data.reading.frozen import frozen_cards
from data.reading.pilots import roster
from data.roster import PilotFacts
from data.vocabulary import ReportStatus, Validation
from tests.support.app import open_app, texts
from tests.support.plan_store import journal, raw
from tests.support.quarter import BEFORE, MARKUP, NOW, PLAN, SENT_BACK, SUBMITTED, TO_FILL, TODAY, acting

NBSP = "\u00a0"
NEXT = "2026-T4"
DIRECTION = "Direction de l’insertion"


def opened(profile: str = "coordination", **address: str) -> AppTest:
    app = open_app("agir/campagne.py", donnees="reelles", plan=PLAN, profil=profile, **address)
    assert not app.exception
    return app


def press(app: AppTest, key: str) -> AppTest:
    app.button(key=key).click().run()
    assert not app.exception
    return app


def keys(app: AppTest) -> set[str]:
    return {button.key or "" for button in app.button}


def toasts(app: AppTest) -> str:
    return " ".join(toast.value for toast in app.toast).replace("\\", "")


def gathering(store: Store, period: str = NOW) -> Gathering:
    found = standing(store, PLAN, period).gathering
    assert found is not None
    return found


def status(store: Store, fiche: str = SUBMITTED) -> ReportStatus:
    return gathering(store).came[fiche].status


def close(store: Store, period: str = NOW) -> None:
    close_campaign(store, acting(store, "coordination"), PLAN, Period.parse(period))


ACTING = ("ouvrir", "cloturer", "excuser_confirmer", "dates_enregistrer", "validation_enregistrer", "reunion_inscrire")


# --- reading ------------------------------------------------------------------------------------------------------


@pytest.mark.usefixtures("store")
def test_where_the_campaign_stands_comes_first_then_its_counts() -> None:
    said = texts(opened())
    assert f"La campagne du 3e trimestre 2026 est ouverte{NBSP}: échéance le 15 octobre 2026, dans 9 jours" in said
    assert "1 point reçu sur 21 attendus (5\u00a0%), dont 1 à l’heure" in said
    assert f"{NBSP}; 1 à compléter" in said


@pytest.mark.usefixtures("store")
@pytest.mark.parametrize("profile", ["lecture", "presentation", "pilote", "action"])
def test_who_may_not_act_reads_the_board_and_nothing_else(profile: str) -> None:
    for address in ({}, {"relire": SUBMITTED}, {"trimestre": BEFORE}):
        app = opened(profile, **address)
        assert not keys(app) & {*ACTING, f"valider_{SUBMITTED}", f"renvoyer_{SUBMITTED}"}
        assert not [key for key in keys(app) if key.startswith("rouvrir_")]
        assert not app.checkbox
        assert len(app.dataframe) >= 1
    app = opened(profile, relire=SUBMITTED)
    assert "Leur validation ne vous revient pas" in texts(app)
    assert "Réunion tenue." in texts(app)


@pytest.mark.usefixtures("store")
def test_the_board_is_kept_by_status_and_says_each_fiche() -> None:
    app = opened(etat="a_completer")
    table = next(frame.value for frame in app.dataframe if "État" in frame.value.columns)
    assert list(table["Fiche"]) == [SENT_BACK]
    assert list(table["État"]) == ["À compléter"]


@pytest.mark.usefixtures("store")
@pytest.mark.parametrize(("view", "name"), [("directions", "Direction"), ("axes", "Axe")])
def test_the_parts_of_the_board_add_up(view: str, name: str) -> None:
    table = next(frame.value for frame in opened(vue=view).dataframe if name in frame.value.columns)
    total = table.iloc[-1]
    assert (total[name], total["Attendus"], total["À compléter"], total["Manquants"]) == ("Ensemble", 21, 1, 19)
    for column in table.columns[1:]:
        assert table[column][:-1].sum() == total[column]


def test_markup_is_shown_as_text(store: Store) -> None:
    report = ReportInput(fiche_code=TO_FILL, period_code=NOW, done=MARKUP)
    submit_report(store, acting(store, "pilote"), PLAN, report)
    app = opened(relire=TO_FILL)
    assert MARKUP in texts(app)
    assert not [block for block in app.markdown if block.allow_html and "pirate" in block.value]


def test_a_draft_is_seen_and_not_read(store: Store) -> None:
    save_draft(store, acting(store, "pilote"), PLAN, TO_FILL, NOW, {"done": "secret"})
    app = opened(etat="brouillon")
    table = next(frame.value for frame in app.dataframe if "État" in frame.value.columns)
    assert list(table["Fiche"]) == [TO_FILL]
    assert "secret" not in texts(app)


# --- opening ------------------------------------------------------------------------------------------------------


def test_opening_fixes_the_dates_and_the_excuse_with_its_reason(store: Store) -> None:
    close(store)
    app = opened()
    assert "Ouvrir le 4e trimestre 2026" in [part.value for part in app.header]
    app.date_input(key=f"ouverture_{NEXT}_echeance").set_value(date(2027, 1, 20)).run()
    app.multiselect(key=f"ouverture_{NEXT}_excusees").set_value(["P16"]).run()

    press(app, "ouvrir")
    assert "Dites en un mot pourquoi la fiche P16 est excusée." in texts(app)
    assert standing(store, PLAN, NEXT).gathering is None
    assert app.multiselect(key=f"ouverture_{NEXT}_excusees").value == ["P16"]

    app.text_input(key=f"ouverture_{NEXT}_motif_P16").set_value("Sans responsable").run()
    press(app, "ouvrir")
    found = gathering(store, NEXT)
    assert found.due_on == date(2027, 1, 20)
    assert [(one.fiche_code, one.reason) for one in found.asked if one.excused] == [("P16", "Sans responsable")]
    assert "La campagne du 4e trimestre 2026 est ouverte" in texts(app)
    assert "La campagne du 4e trimestre 2026 est ouverte, échéance le 20 janvier 2027." in toasts(app)


def test_dates_are_proposed_from_the_committee_that_paces(store: Store) -> None:
    coordination = acting(store, "coordination")
    plan_meeting(store, coordination, PLAN, "Comité technique", date(2027, 1, 25), paces=True)
    close(store)
    app = opened()
    assert app.date_input(key=f"ouverture_{NEXT}_echeance").value == date(2027, 1, 15)
    assert app.date_input(key=f"ouverture_{NEXT}_cloture").value == date(2027, 2, 4)
    assert "d’après la réunion du 25 janvier 2027 (Comité technique)" in texts(app)


def test_opening_a_period_that_somebody_opened_meanwhile_is_refused(store: Store) -> None:
    close(store)
    app = opened()
    open_campaign(store, acting(store, "coordination"), PLAN, Period.parse(NEXT))
    before = gathering(store, NEXT), journal(store, "Ouvrir la saisie d’une période")
    press(app, "ouvrir")
    assert (gathering(store, NEXT), journal(store, "Ouvrir la saisie d’une période")) == before
    assert "Le 4e trimestre 2026 est déjà ouvert ou clôturé. Rien n’a été modifié." in toasts(app)
    assert "La campagne du 4e trimestre 2026 est ouverte" in texts(app)


def test_who_may_not_open_is_told_who_can(store: Store) -> None:
    close(store)
    app = opened("direction")
    assert "Aucune campagne n’est ouverte en ce moment." in texts(app)
    assert "ouvrir" not in keys(app)


# --- reading and validating ---------------------------------------------------------------------------------------


def test_a_report_is_validated_in_two_clicks(store: Store) -> None:
    app = press(opened(), f"relire_ouvrir_{SUBMITTED}")
    said = texts(app)
    assert "Réunion tenue." in said
    assert "Compte rendu" in said
    press(app, f"valider_{SUBMITTED}")
    assert status(store) is ReportStatus.VALIDATED
    assert f"Le point de la fiche {SUBMITTED} est validé." in toasts(app)
    assert "Aucun point n’attend d’être relu." in texts(app)


def test_sending_back_asks_what_is_to_complete_and_keeps_what_was_typed(store: Store) -> None:
    app = opened(relire=SUBMITTED)
    comment = f"renvoi_{NOW}_{SUBMITTED}"
    app.text_area(key=comment).set_value("   ").run()
    press(app, f"renvoyer_{SUBMITTED}")
    assert "Dites en un mot ce qui est à compléter." in texts(app)
    assert status(store) is ReportStatus.SUBMITTED
    assert app.text_area(key=comment).value == "   "

    app.text_area(key=comment).set_value("Précisez la date.").run()
    press(app, f"renvoyer_{SUBMITTED}")
    assert status(store) is ReportStatus.TO_COMPLETE
    assert gathering(store).came[SUBMITTED].comment == "Précisez la date."


@pytest.mark.parametrize("act", ["renvoyer", "valider"])
def test_what_was_submitted_again_meanwhile_is_not_validated_unread(store: Store, act: str) -> None:
    app = opened(relire=SUBMITTED)
    comment = f"renvoi_{NOW}_{SUBMITTED}"
    app.text_area(key=comment).set_value("Précisez la date.").run()
    again = ReportInput(fiche_code=SUBMITTED, period_code=NOW, done="Autre texte.", seen_version=1)
    submit_report(store, acting(store, "pilote"), PLAN, again)
    press(app, f"{act}_{SUBMITTED}")
    assert status(store) is ReportStatus.SUBMITTED
    assert "entre-temps" in texts(app)
    assert app.text_area(key=comment).value == "Précisez la date."
    assert "Autre texte." in texts(app)


def test_several_are_validated_in_one_gesture(store: Store) -> None:
    submit_report(store, acting(store, "pilote"), PLAN, ReportInput(fiche_code=TO_FILL, period_code=NOW, done="Fait."))
    app = opened()
    for box in [box for box in app.checkbox if (box.key or "").startswith("relire_choix_")]:
        box.check()
    app.run()
    assert app.button(key="relire_valider_choisis").label == "Valider les 2 points choisis"
    press(app, "relire_valider_choisis")
    assert {status(store), status(store, TO_FILL)} == {ReportStatus.VALIDATED}
    assert "2 points validés" in toasts(app)


def belongs_to_directions(store: Store, direction: str | None) -> None:
    with raw(store) as connection:
        connection.execute("UPDATE pilot SET direction = ? WHERE name = 'Service insertion'", (direction,))
    set_validation(store, acting(store, "coordination"), PLAN, Validation.DIRECTION, reason="essai")


def test_where_directions_validate_the_coordination_only_reads(store: Store) -> None:
    belongs_to_directions(store, DIRECTION)
    app = opened(relire=SUBMITTED)
    assert f"valider_{SUBMITTED}" not in keys(app)
    assert "Chaque direction valide ses points" in texts(app)
    press(opened("direction", relire=SUBMITTED), f"valider_{SUBMITTED}")
    assert status(store) is ReportStatus.VALIDATED


def test_a_direction_limited_to_its_own_does_not_validate_another(store: Store) -> None:
    belongs_to_directions(store, DIRECTION)
    with raw(store) as connection:
        connection.execute("""UPDATE account SET scope = '{"directions": ["Une autre"]}' WHERE code = 'direction'""")
    app = opened("direction", relire=SUBMITTED)
    assert f"valider_{SUBMITTED}" not in keys(app)
    assert "Réunion tenue." in texts(app)


def test_who_validates_is_changed_with_a_reason(store: Store) -> None:
    app = opened()
    app.radio(key="validation_coordination_choix").set_value(Validation.DIRECTION).run()
    press(app, "validation_enregistrer")
    assert "Dites en un mot pourquoi" in texts(app)
    assert standing(store, PLAN, NOW).validation is Validation.COORDINATION
    app.text_input(key="validation_coordination_motif").set_value("Comité du 5 octobre").run()
    press(app, "validation_enregistrer")
    assert standing(store, PLAN, NOW).validation is Validation.DIRECTION
    assert {line["reason"] for line in journal(store, "Régler la validation des points")} == {"Comité du 5 octobre"}


def emptied(field: Selectbox | TextInput) -> bool:
    """Whether the browser is told to empty a field: what the server alone forgets stays on the screen."""
    return not field.value and field.proto.set_value


# --- following ----------------------------------------------------------------------------------------------------


def test_a_fiche_is_excused_with_a_reason_then_expected_again(store: Store) -> None:
    app = opened()
    app.selectbox(key="excuser_fiche").set_value("P1").run()
    press(app, "excuser_confirmer")
    assert "pourquoi la fiche est excusée" in texts(app)
    app.text_input(key="excuser_motif").set_value("Réorganisation").run()
    press(app, "excuser_confirmer")
    assert "sur 20 attendus" in texts(app)
    assert f"{NBSP}; 1 excusé." in texts(app)
    assert emptied(app.selectbox(key="excuser_fiche"))
    assert emptied(app.text_input(key="excuser_motif"))
    press(app, "excuser_confirmer")
    assert "Choisissez une fiche." in texts(app)
    app.selectbox(key="excuser_fiche").set_value("P2").run()
    app.text_input(key="excuser_motif").set_value("Réorganisation").run()
    press(app, "excuser_confirmer")
    app.selectbox(key="attendre_fiche").set_value("P1").run()
    press(app, "attendre_confirmer")
    assert "sur 20 attendus" in texts(app)
    assert emptied(app.selectbox(key="attendre_fiche"))


def test_a_fiche_that_came_meanwhile_is_expected_once_added(store: Store) -> None:
    with raw(store) as connection:
        connection.execute(
            "DELETE FROM expectation WHERE fiche_id = (SELECT id FROM fiche WHERE code = 'P1') AND campaign_id = "
            "(SELECT id FROM campaign WHERE period = ?)",
            (NOW,),
        )
    app = opened()
    assert "1 fiche est arrivée" in texts(app)
    app.selectbox(key="ajouter_fiche").set_value("P1").run()
    press(app, "ajouter_confirmer")
    assert "sur 21 attendus" in texts(app)
    assert [one.fiche_code for one in gathering(store).asked if one.added] == ["P1"]
    table = next(frame.value for frame in app.dataframe if "État" in frame.value.columns)
    assert (table["État"][0], table["À savoir"][0]) == ("Attendu", "ajoutée après l’ouverture")


def test_dates_change_with_a_reason(store: Store) -> None:
    app = opened()
    due = next(field for field in app.date_input if (field.key or "").endswith("_echeance"))
    due.set_value(date(2026, 10, 20)).run()
    press(app, "dates_enregistrer")
    assert "Dites en un mot pourquoi les dates changent." in texts(app)
    next(field for field in app.text_input if (field.key or "").startswith("dates_")).set_value("Comité reporté").run()
    press(app, "dates_enregistrer")
    assert gathering(store).due_on == date(2026, 10, 20)
    assert "échéance le 20 octobre 2026, dans 14 jours" in texts(app)


# --- closing, reopening -------------------------------------------------------------------------------------------


def test_closing_says_what_will_be_fixed_and_asks_to_confirm(store: Store) -> None:
    app = opened()
    said = texts(app)
    assert f"19 points n’ont pas été reçus (P1, P2, P3, P4, P6, P7, P8, P9 et 11 autres){NBSP}: période" in said
    assert f"1 point n’est pas validé{NBSP}: il compte, marqué «{NBSP}non validé{NBSP}» ({SUBMITTED})." in said
    assert app.button(key="cloturer").disabled
    app.checkbox(key=f"cloture_{NOW}").check().run()
    press(app, "cloturer")
    assert gathering(store).closed_on == TODAY
    assert [(card.period, card.number) for card in frozen_cards(store, PLAN)] == [(BEFORE, 1), (NOW, 1)]
    assert "La campagne du 3e trimestre 2026 est clôturée et figée" in toasts(app)
    assert "La campagne du 3e trimestre 2026 est clôturée depuis le 6 octobre 2026" in texts(app)


@pytest.mark.usefixtures("store")
def test_a_closed_campaign_is_only_read() -> None:
    app = opened(trimestre=BEFORE)
    assert "est clôturée depuis le 3 août 2026" in texts(app)
    assert not keys(app) & {"cloturer", "excuser_confirmer", "dates_enregistrer", "validation_enregistrer"}
    table = next(frame.value for frame in app.dataframe if "État" in frame.value.columns)
    assert set(table["État"]) == {"Soumis, non validé", "Sans réponse"}
    press(app, f"aller_{NOW}")
    assert "La campagne du 3e trimestre 2026 est ouverte" in texts(app)


def test_reopening_asks_a_reason_and_keeps_the_frozen_state(store: Store) -> None:
    app = opened(trimestre=BEFORE)
    press(app, f"rouvrir_confirmer_{BEFORE}")
    assert "Dites en un mot pourquoi la période est rouverte." in texts(app)
    assert gathering(store, BEFORE).closed_on is not None
    app.text_input(key=f"rouvrir_motif_{BEFORE}_1").set_value("Une erreur de P7").run()
    press(app, f"rouvrir_confirmer_{BEFORE}")
    assert gathering(store, BEFORE).closed_on is None
    assert "La campagne du 2e trimestre 2026 est ouverte" in texts(app)
    assert ":blue-badge[période rouverte]" in texts(app)
    close(store, BEFORE)
    said = texts(opened(trimestre=BEFORE))
    assert f"Motif de la réouverture{NBSP}: Une erreur de P7" in said
    assert ":gray-badge[remplacé]" in said
    assert [card.number for card in frozen_cards(store, PLAN) if card.current] == [2]


def test_an_earlier_frozen_state_does_not_change_what_the_page_follows(store: Store) -> None:
    coordination = acting(store, "coordination")
    reopen_campaign(store, coordination, PLAN, Period.parse(BEFORE), reason="essai")
    excuse(store, coordination, PLAN, BEFORE, "P1", "essai")
    close(store, BEFORE)
    said = texts(opened(trimestre=BEFORE, version="1"))
    assert "L’état figé n° 1 se lit dans les autres pages." in said
    assert "sur 20 attendus" in said


# --- meetings -----------------------------------------------------------------------------------------------------


def test_a_meeting_is_written_down_then_removed(store: Store) -> None:
    app = opened()
    press(app, "reunion_inscrire")
    assert "Choisissez une instance et une date." in texts(app)
    app.selectbox(key="reunion_instance").set_value("Comité technique").run()
    app.date_input(key="reunion_jour").set_value(date(2026, 10, 20)).run()
    app.checkbox(key="reunion_rythme").check().run()
    press(app, "reunion_inscrire")
    found = standing(store, PLAN, NOW).sittings
    assert [(one.instance, one.held_on, one.paces) for one in found] == [("Comité technique", date(2026, 10, 20), True)]
    assert "**20 octobre 2026** · Comité technique :blue-badge[rythme la saisie]" in texts(app)
    assert emptied(app.selectbox(key="reunion_instance"))
    press(app, "reunion_retirer_2026-10-20_0")
    assert standing(store, PLAN, NOW).sittings == ()


@pytest.mark.usefixtures("database_url")
def test_a_plan_that_was_never_followed_offers_its_first_campaign() -> None:
    app = opened()
    assert "ouvrir" in keys(app)
    assert "Aucune période n’a encore été figée." in texts(app)
    press(app, "ouvrir")
    assert "est ouverte" in texts(app)


def test_a_comment_typed_while_somebody_closes_is_given_back(store: Store) -> None:
    app = opened("direction", relire=SUBMITTED)
    app.text_area(key=f"renvoi_{NOW}_{SUBMITTED}").set_value("Dites combien.").run()
    close(store)

    app.button(key=f"renvoyer_{SUBMITTED}").click().run()

    assert not app.exception
    assert status(store) is ReportStatus.SUBMITTED
    assert app.code[-1].value == "Dites combien."
    assert "Voici ce que vous aviez écrit" in texts(app)


def directions(app: AppTest) -> list[str]:
    return [option for box in app.multiselect if box.label == "Direction" for option in box.options]


def test_a_closed_campaign_keeps_the_directions_of_its_day(store: Store) -> None:
    coordination = acting(store, "coordination")
    close(store)
    before = directions(opened(trimestre=NOW))
    led = next(card for card in roster(store, PLAN).pilots if card.name == "Service insertion")
    facts = PilotFacts(direction="Direction nouvelle")
    update_pilot(store, coordination, PLAN, led.pilot_id, name=led.name, facts=facts, seen_version=led.version)

    assert before
    assert directions(opened(trimestre=NOW)) == before
