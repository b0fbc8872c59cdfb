"""Acting on indicators: who may, and where; what became of an act is told as on the Campagne page."""

from __future__ import annotations

from components.acting import allowed, attempt, done, left, refuse, typed, wrong
from components.view import View
from data.permissions import Act

__all__ = ["attempt", "done", "editable", "edits", "left", "refuse", "typed", "wrong"]


def edits(now: View) -> bool:
    """Whether this profile sets the indicators of this plan; the commands check again."""
    return allowed(now, Act.EDIT_INDICATORS)


def editable(now: View) -> bool:
    """The same, on a period shown as it is now: a frozen one keeps the settings of its day."""
    return edits(now) and now.number is None
