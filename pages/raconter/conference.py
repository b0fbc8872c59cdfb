"""Conférence, as the plan names it: an edition prepared in a few clicks, composed, played, handed out."""

from components import acting, pieces, top, view
from components.conference import opened, start
from data.measures import governance

now = view.current()
event = now.once("événement", lambda: governance.event(now.whole))

pieces.title(event.name)
acting.done()
top.draw()
edition = start.chosen(now)
if edition is None:
    start.draw(now, event)
else:
    opened.draw(now, edition)
acting.left()
