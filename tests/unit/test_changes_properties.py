"""What holds of any comparison: nothing invented, nothing said twice, the order of rows without effect."""

from dataclasses import fields
from datetime import date
from random import Random
from typing import Any

import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st

from data.measures.changes import Changes, compare, corrections
from data.situation import COLUMNS, Situation
from data.vocabulary import DECLARED, Status
from tests.support.measures import changed, drome, said, situation

CODES = ["P1-01", "P1-05", "P2-01", "P2-03", "P4-05", "P6-02", "P17-01", "P17-02"]
"""Of both phases, recurrent or not, two of them déclinées here."""
ACTIONS = changed(
    drome().actions[drome().actions["fiche_code"].isin(["P1", "P2", "P4", "P6", "P17"])],
    ["P4-05", "P6-02"],
    territorial=True,
)
PERIODS = ["2026-T1", "2026-T2", "2026-T3", "2027-T1"]

words = st.lists(
    st.builds(
        lambda code, period, status, percent, place: said(
            code, period, status, percent if status == Status.IN_PROGRESS else None,
            **({"place": place} if code in ("P4-05", "P6-02") and place else {}),
            new_ends_on=date(2028, 12, 31) if status == Status.POSTPONED else None,
            decision="D-001" if status == Status.ABANDONED else None,
        ),
        st.sampled_from(CODES), st.sampled_from(PERIODS), st.sampled_from([str(word) for word in DECLARED]),
        st.one_of(st.none(), st.sampled_from([10.0, 50.0, 90.0])), st.sampled_from([None, "A", "B"]),
    ),
    max_size=14,
    unique_by=lambda word: (word["code"], word["period"], word["territory_code"]),
)  # fmt: skip
"""Words of any action for any period."""


def at(period: str, *said_: list[dict[str, Any]]) -> Situation:
    listed = [word for each in said_ for word in each if word["period"] <= period]
    return situation(drome(), listed, period, actions=ACTIONS, peers="AB")


def shown(found: Changes) -> tuple[Any, ...]:
    """What a reader sees, apart from the order of the lines."""
    return (
        found.sentence,
        found.of_the_set,
        {cause.cause: {(item.code, item.text) for item in cause.items} for cause in found.causes},
        {(row.code, row.cause, row.before, row.after, row.why) for row in found.actions},
    )


def shuffled(one: Situation, seed: int) -> Situation:
    """The same rows in another order; the order of the leaves is the plan's own and stays."""
    tables = {field.name: getattr(one, field.name) for field in fields(one) if field.name in COLUMNS}
    return one.with_(
        **{name: table.sample(frac=1, random_state=Random(seed + at).randrange(1000))
           for at, (name, table) in enumerate(tables.items()) if isinstance(table, pd.DataFrame)}
    )  # fmt: skip


@settings(max_examples=25, deadline=None)
@given(words)
def test_a_situation_compared_with_itself_says_that_nothing_changed(told: list[dict[str, Any]]) -> None:
    one = at("2026-T3", told)
    found = compare(one, one)
    assert found.causes == found.actions == ()
    assert corrections(one, one).details == ()


@settings(max_examples=25, deadline=None)
@given(words, words, st.sampled_from([("2026-T1", "2026-T2"), ("2026-T2", "2027-T1")]))
def test_every_changed_action_is_named_once_and_only_once(
    first: list[dict[str, Any]], other: list[dict[str, Any]], periods: tuple[str, str]
) -> None:
    # `other` holds words about old periods too: a reopened quarter.
    before, now = at(periods[0], first), at(periods[1], first, _besides(other, first))
    found = compare(before, now)
    codes = [row.code for row in found.actions]
    assert len(codes) == len(set(codes))
    old = {row["code"]: row["status"] for row in before.leaves.to_dict("records")}
    moved = {row["code"] for row in now.leaves.to_dict("records") if row["status"] != old[row["code"]]}
    assert moved <= set(codes)
    told = {code for cause in found.causes for code in cause.codes}
    assert set(codes) <= told
    for row in found.actions:
        assert row.before != row.after or row.cause in ("reportees", "reculs", "avancees")


@settings(max_examples=25, deadline=None)
@given(words, words)
def test_the_set_of_open_actions_moves_by_what_enters_and_leaves(
    first: list[dict[str, Any]], other: list[dict[str, Any]]
) -> None:
    before, now = at("2026-T2", first), at("2027-T1", first, _besides(other, first))
    there, back = compare(before, now).constant, compare(now, before).constant
    assert (there.open_before, there.open_now) == (back.open_now, back.open_before)
    assert there.size == back.size
    assert (there.before, there.now) == (back.now, back.before)
    assert 0 <= there.before <= there.size
    assert 0 <= there.now <= there.size


@settings(max_examples=15, deadline=None)
@given(words, words, st.integers(0, 1000))
def test_the_order_of_rows_does_not_matter(first: list[dict[str, Any]], other: list[dict[str, Any]], seed: int) -> None:
    before, now = at("2026-T2", first), at("2026-T3", first, _besides(other, first))
    mixed = compare(shuffled(before, seed), shuffled(now, seed + 1))
    plain = compare(before, now)
    if plain.constant.points is not None:  # otherwise the sentence quotes the first cause, in the plan's order
        assert shown(mixed) == shown(plain)
    else:
        assert shown(mixed)[1:] == shown(plain)[1:]


@settings(max_examples=25, deadline=None)
@given(words, words)
def test_corrections_are_told_both_ways(first: list[dict[str, Any]], other: list[dict[str, Any]]) -> None:
    one, two = at("2026-T3", first), at("2026-T3", other)
    there, back = corrections(one, two), corrections(two, one)
    assert {
        (d.subject.code, d.what, d.before, d.after) for d in there.details if d.what not in ("ajouté", "retiré")
    } == {(d.subject.code, d.what, d.after, d.before) for d in back.details if d.what not in ("ajouté", "retiré")}
    assert len(there.details) == len(back.details)
    assert bool(there.details) == (not _same(first, other))


def _same(first: list[dict[str, Any]], other: list[dict[str, Any]]) -> bool:
    def seen(words: list[dict[str, Any]]) -> set[tuple[Any, ...]]:
        kept = ("code", "period", "territory_code", "status", "percent")
        return {tuple(word[name] for name in kept) for word in words if word["period"] <= "2026-T3"}

    return seen(first) == seen(other)


def _besides(other: list[dict[str, Any]], first: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The words of `other` about what `first` does not speak of: one word a period, an action and a place."""
    known = {(word["code"], word["period"], word["territory_code"]) for word in first}
    return [word for word in other if (word["code"], word["period"], word["territory_code"]) not in known]
