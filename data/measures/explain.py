"""What goes with a rate: the rows it used, who said them, and what the reader must know."""

from __future__ import annotations

import pandas as pd

from data.french import number, percent, plural, typeset
from data.measures.columns import Row, column, numbers, records, table, texts, truths
from data.measures.status import OUT_OF_COUNT, UNSAID
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
    "À jour",
    "Dit par",
    "Validé",
)
WEIGHT = "Poids"
"""One more column where the plan sets weights."""


def used_rows(leaves: pd.DataFrame) -> pd.DataFrame:
    """The rows of a figure, with French column names: what each counts for, who said it and when.

    Whoever adds these rows up finds the figure: nothing of it is worked out from anything else.
    """
    weights = numbers(leaves, "weight")
    names = (*USED_COLUMNS, WEIGHT) if any(weights) else USED_COLUMNS
    rows = [_used(leaf) | {WEIGHT: weight} for leaf, weight in zip(records(leaves), weights, strict=True)]
    return table(rows, names)


def _used(leaf: Row) -> Row:
    again, status = bool(leaf["recurrent"]), str(leaf["status"])
    done, said = leaf["percent"], leaf["state_period"]
    valid = leaf["validated"]
    words = (
        leaf["code"],
        typeset(str(leaf["title"])),
        leaf["fiche_code"],
        leaf["phase"],
        label(Status(status)),
        None if done is None else percent(done, 2),
        "non (récurrente)" if again else "non" if status in OUT_OF_COUNT else "oui",
        Period.parse(str(said)).short if said else None,
        "oui" if status not in UNSAID and leaf["age"] == 0 else "non",
        leaf["author"],
        None if valid is None else "oui" if valid else "non",
    )
    return dict(zip(USED_COLUMNS, words, strict=True))
