"""The figures kept beside a frozen period are those of the pages, nothing said being no zero."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

import pandas as pd
import pytest

from data.freezing import freeze, thaw
from data.freezing.trends import MEASURES, Trend, trends
from data.measures import rates
from data.measures.figure import Figure
from data.measures.one_fiche import of_fiche
from data.measures.progress import mean_progress
from data.measures.territory_rates import coverage_figure, progress_figure, rate_figure
from data.selection import Filter, narrow
from data.situation import Situation
from data.vocabulary import Status
from tests.support.measures import changed, drome, said, situation

PUBLICS = ("enfants", "aines", "tous")
DECLINED = ["P4-05", "P6-02"]
ACTIONS = changed(drome().actions, DECLINED, territorial=True)
WORDS = [
    said("P1-01", "2026-T3", Status.DONE),
    said("P1-02", "2026-T2", Status.IN_PROGRESS, 40.0),
    said("P2-01", "2026-T3", Status.NOT_STARTED),
    said("P17-01", "2026-T3", Status.DONE),
    said("P4-05", "2026-T3", Status.DONE, place="A"),
    said("P4-05", "2026-T3", Status.IN_PROGRESS, 30.0, place="B"),
    said("P6-02", "2026-T1", Status.DONE, place="B"),
]


def told() -> Situation:
    """A quarter of a real plan: two territories, two publics, three fiches asked for a report."""
    ids = dict(zip(ACTIONS["code"], ACTIONS["action_id"], strict=True))
    asked = [
        {"fiche_code": "P1", "period": "2026-T3", "excused": False},
        {"fiche_code": "P2", "period": "2026-T3", "excused": False},
        {"fiche_code": "P4", "period": "2026-T3", "excused": True, "reason": "Vacance"},
        {"fiche_code": "P6", "period": "2026-T2", "excused": False},
    ]
    return situation(
        drome(),
        WORDS,
        "2026-T3",
        actions=ACTIONS,
        peers="AB",
        audiences=[
            {"code": code, "title": code, "rank": 1, "universal": False} for code in ("enfants", "aines", "tous")
        ],
        action_audiences=[
            {"action_id": ids[action], "audience_code": public}
            for action, public in (("P1-01", "enfants"), ("P1-02", "enfants"), ("P2-01", "aines"), ("P1-01", "aines"))
        ],
        expectations=asked,
        reports=[{"fiche_code": code, "period": "2026-T3", "nothing_new": False} for code in ("P1", "P4")],
    )


SITUATION = told()


def of(scope: str, code: str, found: Iterable[Trend] | None = None) -> dict[str, tuple[float, float]]:
    """Measure → its quotient."""
    chosen = trends(SITUATION) if found is None else found
    return {
        trend.measure: (trend.numerator, trend.denominator)
        for trend in chosen
        if (trend.scope, trend.code) == (scope, code)
    }


def quotient(figure: Figure) -> tuple[float, float]:
    """What a page divides; (0, 0) where it says « non calculable »."""
    if figure.value is None:
        return 0.0, 0.0
    assert figure.numerator is not None
    assert figure.denominator
    return figure.numerator, figure.denominator


def shown(leaves: pd.DataFrame) -> dict[str, tuple[float, float]]:
    """The measures of a page on these leaves."""
    opened, due = rates.opened(leaves, SITUATION.as_of), rates.due(leaves, SITUATION.as_of)
    known = rates.coverage(opened)
    return {
        "realisation": quotient(rates.completion(leaves)),
        "realisation_ouvertes": quotient(rates.completion(opened)),
        "realisation_echues": quotient(rates.completion(due)),
        "avancement_ouvertes": quotient(mean_progress(opened)),
        "renseignees": (known.ever, known.total),
        "a_jour": (known.current, known.total),
    }


def test_the_plan() -> None:
    found = of("plan", "drome-2025-2030")
    assert found.pop("reponses") == (1, 2)  # one of two asked; the excused one and the one of another period apart
    assert found == shown(SITUATION.leaves)
    # P1-01 alone: P17-01 is recurrent, and the déclinée ones are done in one territory only.
    assert found["realisation"][0] == 1
    assert set(found) | {"reponses"} == set(MEASURES)


@pytest.mark.parametrize("axis", ["1", "2", "3"])
def test_an_axis_as_the_filter_shows_it(axis: str) -> None:
    assert of("axe", axis) == shown(narrow(SITUATION, Filter(axes=(axis,))).leaves)


@pytest.mark.parametrize("fiche", ["P1", "P2", "P17", "P21"])
def test_a_fiche_as_its_page_shows_it(fiche: str) -> None:
    assert of("fiche", fiche) == shown(of_fiche(SITUATION, fiche).leaves)


def test_a_public_as_the_filter_shows_it() -> None:
    for public in ("enfants", "aines"):
        found = of("public", public)
        assert found == shown(narrow(SITUATION, Filter(audiences=(public,))).leaves)
        by_public = rates.completion_by_audience(SITUATION.leaves, SITUATION.action_audiences).set_index("key")
        assert found["realisation"] == tuple(by_public.loc[public, ["numerator", "denominator"]])
    assert of("public", "tous") == {}  # no action names it: nothing to follow


def test_a_territory_as_its_sheet_shows_it() -> None:
    for territory in "AB":
        found = of("territoire", territory)
        assert found["realisation_ouvertes"] == quotient(rate_figure(SITUATION, territory))
        assert found["avancement_ouvertes"] == quotient(progress_figure(SITUATION, territory))
        known = coverage_figure(SITUATION, territory)
        assert found["renseignees"] == (known.numerator, known.denominator)
    # B speaks of both, one of them in this quarter.
    assert of("territoire", "B")["a_jour"] == (1, 2)


def test_nothing_said_is_not_zero() -> None:
    silent = situation(drome(), [], "2026-T3", actions=ACTIONS, peers="AB")
    found = trends(silent)
    rated = [trend for trend in found if trend.measure.startswith(("realisation", "avancement"))]
    assert len(rated) > 100
    assert {(trend.numerator, trend.denominator) for trend in rated} == {(0.0, 0.0)}
    # How much is known is known: nothing, out of what should be.
    assert of("plan", "drome-2025-2030", found)["renseignees"] == (0, rates.coverage(_opened(silent)).total)
    assert of("plan", "drome-2025-2030", found)["reponses"] == (0, 0)


def _opened(of_: Situation) -> pd.DataFrame:
    return rates.opened(of_.leaves, of_.as_of)


def test_a_zero_that_was_said_is_kept() -> None:
    said_no = situation(drome(), [said("P1-01", "2026-T3", Status.NOT_STARTED)], "2026-T3")
    found = of("fiche", "P1", trends(said_no))
    assert found["realisation"][0] == 0
    assert found["realisation"][1] > 0


def test_one_line_for_each_figure_in_a_stable_order() -> None:
    found = trends(SITUATION)
    places = [(trend.scope, trend.code, trend.measure) for trend in found]
    assert len(set(places)) == len(places)
    assert {trend.measure for trend in found} == set(MEASURES)
    assert trends(told()) == found


def test_they_are_the_same_from_the_frozen_body() -> None:
    assert trends(thaw(freeze(SITUATION))) == trends(SITUATION)


def test_before_the_first_day_of_a_plan_nothing_is_opened() -> None:
    early = situation(drome(), [], "2025-T1", today=date(2024, 12, 1))
    assert of("plan", "drome-2025-2030", trends(early))["renseignees"] == (0, 0)
