"""The journal as a spreadsheet, for an audit: one line for each field that changed, oldest first.

Everything is told, small counts included: whoever exports already holds the store.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import pandas as pd

from data.database import Store
from data.french import short_day
from data.journal.told import Line, Thing, Told
from data.reading.journal import whole
from data.spreadsheet import french_csv

HEADINGS = (
    "Date", "Heure", "Qui", "Acte", "Motif", "Fiche", "Objet", "Territoire", "Changement", "Champ", "Avant", "Après",
    "Retrait", "Ligne du journal",
)  # fmt: skip
_NO_FIELD = Line("", None, None)


def journal_csv(store: Store, plan_code: str, fiche_code: str | None = None) -> tuple[bytes, int]:
    """The journal of a plan (or of one fiche) as a CSV file, and how many acts it tells.

    Raises StoreError when there is no such plan, or no such fiche in it.
    """
    acts = whole(store, plan_code, fiche_code)
    return french_csv(pd.DataFrame(list(_rows(acts)), columns=pd.Index(HEADINGS), dtype=object)), len(acts)


def _rows(acts: Sequence[Told]) -> Iterator[tuple[str, ...]]:
    for act in acts:
        for thing in act.things:
            for line in thing.lines or (_NO_FIELD,):
                yield _row(act, thing, line)


def _row(act: Told, thing: Thing, line: Line) -> tuple[str, ...]:
    return (
        short_day(act.at), f"{act.at:%H:%M}", act.who, act.command, act.why or "", thing.fiche or "", thing.what,
        thing.where or "", thing.change, line.field, line.old or "", line.new or "", thing.redacted or "",
        str(thing.entry_id),
    )  # fmt: skip
