"""Conférence without a browser: an edition made from a theme in one click, then arranged, rebound, reread, removed."""

from __future__ import annotations

from datetime import date
from io import BytesIO
from zipfile import ZipFile

import pytest
from pypdf import PdfReader
from streamlit.testing.v1 import AppTest

from components.conference import fields, hand_out
from components.conference.shown import Shown
from components.view import View
from data.catalogue import catalogue_files
from data.commands.campaign import close_campaign, open_campaign, reopen_campaign
from data.commands.edition import create_edition, edit_edition, remove_edition
from data.commands.scene import edit_scene, remove_scene
from data.conference.build import deck
from data.conference.edition import EditionInput, EditionRow, Perimeter, Pin, SceneInput
from data.conference.kinds import KINDS
from data.database import Store
from data.errors import Refused
from data.period import Period
from data.reading.editions import edition, editions, told
from data.vocabulary import SceneKind
from tests.support.app import held, open_app, texts, write
from tests.support.quarter import BEFORE, MARKUP, PLAN, acting

PAGE = "raconter/conference.py"
THEME = "fracture numérique"


def opened(profile: str = "coordination", **address: str) -> AppTest:
    app = open_app(PAGE, **{"donnees": "reelles", "plan": PLAN, "profil": profile, **address})
    assert not app.exception, app.exception
    return app


def press(app: AppTest, key: str) -> AppTest:
    app.button(key=key).click().run()
    assert not app.exception, app.exception
    return app


def keys(app: AppTest) -> set[str]:
    return {box.key or "" for kind in ("button", "text_input", "text_area", "toggle") for box in app.get(kind)}


def toasts(app: AppTest) -> str:
    return " ".join(toast.value for toast in app.toast).replace("\\", "")


def prepared(store: Store, *scenes: SceneInput, theme: str = THEME) -> EditionRow:
    said = EditionInput(2026, theme, held_on=date(2026, 9, 24), place="Valence")
    number = create_edition(store, acting(store, "presentation"), PLAN, said, period=BEFORE, scenes=scenes)
    return one(store, number)


def one(store: Store, number: int) -> EditionRow:
    found = edition(store, number)
    assert found is not None
    return found


def at(found: EditionRow, rank: int = 1) -> dict[str, str]:
    """The address of a scene."""
    return {"edition": str(found.id), "scene": str(found.scenes[rank - 1].id)}


TITLE, THANKS = SceneInput(SceneKind.TITLE), SceneInput(SceneKind.THANKS, settings={"text": "Merci."})
QUOTE = SceneInput(SceneKind.QUOTE, settings={"text": "On souffle enfin.", "said_by": "Une aidante"})


# --- preparing ----------------------------------------------------------------------------------------------------


def test_a_playable_deck_is_two_acts_from_the_menu(store: Store) -> None:
    app = opened("presentation")
    app.text_input(key="preparer_theme").set_value(THEME)
    press(app, "preparer_proposer")
    made = editions(store, PLAN)
    assert [(row.theme, row.year, row.own.period, row.own.number) for row in made] == [
        ("Fracture numérique", 2026, BEFORE, 1)
    ]
    assert len(made[0].scenes) >= 4
    assert made[0].scenes[0].kind is SceneKind.TITLE
    assert "P7" in made[0].perimeter.fiches
    assert app.query_params["edition"] == str(made[0].id)
    assert "«\u00a0Fracture numérique\u00a0», en 2026" in texts(app)
    assert "T2 2026, état figé n°\u00a01" in texts(app)
    play = app.get("link_button")[0].proto
    assert play.url.endswith(f"/conference/reelles/{made[0].id}/jouer")


def test_what_a_theme_touches_is_shown_with_why_and_may_be_left_out(store: Store) -> None:
    app = opened("presentation")
    app.text_input(key="preparer_theme").set_value(THEME).run()
    boxes = {box.key: box for box in app.checkbox}
    box = boxes[f"preparer_{THEME}_fiche:P7"]
    assert box.value is True
    assert "Titre" in box.label
    box.uncheck()
    press(app, "preparer_proposer")
    assert "P7" not in editions(store, PLAN)[0].perimeter.fiches


