"""What the filters in force keep of a fiche, said before its figures."""

from __future__ import annotations

import streamlit as st

from components import filters
from components.pieces import plain
from components.view import View
from data.french import number, plural
from data.situation import Situation


def kept(view: View, whole: Situation, part: Situation) -> Situation:
    """The part of the fiche that figures describe, with a line when it is not all of it."""
    if not view.filter.count or (len(part.actions) == len(whole.actions) and view.filter.territory is None):
        return whole
    with st.container(horizontal=True, vertical_alignment="center", key="fiche_filtree"):
        if part.leaves.empty:
            text = "Les filtres en cours ne gardent aucune action d’ici : chiffres et liste sont vides."
        elif view.filter.territory is not None:
            text = (
                f"Dans ce territoire, {plural(len(part.leaves), 'action déclinée', 'actions déclinées')} sur "
                f"{number(len(whole.leaves))} : chiffres et liste portent sur celles-ci."
            )
        else:
            text = (
                f"Les filtres en cours gardent {plural(len(part.leaves), 'action')} sur {number(len(whole.leaves))} : "
                "chiffres et liste portent sur celles-ci."
            )
        st.markdown(f":orange[**▽**] {plain(text)}", width="stretch")
        st.button("Voir toutes les actions", on_click=filters.clear, key="fiche_entiere", type="tertiary")
    return part
