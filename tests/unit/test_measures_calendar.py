"""An action against its calendar: its period, its stages, what is expected of it, its health."""

from datetime import date

import pytest

from data.measures import calendar
from data.measures.calendar import Milestone, Span
from data.vocabulary import Health
from tests.support.measures import drome, leaves, of, said

NONE: Span = (None, None)
OWN: Span = (date(2026, 1, 1), date(2030, 12, 31))
FICHE: Span = (date(2023, 1, 1), date(2025, 12, 31))
PHASE: Span = (date(2025, 1, 1), date(2026, 12, 31))


@pytest.mark.parametrize(
    ("own", "fiche", "phase", "adopted", "period"),
    [
        (OWN, FICHE, PHASE, None, OWN),
        (NONE, FICHE, PHASE, None, FICHE),
        (NONE, NONE, PHASE, None, PHASE),
        (NONE, NONE, NONE, date(2025, 6, 23), NONE),
        ((None, date(2027, 6, 30)), NONE, PHASE, None, (date(2025, 1, 1), date(2027, 6, 30))),
        (NONE, NONE, PHASE, date(2025, 6, 23), (date(2025, 6, 23), date(2026, 12, 31))),
        (NONE, NONE, PHASE, date(2024, 6, 23), PHASE),
        (NONE, FICHE, NONE, date(2026, 6, 23), (date(2025, 12, 31), date(2025, 12, 31))),
    ],
)
def test_period_of_an_action(own: Span, fiche: Span, phase: Span, adopted: date | None, period: Span) -> None:
    assert calendar.period_of_action(own, fiche, phase, adopted) == period


@pytest.mark.parametrize(
    ("ratio", "word"),
    [
        (1.06, Health.AHEAD), (1.05, Health.ON_TRACK), (1.0, Health.ON_TRACK), (0.95, Health.ON_TRACK),
        (0.9499, Health.SLIGHTLY_LATE), (0.85, Health.SLIGHTLY_LATE), (0.8499, Health.GAP), (0.0, Health.GAP),
        (0.1 + 0.75, Health.SLIGHTLY_LATE), (0.35 * 3, Health.ON_TRACK),
    ],
)  # fmt: skip
def test_bands_and_their_bounds(ratio: float, word: Health) -> None:
    assert calendar.health_word(ratio) == word


@pytest.mark.parametrize(
    ("day", "steps", "linear"),
    [
        (date(2026, 1, 1), 0, 0),
        (date(2026, 3, 30), 0, 100 * 88 / 318),
        (date(2026, 3, 31), 25, 100 * 89 / 318),
        (date(2026, 9, 30), 75, 100 * 272 / 318),
        (date(2026, 11, 14), 75, 100 * 317 / 318),
        (date(2026, 11, 15), 100, 100),
    ],
)
def test_expected_progress_by_steps_and_by_days(day: date, steps: float, linear: float) -> None:
    start, end = date(2026, 1, 1), date(2026, 11, 15)
    assert calendar.expected_progress(start, end, day) == steps
    assert calendar.expected_progress(start, end, day, "linear") == pytest.approx(linear)


def test_a_period_shorter_than_a_quarter_has_one_step_on_its_last_day() -> None:
    start, end = date(2026, 2, 1), date(2026, 2, 28)
    assert calendar.expected_progress(start, end, date(2026, 2, 27)) == 0
    assert calendar.expected_progress(start, end, end) == 100
    assert calendar.expected_progress(start, start, start) == 100


def test_milestones_replace_the_percent() -> None:
    steps = [
        Milestone(date(2026, 3, 31), date(2026, 3, 1)), Milestone(date(2026, 6, 30)), Milestone(date(2026, 12, 31)),
    ]  # fmt: skip
    day = date(2026, 9, 30)
    assert calendar.milestone_progress(steps, day) == pytest.approx((100 / 3, 200 / 3))
    assert calendar.health(90, PHASE[0], PHASE[1], day, milestones=steps) == Health.GAP
    assert calendar.health(None, None, None, date(2026, 1, 31), milestones=steps) is None


def test_health_of_a_leaf_needs_a_declared_percent_under_way() -> None:
    words = [
        said("P1-01", "2026-T3", "en_cours", 85), said("P1-02", "2026-T3", "en_cours"),
        said("P1-03", "2026-T3", "non_engagee"), said("P1-04", "2026-T3", "realisee", 100),
        said("P17-01", "2026-T3", "en_cours", 10),
    ]  # fmt: skip
    found, day = leaves(drome(), words, "2026-T3")[0], date(2026, 9, 30)
    health = {c: calendar.leaf_health(of(found, c), day) for c in ("P1-01", "P1-02", "P1-03", "P1-04", "P17-01")}
    assert health == {"P1-01": Health.ON_TRACK, **dict.fromkeys(("P1-02", "P1-03", "P1-04", "P17-01"))}
    assert calendar.leaf_health(of(found, "P1-01"), day, missed=1) == Health.SILENT
    assert calendar.leaf_health(of(found, "P1-02"), day, missed=2) is None


@pytest.mark.parametrize(
    ("status", "day", "late", "unstarted"),
    [
        ("non_engagee", date(2025, 12, 30), False, False),
        ("non_engagee", date(2025, 12, 31), False, True),
        ("en_cours", date(2026, 6, 30), False, False),
        ("non_renseigne", date(2026, 6, 30), False, False),
        ("non_engagee", date(2026, 12, 31), True, False),
        ("suspendue", date(2027, 1, 1), True, False),
        ("non_renseigne", date(2026, 12, 31), True, False),
        ("reportee", date(2026, 12, 31), True, False),
        ("realisee", date(2026, 12, 31), False, False),
        ("abandonnee", date(2026, 12, 31), False, False),
        ("non_concernee", date(2026, 12, 31), False, False),
    ],
)
def test_late_and_unstarted(status: str, day: date, late: bool, unstarted: bool) -> None:
    leaf = {"status": status, "starts_on": PHASE[0], "ends_on": PHASE[1], "recurrent": False}
    assert calendar.is_overdue(leaf, day) == late
    assert calendar.mid_period_unstarted(leaf, day) == unstarted
    again = {**leaf, "recurrent": True}
    assert not calendar.is_overdue(again, day)
    assert not calendar.mid_period_unstarted(again, day)


def test_without_dates_nothing_is_late() -> None:
    leaf = {"status": "non_engagee", "starts_on": None, "ends_on": None, "recurrent": False}
    assert not calendar.is_overdue(leaf, date(2030, 1, 1))
    assert not calendar.mid_period_unstarted(leaf, date(2030, 1, 1))
    assert calendar.inside_period(None, None, date(2030, 1, 1))
