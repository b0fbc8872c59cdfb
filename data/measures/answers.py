"""What a fiche answered, period by period: its report, an excuse, or nothing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from data.french import day, typeset
from data.measures.carrying import last_day
from data.measures.columns import Row, as_date, records
from data.measures.silence import over
from data.situation import Situation
from data.vocabulary import ReportStatus, label


@dataclass(frozen=True)
class Answer:
    """One period of one fiche.

    Attributes:
        period: code of the period.
        text: « Validé », « Soumis, non validé », « Excusé : … », « Attendu pour le 15 octobre 2026 »…
        report: the row of COLUMNS["reports"], None without a report.
        expected: something was expected of the fiche; missed: it is over and nothing came.
    """

    period: str
    text: str
    report: Row | None
    expected: bool
    missed: bool


def answers(situation: Situation, fiche_code: str) -> list[Answer]:
    """One Answer per campaign up to the Situation's period, newest first."""
    reports = {str(row["period"]): row for row in records(situation.reports) if row["fiche_code"] == fiche_code}
    expected: dict[str, list[Row]] = {}
    for row in records(situation.expectations):
        if row["fiche_code"] == fiche_code:
            expected.setdefault(str(row["period"]), []).append(row)
    found = [
        _answer(row, reports.get(str(row["period"])), expected.get(str(row["period"]), []), situation.today)
        for row in records(situation.campaigns)
    ]
    return sorted(found, key=lambda answer: last_day(answer.period), reverse=True)


def _answer(campaign: Row, report: Row | None, asked: list[Row], today: date) -> Answer:
    period = str(campaign["period"])
    excused = [row for row in asked if row["excused"]]
    if report is not None:
        return Answer(period, report_words(report), report, bool(asked), False)
    if asked and len(excused) == len(asked):
        reason = str(excused[0]["reason"] or "").strip()
        return Answer(period, typeset(f"Excusé : {reason}" if reason else "Excusé"), None, True, False)
    if not asked:
        return Answer(period, "Aucun point attendu", None, False, False)
    if over(campaign, today):
        return Answer(period, "Sans réponse", None, True, True)
    due = as_date(campaign["due_on"])
    return Answer(period, f"Attendu pour le {day(due)}" if due else "Attendu", None, True, False)


def asked_and_answered(situation: Situation) -> tuple[int, int]:
    """(reports submitted or validated, reports expected) in the period described; excused fiches are in neither."""
    period = situation.period.code
    asked = {
        str(row["fiche_code"])
        for row in records(situation.expectations)
        if row["period"] == period and not row["excused"]
    }
    came = {str(row["fiche_code"]) for row in records(situation.reports) if row["period"] == period}
    return len(asked & came), len(asked)


def report_words(report: Row) -> str:
    """« Validé », « Soumis, non validé », with « rien de nouveau » when that is all it says."""
    status = ReportStatus(report["status"])
    word = f"{label(status)}, non validé" if status is ReportStatus.SUBMITTED else label(status)
    return f"{word} – rien de nouveau" if report["nothing_new"] else word


def last_report(found: list[Answer]) -> Answer | None:
    """The newest answer that holds a report, None when there is none."""
    return next((answer for answer in found if answer.report is not None), None)


def last_weather(found: list[Answer]) -> tuple[str, str] | None:
    """(Weather value, period code) of the newest report that declares one."""
    for answer in found:
        if answer.report is not None and answer.report["weather"]:
            return str(answer.report["weather"]), answer.period
    return None


def declared_weathers(situation: Situation) -> dict[str, tuple[str, str]]:
    """Fiche → (the last météo that it declared, the period of it); a fiche that never declared any is absent."""
    rows = sorted(records(situation.reports), key=lambda row: last_day(str(row["period"])))
    return {str(row["fiche_code"]): (str(row["weather"]), str(row["period"])) for row in rows if row["weather"]}
