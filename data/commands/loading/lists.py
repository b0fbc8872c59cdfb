"""Partners, indicators with their targets, figures printed in the document, and its other entries."""

from __future__ import annotations

from datetime import date

from data.catalogue import Catalogue
from data.commands.loading.shelf import Shelf
from data.model import DocumentEntry, Indicator, KeyFigure, Partner, Target

_FIGURE = ("kind", "value", "unit", "qualifier", "denominator", "note")


def load_partners(shelf: Shelf, catalogue: Catalogue) -> None:
    shelf.add("partners", [Partner(**shelf.columns(partner)) for partner in catalogue.partners])


def load_indicators(shelf: Shelf, catalogue: Catalogue) -> None:
    same = ("rank", "unit", "nature", "measure_kind", "direction", "compound")
    shelf.add(
        "indicators",
        [
            Indicator(
                **shelf.columns(indicator, same=same, elsewhere=("fiche", "heading", "components")),
                fiche_id=shelf.maybe("fiches", indicator.fiche),
                heading_id=shelf.maybe("headings", indicator.heading),
                components=list(indicator.components),
            )
            for indicator in catalogue.indicators
        ],
    )
    whole = shelf.id("territories", catalogue.plan.departement_code)
    for indicator in catalogue.indicators:
        target = indicator.target
        # A target without a figure or a year stays in `details`, in the document's words.
        if target is not None and target.value is not None and target.year is not None:
            shelf.session.add(
                Target(
                    indicator_id=shelf.id("indicators", indicator.code),
                    territory_id=whole,
                    due_on=date(target.year, 12, 31),
                    value=float(target.value),
                )
            )


def load_key_figures(shelf: Shelf, catalogue: Catalogue) -> None:
    shelf.add(
        "key_figures",
        [
            KeyFigure(
                **shelf.columns(figure, same=_FIGURE, elsewhere=("heading", "fiche", "year")),
                heading_id=shelf.maybe("headings", figure.heading),
                fiche_id=shelf.maybe("fiches", figure.fiche),
                year=None if figure.year is None else str(figure.year),
                rank=rank,
            )
            for rank, figure in enumerate(catalogue.key_figures, 1)
        ],
    )


def load_entries(shelf: Shelf, catalogue: Catalogue) -> None:
    shelf.session.add_all(
        DocumentEntry(
            plan_id=shelf.plan_id,
            kind=entry.kind,
            code=entry.code,
            title=entry.title,
            source_line=entry.line,
            rank=rank,
            body=dict(entry.body),
        )
        for rank, entry in enumerate(catalogue.entries, 1)
    )
    shelf.session.flush()
