"""A first deck from a theme, in one click: ten to fourteen scenes that the frozen state can fill, with what to say.

No title and no note holds a figure: those of the slides are computed, and a title would keep an old one.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from data.conference import spoken
from data.conference.edition import EditionInput, SceneInput
from data.conference.perimeter import within
from data.conference.scenes.key_figures import DOCUMENT
from data.conference.scenes.key_figures import MOST as AT_ONCE
from data.conference.texts import decisions_after, reported, year_before
from data.french import capitalised, shortened, typeset
from data.measures.columns import Row, records, texts
from data.measures.indicator_board import standings
from data.measures.indicators import series, value_of
from data.measures.key_figures import KINDS, NOTHING, REFERENCE, key_figures
from data.measures.layer import RATE
from data.measures.nouns import leaf_noun
from data.measures.one_fiche import named_by_actions
from data.measures.readable import readable_measures
from data.measures.status import UNSAID
from data.situation import Situation, where
from data.typed import LONGEST_TITLE
from data.vocabulary import MeasureKind, SceneKind, Status

LEAST, MOST = 10, 14
"""Scenes of a first deck: under the least, further views of the theme join; beyond the most, the least needed go."""
_NUMBERS = (MeasureKind.TARGET, MeasureKind.FOLLOW_UP)
_STORIES, _TRAJECTORIES, _HEADINGS, _KINDS = 2, 2, 3, 4


@dataclass(frozen=True)
class _Planned:
    """A scene at its place. `rank`: 0 is always kept; of the others, the highest goes first when there are too many.
    `spare`: it only joins when there are too few, the lowest rank first."""

    scene: SceneInput
    rank: int
    spare: bool


def propose(
    said: EditionInput, situation: Situation, *, past: Sequence[Situation] = (), others: Sequence[Situation] = ()
) -> tuple[SceneInput, ...]:
    """The scenes, in order.

    Args:
        situation: the frozen state that the edition is told from, unfiltered.
        past: earlier frozen states of the same plan that the edition is bound to.
        others: the states of the other plans reviewed with it, one each.
    """
    here = within(situation, said.perimeter)
    planned = [
        _planned(SceneKind.TITLE),
        _first_figures(situation, here),
        *_where_it_stands(here),
        *_told(here),
        *_over_time(here, past),
        *_in_document(here if len(here.key_figures) else situation),
        *_reviewed(others),
        *_closing(here),
    ]
    scenes = [one.scene for one in _fitted(planned)]
    total = sum(spoken.minutes(scene.kind) for scene in scenes)
    first = replace(
        scenes[0], notes=f"Tout le déroulé : environ {total} minutes, sans les questions.\n{scenes[0].notes}"
    )
    return (replace(first, notes=typeset(first.notes)), *scenes[1:])


def _planned(
    kind: SceneKind,
    title: str = "",
    *,
    rank: int = 0,
    spare: bool = False,
    say: str = "",
    public: bool = True,
    **settings: object,
) -> _Planned:
    given: Mapping[str, Any] = {name: value for name, value in settings.items() if value is not None}
    return _Planned(
        SceneInput(kind, shortened(typeset(title), LONGEST_TITLE), spoken.note(kind, say), public, given), rank, spare
    )


def _fitted(planned: list[_Planned]) -> list[_Planned]:
    """As many scenes as a talk holds, in their order."""
    spare = sorted((at for at, one in enumerate(planned) if one.spare), key=lambda at: planned[at].rank)
    kept = {at for at, one in enumerate(planned) if not one.spare}
    kept |= set(spare[: max(0, LEAST - len(kept))])
    leaving = sorted((at for at in kept if planned[at].rank), key=lambda at: -planned[at].rank)
    kept -= set(leaving[: max(0, len(kept) - MOST)])
    return [planned[at] for at in sorted(kept)]


# The parts of a talk


def _first_figures(situation: Situation, here: Situation) -> _Planned:
    """Those of the theme; a theme that keeps no action is set in the whole plan."""
    told = here if len(here.leaves) else situation
    title = "Ce qui est fait, et ce que nous en savons" if _known(told) else "Quelques repères"
    return _planned(SceneKind.KEY_FIGURES, title, whole=None if told is here else True)


def _known(here: Situation) -> bool:
    """Somebody said where an action stands."""
    return any(status not in UNSAID for status in texts(here.leaves, "status"))


def _where_it_stands(here: Situation) -> Iterator[_Planned]:
    """The actions by axis, or by public when the theme holds in one axis; the map where territories have answered."""
    axes = len({code for code in texts(here.leaves, "axis_code") if code})
    publics = len(named_by_actions(here)) > 1
    level, noun = here.level_name(1).lower(), leaf_noun(here)
    if axes:
        title = f"Où en sont les {noun.named(2)}, {level} par {level}"
        yield _planned(SceneKind.AXIS, title, rank=4, spare=axes == 1 and publics)
    if publics:
        yield _planned(SceneKind.PUBLIC, "Pour qui ces actions sont faites", rank=4, spare=axes > 1)
    quiet = {*UNSAID, Status.NOT_CONCERNED}
    if any(status not in quiet for status in texts(here.cells, "status")):
        yield _planned(SceneKind.MAP, "Où ces actions avancent dans le département", rank=2, layer=RATE)


def _told(here: Situation) -> Iterator[_Planned]:
    """The fiches with most to tell; the parts of the plan with most actions in their place."""
    ranked = [row for weight, row in _by_weight(here) if weight][:_STORIES]
    for at, row in enumerate(ranked):
        title = f"{shortened(str(row['title']), LONGEST_TITLE - 30)} : ce qui a été fait"
        yield _planned(SceneKind.FICHE, title, rank=1 + 2 * at, fiche=str(row["code"]))
    for at, heading in enumerate(_largest(here)):
        yield _planned(SceneKind.AXIS, str(heading["title"]), rank=5 + at, spare=True, heading=str(heading["code"]))
    voices = any(one.publishable for row in ranked for one in reported(here, "done", [str(row["code"])]))
    if not voices:
        yield _planned(SceneKind.QUOTE, "Paroles", rank=9, spare=True)


def _by_weight(here: Situation) -> list[tuple[int, Row]]:
    """The fiches by what they have to tell: their publishable texts of the year, their actions done, their texts."""
    done = where(here.leaves, status=Status.DONE)
    found: list[tuple[int, Row]] = []
    for row in records(here.fiches):
        said = reported(here, "done", [str(row["code"])])
        actions = len(where(done, fiche_code=row["code"]))
        found.append((3 * sum(one.publishable for one in said) + 2 * actions + len(said), row))
    return sorted(found, key=lambda pair: -pair[0])


def _largest(here: Situation) -> list[Row]:
    """The axes that hold most actions of the theme; what one axis holds when it is alone."""
    column = "axis_code" if len({*texts(here.leaves, "axis_code")}) > 1 else "heading_code"
    counts = Counter(code for code in texts(here.leaves, column) if code)
    rows = [row for row in records(here.headings) if str(row["code"]) in counts]
    return sorted(rows, key=lambda row: -counts[str(row["code"])])[:_HEADINGS]


def _over_time(here: Situation, past: Sequence[Situation]) -> Iterator[_Planned]:
    earlier = [one for one in past if one.plan.code == here.plan.code and one.as_of < here.as_of]
    if earlier and len(here.leaves):
        yield _planned(SceneKind.BEFORE_AFTER, "Ce qui a changé, pour les mêmes actions", rank=2)
    for at, (code, title) in enumerate(_followed(here)[:_TRAJECTORIES]):
        yield _planned(SceneKind.TRAJECTORY, title, rank=4 + at, spare=at > 0, indicator=code)


def _followed(here: Situation) -> list[tuple[str, str]]:
    """(code, title) of the indicators with two values for the département that anybody may see, or more: those with a
    target first, then those with most values."""
    measures, place = readable_measures(here), here.plan.departement_code
    found: list[tuple[bool, int, str, str]] = []
    for one in standings(here, readable=measures):
        if one.indicator["measure_kind"] not in _NUMBERS or one.code not in measures:
            continue
        known = sum(value_of(row) is not None for row in series(measures[one.code], one.code, place, here.as_of))
        if known > 1:
            found.append((not one.has_target, -known, one.code, one.title))
    return [(code, title) for _, _, code, title in sorted(found, key=lambda one: one[:2])]


def _in_document(here: Situation) -> Iterator[_Planned]:
    """The figures printed in the plan's document, kind by kind, but for those with which the talk may begin."""
    printed = sorted(key_figures(here), key=lambda one: (not one.counted, not one.dated, one.conflict))
    # Where nobody said anything yet, the document has more to tell than actions without news.
    rank = 8 if _known(here) else 3
    by_kind: dict[str, list[str]] = {}
    # Two figures of one label cannot be told apart, but for references: their place is shown.
    seen = {one.label for one in printed[:AT_ONCE]}
    for one in printed[AT_ONCE:]:
        if (
            one.kind != "exemple"
            and not one.conflict
            and one.value != NOTHING
            and (one.kind == REFERENCE or one.label not in seen)
        ):
            seen.add(one.label)
            by_kind.setdefault(one.kind, []).append(f"{DOCUMENT}{one.code}")
    for kind in sorted(by_kind, key=lambda kind: -len(by_kind[kind]))[:_KINDS]:
        title = capitalised(KINDS[kind][1]) if kind in KINDS else "Chiffres du document"
        yield _planned(SceneKind.KEY_FIGURES, title, rank=rank, spare=True, figures=by_kind[kind][:AT_ONCE])


def _reviewed(others: Sequence[Situation]) -> Iterator[_Planned]:
    for one in others:
        title = f"{one.plan.departement_name} : où en est « {one.plan.title} »"
        yield _planned(SceneKind.KEY_FIGURES, title, say=spoken.OTHER_PLAN, plan=one.plan.code)


def _closing(here: Situation) -> Iterator[_Planned]:
    if decisions_after(here, year_before(here.as_of)):
        yield _planned(SceneKind.DECISIONS, "Ce qui a été décidé", rank=3)
    yield _planned(SceneKind.NEXT, "Ce qui vient")
    # Who reads the public page is there already.
    yield _planned(SceneKind.PUBLIC_PAGE, "Retrouvez ces chiffres sur votre téléphone", public=False)
    yield _planned(SceneKind.THANKS, "Merci")
