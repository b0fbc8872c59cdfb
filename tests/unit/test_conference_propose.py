"""The first deck: ten to fourteen scenes that the frozen state can fill, for every plan and every quarter."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from data.conference.edition import Perimeter, SceneInput
from data.conference.perimeter import within
from data.conference.propose import LEAST, MOST, propose
from data.conference.theme import perimeter_of, search
from data.situation import Situation, where
from data.typed import LONGEST_TITLE
from data.vocabulary import SceneKind
from tests.support.conference import ARDECHE, FIRST, PLAN, PLANS, frozen, rows, said, silent
from tests.support.editions import told_deck

WAITING = {SceneKind.PUBLIC_PAGE, SceneKind.QUOTE, SceneKind.NEXT}
"""Scenes that wait for what only the presenter knows: an address, somebody's words, what no calendar announces."""


def kinds(scenes: tuple[SceneInput, ...]) -> list[SceneKind]:
    return [scene.kind for scene in scenes]


def test_a_theme_of_the_drome(master_stores: Path) -> None:
    here, before = frozen(master_stores), frozen(master_stores, FIRST)
    perimeter = perimeter_of(search(here, None, "répit"))
    scenes = propose(said(perimeter=perimeter), here, past=[before])
    assert kinds(scenes) == [
        SceneKind.TITLE, SceneKind.KEY_FIGURES, SceneKind.PUBLIC, SceneKind.MAP, SceneKind.FICHE, SceneKind.FICHE,
        SceneKind.BEFORE_AFTER, SceneKind.TRAJECTORY, SceneKind.DECISIONS, SceneKind.NEXT, SceneKind.PUBLIC_PAGE,
        SceneKind.THANKS,
    ]  # fmt: skip
    # P10 has four publishable texts, P16 none.
    assert [scene.settings["fiche"] for scene in scenes if scene.kind == SceneKind.FICHE] == ["P10", "P16"]
    assert [scene.settings["indicator"] for scene in scenes if scene.kind == SceneKind.TRAJECTORY] == ["P10-IND06"]


@pytest.mark.parametrize("plan", PLANS)
def test_every_plan_has_a_first_deck_before_anything_is_said(master_stores: Path, plan: str) -> None:
    filled(silent(master_stores, plan))


def test_a_quarter_without_report(master_stores: Path) -> None:
    here = frozen(master_stores)
    quiet = here.with_(reports=here.reports.iloc[:0], states=here.states.iloc[:0])
    scenes = filled(quiet)
    assert SceneKind.FICHE in kinds(scenes)


def test_a_theme_that_keeps_no_action(master_stores: Path) -> None:
    here = frozen(master_stores)
    bare = within(here, Perimeter(actions=("nulle-part",)))
    assert bare.leaves.empty
    scenes = propose(said(perimeter=Perimeter(actions=("nulle-part",))), here)
    assert scenes[1].settings == {"whole": True}


def test_the_whole_plan_is_told_by_axis(master_stores: Path) -> None:
    scenes = filled(frozen(master_stores))
    assert SceneKind.AXIS in kinds(scenes)


def test_a_plan_without_fiches_tells_its_parts(master_stores: Path) -> None:
    scenes = filled(silent(master_stores, ARDECHE))
    assert SceneKind.FICHE not in kinds(scenes)
    # It holds no followed action yet: its document has figures of its own.
    shown = [code for scene in scenes for code in scene.settings.get("figures", ())]
    assert len(shown) == len(set(shown)) > 8


