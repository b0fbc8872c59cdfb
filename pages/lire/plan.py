"""Plan: the tree in its own words, its rates, its calendar."""

import streamlit as st

from components import acronyms, pieces, view
from components.plan import book, burn_up, calendar, cards, document, grid, groups, search, tree
from data.measures.plan_sentences import plan_sentence
from data.measures.rate_cards import rate_cards
from data.measures.tree import branches, kept

now = view.current()
found = now.once("branches", lambda: branches(now.situation))

pieces.title("Plan")
acronyms.sentence(now.once("phrase du plan", lambda: plan_sentence(now.situation, kept(found, now.filter))))
tree.nothing_yet(now)
cards.draw(now.once("cartes", lambda: rate_cards(now.situation)), key="plan")
if not now.whole.leaves.empty:
    search.draw(now)

pieces.section("L’arbre du plan", tree.legend_words(now))
tree.draw(now, found)
document.draw(now)
book.button(now)
grid.button(now)

if not now.situation.leaves.empty:
    pieces.section("Qui avance, où, pour qui", "Le taux de réalisation des mêmes actions, vu de plusieurs façons.")
    groups.draw(now)
    pieces.section(
        "L’avancée, période après période",
        "Le cumul des actions réalisées, face au périmètre du taux et à ce que le calendrier du plan fait attendre.",
    )
    burn_up.draw(now)
    pieces.section("Le calendrier", "Chaque barre va du premier au dernier jour des actions qu’elle réunit.")
    calendar.of_plan(now, found)
tree.acronyms_met(now)
st.space("small")
