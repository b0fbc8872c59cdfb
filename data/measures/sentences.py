"""The French sentence with which a page, a chart, a map or a slide begins: the answer first.

Where nothing was answered, the sentence says what to do next and who can do it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import pandas as pd

from data.french import capitalised, day, listing, number, percent, plural, share, short_day, typeset
from data.measures import rates
from data.measures.columns import Row, as_date, as_number, records, texts
from data.measures.follow_up import FollowUp, follow_up, milestone_state, qualitative
from data.measures.indicators import IndicatorRate, global_rate, series
from data.measures.nouns import ACTION, Noun, leaf_noun
from data.measures.plan_rules import threshold_of
from data.measures.silence import missed_periods
from data.measures.tally import Tally, tally
from data.measures.thresholds import small
from data.measures.wording import at_period, in_letters, periods_missed
from data.situation import Situation
from data.vocabulary import DISPLAY_ORDER, MeasureKind, Status, label

_MANY: dict[Status, tuple[str, str]] = {
    Status.DONE: ("réalisée", "réalisées"),
    Status.IN_PROGRESS: ("en cours", "en cours"),
    Status.NOT_STARTED: ("non engagée", "non engagées"),
    Status.SUSPENDED: ("suspendue", "suspendues"),
    Status.POSTPONED: ("reportée", "reportées"),
    Status.ABANDONED: ("abandonnée", "abandonnées"),
    Status.NOT_REPORTED: ("non renseignée", "non renseignées"),
    Status.UPCOMING: ("à venir", "à venir"),
    Status.NOT_CONCERNED: ("non concernée", "non concernées"),
}


def pilotage(situation: Situation, *, outside: bool = False) -> str:
    """« Au 3e trimestre 2026, 41 des 104 actions dont la période est ouverte sont réalisées (39 %)… ».

    outside: for who does not work on the plan: neither who is silent, nor what to do next.
    """
    if situation.leaves.empty:
        return typeset(_nothing_followed(situation) if outside else _no_leaves(situation))
    counts = tally(rates.opened(situation.leaves, situation.as_of))
    when, noun = capitalised(at_period(situation.period)), leaf_noun(situation)
    if counts.applicable == 0:
        return typeset(f"{when}, aucune {noun.one} suivie n’a sa période ouverte{_first_opening(situation)}.")
    if not counts.known:
        whole = noun.counted("{noun}", counts.applicable)
        nobody = f"{when}, personne n’a encore donné l’état des {whole} dont la période est ouverte"
        return typeset(f"{nobody}." if outside else f"{nobody} : {_next(situation)}.")
    return typeset(f"{when}, {_opened(counts, noun)}{'' if outside else _silence(situation)}.")


def _nothing_followed(situation: Situation) -> str:
    return f"Aucune action suivie {'dans cette sélection' if situation.kept else 'dans ce plan'}."


def _no_leaves(situation: Situation) -> str:
    if situation.kept:
        return "Aucune action suivie ne correspond à ces filtres : retirez-en un pour élargir la sélection."
    if is_over(situation):
        return f"Ce plan s’est achevé le {day(situation.plan.ends_on)} et ne contient pas d’action suivie."
    return "Ce plan ne contient pas d’action suivie : la coordination y ajoute les fiches votées."


def is_over(situation: Situation) -> bool:
    """Whether the plan's last day is behind us."""
    return situation.plan.ends_on < situation.today


def _first_opening(situation: Situation) -> str:
    starts = [d for value in situation.leaves["starts_on"].tolist() if (d := as_date(value)) is not None]
    later = [value for value in starts if value > situation.as_of]
    return f" : la prochaine s’ouvre le {day(min(later))}" if later else ""


def _next(situation: Situation) -> str:
    if situation.campaigns.empty:
        return "la coordination peut ouvrir une première période dans « Campagne »"
    return "les pilotes peuvent répondre dans « Ma saisie »"


def _opened(counts: Tally, noun: Noun) -> str:
    verb = "sont réalisées" if counts.done > 1 else "est réalisée"
    which = f"des {noun.counted('{noun}', counts.applicable)} dont la période est ouverte"
    if counts.applicable == 1:
        done = "est réalisée" if counts.done else "n’est pas réalisée"
        text = f"la seule {noun.one} dont la période est ouverte {done}"
    elif counts.low_coverage:
        unknown = counts.applicable - counts.known
        rest = "n’est pas renseignée" if unknown == 1 else "ne sont pas renseignées"
        known = f"au moins {number(counts.done)} {which} {verb}"
        if counts.done == 0:  # « au moins 0 » says nothing
            opened = f"sur les {number(counts.applicable)} dont la période est ouverte"
            known = f"{noun.agreed('aucun{e} {noun} n’est connu{e} comme réalisé{e}', 1)} {opened}"
        text = f"{known}, {number(unknown)} {rest}"
    elif counts.done == 0:
        text = f"aucune {which} n’est réalisée"
    else:
        rate = "" if small(counts.applicable) else f" ({percent(counts.value)})"
        text = f"{number(counts.done)} {which} {verb}{rate}"
    return f"{text}, {plural(counts.abandoned, 'abandonnée')} à part" if counts.abandoned else text


def _silence(situation: Situation) -> str:
    rows = records(missed_periods(situation.expectations, situation.reports, situation.campaigns, situation.today))
    codes = set(texts(situation.fiches, "code"))
    least = int(threshold_of(situation, "alert_after"))
    silent = sum(row["missed"] >= least and row["fiche_code"] in codes for row in rows)
    if not silent:
        return ""
    noun, verb = ("fiche", "n’a pas") if silent == 1 else ("fiches", "n’ont pas")
    since = periods_missed(least, situation.plan.reporting_months)
    return f" ; {in_letters(silent, feminine=True)} {noun} {verb} donné de nouvelles depuis {since}"


