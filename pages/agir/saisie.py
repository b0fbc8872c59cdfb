"""Ma saisie: what somebody owes for the open period, and the form that says it in five minutes."""

from components import address, view
from components.entry import desk, elsewhere, sheet
from data.entry.owed import fills, is_open, owed
from data.reading.entry import desk as read_desk

now = view.current()
period = now.whole.period.code

if not fills(now.actor, now.plan.code):
    elsewhere.cannot(now)
else:
    reports = owed(now.whole, read_desk(now.store, now.actor, now.plan.code, period), now.actor)
    chosen = next((one for one in reports if one.fiche_code == address.current("fiche")), None)
    if not is_open(now.whole):
        elsewhere.not_open(now, reports)
    elif chosen is None:
        desk.show(now, reports)
    else:
        sheet.show(now, chosen)
