"""Burn-up by period: what is done, what the calendar expects, what moved the scope. Counted by hand on the Drôme."""

from datetime import date

import pytest

from data.measures import rates
from data.measures.burn_up import BurnUp, burn_up
from data.situation import Situation
from tests.support.measures import changed, drome, herault, said, situation

NB = "\u00a0"
FIRST = [said("P1-01", "2026-T2", "realisee"), said("P1-02", "2026-T2", "en_cours")]
THEN = [
    *FIRST,
    said("P1-02", "2026-T3", "realisee"),
    said("P1-03", "2026-T3", "abandonnee"),
    said("P1-04", "2026-T3", "reportee", new_ends_on=date(2027, 12, 31)),
]


def small(words: list[dict[str, object]], period: str) -> Situation:
    """The thirteen actions of P1, one of which is due by the end of 2025 and two by mid-2026."""
    rows = drome().actions[drome().actions["fiche_code"] == "P1"]
    rows = changed(rows, ["P1-01"], ends_on=date(2025, 12, 31))
    rows = changed(rows, ["P1-02", "P1-05"], ends_on=date(2026, 9, 30))
    return situation(drome(), words, period, actions=rows)


def two() -> BurnUp:
    # In any order: the measure puts periods in theirs.
    return burn_up([small(THEN, "2026-T3"), small(FIRST, "2026-T2")])


def test_each_period_counts_what_is_done_and_expected_in_its_own_scope() -> None:
    size = len(rates.applicable(small([], "2026-T2").leaves))
    first, last = two().steps
    assert (first.period.code, first.done, first.expected, first.kept, first.scope) == ("2026-T2", 1, 1, 1, size)
    assert (last.period.code, last.done, last.expected, last.kept, last.scope) == ("2026-T3", 2, 3, 2, size - 2)
    assert first.moves == ""
    assert last.moves == "sortent 1 abandonnée et 1 reportée"
    assert last.left == (("abandonnée", ("P1-03",)), ("reportée", ("P1-04",)))


def test_the_sentence_says_it_against_the_calendar_and_the_scope() -> None:
    size = two().steps[-1].scope
    assert two().sentence == (
        f"Au 3e trimestre 2026, 2 actions réalisées sur un périmètre de {size} actions{NB}; d’après le calendrier, "
        f"3 devaient être achevées à cette date, 2 le sont{NB}; le périmètre a perdu 2 actions depuis le 2e "
        "trimestre 2026."
    )


def test_what_comes_back_or_is_added_enters_the_scope() -> None:
    back = [*THEN, said("P1-03", "2026-T4", "en_cours")]
    step = burn_up([small(THEN, "2026-T3"), small(back, "2026-T4")]).steps[-1]
    assert step.moves == "entre 1 reprise"
    fewer = drome().actions[drome().actions["fiche_code"] == "P1"].iloc[1:]
    step = burn_up([situation(drome(), FIRST[1:], "2026-T2", actions=fewer), small(FIRST, "2026-T3")]).steps[-1]
    assert step.entered == (("ajoutée au plan", ("P1-01",)),)


def test_after_the_last_period_the_path_goes_to_the_whole_scope_at_the_end_of_the_plan() -> None:
    found = two()
    counts = [count for _, count in found.ahead]
    assert counts == sorted(counts)
    assert found.ahead[-1][0].ends_on == date(2030, 12, 31)
    assert counts[-1] == found.steps[-1].scope
    assert len(counts) == len(set(counts)), "only the periods at whose end the count moves"


def test_nothing_said_is_not_zero_and_an_empty_selection_is_told() -> None:
    silent = burn_up([small([], "2026-T2")])
    assert silent.steps[0].done is None
    assert silent.steps[0].kept is None
    assert not silent.drawable
    assert "personne n’a encore donné l’état" in silent.sentence
    assert silent.frame.iloc[0]["Réalisées"] is None
    nobody = burn_up([situation(herault(), [], "2026-T2", actions=herault().actions.iloc[:0])])
    which = "Aucune sous-action ou opération de cette sélection"
    assert nobody.sentence == f"{which} ne compte dans un taux{NB}: rien à cumuler."


@pytest.mark.parametrize("period", ["2026-T2", "2026-T3"])
def test_the_figures_are_those_of_the_rate_of_the_same_leaves(period: str) -> None:
    here = small(THEN, period)
    step, rate = burn_up([here]).steps[0], rates.completion(here.leaves)
    assert (step.done, step.scope) == (rate.numerator, rate.denominator)
    due = rates.completion(rates.due(here.leaves, here.as_of))
    assert (step.kept, step.expected) == (due.numerator, due.denominator)
