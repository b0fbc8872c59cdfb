"""The editions of the yearly event in the words of the journal, table by table."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, cast

from data.errors import CapError
from data.french import number
from data.journal.words import ROW, TITLE, About, Subject, Term, exact, on_day, several, word, year, yes_no
from data.period import Period
from data.vocabulary import FileUse, SceneKind

_EDITION = Term("Édition", of="edition")
_PARTS = {
    "headings": "axes et orientations", "fiches": "fiches", "actions": "actions", "audiences": "publics",
}  # fmt: skip
_SITE = {
    "weather": "météo", "health": "santé", "difficulties": "difficultés", "address": "adresse",
    "director": "direction de la publication", "host": "hébergeur", "contact": "contact",
}  # fmt: skip
_SETTINGS = {
    "plan": "plan", "whole": "tout le plan", "subtitle": "sous-titre", "figures": "chiffres montrés", "layer": "carte",
    "heading": "axe", "audience": "public", "territory": "territoire", "fiche": "fiche", "since": "depuis",
    "indicator": "indicateur", "figure": "chiffre", "unit": "unité", "label": "ce qu’il compte", "said_by": "dit par",
    "dated": "daté de", "address": "adresse", "file": "photo", "caption": "légende", "text": "texte",
    "about": "à propos de", "codes": "décisions", "items": "ce qui vient", "title": "intitulé", "when": "date",
}  # fmt: skip


def _named(names: dict[str, str]) -> Callable[[Any], str]:
    """An object whose keys are named in French."""

    def named(value: Any) -> Any:
        if isinstance(value, dict):
            return {names.get(key, key): named(held) for key, held in cast(dict[str, Any], value).items()}
        if isinstance(value, list):
            return [named(held) for held in cast(list[Any], value)]
        return _when(value)

    return lambda value: several(named(value))


def _when(value: Any) -> Any:
    """A period's code in words; anything else as it is."""
    try:
        return Period.parse(value).label if isinstance(value, str) else value
    except CapError:
        return value


def _states(value: list[dict[str, Any]]) -> str:
    """« drome-2025-2030, 2e trimestre 2026, état figé n° 1 »."""
    return "\u00a0; ".join(
        f"{pin['plan']}, {_when(pin['period'])}, état figé n°\u00a0{number(pin['number'])}" for pin in value
    )


EDITION_SUBJECTS: dict[str, Subject] = {
    "edition": Subject(
        "Édition",
        ("theme",),
        {
            "theme": Term("Thème", about=About.TEXTS),
            "year": Term("Année", year),
            "held_on": Term("Date", on_day),
            "place": Term("Lieu"),
            "perimeter": Term("Ce que couvre le thème", _named(_PARTS)),
            "chairs": Term("Présidence", several),
            "on_site": Term("Présents dans la salle", exact),
            "remote": Term("Présents à distance", exact),
            "pins": Term("États figés racontés", _states),
            "site": Term("Page publique", _named(_SITE)),
        },
        ROW | {"plan_id", "created_at"},
    ),
    "scene": Subject(
        "Scène",
        ("title",),
        {
            "title": TITLE,
            "kind": Term("Genre", word(SceneKind)),
            "position": Term("Rang", exact),
            "notes": Term("Notes", about=About.TEXTS),
            "public": Term("Sur la page publique", yes_no),
            "settings": Term("Réglages", _named(_SETTINGS), about=About.TEXTS),
            "edition_id": _EDITION,
        },
        ROW,
    ),
    "rereading": Subject(
        "Relecture",
        ("text_key",),
        {"text_key": Term("Texte"), "accepted": Term("Accepté", yes_no), "edition_id": _EDITION},
        frozenset({"id", "sha256", "account_id", "reread_at"}),
    ),
}
FILE_SUBJECT = Subject(
    "Fichier d’une édition",
    ("title",),
    {
        "title": TITLE,
        "use": Term("Usage", word(FileUse)),
        "filename": Term("Nom du fichier"),
        "edition_id": _EDITION,
    },
)
"""A command writes its line, without the bytes."""
