"""Status as a sign, a word and a small répartition: the same marks on the plan and on a fiche."""

from __future__ import annotations

import base64
from collections.abc import Iterable, Mapping

import streamlit as st

from components import theme
from components.charts import readable_on
from components.pieces import plain
from data.measures.plan_sentences import counts_words
from data.vocabulary import DISPLAY_ORDER, Status, label

_INK: dict[Status, str] = {
    Status.DONE: "green",
    Status.IN_PROGRESS: "blue",
    Status.NOT_STARTED: "yellow",
    Status.SUSPENDED: "orange",
    Status.POSTPONED: "violet",
    Status.ABANDONED: "red",
    Status.NOT_REPORTED: "gray",
    Status.UPCOMING: "gray",
    Status.NOT_CONCERNED: "gray",
}
"""The theme's text colour nearest to each status: those of the charts are too light for letters."""

_CELL, _STEP, _MOST = 16, 18, 24
"""Side of a cell, distance between two, and how many leaves at most are drawn one by one (in pixels)."""
_BAR_WIDTH, _BAR_HEIGHT = 216, 16


def status(word: Status | None) -> str:
    """« ✔ Réalisée » in Markdown; what is not followed says so."""
    if word is None:
        return ":gray[non suivie]"
    return f":{_INK[word]}[**{plain(theme.STATUS[word].sign)}**] {plain(label(word))}"


def badge(word: Status | None) -> str:
    """« ✔ Réalisée » on a tint of its colour, in Markdown."""
    return (
        status(word) if word is None else f":{_INK[word]}-badge[{plain(theme.STATUS[word].sign)} {plain(label(word))}]"
    )


def sign(word: Status | None) -> str:
    """The sign alone, in Markdown."""
    return ":gray[–]" if word is None else f":{_INK[word]}[**{plain(theme.STATUS[word].sign)}**]"


def legend(present: Iterable[Status], recurrent: bool = False) -> None:
    """What the signs and colours mean, for the statuses shown, and for recurrent actions."""
    shown = set(present)
    cells = [(_svg(_CELL, _CELL, _cell(word, 0, 0)), label(word)) for word in DISPLAY_ORDER if word in shown]
    if recurrent:
        cells.append((_svg(_CELL, _CELL, _square(0, 0, theme.paper(), theme.quiet(), "↻")), "Récurrente"))
    with st.container(horizontal=True, gap="small"):
        for drawn, words in cells:
            st.markdown(f"{_image(drawn, '')}\u00a0:small[{plain(words)}]", width="content")


def breakdown(counts: Mapping[str, int], *, one_by_one: bool = True, most: int | None = None) -> None:
    """Répartition of a few leaves: one cell each, or a bar beyond `_MOST`; its words are its alternative text.

    Args:
        counts: Status value → number of leaves.
        most: the largest total of the bars around it: a bar is as long as its share of it.
    """
    total = sum(counts.values())
    if total:
        drawn = _cells(counts) if one_by_one and total <= _MOST else _bar(counts, total, most or total)
        st.markdown(_image(drawn, counts_words(counts)))


def _image(svg: str, words: str) -> str:
    """A drawing in Markdown: it asks for nothing, and cannot be clicked by mistake. `words` are ours, never typed."""
    return f"![{plain(words)}](data:image/svg+xml;base64,{base64.b64encode(svg.encode()).decode()})"


def _order(counts: Mapping[str, int]) -> list[Status]:
    return [word for word in DISPLAY_ORDER if counts.get(str(word))]


def _cells(counts: Mapping[str, int]) -> str:
    """One square a leaf with its sign, from done to unknown, twelve a line."""
    words = [word for word in _order(counts) for _ in range(counts[str(word)])]
    across = _MOST // 2
    lines = (len(words) - 1) // across + 1
    width = min(len(words), across) * _STEP - (_STEP - _CELL)
    body = "".join(_cell(word, (at % across) * _STEP, (at // across) * _STEP) for at, word in enumerate(words))
    return _svg(width, lines * _STEP - (_STEP - _CELL), body)


def _cell(word: Status, x: float, y: float) -> str:
    look = theme.STATUS[word]
    return _square(x, y, look.colour, theme.line(), look.sign)


def _square(x: float, y: float, fill: str, edge: str, drawn: str) -> str:
    return (
        f'<rect x="{x + 0.5}" y="{y + 0.5}" width="{_CELL - 1}" height="{_CELL - 1}" rx="2" '
        f'fill="{fill}" stroke="{edge}"/>'
        f'<text x="{x + _CELL / 2}" y="{y + 12}" font-size="11" text-anchor="middle" '
        f'font-family="sans-serif" fill="{readable_on(fill)}">{drawn}\ufe0e</text>'
    )


def _bar(counts: Mapping[str, int], total: int, most: int) -> str:
    """One bar cut by status; the widths are counts."""
    scale = _BAR_WIDTH * max(0.08, min(1.0, total / most)) / total
    body, x = "", 0.0
    for word in _order(counts):
        look, width = theme.STATUS[word], counts[str(word)] * scale
        body += (
            f'<rect x="{x:.1f}" y="0.5" width="{max(width - 1, 0.5):.1f}" height="{_BAR_HEIGHT - 1}" '
            f'fill="{look.colour}" stroke="{theme.line()}" stroke-width="0.5"/>'
        )
        if width >= _CELL:
            body += (
                f'<text x="{x + width / 2:.1f}" y="12" font-size="11" text-anchor="middle" '
                f'font-family="sans-serif" fill="{readable_on(look.colour)}">{counts[str(word)]}</text>'
            )
        x += width
    return _svg(_BAR_WIDTH, _BAR_HEIGHT, body)


def _svg(width: float, height: float, body: str) -> str:
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width:g}" height="{height:g}" '
        f'viewBox="0 0 {width:g} {height:g}">{body}</svg>'
    )
