"""The frozen states of the demonstration: exact, those of the pages, followed from one period to the next."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from data.database import Store
from data.demonstration.calendar import PLAN, QUARTERS
from data.demonstration.reopening import CORRECTED, FICHE, QUARTER, REASON
from data.freezing import freeze, thaw
from data.freezing.trends import MEASURES, Trend, trends
from data.french import typeset
from data.measures import rates
from data.measures.groups import grouped
from data.measures.progress import mean_progress
from data.measures.territory_rates import progress_figure, rate_figure
from data.reading.frozen import frozen_cards, frozen_situation, kept_trends, trend_figures
from data.situation import Situation, rows_of
from tests.support.same import same

At = Callable[[str], Situation]
CLOSED = [quarter.code for quarter in QUARTERS if quarter.closed_on]


@pytest.mark.parametrize("period", [quarter.code for quarter in QUARTERS])
def test_a_quarter_comes_back_exactly(demo_at: At, period: str) -> None:
    live = demo_at(period)
    frozen = freeze(live)
    same(thaw(frozen), live)
    assert freeze(thaw(frozen)) == frozen


@pytest.mark.parametrize("period", CLOSED)
def test_what_was_frozen_is_frozen_the_same_today(demo: Store, period: str) -> None:
    for card in frozen_cards(demo, PLAN):
        if card.period == period:
            found = frozen_situation(demo, PLAN, period, card.number)
            # Its quarters were closed before the store was marked: every document of it says it is invented, though.
            assert found.demonstration
            assert freeze(replace(found, demonstration=False)).sha256 == card.sha256


def test_every_closed_quarter_has_its_state_and_the_reopened_one_has_two(demo: Store) -> None:
    found = [(card.period, card.number) for card in frozen_cards(demo, PLAN)]
    assert sorted(found) == sorted([(code, 1) for code in CLOSED] + [(QUARTER, 2)])
    (again,) = [card for card in frozen_cards(demo, PLAN) if card.number == 2]
    assert (again.reason, again.current) == (typeset(REASON), True)
    said = [
        dict(zip(one.reports["fiche_code"] + one.reports["period"], one.reports["difficulties"], strict=True))
        for one in (frozen_situation(demo, PLAN, QUARTER, number) for number in (1, 2))
    ]
    assert said[0][FICHE + QUARTER] != said[1][FICHE + QUARTER] == typeset(CORRECTED)
    assert {code for code in said[0] if said[0][code] != said[1][code]} == {FICHE + QUARTER}


def found_for(kept: list[Trend], scope: str, code: str, measure: str) -> tuple[float, float]:
    (found,) = [(t.numerator, t.denominator) for t in kept if (t.scope, t.code, t.measure) == (scope, code, measure)]
    return found


def test_the_figures_kept_are_those_that_the_pages_showed(demo: Store) -> None:
    for period in CLOSED:
        shown = frozen_situation(demo, PLAN, period, 1)
        kept = kept_trends(demo, PLAN, period, 1)
        assert sorted(kept, key=str) == sorted(trends(shown), key=str)
        opened = rates.opened(shown.leaves, shown.as_of)
        rate, mean = rates.completion(opened), mean_progress(opened)
        assert found_for(kept, "plan", PLAN, "realisation_ouvertes") == (rate.numerator, rate.denominator)
        assert found_for(kept, "plan", PLAN, "avancement_ouvertes") == (mean.numerator, mean.denominator)
        _groups(shown, kept)
        _territories(shown, kept)


def _groups(shown: Situation, kept: list[Trend]) -> None:
    """By axis and by public, as the page of the plan groups them."""
    axes = {f"{row['code']} – {row['title']}": row["code"] for row in rows_of(shown.axes)}
    publics = {row["title"]: row["code"] for row in rows_of(shown.audiences)}
    for found, codes, scope in ((grouped(shown, "axe"), axes, "axe"), (grouped(shown, "public"), publics, "public")):
        known = [row for row in rows_of(found.rows) if row["title"] in codes]
        assert len(known) >= 3
        for row in known:
            wanted = (0, 0) if row["value"] is None else (row["numerator"], row["denominator"])
            assert found_for(kept, scope, codes[row["title"]], "realisation") == wanted, row["title"]


def _territories(shown: Situation, kept: list[Trend]) -> None:
    for code in shown.peers["code"]:
        for measure, figure in (
            ("realisation_ouvertes", rate_figure(shown, code)),
            ("avancement_ouvertes", progress_figure(shown, code)),
        ):
            wanted = (0, 0) if figure.value is None else (figure.numerator, figure.denominator)
            assert found_for(kept, "territoire", code, measure) == wanted, (code, measure)


def test_a_trend_follows_the_last_state_of_each_period(demo: Store) -> None:
    for scope, code in (("plan", PLAN), ("axe", "1"), ("fiche", FICHE)):
        found = trend_figures(demo, PLAN, scope=scope, code=code)
        assert sorted(found) == sorted(CLOSED)
        for period, figures in found.items():
            last = max(card.number for card in frozen_cards(demo, PLAN) if card.period == period)
            wanted = [t for t in kept_trends(demo, PLAN, period, last) if (t.scope, t.code) == (scope, code)]
            assert sorted(figures, key=str) == sorted(wanted, key=str)
            assert {figure.measure for figure in figures} == set(MEASURES) - (
                {"reponses"} if scope != "plan" else set()
            )
    assert trend_figures(demo, PLAN, scope="axe", code="99") == {}
