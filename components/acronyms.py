"""Acronyms expanded on hover, and listed for who has no mouse: what the plan's glossary says of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from html import escape

import streamlit as st

from components import view
from components.pieces import plain
from data import glossary


def known() -> Mapping[str, str]:
    """The acronyms of the plan shown: acronym → meaning."""
    now = view.current()
    return now.once("sigles", lambda: glossary.acronyms(now.whole))


def marked(text: str, of: Mapping[str, str] | None = None) -> str:
    """`text` as Markdown that shows it letter for letter, each acronym with its meaning on hover.

    To be drawn by `write`. Whatever the document or people wrote stays text: the only markup is ours.
    `of`: acronyms and their meanings, those of the plan shown when it is not given.
    """
    parts = glossary.pieces_of(text, known() if of is None else of)
    return "".join(plain(part) if meaning is None else _abbr(part, meaning) for part, meaning in parts)


def _abbr(part: str, meaning: str) -> str:
    # In an attribute a line break or a backslash would end the Markdown line, or be read by it.
    words = escape(" ".join(meaning.split()), quote=True).replace("\\", "&#92;")
    return f'<abbr title="{words}">{plain(part)}</abbr>'


def write(markdown: str) -> None:
    """Draw Markdown made with `marked` and `plain`, and with nothing else that comes from outside."""
    st.markdown(markdown, unsafe_allow_html=True)


def sentence(text: str) -> None:
    """As `pieces.sentence`, its acronyms expanded on hover."""
    with st.container(key="reponse"):
        write(marked(text))


def folded_list(texts: Iterable[str], *, key: str) -> None:
    """« Sigles de cette page »: those that these texts use, for a finger, a keyboard or a screen reader."""
    found = glossary.found_in(texts, known())
    if not found:
        return
    with st.expander(f"Sigles de cette page ({len(found)})", key=f"sigles_{key}"):
        st.markdown("\n".join(f"- **{plain(name)}**\u00a0: {plain(meaning)}" for name, meaning in found.items()))
