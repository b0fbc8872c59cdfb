"""Campagne: who answered; reports read, validated or sent back; the period opened, closed, frozen, reopened."""

from components import acting, pieces, view
from components.campaign import board, closing, head, meetings, opening, reminders, review, shown, versions

now = view.current()
found = shown.read(now)

pieces.title("Campagne")
acting.done()
head.draw(found)
if opening.first(found):
    opening.draw(found)
head.settings(found)
if found.found is not None:
    head.numbers(found)
    if found.open:
        review.draw(found)
    board.draw(found)
    if found.open:
        reminders.draw(now)
    closing.draw(found)
if not opening.first(found):
    opening.draw(found)
versions.draw(found)
meetings.draw(found)
acting.left()
