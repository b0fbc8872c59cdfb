"""Fiche: one fiche of the plan, its state, its history, what it aims at, what the document says of it."""

import streamlit as st

from components import acronyms, address, pieces, view
from components.fiche import (
    actions,
    chooser,
    document,
    evidence,
    follow,
    heading,
    initiatives,
    journal,
    met,
    printing,
    reports,
    selection,
)
from components.fiche.gather import gather
from components.plan import cards
from data.measures.fiche_page import partners_title
from data.measures.nouns import in_plural
from data.measures.one_fiche import fiche_row

now = view.current()
asked = address.current("fiche")
row = fiche_row(now.whole, asked)
if row is None:
    chooser.none_chosen(now, asked)
    st.stop()

fiche, levels = gather(now, row), now.whole.plan.levels
heading.draw(now, row)
acronyms.sentence(fiche.sentence)
heading.facts(fiche.whole, fiche.said)
printing.button(now, fiche)
selection.note(fiche)
cards.draw(fiche.figures, key="fiche")
heading.attention(fiche)

pieces.section(f"Les {in_plural(str(levels.get('action') or 'Action').lower())}")
actions.draw(now, fiche, str(levels.get("action") or "Action"))
pieces.section("Points d’avancement")
reports.draw(fiche.said, evidence.joined(now, fiche.whole))
pieces.section("Décisions")
follow.decisions(fiche.whole, fiche.awaited)
if levels.get("objective") or not fiche.whole.objectives.empty:
    goals, values = st.columns(2, gap="large")
    with goals:
        pieces.section("Objectifs")
        follow.rated_objectives(fiche.whole, str(levels.get("objective") or "Objectif"))
else:
    values = st.container()  # A plan whose fiches are themselves objectives writes none in them.
with values:
    pieces.section("Indicateurs")
    follow.indicators(fiche.indicators)
people, others = st.columns(2, gap="large")
with people:
    pieces.section("Publics")
    document.publics(fiche.whole)
with others:
    listed = partners_title(fiche.whole)
    pieces.section(listed)
    if "pilotes" in listed.lower():
        document.pilots_and_partners(fiche.row)
    else:
        document.partners(fiche.whole)
document.rest(fiche)
met.draw(fiche)
initiatives.draw(now, fiche.code)
journal.draw(now, fiche.code)