def breakdown(leaves: pd.DataFrame, noun: Noun = ACTION) -> str:
    """« Sur 208 actions : 41 réalisées, 30 en cours… »: counts that sum to the total."""
    if leaves.empty:
        return typeset(f"Aucune {noun.one} suivie dans cette sélection.")
    counts = rates.breakdown(leaves)
    parts = [plural(int(counts[s]), *_MANY[s]) for s in DISPLAY_ORDER if counts[s]]
    return typeset(f"Sur {noun.counted('{noun} suivie{s}', len(leaves))} : {listing(parts)}.")


def ranking(table: pd.DataFrame, names: Mapping[str, str], what: str = "taux de réalisation") -> str:
    """First and last of a table of rates (`completion_by…`), ties named together.

    Args:
        names: key → French name.
        what: the figure ranked.
    """
    rows = [row for row in records(table) if row["value"] is not None]
    unknown = len(table) - len(rows)
    if not rows:
        return typeset(f"Le {what} n’est encore calculable nulle part : il faut au moins un état par ligne.")
    best, worst = max(row["value"] for row in rows), min(row["value"] for row in rows)
    aside = f" ; {plural(unknown, 'non calculable', 'non calculables')}" if unknown else ""
    if best == worst:
        each = f"{rows[0]['lead']!s}" if len(rows) == 1 else f"{_rate_words(rows[0], best)} sur {len(rows)} lignes"
        return typeset(f"Même {what} partout : {each}{aside}.")
    top, bottom = (_named(rows, names, value) for value in (best, worst))
    return typeset(f"{capitalised(what)} : en tête, {top[0]}, {top[1]} ; en dernier, {bottom[0]}, {bottom[1]}{aside}.")


def _rate_words(row: Row, value: float) -> str:
    return str(row["text"]) if small(row["denominator"]) else percent(value)


def _named(rows: Sequence[Row], names: Mapping[str, str], value: float) -> tuple[str, str]:
    """(names of those at this value, the value as written)."""
    same = [row for row in rows if row["value"] == value]
    words = listing([names.get(str(row["key"]), str(row["key"])) for row in same], 3)
    return words, str(same[0]["lead"]) if len(same) == 1 else _rate_words(same[0], value)


def trajectory(
    indicator: Mapping[str, Any],
    measures: pd.DataFrame,
    targets: pd.DataFrame,
    territory_code: str,
    as_of: date,
) -> str:
    """Where an indicator stands: value and target, value and trend, milestone, or last text."""
    rows = series(measures, str(indicator["code"]), territory_code, as_of)
    kind = indicator["measure_kind"]
    if not rows:
        text = "aucune valeur n’a encore été saisie ; elle se donne dans le point d’avancement de la fiche"
    elif kind == MeasureKind.MILESTONE:
        text = milestone_state(rows).text
    elif kind == MeasureKind.QUALITATIVE:
        said = qualitative(rows)
        text = f"« {said[0][1]} » ({short_day(said[0][0])})" if said else "aucun texte n’a encore été saisi"
    elif kind == MeasureKind.TARGET:
        rate = global_rate(indicator, measures, targets, territory_code, as_of)
        text = _to_target(rate, _unit(indicator))
    else:
        text = _trend(follow_up(rows, indicator["direction"]), _unit(indicator))
    return typeset(f"{indicator['title']} : {text}.")


def _unit(indicator: Mapping[str, Any]) -> str:
    unit = indicator["unit"]
    return f" {unit}" if unit else ""


def _to_target(rate: IndicatorRate, unit: str) -> str:
    if rate.current is None:
        start = f" ; le départ est à {number(rate.start)}{unit}" if rate.start is not None else ""
        return f"aucune valeur depuis le départ{start}"
    value = f"{number(rate.current)}{unit} au {short_day(rate.current_on)}"
    if rate.start is not None:
        value += f", parti de {number(rate.start)}"
    if rate.target is None:
        return f"{value} ; aucune cible n’est fixée"
    return f"{value} ; cible {number(rate.target)} au {short_day(rate.target_on)} : {rate.text} du chemin"


def _trend(found: FollowUp, unit: str) -> str:
    if found.value is None:
        return "aucune valeur connue"
    value = f"{number(found.value)}{unit} au {short_day(found.on)}"
    change = found.change
    if found.trend is None or change is None:
        return f"{value}, première valeur connue"
    if change == 0:
        return f"{value}, stable depuis le {short_day(found.previous_on)}"
    return f"{value}, {found.trend} de {number(abs(change))} depuis le {short_day(found.previous_on)}"


def answers(expected: int, answered: int, excused: int = 0) -> str:
    """« 15 fiches sur 21 ont répondu (71 %), 2 excusées »: how a campaign is going."""
    if expected == 0:
        return typeset("Aucune réponse n’est attendue pour cette période.")
    verb = "a répondu" if answered < 2 else "ont répondu"
    aside = f", {plural(excused, 'excusée')}" if excused else ""
    return typeset(f"Fiches : {share(answered, expected)} {verb}{aside}.")


def status_of(leaf: Mapping[str, Any]) -> str:
    """« En cours à 60 %, 3 sur 5 territoires »: the status of one leaf as written in a list."""
    done, whole = as_number(leaf["territories_done"]), as_number(leaf["territories_applicable"])
    said = as_number(leaf["percent"])
    words = label(Status(leaf["status"]))
    if said is not None and leaf["status"] in (Status.IN_PROGRESS, Status.SUSPENDED):
        words += f" à {percent(said)}"
    if leaf["derived"] and done is not None and whole:
        words += f", réalisée dans {plural(int(done), 'territoire')} sur {number(whole)} (déduit)"
    return typeset(words)
