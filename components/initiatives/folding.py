"""What stands folded on a narrow screen, the list being what one came for: a switch shows it.

Python does not know how wide the screen is: the switch and the fold are both there, and the style sheet shows the one
and hides the other on a phone only.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import streamlit as st


@contextmanager
def folded_on_a_phone(key: str, switch: str) -> Iterator[None]:
    """A part of the page that a phone shows once the switch named `switch` is on.

    Args:
        key: unique on the page; the style sheet knows `repli_…` (the switch) and `replie_…` (what is folded).
    """
    opened = st.toggle(switch, key=f"repli_{key}")
    with st.container(key=f"{'deplie' if opened else 'replie'}_{key}"):
        yield
