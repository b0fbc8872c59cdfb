"""Indicateurs: what the plan measures, where each indicator stands, and the figures printed in its document."""

from components import pieces, view
from components.indicators import board, detail, document, overview, selection

now = view.current()
read = board.read(now)
opened = detail.wanted(read)

if opened is not None:
    detail.show(read, opened)
else:
    pieces.title("Indicateurs")
    if selection.subject(read) == selection.DOCUMENT:
        document.show(read)
    else:
        overview.show(read, filtered=now.filter.without("territory").count > 0)
