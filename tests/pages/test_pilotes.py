"""Pilotes without a browser: who carries what, parts pasted with their preview, everything handed over, a card."""

from __future__ import annotations

from datetime import date

import pytest
from streamlit.testing.v1 import AppTest

from data.commands.pilot import assign, end_assignment, update_pilot
from data.database import Store
from data.reading import situation
from data.reading.pilots import roster
from data.roster import PilotCard, PilotFacts
from data.vocabulary import PilotRole
from tests.support.app import open_app, texts
from tests.support.plan_store import journal
from tests.support.quarter import BEFORE, MARKUP, PLAN, TO_FILL, TODAY, acting

NBSP = "\u00a0"
UNIT = "Service insertion"


def opened(profile: str = "coordination", **address: str) -> AppTest:
    app = open_app("agir/pilotes.py", donnees="reelles", plan=PLAN, profil=profile, **address)
    assert not app.exception
    return app


def pasting(text: str) -> AppTest:
    app = opened(vue="confier")
    app.text_area(key="pilotes_colle").set_value(text).run()
    assert not app.exception
    return app


def press(app: AppTest, key: str) -> AppTest:
    app.button(key=key).click().run()
    assert not app.exception
    return app


def keys(app: AppTest) -> set[str]:
    return {button.key or "" for button in app.button}


def card(store: Store, name: str) -> PilotCard:
    found = roster(store, PLAN).pilot(name)
    assert found is not None
    return found


def leads(store: Store) -> dict[str, str]:
    return {part.code: part.pilot for part in roster(store, PLAN).running if part.role is PilotRole.LEAD}


def leading(store: Store, pilot: str, fiche: str, since: date = date(2026, 1, 1)) -> None:
    """Somebody else gives the lead of a fiche meanwhile."""
    assign(store, acting(store, "coordination"), PLAN, pilot, role=PilotRole.LEAD, from_on=since, fiche_code=fiche)


# --- reading -------------------------------------------------------------------------------------------------------


@pytest.mark.usefixtures("store")
def test_the_sentence_first_then_the_fiches_without_a_lead_then_the_pilots() -> None:
    app = opened("lecture")
    said = texts(app)
    sentence = f"3 fiches sur 21 ont un responsable{NBSP}; 18 n’en ont pas et reviennent à la coordination."
    assert sentence in said
    assert [part.value for part in app.header] == ["Fiches sans responsable", "Qui pilote quoi"]
    assert next(part.value for part in app.markdown if "responsable" in part.value.lower()).startswith("3 fiches")
    assert "Responsable de P5, P7 et P11" in said
    assert "Pilote de P7-02" in said


@pytest.mark.usefixtures("store")
@pytest.mark.parametrize("profile", ["lecture", "direction", "presentation", "pilote", "action"])
def test_who_may_not_assign_reads_everything_and_edits_nothing(profile: str, store: Store) -> None:
    for address in ({}, {"vue": "confier"}, {"vue": "transmettre"}, {"feuille": str(card(store, UNIT).pilot_id)}):
        app = opened(profile, **address)
        assert not app.text_area
        assert not keys(app) & {"pilotes_confier", "transmettre_confirmer", "pilote_enregistrer"}
        assert not [key for key in keys(app) if key.startswith("fin_")]
        assert UNIT in texts(app) + "".join(link.proto.label for link in app.get("page_link"))


@pytest.mark.usefixtures("store")
def test_an_address_that_names_no_pilot_shows_the_list() -> None:
    for wrong in ("999", "abc", "-1"):
        assert "Qui pilote quoi" in texts(opened(feuille=wrong))


@pytest.mark.usefixtures("store")
def test_a_filter_keeps_the_pilots_of_its_fiches() -> None:
    said = texts(opened(axe="3"))
    assert "Responsable de P5, P7 et P11" not in said
    assert "Le filtre en cours garde" in said
    assert "Le filtre en cours ne garde aucun pilote." in said


@pytest.mark.usefixtures("store")
def test_a_past_period_says_that_pilots_are_those_of_today() -> None:
    said = texts(opened(trimestre=BEFORE))
    assert "ceux d’aujourd’hui, 6 octobre 2026, et non ceux du 2e trimestre 2026" in said


def test_a_plan_without_pilot_says_what_to_do(database_url: str) -> None:
    app = opened()
    said = texts(app)
    assert f"Aucune des 21 fiches n’a de responsable{NBSP}: toutes reviennent à la coordination." in said
    assert "Aucun pilote n’est encore désigné." in said
    app = opened(vue="transmettre")
    assert "Aucun pilote ne porte encore quelque chose." in texts(app)


