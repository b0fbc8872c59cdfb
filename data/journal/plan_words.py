"""The plan, its territories and its indicators in the words of the journal, table by table."""

from __future__ import annotations

from data.journal.words import (
    CODE,
    FICHE,
    OF_PLAN,
    ROW,
    SIGNED,
    TERRITORY,
    TITLE,
    About,
    Subject,
    Term,
    exact,
    months,
    on_day,
    several,
    word,
    year,
    yes_no,
)
from data.vocabulary import Aggregation, Direction, MeasureKind, Nature, TerritoryKind, Validation

_RANK = Term("Rang", exact)
_LINE = Term("Ligne du document", year)
_DETAILS = Term("Autres informations du document", several, about=About.TEXTS)
_HEADING = Term("Place dans le plan", of="heading")
_PRINTED = {"code": CODE, "title": TITLE, "rank": _RANK, "source_line": _LINE, "details": _DETAILS}

PLAN_SUBJECTS: dict[str, Subject] = {
    "plan": Subject(
        "Plan",
        ("title",),
        {
            "code": CODE,
            "title": TITLE,
            "departement_code": Term("Code du département"),
            "departement_name": Term("Département"),
            "starts_on": Term("Début", on_day),
            "ends_on": Term("Fin", on_day),
            "adopted_on": Term("Adopté le", on_day),
            "levels": Term("Noms des niveaux", several),
            "event_name": Term("Nom du rendez-vous annuel"),
            "reporting_months": Term("Rythme de la saisie", months),
            "uses_percent": Term("Saisie d’un pourcentage", yes_no),
            "validation": Term("Validation des points d’avancement", word(Validation)),
            "territory_level": Term("Niveau de déclinaison", word(TerritoryKind)),
            "source_file": Term("Document"),
            "source_line": _LINE,
            "details": _DETAILS,
        },
        ROW | {"revision"},
    ),
    "phase": Subject(
        "Phase",
        ("title",),
        {"code": CODE, "title": TITLE, "starts_on": Term("Début", on_day), "ends_on": Term("Fin", on_day)},
        OF_PLAN,
    ),
    "heading": Subject(
        "Niveau du plan",
        ("code", "title"),
        _PRINTED | {"parent_id": _HEADING, "depth": Term("Profondeur", exact)},
        OF_PLAN,
    ),
    "fiche": Subject("Fiche", ("code", "title"), _PRINTED | {"heading_id": _HEADING}, OF_PLAN),
    "objective": Subject(
        "Objectif",
        ("code", "title"),
        {"code": CODE, "title": TITLE, "rank": _RANK, "source_line": _LINE, "fiche_id": FICHE},
        ROW,
    ),
    "action": Subject(
        "Action",
        ("code", "title"),
        _PRINTED
        | {
            "fiche_id": FICHE,
            "heading_id": _HEADING,
            "parent_id": Term("Rattachée à l’action", of="action"),
            "phase_id": Term("Phase", of="phase"),
            "text": Term("Texte", about=About.TEXTS),
            "starts_on": Term("Début", on_day),
            "ends_on": Term("Échéance", on_day),
            "calendar_text": Term("Calendrier, mots du document", about=About.TEXTS),
            "recurrent": Term("Récurrente", yes_no),
            "recurrence_months": Term("Revient tous les", months),
            "trackable": Term("Suivie comme une action", yes_no),
            "territorial": Term("Déclinée par territoire", yes_no),
            "weight": Term("Poids", exact),
            "hints": Term("Mots du document", several),
            "sub_items": Term("Éléments énumérés", several, about=About.TEXTS),
        },
        OF_PLAN,
    ),
    "audience": Subject(
        "Public",
        ("title",),
        {"code": CODE, "title": TITLE, "rank": _RANK, "universal": Term("Tout public", yes_no)},
        ROW,
    ),
    "audiencewording": Subject(
        "Libellé d’un public",
        ("title",),
        {"code": CODE, "title": TITLE, "source_line": _LINE, "details": _DETAILS},
        OF_PLAN,
    ),
    "wordingaudience": Subject(
        "Correspondance d’un libellé",
        ("wording_id", "audience_id"),
        {
            "wording_id": Term("Libellé", of="audiencewording"),
            "audience_id": Term("Public", of="audience"),
            "reason": Term("Motif", about=About.TEXTS),
        },
    ),
    "ficheaudience": Subject(
        "Public de la fiche",
        ("wording_id",),
        {
            "fiche_id": FICHE,
            "wording_id": Term("Public", of="audiencewording"),
            "qualifier": Term("Précision"),
            "source_line": _LINE,
        },
    ),
    "actionaudience": Subject(
        "Public d’une action",
        ("action_id", "wording_id"),
        {"action_id": Term("Action", of="action"), "wording_id": Term("Public", of="audiencewording")},
    ),
    "partner": Subject(
        "Partenaire",
        ("title",),
        {"code": CODE, "title": TITLE, "source_line": _LINE, "details": _DETAILS},
        OF_PLAN,
    ),
    "fichepartner": Subject(
        "Partenaire de la fiche",
        ("partner_id",),
        {"fiche_id": FICHE, "partner_id": Term("Partenaire", of="partner")},
    ),
    "documententry": Subject(
        "Autre contenu du document ·",
        ("title",),
        {
            "kind": Term("Nature"),
            "code": CODE,
            "title": TITLE,
            "source_line": _LINE,
            "rank": _RANK,
            "body": Term("Contenu", several, about=About.TEXTS),
        },
        OF_PLAN,
    ),
    "territory": Subject(
        "Territoire",
        ("name",),
        {
            "parent_id": Term("Dans", of="territory"),
            "canton_id": Term("Canton", of="territory"),
            "area_id": Term("Territoire d’action sociale", of="territory"),
            "code": CODE,
            "name": Term("Nom"),
            "kind": Term("Niveau", word(TerritoryKind)),
            "indicative": Term("Composition indicative", yes_no),
            "population": Term("Population", exact),
            "population_year": Term("Année de la population", year),
        },
        OF_PLAN,
    ),
}

