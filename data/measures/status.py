"""Statuses of actions: which ones count, and how a parent's status is worked out from its children."""

from __future__ import annotations

from collections.abc import Iterable

from data.vocabulary import Status

OUT_OF_COUNT: frozenset[str] = frozenset({Status.ABANDONED, Status.POSTPONED, Status.NOT_CONCERNED})
"""Statuses that leave the denominator of every rate."""

UNSAID: frozenset[str] = frozenset({Status.NOT_REPORTED, Status.UPCOMING})
"""Statuses that nobody declared."""

_AGREEING: frozenset[tuple[str, str]] = frozenset(
    (declared, Status.NOT_STARTED) for declared in (Status.SUSPENDED, Status.POSTPONED, Status.ABANDONED)
)
"""(declared, derived) pairs that differ without contradicting each other."""


def parent_status(children: Iterable[str | Status]) -> Status:
    """The status worked out for a parent from its children, or for the département from its territories.

    Abandoned, postponed and « non concernée » children are set aside while another child remains.
    « Réalisée » only when every remaining child is; « non engagée » or « suspendue » when nothing else was
    said; « en cours » as soon as something has begun; « à venir » when all are.
    """
    met = set(children)
    remaining = met - OUT_OF_COUNT
    if not remaining:
        for status in (Status.POSTPONED, Status.ABANDONED, Status.NOT_CONCERNED):
            if status in met:
                return status
        return Status.NOT_REPORTED
    if len(remaining) == 1:
        return Status(next(iter(remaining)))
    said = remaining - UNSAID
    if not said:
        return Status.NOT_REPORTED
    if said == {Status.NOT_STARTED}:
        return Status.NOT_STARTED
    if said <= {Status.NOT_STARTED, Status.SUSPENDED}:
        return Status.SUSPENDED
    return Status.IN_PROGRESS


def contradicts(declared: str, derived: str) -> bool:
    """True when the département's word and what its territories say cannot both be right."""
    return declared != derived and (declared, derived) not in _AGREEING
