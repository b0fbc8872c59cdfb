"""Small counts: hidden, and hidden well enough that nothing published gives them back.

Primary: a count under the threshold (0 included) is hidden. Secondary: where counts add up to a published one
(the communes of an EPCI, the EPCI of the département), others are hidden with it until none can be worked out by
subtraction, however many totals are put together; failing that, the total is hidden too. Hidden ones all look alike.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any

from data.measures.columns import as_number
from data.measures.thresholds import threshold

MASKED = "masqué"

Sum = tuple[int, Sequence[int]]
"""(position of a total, positions of its parts)."""


def smallest_shown(threshold_of_indicator: float | None, income: bool = False) -> float:
    """The threshold of an indicator: its own, else 11 for incomes, else 5."""
    if threshold_of_indicator is not None:
        return threshold_of_indicator
    return threshold("masking_income" if income else "masking")


def count_of(row: Mapping[str, Any]) -> float | None:
    """The count that a row of measures gives: a rate's numerator, else its value; None when nobody gave one."""
    top = as_number(row["numerator"])
    return as_number(row["value"]) if top is None else top


def is_small(row: Mapping[str, Any], smallest: float) -> bool:
    """Whether the count of a row, or one of the two counts of a rate, is under the threshold."""
    return any(count is not None and count < smallest for count in (count_of(row), as_number(row["denominator"])))


def protect(counts: Sequence[float | None], small: set[int], sums: Sequence[Sum], smallest: float) -> set[int]:
    """Positions to hide: those that are small, and what would give them back.

    Args:
        counts: every count that may be published; None: there is none.
        small: positions already hidden because they are small.
        sums: what adds up to what. A part that nobody gave leaves its total as telling as if it were 0.
    """
    hidden = set(small)
    known = [(total, parts) for total, of in sums if (parts := [at for at in of if counts[at] is not None])]
    known = [(total, parts) for total, parts in known if counts[total] is not None]
    while (at := _next(counts, hidden, known, smallest)) is not None:
        hidden.add(at)
    return hidden


def _next(counts: Sequence[float | None], hidden: set[int], sums: Sequence[Sum], smallest: float) -> int | None:
    """One more position to hide, the smallest count that helps; None when nothing can be worked out."""
    touched = [(total, parts) for total, parts in sums if total in hidden or any(at in hidden for at in parts)]
    for total, parts in touched:
        told = [at for at in parts if at in hidden]
        if total not in hidden and not _safe([counts[at] or 0.0 for at in told], smallest):
            part = _least(counts, [at for at in parts if at not in hidden])
            return total if part is None else part
    for cells in _worked_out(hidden, touched):
        if not _safe([counts[at] or 0.0 for at in cells], smallest):
            return _cover(counts, hidden, touched, cells)
    return None


def _least(counts: Sequence[float | None], positions: Sequence[int]) -> int | None:
    return min(positions, key=lambda at: (counts[at] or 0.0, at), default=None)


def _cover(counts: Sequence[float | None], hidden: set[int], sums: Sequence[Sum], cells: Sequence[int]) -> int | None:
    """What to hide so that these cells can no longer be worked out together: a part beside them, else a total."""
    near, met = set(cells), set[int]()
    while True:
        around = [(total, parts) for total, parts in sums if total in near or near.intersection(parts)]
        found = _least(counts, [at for _, parts in around for at in parts if at not in hidden])
        if found is None:
            found = _least(counts, [total for total, _ in around if total not in hidden])
        wider = near | {at for total, parts in around for at in (total, *parts) if at in hidden}
        if found is not None or wider == met:
            return found
        near = met = wider


def _safe(counts: Sequence[float], smallest: float) -> bool:
    """Knowing only the sum of these hidden counts leaves each of them in doubt."""
    if not counts:
        return True
    whole = sum(counts)
    if len(counts) < 2 or whole < smallest:
        return False
    return not (all(count < smallest for count in counts) and whole >= len(counts) * (smallest - 1))


def _worked_out(hidden: set[int], sums: Sequence[Sum]) -> list[list[int]]:
    """Sets of hidden positions whose sum follows from what is shown, the sums taken together."""
    order = sorted(hidden)
    column = {at: rank for rank, at in enumerate(order)}
    rows: list[list[Fraction]] = []
    for total, parts in sums:
        row = [Fraction(0)] * len(order)
        for at in parts:
            if at in hidden:
                row[column[at]] += 1
        if total in hidden:
            row[column[total]] -= 1
        rows.append(row)
    return [
        [order[rank] for rank, factor in enumerate(row) if factor]
        for row in _reduced(rows)
        if all(factor in (0, 1) for factor in row)
    ]


def _reduced(rows: list[list[Fraction]]) -> list[list[Fraction]]:
    """The reduced row echelon form, without its empty rows: one row with a single 1 is a count that is worked out."""
    done = 0
    for column in range(len(rows[0]) if rows else 0):
        pivot = next((at for at in range(done, len(rows)) if rows[at][column]), None)
        if pivot is None:
            continue
        rows[done], rows[pivot] = rows[pivot], rows[done]
        factor = rows[done][column]
        rows[done] = [value / factor for value in rows[done]]
        for at, row in enumerate(rows):
            if at != done and row[column]:
                times = row[column]
                rows[at] = [value - times * base for value, base in zip(row, rows[done], strict=True)]
        done += 1
    return rows[:done]
