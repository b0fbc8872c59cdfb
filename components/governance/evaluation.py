"""How the plan is evaluated: the document's frame, the objectives rated this year, its words for states."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from components import acronyms, pieces
from components.acronyms import marked
from components.pieces import plain
from components.view import View
from data.french import typeset
from data.measures import evaluation_frame, objectives
from data.measures.evaluation_frame import Item, Part, Word
from data.measures.figure import Stamp


def draw(now: View) -> None:
    parts = now.once("cadre d'évaluation", lambda: evaluation_frame.frame(now.whole))
    st.markdown(plain(evaluation_frame.sentence(parts)))
    if parts:
        with st.grid(2, min_column_width=340):
            for part in parts:
                with st.container(border=True, height="stretch", gap="xsmall"):
                    st.markdown(f"**{plain(part.title)}** :gray[· {plain(part.words)}]")
                    acronyms.write("\n".join(_lines(part)))
        pieces.behind(_table(parts), key="evaluation", name="Voir le tableau de l’évaluation")
    _rated(now)
    _words(evaluation_frame.status_words(now.whole))


def _lines(part: Part) -> list[str]:
    lines: list[str] = []
    group = ""
    for one in part.items:
        if one.group and one.group != group:
            group = one.group
            lines += ["", f":gray[{marked(group)}]", ""]
        lines.append(_line(one))
    return lines


def _line(one: Item) -> str:
    text = f" :small[{marked(one.text)}]" if one.text else ""
    line = f" :small[:gray[ligne\u00a0{one.line}]]" if one.line else ""
    return f"{'    ' if one.under else ''}- {marked(one.title)}{text}{line}"


def _table(parts: Sequence[Part]) -> pd.DataFrame:
    return pd.DataFrame(
        [
            {"Partie": part.title, "Intitulé": one.title, "Précision": one.text, "Usage": one.group, "Ligne": one.line}
            for part in parts
            for one in part.items
        ]
    )


def _rated(now: View) -> None:
    here = now.situation
    if here.objectives.empty:
        st.caption("Ce plan n’écrit pas d’objectif à noter chaque année.")
        return
    stamp = Stamp(here.as_of, here.period.code)
    found = now.once(
        "objectifs", lambda: objectives.reached(here.objectives, here.objective_ratings, here.period.year, stamp)
    )
    note = typeset(f"{found.coverage.text} en {here.period.year}. Un objectif se note une fois par an, dans sa fiche.")
    pieces.figure(found, key="objectifs_notes", note=note, width=480)


def _words(found: Sequence[Word]) -> None:
    if not found:
        return
    said = [
        f"- «\u00a0{plain(one.title)}\u00a0»" + (f" :small[:gray[{plain(one.context)}]]" if one.context else "")
        for one in found
    ]
    with st.expander(f"Les mots du document pour l’état d’une action ({len(found)})", key="mots_etat"):
        st.markdown("\n".join(said))
