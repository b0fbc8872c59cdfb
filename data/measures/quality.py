"""The quality of the data: what is missing, contradictory, counted twice or dated impossibly; and the score of a fiche.

A check is passed or not by a fiche, or has no object there (a fiche without an indicator with a target has no target
to miss): the score counts those that have one. Nothing here changes a figure.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

import pandas as pd

from data.french import NBSP, capitalised, listing, number, plural, share, typeset
from data.measures.columns import records, table
from data.measures.figure import Coverage, Figure
from data.measures.quality_checks import CHECKS, Check
from data.measures.quality_reader import Finding, Reader
from data.measures.wording import at_period
from data.period import Period
from data.situation import Situation

__all__ = [
    "CHECKS", "Board", "Check", "Finding", "Mark", "Score", "board", "findings_table", "history", "history_sentence",
    "history_table", "scores_table", "titles",
]  # fmt: skip


@dataclass(frozen=True)
class Score:
    """How many of the checks that have an object in a fiche it passes. `failed`: keys of the others."""

    fiche_code: str
    title: str
    passed: int
    checks: int
    failed: tuple[str, ...]

    @property
    def text(self) -> str:
        """« 7 contrôles sur 9 »."""
        return f"{plural(self.passed, 'contrôle')} sur {number(self.checks)}"


@dataclass(frozen=True)
class Board:
    """The findings of a Situation, by check, and the score of each fiche, lowest first.

    Attributes:
        findings: in the order of CHECKS, then of the plan.
        scores: lowest share of passed checks first, then the plan's order.
    """

    period: Period
    as_of: date
    findings: tuple[Finding, ...]
    scores: tuple[Score, ...]

    @property
    def passed(self) -> int:
        return sum(score.passed for score in self.scores)

    @property
    def checks(self) -> int:
        return sum(score.checks for score in self.scores)

    @property
    def whole(self) -> int:
        """Fiches that pass every check."""
        return sum(not score.failed for score in self.scores)

    def score(self, fiche: str) -> Score | None:
        return next((score for score in self.scores if score.fiche_code == fiche), None)

    def of(self, check: str) -> list[Finding]:
        return [finding for finding in self.findings if finding.check == check]

    @property
    def sentence(self) -> str:
        """The answer: how many findings, of which kinds, and how many checks pass."""
        when = capitalised(at_period(self.period))
        if not self.scores and not self.findings:
            return typeset(f"{when}, aucune fiche à contrôler dans cette sélection.")
        passed = f"{_of(self)} sont passés" if self.checks else "aucun contrôle n’a d’objet"
        if not self.findings:
            return typeset(f"{when}, {passed} : rien à corriger.")
        met = [check for check in CHECKS if self.of(check.key)]
        first = sorted(met, key=lambda check: -len(self.of(check.key)))[:3]
        named = listing([plural(len(self.of(check.key)), *check.counted) for check in first])
        more = " notamment" if len(met) > len(first) else ""
        count = plural(len(self.findings), "constat à corriger", "constats à corriger")
        return typeset(
            f"{when}, {passed} ; {count},{more} {named}." if more else f"{when}, {passed} ; {count} : {named}."
        )

    @property
    def figure(self) -> Figure:
        """Passed checks over those that have an object, all fiches together."""
        value = 100 * self.passed / self.checks if self.checks else None
        text = share(self.passed, self.checks) if self.checks else "non calculable"
        return Figure(
            key="qualite",
            title="Contrôles passés",
            value=value,
            unit="%",
            text=text,
            sentence=self.sentence,
            formula=typeset(
                "Contrôles passés ÷ contrôles qui ont un objet, sur toutes les fiches affichées. Un contrôle sans "
                "objet (pas d’indicateur avec cible, rien d’attendu…) ne compte pas."
            ),
            numerator=self.passed,
            denominator=self.checks,
            inputs=scores_table(self.scores),
            coverage=Coverage(len(self.scores), len(self.scores), 0, ("fiche contrôlée", "fiches contrôlées")),
            as_of=self.as_of,
            period_code=self.period.code,
        )


def board(situation: Situation, *, unfrozen: Iterable[str] = (), ahead: Sequence[tuple[str, date]] = ()) -> Board:
    """Check every fiche of a Situation.

    Args:
        unfrozen: closed periods of which nothing was frozen.
        ahead: (indicator, day) of the values given for a day that has not come, which no Situation reads yet.
    """
    reader = Reader(situation, tuple(unfrozen), tuple(ahead))
    found = [finding for check in CHECKS for finding in check.find(reader)]
    failed: dict[str, dict[str, None]] = {}
    for finding in found:
        if finding.fiche_code is not None:
            failed.setdefault(finding.fiche_code, {})[finding.check] = None
    scores: list[Score] = []
    for row in records(situation.fiches):
        code = str(row["code"])
        asked = [check.key for check in CHECKS if check.applies(reader, code)]
        lost = tuple(key for key in asked if key in failed.get(code, {}))
        scores.append(Score(code, typeset(str(row["title"])), len(asked) - len(lost), len(asked), lost))
    order = sorted(range(len(scores)), key=lambda at: (scores[at].passed / (scores[at].checks or 1), at))
    return Board(situation.period, situation.as_of, tuple(found), tuple(scores[at] for at in order))


def _of(one: Board) -> str:
    """« 216 contrôles sur 257 (84 %) »."""
    return share(one.passed, one.checks).replace(" sur ", " contrôles sur ", 1)


_TITLES = {check.key: check.title for check in CHECKS}


def findings_table(found: Iterable[Finding]) -> pd.DataFrame:
    """One row a finding, under French headings."""
    rows = [
        {
            "Contrôle": _TITLES[one.check],
            "Fiche": one.fiche_code or "",
            "Code": one.subject_code,
            "Sujet": one.subject,
            "Constat": one.what,
            "À corriger dans": one.where,
            "Par qui": one.who,
        }
        for one in found
    ]
    return table(rows, ("Contrôle", "Fiche", "Code", "Sujet", "Constat", "À corriger dans", "Par qui"))


def scores_table(scores: Iterable[Score]) -> pd.DataFrame:
    """One row a fiche, under French headings."""
    rows = [
        {
            "Fiche": one.fiche_code,
            "Intitulé": one.title,
            "Contrôles passés": one.passed,
            "Contrôles": one.checks,
            "À corriger": ", ".join(titles(one.failed)),
        }
        for one in scores
    ]
    return table(rows, ("Fiche", "Intitulé", "Contrôles passés", "Contrôles", "À corriger"))


def titles(checks: Iterable[str]) -> list[str]:
    """French titles of checks (keys)."""
    return [_TITLES[key] for key in checks]


@dataclass(frozen=True)
class Mark:
    """What was passed at one period, by the whole selection or by one fiche. `frozen`: as kept at its closing."""

    period: Period
    passed: int
    checks: int
    frozen: bool

    @property
    def share(self) -> float | None:
        """In percent; None when no check had an object."""
        return 100 * self.passed / self.checks if self.checks else None

    @property
    def text(self) -> str:
        return share(self.passed, self.checks) if self.checks else "non calculable"


def history(boards: Sequence[tuple[Board, bool]], fiche: str | None = None) -> list[Mark]:
    """The marks of (board, frozen) pairs, oldest first; of one fiche, those of the periods in which it was there."""
    if fiche is None:
        return [Mark(one.period, one.passed, one.checks, frozen) for one, frozen in boards]
    found = [(one.period, one.score(fiche), frozen) for one, frozen in boards]
    return [Mark(period, score.passed, score.checks, frozen) for period, score, frozen in found if score is not None]


def history_sentence(marks: Sequence[Mark]) -> str:
    """From the first period to the last; empty when there is only one."""
    known = [mark for mark in marks if mark.checks]
    if len(known) < 2:
        return ""
    first, last = known[0], known[-1]
    told = f"Contrôles passés {at_period(first.period)} : {first.text} ; {at_period(last.period)} : {last.text}."
    grown = "" if first.checks == last.checks else " Le nombre de contrôles qui ont un objet a changé entre les deux."
    return typeset(told + grown)


def history_table(boards: Sequence[Board]) -> pd.DataFrame:
    """One row a fiche and a column a period (« 7 sur 9 »), in the order of the last board; the whole last."""
    columns = [one.period.short for one in boards]
    names = ("Fiche", "Intitulé", *columns)
    by_fiche = [{score.fiche_code: score for score in one.scores} for one in boards]
    rows = [
        {"Fiche": score.fiche_code, "Intitulé": score.title}
        | {name: _short(known.get(score.fiche_code)) for name, known in zip(columns, by_fiche, strict=True)}
        for score in (boards[-1].scores if boards else ())
    ]
    whole = {name: f"{number(one.passed)} sur {number(one.checks)}" for name, one in zip(columns, boards, strict=True)}
    return table([*rows, {"Fiche": "Ensemble", "Intitulé": ""} | whole] if rows else [], names)


def _short(score: Score | None) -> str:
    return "—" if score is None else f"{number(score.passed)} sur{NBSP}{number(score.checks)}"
