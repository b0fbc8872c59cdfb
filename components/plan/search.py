"""Find an action by its words, accents or not."""

from __future__ import annotations

import streamlit as st

from components import address, links
from components.pieces import plain
from components.plan import marks
from components.view import View
from data.french import plural
from data.measures.action_rows import action_rows
from data.measures.search import find_actions, words_of

MOST = 20
"""Results shown before asking for more words."""


def draw(view: View) -> None:
    """The box and, under it, the actions found in the selection, each one click from its fiche."""
    st.session_state["plan_mots"] = asked = address.current("mots") or ""
    st.text_input(
        "Chercher une action",
        key="plan_mots",
        type="search",
        placeholder=f"Quelques mots, avec ou sans accents\u00a0: prévention, logement jeunes{_example(view)}…",
        max_chars=80,
        on_change=lambda: address.change(mots=st.session_state["plan_mots"].strip()),
    )
    if not words_of(asked):
        return
    situation = view.situation
    codes = set(find_actions(situation.actions, situation.fiches, asked)["code"])
    rows = [row for row in view.once("actions", lambda: action_rows(situation)) if row.code in codes]
    where = " dans la sélection" if view.filter.count else ""
    if not rows:
        st.info(
            plain(
                f"Aucune action ne contient «\u00a0{asked}\u00a0»{where}. Essayez un seul mot, ou son début\u00a0: "
                "«\u00a0numér\u00a0» trouve «\u00a0numérique\u00a0»."
            )
        )
        return
    verb = "contient" if len(rows) == 1 else "contiennent"
    quoted = plain(f"«\u00a0{asked}\u00a0»")
    st.markdown(f"**{plural(len(rows), 'action')}** {verb} {quoted}{where}.")
    for row in rows[:MOST]:
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            if row.fiche_code:
                links.to("fiche", plain(f"{row.code} · {row.title}"), fiche=row.fiche_code)
            else:
                st.markdown(plain(f"{row.code} · {row.title}"))
            st.markdown(f":small[{marks.status(row.status)}]", width="content")
    if len(rows) > MOST:
        st.caption(f"Et {plural(len(rows) - MOST, 'autre')}\u00a0: ajoutez un mot pour préciser.")


def _example(view: View) -> str:
    """The code of one of the plan's fiches, which the box understands too."""
    codes = list(view.whole.fiches["code"])
    return f", {codes[min(3, len(codes) - 1)]}" if codes else ""