def test_an_edition_without_a_theme_is_refused_and_nothing_is_made(store: Store) -> None:
    app = press(opened("presentation"), "preparer_proposer")
    assert "Écrivez d’abord le thème" in texts(app)
    assert editions(store, PLAN) == ()


@pytest.mark.usefixtures("store")
@pytest.mark.parametrize("profile", ["lecture", "pilote"])
def test_who_may_not_prepare_is_told_who_can(profile: str) -> None:
    app = opened(profile)
    assert "Un profil de présentation ou de coordination peut préparer une édition." in texts(app)
    assert "preparer_proposer" not in keys(app)


@pytest.mark.parametrize("code", [code for code in catalogue_files() if code != PLAN])
@pytest.mark.usefixtures("database_url")
def test_a_plan_without_a_frozen_state_says_what_to_do(code: str) -> None:
    app = opened(plan=code)
    said = texts(app)
    assert "Aucune période de ce plan n’" in said
    assert "La coordination du plan clôture une période" in said or "il n’y a pas d’édition à raconter" in said
    assert "preparer_proposer" not in keys(app)


def test_links_to_no_edition_or_to_that_of_another_plan_lead_back(store: Store) -> None:
    found = prepared(store, TITLE)
    for asked in ("999999", "<b>", "-1", "9" * 40):
        app = opened(edition=asked)
        assert "une édition qui n’existe pas" in texts(app)
        assert "edition" not in app.query_params
    app = opened(edition=str(found.id), plan="gard-2022-2027")
    assert "une édition d’un autre plan" in texts(app)
    assert "Valence" not in texts(app)


def test_past_editions_and_attendance_are_told(store: Store) -> None:
    found = prepared(store, TITLE)
    app = opened("presentation", edition=str(found.id))
    app.number_input(key=f"edition_{found.id}_on_site").set_value(280).run()
    app.number_input(key=f"edition_{found.id}_remote").set_value(45).run()
    assert (one(store, found.id).on_site, one(store, found.id).remote) == (280, 45)
    said = texts(opened("lecture"))
    assert "celle de 2026 a réuni 280 personnes sur place et 45 à distance" in said
    assert "environnement" in said.lower()


# --- scenes -------------------------------------------------------------------------------------------------------


def test_every_setting_of_every_kind_has_its_field() -> None:
    for kind, about in KINDS.items():
        asked = [field.name for field in fields.of(kind)]
        assert sorted(asked) == sorted(about.settings), kind
        for field in fields.of(kind):
            assert field.how not in ("choice", "several") or field.offers is not None, (kind, field.name)


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind is not SceneKind.PARTNER_FIGURE])
def test_a_scene_of_each_kind_is_added_and_its_form_opens(store: Store, kind: SceneKind) -> None:
    found = prepared(store, TITLE)
    app = opened("presentation", **at(found))
    app.selectbox(key="scene_genre").set_value(kind).run()
    press(app, "scene_ajouter")
    assert [scene.kind for scene in one(store, found.id).scenes] == [SceneKind.TITLE, kind]
    added = one(store, found.id).scenes[1]
    assert f"scene_{added.id}_title" in keys(app)
    assert held(app, f"scene_{added.id}_notes_frappe")["value"] == ""


def test_a_partner_figure_needs_its_source_and_date_and_loses_nothing_meanwhile(store: Store) -> None:
    found = prepared(store, TITLE)
    app = opened("presentation", **at(found))
    app.selectbox(key="scene_genre").set_value(SceneKind.PARTNER_FIGURE).run()
    app.text_input(key="scene_nouvelle_figure").set_value("12 400").run()
    press(app, "scene_ajouter")
    assert "Un chiffre de partenaire se montre avec sa source et sa date." in texts(app)
    assert app.text_input(key="scene_nouvelle_figure").value == "12 400"
    app.text_input(key="scene_nouvelle_said_by").set_value("CAF").run()
    app.text_input(key="scene_nouvelle_dated").set_value("Décembre 2025").run()
    press(app, "scene_ajouter")
    assert one(store, found.id).scenes[1].settings == {"figure": "12 400", "said_by": "CAF", "dated": "Décembre 2025"}


