"""The editions of the yearly event in the words of the journal, table by table."""

from __future__ import annotations

from data.journal.words import ROW, TITLE, About, Subject, Term, exact, on_day, several, word, year, yes_no
from data.vocabulary import FileUse, SceneKind

_EDITION = Term("Édition", of="edition")

EDITION_SUBJECTS: dict[str, Subject] = {
    "edition": Subject(
        "Édition",
        ("theme",),
        {
            "theme": Term("Thème", about=About.TEXTS),
            "year": Term("Année", year),
            "held_on": Term("Date", on_day),
            "place": Term("Lieu"),
            "perimeter": Term("Ce que couvre le thème", several),
            "chairs": Term("Présidence", several),
            "on_site": Term("Présents dans la salle", exact),
            "remote": Term("Présents à distance", exact),
            "pins": Term("États figés racontés", several),
            "site": Term("Page publique", several),
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
            "settings": Term("Réglages", several, about=About.TEXTS),
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
