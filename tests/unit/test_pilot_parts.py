"""What giving a part or handing over changes: one lead at a time, one part a pilot in a fiche, nothing in silence."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given as over
from hypothesis import strategies as st

from data.commands.parts import (
    Change,
    Effect,
    Unfit,
    applied,
    check_part,
    difference,
    given,
    handed_over,
    joined_facts,
)
from data.roster import NO_FACTS, Held, PilotFacts
from data.vocabulary import PilotRole
from tests.support.rosters import ACTION, CO, DEPUTY, END, LEAD, PARTS, START, TODAY, held

EVE = TODAY - timedelta(days=1)
INSERTION, CAF, VILLE, AUTONOMY, QUALITY = PARTS


def test_a_new_lead_ends_the_former_the_day_before() -> None:
    move = given(PARTS, held("MDPH", "P7", since=TODAY), TODAY)
    assert move.effect is Effect.REPLACES
    assert move.touched == (1,)
    now = applied(PARTS, move.changes)
    assert held("Service insertion", "P7", until=EVE, id=1) in now
    assert held("MDPH", "P7", since=TODAY) in now
    assert CAF in now


@pytest.mark.parametrize(
    ("wanted", "effect"),
    [
        (held("MDPH", "P16", since=TODAY), Effect.NEW),
        (held("MDPH", "P7", CO, TODAY), Effect.NEW),
        (held("MDPH", "P7-01", ACTION, TODAY), Effect.NEW),
        (held("MDPH", "P7-02", ACTION, TODAY), Effect.REPLACES),
        (held("Service insertion", "P7", since=TODAY), Effect.SAME),
        # An end that is not said again is kept.
        (held("Pôle autonomie", "P1", since=TODAY), Effect.SAME),
        (held("Pôle autonomie", "P1", since=TODAY, until=date(2026, 11, 30)), Effect.CHANGES),
        (held("CAF", "P7", DEPUTY, TODAY), Effect.CHANGES),
        (held("CAF", "P7", LEAD, TODAY), Effect.REPLACES),
    ],
)
def test_what_a_part_does(wanted: Held, effect: Effect) -> None:
    assert given(PARTS, wanted, TODAY).effect is effect


def test_a_mistake_of_the_same_day_is_taken_back() -> None:
    mistaken = [*PARTS, held("Erreur", "P16", since=TODAY, id=9)]
    move = given(mistaken, held("MDPH", "P16", since=TODAY), TODAY)
    assert Change(mistaken[-1], None) in move.changes
    assert [part.pilot for part in applied(mistaken, move.changes) if part.code == "P16"] == ["MDPH"]


def test_what_only_begins_later_is_not_overwritten() -> None:
    with pytest.raises(
        Unfit, match=r"« Mission qualité » sera responsable de la fiche P1 à partir du 1er janvier 2027"
    ):
        given(PARTS, held("MDPH", "P1", since=TODAY), TODAY)
    move = given(PARTS, held("MDPH", "P1", since=TODAY, until=date(2026, 12, 31)), TODAY)
    assert move.effect is Effect.REPLACES


def test_a_part_that_ended_runs_again() -> None:
    ended = [held("MDPH", "P16", until=EVE, id=9)]
    assert given(ended, held("MDPH", "P16", since=START), TODAY).changes == (
        Change(ended[0], held("MDPH", "P16", id=9)),
    )
    assert given(ended, held("MDPH", "P16", since=TODAY), TODAY).effect is Effect.NEW


def test_a_hand_over_moves_everything_and_nobody_else_s() -> None:
    later = date(2027, 1, 1)
    going = [*PARTS, held("Service insertion", "P16", CO, later, id=6)]
    now = applied(going, handed_over(going, "Service insertion", "Ville centre", TODAY, TODAY))
    assert {part for part in now if part.pilot == "Ville centre"} == {
        VILLE,
        held("Ville centre", "P7", since=TODAY),
        held("Ville centre", "P16", CO, later),
    }
    assert [part for part in now if part.pilot == "Service insertion"] == [
        held("Service insertion", "P7", until=EVE, id=1)
    ]
    assert {CAF, AUTONOMY, QUALITY} <= set(now)


@pytest.mark.parametrize(
    ("role", "until", "expected"),
    [
        # The taker leads P1 until the end of 2026: it keeps the lead, and takes the rest afterwards.
        (CO, None, [held("Pôle autonomie", "P1", CO, date(2027, 1, 1))]),
        (DEPUTY, date(2026, 11, 30), []),
        (DEPUTY, date(2027, 3, 31), [held("Pôle autonomie", "P1", DEPUTY, date(2027, 1, 1), date(2027, 3, 31))]),
    ],
)
def test_who_leads_a_fiche_is_not_put_below_by_a_hand_over(
    role: PilotRole, until: date | None, expected: list[Held]
) -> None:
    going = [*PARTS, held("MDPH", "P1", role, until=until, id=7)]
    now = applied(going, handed_over(going, "MDPH", "Pôle autonomie", TODAY, TODAY))
    assert AUTONOMY in now
    assert [part for part in now if part.pilot == "Pôle autonomie" and part.id is None] == expected
    assert [part.to_on for part in now if part.pilot == "MDPH"] == [EVE]


def test_who_helped_leads_once_handed_over_and_no_longer_helps() -> None:
    now = applied(PARTS, handed_over(PARTS, "Service insertion", "CAF", TODAY, TODAY))
    mine = [part for part in now if part.pilot == "CAF"]
    assert mine == [held("CAF", "P7", CO, until=EVE, id=2), held("CAF", "P7", since=TODAY)]


def test_the_same_part_is_not_given_twice_by_a_hand_over() -> None:
    both = [*PARTS, held("MDPH", "P7", CO, until=date(2026, 12, 31), id=8)]
    now = applied(both, handed_over(both, "CAF", "MDPH", TODAY, TODAY))
    assert [part for part in now if part.pilot == "MDPH"] == [held("MDPH", "P7", CO, id=8)]


def test_a_part_taken_over_does_not_push_out_the_lead_that_comes_first() -> None:
    tomorrow = TODAY + timedelta(days=1)
    both = [
        held("MDPH", "P16", CO, id=1),
        held("CCAS", "P16", LEAD, TODAY, TODAY, id=2),
        held("CCAS", "P16", CO, tomorrow, id=3),
    ]
    now = applied(both, handed_over(both, "MDPH", "CCAS", TODAY, TODAY))
    assert set(now) == {held("MDPH", "P16", CO, until=EVE, id=1), *both[1:]}


@pytest.mark.parametrize(
    ("giver", "taker", "on", "words"),
    [
        ("CAF", "CAF", TODAY, "Le même pilote"),
        ("MDPH", "CAF", TODAY, "ne porte rien à partir du 6 octobre 2026"),
        ("Pôle autonomie", "CAF", date(2027, 1, 1), "ne porte rien"),
        ("Pôle autonomie", "CAF", date(2026, 2, 1), "ne porte la fiche P1 que depuis le 1er mars 2026"),
    ],
)
def test_a_hand_over_that_cannot_be(giver: str, taker: str, on: date, words: str) -> None:
    with pytest.raises(Unfit, match=words):
        handed_over(PARTS, giver, taker, on, TODAY)


@pytest.mark.parametrize(
    ("part", "of_action", "words"),
    [
        (held("X", "P7-01"), True, "est une action"),
        (held("X", "P7", ACTION), False, "est une fiche"),
        (held("X", "P7", since=TODAY, until=EVE), False, "précède le début"),
        (held("X", "P7", since=START - timedelta(days=1)), False, "sortent de la durée du plan"),
        (held("X", "P7", until=END + timedelta(days=1)), False, "sortent de la durée du plan"),
    ],
)
def test_a_part_that_suits_nothing(part: Held, of_action: bool, words: str) -> None:
    with pytest.raises(Unfit, match=words):
        check_part(part, of_action=of_action, starts_on=START, ends_on=END)


def test_what_is_known_of_a_pilot() -> None:
    inside = PilotFacts("Direction A", None, False, "a@b.example")
    assert joined_facts(inside, NO_FACTS) == inside
    outside = joined_facts(inside, PilotFacts(organisation="CAF", external=True))
    assert outside == PilotFacts(None, "CAF", True, "a@b.example")
    assert joined_facts(outside, PilotFacts(direction="Direction B")) == PilotFacts(
        "Direction B", None, False, "a@b.example"
    )
    with pytest.raises(Unfit, match="pas de direction"):
        joined_facts(NO_FACTS, PilotFacts(direction="A", external=True))


days = st.integers(0, 900).map(lambda count: START + timedelta(days=count))
wanted_parts = st.builds(
    lambda pilot, code, role, since, length: held(
        pilot, code, role, since, None if length is None else since + timedelta(days=length)
    ),
    st.sampled_from(["A", "B", "C"]),
    st.sampled_from(["P1", "P7"]),
    st.sampled_from([LEAD, CO, DEPUTY]),
    days,
    st.none() | st.integers(0, 400),
)


def stored(parts: list[Held]) -> list[Held]:
    return [Held(p.pilot, p.code, p.role, p.from_on, p.to_on, id, 1) for id, p in enumerate(parts, start=1)]


@over(st.lists(wanted_parts, max_size=12), st.data())
def test_whatever_is_given_a_fiche_has_one_lead_and_a_pilot_one_part(wanted: list[Held], data: st.DataObject) -> None:
    now: list[Held] = []
    for part in wanted:
        try:
            now = stored(applied(now, given(now, part, TODAY).changes))
        except Unfit:
            continue
    _check_rules(now)
    on = data.draw(days)
    try:
        changes = handed_over(now, "A", "B", on, TODAY)
    except Unfit:
        return
    after = applied(now, changes)
    _check_rules(after)
    assert not [part for part in after if part.pilot == "A" and (part.to_on is None or part.to_on >= on)]
    for day in (on, on + timedelta(days=200)):
        # Who was led by one of the two is led by the other; third parties keep what they have.
        assert {p.code for p in now if p.role is LEAD and p.runs(day)} == {
            p.code for p in after if p.role is LEAD and p.runs(day)
        }
    assert [p for p in after if p.pilot == "C"] == [p for p in now if p.pilot == "C"]
    assert sorted(map(repr, applied(now, difference(now, after)))) == sorted(map(repr, after))


def _check_rules(parts: list[Held]) -> None:
    for at, one in enumerate(parts):
        assert one.to_on is None or one.from_on <= one.to_on
        for other in parts[at + 1 :]:
            if one.same_place(other) and one.meets(other):
                assert one.pilot != other.pilot
                assert not (one.role is LEAD and other.role is LEAD)