INDICATOR_SUBJECTS: dict[str, Subject] = {
    "indicator": Subject(
        "Indicateur",
        ("code", "title"),
        _PRINTED
        | {
            "fiche_id": FICHE,
            "heading_id": _HEADING,
            "unit": Term("Unité"),
            "nature": Term("Nature", word(Nature)),
            "measure_kind": Term("Mesure", word(MeasureKind)),
            "direction": Term("Sens attendu", word(Direction)),
            "tolerance": Term("Tolérance", number_of_indicator=True),
            "territory_aggregation": Term("Agrégation des territoires", word(Aggregation)),
            "time_aggregation": Term("Agrégation dans le temps", word(Aggregation)),
            "periodicity_months": Term("Périodicité", months),
            "availability_months": Term("Délai de mise à disposition", months),
            "threshold": Term("Masqué sous", exact),
            "flagship": Term("Indicateur phare", yes_no),
            "compound": Term("Composé", yes_no),
            "components": Term("Composantes", several),
        },
        OF_PLAN,
    ),
    "target": Subject(
        "Cible de l’indicateur",
        ("indicator_id", "territory_id", "due_on"),
        {
            "indicator_id": Term("Indicateur", of="indicator"),
            "territory_id": TERRITORY,
            "due_on": Term("Échéance", on_day),
            "value": Term("Cible", number_of_indicator=True),
        },
        ROW,
    ),
    "measure": Subject(
        "Valeur de l’indicateur",
        ("indicator_id", "territory_id", "measured_on", "baseline"),
        {
            "indicator_id": Term("Indicateur", of="indicator"),
            "territory_id": TERRITORY,
            "measured_on": Term("Mesurée au", on_day),
            "value": Term("Valeur", number_of_indicator=True),
            "numerator": Term("Numérateur", exact),
            "denominator": Term("Dénominateur", exact),
            "qualifier": Term("Nuance"),
            "text": Term("Réponse", about=About.TEXTS),
            "source": Term("Source"),
            "baseline": Term("Valeur de départ", lambda value: "valeur de départ" if value else "valeur suivie"),
        },
        ROW | SIGNED,
    ),
    "keyfigure": Subject(
        "Chiffre clé",
        ("title",),
        {
            **_PRINTED,
            "fiche_id": FICHE,
            "heading_id": _HEADING,
            "kind": Term("Nature"),
            "value": Term("Valeur", exact),
            "unit": Term("Unité"),
            "qualifier": Term("Précision"),
            "year": Term("Année"),
            "denominator": Term("Dénominateur", exact),
            "note": Term("Note", about=About.TEXTS),
        },
        OF_PLAN,
    ),
}
