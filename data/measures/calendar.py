"""Where an action stands against its calendar: late, unstarted at mid-period, expected progress, health.

`as_of` is the last day described, included: as of 31 December a period that ends that day has ended. The
three stages « à venir », inside and ended never overlap.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal, NamedTuple

import pandas as pd

from data.measures.columns import as_date, as_number, dates, keep, records
from data.measures.thresholds import threshold
from data.period import Period
from data.vocabulary import Health, Status

Mode = Literal["steps", "linear"]
Span = tuple[date | None, date | None]

_CLOSED = frozenset({Status.DONE, Status.ABANDONED, Status.NOT_CONCERNED})
_UNSTARTED = frozenset({Status.NOT_STARTED, Status.POSTPONED})


def period_of_action(own: Span, fiche: Span, phase: Span, adopted_on: date | None = None) -> Span:
    """First and last day of an action: its own calendar, else its fiche's, else its phase's, bound by bound.

    It never begins before the plan's adoption (a calendar wholly before it is left its last day only).
    """
    first = own[0] or fiche[0] or phase[0]
    last = own[1] or fiche[1] or phase[1]
    if first is not None and adopted_on is not None and first < adopted_on:
        first = adopted_on if last is None else min(adopted_on, last)
    return first, last


def has_begun(starts_on: date | None, as_of: date) -> bool:
    """The period has begun. Without a date nothing says that it has not."""
    return starts_on is None or starts_on <= as_of


def has_ended(ends_on: date | None, as_of: date) -> bool:
    """The period has ended, its last day included. Without a date it never does."""
    return ends_on is not None and ends_on <= as_of


def inside_period(starts_on: date | None, ends_on: date | None, as_of: date) -> bool:
    """The period has begun and has not ended."""
    return has_begun(starts_on, as_of) and not has_ended(ends_on, as_of)


def is_overdue(leaf: Mapping[str, Any], as_of: date) -> bool:
    """« En retard »: the leaf's period has ended and it is not done, nor abandoned, nor « non concernée ».

    A postponed leaf is judged on its new period. A recurrent one has its own rule (`recurrence`): never here.
    """
    if leaf.get("recurrent") or leaf["status"] in _CLOSED:
        return False
    return has_ended(as_date(leaf["ends_on"]), as_of)


def overdue(leaves: pd.DataFrame, as_of: date) -> pd.DataFrame:
    """The leaves « en retard », in order."""
    return keep(leaves, [is_overdue(leaf, as_of) for leaf in records(leaves)])


def mid_period_unstarted(leaf: Mapping[str, Any], as_of: date, share: float | None = None) -> bool:
    """« Non engagée à mi-période »: said to be unstarted, inside its period, half of which has gone.

    A leaf nobody spoke of is « non renseignée », which is another matter. `share`: percent of the period gone from
    which it counts, the method's by default.
    """
    first, last = as_date(leaf["starts_on"]), as_date(leaf["ends_on"])
    if leaf.get("recurrent") or leaf["status"] not in _UNSTARTED or first is None or last is None:
        return False
    if not inside_period(first, last, as_of):
        return False
    gone = threshold("mid_period") if share is None else share
    return 100 * _days(first, as_of) >= gone * _days(first, last)


def _days(first: date, last: date) -> int:
    return (last - first).days + 1


def expected_progress(starts_on: date, ends_on: date, as_of: date, mode: Mode = "steps", months: int = 3) -> float:
    """Percent of its period's work that a calendar expects as of a day (0-100).

    « steps » (default): one equal step at the end of each whole quarter of the period (`months` long), and
    one on its last day when that falls inside a quarter. « linear »: day after day. 0 before the period.
    """
    if has_ended(ends_on, as_of):
        return 100.0
    if as_of < starts_on:
        return 0.0
    if mode == "linear":
        return 100 * (as_of - starts_on).days / (ends_on - starts_on).days
    steps = _step_days(starts_on, ends_on, months)
    return 100 * sum(day <= as_of for day in steps) / len(steps)


def _step_days(starts_on: date, ends_on: date, months: int) -> list[date]:
    """The days on which something more is expected: ends of whole quarters, then the last day."""
    quarter = Period.containing(starts_on, months)
    if quarter.starts_on < starts_on:
        quarter = quarter.shift(1)
    found: list[date] = []
    while quarter.ends_on < ends_on:
        found.append(quarter.ends_on)
        quarter = quarter.shift(1)
    return [*found, ends_on]


@dataclass(frozen=True)
class Milestone:
    """A dated step of an action or indicator (jalon). `done_on` is None until it is reached."""

    due_on: date
    done_on: date | None = None


def milestone_progress(milestones: Sequence[Milestone], as_of: date) -> tuple[float, float]:
    """(actual, expected) percent of milestones reached and due as of a day."""
    reached = sum(step.done_on is not None and step.done_on <= as_of for step in milestones)
    due = sum(step.due_on <= as_of for step in milestones)
    return 100 * reached / len(milestones), 100 * due / len(milestones)


def health_ratio(
    percent: float | None,
    starts_on: date | None,
    ends_on: date | None,
    as_of: date,
    milestones: Sequence[Milestone] = (),
    mode: Mode = "steps",
) -> float | None:
    """Actual / expected progress; None when nothing is declared or nothing is expected yet.

    Dated milestones win over a percent. An assumed percent never comes here.
    """
    if milestones:
        actual, expected = milestone_progress(milestones, as_of)
    elif percent is not None and starts_on is not None and ends_on is not None:
        actual, expected = percent, expected_progress(starts_on, ends_on, as_of, mode)
    else:
        return None
    return None if expected == 0 else actual / expected


def health_word(ratio: float, gap_under: float | None = None) -> Health:
    """The band of a ratio; both bounds of « conforme » belong to it.

    `gap_under`: ratio under which the gap is important, the method's by default.
    """
    ratio = round(ratio, 9)
    if ratio > threshold("health_ahead"):
        return Health.AHEAD
    if ratio >= threshold("health_on_track"):
        return Health.ON_TRACK
    if ratio >= (threshold("health_slightly_late") if gap_under is None else gap_under):
        return Health.SLIGHTLY_LATE
    return Health.GAP


class Bands(NamedTuple):
    """What a plan may set of health: periods missed from which it is silent, ratio under which the gap is important."""

    silent_after: float
    gap_under: float


def health(
    percent: float | None,
    starts_on: date | None,
    ends_on: date | None,
    as_of: date,
    missed: int = 0,
    milestones: Sequence[Milestone] = (),
    mode: Mode = "steps",
    bands: Bands | None = None,
) -> Health | None:
    """Health against the calendar; « sans nouvelles » after one missed period; None without a ratio."""
    ratio = health_ratio(percent, starts_on, ends_on, as_of, milestones, mode)
    if ratio is None:
        return None
    silent_after, gap_under = bands or Bands(threshold("silent_after"), threshold("health_slightly_late"))
    return Health.SILENT if missed >= silent_after else health_word(ratio, gap_under)


def leaf_health(
    leaf: Mapping[str, Any], as_of: date, missed: int = 0, mode: Mode = "steps", bands: Bands | None = None
) -> Health | None:
    """Health of a leaf under way, from its declared percent; None for any other status, and once its period has
    ended: it is « en retard » then, which says more."""
    first, last = as_date(leaf["starts_on"]), as_date(leaf["ends_on"])
    if leaf.get("recurrent") or leaf["status"] not in (Status.IN_PROGRESS, Status.SUSPENDED) or has_ended(last, as_of):
        return None
    return health(as_number(leaf["percent"]), first, last, as_of, missed, mode=mode, bands=bands)


def mean_health(ratios: Iterable[float | None]) -> float | None:
    """Mean of the known ratios, each capped at 1 *before* averaging; None when none is known."""
    known = [min(ratio, threshold("health_cap")) for ratio in ratios if ratio is not None]
    return sum(known) / len(known) if known else None


def begun(leaves: pd.DataFrame, as_of: date) -> pd.DataFrame:
    """The leaves whose period has begun."""
    return keep(leaves, [has_begun(day, as_of) for day in dates(leaves, "starts_on")])


def ended(leaves: pd.DataFrame, as_of: date) -> pd.DataFrame:
    """The leaves whose period has ended (« arrivées à échéance »)."""
    return keep(leaves, [has_ended(day, as_of) for day in dates(leaves, "ends_on")])
