"""What calls for a decision or a gesture: exceptions by rule, each with why, since when, who and the next step."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from components import links
from components.pieces import plain, table
from data.french import number
from data.situation import rows_of

FIRST = 4
"""Lines shown for a rule before « Voir tout »."""


def show(found: pd.DataFrame) -> None:
    """Draw the table of `data.measures.exceptions`, rules in its order, the first open."""
    for rank, (rule, rows) in enumerate(found.groupby("rule", sort=False)):
        lines = rows_of(rows)
        with st.container(border=True, key=f"exception_{rule}"):
            with st.container(horizontal=True, vertical_alignment="center"):
                st.subheader(f"{plain(lines[0]['title'])} · {number(len(lines))}", anchor=False, width="stretch")
            for line in lines[:FIRST]:
                _line(line)
            if len(lines) > FIRST:
                with st.expander(f"Voir les {number(len(lines))}", key=f"toutes_{rule}_{rank}"):
                    table(_table(rows), key=f"exceptions_{rule}")


def _line(line: dict[str, object]) -> None:
    with st.container(horizontal=True, vertical_alignment="top", gap="small"):
        with st.container(width=86):
            if line["fiche_code"] is None:
                st.markdown(plain(str(line["subject_code"] or "")))
            else:
                links.to("fiche", str(line["subject_code"] or line["fiche_code"]), fiche=str(line["fiche_code"]))
        with st.container(width="stretch"):
            who = f" · {plain(str(line['who']))}" if line["who"] else ""
            since = f" · depuis {plain(str(line['since']))}" if line["since"] else ""
            st.markdown(f"{plain(str(line['why']))}  \n:gray[{plain(str(line['next_step']))}{since}{who}]")


def _table(rows: pd.DataFrame) -> pd.DataFrame:
    names = {
        "subject_code": "Sujet", "why": "Pourquoi", "since": "Depuis", "who": "Qui", "next_step": "Prochaine étape",
    }  # fmt: skip
    return rows[list(names)].rename(columns=names)
