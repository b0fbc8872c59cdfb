"""The tables of a deck, one for each slide that has figures, and the CSV files that repeat them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

import pandas as pd

from data.conference.slide import Slide, Table
from data.french import folded
from data.spreadsheet import french_csv, neutral

LONGEST = 60
"""Characters of a file's name, so that any system takes it."""


@dataclass(frozen=True)
class Filed:
    """A table with its slide, and the path of its CSV in the site."""

    slide: Slide
    table: Table
    path: str


def filed(slides: Iterable[Slide], taken: Iterable[str] = ()) -> tuple[Filed, ...]:
    """The table of each slide that has one, in order, each with a path of its own, outside `taken`."""
    used = {path.lower() for path in taken}
    found: list[Filed] = []
    for slide in slides:
        table = table_of(slide)
        if table is None:
            continue
        stem = slug(table.title or slide.title)
        path, rank = f"donnees/{stem}.csv", 1
        while path in used:
            rank += 1
            path = f"donnees/{stem}-{rank}.csv"
        used.add(path)
        found.append(Filed(slide, table, path))
    return tuple(found)


def table_of(slide: Slide) -> Table | None:
    """The slide's own table; failing that, its chart, its map or its figures as a table; None without figures."""
    if slide.missing:
        return None
    if slide.table is not None:
        return slide.table
    if slide.chart is not None:
        chart = slide.chart
        rows = tuple((name, *(one.texts[at] for one in chart.series)) for at, name in enumerate(chart.labels))
        columns = ("", *(one.name for one in chart.series))
        return Table(chart.title, columns, rows, tuple(range(1, len(columns))))
    if slide.drawing is not None:
        places = tuple((one.name, one.text) for one in slide.drawing.places)
        return Table(slide.drawing.title, ("Territoire", "Valeur"), places, (1,))
    if slide.numbers:
        rows = tuple((one.label, one.lead, one.rest, one.note) for one in slide.numbers)
        kept = [at for at in range(4) if at < 2 or any(row[at] for row in rows)]
        names = ("Chiffre", "Valeur", "Complément", "Précision")
        return Table(
            slide.title, tuple(names[at] for at in kept), tuple(tuple(row[at] for at in kept) for row in rows), (1,)
        )
    return None


def csv_of(table: Table) -> bytes:
    """As French spreadsheets open it: « ; », UTF-8 with its mark; cells as the page shows them."""
    rows = pd.DataFrame([list(row) for row in table.rows], columns=list(table.columns), dtype="object")
    rows.columns = pd.Index([neutral(name) for name in table.columns])
    return french_csv(rows)


def slug(text: str) -> str:
    """« Actions réalisées, par public » → « actions-realisees-par-public »; never empty, never long."""
    words = re.sub(r"[^a-z0-9]+", "-", folded(text)).strip("-")
    return words[:LONGEST].rstrip("-") or "tableau"
