"""The acronyms that the page of a fiche uses, listed at its end."""

from __future__ import annotations

from collections.abc import Iterator

from components import acronyms
from components.fiche.gather import Gathered
from data.measures.columns import records
from data.measures.tree import path


def draw(fiche: Gathered) -> None:
    acronyms.folded_list(_texts(fiche), key="fiche")


def _texts(fiche: Gathered) -> Iterator[str]:
    """Every text of the document that the page shows, and its own sentence."""
    yield str(fiche.row["title"])
    yield fiche.sentence
    yield from (str(row["title"]) for row in path(fiche.whole, str(fiche.row["heading_code"])))
    for action in fiche.actions:
        yield action.title
        yield from action.sub_items
    whole = fiche.whole
    for table, name in (
        (whole.fiche_audiences, "wording"),
        (whole.partners, "title"),
        (whole.objectives, "title"),
        (whole.indicators, "title"),
    ):
        yield from (str(row[name]) for row in records(table))
    yield from (figure.label for figure in fiche.printed)
    yield from (str(row["title"]) for row in fiche.already)
    items = fiche.row["context"] or []
    for item in [items] if isinstance(items, str) else items:
        yield item if isinstance(item, str) else str(item.get("text", ""))
