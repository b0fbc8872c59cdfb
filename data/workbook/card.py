"""The first sheets of the workbook: what it says of itself, and the plan's card, read downwards."""

from __future__ import annotations

from data.workbook.column import Column, Kind, column

README = "Lisez-moi"
CARD = "Plan"
LISTS = "Listes"
LABEL, VALUE, HELP = "Rubrique", "Valeur", "Ce qu’on y écrit"
"""Headings of the card, which is read downwards."""


def _level(name: str, label: str, required: bool = False) -> Column:
    """A word of `plan.levels`, told apart so that a person may change it."""
    kind = Kind.NAMES if name == "headings" else Kind.TEXT
    empty: list[str] | None = [] if kind is Kind.NAMES else None
    return Column("plan", LEVEL_MARK + name, label, 14, kind, required, {}, empty)


LEVEL_MARK = "levels."
HEAD: tuple[Column, ...] = (
    Column("head", "schema", "Version du format", 14, Kind.WHOLE, True, {}),
    Column("head", "demonstration", "Données de démonstration", 14, Kind.YES, True, {}),
    Column("head", "as_of_period", "Période montrée", 14, Kind.TEXT, False, {}),
)
"""What the body says beside the plan, kept in the card."""

PLAN: tuple[Column, ...] = (
    column("plan", "code", "Code du plan"),
    column("plan", "title", "Titre"),
    column("plan", "departement_code", "Code du département"),
    column("plan", "departement_name", "Département"),
    column("plan", "starts_on", "Premier jour"),
    column("plan", "ends_on", "Dernier jour"),
    column("plan", "adopted_on", "Adopté le"),
    column("plan", "event_name", "Nom du rendez-vous annuel"),
    column("plan", "reporting_months", "Mois entre deux points d’avancement"),
    column("plan", "uses_percent", "Les pilotes déclarent un pourcentage"),
    column("plan", "validation", "Qui valide les points d’avancement"),
    column("plan", "territory_level", "Territoires des actions déclinées"),
    column("plan", "source_file", "Fichier du document"),
    column("plan", "source_line", "Ligne du titre dans le document"),
    column("plan", "revision", "Révision"),
    _level("headings", "Noms des niveaux au-dessus des fiches"),
    _level("fiche", "Nom d’une fiche"),
    _level("action", "Nom d’une action"),
    _level("nested_action", "Nom d’une action dans une autre"),
    _level("objective", "Nom d’un objectif"),
    column("plan", "details", "Détails techniques"),
)
"""The card, one line a field."""
