"""What a column and a sheet of the workbook are. The types, what is required and the words admitted are those of
`data.bodies.columns`; here is only what a person reads."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from data.bodies import columns as bodies
from data.measures.rules import BY_KEY
from data.measures.thresholds import THRESHOLDS
from data.vocabulary import Aggregation, Direction, MeasureKind, Nature, PilotRole, TerritoryKind, Validation, label

_FIGURES = {
    "chiffre_cle": "Chiffre clé",
    "contexte": "Contexte",
    "offre": "Offre",
    "activite": "Activité",
    "projection": "Projection",
    "cible": "Cible citée",
    "exemple": "Exemple",
    "reference": "Référence nationale",
    "bilan": "Bilan du schéma précédent",
    "enquete": "Enquête",
    "concertation": "Concertation",
    "vie_du_schema": "Vie du schéma",
}
_WORDS = {
    (table, name): {str(word.value): label(word) for word in words}
    for table, name, words in (
        ("plan", "validation", Validation),
        ("plan", "territory_level", TerritoryKind),
        ("territories", "kind", TerritoryKind),
        ("indicators", "nature", Nature),
        ("indicators", "measure_kind", MeasureKind),
        ("indicators", "direction", Direction),
        ("indicators", "territory_aggregation", Aggregation),
        ("indicators", "time_aggregation", Aggregation),
        ("assignments", "role", PilotRole),
    )
} | {
    ("key_figures", "kind"): {kind: _FIGURES.get(kind, kind) for kind in bodies.FIGURE_KINDS},
    ("rule_settings", "rule"): {key: rule.title for key, rule in BY_KEY.items()},
    ("threshold_settings", "key"): {key: threshold.words for key, threshold in THRESHOLDS.items()},
}


class Kind(Enum):
    """What a cell holds, in French for who must correct it."""

    TEXT = "un texte"
    LONG = "un texte, sur plusieurs lignes si besoin"
    WHOLE = "un nombre entier"
    NUMBER = "un nombre"
    DAY = "une date"
    YES = "oui ou non"
    CHOICE = "un choix de la liste"
    CODE = "un code, sans espace"
    CODES = "des codes séparés par « ; »"
    NAMES = "des noms séparés par « ; »"
    JSON = "des données que seule l’application écrit"


_KINDS = {
    "code": Kind.CODE,
    "text": Kind.TEXT,
    "int": Kind.WHOLE,
    "number": Kind.NUMBER,
    "flag": Kind.YES,
    "day": Kind.DAY,
    "codes": Kind.CODES,
    "object": Kind.JSON,
    "list": Kind.JSON,
}


@dataclass(frozen=True)
class Column:
    """One column.

    Attributes:
        table, name: where its value goes in the body.
        label: its heading; a column is found by it, wherever it stands.
        width: in characters.
        kind: what its cells hold.
        required: an empty cell is refused.
        choices: value stored → what is read, for a choice.
        empty: what an empty cell means.
    """

    table: str
    name: str
    label: str
    width: int
    kind: Kind
    required: bool
    choices: dict[str, str]
    empty: object = None


@dataclass(frozen=True)
class Sheet:
    """One list of the body as a sheet; `help` is told at its first cell and in « Lisez-moi »."""

    table: str
    title: str
    help: str
    columns: tuple[Column, ...]


def column(table: str, name: str, label: str, width: int = 14, kind: Kind | None = None) -> Column:
    """A column of a list of the body; `kind` only where a person needs another than the type says."""
    meant = bodies.COLUMNS[table][name]
    choices = _WORDS.get((table, name), {})
    shown = kind or (Kind.CHOICE if choices else _KINDS[meant.kind])
    empty = _empty(table, name, shown)
    # A list may be empty, and what was added in the application has no line.
    required = meant.required and empty is None and name != "source_line"
    return Column(table, name, label, width, shown, required, choices, empty)


def _empty(table: str, name: str, kind: Kind) -> object:
    """Read only: whoever keeps it copies it."""
    if kind is Kind.CODES or (kind is Kind.JSON and bodies.COLUMNS[table][name].kind == "list"):
        return []
    if kind is Kind.JSON:
        return {}
    return "" if (table, name) == ("actions", "text") else None
