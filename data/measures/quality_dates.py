"""Dates that cannot be true: of an action's period, of what was said of it, of the values and targets of indicators."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from data.french import day
from data.measures.carrying import last_day
from data.measures.columns import Row, as_date, records
from data.situation import Situation
from data.vocabulary import Status


def impossible_dates(situation: Situation, ahead: Sequence[tuple[str, date]] = ()) -> Iterator[tuple[Row, str, bool]]:
    """(action or indicator, what is wrong in French, whether it is an action).

    Args:
        ahead: (indicator, day) of the values given for a day that has not come, which the Situation leaves aside.
    """
    leaves = {row["action_id"]: row for row in records(situation.leaves)}
    for leaf in leaves.values():
        for what in _of_leaf(leaf, situation):
            yield leaf, what, True
    own = situation.territory_code or situation.plan.departement_code
    # What was said last of an action is what counts; an earlier word that was put right since is no finding.
    last = {row["action_id"]: row for row in records(situation.states) if row["territory_code"] == own}
    for action_id, state in last.items():
        leaf = leaves.get(action_id)
        if leaf is not None and (what := _of_postponement(state, situation)):
            yield leaf, what, True
    yield from _of_indicators(situation, ahead)


def _of_leaf(leaf: Row, situation: Situation) -> Iterator[str]:
    plan = situation.plan
    first, last = as_date(leaf["starts_on"]), as_date(leaf["ends_on"])
    if first is not None and last is not None and first > last:
        yield f"S’achève le {day(last)}, avant de commencer le {day(first)}"
    elif first is not None and (first < plan.starts_on or first > plan.ends_on):
        yield f"Commence le {day(first)}, hors des dates du plan"
    elif last is not None and (last < plan.starts_on or last > plan.ends_on):
        yield f"S’achève le {day(last)}, hors des dates du plan"
    said = leaf["state_period"]
    if leaf["status"] == Status.DONE and said and first is not None and last_day(str(said)) < first:
        yield f"Dite réalisée avant de commencer le {day(first)}"


def _of_postponement(state: Row, situation: Situation) -> str:
    first, last = as_date(state["new_starts_on"]), as_date(state["new_ends_on"])
    if state["status"] != Status.POSTPONED:
        return ""
    if first is None and last is None:
        return "Reportée sans nouvelle date"
    if first is not None and last is not None and first > last:
        return f"Reportée du {day(first)} au {day(last)} : la fin précède le début"
    if last is not None and last < last_day(str(state["period"])):
        return f"Reportée jusqu’au {day(last)}, un jour déjà passé quand elle l’a été"
    return ""


def _of_indicators(situation: Situation, ahead: Sequence[tuple[str, date]]) -> Iterator[tuple[Row, str, bool]]:
    plan, today = situation.plan, situation.today
    known = {str(row["code"]): row for row in records(situation.indicators)}
    dated = [(str(row["indicator_code"]), as_date(row["on"])) for row in records(situation.measures)]
    future = [(code, on) for code, on in dated if on is not None and on > today]
    for code, on in dict.fromkeys([*future, *((code, on) for code, on in ahead if on > today)]):
        if code in known:
            yield known[code], f"Une valeur est datée du {day(on)}, qui n’est pas encore venu", False
    starts: dict[str, date] = {}
    for row in records(situation.measures):
        on = as_date(row["on"])
        if row["baseline"] and on is not None:
            starts[str(row["indicator_code"])] = max(on, starts.get(str(row["indicator_code"]), on))
    for row in records(situation.targets):
        code, due = str(row["indicator_code"]), as_date(row["due_on"])
        if code not in known or due is None:
            continue
        if not plan.starts_on <= due <= plan.ends_on:
            yield known[code], f"Une cible est datée du {day(due)}, hors des dates du plan", False
        elif code in starts and due <= starts[code]:
            yield known[code], f"La cible du {day(due)} précède la valeur de départ ({day(starts[code])})", False
