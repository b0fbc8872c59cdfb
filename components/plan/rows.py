"""One line of the plan: its name, its rate with its coverage, its répartition. Used wherever rates are listed."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import streamlit as st

from components.pieces import plain
from components.plan import marks
from data.measures.figure import Coverage


def line(
    name: Callable[[], object],
    rate: str,
    coverage: Coverage,
    counts: Mapping[str, int],
    *,
    strong: bool = False,
    most: int | None = None,
) -> None:
    """Draw one line.

    Args:
        name: draws the name (a link, a title).
        rate: the rate as written.
        strong: a heading's line: its rate stands out.
        most: largest total around, when the répartition is a bar to be compared.
    """
    left, middle, right = st.columns([10, 7, 5], vertical_alignment="center", gap="xsmall")
    with left:
        name()
    with middle:
        text = f"**{plain(rate)}**" if strong else plain(rate)
        st.markdown(f"{text}  \n:small[:gray[{plain(coverage.text)}]]")
    with right:
        marks.breakdown(counts, one_by_one=most is None, most=most)