def test_scenes_are_moved_duplicated_removed_and_put_back(store: Store) -> None:
    found = prepared(store, TITLE, QUOTE, THANKS)

    def order() -> list[SceneKind]:
        return [scene.kind for scene in one(store, found.id).scenes]

    app = press(opened("presentation", **at(found, 2)), "scene_descendre")
    assert order() == [SceneKind.TITLE, SceneKind.THANKS, SceneKind.QUOTE]
    press(app, "scene_monter")
    assert order() == [SceneKind.TITLE, SceneKind.QUOTE, SceneKind.THANKS]
    app.selectbox(key="scene_place").set_value(1).run()
    assert order() == [SceneKind.QUOTE, SceneKind.TITLE, SceneKind.THANKS]
    press(app, "scene_dupliquer")
    assert order() == [SceneKind.QUOTE, SceneKind.QUOTE, SceneKind.TITLE, SceneKind.THANKS]
    press(app, "scene_supprimer")
    assert order() == [SceneKind.QUOTE, SceneKind.TITLE, SceneKind.THANKS]
    press(app, "scene_remettre")
    scenes = one(store, found.id).scenes
    assert [scene.kind for scene in scenes] == [SceneKind.QUOTE, SceneKind.QUOTE, SceneKind.TITLE, SceneKind.THANKS]
    assert scenes[1].settings == QUOTE.settings


def test_each_change_of_a_scene_is_saved_at_once(store: Store) -> None:
    found = prepared(store, TITLE, QUOTE)
    key = f"scene_{found.scenes[1].id}"
    app = opened("presentation", **at(found, 2))
    app.text_input(key=f"{key}_title").set_value(MARKUP).run()
    write(app, f"{key}_notes_frappe", "Laisser un silence.")
    write(app, f"{key}_text_frappe", "On respire.")
    app.toggle(key=f"{key}_public").set_value(False).run()
    assert not app.exception
    scene = one(store, found.id).scenes[1]
    assert (scene.title, scene.notes, scene.public) == (MARKUP, "Laisser un silence.", False)
    assert scene.settings == {"text": "On respire.", "said_by": "Une aidante"}
    assert not [block for block in app.markdown if block.allow_html and "pirate" in block.value]


def test_fields_left_in_one_breath_are_all_saved(store: Store) -> None:
    found = prepared(store, TITLE, QUOTE)
    edited, scene = f"edition_{found.id}", f"scene_{found.scenes[1].id}"
    app = opened("presentation", **at(found, 2))
    app.text_input(key=f"{edited}_place").set_value("Die")
    app.text_area(key=f"{edited}_chairs").set_value("La présidente du conseil départemental")
    app.text_input(key=f"{scene}_said_by").set_value("Un aidant")
    write(app, f"{scene}_notes_frappe", "Laisser un silence.")
    assert not app.exception
    assert not app.error
    kept = one(store, found.id)
    assert (kept.place, kept.chairs) == ("Die", ("La présidente du conseil départemental",))
    assert (kept.scenes[1].settings["said_by"], kept.scenes[1].notes) == ("Un aidant", "Laisser un silence.")


