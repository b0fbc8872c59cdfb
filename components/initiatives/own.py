"""What the plan itself gives as already done, beside what other départements tried."""

from __future__ import annotations

from itertools import groupby

import streamlit as st

from components import pieces
from components.initiatives.asked import Asked
from components.initiatives.places import link_to_place
from components.pieces import plain
from data.bank.own import own_initiatives
from data.french import plural, typeset
from data.measures.columns import Row, records
from data.measures.tree import branches


def show(now: Asked, words: str) -> None:
    """The plan's entries that hold the words looked for, each beside the part of the plan that it stands under."""
    whole = now.view.whole
    every = own_initiatives(whole)
    if every.empty:
        pieces.empty(
            "Rien à montrer ici pour ce plan.",
            "Les initiatives d’autres départements se lisent dans le recueil, « Ailleurs en France ».",
        )
        return
    # In the plan's order, so that what stands under one part of it is read together.
    order = {(branch.kind, branch.code): rank for rank, branch in enumerate(branches(whole))}
    rows = sorted(records(own_initiatives(whole, words)), key=lambda row: order.get(_place(row), len(order)))
    if words:
        verb = "contient" if len(rows) < 2 else "contiennent"
        st.markdown(plain(typeset(f"{plural(len(rows), 'initiative')} sur {len(every)} {verb} « {words} ».")))
    with st.container(key="initiatives_du_plan", gap="small"):
        for (kind, code), group in groupby(rows, key=_place):
            found = list(group)
            where, what = st.columns([4, 7], gap="medium")
            with where:
                link_to_place(now.view, kind, code, str(found[0]["place_title"] or ""))
            what.markdown("\n".join(_line(row) for row in found))


def _place(row: Row) -> tuple[str, str]:
    """Where the plan gives it: a fiche, a heading, or nowhere in particular."""
    if row["fiche"]:
        return "fiche", str(row["fiche"])
    return ("heading", str(row["heading"])) if row["heading"] else ("", "")


def _line(row: Row) -> str:
    notes = [str(row["status_hint"])] if row["status_hint"] else []
    notes += [f"ligne\u00a0{row['source_line']}"] if row["source_line"] else []
    notes += ["presque répétée ailleurs"] if row["near_duplicate_of"] else []
    return f"- {plain(typeset(str(row['title'])))} :small[:gray[{plain(typeset(' · '.join(notes)))}]]"
