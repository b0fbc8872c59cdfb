"""What needs someone: one row per exception, in the order of `rules.RULES`.

Every row says why, since when, who is expected to act and what to do next.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from datetime import date

import pandas as pd

from data.french import day, folded, number, percent, plural, typeset
from data.measures.calendar import is_overdue, mid_period_unstarted
from data.measures.carriers import carriers
from data.measures.carrying import last_day, parsed
from data.measures.changes import declined
from data.measures.columns import Row, absent, as_date, records, table
from data.measures.indicators import follow_up, series
from data.measures.rates import completion_by_territory
from data.measures.recurrence import recurrent_windows
from data.measures.rules import BY_KEY, RULES
from data.measures.silence import missed_periods
from data.measures.thresholds import threshold
from data.measures.wording import periods_missed, the_period
from data.situation import Situation
from data.vocabulary import Nature, Status, label

EXCEPTION_COLUMNS = (
    "rule", "title", "fiche_code", "subject_code", "subject", "why", "since", "who", "next_step", "severity",
)  # fmt: skip


def exceptions(situation: Situation, previous: Situation | None = None) -> pd.DataFrame:
    """Every exception of a Situation. Columns: EXCEPTION_COLUMNS.

    `rule` is a key of `rules.BY_KEY` and `title` its French title; `subject_code` and `subject` are the code
    and title of what it is about (action, fiche, territory, indicator); `since` reads after « depuis » and is
    empty when that has no meaning. « En baisse » needs the previous Situation.
    """
    context = _Context(situation, previous)
    found: list[Row] = [row for rule in RULES for row in _FINDERS[rule.key](context)]
    return table(found, EXCEPTION_COLUMNS)


class _Context:
    """What the rules share: computed once."""

    def __init__(self, situation: Situation, previous: Situation | None) -> None:
        self.situation = situation
        self.previous = previous
        self.leaves = records(situation.leaves)
        self.fiches = {str(row["code"]): row for row in records(situation.fiches)}
        self.carriers = carriers(situation)
        self.silence = records(
            missed_periods(situation.expectations, situation.reports, situation.campaigns, situation.today)
        )

    @property
    def everything(self) -> str:
        """What a row is about when it is about all that is shown."""
        return "Toute la sélection" if self.situation.kept else "Tout le plan"

    def pilot(self, action_code: str, fiche_code: str | None) -> str | None:
        """The first pilot of an action, its own before its fiche's; None when nobody carries it."""
        parts = self.carriers.of(action_code, fiche_code)
        return str(parts[0]["pilot"]) if parts else None

    def row(
        self,
        rule: str,
        code: str | None,
        subject: str,
        why: str,
        since: str = "",
        fiche: str | None = None,
        who: str | None = None,
        severity: int | None = None,
    ) -> Row:
        known = BY_KEY[rule]
        return {
            "rule": rule,
            "title": known.title,
            "fiche_code": fiche,
            "subject_code": code,
            "subject": typeset(subject),
            "why": typeset(why),
            "since": typeset(since),
            "who": who or known.who,
            "next_step": known.next_step,
            "severity": known.severity if severity is None else severity,
        }

    def of_leaf(self, rule: str, leaf: Row, why: str, since: str = "") -> Row:
        who = self.pilot(leaf["code"], leaf["fiche_code"])
        return self.row(rule, leaf["code"], str(leaf["title"]), why, since, leaf["fiche_code"], who)

    def of_fiche(self, rule: str, fiche: str, why: str, since: str = "", who: str | None = None) -> Row:
        title = str(self.fiches[fiche]["title"])
        return self.row(rule, fiche, title, why, since, fiche, who or self.pilot("", fiche))


def _decision(context: _Context) -> Iterator[Row]:
    """Requests without a later decision; the same words asked again are one request, since the first time."""
    decisions: defaultdict[str, list[Row]] = defaultdict(list)
    for row in records(context.situation.decisions):
        decisions[str(row["fiche_code"])].append(row)
    asked: dict[tuple[str, str], Row] = {}
    for report in sorted(records(context.situation.reports), key=lambda row: last_day(str(row["period"]))):
        text = str(report["request"] or "").strip()
        fiche = str(report["fiche_code"])
        if text and fiche in context.fiches and not any(_answers(d, report) for d in decisions[fiche]):
            asked.setdefault((fiche, folded(text)), report)
    for (fiche, _), report in asked.items():
        who = BY_KEY["decision_attendue"].who
        words = str(report["request"]).strip()
        yield context.of_fiche("decision_attendue", fiche, words, the_period(report["period"]), who)