def test_a_text_being_typed_is_saved_and_left_alone_in_the_browser(store: Store) -> None:
    found = prepared(store, TITLE, QUOTE)
    key = f"scene_{found.scenes[1].id}"
    app = opened("presentation", **at(found, 2))
    for name, text, kept in (("notes", "Laisser ", "Laisser"), ("text", "Elle l'a dit ", "Elle l’a dit")):
        before = held(app, f"{key}_{name}_frappe")
        preview = app.get("iframe")[0].proto.src
        write(app, f"{key}_{name}_frappe", text)
        after, scene = held(app, f"{key}_{name}_frappe"), one(store, found.id).scenes[1]
        assert {"notes": scene.notes, **scene.settings}[name] == kept
        assert (after["revision"], after["note"]) == (before["revision"], "Enregistré")
        # The slide shows the quote, never the notes: its preview does not blink while they are typed.
        assert (app.get("iframe")[0].proto.src == preview) is (name == "notes")
    # Somebody else's text comes into the field.
    said = SceneInput(SceneKind.QUOTE, notes="Sans notes.", settings=QUOTE.settings)
    edit_scene(store, acting(store, "coordination"), PLAN, scene.id, said, seen=scene.version)
    app.run()
    notes = held(app, f"{key}_notes_frappe")
    assert (notes["value"], notes["revision"]) == ("Sans notes.", before["revision"] + 1)


def test_a_text_too_long_stays_in_its_field_and_is_said(store: Store) -> None:
    found = prepared(store, QUOTE)
    box = f"scene_{found.scenes[0].id}_notes_frappe"
    app = opened("presentation", **at(found, 1))
    write(app, box, "mot " * 3000)
    assert "le maximum est de 10" in texts(app)
    assert held(app, box)["value"].startswith("mot mot")
    assert held(app, box)["note"].startswith("Pas encore enregistré")
    assert one(store, found.id).scenes[0].notes == ""
    write(app, box, "Un mot")
    assert not app.error
    assert one(store, found.id).scenes[0].notes == "Un mot"


def test_an_axis_without_an_action_of_the_theme_is_not_offered(store: Store) -> None:
    said = EditionInput(2026, THEME, perimeter=Perimeter(fiches=("P7",)))
    number = create_edition(
        store, acting(store, "presentation"), PLAN, said, period=BEFORE, scenes=(SceneInput(SceneKind.AXIS),)
    )
    scene = one(store, number).scenes[0]
    app = opened("presentation", edition=str(number))

    def offered() -> list[str]:
        return app.selectbox(key=f"scene_{scene.id}_heading").options

    kept = offered()
    app.toggle(key=f"scene_{scene.id}_whole").set_value(True).run()
    assert 0 < len(kept) < len(offered())


def test_a_conflict_shows_both_texts_and_the_presenter_chooses(store: Store) -> None:
    found = prepared(store, TITLE, QUOTE)
    scene = found.scenes[1]
    key = f"scene_{scene.id}"
    for button, kept in (("garder", "Le mien, garder."), ("reprendre", "Le sien.")):
        app = opened("presentation", **at(found, 2))
        version = one(store, found.id).scenes[1].version
        theirs = SceneInput(SceneKind.QUOTE, settings={"text": "Le sien."})
        mine = f"Le mien, {button}."
        edit_scene(store, acting(store, "coordination"), PLAN, scene.id, theirs, seen=version)
        write(app, f"{key}_text_frappe", mine)
        said = texts(app)
        assert "entre-temps" in said
        assert mine in said
        assert "Le sien." in said
        assert one(store, found.id).scenes[1].settings["text"] == "Le sien."
        # Looked at another scene, then back: what was typed is still there.
        app.radio(key="scene_choisie").set_value(found.scenes[0].id).run()
        app.radio(key="scene_choisie").set_value(scene.id).run()
        assert held(app, f"{key}_text_frappe")["value"] == mine
        press(app, f"{key}_{button}")
        assert one(store, found.id).scenes[1].settings["text"] == kept
        assert held(app, f"{key}_text_frappe")["value"] == kept


