"""What calls for a decision or a gesture: exceptions by rule, with why, since when, who and the next step."""

from __future__ import annotations

from typing import Any

import pandas as pd
import streamlit as st

from components import links
from components.pieces import plain, table
from data.french import capitalised, number, typeset
from data.situation import rows_of

FIRST = 3
"""Lines shown for a rule before « Voir tout »."""
CARDS = 4
"""Rules shown open; the next ones are one line each, opened by a click, so that the page stays one screen."""


Lines = list[dict[str, Any]]


def grouped(found: pd.DataFrame) -> list[tuple[str, Lines]]:
    """The rows of `data.measures.exceptions` by rule, in its order: alerts first, then what is only to watch."""
    groups: dict[str, Lines] = {}
    for row in rows_of(found):
        groups.setdefault(str(row["rule"]), []).append(row)
    return sorted(groups.items(), key=lambda group: group[1][0]["severity"] < ALERT)


def show(groups: list[tuple[str, Lines]]) -> None:
    """Draw the exceptions: the first rules as cards, the others folded."""
    if not groups:
        st.success("Rien n’appelle de décision ni de geste parmi les actions affichées.")
    for at in range(0, min(len(groups), CARDS), 2):
        for place, (rule, lines) in zip(st.columns(2), groups[at : min(at + 2, CARDS)], strict=False):
            with place, st.container(border=True, key=f"exception_{rule}", height="stretch", gap="small"):
                st.subheader(_name(lines), anchor=False)
                _lines(rule, lines)
    for rule, lines in groups[CARDS:]:
        _folded(rule, lines)


@st.fragment
def _folded(rule: str, lines: Lines) -> None:
    """A rule on one line; what it holds is only drawn once opened."""
    box = st.expander(_name(lines), key=f"exception_{rule}", on_change="rerun")
    if box.open:
        with box:
            _lines(rule, lines)


ALERT = 2
"""Severity from which a rule is an alert."""


def _name(lines: Lines) -> str:
    return f"{plain(str(lines[0]['title']))} · {number(len(lines))}"


def _lines(rule: str, lines: Lines) -> None:
    steps = {str(line["next_step"]) for line in lines}
    same = len(steps) == 1
    if same:
        # The same gesture for all is said once.
        st.caption(f"À faire\u00a0: {plain(_lower(steps.pop()))}")
    for line in lines[:FIRST]:
        _line(line, with_step=not same)
    if len(lines) > FIRST:
        _all(rule, lines)


@st.fragment
def _all(rule: str, lines: Lines) -> None:
    panel = st.popover(f"Voir les {number(len(lines))}", key=f"toutes_{rule}", type="tertiary", on_change="rerun")
    if panel.open:
        with panel:
            table(_table(lines), key=f"exceptions_{rule}", height=min(300, 38 + 35 * len(lines)))


def _line(line: dict[str, Any], *, with_step: bool) -> None:
    code = str(line["subject_code"] or line["fiche_code"] or "")
    with st.container(gap="xxsmall", key=f"ligne_{line['rule']}_{code}_{line['fiche_code']}"):
        if line["fiche_code"] is None:
            if line["subject"]:
                st.markdown(f"**{plain(typeset(str(line['subject'])))}**")
        else:
            links.to(
                "fiche",
                _short(typeset(f"{code} – {line['subject'] or ''}".rstrip(" –"))),
                fiche=str(line["fiche_code"]),
            )
        st.markdown(plain(str(line["why"])))
        known = [f"depuis {line['since']}" if line["since"] else "", str(line["who"] or "")]
        note = " · ".join(part for part in known if part)
        if with_step:
            note = " · ".join(part for part in (note, str(line["next_step"])) if part)
        if note:
            st.caption(plain(capitalised(note)))


def _lower(text: str) -> str:
    return text[:1].lower() + text[1:]


def _short(text: str, most: int = 96) -> str:
    """A title cut at a word, for a link on one or two lines."""
    return text if len(text) <= most else text[:most].rsplit(" ", 1)[0] + "…"


def _table(lines: Lines) -> pd.DataFrame:
    names = {
        "subject_code": "Code",
        "subject": "Sujet",
        "why": "Pourquoi",
        "since": "Depuis",
        "who": "Qui",
        "next_step": "À faire",
    }
    return pd.DataFrame(lines)[list(names)].rename(columns=names)