@pytest.mark.usefixtures("database_url")
def test_the_demonstration_has_two_fiches_for_the_coordination() -> None:
    app = open_app("agir/pilotes.py", profil="demo-lecture")
    said = texts(app)
    assert f"19 fiches sur 21 ont un responsable{NBSP}; 2 n’en ont pas et reviennent à la coordination." in said
    assert "2 de ses 13 actions ont leur propre pilote" in said


def test_an_address_is_never_shown_to_who_only_reads(store: Store) -> None:
    unit = card(store, UNIT)
    secret = "insertion@departement.example"
    update_pilot(
        store, acting(store, "coordination"), PLAN, unit.pilot_id, name=UNIT, facts=PilotFacts(email=secret),
        seen_version=unit.version,
    )  # fmt: skip
    for profile, sees in (("lecture", False), ("coordination", True)):
        for address in ({}, {"feuille": str(unit.pilot_id)}):
            app = opened(profile, **address)
            shown = secret in texts(app) + "".join(field.value or "" for field in app.text_input)
            assert shown == (sees and bool(address))
    assert ":orange-badge[Sans courriel]" in texts(opened("lecture"))


# --- giving --------------------------------------------------------------------------------------------------------


def test_pasted_lines_are_shown_before_anything_is_written(store: Store) -> None:
    before = roster(store, PLAN)
    app = pasting("Fiche\tPilote\tDirection\nP16\tPôle autonomie\tDirection A\nProjet 7\tpole autonomie\nP99\tX\n")
    said = texts(app)
    assert f"2 lignes comprises{NBSP}: 1 nouveau pilotage et 1 remplacement. 1 ligne refusée." in said
    assert f"«{NBSP}P99{NBSP}» n’est ni le code ni le titre" in said
    assert "**Ligne 4**" in said
    assert "**P16** Pôle autonomie, responsable de la fiche, à partir du 6 octobre 2026" in said
    assert f"nouveau pilotage{NBSP}; pilote à créer{NBSP}; direction{NBSP}: Direction A" in said
    assert "Réduire la fracture numérique · remplace Service insertion, en place jusqu’au 5 octobre 2026" in said
    assert roster(store, PLAN) == before

    app.text_input(key="pilotes_motif").set_value("Comité du 5 octobre").run()
    press(app, "pilotes_confier")

    assert "2 lignes enregistrées. 1 ligne refusée reste dans l’encadré, à corriger." in texts(app)
    assert app.text_area(key="pilotes_colle").value.endswith("P99\tX\n")
    assert (leads(store)["P16"], leads(store)[TO_FILL]) == ("Pôle autonomie", "Pôle autonomie")
    assert {line["reason"] for line in journal(store, "Confier des pilotages")} == {"Comité du 5 octobre"}
    assert "4 fiches sur 21 ont un responsable" in texts(app)
    assert "Rien à enregistrer" in texts(app)


def test_once_everything_is_understood_the_box_is_emptied(store: Store) -> None:
    app = press(pasting("P16;Pôle autonomie"), "pilotes_confier")
    assert "1 ligne enregistrée." in texts(app)
    assert app.text_area(key="pilotes_colle").value == ""
    assert leads(store)["P16"] == "Pôle autonomie"


def test_the_date_of_the_page_is_for_lines_without_one(store: Store) -> None:
    app = pasting("P16;MDPH\nP18;MDPH;;;;01/12/2026")
    app.date_input(key="pilotes_a_partir_du").set_value(date(2026, 11, 1)).run()
    press(app, "pilotes_confier")
    planned = {part.code: part.from_on for part in roster(store, PLAN).planned}
    assert planned == {"P16": date(2026, 11, 1), "P18": date(2026, 12, 1)}
    app = opened()
    assert "MDPH en sera responsable le 1er novembre 2026" in texts(app)


@pytest.mark.usefixtures("store")
def test_what_cannot_be_read_is_said_and_offers_nothing_to_record() -> None:
    for text, words in (
        ("P16;MDPH\n" * 2001, "le maximum est de 2\u202f000"),
        ("P99;x", "Rien à enregistrer"),
        ("P16", "Le pilote manque"),
    ):
        app = pasting(text)
        assert words in texts(app)
        assert "pilotes_confier" not in keys(app)


