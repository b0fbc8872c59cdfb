"""The bank of initiatives in the words of the journal, table by table."""

from __future__ import annotations

from data.journal.words import CODE, ROW, TITLE, About, Subject, Term, exact, several, year

_REST = Term("Autres informations du recueil", several, about=About.TEXTS)

BANK_SUBJECTS: dict[str, Subject] = {
    "collection": Subject(
        "Recueil d’initiatives",
        ("title",),
        {"code": CODE, "title": TITLE, "warning": Term("Avertissement", about=About.TEXTS), "body": _REST},
        ROW,
    ),
    "initiative": Subject(
        "Initiative",
        ("title",),
        {
            "collection_id": Term("Recueil", of="collection"),
            "code": CODE,
            "title": TITLE,
            "kind": Term("Genre"),
            "rank": Term("Rang", exact),
            "theme": Term("Thème"),
            "sub_theme": Term("Rubrique"),
            "departement_code": Term("Code du département"),
            "departement_name": Term("Département"),
            "territory": Term("Territoire"),
            "organisation": Term("Organisation"),
            "start_year": Term("Année de départ", year),
            "maturity": Term("Avancement"),
            "source_line": Term("Ligne du document", year),
            "body": _REST,
        },
        ROW,
    ),
    "initiativeaudience": Subject(
        "Public de l’initiative",
        ("initiative_id", "audience_id"),
        {
            "initiative_id": Term("Initiative", of="initiative"),
            "audience_id": Term("Public", of="audience"),
        },
        frozenset({"version"}),
    ),
}
