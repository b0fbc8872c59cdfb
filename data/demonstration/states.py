"""What becomes of each action, quarter by quarter: the designed cases first, the rest drawn from one seed.

A course is told whatever its fiche answers; a report then says where its open actions stand that quarter. An ended
action is folded in the form: it is not said again unless somebody corrects it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from random import Random

from data.commands.report import StateInput
from data.demonstration import story_actions as story
from data.demonstration.calendar import QUARTERS
from data.demonstration.story import REPORTS
from data.demonstration.texts import (
    DONE_WORDS,
    EARLY_WORDS,
    PROGRESS_WORDS,
    START_WORDS,
    TERRITORY_DONE_WORDS,
    TERRITORY_WORDS,
    UNSTARTED_WORDS,
)
from data.french import typeset
from data.vocabulary import Status

CODES = tuple(quarter.code for quarter in QUARTERS)
_FINISHED_IN = {action: quarter for quarter, actions in story.FINISHED.items() for action in actions}
_WITHOUT_PERCENT = 0.25
"""Share of the actions under way whose pilot declares no percent."""
_EXPECTED = (37.5, 50, 62.5, 75, 87.5)
"""What the calendar of the first phase expects at the end of each quarter."""
_RATIOS = (0.6, 0.8, 0.9, 0.9, 1, 1, 1.05, 1.1)

Courses = dict[tuple[str, str], list[StateInput]]
"""(fiche, quarter) → what its report would say of its actions."""


@dataclass(frozen=True)
class ActionFacts:
    """What the replay needs to know of a leaf of the plan. `opened`: its phase has begun by the reference day."""

    code: str
    fiche: str
    opened: bool
    recurrent: bool


def courses(actions: Sequence[ActionFacts], peers: Sequence[str], random: Random) -> Courses:
    """What each fiche would say each quarter of its actions, then of its territories (`peers`: the store's EPCI)."""
    told: Courses = {}
    for action in actions:
        for rank, state in enumerate(_course(action, random)):
            if state is not None:
                told.setdefault((action.fiche, CODES[rank]), []).append(state)
    territorial = [action for action in actions if action.opened and action.code in story.TERRITORIAL]
    for territory in peers:
        if territory in story.PACES:
            for action, rank, state in _in_territory(territorial, territory, random):
                told.setdefault((action.fiche, CODES[rank]), []).append(state)
    return told


def _course(action: ActionFacts, random: Random) -> list[StateInput | None]:
    """What is said of an action for the département, one item per quarter."""
    code = action.code
    if action.recurrent:
        return [_recurrent(code, quarter) for quarter in CODES]
    if code in story.TERRITORIAL:
        declared = _said(code, Status.DONE, "Toutes les portes ouvertes prévues se sont tenues.")
        return [declared if _FINISHED_IN.get(code) == quarter else None for quarter in CODES]
    if code in story.ANTICIPATED:
        first = CODES.index(story.ANTICIPATED[code])
        return [
            _said(code, Status.IN_PROGRESS, EARLY_WORDS, 10 * (rank - first + 1)) if rank >= first else None
            for rank in range(len(CODES))
        ]
    if not action.opened or code in story.UNSAID:
        return [None] * len(CODES)
    return _drawn(code, random)


def _recurrent(code: str, quarter: str) -> StateInput | None:
    """Held in the quarters of the story; P9-03 is said to be unstarted, the others are prepared at first."""
    if quarter in story.HELD.get(code, ()):
        return _said(code, Status.DONE, "Rendez-vous tenu ; le bilan a été partagé avec les participants.")
    if code in story.HELD and quarter == "2025-T3":
        started = Status.IN_PROGRESS if story.HELD[code] else Status.NOT_STARTED
        return _said(code, started, "Préparation en cours." if story.HELD[code] else "")
    return None


def _drawn(code: str, random: Random) -> list[StateInput | None]:
    """An opened action: not started, under way from some quarter, then as the story ends for it."""
    begins = random.choice((0, 0, 1, 1, 2))
    rising = _rising(random, begins)
    percents = story.PERCENTS.get(code, rising)
    shows_percent = random.random() >= _WITHOUT_PERCENT or code in story.PERCENTS
    start, progress, end = (random.choice(words) for words in (START_WORDS, PROGRESS_WORDS, DONE_WORDS))
    later = random.choice(PROGRESS_WORDS)
    found: list[StateInput | None] = []
    ended = False
    for rank, quarter in enumerate(CODES):
        if (code, quarter) in story.CORRECTED:
            percent, why = story.CORRECTED[(code, quarter)]
            found.append(_said(code, Status.IN_PROGRESS, why, percent))
            continue
        ending = _ending(code, quarter, end)
        ended = ended or ending is not None
        if ended:
            found.append(ending)
        elif code in story.NOT_STARTED or percents[rank] == 0:
            found.append(_said(code, Status.NOT_STARTED, UNSTARTED_WORDS if rank > 2 else ""))
        else:
            words = start if rank == begins else progress if rank % 2 else later
            found.append(_said(code, Status.IN_PROGRESS, words, percents[rank] if shows_percent else None))
    return found


def _rising(random: Random, begins: int) -> list[int]:
    """Declared percents that only go up, 0 before the action begins; some ahead of their calendar, some behind."""
    ratio = random.choice(_RATIOS)
    return [0] * begins + [min(95, 5 * round(ratio * percent / 5)) for percent in _EXPECTED[begins:]]


def _ending(code: str, quarter: str, words: str) -> StateInput | None:
    """What ends or halts an action in that quarter, None for any other quarter."""
    if _FINISHED_IN.get(code) == quarter:
        return _said(code, Status.DONE, words)
    if code in story.SUSPENDED and story.SUSPENDED[code][0] == quarter:
        return _said(code, Status.SUSPENDED, story.SUSPENDED[code][1])
    if code in story.ABANDONED and story.ABANDONED[code][0] == quarter:
        _, decision, why = story.ABANDONED[code]
        return StateInput(action_code=code, status=Status.ABANDONED, decision_code=decision, reason=typeset(why))
    moved = story.POSTPONED.get(code)
    if moved is not None and moved.quarter == quarter:
        return StateInput(
            action_code=code,
            status=Status.POSTPONED,
            decision_code=moved.decision,
            reason=typeset(moved.reason),
            new_starts_on=moved.starts_on,
            new_ends_on=moved.ends_on,
        )
    return None


def _in_territory(
    actions: Sequence[ActionFacts], territory: str, random: Random
) -> list[tuple[ActionFacts, int, StateInput]]:
    """What is said of each déclinée action in one EPCI: exact shares, drawn places."""
    pace = story.PACES[territory]
    order = [action for action in actions if _speaking(action.fiche)]
    random.shuffle(order)
    # The contradictory action is done everywhere it concerns, but where the story says.
    held_back = territory in story.LAGGING_IN_CONTRADICTION
    order.sort(key=lambda action: action.code == story.CONTRADICTORY, reverse=not held_back)
    done, aside, unsaid = (round(len(actions) * share) for share in (pace.done, pace.not_concerned, pace.unsaid))
    found: list[tuple[ActionFacts, int, StateInput]] = []
    for place, action in enumerate(order):
        ranks = _speaking(action.fiche)
        if done <= place < done + aside:
            status = Status.NOT_CONCERNED
            found.append((action, ranks[0], _said(action.code, status, "", territory=territory)))
        elif not done + aside <= place < done + aside + unsaid:
            finish = random.choice(ranks[1:] or ranks) if place < done else None
            found += [(action, rank, state) for rank, state in _steps(action.code, territory, ranks, finish, random)]
    return found


def _steps(
    code: str, territory: str, ranks: Sequence[int], finish: int | None, random: Random
) -> list[tuple[int, StateInput]]:
    """Under way from the second quarter it is spoken of at the latest, done in `finish` if ever."""
    begins = random.choice(ranks[:2])
    words, last = random.choice(TERRITORY_WORDS), random.choice(TERRITORY_DONE_WORDS)
    found: list[tuple[int, StateInput]] = []
    for rank in ranks:
        if rank == finish:
            return [*found, (rank, _said(code, Status.DONE, last, territory=territory))]
        if rank < begins:
            found.append((rank, _said(code, Status.NOT_STARTED, "", territory=territory)))
        else:
            found.append((rank, _said(code, Status.IN_PROGRESS, words, territory=territory)))
    return found


def _speaking(fiche: str) -> list[int]:
    """Ranks of the quarters in which a fiche says something that counts."""
    return [rank for rank, letter in enumerate(REPORTS[fiche][0]) if letter in "VSR"]


def _said(
    code: str, status: Status, comment: str, percent: float | None = None, territory: str | None = None
) -> StateInput:
    return StateInput(
        action_code=code,
        status=status,
        territory_code=territory,
        percent=percent,
        comment=typeset(comment),
    )
