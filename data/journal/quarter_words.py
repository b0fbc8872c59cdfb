"""People, the quarter and the store itself in the words of the journal, table by table."""

from __future__ import annotations

from data.journal.words import (
    CODE,
    FICHE,
    OF_PLAN,
    PERIOD,
    ROW,
    SIGNED,
    TERRITORY,
    TITLE,
    About,
    Subject,
    Term,
    octets,
    on_day,
    period,
    rate,
    several,
    texts_named,
    word,
    year,
    yes_no,
)
from data.vocabulary import (
    REPORT_TEXTS,
    CampaignStatus,
    EvidenceKind,
    ObjectiveRating,
    PilotRole,
    ReportStatus,
    Role,
    Status,
    Weather,
)

_INSTEAD = Term("Au nom de", of="pilot")
_TEXT_OF = {name: Term(title, about=About.TEXTS) for name, title in REPORT_TEXTS.items()}
_SETTINGS = {
    "demonstration": "démonstration",
    "reference_date": "jour de référence",
    "shown": "base ouverte en premier",
}


def _setting(key: str) -> str:
    return _SETTINGS[key]


PEOPLE_SUBJECTS: dict[str, Subject] = {
    "pilot": Subject(
        "Pilote",
        ("name",),
        {
            "name": Term("Nom", about=About.CARRYING),
            "organisation": Term("Organisme", about=About.CARRYING),
            "direction": Term("Direction", about=About.CARRYING),
            "external": Term("Extérieur au Département", yes_no, about=About.CARRYING),
            "email": Term("Adresse électronique", lambda _: "adresse non reprise ici", about=About.CARRYING),
        },
        OF_PLAN,
    ),
    "assignment": Subject(
        "Pilotage ·",
        ("pilot_id", "role", "action_id"),
        {
            "pilot_id": Term("Pilote", of="pilot", about=About.CARRYING),
            "role": Term("Part", word(PilotRole), about=About.CARRYING),
            "action_id": Term("Action", of="action", about=About.CARRYING),
            "fiche_id": Term("Fiche", of="fiche", about=About.CARRYING),
            "from_on": Term("À compter du", on_day, about=About.CARRYING),
            "to_on": Term("Jusqu’au", on_day, about=About.CARRYING),
        },
        ROW,
    ),
    "account": Subject(
        "Profil",
        ("name",),
        {
            "code": CODE,
            "name": Term("Nom"),
            "role": Term("Rôle", word(Role)),
            "pilot_id": Term("Pilote", of="pilot"),
            "scope": Term("Limité à", several),
            "active": Term("Actif", yes_no),
            "email": Term("Adresse électronique", lambda _: "adresse non reprise ici"),
        },
        ROW,
    ),
    "setting": Subject(
        "Réglage de la base ·",
        ("key",),
        {
            "key": Term("Réglage", _setting),
            "value": Term("Valeur"),
        },
    ),
}

QUARTER_SUBJECTS: dict[str, Subject] = {
    "campaign": Subject(
        "Campagne ·",
        ("period",),
        {
            "period": Term("Période", period),
            "status": Term("Statut", word(CampaignStatus)),
            "opened_on": Term("Ouverte le", on_day),
            "due_on": Term("Échéance", on_day),
            "closes_on": Term("Clôture prévue le", on_day),
            "closed_on": Term("Clôturée le", on_day),
        },
        OF_PLAN,
    ),
    "expectation": Subject(
        "Point attendu ·",
        ("campaign_id",),
        {
            "campaign_id": PERIOD,
            "fiche_id": FICHE,
            "pilot_id": Term("Attendu de", of="pilot", about=About.CARRYING),
            "excused": Term("Excusé", yes_no, about=About.CARRYING),
            "reason": Term("Motif", about=About.CARRYING),
        },
    ),
    "meeting": Subject(
        "Séance",
        ("instance", "held_on"),
        {
            "instance": Term("Instance"),
            "held_on": Term("Tenue le", on_day),
            "paces": Term("Donne l’échéance des saisies", yes_no),
        },
        OF_PLAN,
    ),
    "report": Subject(
        "Point d’avancement ·",
        ("campaign_id",),
        {
            "campaign_id": PERIOD,
            "fiche_id": FICHE,
            "status": Term("Statut", word(ReportStatus), about=About.STATES),
            "nothing_new": Term("Rien de nouveau", yes_no, about=About.STATES),
            "weather": Term("Météo", word(Weather), about=About.STATES),
            **_TEXT_OF,
            "publishable": Term("Textes publiables", texts_named, about=About.TEXTS),
            "comment": Term("À compléter", about=About.TEXTS),
            "for_pilot_id": _INSTEAD,
        },
        ROW | {"account_id", "submitted_at", "validated_by", "validated_at"},
    ),
    "actionstate": Subject(
        "État de l’action",
        ("action_id", "territory_id", "campaign_id"),
        {
            "campaign_id": PERIOD,
            "action_id": Term("Action", of="action"),
            "territory_id": TERRITORY,
            "status": Term("État", word(Status), about=About.STATES),
            "percent": Term("Pourcentage", rate, about=About.STATES),
            "comment": Term("Précision", about=About.TEXTS),
            "reason": Term("Motif", about=About.TEXTS),
            "decision_id": Term("Décision", of="decision", about=About.STATES),
            "new_starts_on": Term("Nouveau début", on_day, about=About.STATES),
            "new_ends_on": Term("Nouvelle échéance", on_day, about=About.STATES),
            "for_pilot_id": _INSTEAD,
        },
        ROW | SIGNED,
    ),
    "decision": Subject(
        "Décision",
        ("code", "title"),
        {
            "code": CODE,
            "title": TITLE,
            "text": Term("Texte", about=About.TEXTS),
            "instance": Term("Instance"),
            "decided_on": Term("Prise le", on_day),
            "report_id": Term("Répond au point d’avancement", of="report"),
        },
        OF_PLAN,
    ),
    "objectiveyear": Subject(
        "Cotation de l’objectif",
        ("objective_id", "year"),
        {
            "objective_id": Term("Objectif", of="objective"),
            "year": Term("Année", year),
            "rating": Term("Cotation", word(ObjectiveRating), about=About.STATES),
            "comment": Term("Commentaire", about=About.TEXTS),
        },
    ),
    "evidence": Subject(
        "Pièce ·",
        ("title", "action_id", "campaign_id"),
        {
            "campaign_id": PERIOD,
            "fiche_id": FICHE,
            "action_id": Term("Action", of="action"),
            "kind": Term("Nature", word(EvidenceKind)),
            "title": TITLE,
            "url": Term("Adresse", about=About.TEXTS),
            "filename": Term("Fichier"),
            "size": Term("Taille", octets),
        },
        ROW | {"account_id", "added_at", "sha256", "media_type"},
    ),
}
