"""Where the rate of one line of a list comes from: a choice by name, then its figure with every row it counts.

One panel for a whole list: a card a line would be unreadable, and heavy.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

import streamlit as st

from components import address, pieces
from data.measures.figure import Figure


def choose(names: Mapping[str, str], figure_of: Callable[[str], Figure], *, param: str) -> str | None:
    """Draw the choice (kept in the address under `param`) and the figure of the line chosen; its key, or None.

    Args:
        names: key of each line → its name.
        figure_of: the figure of a line, remembered by whoever gives it.
    """
    kept, asked = f"plan_{param}", address.current(param)
    st.session_state[kept] = asked if asked in names else None
    st.selectbox(
        "D’où vient le taux d’une ligne\u00a0?",
        list(names),
        format_func=lambda key: names[key],
        key=kept,
        placeholder="Choisissez une ligne",
        on_change=lambda: address.change(**{param: st.session_state[kept]}),
    )
    chosen: str | None = st.session_state[kept]
    if chosen is not None:
        pieces.figure(figure_of(chosen), key=param)
    return chosen