def _answers(decision: Row, report: Row) -> bool:
    """The decision answers this period's request (or a later one's), or was taken after it was made."""
    answered = decision["answers_period"]
    if answered:
        return last_day(str(answered)) >= last_day(str(report["period"]))
    asked, decided = as_date(report["submitted_on"]), as_date(decision["decided_on"])
    return decided is not None and decided >= (asked or last_day(str(report["period"])))


def _late(context: _Context) -> Iterator[Row]:
    situation = context.situation
    for leaf in context.leaves:
        if is_overdue(leaf, situation.as_of):
            since = f"le {day(as_date(leaf['ends_on']))}"
            yield context.of_leaf("en_retard", leaf, f"Période achevée, {_state(leaf)}", since)
    place = situation.territory_code or situation.plan.departement_code
    missed: dict[str, list[Row]] = {}
    for window in records(recurrent_windows(situation.leaves, situation.states, situation.as_of, place)):
        if window["late"]:
            missed.setdefault(str(window["code"]), []).append(window)
    by_code = {str(leaf["code"]): leaf for leaf in context.leaves}
    for code, lost in missed.items():
        count = plural(len(lost), "période achevée", "périodes achevées")
        why = f"Action récurrente non tenue : {count} sans elle"
        yield context.of_leaf("en_retard", by_code[code], why, f"le {day(lost[0]['ends_on'])}")


def _state(leaf: Row) -> str:
    if leaf["status"] in (Status.NOT_REPORTED, Status.UPCOMING):
        return "et personne n’a donné l’état de l’action"
    return f"et l’action est dite « {label(Status(leaf['status'])).lower()} »"


def _silent(context: _Context) -> Iterator[Row]:
    return _missed(context, "sans_nouvelles", threshold("alert_after"), float("inf"))


def _to_watch(context: _Context) -> Iterator[Row]:
    return _missed(context, "a_surveiller", threshold("silent_after"), threshold("alert_after"))


def _missed(context: _Context, rule: str, least: float, below: float) -> Iterator[Row]:
    months = context.situation.plan.reporting_months
    for row in context.silence:
        if row["fiche_code"] in context.fiches and least <= row["missed"] < below:
            count = int(row["missed"])
            last = f"dernier point : {parsed(row['last_report']).label}" if row["last_report"] else "aucun point reçu"
            why = f"Pas de réponse pour {periods_missed(count, months)} ; {last}"
            yield context.of_fiche(rule, str(row["fiche_code"]), why, the_period(row["since"]))


def _falling(context: _Context) -> Iterator[Row]:
    """Actions and indicators that went back since the previous Situation, among those of both."""
    if context.previous is None:
        return
    since = the_period(context.previous.period.code)
    before = {row["action_id"]: row for row in records(context.previous.leaves)}
    for leaf in context.leaves:
        old = before.get(leaf["action_id"])
        if old is not None and not leaf["recurrent"] and declined(old, leaf):
            yield context.of_leaf("en_baisse", leaf, f"{_said(old)}, puis {_said(leaf).lower()}", since)
    yield from _falling_indicators(context, context.previous, since)


def _said(leaf: Row) -> str:
    done = "" if absent(leaf["percent"]) else f" à {percent(leaf['percent'])}"
    return f"{label(Status(leaf['status']))}{done}"


def _falling_indicators(context: _Context, previous: Situation, since: str) -> Iterator[Row]:
    situation = context.situation
    place = situation.territory_code or situation.plan.departement_code
    known = {str(row["code"]) for row in records(previous.indicators)}
    spoken = {str(code) for code in situation.measures["indicator_code"]}
    for indicator in records(situation.indicators):
        code, direction = str(indicator["code"]), indicator["direction"]
        if code not in known or code not in spoken or direction is None:
            continue
        old = follow_up(series(previous.measures, code, place, previous.as_of), direction)
        new = follow_up(series(situation.measures, code, place, situation.as_of), direction)
        if old.value is None or new.value is None or new.on == old.on or new.favourable is not False:
            continue
        why = f"{number(old.value)} au {day(old.on)}, {number(new.value)} au {day(new.on)}"
        who = context.pilot("", indicator["fiche_code"])
        title, fiche = str(indicator["title"]), indicator["fiche_code"]
        yield context.row("en_baisse", code, title, why, since, fiche, who)


