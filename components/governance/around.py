"""What comes back in the year, and the plans that the document names beside itself."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from components import acronyms, pieces
from components.acronyms import marked
from data.french import capitalised, plural, typeset
from data.measures.governance import Beat, LinkedPlan


def year(found: Sequence[Beat]) -> None:
    if not found:
        st.caption("Le document ne donne aucun rythme.")
        return
    rows = [
        {"Quoi": one.title, "Rythme": capitalised(one.rhythm), "Remarque": capitalised(one.note), "Ligne": one.line}
        for one in found
    ]
    table = pd.DataFrame(rows)
    widths = {"Quoi": 400, "Rythme": 360, "Remarque": 420}
    if not table["Remarque"].any():
        table = table.drop(columns="Remarque")
        widths = {"Quoi": 700, "Rythme": 460}
    pieces.table(table, key="annee", widths={**widths, "Ligne": 80})


def linked(found: Sequence[LinkedPlan]) -> None:
    if not found:
        st.caption("Le document ne cite aucun autre plan.")
        return
    st.caption(pieces.plain(typeset(f"Le document cite {plural(len(found), 'autre plan', 'autres plans')}.")))
    acronyms.write("\n".join(_line(one) for one in found))


def _line(one: LinkedPlan) -> str:
    note = f" :small[{marked(one.note)}]" if one.note else ""
    numbers = ", ".join(map(str, one.lines))
    where = f" :small[:gray[ligne{'s' if len(one.lines) > 1 else ''}\u00a0{numbers}]]" if one.lines else ""
    return f"- {marked(one.title)}{note}{where}"
