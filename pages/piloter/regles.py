"""Règles et seuils: what brings something to somebody's attention; read by all, changed by the coordination."""

import streamlit as st

from components import acting, pieces, view
from components.rules import rule_list, shown, threshold_list

now = view.current()
found = shown.read(now)

pieces.title("Règles et seuils")
acting.done()
pieces.sentence(found.sentence)
if now.number is not None:
    st.caption(
        pieces.plain(
            f"Ce sont les règles et les seuils gardés à la clôture {now.whole.period.of}\u00a0: ils ne changent plus. "
            "Ceux d’aujourd’hui se règlent dans la période en cours."
        )
    )
elif not found.editable:
    st.caption("La coordination du plan peut les changer\u00a0; le journal garde qui l’a fait, quand et pourquoi.")
rule_list.draw(found)
threshold_list.draw(found)
acting.left()
