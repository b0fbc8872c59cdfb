"""A deck: its scenes in order, what the public page leaves out, and a talk that no bad setting stops."""

import logging
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from data.conference import scenes as builders
from data.conference.build import deck
from data.conference.edition import FileRow, Perimeter, Pin
from data.errors import CapError, StoreError
from data.situation import Situation
from data.vocabulary import FileUse, SceneKind
from tests.support.editions import FROZEN_ON, edition, scene, slide_of, told_deck
from tests.support.measures import DROME, drome, said, situation, tree

PLACES = ("A", "B", "C", "D")


def followed(period: str = "2026-T3") -> Situation:
    """Ten actions of two fiches done, one under way, the others silent."""
    codes = drome().codes("P1", "P2")
    words = [said(code, "2026-T2", "realisee") for code in codes[:10]] + [said(codes[10], "2026-T2", "en_cours", 40)]
    return situation(drome(), words, period, peers=PLACES)


HERE = followed()


def test_scenes_are_numbered_in_the_order_of_their_positions() -> None:
    found = told_deck(HERE, [scene(SceneKind.THANKS, rank=2), scene(SceneKind.TITLE, rank=1)])
    assert [(one.number, one.scene_id, one.kind) for one in found.slides] == [
        (1, 101, SceneKind.TITLE),
        (2, 102, SceneKind.THANKS),
    ]


def test_the_deck_says_what_it_is_told_from() -> None:
    found = told_deck(HERE, [], past=[followed("2026-T2")], perimeter=Perimeter(fiches=("P1",)))
    own = found.bound[0]
    assert (own.plan_code, own.period, own.number) == ("drome-2025-2030", "2026-T3", 1)
    assert own.label == "3e trimestre 2026, état figé n°\u00a01"
    assert (own.sha256, own.frozen_on) == ("0" * 64, FROZEN_ON)
    assert [one.period for one in found.bound] == ["2026-T3", "2026-T2"]
    assert (found.event, found.theme, found.scope) == ("Conférence", "Le répit", "Thème\u00a0: projet P1")


def test_a_newer_closing_is_said_and_changes_nothing() -> None:
    before, after = (told_deck(HERE, [scene(SceneKind.AXIS)], newest=newest) for newest in (1, 2))
    assert before.newer == ""
    assert "figé de nouveau depuis (état n°\u00a02)" in after.newer
    assert replace(after, newer="") == before


def test_only_demonstration_data_are_labelled() -> None:
    assert told_deck(HERE, []).label == ""
    assert "démonstration" in told_deck(replace(HERE, demonstration=True), []).label
    assert "démonstration" in told_deck(HERE, [], others=[replace(followed("2026-T2"), demonstration=True)]).label


def test_the_public_deck_has_neither_notes_nor_private_scenes_nor_what_is_newer() -> None:
    given_scenes = [
        scene(SceneKind.AXIS, rank=1, notes="Rester calme."),
        scene(SceneKind.KEY_FIGURES, rank=2, public=False),
        scene(SceneKind.THANKS, rank=3),
    ]
    inside = told_deck(HERE, given_scenes, newest=2)
    outside = told_deck(HERE, given_scenes, newest=2, public=True)
    assert [one.notes for one in inside.slides] == ["Rester calme.", "", ""]
    assert [(one.number, one.kind) for one in outside.slides] == [(1, SceneKind.AXIS), (2, SceneKind.THANKS)]
    assert outside.newer == ""
    assert not any(one.notes for one in outside.slides)


def test_who_said_a_figure_stays_inside() -> None:
    def labels(public: bool) -> set[str]:
        found = slide_of(HERE, SceneKind.AXIS, public=public)
        return {name for origin in found.origins for name, _ in origin.lines}

    assert "Dit par" in labels(public=False)
    assert "Dit par" not in labels(public=True)
    assert {"Chiffre", "Formule", "Couverture", "Date"} <= labels(public=True)


def test_the_logo_is_that_of_the_edition() -> None:
    logo = FileRow(4, FileUse.LOGO, "Logo de l’essai", "", "logo.png", "image/png", 20, 10)
    row, told = edition(HERE, [], files=(logo,))
    assert deck(row, told).logo is None, "its bytes are not there"
    found = deck(row, replace(told, contents={4: b"png"})).logo
    assert found is not None
    assert (found.content, found.alt, found.width) == (b"png", "Logo de l’essai", 20)


