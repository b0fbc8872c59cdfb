"""Every changed action on its line: before, after, cause, decision or reason, who said it; with its CSV."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any

import pandas as pd
import streamlit as st

from components import links, pieces
from components.view import View
from data.french import number, typeset
from data.measures.changes import Changes

_KEY, _OPENS = "changements_actions", "changements_ouvre"


def draw(now: View, found: Changes) -> None:
    """The table; the filter by status keeps the lines that end in one of the statuses asked for."""
    statuses = now.filter.statuses
    kept = found.kept(statuses)
    if statuses:
        st.caption(
            "Le filtre par statut garde ici les lignes d’après l’état d’arrivée\u00a0; la phrase et les causes portent "
            "sur tous les états."
        )
    if not kept:
        none = found.noun.agreed("aucun{e} {noun} n’a changé", 1)
        st.markdown(pieces.plain(typeset(f"{none[:1].upper()}{none[1:]} parmi celles qui sont affichées."
                                         if found.noun.feminine else
                                         f"{none[:1].upper()}{none[1:]} parmi ceux qui sont affichés.")))  # fmt: skip
        return
    rows = found.table(statuses)
    each = found.noun.agreed("{noun} {a} changé", len(kept))
    st.markdown(pieces.plain(f"{number(len(kept))} {each}. Choisissez une ligne pour ouvrir sa fiche."))
    opening(rows, [action.fiche for action in kept], key=_KEY)
    csv(rows, key=_KEY, file="changements")


def opening(rows: pd.DataFrame, fiches: Sequence[str | None], *, key: str) -> None:
    """A table of actions of which a chosen line opens its fiche."""
    _open()
    pieces.table(rows, key=key, height=min(460, 38 + 35 * len(rows)), on_select=partial(_chosen, key, tuple(fiches)))


def csv(rows: pd.DataFrame, *, key: str, file: str) -> None:
    """The same rows as a file."""
    st.download_button(
        "Télécharger (CSV)", pieces.french_csv(rows), f"{file}.csv", "text/csv", key=f"csv_{key}", on_click="ignore"
    )


def _chosen(key: str, fiches: Sequence[str | None]) -> None:
    """A line was chosen: its fiche opens at the next run (a page cannot be left from a callback)."""
    event: Any = st.session_state.get(key)
    picked: list[int] = event["selection"]["rows"] if event else []
    if picked and picked[0] < len(fiches):
        st.session_state[_OPENS] = fiches[picked[0]]


def _open() -> None:
    fiche = st.session_state.pop(_OPENS, None)
    if fiche is not None:
        links.go("fiche", fiche=fiche)
