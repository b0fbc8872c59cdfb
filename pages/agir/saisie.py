"""Ma saisie: what somebody owes for the open period, and the form that says it in five minutes."""

import streamlit as st

from components import address, pieces, view
from components.entry import desk, opening, sheet
from data.entry.owed import fills, owed
from data.reading.entry import desk as read_desk

now = view.current()
period = now.whole.period

pieces.title("Ma saisie")
if not fills(now.actor, now.plan.code):
    desk.cannot(now)
elif now.plan.open_period is None and period.code not in now.plan.periods:
    opening.show(now)
else:
    reports = owed(now.whole, read_desk(now.store, now.actor, now.plan.code, period.code), now.actor)
    asked = address.current("fiche")
    chosen = next((one for one in reports if one.fiche_code == asked), None)
    if period.code != now.plan.open_period:
        desk.closed(now)
        desk.read_only(now, reports)
        if now.plan.open_period is None:
            opening.show(now)
    elif chosen is not None:
        sheet.show(now, chosen)
    elif not reports:
        pieces.empty(
            f"Rien ne vous est confié pour le {period.label}.",
            "Demandez à la coordination du plan de vous confier une fiche ou une action.",
        )
    else:
        if asked is not None:
            st.warning(pieces.plain(f"La fiche {asked} ne vous est pas confiée\u00a0: voici les vôtres."))
        desk.show(now, reports)
