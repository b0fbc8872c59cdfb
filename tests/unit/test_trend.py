"""A rate period after period: what was kept, then what is shown; nothing said is not zero."""

from __future__ import annotations

from data.freezing.trends import Trend
from data.measures.trend import trend_line
from data.period import Period


def kept(numerator: float, denominator: float, measure: str = "realisation_ouvertes") -> list[Trend]:
    return [Trend("plan", "x", measure, numerator, denominator)]


def line(frozen: bool = False):
    periods = {"2026-T2": kept(30, 94), "2025-T4": kept(0, 0), "2026-T1": kept(21, 96), "2026-T4": kept(50, 94)}
    return trend_line(periods, kept(41, 104), Period.parse("2026-T3"), frozen=frozen, measure="realisation_ouvertes")


def test_points_are_in_order_up_to_the_period_shown() -> None:
    found = line()
    assert [(p.period.code, p.numerator, p.denominator, p.frozen) for p in found.points] == [
        ("2025-T4", 0, 0, True),
        ("2026-T1", 21, 96, True),
        ("2026-T2", 30, 94, True),
        ("2026-T3", 41, 104, False),
    ]
    assert line(frozen=True).points[-1].frozen


def test_nothing_said_is_not_zero() -> None:
    first = line().points[0]
    assert first.value is None
    assert first.text == "non calculable"
    assert line().frame.iloc[0]["Réalisées"] is None


def test_the_sentence_goes_from_the_first_known_point_to_the_last() -> None:
    assert line().sentence == (
        "Actions réalisées parmi celles dont la période est ouverte\u00a0: "
        "au 1er trimestre 2026, 21 sur 96 (22\u00a0%)\u00a0; "
        "au 3e trimestre 2026, 41 sur 104 (39\u00a0%). L’ensemble compté a changé entre les deux."
    )
    alone = trend_line({}, kept(1, 9), Period.parse("2026-T3"), frozen=False, measure="realisation_ouvertes")
    assert alone.sentence == "Pas encore deux périodes à comparer."


def test_another_measure_is_not_mixed_in() -> None:
    found = trend_line(
        {"2026-T2": kept(9, 9, "a_jour")},
        kept(1, 9),
        Period.parse("2026-T3"),
        frozen=False,
        measure="realisation_ouvertes",
    )
    assert found.points[0].value is None
