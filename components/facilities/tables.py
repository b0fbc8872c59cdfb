"""How many équipements in each intercommunalité, those without any first; and every équipement as a table."""

from __future__ import annotations

import streamlit as st

from components import pieces
from components.facilities.asked import Asked
from data.measures.facilities import by_epci, listed
from data.spreadsheet import french_csv


def show(now: Asked) -> None:
    """The two tables, each with its CSV."""
    pieces.behind(listed(now.shown), key="equipements", name="Voir le tableau des équipements")
    if not now.compared.names:
        return
    pieces.section(
        "Par intercommunalité",
        "Le nombre de lieux importés, et rien d’autre : il ne dit ni leur taille, ni leurs horaires, ni qui ils "
        "accueillent.",
    )
    rows = by_epci(now.shown, now.compared)
    pieces.table(rows, key="equipements_epci", height="content")
    st.download_button(
        "Télécharger (CSV)", french_csv(rows), "equipements-par-intercommunalite.csv", "text/csv",
        key="csv_equipements_epci", on_click="ignore",
    )  # fmt: skip
