"""The few pieces that every page reuses, in the same order: sentence, figure card, chart with table, empty state."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any, Literal

import pandas as pd
import plotly.graph_objects as go
import streamlit as st

from data.french import day, typeset
from data.measures.figure import Figure
from data.period import Period
from data.spreadsheet import french_csv

_SPECIAL = "\\`*_{}[]<>#+-=!|~$:"
_JOINER = "\u2060"
# Bare addresses become links, and « :name: » an icon or an emoji, after escapes are read: an invisible joiner stops it.
_ADDRESS = re.compile(r"(?i)(?<=:)(?=[/\w])|(?<=www)(?=\.)|(?=@)")
_NUMBERED = re.compile(r"(?m)^(\s*\d+)([.)])(?=\s|$)")
_INDENT = re.compile(r"(?m)^[ \t]+")


def plain(text: str) -> str:
    """`text` as Markdown that shows it letter for letter: whatever people typed stays text, never markup."""
    joined = _ADDRESS.sub(_JOINER, text)
    escaped = "".join("\\" + letter if letter in _SPECIAL else letter for letter in joined)
    escaped = _NUMBERED.sub(r"\1\\\2", escaped)
    escaped = _INDENT.sub(lambda match: "\u00a0" * len(match[0]), escaped)
    return escaped.replace("&", "&amp;").replace("\n", "  \n")


def title(text: str) -> None:
    """The page's one title (level 1)."""
    st.title(plain(text), anchor=False)


def section(text: str, note: str | None = None) -> None:
    """A part of the page (level 2), with a line that says how to read it."""
    st.header(plain(text), anchor=False)
    if note:
        st.caption(plain(typeset(note)))


def sentence(text: str) -> None:
    """The answer, first: one or two sentences computed from the Situation."""
    with st.container(key="reponse"):
        st.markdown(plain(text))


def empty(what: str, next_step: str, who: str | None = None) -> None:
    """Nothing to show yet: what is missing, what to do next, and who can."""
    said = [plain(typeset(text)) for text in (what, next_step, who or "")]
    text = f"**{said[0]}**  \n{said[1]}"
    st.info(f"{text}  \n:gray[{said[2]}]" if who else text)


def figure(
    found: Figure,
    *,
    key: str,
    trend: str | None = None,
    note: str | None = None,
    width: int | Literal["stretch", "content"] = "stretch",
) -> None:
    """A figure card: title, the figure as written (never a naked percentage), trend, and where it comes from.

    Args:
        key: unique on the page.
        trend: « +4 depuis le 2e trimestre 2026 », computed by a measure.
        note: one short line under it (coverage by default).
    """
    with st.container(border=True, key=f"carte_{key}", width=width, height="stretch", gap="xsmall"):
        st.markdown(f":gray[{plain(found.title)}]")
        # Large, and no heading: a card's figure is not a part of the page's outline.
        with st.container(key=f"valeur_{key}" if found.headline or not found.computable else f"reserve_{key}"):
            st.markdown(plain(found.lead or found.text))
        if found.computable and not found.headline:
            st.caption("À ne pas citer seul\u00a0: trop peu d’actions sont renseignées.")
        if found.rest:
            st.markdown(plain(found.rest))
        if trend:
            st.markdown(plain(trend))
        st.caption(plain(note if note is not None else found.coverage.text))
        explain(found, key=key)


@st.fragment
def explain(found: Figure, *, key: str) -> None:
    """« D’où vient ce chiffre ? »: formula, coverage, what was left out, who said it, and every row used.

    A fragment that only writes its content once opened: the rows are not sent with each page.
    """
    panel = st.popover(
        "D’où vient ce chiffre\u00a0?", key=f"origine_{key}", type="tertiary", width="content", on_change="rerun"
    )
    if not panel.open:
        return
    with panel:
        st.markdown(f"**{plain(found.title)}**")
        for name, text in found.explained():
            st.markdown(f":gray[{plain(name)}\u00a0:] {plain(text)}")
        if found.as_of is not None:
            period = f" ({Period.parse(found.period_code).label})" if found.period_code else ""
            st.markdown(f":gray[Arrêté au\u00a0:] {day(found.as_of)}{period}")
        if not found.inputs.empty:
            table(found.inputs, key=f"lignes_{key}", height=260)


def table(
    rows: pd.DataFrame,
    *,
    key: str,
    height: int | Literal["auto", "stretch", "content"] = "auto",
    on_select: Callable[[], None] | None = None,
    widths: Mapping[str, int] | None = None,
    select: Literal["single-row", "single-cell"] = "single-row",
) -> object:
    """A read-only table with French headings; numbers are already written in French by the caller where it matters.

    `widths`: pixels of the columns whose longest words are not in their first rows, the only ones measured.
    `select`: what a click chooses, when `on_select` is given.
    """
    options: dict[str, Any] = {} if on_select is None else {"on_select": on_select, "selection_mode": select}
    if widths:
        options["column_config"] = {name: st.column_config.Column(width=wide) for name, wide in widths.items()}
    return st.dataframe(rows, hide_index=True, width="stretch", height=height, key=key, placeholder="—", **options)


def chart(
    drawn: go.Figure, *, key: str, says: str, rows: pd.DataFrame, on_select: Callable[[], None] | None = None
) -> object:
    """A chart is never alone: a sentence says what it shows, and the table behind it opens under it.

    Args:
        says: the sentence, also the chart's text alternative.
        rows: the data behind the chart, with French column names.
    """
    st.markdown(plain(says))
    options: dict[str, Any] = {} if on_select is None else {"on_select": on_select, "selection_mode": "points"}
    event = st.plotly_chart(drawn, key=key, alt=says, theme=None, config=PLOTLY, width="stretch", **options)
    behind(rows, key=key)
    return event


@st.fragment
def behind(rows: pd.DataFrame, *, key: str, name: str = "Voir le tableau") -> None:
    """The table behind a chart or a map, with its CSV; sent only once opened."""
    box = st.expander(name, key=f"tableau_{key}", on_change="rerun")
    if not box.open:
        return
    with box:
        table(rows, key=f"donnees_{key}")
        st.download_button(
            "Télécharger (CSV)", french_csv(rows), f"{key}.csv", "text/csv", key=f"csv_{key}", on_click="ignore"
        )


PLOTLY = {
    "displayModeBar": False,
    "scrollZoom": False,
    # An empty local world: plotly would ask its own host for the real one.
    "topojsonURL": "./app/static/vendor/topojson/",
}
"""Options of every plotly chart."""
