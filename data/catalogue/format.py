"""Reading a plan's catalogue file, and saying in French what is wrong with it.

The format is documented, field by field, in `data.catalogue.base`, `data.catalogue.tree` and
`data.catalogue.items`; the rules that join several items are in `data.catalogue.checks`.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from pydantic import JsonValue, ValidationError
from pydantic_core import ErrorDetails

from data.catalogue.base import FORMAT, Record
from data.catalogue.checks import problems
from data.catalogue.items import Catalogue
from data.catalogue.refusals import refusal
from data.errors import CatalogueError

__all__ = ["FOLDER", "Catalogue", "catalogue_files", "read_catalogue", "read_checked"]

_Whole = TypeVar("_Whole", bound=Record)

FOLDER = Path(__file__).parent
"""Where the plans' files are."""

_ITEM_NAMES: dict[int | str, str] = {
    "headings": "niveau",
    "phases": "phase",
    "audiences": "public",
    "partners": "partenaire",
    "fiches": "fiche",
    "objectives": "objectif",
    "actions": "action",
    "indicators": "indicateur",
    "key_figures": "chiffre",
    "entries": "élément",
    "themes": "thème",
    "maturities": "maturité",
    "kinds": "genre",
    "publics": "public",
    "initiatives": "initiative",
}

_ADVICE = {
    "missing": "champ absent ; ajoutez-le.",
    "extra_forbidden": "champ inconnu ; corrigez son nom, ou rangez-le dans « details ».",
    "string_type": "texte attendu ; écrivez-le entre guillemets.",
    "int_type": "nombre entier attendu ; écrivez-le sans guillemets.",
    "float_type": "nombre attendu ; écrivez-le sans guillemets.",
    "finite_number": "nombre fini attendu ; écrivez null si le document est muet.",
    "bool_type": "« true » ou « false » attendu ; écrivez-le sans guillemets.",
    "tuple_type": "liste attendue ; écrivez-la entre crochets.",
    "dict_type": "objet attendu ; écrivez-le entre accolades.",
    "model_type": "objet attendu ; écrivez-le entre accolades.",
    "string_pattern_mismatch": "texte vide ou mal formé ; un code n’a pas d’espace, un texte n’est pas vide.",
}


def catalogue_files(folder: Path = FOLDER) -> dict[str, Path]:
    """The plans at hand: code of the plan (the file's name without « .json ») → its file, in code order."""
    return {path.stem: path for path in sorted(folder.glob("*.json"))}


def read_catalogue(path: Path) -> Catalogue:
    """The checked content of a catalogue file.

    Raises:
        CatalogueError: the file is absent, unreadable, of another format number, or breaks a rule. The French
            message names the file, then up to ten errors, each with the item's code and what to do.
    """
    return read_checked(path, Catalogue, problems)


def read_checked(path: Path, whole: type[_Whole], rules: Callable[[_Whole], list[str]]) -> _Whole:
    """The content of a file of the catalogue: JSON of our format number, field by field, then `rules`, which says what
    several fields together break. Raises CatalogueError as `read_catalogue`."""
    text = _text(path)
    try:
        raw: JsonValue = json.loads(text)
    except json.JSONDecodeError as error:
        place = f"ligne {error.lineno}, colonne {error.colno}"
        why = f"ce n’est pas du JSON lisible ({place}) ; corrigez cet endroit ou reprenez une copie saine."
        raise _refusal(path, [why]) from error
    number = raw.get("format") if isinstance(raw, dict) else None
    if type(number) is not int or number != FORMAT:  # True == 1 in Python, not in a catalogue
        why = f"numéro de format « {number} » au lieu de {FORMAT} ; mettez à jour l’application ou le fichier."
        raise _refusal(path, [why])
    try:
        content = whole.model_validate_json(text)
    except ValidationError as error:
        raise _refusal(path, _sentences(error, raw)) from error
    broken = rules(content)
    if broken:
        raise _refusal(path, broken)
    return content


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except FileNotFoundError as error:
        raise _refusal(path, ["il est introuvable ; vérifiez son nom et son dossier."]) from error
    except UnicodeDecodeError as error:
        raise _refusal(path, ["il n’est pas écrit en UTF-8 ; enregistrez-le ainsi."]) from error
    except OSError as error:
        raise _refusal(path, ["il ne peut pas être ouvert ; vérifiez les droits de lecture."]) from error


def _refusal(path: Path, sentences: list[str]) -> CatalogueError:
    return refusal(f"Le catalogue « {path.name} » n’est pas chargé", sentences)


def _sentences(error: ValidationError, raw: JsonValue) -> list[str]:
    """One French sentence for each faulty place (a value that fits no branch of a union is one place)."""
    places: dict[str, str] = {}
    for details in error.errors(include_url=False):
        place = _place(details, raw)
        if place not in places or details["type"] == "float_type":  # int | float: say « nombre », not « entier »
            places[place] = f"{place} : {_advice(details)}"
    return list(places.values())


def _place(details: ErrorDetails, raw: JsonValue) -> str:
    """« action P2-03, champ « hints[0].cue » », from pydantic's path, whose union branches are left out."""
    steps = list(details["loc"])
    name, node = "fichier", raw
    if steps[0] == "plan" and len(steps) > 1:
        name, node, steps = "plan", _down(raw, "plan"), steps[1:]
    elif steps[0] in _ITEM_NAMES and len(steps) > 1:
        node = _down(_down(raw, steps[0]), steps[1])
        code = _down(node, "code")
        called = code if isinstance(code, str) and code.strip() else f"n° {int(steps[1]) + 1}"
        name, steps = f"{_ITEM_NAMES[steps[0]]} {called}", steps[2:]
    field = ""
    for rank, step in enumerate(steps):
        absent = details["type"] == "missing" and rank == len(steps) - 1
        if not absent and not _has(node, step):
            break
        field += f"[{step}]" if isinstance(step, int) else f".{step}" if field else step
        node = _down(node, step)
    return f"{name}, champ « {field} »" if field else name


def _has(node: JsonValue, step: int | str) -> bool:
    return (isinstance(node, dict) and step in node) or (isinstance(node, list) and isinstance(step, int))


def _down(node: JsonValue, step: int | str) -> JsonValue:
    """The value one step further in raw JSON; None where there is none."""
    if isinstance(node, dict):
        return node.get(str(step))
    return node[step] if isinstance(node, list) and isinstance(step, int) else None


def _advice(details: ErrorDetails) -> str:
    kind = details["type"]
    context = details.get("ctx", {})
    if kind == "literal_error":
        expected = str(context.get("expected", "")).replace(" or ", " ou ").replace("'", "")
        return f"valeur « {details['input']} » non prévue ; choisissez entre {expected}."
    if kind.startswith("date"):
        return "date illisible ; écrivez-la AAAA-MM-JJ."
    if kind in ("greater_than_equal", "less_than_equal"):
        bound = f"au moins {context['ge']}" if "ge" in context else f"au plus {context['le']}"
        return f"valeur {details['input']} hors limites ; il faut {bound}."
    return _ADVICE.get(kind, "valeur refusée ; corrigez-la d’après la description du format.")
