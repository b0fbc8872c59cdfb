"""Documents: everything that can be taken away of the Situation shown, for whom, and with what printed on it."""

from components import pieces, view
from components.documents import listing, shown

now = view.current()
found = shown.read(now)

pieces.title("Documents")
pieces.sentence(shown.sentence(found))
listing.draw(found)
shown.printed(found)
