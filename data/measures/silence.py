"""Missed periods: who was expected, did not answer and was not excused.

A period is missed once its campaign is closed, or open and past its due date, without a report. An excused or
unexpected period neither counts nor breaks the silence. « Rien de nouveau » is an answer.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

import pandas as pd

from data.measures.carrying import last_day
from data.measures.columns import Row, as_date, records, table, texts
from data.vocabulary import CampaignStatus

SILENCE_COLUMNS = ("fiche_code", "missed", "since", "last_report", "expected", "answered", "excused", "pilot")


def over(campaign: Row, today: date) -> bool:
    """Nobody can say any more that the answer is still on its way."""
    if campaign["status"] == CampaignStatus.CLOSED:
        return True
    due = as_date(campaign["due_on"])
    return due is not None and today > due


def missed_periods(
    expectations: pd.DataFrame,
    reports: pd.DataFrame,
    campaigns: pd.DataFrame,
    today: date,
    fiches: Iterable[str] = (),
) -> pd.DataFrame:
    """One row per fiche: how long it has been silent. Columns: SILENCE_COLUMNS.

    `missed`: periods missed in a row up to now (0 as soon as the last one due was answered); `since`: the
    code of the first of them; `last_report`: the code of the last period answered or None; `expected`,
    `answered`, `excused`: over every period that is over. `fiches`
    adds rows for fiches of which nothing was expected.
    """
    finished = {str(row["period"]) for row in records(campaigns) if over(row, today)}
    answers: defaultdict[str, set[str]] = defaultdict(set)
    for fiche, period in zip(texts(reports, "fiche_code"), texts(reports, "period"), strict=True):
        if fiche is not None and period is not None:
            answers[fiche].add(period)
    asked: dict[str, list[Row]] = {code: [] for code in fiches}
    for row in records(expectations):
        asked.setdefault(str(row["fiche_code"]), []).append(row)
    return table([_silence(code, rows, answers[code], finished) for code, rows in asked.items()], SILENCE_COLUMNS)


def _silence(fiche: str, rows: list[Row], answered: set[str], finished: set[str]) -> Row:
    by_period: dict[str, Row] = {}
    for row in rows:  # several pilots may be expected for one fiche: one that is not excused is enough
        period = str(row["period"])
        if period not in by_period or by_period[period]["excused"]:
            by_period[period] = row
    ended = sorted((period for period in by_period if period in finished), key=last_day)
    due = [period for period in ended if not by_period[period]["excused"]]
    streak: list[str] = []
    for period in reversed(due):
        if period in answered or any(last_day(other) > last_day(period) for other in answered):
            break
        streak.append(period)
    pilots = [by_period[period]["pilot"] for period in reversed(due) if by_period[period]["pilot"]]
    return {
        "fiche_code": fiche,
        "missed": len(streak),
        "since": streak[-1] if streak else None,
        "last_report": max(answered, key=last_day, default=None),
        "expected": len(due),
        "answered": sum(period in answered for period in due),
        "excused": sum(bool(by_period[period]["excused"]) for period in ended),
        "pilot": pilots[0] if pilots else None,
    }


def missed_by_fiche(silence: pd.DataFrame) -> dict[str, int]:
    """Fiche → number of periods missed in a row, from `missed_periods`."""
    return {str(row["fiche_code"]): int(row["missed"]) for row in records(silence)}