def _gaps(context: _Context) -> Iterator[Row]:
    situation = context.situation
    names = {str(row["code"]): str(row["name"]) for row in records(situation.territories)}
    for row in records(completion_by_territory(situation.cells)):
        code = str(row["key"])
        if not row["alert"] or situation.territory_code not in (None, code):
            continue
        why = f"{row['text']} : {number(-row['gap'])} points sous la médiane ({percent(row['median'], 1)})"
        yield context.row("ecart_mediane", code, names.get(code, code), why, "")


def _without_pilot(context: _Context) -> Iterator[Row]:
    """Fiches holding actions that nobody carries; one row with the count when nobody carries anything."""
    bare: defaultdict[str | None, int] = defaultdict(int)
    whole: defaultdict[str | None, int] = defaultdict(int)
    for leaf in context.leaves:
        whole[leaf["fiche_code"]] += 1
        bare[leaf["fiche_code"]] += context.pilot(leaf["code"], leaf["fiche_code"]) is None
    missing = {fiche: count for fiche, count in bare.items() if count}
    if missing and sum(missing.values()) == len(context.leaves):
        count = plural(len(context.leaves), "action suivie n’a", "actions suivies n’ont")
        yield context.row("sans_pilote", None, context.everything, f"{count} pas de pilote : aucun n’est désigné")
        return
    for fiche, count in missing.items():
        why = f"{number(count)} sur {number(whole[fiche])} sans pilote"
        if fiche is None:
            yield context.row("sans_pilote", None, "Actions rattachées à un objectif", why)
        elif fiche in context.fiches:
            yield context.of_fiche("sans_pilote", fiche, why)


def _without_impact(context: _Context) -> Iterator[Row]:
    natures = (Nature.IMPACT, Nature.MIXED)
    told = {row["fiche_code"] for row in records(context.situation.indicators) if row["nature"] in natures}
    missing = [code for code in context.fiches if code not in told]
    if len(missing) == len(context.fiches) > 1:
        why = f"Aucune des {number(len(missing))} fiches n’a d’indicateur d’impact"
        yield context.row("sans_indicateur_impact", None, context.everything, why)
        return
    for code in missing:
        yield context.of_fiche("sans_indicateur_impact", code, "Aucun indicateur ne dit ce que la fiche transforme")


def _contradictory(context: _Context) -> Iterator[Row]:
    for leaf in context.leaves:
        if leaf["contradictory"]:
            declared, derived = (label(Status(leaf[name])).lower() for name in ("status", "overruled"))
            share = f"{number(leaf['territories_done'])} sur {number(leaf['territories_applicable'])}"
            why = f"Dite « {declared} » ; d’après les territoires, « {derived} » ({share} réalisées)"
            yield context.of_leaf("contradictoire", leaf, why, the_period(leaf["state_period"]))


def _mid_period(context: _Context) -> Iterator[Row]:
    as_of: date = context.situation.as_of
    for leaf in context.leaves:
        if mid_period_unstarted(leaf, as_of):
            said = label(Status(leaf["status"])).lower()
            why = f"Dite « {said} », à mi-chemin d’une période qui s’achève le {day(leaf['ends_on'])}"
            yield context.of_leaf("mi_periode", leaf, why, f"le {day(leaf['starts_on'])}")


_FINDERS: dict[str, Callable[[_Context], Iterator[Row]]] = {
    "decision_attendue": _decision,
    "en_retard": _late,
    "sans_nouvelles": _silent,
    "a_surveiller": _to_watch,
    "en_baisse": _falling,
    "ecart_mediane": _gaps,
    "sans_pilote": _without_pilot,
    "sans_indicateur_impact": _without_impact,
    "contradictoire": _contradictory,
    "mi_periode": _mid_period,
}


def counts_by_rule(found: pd.DataFrame) -> dict[str, int]:
    """Rule → number of rows, in the order of the rules; rules without any are left out."""
    keys: Sequence[str] = [str(row["rule"]) for row in records(found)]
    return {rule.key: keys.count(rule.key) for rule in RULES if rule.key in keys}
