"""Status as a sign, a word and a small répartition: the same marks on the plan and on a fiche."""

from __future__ import annotations

import base64
from collections.abc import Iterable, Mapping, Sequence

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
"""Side of a cell and distance between two, in pixels; how many leaves at most are drawn one by one."""
_BAR_WIDTH = 216


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


def legend(present: Iterable[Status], others: Mapping[str, str] | None = None) -> None:
    """What the signs and colours mean, for the statuses shown. `others`: sign → word of what has no colour."""
    shown = set(present)
    looks = [(theme.STATUS[word], label(word)) for word in DISPLAY_ORDER if word in shown]
    cells = [(_squares([(0, 0)], look.colour, look.sign), word) for look, word in looks]
    cells += [(_squares([(0, 0)], theme.paper(), sign, theme.quiet()), word) for sign, word in (others or {}).items()]
    with st.container(horizontal=True, gap="xsmall"):
        for drawn, words in cells:
            st.markdown(f"{_image(_svg(_CELL, _CELL, drawn), '')}\u00a0:small[{plain(words)}]", width="content")


def breakdown(counts: Mapping[str, int], most: int | None = None) -> str:
    """Répartition of a few leaves in Markdown: one cell each, or a bar beyond `_MOST`; empty without any.

    Args:
        counts: Status value → number of leaves.
        most: asks for a bar, as long as its share of the largest total around it.
    """
    total = sum(counts.values())
    if not total:
        return ""
    drawn = _bar(counts, total, most or total) if most or total > _MOST else _cells(counts)
    return _image(drawn, counts_words(counts))


def _image(svg: str, words: str) -> str:
    """A drawing in Markdown: it asks for nothing, and cannot be clicked by mistake. `words` are ours, never typed."""
    return f"![{plain(words)}](data:image/svg+xml;base64,{base64.b64encode(svg.encode()).decode()})"


def _order(counts: Mapping[str, int]) -> list[Status]:
    return [word for word in DISPLAY_ORDER if counts.get(str(word))]


def _cells(counts: Mapping[str, int]) -> str:
    """One square a leaf with its sign, from done to unknown, twelve a line."""
    across, at, body = _MOST // 2, 0, ""
    for word in _order(counts):
        places = [(n % across * _STEP, n // across * _STEP) for n in range(at, at + counts[str(word)])]
        look, at = theme.STATUS[word], at + counts[str(word)]
        body += _squares(places, look.colour, look.sign)
    return _svg(min(at, across) * _STEP - (_STEP - _CELL), ((at - 1) // across + 1) * _STEP - (_STEP - _CELL), body)


def _squares(places: Sequence[tuple[int, int]], fill: str, drawn: str, edge: str = "none") -> str:
    """Squares of one colour, each with the same sign: two SVG elements, however many they are."""
    side = _CELL - 2
    path = "".join(f"M{x + 1} {y + 1}h{side}v{side}h-{side}z" for x, y in places)
    half = _CELL // 2
    xs = " ".join(str(x + half) for x, _ in places)
    ys = " ".join(str(y + half + 4) for _, y in places)
    return (
        f'<path d="{path}" fill="{fill}" stroke="{edge}"/>'
        f'<text x="{xs}" y="{ys}" fill="{readable_on(fill)}">{drawn * len(places)}</text>'
    )


def _bar(counts: Mapping[str, int], total: int, most: int) -> str:
    """One bar cut by status; the widths are counts."""
    scale = _BAR_WIDTH * max(0.08, min(1.0, total / most)) / total
    body, x = "", 0.0
    for word in _order(counts):
        colour, width = theme.STATUS[word].colour, counts[str(word)] * scale
        body += f'<path d="M{x:.1f} 0h{max(width - 1, 0.5):.1f}v{_CELL}h-{max(width - 1, 0.5):.1f}z" fill="{colour}"/>'
        if width >= _CELL:
            middle = f'x="{x + width / 2:.1f}" y="{_CELL // 2 + 4}" fill="{readable_on(colour)}"'
            body += f"<text {middle}>{counts[str(word)]}</text>"
        x += width
    return _svg(_BAR_WIDTH, _CELL, body)


def _svg(width: int, height: int, body: str) -> str:
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" '
        f'font-size="11" font-family="sans-serif" text-anchor="middle">{body}</svg>'
    )
