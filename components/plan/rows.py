"""One line of the plan: its name, its rate with its coverage, its répartition. Used wherever rates are listed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import streamlit as st

from components.pieces import plain
from components.plan import marks
from data.measures.figure import Coverage


@dataclass(frozen=True)
class Line:
    """What a line shows beside its name, in Markdown: written once, drawn at each run."""

    rate: str
    picture: str


def written(
    lead: str,
    rest: str,
    coverage: Coverage,
    counts: Mapping[str, int],
    *,
    strong: bool = False,
    most: int | None = None,
) -> Line:
    """Write one line.

    Args:
        lead, rest: the rate, then what goes with it.
        counts: Status value → number of leaves.
        strong: a heading's line: its rate stands out.
        most: largest total around, when the répartition is a bar to be compared.
    """
    first = f"**{plain(lead)}**" if strong else plain(lead)
    notes = " · ".join(part for part in (rest, coverage.text) if part)
    return Line(f"{first}  \n:small[:gray[{plain(notes)}]]", marks.breakdown(counts, most))


def line(name: Callable[[], object], what: Line) -> None:
    """Draw one line; `name` draws its name (a link, a title)."""
    left, middle, right = st.columns([11, 7, 5], vertical_alignment="center", gap="xsmall")
    with left:
        name()
    if what.rate:
        middle.markdown(what.rate)
    if what.picture:
        right.markdown(what.picture)
