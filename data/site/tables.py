"""The tables of a deck, those of each slide that has figures, and the CSV files that repeat them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import pandas as pd

from data.conference.slide import Slide, Table
from data.french import folded
from data.spreadsheet import french_csv, neutral

LONGEST = 60
"""Characters of a file's name, so that any system takes it."""


@dataclass(frozen=True)
class Filed:
    """A table with its slide, and the path of its CSV in the site. `large`: it repeats the slide's large figures."""

    slide: Slide
    table: Table
    path: str
    large: bool = False


def filed(slides: Iterable[Slide], taken: Iterable[str] = ()) -> tuple[Filed, ...]:
    """The tables of each slide, in order, each with a path of its own, outside `taken`."""
    used = {path.lower() for path in taken}
    found: list[Filed] = []
    for slide in slides:
        large = large_figures(slide)
        for table in tables_of(slide):
            stem = slug(table.title or slide.title)
            path, rank = f"donnees/{stem}.csv", 1
            while path in used:
                rank += 1
                path = f"donnees/{stem}-{rank}.csv"
            used.add(path)
            found.append(Filed(slide, table, path, table == large))
    return tuple(found)


def tables_of(slide: Slide) -> tuple[Table, ...]:
    """Its own table first, failing that its map and its chart as tables; then its large figures, when no table has
    them already. Nothing for a slide that has no figure."""
    if slide.missing:
        return ()
    found = [slide.table] if slide.table is not None else [*_of_drawing(slide), *_of_chart(slide)]
    written = {cell for table in found for row in table.rows for cell in row}
    if any(one.lead not in written for one in slide.numbers):
        found.append(large_figures(slide))
    return tuple(found)


def _of_drawing(slide: Slide) -> Iterator[Table]:
    if slide.drawing is not None:
        rows = tuple((one.name, one.text) for one in slide.drawing.places)
        yield Table(slide.drawing.title, ("Territoire", "Valeur"), rows)


def _of_chart(slide: Slide) -> Iterator[Table]:
    if slide.chart is not None:
        chart = slide.chart
        rows = tuple((name, *(one.texts[at] for one in chart.series)) for at, name in enumerate(chart.labels))
        columns = ("Intitulé", *(one.name for one in chart.series))
        yield Table(chart.title, columns, rows, tuple(range(1, len(columns))))


def large_figures(slide: Slide) -> Table:
    """The figures that a slide sets large, as a table."""
    rows = tuple((one.label, one.lead, one.rest, one.note) for one in slide.numbers)
    kept = [at for at in range(4) if at < 2 or any(row[at] for row in rows)]
    names = ("Chiffre", "Valeur", "Complément", "Précision")
    return Table(slide.title, tuple(names[at] for at in kept), tuple(tuple(row[at] for at in kept) for row in rows))


def csv_of(table: Table) -> bytes:
    """As French spreadsheets open it: « ; », UTF-8 with its mark; cells as the page shows them."""
    rows = pd.DataFrame([list(row) for row in table.rows], columns=list(table.columns), dtype="object")
    rows.columns = pd.Index([neutral(name) for name in table.columns])
    return french_csv(rows)


def slug(text: str) -> str:
    """« Actions réalisées, par public » → « actions-realisees-par-public »; never empty, never long."""
    words = re.sub(r"[^a-z0-9]+", "-", folded(text)).strip("-")
    return words[:LONGEST].rstrip("-") or "tableau"
