"""What the plan itself gives as already done, beside what other départements tried."""

from __future__ import annotations

import streamlit as st

from components import links, pieces
from components.initiatives.asked import Asked
from components.pieces import plain
from data.bank.own import own_initiatives, own_said
from data.french import plural, typeset
from data.measures.columns import Row, records


def show(now: Asked, words: str) -> None:
    """The plan's entries that hold the words looked for, each where the plan gives it."""
    whole = now.view.whole
    every = own_initiatives(whole)
    if every.empty:
        pieces.empty(
            "Ce plan ne donne pas d’exemple de ce qui se fait déjà.",
            "Les initiatives d’autres départements restent à lire dans le recueil.",
        )
        return
    pieces.sentence(own_said(whole))
    rows = records(own_initiatives(whole, words))
    if words:
        st.markdown(plain(typeset(f"{plural(len(rows), 'exemple')} sur {len(every)} pour « {words} ».")))
    place = ""
    for row in rows:
        if str(row["place_title"] or "") != place:
            place = str(row["place_title"] or "")
            _place(now, row, place)
        _line(row)


def _place(now: Asked, row: Row, title: str) -> None:
    """The part of the plan that the next lines stand under."""
    st.subheader(plain(typeset(title)) or "Dans le plan", anchor=False)
    if row["fiche"] and row["fiche"] in set(now.view.whole.fiches["code"]):
        links.to("fiche", f"Ouvrir {plain(str(row['fiche']))}", fiche=str(row["fiche"]))


def _line(row: Row) -> None:
    notes = [str(row["status_hint"])] if row["status_hint"] else []
    notes += [f"ligne\u00a0{row['source_line']} du document"] if row["source_line"] else []
    notes += [f"proche de {row['near_duplicate_of']}"] if row["near_duplicate_of"] else []
    st.markdown(
        f"- {plain(typeset(str(row['title'])))}"
        + (f" :small[:gray[{plain(typeset(' · '.join(notes)))}]]" if notes else "")
    )
