"""Sittings of the plan's instances in the demonstration; the comité technique meets once a quarter (line 2212)."""

from __future__ import annotations

from datetime import date

from data.commands.meeting import plan_meeting
from data.database import Store
from data.demonstration.calendar import PLAN, moment
from data.demonstration.people import SETTLED_ON, Cast

TECHNICAL = "Comité technique"
SITTINGS: tuple[tuple[str, date], ...] = (
    (TECHNICAL, date(2025, 10, 27)),
    (TECHNICAL, date(2026, 1, 26)),
    (TECHNICAL, date(2026, 4, 27)),
    (TECHNICAL, date(2026, 7, 27)),
    (TECHNICAL, date(2026, 10, 26)),
    (TECHNICAL, date(2027, 1, 25)),
    ("Comité de pilotage stratégique", date(2026, 3, 12)),
    ("Comité de pilotage stratégique", date(2026, 11, 19)),
    ("Comité de pilotage partenarial", date(2026, 12, 10)),
)
"""(instance, day): names are the plan's (lines 2198 to 2212), days are invented."""


def plan(store: Store, cast: Cast) -> None:
    """Put the sittings in the plan's calendar."""
    for instance, day in SITTINGS:
        paces = instance == TECHNICAL
        plan_meeting(store, cast.coordinator, PLAN, instance, day, paces=paces, now=moment(SETTLED_ON, 11))
