"""The sentences that open the page of the plan and the page of a fiche."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

import pandas as pd

from data.french import NBSP, capitalised, listing, number, percent, plural, typeset
from data.measures import calendar
from data.measures.answers import Answer, last_report
from data.measures.columns import dates, records
from data.measures.groups import Grouping
from data.measures.tally import Tally, tally
from data.measures.thresholds import small
from data.measures.tree import Branch
from data.measures.wording import at_period, in_letters, since_period
from data.period import Period
from data.situation import Situation
from data.vocabulary import DISPLAY_ORDER, Status, Weather, label


def plan_sentence(situation: Situation, found: Sequence[Branch]) -> str:
    """What the plan holds, what is done of what has begun, what begins later."""
    held = _holds(situation, found)
    if situation.leaves.empty:
        return typeset(f"{held} : aucune action n’y est suivie.")
    begun = calendar.begun(situation.leaves, situation.as_of)
    when = capitalised(at_period(situation.period))
    parts = [f"{held}.", f"{when}, {done_words(tally(begun))}"]
    return typeset(" ".join(parts) + f"{later_words(situation.leaves, situation.as_of)}.")


def _holds(situation: Situation, found: Sequence[Branch]) -> str:
    """« 3 axes, 9 orientations, 21 projets et 208 actions suivies », in the plan's own words."""
    counts: dict[str, int] = {}
    for branch in found:
        counts[branch.level] = counts.get(branch.level, 0) + 1
    words = [plural(count, level.lower(), in_plural(level.lower())) for level, count in counts.items()]
    leaves = len(situation.leaves)
    if leaves:
        words.append(plural(leaves, "action suivie", "actions suivies"))
    return capitalised(listing(words)) if words else "Rien"


def in_plural(words: str) -> str:
    """« objectif opérationnel » → « objectifs opérationnels »; a word in -s, -x or -z is left as it is."""
    return " ".join(word if word[-1:] in "sxz" else f"{word}s" for word in words.split())


def done_words(counts: Tally, which: str = "dont la période est ouverte") -> str:
    """« 41 des 104 actions dont la période est ouverte sont réalisées (39 %) », or what keeps from saying it."""
    whole = counts.applicable
    if whole == 0:
        return f"aucune action {which} n’entre dans le taux"
    actions = f"{number(whole)} actions {which}" if whole > 1 else f"l’action {which}"
    if not counts.known:
        of = f"des {actions}" if whole > 1 else f"de {actions}"
        return f"personne n’a encore donné l’état {of}"
    share = "" if small(whole) or counts.low_coverage else f" ({percent(counts.value)})"
    least = "au moins " if counts.low_coverage and counts.done else ""
    if whole == 1:
        return f"{actions} {'est' if counts.done else 'n’est pas'} réalisée"
    if counts.done == 0:
        known = f" ; {plural(counts.known, 'est renseignée', 'sont renseignées')}"
        return f"aucune des {actions} n’est dite réalisée{known}"
    verb = "est réalisée" if counts.done == 1 else "sont réalisées"
    return f"{least}{number(counts.done)} des {actions} {verb}{share}"


def later_words(leaves: pd.DataFrame, as_of: date) -> str:
    """« ; 104 autres commencent en 2027 », empty when everything has begun."""
    years: dict[int, int] = {}
    for first in dates(leaves, "starts_on"):
        if first is not None and first > as_of:
            years[first.year] = years.get(first.year, 0) + 1
    if not years:
        return ""
    said: list[str] = []
    for rank, year in enumerate(sorted(years)[:2]):
        count = years[year]
        other = (" autre" if count == 1 else " autres") if rank == 0 and len(years) == 1 else ""
        said.append(f"{number(count)}{other} {'commence' if count == 1 else 'commencent'} en {year}")
    return f"{NBSP}; {listing(said)}"


def fiche_sentence(situation: Situation, found: Sequence[Answer], waiting: int = 0) -> str:
    """What is done of one fiche, what its last report says, what is awaited.

    Args:
        situation: narrowed to the fiche.
        found: its answers, newest first.
        waiting: number of decisions that it awaits.
    """
    when = capitalised(at_period(situation.period))
    if situation.leaves.empty:
        done = "Aucune action n’est suivie ici"
    else:
        begun = calendar.begun(situation.leaves, situation.as_of)
        said = done_words(tally(begun)) if len(begun) else "aucune action n’a commencé sa période"
        done = f"{when}, {said}{later_words(situation.leaves, situation.as_of)}"
    return typeset(" ".join([f"{done}.", _report_words(found), _awaited(waiting)]).strip())


def _report_words(found: Sequence[Answer]) -> str:
    last = last_report(list(found))
    missed = 0
    for answer in found:
        if answer.report is not None:
            break
        missed += answer.missed
    if last is None or last.report is None:
        if missed:
            return f"Aucun point d’avancement n’est arrivé : {plural(missed, 'période')} sans réponse."
        return "Aucun point d’avancement n’a encore été soumis."
    period = Period.parse(last.period)
    text = f"Dernier point d’avancement : {period.label}, {last.text[:1].lower()}{last.text[1:]}"
    if last.report["weather"]:
        text += f", météo « {label(Weather(last.report['weather'])).split(' : ')[0].lower()} »"
    if missed:
        text += f" ; sans réponse {since_period(period)}" if missed > 1 else " ; pas de réponse depuis"
    return f"{text}."


def _awaited(count: int) -> str:
    if not count:
        return ""
    verb = "est attendue" if count == 1 else "sont attendues"
    noun = "décision" if count == 1 else "décisions"
    return f"{capitalised(in_letters(count, feminine=True))} {noun} {verb}."


_INVARIABLE = (Status.IN_PROGRESS, Status.UPCOMING)


def counts_words(counts: Mapping[str, int]) -> str:
    """« 2 réalisées, 1 en cours, 4 à venir »; statuses without any are left out."""
    said: list[str] = []
    for status in DISPLAY_ORDER:
        count = counts.get(str(status), 0)
        if count:
            word = label(status).lower()
            said.append(f"{number(count)} {word}{'s' if count > 1 and status not in _INVARIABLE else ''}")
    return ", ".join(said) or "aucune action"


def grouping_sentence(grouping: Grouping) -> str:
    """Which groups are furthest on and furthest behind, and how many cannot be told."""
    rows = records(grouping.rows)
    if not rows:
        return "Aucune action à répartir."
    known = [row for row in rows if row["percent_shown"] and not row["low_coverage"]]
    silent = sum(row["value"] is None for row in rows)
    words: list[str] = []
    if len(known) > 1:
        best, least = max(known, key=lambda row: row["value"]), min(known, key=lambda row: row["value"])
        if best["value"] != least["value"]:
            words.append(
                f"De {least['text']} pour « {least['title']} » à {best['text']} pour « {best['title']} »"
            )
        else:
            words.append(f"Le même taux partout où il est calculable : {percent(best['value'])}")
    elif known:
        words.append(f"« {known[0]['title']} » : {known[0]['text']}")
    if silent == len(rows):
        words.append("Aucun taux n’est calculable : personne n’a encore donné l’état d’une action")
    elif silent:
        words.append(
            f"{number(silent)} {'ligne n’est pas calculable' if silent == 1 else 'lignes ne sont pas calculables'}"
        )
    return (
        typeset(f"{NBSP}; ".join(words) + ".")
        if words
        else "Trop peu d’actions par ligne pour comparer des taux."
    )
