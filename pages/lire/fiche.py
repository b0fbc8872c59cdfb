"""Fiche: one fiche of the plan, its state, its history, what it aims at, what the document says of it."""

import streamlit as st

from components import address, pieces, view
from components.fiche import actions, chooser, document, follow, heading, reports, selection
from components.plan import cards
from data.measures.answers import answers
from data.measures.one_fiche import fiche_row, of_fiche
from data.measures.plan_sentences import fiche_sentence

now = view.current()
asked = address.current("fiche")
fiche = fiche_row(now.whole, asked)
if fiche is None:
    chooser.none_chosen(now, asked)
    st.stop()

code, levels = str(fiche["code"]), now.whole.plan.levels
whole = of_fiche(now.whole, code)
said = answers(whole, code)
alerts = heading.alerts(now, code)
awaited = [row for row in alerts if row["rule"] == "decision_attendue"]

heading.draw(now, fiche)
part = selection.kept(now, whole, of_fiche(now.situation, code))
pieces.sentence(fiche_sentence(part, said, len(awaited)))
heading.facts(whole, said)
cards.draw(part, key="fiche")
heading.attention(alerts)

pieces.section("Les actions")
actions.draw(part, str(levels.get("action") or "Action"))
pieces.section("Points d’avancement")
reports.draw(said)
pieces.section("Décisions")
follow.decisions(whole, awaited)
goals, values = st.columns(2, gap="large")
with goals:
    pieces.section("Objectifs")
    follow.rated_objectives(whole, str(levels.get("objective") or "Objectif"))
with values:
    pieces.section("Indicateurs")
    follow.indicators(whole)
people, others = st.columns(2, gap="large")
with people:
    pieces.section("Publics")
    document.publics(whole)
with others:
    pieces.section("Partenaires")
    document.partners(whole)
document.rest(now.whole, whole, fiche)
