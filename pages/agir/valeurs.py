"""Valeurs: the values of an indicator by territory and date, typed or pasted, recorded together."""

from components import nothing, pieces, view
from components.indicators.entry import page
from components.indicators.entry.desk import may_record, read

now = view.current()
pieces.title("Valeurs")
desk = read(now) if may_record(now) else None
if not may_record(now):
    page.closed()
elif desk is None:
    nothing.indicator(now)
else:
    page.show(desk)
