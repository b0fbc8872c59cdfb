"""A deck built with what its former ones computed: the same deck, one slide built for one scene changed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from data.conference.build import deck
from data.conference.edition import EditionRow, FileRow, PastEdition, Perimeter, Reread, SiteOptions, Told
from data.conference.scope import Memory
from data.conference.texts import sha_of
from data.vocabulary import FileUse, SceneKind
from tests.support.editions import edition, scene
from tests.support.measures import drome, said, situation

HERE, BEFORE = (
    situation(
        drome(),
        [said(code, "2026-T2", "realisee") for code in drome().codes("P1", "P2")[:done]],
        period,
        peers=("A", "B", "C", "D"),
    )
    for done, period in ((10, "2026-T3"), (4, "2026-T2"))
)
TYPED = {5: "On souffle enfin.\nUne aidante", 6: "Une salle"}
QUOTE = {"text": "On souffle enfin.", "said_by": "Une aidante"}
LOGO = FileRow(4, FileUse.LOGO, "Logo", "", "logo.png", "image/png", 20, 10)
PHOTO = FileRow(5, FileUse.PHOTO, "Une salle", "", "salle.png", "image/png", 20, 10)

Stage = tuple[EditionRow, Told]


@pytest.fixture(scope="module")
def first() -> Stage:
    kinds: list[tuple[SceneKind, dict[str, Any]]] = [
        (SceneKind.TITLE, {}), (SceneKind.KEY_FIGURES, {}), (SceneKind.AXIS, {}), (SceneKind.MAP, {}),
        (SceneKind.QUOTE, QUOTE), (SceneKind.PHOTO, {"file": 5}), (SceneKind.BEFORE_AFTER, {}), (SceneKind.NEXT, {}),
        (SceneKind.PUBLIC_PAGE, {}), (SceneKind.THANKS, {}),
    ]  # fmt: skip
    scenes = [scene(kind, rank=rank, **asked) for rank, (kind, asked) in enumerate(kinds, start=1)]
    row, told = edition(HERE, scenes, past=[BEFORE], files=(PHOTO,))
    return row, replace(told, contents={5: b"salle"})


def of_scene(rank: int, **changes: Any) -> Callable[[Stage], Stage]:
    def change(stage: Stage) -> Stage:
        row, told = stage
        changed = tuple(
            replace(one, version=one.version + 1, **changes) if one.position == rank else one for one in row.scenes
        )
        return replace(row, scenes=changed), told

    return change


def of_edition(**changes: Any) -> Callable[[Stage], Stage]:
    return lambda stage: (replace(stage[0], version=stage[0].version + 1, **changes), stage[1])


def of_told(**changes: Any) -> Callable[[Stage], Stage]:
    return lambda stage: (stage[0], replace(stage[1], **changes))


def moved(stage: Stage) -> Stage:
    row, told = stage
    return replace(row, scenes=tuple(replace(one, position=11 - one.position) for one in row.scenes)), told


def bound_anew(stage: Stage) -> Stage:
    row, told = stage
    own = replace(row.own, number=2)
    now = edition(BEFORE, ())[1].situations
    return replace(row, pins=(own, *row.pins[1:])), replace(
        told,
        situations={own: next(iter(now.values())), **told.situations},
        frozen_on={own: told.frozen_on[row.own], **told.frozen_on},
        checksums={own: "9" * 64, **told.checksums},
    )


CHANGES: dict[str, Callable[[Stage], Stage]] = {
    "a title": of_scene(3, title="Un autre titre"),
    "notes": of_scene(3, notes="Respirer."),
    "a setting": of_scene(4, settings={"layer": "actions"}),
    "a kind": of_scene(3, kind=SceneKind.TRAJECTORY),
    "kept inside": of_scene(3, public=False),
    "the order": moved,
    "a scene less": lambda stage: (replace(stage[0], scenes=stage[0].scenes[1:]), stage[1]),
    "a scene more": lambda stage: (
        replace(stage[0], scenes=(*stage[0].scenes, scene(SceneKind.THANKS, rank=11, text="Et merci."))),
        stage[1],
    ),
    "the theme": of_edition(theme="La route"),
    "the perimeter": of_edition(perimeter=Perimeter(fiches=("P1",))),
    "the chairs": of_edition(chairs=("La présidente",)),
    "the address": of_edition(site=SiteOptions(address="https://exemple.fr/a")),
    "a rereading": of_edition(
        rereadings={f"scene:{100 + rank}": Reread(sha_of(text), True) for rank, text in TYPED.items()}
    ),
    "a logo": lambda stage: (
        replace(stage[0], files=(*stage[0].files, LOGO)), replace(stage[1], contents={4: b"png", 5: b"salle"})
    ),
    "another photo": of_told(contents={5: b"autre"}),
    "the last event": of_told(earlier=(PastEdition(2025, "Avant", on_site=120),)),
    "a newer closing": of_told(newest=3),
    "another state": bound_anew,
}  # fmt: skip


@pytest.mark.parametrize(
    ("public", "unseen"),
    [(False, {"a rereading"}), (True, {"notes", "a newer closing", "another photo"})],
)
def test_whatever_changes_the_deck_is_the_one_built_from_nothing(first: Stage, public: bool, unseen: set[str]) -> None:
    memory, before, same = Memory(), deck(*first, public=public), set[str]()
    for name, change in CHANGES.items():
        after = deck(*change(first), public=public)
        for stage, expected in ((first, before), (change(first), after)):
            assert deck(*stage, public=public, memory=memory) == expected, name
        same |= {name} if after == before else set()
    assert same == unseen, "the others are seen on a slide"


def test_one_scene_changed_is_one_slide_built(first: Stage) -> None:
    memory = Memory()
    before = deck(*first, memory=memory).slides
    after = deck(*of_scene(3, title="Un autre titre")(first), memory=memory).slides
    assert [one.number for one, two in zip(before, after, strict=True) if one.origins is not two.origins] == [3]
    again = deck(*moved(of_scene(3, title="Un autre titre", notes="Respirer.")(first)), memory=memory).slides
    assert {one.scene_id: id(one.origins) for one in again} == {one.scene_id: id(one.origins) for one in after}
    assert again[7].notes == "Respirer."


def test_two_editions_never_show_one_another(first: Stage) -> None:
    memory = Memory()
    row, told = edition(BEFORE, first[0].scenes, id=8)
    for stage in (first, (row, told), first):
        assert deck(*stage, memory=memory) == deck(*stage)
