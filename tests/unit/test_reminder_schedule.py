"""Which reminders are due: cases in words, then properties over any sequence of daily runs."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.reminders.owing import Asked, Dates, Debt, Item, Recipient, Round, Sent
from data.reminders.schedule import REST_DAYS, Digest, Step, digests, step_due, upcoming

DUE = date(2026, 10, 15)
DATES = Dates(date(2026, 9, 1), DUE, date(2026, 11, 30))
PILOT = Recipient("Service insertion", "insertion@departement.example", pilot_id=1)


def around(days: int) -> date:
    return DUE + timedelta(days=days)


def a_round(number: int = 1, dates: Dates = DATES, plan: str = "plan-a") -> Round:
    return Round(number, plan, f"Schéma {plan}", "2026-T3", dates)


def owes(recipient: Recipient = PILOT, of: Round | None = None, *fiches: str) -> Debt:
    items = tuple(Item(code, f"Titre de {code}", Asked.REPORT) for code in fiches or ("P7",))
    return Debt(recipient, of or a_round(), items)


@dataclass
class Days:
    """Runs on days, each told to the next ones."""

    debts: list[Debt]
    sent: list[Sent] = field(default_factory=list)

    def run(self, today: date, debts: list[Debt] | None = None) -> list[Digest]:
        due = digests(self.debts if debts is None else debts, self.sent, today)
        for digest in due:
            for part in digest.parts:
                self.sent.append(Sent(part.debt.recipient, part.debt.round.campaign_id, part.step, today))
        return due

    def steps(self, first: int, last: int) -> dict[int, Step]:
        """Day from the due date → step sent, for a run every day."""
        return {ahead: digest.parts[0].step for ahead in range(first, last + 1) for digest in self.run(around(ahead))}


# --- cases ---------------------------------------------------------------------------------------------------------


def test_the_six_steps_of_somebody_who_never_answers() -> None:
    # The one after the due date waits: the day before it is less than five days away. So does the next.
    assert Days([owes()]).steps(-60, 60) == {
        -30: Step.BEFORE_30,
        -7: Step.BEFORE_7,
        -1: Step.BEFORE_1,
        4: Step.AFTER_1,
        9: Step.AFTER_7,
        30: Step.AFTER_30,
    }


def test_a_late_opening_sends_the_first_step_at_once_and_once() -> None:
    late = Dates(around(-20), DUE, around(40))
    assert Days([owes(of=a_round(1, late))]).steps(-60, 0) == {
        -20: Step.BEFORE_30,
        -7: Step.BEFORE_7,
        -1: Step.BEFORE_1,
    }


def test_a_campaign_opened_on_its_due_date_still_reminds() -> None:
    same_day = Dates(DUE, DUE, around(20))
    assert Days([owes(of=a_round(1, same_day))]).steps(-10, 19) == {
        0: Step.BEFORE_1,
        5: Step.AFTER_1,
        10: Step.AFTER_7,
    }


def test_a_missed_step_is_sent_late_only_as_long_as_no_later_one_has_come() -> None:
    assert step_due(DATES, [], around(-9)) is Step.BEFORE_30
    assert step_due(DATES, [], around(-7)) is Step.BEFORE_7
    days = Days([owes()])
    assert [digest.parts[0].step for digest in days.run(around(3))] == [Step.AFTER_1]
    assert days.run(around(4)) == []


@pytest.mark.parametrize(
    ("dates", "days"),
    [
        (Dates(around(-10), DUE, around(20)), [-31, -11, 20, 21, 300]),
        (Dates(around(-10), DUE, around(20), closed_on=around(2)), [2, 3, 19, 20]),
        (Dates(around(-10), DUE, DUE), [0, 1]),
    ],
)
def test_nothing_before_the_opening_nor_from_the_closing_on(dates: Dates, days: list[int]) -> None:
    assert [ahead for ahead in days if digests([owes(of=a_round(1, dates))], [], around(ahead))] == []


def test_the_last_day_before_the_closing_still_reminds() -> None:
    assert digests([owes(of=a_round(1, Dates(around(-10), DUE, around(20))))], [], around(19)) != []


def test_who_owes_nothing_is_not_written_to() -> None:
    days = Days([owes()])
    days.run(around(-30))
    assert days.run(around(-7), debts=[]) == []
    assert digests([Debt(PILOT, a_round(), ())], [], around(-7)) == []


def test_one_message_for_two_plans_whatever_the_case_of_the_address() -> None:
    other = Recipient("Pôle insertion", " Insertion@Departement.EXAMPLE", pilot_id=9)
    later = a_round(2, Dates(date(2026, 9, 1), around(3), date(2026, 11, 30)), "plan-b")
    (digest,) = digests([owes(other, later, "F1"), owes()], [], around(-7))
    assert digest.names == ("Service insertion", "Pôle insertion")
    assert [(part.debt.round.plan_code, part.step) for part in digest.parts] == [
        ("plan-a", Step.BEFORE_7),
        ("plan-b", Step.BEFORE_30),
    ]


def test_five_days_hold_across_plans_and_across_recipients_of_one_address() -> None:
    elsewhere = Recipient("Ailleurs", "INSERTION@departement.example", account_id=4)
    for ahead, written in ((0, False), (4, False), (5, True)):
        sent = [Sent(elsewhere, 77, Step.AFTER_30, around(-7))]
        assert bool(digests([owes()], sent, around(-7 + ahead))) is written


def test_without_an_address_a_pilot_and_a_profile_of_the_same_number_are_two_people() -> None:
    pilot, account = Recipient("Pilote", None, pilot_id=3), Recipient("Coordination", None, account_id=3)
    found = digests([owes(pilot), owes(account)], [], around(-7))
    assert [(digest.names, digest.email) for digest in found] == [(("Coordination",), None), (("Pilote",), None)]


def test_moving_the_due_date_neither_repeats_nor_silences() -> None:
    days = Days([owes()])
    assert set(days.steps(-30, -1).values()) == {Step.BEFORE_30, Step.BEFORE_7, Step.BEFORE_1}
    moved = a_round(1, Dates(DATES.opened_on, around(20), DATES.closes_on))
    days.debts = [owes(of=moved)]
    assert days.steps(0, 21) == {13: Step.BEFORE_7, 19: Step.BEFORE_1}


def test_the_board_tells_the_next_day_of_each_person() -> None:
    quiet = Recipient("Ville", None, pilot_id=2)
    debts = [owes(), owes(quiet), owes(PILOT, a_round(2, Dates(around(-40), around(-35), around(-20)), "fini"), "F1")]
    first, second = upcoming(debts, [Sent(PILOT, 1, Step.BEFORE_30, around(-30))], around(-9))
    assert (first.names, first.day, first.steps, first.last_on) == (("Ville",), around(-9), (Step.BEFORE_30,), None)
    assert (second.day, second.steps, second.last_on) == (around(-7), (Step.BEFORE_7,), around(-30))
    assert len(second.debts) == 2


def test_nothing_is_foreseen_once_every_step_is_behind() -> None:
    (one,) = upcoming([owes()], [Sent(PILOT, 1, Step.AFTER_30, around(30))], around(31))
    assert (one.day, one.steps, one.last_on) == (None, (), around(30))


# --- properties ----------------------------------------------------------------------------------------------------

SPAN = 120
START = date(2026, 1, 1)


@st.composite
def rounds(draw: st.DrawFn, number: int) -> Round:
    opened = draw(st.integers(0, 50))
    due = opened + draw(st.integers(0, 50))
    closes = due + draw(st.integers(0, 45))
    closed = draw(st.none() | st.integers(opened, closes + 5))
    days = [START + timedelta(days=ahead) for ahead in (opened, due, closes)]
    return a_round(number, Dates(*days, None if closed is None else START + timedelta(days=closed)), f"plan-{number}")


@st.composite
def stories(draw: st.DrawFn) -> tuple[list[tuple[Debt, int]], list[int]]:
    """Debts with the day on which each is settled, and the days on which reminders are sent."""
    of = [draw(rounds(number)) for number in range(draw(st.integers(1, 4)))]
    people = [
        Recipient("A", "a@x.example", pilot_id=1),
        Recipient("A bis", "A@X.example", account_id=1),
        Recipient("B", None, pilot_id=2),
        Recipient("C", "c@x.example", pilot_id=3),
    ]
    debts = [
        (owes(recipient, round_), draw(st.integers(0, SPAN) | st.just(SPAN)))
        for round_ in of
        for recipient in people
        if draw(st.booleans())
    ]
    every_day = list(range(SPAN))
    return debts, draw(st.just(every_day) | st.lists(st.integers(0, SPAN), unique=True).map(sorted))


def told(story: tuple[list[tuple[Debt, int]], list[int]]) -> Days:
    debts, runs = story
    days = Days([])
    for ahead in runs:
        days.run(START + timedelta(days=ahead), [debt for debt, settled in debts if ahead < settled])
    return days


@given(stories())
def test_never_twice_within_five_days(story: tuple[list[tuple[Debt, int]], list[int]]) -> None:
    by_person: dict[str, set[date]] = {}
    for one in told(story).sent:
        by_person.setdefault(one.recipient.person, set()).add(one.sent_on)
    for known in by_person.values():
        ordered = sorted(known)
        gaps = [(after - before).days for before, after in pairwise(ordered)]
        assert all(gap >= REST_DAYS for gap in gaps)


@given(stories())
def test_only_while_it_is_open_and_owed(story: tuple[list[tuple[Debt, int]], list[int]]) -> None:
    debts = {(debt.recipient, debt.round.campaign_id): (debt, settled) for debt, settled in story[0]}
    for one in told(story).sent:
        debt, settled = debts[one.recipient, one.campaign_id]
        dates = debt.round.dates
        assert dates.opened_on <= one.sent_on < dates.closes_on
        assert dates.closed_on is None or one.sent_on < dates.closed_on
        assert (one.sent_on - START).days < settled


@given(stories())
def test_no_step_twice_and_each_on_its_day_or_before_the_next_one(
    story: tuple[list[tuple[Debt, int]], list[int]],
) -> None:
    days = told(story)
    kept = [(one.recipient, one.campaign_id, one.step) for one in days.sent]
    assert len(kept) == len(set(kept))
    dues = {debt.round.campaign_id: debt.round.dates.due_on for debt, _ in story[0]}
    first = {step: int(step.split("_")[1]) * (-1 if step.startswith("avant") else 1) for step in Step}
    order = list(Step)
    for one in days.sent:
        at = order.index(Step(one.step))
        ahead = (one.sent_on - dues[one.campaign_id]).days
        assert ahead >= first[order[at]]
        assert at + 1 == len(order) or ahead < first[order[at + 1]]


@given(st.data())
def test_who_still_owes_the_day_after_was_reminded_when_it_runs_every_day(data: st.DataObject) -> None:
    round_ = data.draw(rounds(1))
    dates = round_.dates
    days = Days([owes(of=round_)])
    end = dates.closes_on if dates.closed_on is None else min(dates.closes_on, dates.closed_on)
    for ahead in range((dates.due_on - START).days + 2):
        days.run(START + timedelta(days=ahead))
    if dates.opened_on < end and dates.due_on + timedelta(days=1) < end:
        assert days.sent


@given(stories())
def test_one_message_a_person_a_day(story: tuple[list[tuple[Debt, int]], list[int]]) -> None:
    debts, runs = story
    for ahead in runs:
        due = digests([debt for debt, _ in debts], [], START + timedelta(days=ahead))
        assert len({digest.person for digest in due}) == len(due)
        assert all(digest.parts and all(part.debt.items for part in digest.parts) for digest in due)


@given(stories(), st.integers(0, SPAN))
def test_the_day_foretold_is_the_day_on_which_it_is_sent(
    story: tuple[list[tuple[Debt, int]], list[int]], start: int
) -> None:
    debts = [debt for debt, _ in story[0]]
    today = START + timedelta(days=start)
    foretold = {one.person: one.day for one in upcoming(debts, [], today)}
    met: dict[str, date] = {}
    days = Days(debts)
    for ahead in range(SPAN + 60):
        for digest in days.run(today + timedelta(days=ahead)):
            met.setdefault(digest.person, today + timedelta(days=ahead))
    assert {person: day for person, day in foretold.items() if day is not None} == met