@pytest.mark.parametrize("plan", PLANS[1:])
def test_figures_of_the_document_alone_are_told_as_such(master_stores: Path, plan: str) -> None:
    here = silent(master_stores, plan)
    deck = told_deck(here, rows(propose(said(), here)))
    shown = [one for one in deck.slides if one.kind == SceneKind.KEY_FIGURES]
    assert shown
    for slide in shown:
        assert slide.sentence.startswith("Le document donne "), slide.title
        assert "personne n’a encore donné l’état" not in slide.sentence
    # A reader tells each figure from the others, and each is one: a number before words, never nothing.
    figures = [one for slide in shown for one in slide.numbers]
    named = [(one.label, one.note if "Repères" in slide.title else "") for slide in shown for one in slide.numbers]
    assert len(named) == len(set(named))
    assert all(one.lead != "—" for one in figures)
    assert all(any(letter.isdigit() for letter in one.lead) for one in shown[0].numbers)


def test_a_reference_is_given_with_its_place(master_stores: Path) -> None:
    here = silent(master_stores, "herault-2023-2028")
    deck = told_deck(here, rows(propose(said(), here)))
    slide = next(one for one in deck.slides if one.title == "Repères pris hors du département")
    assert any(one.note == "Document du plan, 3e trimestre 2022\u00a0; France" for one in slide.numbers)


def test_the_other_plans_have_one_scene_each_and_never_leave(master_stores: Path) -> None:
    here = frozen(master_stores)
    others = [silent(master_stores, plan) for plan in PLANS if plan != PLAN]
    scenes = propose(said(), here, past=[frozen(master_stores, FIRST)], others=others)
    assert [scene.settings["plan"] for scene in scenes if "plan" in scene.settings] == list(PLANS[1:])
    assert len(scenes) <= MOST
    deck = told_deck(here, rows(scenes), past=[frozen(master_stores, FIRST)], others=others)
    assert not [one for one in deck.slides if one.missing and one.kind not in WAITING]


def filled(here: Situation) -> tuple[SceneInput, ...]:
    """The deck proposed for a whole plan: complete, each scene with something to show and something to say."""
    scenes = propose(said(), here)
    assert LEAST <= len(scenes) <= MOST
    assert kinds(scenes)[0] == SceneKind.TITLE
    assert kinds(scenes)[-1] == SceneKind.THANKS
    deck = told_deck(here, rows(scenes))
    assert {one.kind: one.missing for one in deck.slides if one.missing and one.kind not in WAITING} == {}
    for scene in scenes:
        assert re.search(r"\d min\. \S", scene.notes), scene
    return scenes


def test_no_title_holds_a_figure_that_would_grow_old(master_stores: Path) -> None:
    here = frozen(master_stores)
    for scene in propose(said(), here):
        if scene.kind != SceneKind.TRAJECTORY:  # its title is the document's own
            assert not re.search(r"\d", scene.title), scene.title
        # Minutes alone.
        assert not re.search(r"\d", re.sub(r"\d+ min(utes|\.)", "", scene.notes)), scene.notes


def test_a_milestone_is_no_trajectory(master_stores: Path) -> None:
    here = frozen(master_stores)
    p10 = propose(said(perimeter=Perimeter(fiches=("P10",))), here)
    told = [scene.settings["indicator"] for scene in p10 if scene.kind == SceneKind.TRAJECTORY]
    assert set(where(here.indicators, code=set(told))["measure_kind"]) <= {"cible", "suivi"}


def test_the_qr_code_is_not_on_the_page_that_it_opens(master_stores: Path) -> None:
    scenes = propose(said(), frozen(master_stores))
    assert [scene.public for scene in scenes if scene.kind == SceneKind.PUBLIC_PAGE] == [False]


def test_titles_of_400_characters_are_shortened_to_what_a_scene_holds(master_stores: Path) -> None:
    here = frozen(master_stores)
    long = "Soutenir le quotidien à domicile " * 12
    here = here.with_(fiches=here.fiches.assign(title=long), indicators=here.indicators.assign(title=long * 2))
    titles = [scene.title for scene in propose(said(), here)]
    assert max(len(title) for title in titles) <= LONGEST_TITLE
    assert any(title.endswith("…\u00a0: ce qui a été fait") for title in titles)
