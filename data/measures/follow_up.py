"""Indicators without a rate: value and trend, milestone reached or not, dated texts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from data.french import day
from data.measures.aggregation import value_of
from data.measures.columns import as_date, as_number
from data.vocabulary import Direction


@dataclass(frozen=True)
class FollowUp:
    """Last value of an indicator and how it moved since the one before.

    Attributes:
        trend: « en hausse », « en baisse », « stable », or None with a single value.
        favourable: whether the move is in the declared direction; None when it cannot be said.
    """

    value: float | None
    on: date | None
    previous: float | None = None
    previous_on: date | None = None
    trend: str | None = None
    favourable: bool | None = None

    @property
    def change(self) -> float | None:
        return None if self.value is None or self.previous is None else self.value - self.previous


def follow_up(rows: Sequence[Mapping[str, Any]], direction: str | None = None) -> FollowUp:
    """Value and trend of one indicator in one territory; dates put in order, absent values skipped."""
    dated = [(day, value) for row in rows if (day := as_date(row["on"])) and (value := value_of(row)) is not None]
    known = sorted(dated, key=lambda pair: pair[0])
    if not known:
        return FollowUp(None, None)
    on, value = known[-1]
    if len(known) == 1:
        return FollowUp(value, on)
    before_on, before = known[-2]
    trend = "stable" if value == before else "en hausse" if value > before else "en baisse"
    wanted = {Direction.UP: "en hausse", Direction.DOWN: "en baisse"}.get(Direction(direction)) if direction else None
    favourable = None if wanted is None or trend == "stable" else trend == wanted
    return FollowUp(value, on, before, before_on, trend, favourable)


@dataclass(frozen=True)
class MilestoneState:
    """A milestone (jalon): done or not, and when. `done` is None when nobody spoke; `on`: the day it was done."""

    done: bool | None
    on: date | None
    text: str


DONE, NOT_DONE = "fait", "pas encore fait"
"""How a milestone is said, without its day."""


def milestone_state(
    rows: Sequence[Mapping[str, Any]], planned_on: date | None = None, as_of: date | None = None
) -> MilestoneState:
    """State of an indicator of kind `jalon`: any value above 0 means done, on the first such date.

    Args:
        planned_on: its target; as_of: the day described, after which « prévu » becomes « était prévu ».
    """
    known = [(row["on"], value) for row in rows if (value := as_number(row["value"])) is not None]
    reached = sorted(as_date(on) or date.max for on, value in known if value > 0)
    if reached:
        return MilestoneState(True, reached[0], f"{DONE} le {day(reached[0])}")
    if not known:
        return MilestoneState(None, None, "non renseigné")
    if planned_on is None:
        return MilestoneState(False, None, NOT_DONE)
    late = as_of is not None and planned_on < as_of
    return MilestoneState(False, None, f"{NOT_DONE}, {'était prévu' if late else 'prévu'} le {day(planned_on)}")


def qualitative(rows: Sequence[Mapping[str, Any]]) -> list[tuple[date, str]]:
    """Dated texts of an indicator, newest first; never a number, never in a mean."""
    said = [(day, str(row["text"])) for row in rows if row["text"] and (day := as_date(row["on"])) is not None]
    return sorted(said, key=lambda pair: pair[0], reverse=True)
