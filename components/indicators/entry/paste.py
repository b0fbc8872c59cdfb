"""A table pasted from a spreadsheet: territories in the first column, dates in the first line."""

from __future__ import annotations

from datetime import date

import pandas as pd
import streamlit as st

from components import pieces
from components.indicators.entry.desk import Desk
from components.pieces import plain
from data.entry.values_paste import pasted_table
from data.entry.values_sheet import Part, Slot
from data.french import number, plural, typeset

_HEADINGS: dict[Part, str] = {"value": "", "numerator": " numérateur", "denominator": " dénominateur"}


def show(desk: Desk) -> None:
    field, told = _field(desk), f"{desk.id} dit"
    with st.expander("Coller un tableau avec ses territoires et ses dates", key="valeurs_coller"):
        st.session_state[field] = st.session_state.setdefault(f"{field} texte", "")
        st.text_area(
            "Tableau copié dans un tableur", key=field, height=170, placeholder=_example(desk), on_change=_kept,
            args=(desk,), help="Un territoire par ligne, par son code ou son nom\u00a0; une date par colonne, comme "
            "T3 2026 ou 30/09/2026. Une case vide ou «\u00a0n.d.\u00a0» ne change rien.",
        )  # fmt: skip
        with st.container(horizontal=True):
            st.button(
                "Reporter dans la grille", key="valeurs_reporter", icon=":material/table_view:", on_click=_carry,
                args=(desk,),
            )  # fmt: skip
            st.download_button(
                "Modèle à compléter (CSV)", pieces.french_csv(_template(desk)), f"valeurs-{desk.sheet.code}.csv",
                "text/csv", key="valeurs_modele", type="tertiary", icon=":material/download:", on_click="ignore",
            )  # fmt: skip
        if told in st.session_state:
            kind, text = st.session_state.pop(told)
            (st.error if kind == "error" else st.info)(plain(typeset(text)))


def _field(desk: Desk) -> str:
    return f"{desk.id} tableau"


def _example(desk: Desk) -> str:
    days = [desk.sheet.day_words(on) for on in desk.sheet.days[-2:]]
    names = [place.short for place in desk.sheet.level[:2]] or [desk.sheet.places[0].short]
    return "\n".join(["\t".join(["Territoire", *days]), *("\t".join([name, "12", "14"]) for name in names)])


def _template(desk: Desk) -> pd.DataFrame:
    """The sheet as a table to complete: what is recorded, under headings that come back as they are."""
    columns: dict[str, list[str]] = {
        "Code": [place.code for place in desk.sheet.places],
        "Territoire": [place.name for place in desk.sheet.places],
    }
    for on, part in desk.columns:
        name = f"{desk.sheet.day_words(on)}{_HEADINGS[part]}"
        columns[name] = [desk.sheet.stored(Slot(place.code, on, part)) for place in desk.sheet.places]
    return pd.DataFrame(columns, dtype="str")


def _kept(desk: Desk) -> None:
    st.session_state[f"{_field(desk)} texte"] = st.session_state[_field(desk)]


def _carry(desk: Desk) -> None:
    """Put what was pasted in the grid's cells; what has no place there is listed as refused."""
    text: str = st.session_state.get(_field(desk), "")
    told = f"{desk.id} dit"
    if not text.strip():
        st.session_state[told] = ("error", "Il n’y a rien à reporter : collez d’abord un tableau.")
        return
    columns: list[tuple[date, Part]] = [(desk.asked, part) for part in desk.sheet.parts] if desk.asked else []
    found = pasted_table(text, desk.sheet, columns)
    if found.problem:
        st.session_state[told] = ("error", f"{found.problem} Rien n’a été reporté.")
        return
    cells = len(found.texts) + len(found.strays)
    if not cells:
        st.session_state[told] = ("error", "Ce tableau ne contient aucune valeur : rien n’a été reporté.")
        return
    desk.type(found.texts, f"le collage de {plural(cells, 'case')}", found.strays)
    silent = f" {number(found.silent)} sans valeur (« n.d. », tiret)." if found.silent else ""
    st.session_state[told] = ("info", f"{plural(len(found.texts), 'case reportée', 'cases reportées')}.{silent}")
    st.session_state[f"{_field(desk)} texte"] = ""
