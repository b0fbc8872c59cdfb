"""Days typed by people: a year with a digit too few or too many is said, not kept."""

from __future__ import annotations

from datetime import date

from data.errors import Refused
from data.french import day
from data.model import Plan

_FARTHEST = 20
"""Years between the plan and a day that still makes sense: a starting value before it, a postponed end after it."""


def check_days(plan: Plan, *days: date | None) -> None:
    """Refused when a day is absurdly far from the plan's own years; None: nothing was said."""
    for one in days:
        if one is not None and not plan.starts_on.year - _FARTHEST <= one.year <= plan.ends_on.year + _FARTHEST:
            raise Refused(
                f"Le {day(one)} est très loin de la durée du plan ({plan.starts_on.year} – {plan.ends_on.year}). "
                "Rien n’a été modifié : corrigez la date."
            )
