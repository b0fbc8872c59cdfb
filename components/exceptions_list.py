"""What calls for a decision or a gesture: exceptions by rule, with why, since when, who and the next step."""

from __future__ import annotations

from typing import Any

import pandas as pd
import streamlit as st

from components import links
from components.pieces import plain, table
from data.french import number
from data.situation import rows_of

FIRST = 3
"""Lines shown for a rule before « Voir tout »."""


def show(found: pd.DataFrame) -> None:
    """Draw the table of `data.measures.exceptions`, rules in its order, two side by side on a wide screen."""
    groups = [(str(rule), rows) for rule, rows in found.groupby("rule", sort=False)]
    for at in range(0, len(groups), 2):
        pair = groups[at : at + 2]
        for place, (rule, rows) in zip(st.columns(2), pair, strict=False):
            with place:
                _rule(rule, rows)


def _rule(rule: str, rows: pd.DataFrame) -> None:
    lines = rows_of(rows)
    steps = {str(line["next_step"]) for line in lines}
    with st.container(border=True, key=f"exception_{rule}", height="stretch", gap="small"):
        st.subheader(f"{plain(str(lines[0]['title']))} · {number(len(lines))}", anchor=False)
        if len(steps) == 1:
            # The same gesture for all is said once.
            st.caption(f"À faire\u00a0: {plain(_lower(steps.pop()))}")
        for line in lines[:FIRST]:
            _line(line, with_step=bool(steps))
        if len(lines) > FIRST:
            with st.expander(f"Voir les {number(len(lines))}", key=f"toutes_{rule}"):
                table(_table(rows), key=f"exceptions_{rule}", height=300)


def _line(line: dict[str, Any], *, with_step: bool) -> None:
    code = str(line["subject_code"] or line["fiche_code"] or "")
    with st.container(gap="xxsmall", key=f"ligne_{line['rule']}_{code}_{line['fiche_code']}"):
        if line["fiche_code"] is None:
            if line["subject"]:
                st.markdown(f"**{plain(str(line['subject']))}**")
        else:
            links.to(
                "fiche",
                _short(f"{code} – {line['subject'] or ''}".rstrip(" –")),
                fiche=str(line["fiche_code"]),
            )
        said = [str(line["why"])]
        if line["since"]:
            said.append(f"depuis {line['since']}")
        if line["who"]:
            said.append(str(line["who"]))
        text = plain(" · ".join(said))
        st.markdown(f"{text}  \n:gray[{plain(str(line['next_step']))}]" if with_step else text)


def _lower(text: str) -> str:
    return text[:1].lower() + text[1:]


def _short(text: str, most: int = 96) -> str:
    """A title cut at a word, for a link on one or two lines."""
    return text if len(text) <= most else text[:most].rsplit(" ", 1)[0] + "…"


def _table(rows: pd.DataFrame) -> pd.DataFrame:
    names = {
        "subject_code": "Code",
        "subject": "Sujet",
        "why": "Pourquoi",
        "since": "Depuis",
        "who": "Qui",
        "next_step": "À faire",
    }
    return rows[list(names)].rename(columns=names)
