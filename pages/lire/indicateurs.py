"""Indicateurs: what the plan measures, where each stands, what is due, what to pick from, the document’s figures."""

from components import pieces, view
from components.indicators import acting, board, detail, document, due, overview, reference, selection

now = view.current()
read = board.read(now)
opened = detail.wanted(read)

if opened is not None:
    detail.show(read, opened)
else:
    pieces.title("Indicateurs")
    subject = selection.subject(read)
    if subject == selection.DOCUMENT:
        document.show(read)
    elif subject == selection.DUE:
        due.show(read)
    elif subject == selection.REFERENCE:
        reference.show(read)
    else:
        overview.show(read, filtered=now.filter.without("territory").count > 0)
acting.done()
acting.left()
