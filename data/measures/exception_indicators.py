"""The rules about indicators: values that went back, targets and milestones missed, values that are due."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from data.french import day, number, percent
from data.measures.calendar import Milestone, health, milestone_progress
from data.measures.columns import Row, as_date, as_number, keep, records
from data.measures.exception_context import Context
from data.measures.follow_up import FollowUp, follow_up, milestone_state
from data.measures.indicators import global_rate, series
from data.situation import where
from data.vocabulary import Direction, Health, MeasureKind, Nature


def falling_indicators(context: Context) -> Iterator[Row]:
    """Indicators whose last value went the wrong way since the previous Situation, among those of both."""
    before = context.before
    if before is None:
        return
    known = {str(row["code"]) for row in records(before.situation.indicators)}
    for indicator in records(context.situation.indicators):
        code, direction = str(indicator["code"]), indicator["direction"]
        if code not in known or direction is None:
            continue
        old, new = (_last_move(one, code, context.place, direction) for one in (before, context))
        if old.value is None or new.value is None or new.on == old.on or new.favourable is not False:
            continue
        why = f"{number(old.value)} au {day(old.on)}, {number(new.value)} au {day(new.on)}"
        yield context.of_indicator("en_baisse", indicator, why, f"le {day(old.on)}")


def _last_move(context: Context, code: str, place: str, direction: str) -> FollowUp:
    """The last shown value and its move; those that are hidden as small counts are empty here and tell nothing."""
    found = context.measures.get(code)
    if found is None:
        return FollowUp(None, None)
    return follow_up(series(found, code, place, context.situation.as_of), direction)


def targets_missed(context: Context) -> Iterator[Row]:
    """The last target whose day has passed, when a value of that day or later is known and does not reach it."""
    situation = context.situation
    for one in context.standings:
        values = context.measures.get(one.code)
        if values is None or one.rate is None:  # nothing said, no target, or hidden as a small count
            continue
        passed = [(as_date(row["due_on"]) or date.max) <= situation.as_of for row in records(situation.targets)]
        rate = global_rate(one.indicator, values, keep(situation.targets, passed), context.place, situation.as_of)
        on, due = rate.current_on, rate.target_on
        if rate.raw is None or rate.raw >= 100 or on is None or due is None or on < due:
            continue
        way = "de la tenue" if one.indicator["direction"] == Direction.HOLD else "du chemin"
        why = f"{one.text} au {day(on)}, pour une cible de {number(rate.target)} au {day(due)} : {rate.text} {way}"
        yield context.of_indicator("cible_manquee", dict(one.indicator), why, f"le {day(due)}")


def milestones_behind(context: Context) -> Iterator[Row]:
    """Indicators of kind « jalon » whose dated steps have passed and are not reached."""
    situation = context.situation
    for indicator in records(situation.indicators):
        if indicator["measure_kind"] != MeasureKind.MILESTONE:
            continue
        code = str(indicator["code"])
        aims = records(where(situation.targets, indicator_code=code, territory_code=context.place))
        dues = sorted(due for row in aims if (due := as_date(row["due_on"])) is not None)
        found = context.measures.get(code)
        state = milestone_state([] if found is None else series(found, code, context.place, situation.as_of))
        # A milestone is one thing, done or not: once reached, none of its dates is late.
        steps = [Milestone(due, state.on if state.done else None) for due in dues]
        if not steps or health(None, None, None, situation.as_of, milestones=steps) is not Health.GAP:
            continue
        passed = [due for due in dues if due <= situation.as_of]
        expected = milestone_progress(steps, situation.as_of)[1]
        part = "" if expected == 100 else f" ({percent(expected)} du calendrier)"
        why = f"Jalon prévu le {day(passed[-1])}, {state.text}{part}"
        yield context.of_indicator("ecart_calendrier", indicator, why, f"le {day(passed[0])}")


def values_due(context: Context) -> Iterator[Row]:
    """The next value should be there: end of the last period, rhythm and delay have passed."""
    for one in context.standings:
        if one.overdue:
            why = f"Dernière valeur au {day(one.on)} ; la suivante, {_rhythm(one.indicator)}, n’est pas donnée"
            yield context.of_indicator("valeur_attendue", dict(one.indicator), why, f"le {day(one.due)}")


def _rhythm(indicator: Mapping[str, Any]) -> str:
    months = int(as_number(indicator["periodicity_months"]) or 0)
    every = {1: "chaque mois", 12: "chaque année"}
    return f"attendue {every.get(months, f'tous les {number(months)} mois')}"


def without_impact(context: Context) -> Iterator[Row]:
    """Fiches that no indicator of impact follows; one row when no fiche has one."""
    natures = (Nature.IMPACT, Nature.MIXED)
    told = {row["fiche_code"] for row in records(context.situation.indicators) if row["nature"] in natures}
    missing = [code for code in context.fiches if code not in told]
    if len(missing) == len(context.fiches) > 1:
        why = f"Aucune des {number(len(missing))} fiches n’a d’indicateur d’impact"
        yield context.row("sans_indicateur_impact", None, context.everything, why)
        return
    for code in missing:
        yield context.of_fiche("sans_indicateur_impact", code, "Aucun indicateur ne dit ce que la fiche transforme")
