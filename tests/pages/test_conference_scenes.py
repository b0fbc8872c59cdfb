"""Scenes of an edition without a browser: added, arranged, typed in, saved at once; two people on one scene."""

from __future__ import annotations

import pytest

from components.conference import fields
from data.commands.campaign import close_campaign, open_campaign
from data.commands.edition import create_edition
from data.commands.scene import edit_scene, remove_scene
from data.conference.edition import EditionInput, Perimeter, Pin, SceneInput
from data.conference.kinds import KINDS
from data.database import Store
from data.period import Period
from data.vocabulary import SceneKind
from tests.support.app import held, texts, write
from tests.support.conference_page import (
    QUOTE,
    THANKS,
    THEME,
    TITLE,
    at,
    keys,
    one,
    opened,
    prepared,
    press,
)
from tests.support.quarter import BEFORE, MARKUP, PLAN, acting


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
