"""Editions of the yearly event: told from frozen states that nothing moves, changed by who may, kept in order."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from data.commands.campaign import close_campaign, reopen_campaign
from data.commands.edition import bind_edition, create_edition, edit_edition, remove_edition, set_site
from data.commands.edition_file import MOST as MOST_FILES
from data.commands.edition_file import add_edition_file, remove_edition_file
from data.commands.plan import rename
from data.commands.rereading import reread_text
from data.commands.scene import MOST, add_scene, edit_scene, move_scene, remove_scene
from data.conference.edition import EditionInput, EditionRow, Perimeter, Pin, SceneInput, SiteOptions
from data.database import Store
from data.errors import CapError, Conflict, Refused, StoreError
from data.freezing import freeze
from data.period import Period
from data.permissions import Actor
from data.reading.editions import edition, editions, file_content, told
from data.vocabulary import FileUse, SceneKind
from tests.support.files import PDF, PNG
from tests.support.plan_store import PLAN, SMALL, counts, journal, raw
from tests.support.quarter import BEFORE, NOW, OTHERS, acting

SAID = EditionInput(
    2026,
    "La participation des usagers",
    held_on=date(2026, 11, 27),
    place="Valence",
    perimeter=Perimeter(fiches=("P2", "P1")),
    chairs=("Présidente du Département", "  "),
    on_site=180,
    remote=120,
)


def the(store: Store) -> EditionRow:
    return editions(store, PLAN)[0]


def titles(store: Store) -> list[str]:
    return [scene.title for scene in the(store).scenes]


def test_an_edition_is_read_back_as_it_was_said(store: Store, coordinator: Actor) -> None:
    scenes = [SceneInput(SceneKind.MAP, "Où", "Montrer le sud", False, {"layer": "taux"}), SceneInput(SceneKind.THANKS)]
    number = create_edition(store, coordinator, PLAN, SAID, period=BEFORE, scenes=scenes)
    found = edition(store, number)
    assert found is not None
    assert found == editions(store, PLAN)[0]
    assert (found.year, found.theme, found.held_on, found.place) == (2026, SAID.theme, date(2026, 11, 27), "Valence")
    assert (found.chairs, found.on_site, found.remote) == (("Présidente du Département",), 180, 120)
    assert found.perimeter == Perimeter(fiches=("P1", "P2"))
    assert [(one.position, one.kind, one.title, one.notes, one.public) for one in found.scenes] == [
        (1, SceneKind.MAP, "Où", "Montrer le sud", False),
        (2, SceneKind.THANKS, "", "", True),
    ]
    assert dict(found.scenes[0].settings) == {"layer": "taux"}
    assert (found.plan, found.own, found.past, found.others) == (PLAN, Pin(PLAN, BEFORE, 1), (), ())


def test_a_reopened_and_reclosed_quarter_leaves_an_edition_as_it_was(store: Store, coordinator: Actor) -> None:
    before = told(store, the(store))
    own = the(store).own
    body = freeze(before.situations[own]).body
    reopen_campaign(store, coordinator, PLAN, Period.parse(BEFORE), reason="un oubli")
    rename(store, coordinator, PLAN, "fiche", OTHERS, "Un tout autre titre", seen_version=1, reason="essai")
    assert close_campaign(store, coordinator, PLAN, Period.parse(BEFORE)) == 2
    after = told(store, the(store))
    assert freeze(after.situations[own]).body == body
    assert after.checksums == before.checksums
    assert (before.newest, after.newest) == (1, 2)
    assert "Un tout autre titre" not in set(after.situations[own].fiches["title"])

    bind_edition(store, coordinator, PLAN, the(store).id, period=BEFORE, seen=the(store).version)
    assert the(store).own == Pin(PLAN, BEFORE, 2)
    assert journal(store)[-1]["command"] == "Changer l’état figé d’une édition"
    moved = told(store, the(store))
    assert "Un tout autre titre" in set(moved.situations[the(store).own].fiches["title"])


def test_it_keeps_its_past_and_the_plans_reviewed_with_it(store: Store, coordinator: Actor) -> None:
    close_campaign(store, coordinator, PLAN, Period.parse(NOW))
    close_campaign(store, coordinator, SMALL, Period.parse("2026-S2"))
    other = Pin(SMALL, "2026-S2", 1)
    bind_edition(store, coordinator, PLAN, the(store).id, period=NOW, others=[other], seen=1)
    assert (the(store).own, the(store).past, the(store).others) == (
        Pin(PLAN, NOW, 1),
        (Pin(PLAN, BEFORE, 1),),
        (other,),
    )
    assert set(told(store, the(store)).situations) == {Pin(PLAN, NOW, 1), Pin(PLAN, BEFORE, 1), other}


@pytest.mark.parametrize(
    ("period", "number", "others"),
    [
        (NOW, None, ()),  # still open
        (BEFORE, 2, ()),
        ("2031-T1", None, ()),
        (BEFORE, 1, (Pin(SMALL, "2026-S2", 1),)),  # not frozen
        (BEFORE, 1, (Pin(PLAN, BEFORE, 1),)),  # itself
        (BEFORE, 1, (Pin("ailleurs", BEFORE, 1),)),
    ],
)
def test_figures_that_may_move_are_not_told(
    period: str, number: int | None, others: tuple[Pin, ...], store: Store, coordinator: Actor
) -> None:
    before = counts(store)
    with pytest.raises(Refused, match="Rien n’a été enregistré"):
        create_edition(store, coordinator, PLAN, SAID, period=period, number=number, others=others)
    assert counts(store) == before


@pytest.mark.parametrize(
    ("said", "words"),
    [
        (EditionInput(2026, "  "), "Le thème est vide"),
        (EditionInput(2026, "x" * 401), "401 caractères"),
        (EditionInput(1789, "Thème"), "1789"),
        (EditionInput(2026, "Thème", held_on=date(2025, 1, 1)), "l’une ou"),
        (EditionInput(2026, "Thème", on_site=-1), "Le nombre de personnes"),
        (EditionInput(2026, "Thème", chairs=tuple(f"Fonction {n}" for n in range(13))), "12 fonctions"),
    ],
)
def test_bad_words_are_refused(said: EditionInput, words: str, store: Store, coordinator: Actor) -> None:
    before = the(store)
    with pytest.raises(Refused, match=words):
        create_edition(store, coordinator, PLAN, said, period=BEFORE)
    with pytest.raises(Refused, match=words):
        edit_edition(store, coordinator, PLAN, before.id, said, seen=1)
    assert editions(store, PLAN) == (before,)


def test_two_presenters_do_not_overwrite_one_another(store: Store, coordinator: Actor) -> None:
    edit_edition(store, coordinator, PLAN, the(store).id, SAID, seen=1)
    with pytest.raises(Conflict) as conflict:
        edit_edition(store, coordinator, PLAN, the(store).id, EditionInput(2026, "Un autre thème"), seen=1)
    assert conflict.value.theirs["theme"] == SAID.theme
    scene = the(store).scenes[0]
    edit_scene(store, coordinator, PLAN, scene.id, SceneInput(scene.kind, "Le mien"), seen=scene.version)
    with pytest.raises(Conflict) as conflict:
        edit_scene(store, coordinator, PLAN, scene.id, SceneInput(scene.kind, "Le tien"), seen=scene.version)
    assert conflict.value.theirs["title"] == "Le mien"
    assert titles(store)[0] == "Le mien"


def test_scenes_stay_numbered_from_one(store: Store, coordinator: Actor) -> None:
    number = the(store).id
    for scene in the(store).scenes:
        remove_scene(store, coordinator, PLAN, scene.id)
    for letter in "ABCD":
        add_scene(store, coordinator, PLAN, number, SceneInput(SceneKind.THANKS, letter))
    scenes = {scene.title: scene.id for scene in the(store).scenes}
    move_scene(store, coordinator, PLAN, scenes["D"], 1)
    assert titles(store) == ["D", "A", "B", "C"]
    move_scene(store, coordinator, PLAN, scenes["D"], 99)
    assert titles(store) == ["A", "B", "C", "D"]
    remove_scene(store, coordinator, PLAN, scenes["B"])
    add_scene(store, coordinator, PLAN, number, SceneInput(SceneKind.THANKS, "E"), position=2)
    assert titles(store) == ["A", "E", "C", "D"]
    assert [scene.position for scene in the(store).scenes] == [1, 2, 3, 4]


def test_anything_that_changes_an_edition_changes_its_digest(store: Store, coordinator: Actor) -> None:
    seen = {the(store).digest}
    number, scene = the(store).id, the(store).scenes[0]
    for change in (
        lambda: edit_edition(store, coordinator, PLAN, number, SAID, seen=1),
        lambda: edit_scene(store, coordinator, PLAN, scene.id, SceneInput(scene.kind, "Autre"), seen=scene.version),
        lambda: move_scene(store, coordinator, PLAN, scene.id, 2),
        lambda: remove_scene(store, coordinator, PLAN, scene.id),
        lambda: reread_text(store, coordinator, PLAN, number, text_key="a", text="Un", accepted=True),
        lambda: reread_text(store, coordinator, PLAN, number, text_key="a", text="Un", accepted=False),
        lambda: reread_text(store, coordinator, PLAN, number, text_key="a", text="Deux", accepted=False),
        lambda: add_edition_file(store, coordinator, PLAN, number, use=FileUse.LOGO, filename="l.png", content=PNG),
    ):
        change()
        assert the(store).digest not in seen
        seen.add(the(store).digest)


@pytest.mark.parametrize(
    ("said", "words"),
    [
        (SceneInput(SceneKind.PARTNER_FIGURE, settings={"figure": "12 %"}), "qui le donne"),
        (SceneInput(SceneKind.PARTNER_FIGURE, settings={"figure": "12 %", "said_by": "Insee"}), "sa date"),
        (SceneInput(SceneKind.MAP, settings={"couche": "taux"}), "ne connaît pas ce réglage"),
        (SceneInput(SceneKind.PHOTO, settings={"file": 999}), "n’est plus dans l’édition"),
        (SceneInput(SceneKind.THANKS, "x" * 401), "401 caractères"),
        (SceneInput(SceneKind.THANKS, notes="x" * 10_001), "10\u202f001 caractères"),
        (SceneInput(SceneKind.QUOTE, settings=dict.fromkeys(("text", "said_by", "about"), "x" * 9_999)), "trop"),
    ],
)  # fmt: skip
def test_a_scene_that_cannot_be_shown_is_refused(
    said: SceneInput, words: str, store: Store, coordinator: Actor
) -> None:
    before = the(store)
    with pytest.raises(Refused, match=words):
        add_scene(store, coordinator, PLAN, before.id, said)
    with pytest.raises(Refused, match=words):
        edit_scene(store, coordinator, PLAN, before.scenes[0].id, said, seen=before.scenes[0].version)
    assert the(store) == before


def test_an_edition_has_an_end(store: Store, coordinator: Actor) -> None:
    with pytest.raises(Refused, match=str(MOST)):
        create_edition(
            store, coordinator, PLAN, SAID, period=BEFORE, scenes=[SceneInput(SceneKind.THANKS)] * (MOST + 1)
        )
    for rank in range(MOST_FILES - len(the(store).files)):
        add_edition_file(
            store, coordinator, PLAN, the(store).id, use=FileUse.PHOTO, filename=f"{rank}.png", content=PNG, title="X"
        )
    with pytest.raises(Refused, match=f"{MOST_FILES} fichiers"):
        add_edition_file(
            store, coordinator, PLAN, the(store).id, use=FileUse.PHOTO, filename="a.png", content=PNG, title="X"
        )


def test_files_are_kept_shown_and_removed(store: Store, coordinator: Actor) -> None:
    number, photo = the(store).id, the(store).files[0]
    assert (photo.use, photo.title, photo.media_type) == (FileUse.PHOTO, "Un jardin", "image/png")
    assert (file_content(store, photo.id) or b"").startswith(b"\x89PNG")
    assert file_content(store, 999) is None
    add_scene(store, coordinator, PLAN, number, SceneInput(SceneKind.PHOTO, settings={"file": photo.id}))
    with pytest.raises(Refused, match="La scène 3 montre cette photo"):
        remove_edition_file(store, coordinator, PLAN, photo.id)
    remove_scene(store, coordinator, PLAN, the(store).scenes[2].id)
    remove_edition_file(store, coordinator, PLAN, photo.id)
    for name in ("un.png", "deux.png"):
        add_edition_file(store, coordinator, PLAN, number, use=FileUse.LOGO, filename=name, content=PNG)
    assert [one.filename for one in the(store).files] == ["deux.png"]
    with pytest.raises(Refused, match="ce que montre la photo"):
        add_edition_file(store, coordinator, PLAN, number, use=FileUse.PHOTO, filename="a.png", content=PNG)
    with pytest.raises(Refused, match=r"diaporama|modèle|PowerPoint"):
        add_edition_file(store, coordinator, PLAN, number, use=FileUse.TEMPLATE, filename="m.pptx", content=PDF)
    assert all("content" not in line["after"] for line in journal(store) if line["table_name"] == "editionfile")


@pytest.mark.parametrize(
    "address", ["javascript:alert(1)", "conference.example", "https://a b", f"https://a.fr/{'x' * 300}"]
)
def test_the_public_page_has_an_address_that_a_phone_can_follow(address: str, store: Store, coordinator: Actor) -> None:
    with pytest.raises(Refused, match="Rien n’a été enregistré"):
        set_site(store, coordinator, PLAN, the(store).id, SiteOptions(address=address), seen=1)
    options = SiteOptions(weather=True, address=" https://conference.example/2026 ")
    set_site(store, coordinator, PLAN, the(store).id, options, seen=1)
    assert the(store).site == SiteOptions(weather=True, address="https://conference.example/2026")


def test_who_answers_for_the_public_page_is_a_line_each(store: Store, coordinator: Actor) -> None:
    with pytest.raises(Refused, match="Hébergeur"):
        set_site(store, coordinator, PLAN, the(store).id, SiteOptions(host="x" * 401), seen=1)
    said = SiteOptions(director=" La présidente\ndu conseil ", host="\u0000", contact="  ")
    with pytest.raises(Refused, match="Hébergeur"):
        set_site(store, coordinator, PLAN, the(store).id, said, seen=1)
    set_site(store, coordinator, PLAN, the(store).id, replace(said, host=""), seen=1)
    assert the(store).site == SiteOptions(director="La présidente du conseil")


def test_an_edition_of_another_plan_is_out_of_reach(store: Store, coordinator: Actor) -> None:
    found, before = the(store), counts(store)
    for act in (
        lambda: edit_edition(store, coordinator, SMALL, found.id, SAID, seen=1),
        lambda: remove_edition(store, coordinator, SMALL, found.id, seen=1),
        lambda: add_scene(store, coordinator, SMALL, found.id, SceneInput(SceneKind.THANKS)),
        lambda: remove_scene(store, coordinator, SMALL, found.scenes[0].id),
        lambda: remove_edition_file(store, coordinator, SMALL, found.files[0].id),
        lambda: reread_text(store, coordinator, SMALL, found.id, text_key="a", text="a", accepted=True),
    ):
        with pytest.raises(CapError, match="Rien n’a été modifié"):
            act()
    assert counts(store) == before
    assert the(store) == found


def test_removing_an_edition_leaves_nothing_of_it_but_the_journal(store: Store, coordinator: Actor) -> None:
    reread_text(store, coordinator, PLAN, the(store).id, text_key="a", text="a", accepted=True)
    remove_edition(store, coordinator, PLAN, the(store).id, seen=1, reason="reportée d’un an")
    assert {name: count for name, count in counts(store).items() if name in _OURS} == dict.fromkeys(_OURS, 0)
    assert editions(store, PLAN) == ()
    assert journal(store)[-1]["command"] == "Supprimer une édition"


_OURS = ("edition", "scene", "editionfile", "rereading")


def test_a_frozen_state_that_is_gone_is_said(store: Store) -> None:
    with raw(store) as connection:
        connection.execute("UPDATE edition SET pins = replace(pins, ?, '1999-T1')", (BEFORE,))
    with pytest.raises(StoreError, match="état figé"):
        told(store, the(store))


def test_an_edition_is_shown_to_all_and_changed_by_who_presents(store: Store) -> None:
    edit_edition(store, acting(store, "role_presentateur"), PLAN, the(store).id, SAID, seen=1)
    with pytest.raises(Refused, match="relire"):
        reread_text(
            store, acting(store, "role_presentateur"), PLAN, the(store).id, text_key="a", text="a", accepted=True
        )
