"""Pilotes: who carries each fiche and each action, given out in bulk, handed over, ended."""

from components import acting, address, view
from components.pilots import card, desk
from data.permissions import Act
from data.reading.pilots import roster

now = view.current()
found = now.once("pilotages", lambda: roster(now.store, now.plan.code))
asked = address.current("feuille")
chosen = next((one for one in found.pilots if str(one.pilot_id) == asked), None)

if chosen is None:
    desk.show(now, found)
else:
    card.show(now, found, chosen, editable=acting.allowed(now, Act.ASSIGN))
