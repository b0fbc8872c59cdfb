"""What needs someone: one row per exception, in the order of `rules.RULES`.

Every row says why, since when, who is expected to act and what to do next. A rule that the plan silenced raises
nothing; its words, thresholds and next step are the plan's (`plan_rules`).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence

import pandas as pd

from data.french import folded, number, percent, plural, typeset
from data.measures import exception_actions as actions
from data.measures import exception_indicators as indicators
from data.measures.carrying import last_day, parsed
from data.measures.columns import Row, as_date, records, table
from data.measures.exception_context import Context
from data.measures.plan_rules import threshold_of
from data.measures.rates import completion_by_territory, opened
from data.measures.rules import BY_KEY, RULES
from data.measures.wording import periods_missed, the_period
from data.situation import Situation

EXCEPTION_COLUMNS = (
    "rule", "title", "fiche_code", "subject_code", "subject", "why", "since", "who", "next_step", "severity",
)  # fmt: skip


def exceptions(situation: Situation, previous: Situation | None = None) -> pd.DataFrame:
    """Every exception of a Situation. Columns: EXCEPTION_COLUMNS.

    `rule` is a key of `rules.BY_KEY` and `title` its French title; `subject_code` and `subject` are the code
    and title of what it is about (action, fiche, territory, indicator); `since` reads after « depuis » and is
    empty when that has no meaning. « En baisse » needs the previous Situation, and so does the « depuis » of what
    carries no date of its own: the period in which it was first seen, looking one back.
    """
    context = Context(situation, previous)
    active = [rule.key for rule in context.rules.values() if rule.active]
    found = [row for key in active for row in _rows(context, key)]
    return table(_dated(found, context), EXCEPTION_COLUMNS)


def _rows(context: Context, rule: str) -> list[Row]:
    return [row for finder in _FINDERS[rule] for row in finder(context)]


def _dated(found: list[Row], context: Context) -> list[Row]:
    """The rows, those without a date of their own seen since this period, or since the previous one at least."""
    before = context.before
    undated = {str(row["rule"]) for row in found if not row["since"]}
    if before is None or not undated:
        return found
    seen = {(row["rule"], row["subject_code"]) for key in undated for row in _rows(before, key)}
    now, then = the_period(context.situation.period.code), the_period(before.situation.period.code)
    return [
        row
        if row["since"]
        else row | {"since": typeset(f"{then} au moins" if (row["rule"], row["subject_code"]) in seen else now)}
        for row in found
    ]


def _decision(context: Context) -> Iterator[Row]:
    """Requests without a later decision; the same words asked again are one request, since the first time."""
    decisions: defaultdict[str, list[Row]] = defaultdict(list)
    for row in records(context.situation.decisions):
        decisions[str(row["fiche_code"])].append(row)
    asked: dict[tuple[str, str], Row] = {}
    for report in sorted(records(context.situation.reports), key=lambda row: last_day(str(row["period"]))):
        text = str(report["request"] or "").strip()
        fiche = str(report["fiche_code"])
        if text and fiche in context.fiches and not any(answers(d, report) for d in decisions[fiche]):
            asked.setdefault((fiche, folded(text)), report)
    who = context.rules["decision_attendue"].who
    for (fiche, _), report in asked.items():
        words = str(report["request"]).strip()
        yield context.of_fiche("decision_attendue", fiche, words, the_period(report["period"]), who)


def answers(decision: Row, report: Row) -> bool:
    """The decision answers this period's request (or a later one's), or was taken after it was made."""
    answered = decision["answers_period"]
    if answered:
        return last_day(str(answered)) >= last_day(str(report["period"]))
    asked, decided = as_date(report["submitted_on"]), as_date(decision["decided_on"])
    return decided is not None and decided >= (asked or last_day(str(report["period"])))


def _silent(context: Context) -> Iterator[Row]:
    return _missed(context, "sans_nouvelles", threshold_of(context.situation, "alert_after"), float("inf"))


def _to_watch(context: Context) -> Iterator[Row]:
    least, below = (threshold_of(context.situation, key) for key in ("silent_after", "alert_after"))
    return _missed(context, "a_surveiller", least, below)


def _missed(context: Context, rule: str, least: float, below: float) -> Iterator[Row]:
    months = context.situation.plan.reporting_months
    for row in context.silence:
        if row["fiche_code"] in context.fiches and least <= row["missed"] < below:
            count = int(row["missed"])
            last = f"dernier point : {parsed(row['last_report']).label}" if row["last_report"] else "aucun point reçu"
            why = f"Pas de réponse pour {periods_missed(count, months)} ; {last}"
            yield context.of_fiche(rule, str(row["fiche_code"]), why, the_period(row["since"]))


def _gaps(context: Context) -> Iterator[Row]:
    """Territories under the median, the furthest first."""
    situation = context.situation
    names = {str(row["code"]): str(row["name"]) for row in records(situation.territories)}
    # The same set as on the map: an action of the next phase does not lower a rate.
    cells = opened(situation.cells, situation.as_of)
    found = records(completion_by_territory(cells, threshold_of(situation, "gap_alert")))
    for row in sorted((row for row in found if row["alert"]), key=lambda row: float(row["gap"])):
        code = str(row["key"])
        if situation.territory_code not in (None, code):
            continue
        why = f"{row['text']} : {number(-row['gap'])} points sous la médiane ({percent(row['median'], 1)})"
        yield context.row("ecart_mediane", code, names.get(code, code), why)


_FINDERS: dict[str, tuple[Callable[[Context], Iterator[Row]], ...]] = {
    "decision_attendue": (_decision,),
    "en_retard": (actions.late,),
    "sans_nouvelles": (_silent,),
    "a_surveiller": (_to_watch,),
    "en_baisse": (actions.falling_actions, indicators.falling_indicators),
    "ecart_calendrier": (actions.behind, indicators.milestones_behind),
    "ecart_mediane": (_gaps,),
    "cible_manquee": (indicators.targets_missed,),
    "sans_pilote": (actions.without_pilot,),
    "sans_indicateur_impact": (indicators.without_impact,),
    "contradictoire": (actions.contradictory,),
    "valeur_attendue": (indicators.values_due,),
    "mi_periode": (actions.mid_period,),
}


def counts_by_rule(found: pd.DataFrame) -> dict[str, int]:
    """Rule → number of rows, in the order of the rules; rules without any are left out."""
    keys: Sequence[str] = [str(row["rule"]) for row in records(found)]
    return {rule.key: keys.count(rule.key) for rule in RULES if rule.key in keys}


def counted(rule: str, count: int) -> str:
    """« 3 décisions attendues »."""
    return plural(count, *BY_KEY[rule].counted)
