"""The life of a plan (campaigns, reports, states…) in the workbook: sheets that are there to be read."""

from __future__ import annotations

from data.bodies.columns import LIFE

LIFE_TITLES = {
    "campaigns": "Suivi campagnes",
    "expectations": "Suivi attendus",
    "reports": "Suivi points d’avancement",
    "evidence": "Suivi pièces",
    "states": "Suivi états",
    "decisions": "Suivi décisions",
    "objective_ratings": "Suivi objectifs",
}
"""Sheets that are there to be read: what was said through the years is never imported."""

LIFE_LABELS = {
    "action": "Action",
    "action_code": "Action",
    "added_on": "Jointe le",
    "answers_period": "Période de la demande",
    "author": "Dit par",
    "behalf": "À la place de",
    "closed_on": "Clôturée le",
    "closes_on": "Clôture prévue",
    "code": "Code",
    "comment": "Commentaire",
    "decided_on": "Décidé le",
    "decision": "Décision",
    "difficulties": "Difficultés et points à surveiller",
    "done": "Réalisé",
    "due_on": "Échéance",
    "excused": "Dispensée",
    "fiche": "Fiche",
    "filename": "Fichier",
    "instance": "Instance",
    "kind": "Type",
    "media_type": "Type du fichier",
    "new_ends_on": "Nouvelle fin",
    "new_starts_on": "Nouveau début",
    "nothing_new": "Rien de nouveau",
    "objective": "Objectif",
    "opened_on": "Ouverte le",
    "percent": "Pourcentage déclaré",
    "period": "Période",
    "pilot": "Pilote",
    "publishable": "Textes publiables",
    "rating": "Évaluation",
    "reason": "Raison",
    "request": "Décision ou appui demandé",
    "said_on": "Dit le",
    "sha256": "Empreinte",
    "size": "Taille (octets)",
    "status": "Statut",
    "submitted_on": "Soumis le",
    "territory": "Territoire",
    "text": "Texte",
    "title": "Titre",
    "upcoming": "À venir",
    "url": "Adresse",
    "validated": "Validé",
    "validated_by": "Validé par",
    "validated_on": "Validé le",
    "version": "Version",
    "weather": "Météo",
    "year": "Année",
}
assert set(LIFE_TITLES) == set(LIFE)
