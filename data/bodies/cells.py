"""The cells of a body one by one: there when they must be, of their type, one of the words admitted."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Iterator
from datetime import date, datetime
from math import isfinite
from typing import Any, cast

from data.bodies.columns import COLUMNS, Column
from data.bodies.problem import Problem, problem
from data.french import number

Row = dict[str, Any]
LONGEST_CODE = 80
LONGEST_TEXT = 30_000
"""Characters of one text: more than any of the documents holds, less than a spreadsheet’s cell."""

_KINDS = {
    "code": "un code",
    "text": "un texte",
    "int": "un nombre entier",
    "number": "un nombre",
    "flag": "vrai ou faux",
    "day": "un jour (2026-09-30)",
    "codes": "une liste de codes",
    "object": "un objet de plusieurs champs",
    "list": "une liste",
}


def rows_of(body: dict[str, Any], table: str) -> list[Row]:
    """The rows of a list (of the card: one); [] for what is no list of objects, which `shapes` tells."""
    held = body.get(table)
    found = cast(list[Any], [held] if table == "plan" else held if isinstance(held, list) else [])
    return cast(list[Row], found) if all(isinstance(row, dict) for row in found) else []


def shapes(body: dict[str, Any]) -> Iterator[Problem]:
    """What is missing or of the wrong type; when there is some, no other rule can be read."""
    for table, columns in COLUMNS.items():
        held = body.get(table)
        whole = "la fiche du plan" if table == "plan" else f"la liste « {table} »"
        if held is None:
            if table not in _ADDED:
                yield problem(table, 0, None, f"{whole} manque : ajoutez-la, même vide.")
            continue
        if not isinstance(held, dict if table == "plan" else list) or (held and not rows_of(body, table)):
            yield problem(table, 0, None, f"{whole} n’est pas lisible : reprenez un fichier exporté.")
            continue
        for at, row in enumerate(rows_of(body, table)):
            for name, column in columns.items():
                yield from _cell(table, at, name, column, row.get(name))


_ADDED = frozenset({"fiche_audiences", "shared_audiences"})
"""Lists that the first files of this format do not have."""


def _cell(table: str, at: int, name: str, column: Column, value: Any) -> Iterator[Problem]:
    if value is None or (column.required and isinstance(value, str) and not value.strip()):
        if column.required:
            yield problem(table, at, name, "cette case est vide : remplissez-la.")
        return
    if not _fits(column, value):
        if name == "phase" and isinstance(value, list):
            yield problem(table, at, name, f"cette action est dans deux phases ({_shown(value)}) : gardez-en une.")
            return
        yield problem(table, at, name, f"« {_shown(value)} » n’est pas {_KINDS[column.kind]} : corrigez cette case.")
        return
    if column.words and value not in column.words:
        yield problem(table, at, name, f"« {_shown(value)} » n’est pas admis : écrivez {_one_of(column.words)}.")
    if isinstance(value, int | float):
        least, most = column.minimum, column.maximum
        if (least is not None and value < least) or (most is not None and value > most):
            yield problem(table, at, name, f"{_shown(value)} n’est pas possible ici : {_bounds(least, most)}.")
    if isinstance(value, str) and _unreadable(value):
        yield problem(table, at, name, "ce texte contient des caractères illisibles : écrivez-le à nouveau.")
    longest = LONGEST_CODE if column.kind == "code" else LONGEST_TEXT
    if isinstance(value, str) and len(value) > longest:
        yield problem(table, at, name, f"ce texte dépasse {number(longest)} caractères : raccourcissez-le.")
    if column.kind in ("object", "list") and not _storable(value):
        yield problem(table, at, name, "ce contenu n’est pas lisible : reprenez celui d’un fichier exporté.")


def _fits(column: Column, value: Any) -> bool:
    match column.kind:
        case "code":
            return isinstance(value, str) and value.strip() == value and value != ""
        case "text":
            return isinstance(value, str) and (bool(value.strip()) or not column.required)
        case "int":
            return isinstance(value, int) and not isinstance(value, bool)
        case "number":
            return isinstance(value, int | float) and not isinstance(value, bool) and isfinite(value)
        case "flag":
            return isinstance(value, bool)
        case "day":
            return day_of(value) is not None
        case "codes":
            return isinstance(value, list) and all(isinstance(code, str) and code for code in cast(list[Any], value))
        case "object":
            return isinstance(value, dict)
        case "list":
            return isinstance(value, list)


def day_of(value: Any) -> date | None:
    """The day of a cell: an ISO date, or a date already; None for anything else."""
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    try:
        return date.fromisoformat(value) if isinstance(value, str) and len(value) == 10 else None
    except ValueError:
        return None


def _unreadable(text: str) -> bool:
    return any(letter not in "\n\t\r" and unicodedata.category(letter) in ("Cc", "Cs") for letter in text)


def _storable(value: Any) -> bool:
    try:
        text = json.dumps(value, ensure_ascii=False, allow_nan=False)
    except (TypeError, ValueError, RecursionError):
        return False
    return "\\u0000" not in text and not any(unicodedata.category(letter) == "Cs" for letter in text)


def _shown(value: Any) -> str:
    text = " ; ".join(map(str, cast(list[Any], value))) if isinstance(value, list) else str(value)
    return text if len(text) <= 60 else text[:59] + "…"


def _one_of(words: tuple[str, ...]) -> str:
    if len(words) == 1:
        return f"« {words[0]} »"
    return ", ".join(f"« {word} »" for word in words[:-1]) + f" ou « {words[-1]} »"


def _bounds(least: float | None, most: float | None) -> str:
    if least is None:
        return f"{number(most or 0)} au plus"
    return f"{number(least)} au moins" if most is None else f"de {number(least)} à {number(most)}"
