"""What the journal calls things: every journalled table and column in French, or hidden as only the machine needs it.

A new column is named in `plan_words` or `quarter_words`, or hidden there: a test refuses a third way.
"""

from __future__ import annotations

from data.journal.bank_words import BANK_SUBJECTS
from data.journal.edition_words import EDITION_SUBJECTS, FILE_SUBJECT
from data.journal.plan_words import INDICATOR_SUBJECTS, PLAN_SUBJECTS
from data.journal.quarter_words import PEOPLE_SUBJECTS, QUARTER_SUBJECTS
from data.journal.reading_words import READING_SUBJECTS
from data.journal.words import Subject, Term, exact, period

SUBJECTS: dict[str, Subject] = (
    PLAN_SUBJECTS
    | INDICATOR_SUBJECTS
    | PEOPLE_SUBJECTS
    | QUARTER_SUBJECTS
    | READING_SUBJECTS
    | BANK_SUBJECTS
    | EDITION_SUBJECTS
)
"""Table → what the journal calls its rows and columns."""

UNKNOWN = Subject("Autre élément", (), {})
"""A table that is no longer there."""

BY_HAND: dict[str, Subject] = {
    "journalentry": Subject("Ligne du journal", (), {}),
    "frozenperiod": Subject(
        "État figé ·",
        ("period", "number"),
        {"period": Term("Période", period), "number": Term("Numéro", exact)},
        frozenset({"sha256"}),
    ),
    "editionfile": FILE_SUBJECT,
}
"""Tables that are append-only themselves, of which a command writes the line."""

COUNTED: dict[str, Term] = {
    "headings": Term("Axes et orientations", exact),
    "fiches": Term("Fiches", exact),
    "objectives": Term("Objectifs", exact),
    "actions": Term("Actions", exact),
    "indicators": Term("Indicateurs", exact),
    "key_figures": Term("Chiffres clés", exact),
    "audiences": Term("Publics", exact),
    "partners": Term("Partenaires", exact),
    "entries": Term("Autres contenus du document", exact),
    "initiatives": Term("Initiatives", exact),
    "ajouts": Term("Territoires ajoutés", exact),
    "territoires_ajoutes": Term("Territoires ajoutés"),
    "territoires_retires": Term("Territoires retirés"),
    "territoires_renommes": Term("Territoires renommés"),
    "territoires_decides": Term("Composition décidée"),
    "territoires_indicatifs": Term("Composition indicative"),
    "communes_deplacees": Term("Communes d’un autre territoire", exact),
}
"""What a bulk command counts in place of columns."""


def subject_of(table: str) -> Subject:
    """What the journal calls a table; `UNKNOWN` for one that is gone."""
    return SUBJECTS.get(table) or BY_HAND.get(table) or UNKNOWN
