"""What a plan sets for the reading of its figures, in the words of the journal: rules, thresholds, places."""

from __future__ import annotations

from typing import Any

from data.journal.words import CODE, OF_PLAN, TERRITORY, About, Subject, Term, exact, on_day, yes_no
from data.measures.rules import BY_KEY
from data.measures.thresholds import TABLE

_THRESHOLDS = {row.key: row for row in TABLE}
_ROW = frozenset({"id", "version"})


def _rule(value: Any) -> str:
    """The title of a rule; a key that this version does not know stays as it is."""
    found = BY_KEY.get(str(value))
    return found.title if found else str(value)


def _threshold(value: Any) -> str:
    found = _THRESHOLDS.get(str(value))
    return found.words.rstrip(".") if found else str(value)


READING_SUBJECTS: dict[str, Subject] = {
    "rulesetting": Subject(
        "Règle",
        ("rule",),
        {
            "rule": Term("Règle", _rule),
            "active": Term("Active", yes_no),
            "words": Term("Définition", about=About.TEXTS),
            "next_step": Term("À faire", about=About.TEXTS),
            "who": Term("Par qui"),
        },
        OF_PLAN,
    ),
    "thresholdsetting": Subject(
        "Seuil",
        ("key",),
        {"key": Term("Seuil", _threshold), "value": Term("Valeur", exact)},
        OF_PLAN,
    ),
    "leadaxis": Subject(
        "Axe porté par un territoire",
        ("territory_id", "heading_id"),
        {
            "territory_id": TERRITORY,
            "heading_id": Term("Axe", of="heading"),
            "period_text": Term("Période"),
            "source_line": Term("Ligne du document", exact),
        },
        _ROW,
    ),
    "facility": Subject(
        "Équipement",
        ("name",),
        {
            "code": CODE,
            "kind": Term("Type"),
            "name": Term("Nom"),
            "lon": Term("Longitude", exact),
            "lat": Term("Latitude", exact),
            "address": Term("Adresse"),
            "commune_code": Term("Code de la commune"),
            "source": Term("Source"),
            "known_on": Term("Liste établie le", on_day),
        },
        OF_PLAN,
    ),
}
