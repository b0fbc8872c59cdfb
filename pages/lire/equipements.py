"""Équipements: the places where the public is received, on the map that is panned and zoomed, and in its twin list."""

import streamlit as st

from components import map_data, pieces, view
from components.facilities import asked, board, importing, removing, tables
from components.pieces import plain
from data.french import typeset
from data.measures.facilities import figure, sentence
from data.measures.figure import Stamp

now = view.current()
here = asked.read(now)
drawn = map_data.shapes(now.whole.plan.departement_code)

pieces.title("Équipements")
if here.rows.empty:
    board.nothing(here)
else:
    kind = here.kinds[here.chosen[0]] if len(here.chosen) == 1 else None
    said = sentence(here.shown, here.compared, one_kind=kind, where_=here.scope_name)
    pieces.sentence(said)
    pieces.explain(figure(here.shown, said, Stamp(now.head.today)), key="equipements")
if now.whole.period.code != now.plan.current_period or now.number is not None:
    says = f"La liste des équipements est celle d’aujourd’hui : elle n’est pas figée avec {now.whole.period.the}."
    st.caption(plain(typeset(says)))
if now.filter.without("territory").count:
    st.caption("Seul le filtre de territoire s’applique aux équipements.")
if asked.may_edit(now):
    with st.container(horizontal=True):
        importing.button()
        if not here.rows.empty:
            removing.kind(here)
importing.panel(here, drawn)
removing.outcome()
if not here.rows.empty:
    board.show(here, drawn)
    tables.show(here)
