"""Gouvernance: who steers the plan, its yearly event, how it is evaluated, its words — as its document says."""

from components import acronyms, pieces, view
from components.governance import around, evaluation, event, instances, words
from data.measures import governance

now = view.current()
whole = now.whole
found = now.once("instances", lambda: governance.instances(whole))
yearly = now.once("événement", lambda: governance.event(whole))
linked = now.once("plans liés", lambda: governance.linked_plans(whole))

pieces.title("Gouvernance")
acronyms.sentence(governance.sentence(whole))

pieces.section("Les instances et les fonctions", "Par fonction, comme le document les décrit\u00a0; aucune personne.")
instances.draw(found)
pieces.section("L’événement annuel")
event.draw(yearly)
pieces.section("L’évaluation", "Ce que le document prévoit pour juger du plan, dans ses mots.")
evaluation.draw(now)
pieces.section("L’année du plan", "Ce qui revient, au rythme que donne le document.")
around.year(now.once("année", lambda: governance.year(whole)))
pieces.section("Les autres plans")
around.linked(linked)
pieces.section("Les publics, dans les mots du plan")
words.publics(now)
pieces.section("Les sigles")
words.glossary(acronyms.known())
