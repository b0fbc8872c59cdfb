"""Missed periods: closed, or past due, expected, not excused, not answered."""

from datetime import date
from typing import Any

from data.measures.silence import missed_by_fiche, missed_periods
from data.situation import frame

CAMPAIGNS = [
    {"period": "2025-T4", "status": "cloturee", "due_on": date(2026, 1, 15)},
    {"period": "2026-T1", "status": "cloturee", "due_on": date(2026, 4, 15)},
    {"period": "2026-T2", "status": "cloturee", "due_on": date(2026, 7, 15)},
    {"period": "2026-T3", "status": "ouverte", "due_on": date(2026, 10, 15)},
]
PERIODS = [row["period"] for row in CAMPAIGNS]
BEFORE_DUE, AFTER_DUE = date(2026, 10, 15), date(2026, 10, 16)


def silence(
    answered: list[str], today: date, excused: tuple[str, ...] = (), expected: list[Any] = PERIODS
) -> dict[str, Any]:
    asked = [{"fiche_code": "P1", "period": p, "pilot": "Service A", "excused": p in excused} for p in expected]
    reports = [{"fiche_code": "P1", "period": p, "status": "soumis"} for p in answered]
    found = missed_periods(
        frame("expectations", asked), frame("reports", reports), frame("campaigns", CAMPAIGNS), today
    )
    assert len(found) == 1
    row: dict[str, Any] = found.to_dict("records")[0]
    return row


def test_closed_periods_and_the_open_one_once_past_due() -> None:
    assert (silence(["2025-T4"], BEFORE_DUE)["missed"], silence(["2025-T4"], AFTER_DUE)["missed"]) == (2, 3)
    row = silence(["2025-T4"], AFTER_DUE)
    assert (row["since"], row["last_report"], row["expected"], row["answered"]) == ("2026-T1", "2025-T4", 4, 1)
    assert row["pilot"] == "Service A"
    assert silence([], AFTER_DUE)["last_report"] is None
    assert silence([], AFTER_DUE)["since"] == "2025-T4"


def test_an_answer_ends_the_silence_even_early() -> None:
    assert silence(["2026-T2"], BEFORE_DUE)["missed"] == 0
    assert silence(["2026-T3"], BEFORE_DUE)["missed"] == 0
    assert silence(["2026-T2"], AFTER_DUE)["missed"] == 1
    assert silence(["2025-T4", "2026-T2"], BEFORE_DUE)["answered"] == 2


def test_excused_and_unexpected_periods_neither_count_nor_break() -> None:
    row = silence(["2025-T4"], BEFORE_DUE, excused=("2026-T1",))
    assert (row["missed"], row["since"], row["excused"], row["expected"]) == (1, "2026-T2", 1, 2)
    assert silence(["2025-T4"], BEFORE_DUE, excused=("2026-T1", "2026-T2"))["missed"] == 0
    assert silence([], BEFORE_DUE, expected=["2025-T4", "2026-T2"])["missed"] == 2


def test_one_pilot_excused_among_two_is_not_an_excuse() -> None:
    asked = [
        {"fiche_code": "P1", "period": "2026-T2", "pilot": "A", "excused": True},
        {"fiche_code": "P1", "period": "2026-T2", "pilot": "B", "excused": False},
    ]
    for order in (asked, asked[::-1]):
        found = missed_periods(
            frame("expectations", order), frame("reports", []), frame("campaigns", CAMPAIGNS), BEFORE_DUE
        )
        assert list(found["missed"]) == [1]


def test_fiches_of_which_nothing_was_expected() -> None:
    empty = frame("expectations", [])
    found = missed_periods(empty, frame("reports", []), frame("campaigns", CAMPAIGNS), AFTER_DUE, ["P1", "P2"])
    assert missed_by_fiche(found) == {"P1": 0, "P2": 0}
    assert missed_periods(empty, frame("reports", []), frame("campaigns", []), AFTER_DUE).empty
