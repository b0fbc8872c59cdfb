"""One line of the plan: its name, its rate with its coverage, its répartition. Used wherever rates are listed."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import streamlit as st

from components.pieces import plain
from components.plan import marks
from data.measures.figure import Coverage


def line(
    name: Callable[[], object],
    lead: str,
    rest: str,
    coverage: Coverage,
    counts: Mapping[str, int],
    *,
    strong: bool = False,
    most: int | None = None,
) -> None:
    """Draw one line.

    Args:
        name: draws the name (a link, a title).
        lead, rest: the rate, then what goes with it.
        strong: a heading's line: its rate stands out.
        most: largest total around, when the répartition is a bar to be compared.
    """
    left, middle, right = st.columns([11, 7, 5], vertical_alignment="center", gap="xsmall")
    with left:
        name()
    with middle:
        first = f"**{plain(lead)}**" if strong else plain(lead)
        notes = " · ".join(part for part in (rest, coverage.text) if part)
        st.markdown(f"{first}  \n:small[:gray[{plain(notes)}]]")
    with right:
        marks.breakdown(counts, one_by_one=most is None, most=most)
