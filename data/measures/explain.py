"""What goes with a rate: the rows it used, who said them, and what the reader must know."""

from __future__ import annotations

from typing import Any

import pandas as pd

from data.french import number, percent, plural, typeset
from data.measures.columns import Row, column, table, texts, truths
from data.measures.status import OUT_OF_COUNT
from data.measures.tally import Tally
from data.measures.thresholds import small, threshold
from data.period import Period
from data.vocabulary import Status, label


def rate_flags(leaves: pd.DataFrame, counts: Tally) -> tuple[str, ...]:
    notes: list[str] = []
    if counts.low_coverage and counts.known:
        known = f"{number(counts.known)} sur {number(counts.applicable)}"
        notes.append(f"moins de la moitié des actions sont renseignées ({known}) : le taux est un minimum")
    if counts.known and small(counts.applicable):
        notes.append(f"moins de {number(threshold('smallest_whole'))} actions : pas de pourcentage")
    spoken = [value for value in column(leaves, "validated") if value is not None]
    unchecked = sum(not value for value in spoken)
    if unchecked:
        notes.append(plural(unchecked, "état non validé", "états non validés"))
    derived = sum(truths(leaves, "derived"))
    if derived:
        notes.append(plural(derived, "état déduit des territoires", "états déduits des territoires"))
    contradictory = sum(truths(leaves, "contradictory"))
    if contradictory:
        notes.append(plural(contradictory, "état contradictoire", "états contradictoires"))
    return tuple(typeset(note) for note in notes)


def authors(leaves: pd.DataFrame) -> tuple[str, ...]:
    return tuple(sorted({name for name in texts(leaves, "author") if name}))


USED_COLUMNS = (
    "Code",
    "Action",
    "Fiche",
    "Phase",
    "État",
    "Avancement",
    "Compte",
    "Dit pour",
    "Dit par",
    "Validé",
)


def used_rows(leaves: pd.DataFrame) -> pd.DataFrame:
    """The rows of a figure, with French column names: what each counts for, who said it and when."""
    names = (
        "code",
        "title",
        "fiche_code",
        "phase",
        "status",
        "percent",
        "state_period",
        "author",
        "validated",
    )
    lists: list[list[Any]] = [column(leaves, name) for name in names]
    rows: list[Row] = []
    for values, again in zip(zip(*lists, strict=True), truths(leaves, "recurrent"), strict=True):
        code, title, fiche, phase, status, done, said, author, validated = values
        counted = "non (récurrente)" if again else "non" if status in OUT_OF_COUNT else "oui"
        when = Period.parse(said).short if said else None
        share = None if done is None else percent(done)
        words = (code, typeset(str(title)), fiche, phase, label(Status(status)), share, counted, when, author)
        valid = None if validated is None else "oui" if validated else "non"
        rows.append(dict(zip(USED_COLUMNS, (*words, valid), strict=True)))
    return table(rows, USED_COLUMNS)
