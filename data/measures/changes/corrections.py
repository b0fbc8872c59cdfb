"""What was said or fixed otherwise about what was already described: corrections, with the old and the new words.

Two states of one period (frozen twice, or frozen and live) differ by corrections only. Between two periods, a
correction is another word about the first one or an earlier one.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import pandas as pd

from data.french import capitalised, lowered, typeset
from data.measures.changes import differences as tables
from data.measures.changes.actions import leaves_by_code
from data.measures.changes.causes import CAUSES
from data.measures.changes.differences import Difference, differences
from data.measures.changes.plan import added_and_retired
from data.measures.changes.subjects import HELD, LONG, Subject, Subjects
from data.measures.changes.told import Change, Item, causes_frame, same_period
from data.measures.changes.words import VALUE, sentence
from data.measures.columns import Row, table
from data.measures.nouns import noun
from data.period import Period
from data.situation import Situation

DETAIL_COLUMNS = ("Objet", "Code", "Intitulé", "Précision", "Ce qui diffère", "Avant", "Après")


@dataclass(frozen=True)
class Detail:
    """One difference as written."""

    subject: Subject
    cause: str
    what: str
    before: str
    after: str
    prose: bool
    """The values are texts: too long for a sentence."""


@dataclass(frozen=True)
class Corrections:
    """What differs between two states of one period."""

    period: Period
    causes: tuple[Change, ...]
    details: tuple[Detail, ...]

    @property
    def sentence(self) -> str:
        """« 3 différences entre les deux états du 2e trimestre 2026. »"""
        return same_period(self.period, self.causes)

    @property
    def sentences(self) -> tuple[str, ...]:
        """The answer, then one sentence per cause."""
        return (self.sentence, *(cause.sentence for cause in self.causes))

    @property
    def frame(self) -> pd.DataFrame:
        """One row per cause: Cause, Nombre, Phrase, Codes."""
        return causes_frame(self.causes)

    @property
    def table(self) -> pd.DataFrame:
        """One row per difference, columns DETAIL_COLUMNS; texts are quoted whole."""
        rows: list[Row] = [
            {
                "Objet": capitalised(one.subject.kind),
                "Code": one.subject.code,
                "Intitulé": one.subject.title,
                "Précision": one.subject.where,
                "Ce qui diffère": capitalised(one.what),
                "Avant": one.before,
                "Après": one.after,
            }
            for one in self.details
        ]
        return table(rows, DETAIL_COLUMNS)


def corrections(before: Situation, after: Situation) -> Corrections:
    """Everything that differs between two states of one period: states, texts, values, calendar, titles…

    Neither is narrowed, or both are the same way. Actions and fiches that only one holds are named too.
    """
    subjects = Subjects(before, after)
    specs = (tables.STATES, tables.REPORTS, tables.VALUES, tables.RATINGS, tables.DECISIONS)
    found = _details(subjects, before, after, (*specs, *tables.AMENDED, *tables.CAMPAIGN))
    causes = told(found) + added_and_retired(before, after, leaves_by_code(before), leaves_by_code(after))
    order = list(CAUSES)
    return Corrections(after.period, tuple(sorted(causes, key=lambda one: order.index(one.cause))), tuple(found))


def after_the_fact(previous: Situation, current: Situation) -> list[Change]:
    """Of what `previous` already described, what `current` says otherwise: words, values, and the plan's own wording.

    A value that arrived late for a day already described is one of them. What is only new (a value of a later day, a
    decision taken, a fiche added) is told elsewhere.
    """
    subjects = Subjects(previous, current)
    found: list[Detail] = []
    for spec in (tables.STATES, tables.REPORTS, tables.VALUES, tables.RATINGS, tables.DECISIONS, *tables.AMENDED):
        arrivals = spec in (tables.RATINGS, tables.DECISIONS)
        rows = differences(previous, current, spec, previous.period.ends_on)
        found += _written(subjects, (one for one in rows if not (arrivals and one.column is None and one.after)))
    return told(found)


def _details(subjects: Subjects, before: Situation, after: Situation, specs: Iterable[tables.Spec]) -> list[Detail]:
    return [one for spec in specs for one in _written(subjects, differences(before, after, spec))]


def _written(subjects: Subjects, found: Iterable[Difference]) -> list[Detail]:
    details: list[Detail] = []
    for one in found:
        subject = subjects.subject(one)
        if subject is not None:
            before, after = subjects.values(one)
            prose = one.column in LONG or one.column == "title"
            what = one.name or (ADDED if one.before is None else GONE)
            details.append(Detail(subject, one.cause, what, before, after, prose))
    return list(dict.fromkeys(details))  # a rate has three numbers and is one value


def told(found: Sequence[Detail]) -> list[Change]:
    """One Change for each cause, one Item for each thing, in the order of the causes."""
    by_cause: dict[str, dict[Subject, list[Detail]]] = {}
    for one in found:
        by_cause.setdefault(one.cause, {}).setdefault(one.subject, []).append(one)
    changes: list[Change] = []
    for cause, words in CAUSES.items():
        things = by_cause.get(cause)
        if things:
            items = tuple(_item(subject, each) for subject, each in things.items())
            changes.append(Change(cause, words.group, VALUE.counted(words.lead, len(items)), items))
    return changes


def _item(subject: Subject, found: Sequence[Detail]) -> Item:
    words = "; ".join(dict.fromkeys(_words(subject, one) for one in found)).replace("; ", " ; ")
    where = subject.where if subject.where and subject.where not in words else ""
    head = f"{where} : " if where else ""
    return Item(subject.code, subject.title, subject.fiche, sentence(f"{head}{words}"), typeset(f"{head}{words}"))


def _words(subject: Subject, one: Detail) -> str:
    before, after = f"« {lowered(one.before)} »", f"« {lowered(one.after)} »"
    if one.what in (ADDED, GONE):
        mark = "e" if subject.kind in _FEMININE or noun(subject.kind).feminine else ""
        value = one.after if one.what == ADDED else one.before
        if one.cause == "corrections":
            return f"état « {lowered(value)} » {one.what}"
        return f"{subject.kind} {one.what}{mark}" + (f" ({value})" if value not in ("—", HELD) else "")
    if one.what == "intitulé":
        return f"auparavant « {one.before} »"
    if one.prose:
        verb = "rempli après coup" if one.before == "—" else "effacé" if one.after == "—" else "réécrit"
        return f"« {one.what} » {verb}" if one.what[:1].isupper() else f"{one.what} : {verb}"
    if one.before == one.after:
        return f"{one.what} : autre petit nombre, masqué"
    if one.before == "—":
        return f"{one.what} {after}, non donné auparavant"
    if one.after == "—":
        return f"{one.what} retiré, auparavant {before}"
    return f"{one.what} {after} au lieu de {before}"


ADDED, GONE = "ajouté", "retiré"
_FEMININE = ("cible", "valeur", "pièce")
