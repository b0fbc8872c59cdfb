"""One thing wrong in a body."""

from __future__ import annotations

from dataclasses import dataclass

from data.french import typeset


@dataclass(frozen=True)
class Problem:
    """Where, and why.

    Attributes:
        table: key of the body (`actions`…); « plan » is the card.
        row: 0-based row of that list; 0 for the card.
        column: key of the row, None when the whole row, or the whole list, is meant.
        why: what is wrong and what to do, in French.
    """

    table: str
    row: int
    column: str | None
    why: str


def problem(table: str, row: int, column: str | None, why: str) -> Problem:
    return Problem(table, row, column, typeset(why))
