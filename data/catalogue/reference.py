"""The référentiel: indicators that other plans announce, each with its document and line, to pick from.

`referentiel.csv` is made by `python -m data referentiel` (`data.catalogue.reference_build`) and committed. It holds
wordings, never a value; `nature` and `measure_kind` are a reader's judgement on the wording.
"""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass, fields
from functools import cache
from pathlib import Path

from data.errors import CatalogueError
from data.french import folded, typeset

TABLE = Path(__file__).with_name("referentiel.csv")
"""The committed table: UTF-8, separated by « ; »."""

SEVERAL = " | "
"""Between the values of a cell that holds several."""


@dataclass(frozen=True)
class ReferenceIndicator:
    """One indicator of the référentiel, in the words of its document.

    Attributes:
        code: « plan:code », never reused.
        plan, document, departement: where it was read; line: of the document's text.
        domain: title of the axis; fiche_code, fiche: what it follows there.
        publics: of that fiche, in the shared vocabulary; empty when unknown.
        nature, measure_kind, direction, unit: as the tables of a plan; empty when not judged.
        components: the measures that one line joins.
    """

    code: str
    title: str
    plan: str
    document: str
    departement: str
    line: int
    domain: str
    fiche_code: str
    fiche: str
    publics: tuple[str, ...]
    nature: str
    measure_kind: str
    direction: str
    unit: str
    components: tuple[str, ...]

    @property
    def source(self) -> str:
        """« Schéma… (Hérault), ligne 1450 »."""
        return typeset(f"{self.document} ({self.departement}), ligne {self.line}")


COLUMNS = tuple(field.name for field in fields(ReferenceIndicator))
_SEVERAL = ("publics", "components")


def read_reference(path: Path = TABLE) -> tuple[ReferenceIndicator, ...]:
    """The table, in its order.

    Raises:
        CatalogueError: absent, unreadable, or a line that breaks a rule; the French message names it.
    """
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            lines = list(csv.DictReader(file, delimiter=";", strict=True))
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise CatalogueError(
            f"Le référentiel d’indicateurs « {path.name} » est absent ou illisible. "
            "Reprenez-le de la version installée : rien d’autre n’est touché."
        ) from error
    found = tuple(_line(path, number, line) for number, line in enumerate(lines, start=2))
    if len({one.code for one in found}) < len(found):
        raise CatalogueError(f"Le référentiel « {path.name} » donne deux fois le même code : corrigez ce fichier.")
    return found


def _line(path: Path, number: int, line: Mapping[str, str]) -> ReferenceIndicator:
    cells = {name: line.get(name) for name in COLUMNS}
    if set(line) != set(COLUMNS) or any(cell is None for cell in cells.values()):
        raise CatalogueError(
            f"Le référentiel « {path.name} », ligne {number} : il faut les colonnes {', '.join(COLUMNS)}."
        )
    values = {name: str(cell) for name, cell in cells.items()}
    if not values["title"].strip() or not values["line"].isdecimal():
        raise CatalogueError(
            f"Le référentiel « {path.name} », ligne {number} : l’intitulé est vide ou la ligne n’est pas un nombre."
        )
    several = {name: tuple(part for part in values[name].split(SEVERAL) if part) for name in _SEVERAL}
    plain = {name: value for name, value in values.items() if name not in (*_SEVERAL, "line")}
    return ReferenceIndicator(**plain, **several, line=int(values["line"]))  # pyright: ignore[reportArgumentType]


@cache
def reference_indicators() -> tuple[ReferenceIndicator, ...]:
    """The committed référentiel, read once."""
    return read_reference()


def reference_of(code: str) -> ReferenceIndicator | None:
    """One of them by its code."""
    return next((one for one in reference_indicators() if one.code == code), None)


def same_wording(title: str) -> str:
    """What makes two titles the same: accents, capitals, apostrophes, spaces and a last full stop do not count."""
    return " ".join(folded(typeset(title)).replace("’", "'").split()).rstrip(" .;")
