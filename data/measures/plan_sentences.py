"""The sentences that open the page of the plan and the page of a fiche."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date

import pandas as pd

from data.french import capitalised, listing, number, plural, typeset
from data.measures import calendar
from data.measures.answers import Answer, last_report
from data.measures.columns import dates
from data.measures.nouns import Noun, in_plural, leaf_noun
from data.measures.sentences import pilotage
from data.measures.tree import Branch
from data.measures.wording import at_period, in_letters, periods_missed
from data.period import Period
from data.situation import Situation
from data.vocabulary import DISPLAY_ORDER, Status, Weather, label

_INVARIABLE = (Status.IN_PROGRESS, Status.UPCOMING)


def plan_sentence(situation: Situation, found: Sequence[Branch]) -> str:
    """What the plan (or the selection) holds, what is done of what has begun, what begins later."""
    parts = [_holds(situation, found), pilotage(situation)]
    return typeset(" ".join([*parts, later_words(situation.leaves, situation.as_of, leaf_noun(situation))]).strip())


def _holds(situation: Situation, found: Sequence[Branch]) -> str:
    """« 3 axes, 9 orientations, 21 projets et 208 actions suivies. », in the plan's own words."""
    counts: dict[str, int] = {}
    for branch in found:
        counts[branch.level] = counts.get(branch.level, 0) + 1
    words = [plural(count, level.lower(), in_plural(level.lower())) for level, count in counts.items()]
    if len(situation.leaves):
        words.append(leaf_noun(situation).counted("{noun} suivie{s}", len(situation.leaves)))
    return f"{capitalised(listing(words))}." if words else ""


def later_words(leaves: pd.DataFrame, as_of: date, noun: Noun) -> str:
    """« 104 actions commencent en 2027. », the two first years; empty when everything has begun."""
    years: dict[int, int] = {}
    for first in dates(leaves, "starts_on"):
        if first is not None and first > as_of:
            years[first.year] = years.get(first.year, 0) + 1
    said = [
        noun.counted(f"{{noun}} {'commence' if years[year] == 1 else 'commencent'} en {year}", years[year])
        for year in sorted(years)[:2]
    ]
    return f"{listing(said)}." if said else ""


def counts_words(counts: Mapping[str, int]) -> str:
    """« 2 réalisées, 1 en cours, 4 à venir »; statuses without any are left out."""
    said: list[str] = []
    for status in DISPLAY_ORDER:
        count = counts.get(str(status), 0)
        if count:
            word = label(status).lower()
            said.append(f"{number(count)} {word}{'s' if count > 1 and status not in _INVARIABLE else ''}")
    return ", ".join(said) or "aucune action"


def fiche_sentence(situation: Situation, found: Sequence[Answer], waiting: int = 0, *, outside: bool = False) -> str:
    """What is done of one fiche, what its last report says, what is awaited.

    Args:
        situation: narrowed to the fiche.
        found: its answers, newest first.
        waiting: number of decisions that it awaits.
        outside: without what to do next in the application.
    """
    leaves, noun = situation.leaves, leaf_noun(situation)
    if leaves.empty:
        done = f"Aucune {noun.one} n’est suivie ici."
    elif calendar.begun(leaves, situation.as_of).empty:
        done = f"{capitalised(at_period(situation.period))}, aucune {noun.one} n’a commencé sa période."
    else:
        # Its silence is told below, in its own words.
        done = pilotage(situation.with_(expectations=situation.expectations.iloc[:0]), outside=outside)
    later = later_words(leaves, situation.as_of, noun)
    return typeset(" ".join(part for part in (done, later, _report_words(found, situation), _awaited(waiting)) if part))


def _report_words(found: Sequence[Answer], situation: Situation) -> str:
    missed, months = 0, situation.plan.reporting_months
    for answer in found:
        if answer.report is not None:
            break
        missed += answer.missed
    last = last_report(list(found))
    if last is None or last.report is None:
        silent = f" : {periods_missed(missed, months)} sans réponse" if missed else ""
        return f"Aucun point d’avancement n’a encore été soumis{silent}."
    period = Period.parse(last.period)
    text = f"Dernier point d’avancement : {period.label}, {last.text[:1].lower()}{last.text[1:]}"
    if last.report["weather"]:
        text += f", météo « {weather_word(last.report['weather']).lower()} »"
    if missed:
        text += f" ; {periods_missed(missed, months)} sans réponse depuis"
    return f"{text}."


def weather_word(value: str) -> str:
    """« Éclaircies », without what it means."""
    return re.split(r"\s*:\s*", label(Weather(value)))[0]


def _awaited(count: int) -> str:
    if not count:
        return ""
    noun, verb = ("décision", "est attendue") if count == 1 else ("décisions", "sont attendues")
    return f"{capitalised(in_letters(count, feminine=True))} {noun} {verb}."
