"""What the filters in force keep of a fiche, said before its figures."""

from __future__ import annotations

import streamlit as st

from components import filters
from components.fiche.gather import Gathered
from components.pieces import plain
from components.view import View
from data.french import number, plural


def note(view: View, fiche: Gathered) -> None:
    """A line when figures describe a part of the fiche only."""
    whole, part = fiche.whole, fiche.part
    if not fiche.filtered:
        return
    with st.container(horizontal=True, vertical_alignment="center", key="fiche_filtree"):
        if part.leaves.empty:
            text = "Les filtres en cours ne gardent aucune action d’ici\u00a0: chiffres et liste sont vides."
        elif view.filter.territory is not None:
            text = (
                f"Dans ce territoire, {plural(len(part.leaves), 'action déclinée', 'actions déclinées')} sur "
                f"{number(len(whole.leaves))}\u00a0: chiffres et liste portent sur celles-ci."
            )
        else:
            text = (
                f"Les filtres en cours gardent {plural(len(part.leaves), 'action')} sur "
                f"{number(len(whole.leaves))}\u00a0: chiffres et liste portent sur celles-ci."
            )
        st.markdown(f":orange[**▽**] {plain(text)}", width="stretch")
        st.button("Voir toutes les actions", on_click=filters.clear, key="fiche_entiere", type="tertiary")