def test_an_edition_whose_own_state_is_gone_says_so() -> None:
    row, told = edition(HERE, [])
    with pytest.raises(StoreError, match="introuvable"):
        deck(row, replace(told, situations={}))


def test_a_scene_that_fails_leaves_the_others(monkeypatch: pytest.MonkeyPatch, caplog: Any) -> None:
    def refuse(*_: Any) -> Any:
        raise CapError("Ce chiffre n’existe pas.")

    def fail(*_: Any) -> Any:
        raise ZeroDivisionError

    shown = [scene(SceneKind.MAP, rank=1), scene(SceneKind.AXIS, rank=2), scene(SceneKind.TRAJECTORY, rank=3)]
    wrong = {SceneKind.MAP: refuse, SceneKind.TRAJECTORY: fail}
    right = builders.builder(SceneKind.AXIS)
    monkeypatch.setattr(builders, "builder", lambda kind: wrong.get(kind, right))
    found = told_deck(HERE, shown).slides
    assert found[0].missing == "Ce chiffre n’existe pas."
    assert found[1].chart is not None
    assert not found[1].missing
    assert "vérifiez ses réglages" in found[2].missing
    assert [record.levelname for record in caplog.records] == ["ERROR"], "a defect is in the log"


NAMES = (
    "plan", "whole", "figures", "layer", "heading", "audience", "territory", "fiche", "since", "indicator", "figure",
    "unit", "label", "said_by", "dated", "address", "file", "caption", "text", "about", "codes", "items", "subtitle",
)  # fmt: skip
anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=12) | st.sampled_from(["P1", "1", "A"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["title", "when"]), inner, max_size=2),
    max_leaves=4,
)


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(kind=st.sampled_from(list(SceneKind)), asked=st.dictionaries(st.sampled_from(NAMES), anything, max_size=4))
def test_no_setting_breaks_a_scene(kind: SceneKind, asked: dict[str, Any], caplog: pytest.LogCaptureFixture) -> None:
    """Whatever a scene holds, its slide says something; nothing is only caught."""
    caplog.clear()
    found = told_deck(HERE, [scene(kind, **asked)]).slides[0]
    assert found.title or found.kind is SceneKind.PHOTO
    assert not [record for record in caplog.records if record.levelno >= logging.ERROR]


@pytest.mark.parametrize("kind", list(SceneKind))
def test_a_plan_of_which_nothing_is_known_never_breaks(kind: SceneKind, caplog: pytest.LogCaptureFixture) -> None:
    for empty in (situation(drome()), situation(drome(), actions=drome().actions.iloc[:0])):
        for public in (False, True):
            found = slide_of(empty, kind, public=public)
            assert found.missing or found.sentence or found.numbers or found.title
    assert not caplog.records


def test_actions_that_hang_straight_from_a_heading_are_counted() -> None:
    whole = situation(tree(DROME.with_name("gard-2022-2027.json")))
    straight = whole.leaves[whole.leaves["fiche_code"].isna()]
    code = str(straight["axis_code"].iloc[0])
    shown = slide_of(whole, SceneKind.AXIS, heading=str(straight["heading_code"].iloc[0])).table
    every = slide_of(whole, SceneKind.AXIS, heading=code).table
    assert shown is not None
    assert every is not None
    assert "Directement rattachées" in [row[0] for row in shown.rows]
    totals = [int(row[every.columns.index("Total")]) for row in every.rows]
    assert sum(totals) == (whole.leaves["axis_code"] == code).sum()


def test_another_plan_must_be_reviewed_with_it() -> None:
    assert "ne passe pas en revue" in slide_of(HERE, SceneKind.AXIS, plan="herault-2023-2028").missing
    other = replace(followed("2026-T2"), plan=replace(HERE.plan, code="autre", title="Autre plan"))
    found = slide_of(HERE, SceneKind.AXIS, others=[other], plan="autre", perimeter=Perimeter(fiches=("P1",)))
    assert not found.missing
    assert found.scope == "Autre plan (Drôme)"
    assert "2e trimestre 2026" in found.sentence


def test_pins_of_the_same_plan_are_its_past_oldest_first() -> None:
    row, _ = edition(HERE, [], past=[followed("2026-T2"), followed("2025-T4")])
    assert row.past == (Pin("drome-2025-2030", "2025-T4", 1), Pin("drome-2025-2030", "2026-T2", 1))