def test_a_conflict_is_told_in_words_and_only_of_what_differs(store: Store) -> None:
    other, coordination = "gard-2022-2027", acting(store, "coordination")
    open_campaign(store, coordination, other, Period.parse("2025-A1"))
    close_campaign(store, coordination, other, Period.parse("2025-A1"))
    number = create_edition(
        store, coordination, PLAN, EditionInput(2026, THEME), period=BEFORE, others=[Pin(other, "2025-A1", 1)],
        scenes=[SceneInput(SceneKind.FICHE, settings={"fiche": "P7"})],
    )  # fmt: skip
    scene = one(store, number).scenes[0]
    app = opened("presentation", edition=str(number))
    assert app.selectbox(key=f"scene_{scene.id}_plan").value == PLAN
    theirs = SceneInput(SceneKind.FICHE, settings={"fiche": "P10"})
    edit_scene(store, coordination, PLAN, scene.id, theirs, seen=scene.version)
    app.selectbox(key=f"scene_{scene.id}_fiche").set_value("P1").run()
    told = [block.value.replace("\\", "") for block in (*app.caption, *app.markdown)]
    assert [text for text in told if text.endswith("· Version enregistrée")] == ["Fiche · Version enregistrée"]
    assert any(text.startswith("P10 – ") for text in told)
    press(app, f"scene_{scene.id}_garder")
    assert one(store, number).scenes[0].settings == {"fiche": "P1"}


def test_a_scene_that_somebody_removed_meanwhile_is_said(store: Store) -> None:
    found = prepared(store, TITLE, QUOTE)
    app = opened("presentation", **at(found, 2))
    remove_scene(store, acting(store, "coordination"), PLAN, found.scenes[1].id)
    press(app, "scene_dupliquer")
    press(app, "scene_monter")
    assert not app.exception


def test_a_refused_text_stays_in_its_field(store: Store) -> None:
    found = prepared(store, TITLE)
    key = f"edition_{found.id}"
    app = opened("presentation", edition=str(found.id))
    app.text_input(key=f"{key}_theme").set_value("").run()
    assert app.error
    app.text_input(key=f"{key}_place").set_value("Die").run()
    assert (one(store, found.id).theme, one(store, found.id).place) == (THEME, "Valence")
    app.text_input(key=f"{key}_theme").set_value("Le répit").run()
    assert not app.error
    assert (one(store, found.id).theme, one(store, found.id).place) == ("Le répit", "Die")


def test_a_reader_sees_everything_and_changes_nothing(store: Store) -> None:
    found = prepared(store, TITLE, QUOTE)
    app = opened("lecture", **at(found, 2))
    said = texts(app)
    assert "Vous regardez cette édition sans pouvoir la changer." in said
    assert "Valence" in said
    acts = ("scene_", "edition_", "etat_", "site_", "accepter_", "photo_")
    assert not [key for key in keys(app) if key.startswith(acts)]
    assert len(app.get("download_button")) >= 4


# --- frozen state, public page, removal ---------------------------------------------------------------------------


def test_a_reclosed_period_changes_nothing_until_the_presenter_moves(store: Store) -> None:
    found = prepared(store, TITLE)
    coordination = acting(store, "coordination")
    reopen_campaign(store, coordination, PLAN, Period.parse(BEFORE), reason="essai")
    close_campaign(store, coordination, PLAN, Period.parse(BEFORE))
    app = opened("presentation", edition=str(found.id))
    assert one(store, found.id).own.number == 1
    assert "l’état n°\u00a02 existe" in texts(app)
    press(app, "etat_passer")
    assert one(store, found.id).own.number == 2
    assert "T2 2026, état figé n°\u00a02" in toasts(app)
    assert "etat_passer" not in keys(app)


def test_texts_are_reread_by_the_coordination_alone(store: Store) -> None:
    found = prepared(store, TITLE, QUOTE)
    app = opened("presentation", **at(found, 2))
    assert "2 textes attendent d’être relus" in texts(app)  # the titles, the quote
    assert not [key for key in keys(app) if key.startswith("accepter_")]
    app = opened("coordination", **at(found, 2))
    for accept in [key for key in keys(app) if key.startswith("accepter_")]:
        press(app, accept)
    assert [reread.accepted for reread in one(store, found.id).rereadings.values()] == [True, True]
    assert "rien n’attend" in texts(app)
    press(app, "refuser_titres")
    assert one(store, found.id).rereadings["titres"].accepted is False