@pytest.mark.usefixtures("store")
def test_the_box_starts_from_the_fiches_without_a_lead() -> None:
    app = press(opened(vue="confier"), "pilotes_commencer")
    value = app.text_area(key="pilotes_colle").value
    assert value.startswith("P1 ; \nP2 ; \n")
    assert f"P{7} ;" not in value
    assert "18 lignes refusées." in texts(app)


def test_what_changed_meanwhile_is_not_overwritten(store: Store) -> None:
    app = pasting("P16;Pôle autonomie")
    leading(store, "MDPH", "P16")
    press(app, "pilotes_confier")
    assert "Les pilotages de P16 ont changé entre-temps" in texts(app)
    assert leads(store)["P16"] == "MDPH"
    assert "remplace MDPH" in texts(app)
    press(app, "pilotes_confier")
    assert leads(store)["P16"] == "Pôle autonomie"


def test_what_was_typed_after_the_preview_is_shown_first(store: Store) -> None:
    app = pasting("P16;Pôle autonomie")
    app.text_area(key="pilotes_colle").set_value("P16;MDPH")
    press(app, "pilotes_confier")
    assert "Ce qui est écrit a changé depuis cet aperçu" in texts(app)
    assert "P16" not in leads(store)
    press(app, "pilotes_confier")
    assert leads(store)["P16"] == "MDPH"


def test_markup_is_shown_as_text(store: Store) -> None:
    app = press(pasting(f"P16;{MARKUP}\nP99;{MARKUP}"), "pilotes_confier")
    assert not [block for block in app.markdown if block.allow_html and "pirate" in block.value]
    assert leads(store)["P16"] == MARKUP
    said = texts(opened(feuille=str(card(store, MARKUP).pilot_id)))
    assert '<script>window.pirate = 1</script><img src=x onerror="window.pirate = 1"> **gras** $x$' in said


# --- handing over --------------------------------------------------------------------------------------------------


def transferring(giver: str, taker: str) -> AppTest:
    app = opened(vue="transmettre")
    app.selectbox(key="transmettre_de").set_value(giver).run()
    app.selectbox(key="transmettre_a").set_value(taker).run()
    assert not app.exception
    return app


def test_what_will_move_is_shown_before_it_is_handed_over(store: Store) -> None:
    app = transferring(UNIT, "CAF")
    said = texts(app)
    assert f"P7 – Réduire la fracture numérique{NBSP}: responsable de la fiche, à partir du 6 octobre 2026" in said
    assert "Les points d’avancement du 3e trimestre 2026 (P5 et P7), pas encore remis, lui seront demandés." in said
    assert leads(store)[TO_FILL] == UNIT

    press(app, "transmettre_confirmer")
    assert "Le motif est vide" in texts(app)
    assert leads(store)[TO_FILL] == UNIT

    app.text_input(key="transmettre_motif").set_value("Réorganisation").run()
    press(app, "transmettre_confirmer")
    assert f"Tout ce que portait «{NBSP}{UNIT}{NBSP}» est transmis" in texts(app)
    assert {leads(store)[code] for code in ("P5", "P7", "P11")} == {"CAF"}
    table = situation(store, PLAN).expectations
    assert set(table[table["fiche_code"].isin(["P5", "P7"]) & (table["period"] == "2026-T3")]["pilot"]) == {"CAF"}
    assert app.selectbox(key="transmettre_de").value is None


def test_a_hand_over_to_somebody_new(store: Store) -> None:
    app = transferring(UNIT, "Un nouveau pilote…")
    assert "transmettre_confirmer" not in keys(app)
    app.text_input(key="transmettre_nom").set_value("Association d’insertion").run()
    app.segmented_control(key="transmettre_fiche_cote").set_value("Extérieur").run()
    app.text_input(key="transmettre_fiche_organisme").set_value("Une association")
    app.text_input(key="transmettre_fiche_courriel").set_value("bureau@association.example")
    app.text_input(key="transmettre_motif").set_value("Convention").run()
    press(app, "transmettre_confirmer")
    found = card(store, "Association d’insertion").facts
    assert found == PilotFacts(None, "Une association", True, "bureau@association.example")
    assert leads(store)[TO_FILL] == "Association d’insertion"


def test_a_hand_over_that_changed_meanwhile(store: Store) -> None:
    app = transferring(UNIT, "CAF")
    app.text_input(key="transmettre_motif").set_value("x").run()
    leading(store, UNIT, "P16")
    press(app, "transmettre_confirmer")
    assert "ont changé entre-temps" in texts(app)
    assert leads(store)[TO_FILL] == UNIT
    assert "P16 – " in texts(app)


