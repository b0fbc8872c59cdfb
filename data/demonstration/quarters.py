"""The replay: five campaigns opened, filled, validated, decided upon and closed, day after day."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import partial
from random import Random

from data.commands.campaign import close_campaign, open_campaign
from data.commands.plan import record_decision
from data.commands.report import ReportInput, StateInput, submit_report, validate_report
from data.database import Store
from data.demonstration import pieces, reopening, story
from data.demonstration.calendar import PLAN, QUARTERS, TODAY, Quarter, moment
from data.demonstration.indicators import sent_with_reports
from data.demonstration.people import Cast
from data.demonstration.states import Courses
from data.demonstration.texts import PROSE
from data.errors import CapError
from data.french import typeset
from data.vocabulary import Weather

Step = tuple[datetime, Callable[[], object]]
_WEATHER = {"s": Weather.SUN, "e": Weather.CLOUD, "c": Weather.OVERCAST, "o": Weather.STORM}
_HOLIDAYS = {(12, 24), (12, 25), (12, 26), (12, 31), (1, 1), (1, 2)}
_SAYS = "VSRC"
"""Letters of a report that says something; « N » only says that nothing is new."""


@dataclass(frozen=True)
class Told:
    """One quarter of the replay: what happens between its opening and its closing, in order."""

    quarter: Quarter
    reports: int
    steps: tuple[Step, ...]


def planned(store: Store, cast: Cast, told: Courses, random: Random) -> list[Told]:
    """What will happen in each quarter. Nothing is written yet."""
    found: list[Told] = []
    for rank, quarter in enumerate(QUARTERS):
        steps = [
            step
            for fiche in story.REPORTS
            for step in _of_fiche(store, cast, fiche, rank, told.get((fiche, quarter.code), []), random)
        ]
        reports = sum(letters[rank] not in ".E" for letters, _ in story.REPORTS.values())
        found.append(Told(quarter, reports, tuple(sorted(steps, key=lambda step: step[0]))))
    return found


def replay(store: Store, cast: Cast, told: Sequence[Told], say: Callable[[str], None]) -> None:
    """Tell the quarters through the commands of users; each one closed is frozen with all that is known by then."""
    rulings = list(story.RULINGS)
    for one in told:
        quarter = one.quarter
        while rulings and rulings[0].decided_on < quarter.opened_on:
            _decide(store, cast, rulings.pop(0))
        _open(store, cast, quarter)
        for _, run in one.steps:
            run()
        pieces.join(store, cast, quarter)
        if quarter.closed_on is not None:
            close_campaign(store, cast.coordinator, PLAN, quarter.period, now=moment(quarter.closed_on))
            reopening.correct(store, cast, quarter)
        ending = "clôturé" if quarter.closed_on else "encore ouvert"
        say(typeset(f"{quarter.period.label} : {one.reports} points d’avancement, {ending}."))


def _open(store: Store, cast: Cast, quarter: Quarter) -> None:
    excused = {fiche: why for (fiche, period), why in story.EXCUSES.items() if period == quarter.code}
    open_campaign(
        store,
        cast.coordinator,
        PLAN,
        quarter.period,
        due_on=quarter.due_on,
        closes_on=quarter.closes_on,
        excused=excused,
        now=moment(quarter.opened_on, 8),
    )


def _decide(store: Store, cast: Cast, ruling: story.Ruling) -> None:
    code = record_decision(
        store,
        cast.direction,
        PLAN,
        typeset(ruling.title),
        instance=ruling.instance,
        decided_on=ruling.decided_on,
        text=typeset(ruling.text),
        answers=ruling.answers,
        now=moment(ruling.decided_on, 17),
    )
    if code != ruling.code:
        raise CapError(f"La démonstration attendait la décision {ruling.code} et a reçu {code}.")


def _of_fiche(store: Store, cast: Cast, fiche: str, rank: int, states: list[StateInput], random: Random) -> list[Step]:
    """What happens to the report of a fiche in the quarter of that rank."""
    letter = story.REPORTS[fiche][0][rank]
    quarter = QUARTERS[rank]
    sent, checked = _days(quarter, random)
    if letter in ".E":
        return []
    report = _report(fiche, rank, states)
    submit = partial(submit_report, store, cast.author(fiche), PLAN)
    review = partial(validate_report, store, cast.direction, PLAN, fiche, quarter.code)
    steps: list[Step] = [(sent, partial(submit, report, now=sent))]
    if letter in "RC":
        returned = moment(_working(sent.date() + timedelta(days=1)), 14, 30)
        why = typeset(story.SENT_BACK[(fiche, quarter.code)])
        steps.append((returned, partial(review, accept=False, comment=why, now=returned)))
        if letter == "R":
            again = moment(_working(returned.date() + timedelta(days=1)), 11)
            # Version 1 was submitted, version 2 was sent back.
            completed = report.model_copy(update={"seen_version": 2})
            steps.append((again, partial(submit, completed, now=again)))
    if letter in "VR" or (letter == "N" and quarter.closed_on is not None):
        steps.append((checked, partial(review, now=checked)))
    return steps


def _days(quarter: Quarter, random: Random) -> tuple[datetime, datetime]:
    """When a report is sent (often near the due date) and when it is looked at, before the closing or today."""
    last = min(quarter.closes_on, TODAY)
    window = (min(quarter.due_on, TODAY) - quarter.opened_on).days
    sent = _working(quarter.opened_on + timedelta(days=round(window * random.triangular(0.15, 0.9, 0.8))))
    checked = min(_working(sent + timedelta(days=random.randint(3, 8))), last)
    hours = (random.randint(8, 16), random.choice((0, 10, 20, 30, 40, 50)))
    return moment(sent, *hours), moment(checked, 17, random.choice((0, 15, 30, 45)))


def _working(day: date) -> date:
    """That day, or the next one on which somebody is at work."""
    while day.weekday() >= 5 or (day.month, day.day) in _HOLIDAYS:
        day += timedelta(days=1)
    return day


def _report(fiche: str, rank: int, states: list[StateInput]) -> ReportInput:
    letters, weather = story.REPORTS[fiche]
    code = QUARTERS[rank].code
    if letters[rank] == "N":
        return ReportInput(fiche_code=fiche, period_code=code, nothing_new=True)
    spoken = sum(letter in _SAYS for letter in letters[:rank])
    done, difficulties, upcoming = PROSE[fiche][spoken]
    return ReportInput(
        fiche_code=fiche,
        period_code=code,
        weather=_WEATHER.get(weather[rank]),
        done=typeset(done),
        difficulties=typeset(difficulties),
        request=typeset(story.REQUESTS.get((fiche, code), "")),
        upcoming=typeset(upcoming),
        publishable=story.PUBLISHABLE.get(fiche, ()),
        states=tuple(states),
        measures=sent_with_reports(fiche, rank),
    )
