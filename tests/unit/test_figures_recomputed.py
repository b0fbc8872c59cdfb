"""Whatever is said, a figure is what its own table adds up to: recounted by `tests.support.recompute`, which calls no
formula. Pages check the figures they show the same way (`tests/pages/conftest.py`)."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data.measures import objectives, rates
from data.measures.changes import set_figure
from data.measures.figure import Figure, Stamp
from data.measures.groups import EVERY, group_figure, grouped
from data.measures.indicator_board import standings
from data.measures.indicator_detail import figure_of
from data.measures.indicator_summary import headline
from data.measures.readable import readable_measures
from data.measures.tree import branch_figure, branches
from data.situation import Situation, frame
from data.vocabulary import Status
from tests.support.indicators import CODE, indicator, measure, plan_with, target
from tests.support.measures import WHOLE, changed, drome, said, situation
from tests.support.recompute import check

FICHE = drome().actions[drome().actions["fiche_code"].isin(["P1", "P2"])]
CODES = [str(code) for code in FICHE[FICHE["is_leaf"]]["code"]]
BASE = situation(drome(), [], actions=FICHE).leaves
ALL = [str(status) for status in Status]
STAMP = Stamp(date(2026, 9, 30), "2026-T3")

rows = st.lists(
    st.fixed_dictionaries(
        {
            "status": st.sampled_from(ALL),
            "percent": st.one_of(st.none(), st.floats(0, 100)),
            "age": st.integers(0, 3),
            "recurrent": st.booleans(),
            "weight": st.one_of(st.none(), st.floats(0.5, 4)),
        }
    ),
    max_size=12,
)


def built(drawn: Sequence[dict[str, object]]) -> pd.DataFrame:
    found = BASE.head(len(drawn)).reset_index(drop=True)
    for name in ("status", "percent", "age", "recurrent", "weight"):
        found[name] = pd.Series([row[name] for row in drawn], dtype=object)
    return found


@settings(deadline=None, max_examples=40)
@given(rows)
def test_rates_and_means_are_what_their_tables_add_up_to(drawn: list[dict[str, object]]) -> None:
    leaves = built(drawn)
    check(rates.completion(leaves))
    check(rates.mean_progress(leaves))


words = st.dictionaries(st.sampled_from(CODES), st.sampled_from([*ALL[:6]]), max_size=12)


def told(period: str, given_words: dict[str, str]) -> Situation:
    actions = changed(FICHE, CODES[:4], territorial=True)
    listed = [said(code, period, word, place=place) for code, word in given_words.items() for place in (WHOLE, "A")]
    people = [{"action_id": at, "audience_code": "x", "wording": "X", "inherited": False} for at in FICHE["action_id"]]
    return situation(
        drome(), listed, period, actions=actions, peers="AB",
        audiences=[{"code": "x", "title": "X", "rank": 1, "universal": False}], action_audiences=people[::2],
    )  # fmt: skip


@settings(deadline=None, max_examples=8)
@given(words, words)
def test_groups_branches_recurrent_actions_and_changes_too(before: dict[str, str], now: dict[str, str]) -> None:
    first, here = told("2026-T2", before), told("2026-T3", before | now)
    for by in EVERY:
        for row in grouped(here, by).rows.to_dict("records"):
            found = group_figure(here, by, row["key"])
            check(found)
            assert (found.text, found.denominator) == (row["text"], row["denominator"])
    for branch in branches(here):
        if branch.tally.total:
            found = branch_figure(here, branch)
            check(found)
            assert found.text == branch.tally.text
    check(rates.recurrent_held(here.leaves, here.states, here.as_of, STAMP, WHOLE))
    check(set_figure(first, here))


values = st.lists(st.floats(0, 5000, allow_nan=False).map(lambda value: round(value, 2)), max_size=4)


@settings(deadline=None, max_examples=15)
@given(values, st.booleans(), st.sampled_from(["suivi", "cible"]), st.sampled_from(["personnes", "€", "jours"]))
def test_indicators_too_masked_ones_included(given_values: list[float], start: bool, kind: str, unit: str) -> None:
    days = ["2025-09-30", "2025-12-31", "2026-03-31", "2026-06-30"]
    rows_given = [
        measure(day, value, baseline=start and at == 0)
        for at, (day, value) in enumerate(zip(days, given_values, strict=False))
    ]
    now = plan_with(
        [indicator(measure_kind=kind, unit=unit, direction="hausse")], rows_given, [target("2027-12-31", 6000)]
    )
    (one,) = standings(now)
    shown = readable_measures(now).get(CODE, frame("measures", []).assign(masked=[], summed=[]))
    check(figure_of(one, shown, now.targets, WHOLE, STAMP))
    for figure in headline([one], STAMP):
        check(figure)


@settings(deadline=None)
@given(st.lists(st.sampled_from([None, "atteint", "partiellement", "non_atteint", "trop_tot"]), max_size=8))
def test_objectives_too(ratings: list[str | None]) -> None:
    codes = [f"O{at}" for at in range(len(ratings))]
    listed = frame("objectives", [{"code": code, "title": code, "fiche_code": "P1"} for code in codes])
    rated = [
        {"objective_code": code, "year": 2026, "rating": rating}
        for code, rating in zip(codes, ratings, strict=True)
        if rating
    ]
    check(objectives.reached(listed, frame("objective_ratings", rated), 2026))


def wrong(figure: Figure) -> list[Figure]:
    """The same figure, off by a little each time."""
    table = figure.inputs
    return [
        replace(figure, value=(figure.value or 0) + 1),
        replace(figure, denominator=(figure.denominator or 0) + 1),
        replace(figure, excluded={"abandonnée": 1}),
        replace(figure, inputs=table.iloc[1:]),
        replace(figure, inputs=table.iloc[:0]),
        replace(figure, inputs=table.rename(columns={"Compte": "Autre"})),
    ]


@pytest.mark.parametrize("at", range(6))
def test_a_figure_that_its_table_does_not_give_is_caught(at: int) -> None:
    here = told("2026-T3", dict.fromkeys(CODES[:6], "realisee"))
    figure = rates.completion(here.leaves)
    check(figure)
    with pytest.raises(AssertionError):
        check(wrong(figure)[at])