def test_the_public_page_shows_more_only_when_chosen(store: Store) -> None:
    found = prepared(store, TITLE)
    app = opened("presentation", edition=str(found.id))
    assert not any(app.toggle(key=f"site_{found.id}_{name}").value for name in ("weather", "health", "difficulties"))
    app.toggle(key=f"site_{found.id}_weather").set_value(True).run()
    app.text_input(key=f"site_{found.id}_address").set_value("javascript:alert(1)").run()
    assert app.error
    assert one(store, found.id).site.address == ""
    app.text_input(key=f"site_{found.id}_address").set_value("https://www.exemple.fr/repit").run()
    assert (one(store, found.id).site.weather, one(store, found.id).site.address) == (
        True, "https://www.exemple.fr/repit",
    )  # fmt: skip


def test_an_edition_is_removed_after_a_confirmation(store: Store) -> None:
    found = prepared(store, TITLE)
    app = press(opened("presentation", edition=str(found.id)), "edition_supprimer_confirmer")
    assert edition(store, found.id) is None
    assert "edition" not in app.query_params
    assert "est supprimée" in toasts(app)


def test_an_edition_changed_meanwhile_is_not_removed(store: Store) -> None:
    found = prepared(store, TITLE)
    app = opened("presentation", edition=str(found.id))
    edit_edition(
        store, acting(store, "coordination"), PLAN, found.id, EditionInput(2026, "Autre thème"), seen=found.version
    )
    press(app, "edition_supprimer_confirmer")
    assert one(store, found.id).theme == "Autre thème"


# --- what leaves the page -----------------------------------------------------------------------------------------


def test_each_document_is_made_from_the_edition_as_it_is_when_asked(store: Store) -> None:
    found = prepared(store, TITLE, SceneInput(SceneKind.KEY_FIGURES), SceneInput(SceneKind.MAP), THANKS)
    app = opened("lecture", edition=str(found.id))
    shown = shown_of(app, found)
    # Changed after the page was drawn, before the button is pressed.
    said = SceneInput(SceneKind.TITLE, "Un titre venu après")
    edit_scene(store, acting(store, "presentation"), PLAN, found.scenes[0].id, said, seen=found.scenes[0].version)
    made = {one.ending: hand_out.asked(shown, one, {})() for one in hand_out.DOCUMENTS}
    assert "Un titre venu après" in made[".html"].decode()
    assert made[".pdf"].startswith(b"%PDF")
    assert len(PdfReader(BytesIO(made["-avec-notes.pdf"])).pages) > len(PdfReader(BytesIO(made[".pdf"])).pages)
    with ZipFile(BytesIO(made[".pptx"])) as slides:
        assert "Un titre venu après" in slides.read("ppt/slides/slide1.xml").decode()
    with ZipFile(BytesIO(made["-page-publique.zip"])) as site:
        names = {name.rsplit("/", 1)[-1] for name in site.namelist()}
        assert {"index.html", "valeurs.csv", "schema.json", "LISEZMOI.txt"} <= names
        method = next(name for name in site.namelist() if name.endswith("methode.html"))
        assert "Contours et populations" in site.read(method).decode()


def test_a_document_that_cannot_be_made_says_why_in_french(store: Store) -> None:
    found = prepared(store, TITLE)
    app = opened("presentation", edition=str(found.id))
    shown = shown_of(app, found)
    remove_edition(store, acting(store, "coordination"), PLAN, found.id, seen=found.version)
    failed: dict[str, str] = {}
    with pytest.raises(Refused):
        hand_out.asked(shown, hand_out.DOCUMENTS[0], failed)()
    assert "Cette édition n’existe plus." in failed["Fichier à emporter (HTML)"]


def shown_of(app: AppTest, found: EditionRow) -> Shown:
    now: View = app.session_state["vue"]
    held = told(now.store, found)
    return Shown(now, found, held, deck(found, held), True, False)
