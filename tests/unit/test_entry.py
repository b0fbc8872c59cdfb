"""The entry form without a store: fields, what two people changed, who owes what, in words."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.entry.changes import (
    Change,
    Changes,
    Field,
    Value,
    collisions,
    from_draft,
    keep_both,
    keep_mine,
    put,
    settled,
    shown,
    take_theirs,
    to_draft,
)
from data.entry.outcome import relevant
from data.entry.owed import Owed, Turn, due_words, everybody_sentence, owed_sentence, progress
from data.period import Period
from data.vocabulary import Status

NBSP = "\u00a0"
DONE, NEXT = Field("text", "done"), Field("text", "upcoming")
PERCENT = Field("state", "percent", "A1")
VALUES = st.none() | st.text(max_size=5) | st.booleans() | st.floats(0, 100)


def owed(turn: Turn) -> Owed:
    return Owed("P1", "Fiche", turn, None, None, None, True, (), None)


# --- changes ------------------------------------------------------------------------------------------------------


def test_a_field_put_back_as_it_was_is_no_change() -> None:
    start: dict[Field, Value] = {DONE: "avant"}

    changed = put({}, start, DONE, "après")

    assert changed == {DONE: Change("après", "avant")}
    assert put(changed, start, DONE, "avant") == {}


def test_zero_is_a_value_and_nothing_is_not_zero() -> None:
    assert put({}, {PERCENT: None}, PERCENT, 0.0) == {PERCENT: Change(0.0, None)}
    assert put({}, {PERCENT: 0.0}, PERCENT, None) == {PERCENT: Change(None, 0.0)}
    assert put({}, {DONE: ""}, DONE, None) == {}


@given(value=VALUES, start=VALUES)
def test_a_draft_gives_back_what_it_was_given(value: Value, start: Value) -> None:
    changes = put({}, {DONE: start}, DONE, value)

    assert from_draft(to_draft(changes), [DONE, NEXT]) == changes


def test_a_draft_keeps_nothing_of_a_field_that_is_gone() -> None:
    draft = to_draft({DONE: Change("mon texte", ""), PERCENT: Change(40.0, None)})

    assert from_draft(draft, [DONE]) == {DONE: Change("mon texte", "")}
    assert from_draft({"champs": "abîmé"}, [DONE]) == {}


def test_a_field_collides_only_when_both_changed_it_differently() -> None:
    mine: Changes = {DONE: Change("moi", "avant"), NEXT: Change("suite", ""), PERCENT: Change(40.0, None)}
    now: dict[Field, Value] = {DONE: "eux", NEXT: "", PERCENT: 40.0}

    assert collisions(mine, now) == [DONE]
    assert settled(mine, now).keys() == {DONE, NEXT}


def test_a_collision_is_settled_without_losing_a_word() -> None:
    mine: Changes = {DONE: Change("moi", "avant")}
    now: dict[Field, Value] = {DONE: "eux"}

    for chosen, text in (
        (keep_mine(mine, now, DONE), "moi"),
        (take_theirs(mine, DONE), "eux"),
        (keep_both(mine, now, DONE), "eux\n\nmoi"),
    ):
        assert not collisions(chosen, now)
        assert shown(chosen, now, DONE) == text


@given(mine=VALUES, seen=VALUES, theirs=VALUES)
def test_no_collision_outlives_a_choice(mine: Value, seen: Value, theirs: Value) -> None:
    changes: Changes = {DONE: Change(mine, seen)}
    now: dict[Field, Value] = {DONE: theirs}

    assert not collisions(keep_mine(changes, now, DONE), now)
    assert not collisions(take_theirs(changes, DONE), now)


@pytest.mark.parametrize(
    ("status", "uses_percent", "asked"),
    [
        (Status.IN_PROGRESS, True, {"status", "comment", "percent"}),
        (Status.IN_PROGRESS, False, {"status", "comment"}),
        (Status.DONE, True, {"status", "comment"}),
        (Status.ABANDONED, True, {"status", "comment", "decision_code", "reason"}),
        (Status.POSTPONED, True, {"status", "comment", "decision_code", "reason", "new_starts_on", "new_ends_on"}),
    ],
)
def test_a_status_asks_only_for_what_it_needs(status: Status, uses_percent: bool, asked: set[str]) -> None:
    assert set(relevant(status, uses_percent)) == asked


# --- what is owed -------------------------------------------------------------------------------------------------


def test_the_excused_are_expected_of_nobody_and_what_is_sent_back_is_not_handed_in() -> None:
    assert progress([owed(turn) for turn in Turn]) == (2, 4)
    assert progress([]) == (0, 0)


@pytest.mark.parametrize(
    ("today", "words"),
    [
        (date(2026, 10, 6), "échéance le 15 octobre 2026, dans 9 jours"),
        (date(2026, 10, 14), "échéance le 15 octobre 2026, demain"),
        (date(2026, 10, 15), "échéance le 15 octobre 2026, aujourd’hui"),
        (date(2026, 10, 16), "échéance le 15 octobre 2026, dépassée depuis hier"),
        (date(2026, 10, 20), "échéance le 15 octobre 2026, dépassée depuis 5 jours"),
    ],
)
def test_the_due_date_in_words(today: date, words: str) -> None:
    assert due_words(date(2026, 10, 15), today) == words


def test_the_sentence_says_what_is_left() -> None:
    one = owed_sentence([owed(Turn.MISSING)], Period(2026, 3), "échéance demain")
    assert one == f"Pour le 3e trimestre 2026, 1 point d’avancement vous attend{NBSP}: 0 sur 1 remis, échéance demain."
    yearly = owed_sentence([owed(Turn.MISSING)], Period(2026, 1, 12), "échéance demain")
    assert yearly.startswith("Pour l’année 2026, 1 point")
    done = owed_sentence([owed(Turn.SUBMITTED), owed(Turn.EXCUSED)], Period(2026, 3), "échéance demain")
    assert "votre point d’avancement est remis" in done
    everybody = everybody_sentence([owed(turn) for turn in Turn], Period(2026, 3), "échéance demain")
    assert "2 des 4 points d’avancement attendus sont remis, 1 à compléter" in everybody
