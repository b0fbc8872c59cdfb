"""The plan's rates as cards, as many a row as the width allows."""

from __future__ import annotations

import math
from collections.abc import Sequence

import streamlit as st

from components import pieces
from data.measures.figure import Figure

_ACROSS = 5
"""Cards a line at most; lines are as even as they can be."""


def draw(found: Sequence[Figure], *, key: str) -> None:
    """Draw the cards, as many a row as the width allows."""
    if not found:
        return
    lines = math.ceil(len(found) / _ACROSS)
    with st.grid(math.ceil(len(found) / lines), min_column_width=150):
        for figure in found:
            pieces.figure(figure, key=f"{key}_{figure.key}")
