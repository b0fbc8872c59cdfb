"""What the filters in force keep of a fiche, said before its figures."""

from __future__ import annotations

import streamlit as st

from components import filters
from components.fiche.gather import Gathered
from components.pieces import plain


def note(fiche: Gathered) -> None:
    """A line when figures describe a part of the fiche only."""
    if not fiche.filtered:
        return
    with st.container(horizontal=True, vertical_alignment="center", key="fiche_filtree"):
        st.markdown(f":orange[**▽**] {plain(fiche.filter_note)}", width="stretch")
        st.button("Voir toutes les actions", on_click=filters.clear, key="fiche_entiere", type="tertiary")
