"""Which reminders are due on a day, from the dates of campaigns, what is owed and what was sent. No clock, no store.

Six steps stand around the due date. On a day, a campaign is at the latest step whose day has come; it is due to
whoever was not reminded of that campaign since the step's own day. So a step that was missed is not sent once a later
one has come, and moving the due date neither repeats a reminder nor silences the next one.
Whatever the campaigns, a person is written to once in five days, and all that is due to them goes in one message.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from data.french import folded
from data.reminders.owing import Dates, Debt, Sent

REST_DAYS = 5
"""Days between two messages to the same person, at least."""


class Step(StrEnum):
    """A step of the schedule, in order."""

    BEFORE_30 = "avant_30"
    BEFORE_7 = "avant_7"
    BEFORE_1 = "avant_1"
    AFTER_1 = "apres_1"
    AFTER_7 = "apres_7"
    AFTER_30 = "apres_30"


DAYS: Mapping[Step, int] = {
    Step.BEFORE_30: -30,
    Step.BEFORE_7: -7,
    Step.BEFORE_1: -1,
    Step.AFTER_1: 1,
    Step.AFTER_7: 7,
    Step.AFTER_30: 30,
}
"""Days from the due date to the step."""


@dataclass(frozen=True)
class Part:
    """One recipient in one campaign, within a message."""

    step: Step
    debt: Debt


@dataclass(frozen=True)
class Digest:
    """The one message of a person on a day.

    Attributes:
        email: None when no address is known: nothing can be sent.
        parts: never empty; those of the earliest due date first.
    """

    person: str
    names: tuple[str, ...]
    email: str | None
    parts: tuple[Part, ...]


@dataclass(frozen=True)
class Upcoming:
    """What a person owes, and when they will next be written to if nothing changes.

    Attributes:
        day, steps: None and empty when no reminder is left before the closing.
        last_on: when they were last reminded of these campaigns.
    """

    person: str
    names: tuple[str, ...]
    email: str | None
    debts: tuple[Debt, ...]
    day: date | None
    steps: tuple[Step, ...]
    last_on: date | None


def day_of(dates: Dates, step: Step) -> date:
    """The day on which a step comes."""
    return dates.due_on + timedelta(days=DAYS[step])


def step_due(dates: Dates, reminded_on: Iterable[date], today: date) -> Step | None:
    """The step due in a campaign to somebody who owes, who was reminded of it on those days."""
    come = [step for step in Step if day_of(dates, step) <= today]
    if not come or not dates.runs_on(today):
        return None
    return None if any(day >= day_of(dates, come[-1]) for day in reminded_on) else come[-1]


def digests(debts: Iterable[Debt], sent: Iterable[Sent], today: date) -> list[Digest]:
    """The messages due on a day, by name.

    Args:
        debts: what is still owed, by anybody, in any campaign.
        sent: every reminder of these campaigns, and of all campaigns within five days.
    """
    told = _by_person(sent)
    found = [_digest(mine, told.get(person, []), today) for person, mine in _debts_by_person(debts).items()]
    return sorted((one for one in found if one is not None), key=lambda one: folded(one.names[0]))


def upcoming(debts: Iterable[Debt], sent: Iterable[Sent], today: date) -> list[Upcoming]:
    """Everybody who owes, whoever is written to first at the top, then by name."""
    told = _by_person(sent)
    found: list[Upcoming] = []
    for person, mine in _debts_by_person(debts).items():
        history = told.get(person, [])
        following = _next(mine, history, today)
        day, steps = following or (None, ())
        campaigns = {debt.round.campaign_id for debt in mine}
        last = max((one.sent_on for one in history if one.campaign_id in campaigns), default=None)
        found.append(Upcoming(person, _names(mine), mine[0].recipient.email, tuple(mine), day, steps, last))
    return sorted(found, key=lambda one: (one.day or date.max, folded(one.names[0])))


def _digest(debts: Sequence[Debt], history: Sequence[Sent], today: date) -> Digest | None:
    """The message of one person: all the campaigns that have a step due, unless they were written to lately."""
    if any(0 <= (today - one.sent_on).days < REST_DAYS for one in history):
        return None
    parts: list[Part] = []
    for debt in debts:
        reminded_on = [one.sent_on for one in history if one.campaign_id == debt.round.campaign_id]
        step = step_due(debt.round.dates, reminded_on, today)
        if step is not None and debt.items:
            parts.append(Part(step, debt))
    if not parts:
        return None
    parts.sort(key=lambda part: (part.debt.round.dates.due_on, part.debt.round.plan_code, part.debt.round.period))
    held = [part.debt for part in parts]
    return Digest(held[0].recipient.person, _names(held), held[0].recipient.email, tuple(parts))


def _next(debts: Sequence[Debt], history: Sequence[Sent], today: date) -> tuple[date, tuple[Step, ...]] | None:
    """The first day, from today on, on which a person is written to, and the steps that it answers."""
    last = max((debt.round.dates.closes_on for debt in debts), default=today)
    for ahead in range((last - today).days):
        found = _digest(debts, history, today + timedelta(days=ahead))
        if found is not None:
            return today + timedelta(days=ahead), tuple(dict.fromkeys(part.step for part in found.parts))
    return None


def _debts_by_person(debts: Iterable[Debt]) -> dict[str, list[Debt]]:
    found: dict[str, list[Debt]] = {}
    for debt in debts:
        found.setdefault(debt.recipient.person, []).append(debt)
    return found


def _by_person(sent: Iterable[Sent]) -> dict[str, list[Sent]]:
    found: dict[str, list[Sent]] = {}
    for one in sent:
        found.setdefault(one.recipient.person, []).append(one)
    return found


def _names(debts: Iterable[Debt]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(debt.recipient.name for debt in debts))
