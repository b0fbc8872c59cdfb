"""Small counts: hidden, and hidden well enough that a published total does not give them back.

Primary: a count under the threshold (0 included) is hidden. Secondary: inside a group whose total is shown,
other counts are hidden until what is missing cannot be worked out by subtraction; failing that, the total is
hidden too. Hidden cells all look alike.
"""

from __future__ import annotations

from typing import Any

import pandas as pd

from data.french import number
from data.measures.columns import as_number, column, numbers, truths
from data.measures.thresholds import threshold

MASKED = "masqué"


def smallest_shown(threshold_of_indicator: float | None, income: bool = False) -> float:
    """The threshold of an indicator: its own, else 11 for incomes, else 5."""
    if threshold_of_indicator is not None:
        return threshold_of_indicator
    return threshold("masking_income" if income else "masking")


def mask(
    frame: pd.DataFrame,
    value: str = "value",
    smallest: float | None = None,
    group: str | None = None,
    total: str | None = None,
    numerator: str = "numerator",
    denominator: str = "denominator",
) -> pd.DataFrame:
    """A copy with small counts hidden. Only for what counts people or things: a delay in days is never small.

    Args:
        frame: one row per count, or per rate made of two counts.
        value: column of the counts, or of the rates.
        smallest: smallest count shown (default 5).
        group: column whose equal values share a total (None: all rows together).
        total: column of yes / no: the row is its group's total. None: no total is published.
        numerator, denominator: columns of a rate's two counts, where it has them: they decide instead of the
            rate, and are hidden with it.

    Returns:
        The frame with `value` and the two counts emptied where hidden, plus `masked` (bool) and `shown`
        (« masqué », the number as written, or « — » where there is no value).
    """
    floor = smallest_shown(smallest)
    values = numbers(frame, value)
    above, below = numbers(frame, numerator), numbers(frame, denominator)
    counts = [count if part is None else part for count, part in zip(values, above, strict=True)]
    pairs = zip(counts, below, strict=True)
    hidden = [any(count is not None and count < floor for count in pair) for pair in pairs]
    totals = truths(frame, total) if total else [False] * len(frame)
    keys = column(frame, group) if group else [None] * len(frame)
    if total:
        for key in dict.fromkeys(keys):
            members = [at for at, other in enumerate(keys) if other == key]
            _protect(counts, hidden, members, totals, floor)
    result = frame.copy()
    for name in (name for name in (value, numerator, denominator) if name in frame.columns):
        kept = [None if flag else cell for cell, flag in zip(column(frame, name), hidden, strict=True)]
        result[name] = pd.Series(kept, index=result.index, dtype=object)
    result["masked"] = hidden
    result["shown"] = [MASKED if flag else number(cell) for flag, cell in zip(hidden, values, strict=True)]
    return result


def _protect(
    values: list[float | None], hidden: list[bool], members: list[int], totals: list[bool], floor: float
) -> None:
    """Hide more cells of one group until its total gives nothing away (`hidden` is completed in place)."""
    published = [at for at in members if totals[at] and values[at] is not None and not hidden[at]]
    cells = [at for at in members if not totals[at] and values[at] is not None]
    if not published:
        return
    while not _safe(values, [at for at in cells if hidden[at]], floor):
        visible = [at for at in cells if not hidden[at]]
        if not visible:
            for at in published:
                hidden[at] = True
            return
        hidden[min(visible, key=lambda at: values[at] or 0.0)] = True


def _safe(values: list[float | None], cells: list[int], floor: float) -> bool:
    """Knowing only the sum of the hidden cells leaves each of them in doubt."""
    if not cells:
        return True
    counts = [as_number(values[at]) or 0.0 for at in cells]
    whole = sum(counts)
    if len(cells) < 2 or whole < floor:
        return False
    return not (all(count < floor for count in counts) and whole >= len(cells) * (floor - 1))


def masked_rate(numerator: float | None, denominator: float | None, smallest: float | None = None) -> bool:
    """True when a rate must be hidden because what it was made of is too small."""
    floor = smallest_shown(smallest)
    return any(part is not None and part < floor for part in (numerator, denominator))


def leaks(frame: pd.DataFrame, value: str, total: str) -> bool:
    """True when exactly one hidden cell could be worked out from a shown total (a check for documents)."""
    rows: list[tuple[Any, bool]] = list(zip(column(frame, value), truths(frame, total), strict=True))
    shown_total = any(flag and cell is not None for cell, flag in rows)
    return shown_total and sum(cell is None and not flag for cell, flag in rows) == 1
