"""The plan's rates side by side: the whole with its phases beside it, those that are due, the recurrent ones apart."""

from __future__ import annotations

from data.measures import rates
from data.measures.columns import column, where
from data.measures.figure import Figure, Stamp
from data.situation import Situation


def rate_cards(situation: Situation) -> list[Figure]:
    """The figures of a selection: whole, by phase (two or more), due, recurrent; empty ones are left out."""
    leaves, when = situation.leaves, Stamp(situation.as_of, situation.period.code)
    if leaves.empty:
        return []
    phases = [phase for phase in column(rates.by_phase(leaves), "key") if phase is not None]
    # Elsewhere the bare title is the rate of the actions whose period is open.
    several = len(phases) > 1
    title = "Taux de réalisation, toutes phases" if several else "Taux de réalisation"
    found = [rates.completion(leaves, stamp=when, title=title)]
    if several:
        for phase in phases:
            cohort = where(leaves, "phase", lambda value, phase=phase: value == phase)
            words = f"les actions de la phase {phase}"
            found.append(rates.completion(cohort, words, when, f"phase_{phase}", f"Phase {phase}"))
    due = rates.due(leaves, situation.as_of)
    if not due.empty:
        words, title = "les actions arrivées à échéance", "Taux de réalisation à échéance"
        found.append(rates.completion(due, words, when, "echues", title))
    if any(column(leaves, "recurrent")):
        place = situation.territory_code or situation.plan.departement_code
        found.append(rates.recurrent_held(leaves, situation.states, situation.as_of, when, place))
    if situation.plan.uses_percent:
        found.append(rates.mean_progress(leaves, stamp=when))
    return found