# --- a pilot's sheet -----------------------------------------------------------------------------------------------


def test_a_card_is_edited_on_its_sheet(store: Store) -> None:
    unit = card(store, UNIT)
    app = opened(feuille=str(unit.pilot_id))
    key = f"pilote_{unit.pilot_id}_{unit.version}"
    app.text_input(key=f"{key}_courriel").set_value("pas une adresse")
    press(app, "pilote_enregistrer")
    assert f"«{NBSP}pas une adresse{NBSP}» n’est pas une adresse de courriel" in texts(app)
    assert app.text_input(key=f"{key}_courriel").value == "pas une adresse"

    app.text_input(key=f"{key}_courriel").set_value("insertion@departement.example")
    app.selectbox(key=f"{key}_direction").set_value("Autre direction…").run()
    app.text_input(key=f"{key}_autre_direction").set_value("Direction de l’insertion")
    press(app, "pilote_enregistrer")
    assert f"La fiche de «{NBSP}{UNIT}{NBSP}» est à jour." in texts(app)
    wanted = PilotFacts("Direction de l’insertion", None, False, "insertion@departement.example")
    assert card(store, UNIT).facts == wanted


def test_two_people_on_one_card(store: Store) -> None:
    unit = card(store, UNIT)
    app = opened(feuille=str(unit.pilot_id))
    theirs = PilotFacts("Direction B")
    update_pilot(store, acting(store, "coordination"), PLAN, unit.pilot_id, name=UNIT, facts=theirs, seen_version=1)
    app.text_input(key=f"pilote_{unit.pilot_id}_1_courriel").set_value("le@mien.example")
    press(app, "pilote_enregistrer")
    said = texts(app)
    assert "Modifié entre-temps" in said
    assert "Votre version" in said
    assert "le@mien.example" in said.replace("\u2060", "")
    assert card(store, UNIT).facts.direction == "Direction B"
    assert app.selectbox(key=f"pilote_{unit.pilot_id}_2_direction").value == "Direction B"


def test_a_part_is_ended_from_the_sheet(store: Store) -> None:
    lead = next(part for part in roster(store, PLAN).parts if part.code == TO_FILL)
    app = opened(feuille=str(card(store, UNIT).pilot_id))
    app.date_input(key=f"fin_{lead.id}_jour").set_value(date(2026, 10, 5)).run()
    press(app, f"fin_{lead.id}_confirmer")
    assert "ne porte plus P7 après le 5 octobre 2026." in texts(app)
    assert TO_FILL not in leads(store)
    assert "Pilotages terminés (1)" in [box.label for box in app.expander]


def test_a_part_to_come_is_cancelled_from_the_sheet(store: Store) -> None:
    leading(store, UNIT, "P16", date(2027, 1, 1))
    (planned,) = roster(store, PLAN).planned
    app = press(opened(feuille=str(card(store, UNIT).pilot_id)), f"fin_{planned.id}_annuler")
    assert "ne porte plus P16." in texts(app)
    assert roster(store, PLAN).planned == ()


def test_a_part_ended_by_somebody_else_meanwhile(store: Store) -> None:
    lead = next(part for part in roster(store, PLAN).parts if part.code == TO_FILL)
    app = opened(feuille=str(card(store, UNIT).pilot_id))
    end_assignment(store, acting(store, "coordination"), PLAN, lead.id or 0, TODAY, seen_version=1)
    press(app, f"fin_{lead.id}_confirmer")
    assert "Modifié entre-temps" in texts(app)


@pytest.mark.usefixtures("store")
def test_another_profile_on_the_same_page_finds_no_form() -> None:
    app = pasting("P16;Pôle autonomie")
    app.query_params["profil"] = "lecture"
    app.run()
    assert not app.exception
    assert "pilotes_confier" not in keys(app)
    assert not app.text_area


def test_the_whole_plan_at_once(store: Store) -> None:
    now = roster(store, PLAN)
    text = "".join(f"{place.code}\tUnité {place.code[:2]}\n" for place in now.places)
    app = pasting(text)
    assert f"{len(now.places)} lignes comprises" in texts(app)
    press(app, "pilotes_confier")
    assert len(leads(store)) == 21
    assert "Les 21 fiches ont un responsable." in texts(app)
    assert len({line["at"] for line in journal(store, "Confier des pilotages")}) == 1
