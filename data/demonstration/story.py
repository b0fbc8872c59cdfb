"""The designed cases, as data: reports, requests, decisions (`story_actions` has the actions and territories).

Each case says which page it feeds; everything else is drawn around them. Quarters are named by their code; a
series of five letters runs from T3 2025 to T3 2026.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

# --- Reports ------------------------------------------------------------

REPORTS: dict[str, tuple[str, str]] = {
    # V validé · S soumis · R renvoyé puis complété et validé · C renvoyé, à compléter · N rien de nouveau
    # E excusé · « . » sans réponse.     Météo: s soleil · e éclaircies · c couvert · o orage · « . » non dite.
    "P1": ("VVVVV", "eesss"),
    "P2": ("VVVVS", "eeeec"),  # Pilotage: a request awaited since this quarter
    "P3": ("VVNVS", "ss.ss"),
    "P4": ("VVVVS", "eesss"),  # Plan: contradictory action P4-05
    "P5": ("VVV..", "eec.."),  # Ma saisie: the pilot's silent fiche; Pilotage: one closed quarter missed
    "P6": ("VVVVC", "ceecc"),  # Campagne: sent back, to complete
    "P7": ("SVVV.", "eess."),  # Ma saisie: the pilot's fiche still to fill this quarter
    "P8": ("VVV..", "eco.."),  # Pilotage: request awaited since T1 2026, then silence
    "P9": ("VV...", "ec..."),  # Pilotage: two closed quarters without news (alert)
    "P10": ("VRVVV", "eecee"),  # Campagne: a report sent back, completed, then validated
    "P11": ("VVVVS", "eesss"),  # Ma saisie: the pilot's submitted fiche
    "P12": ("VVVVS", "seeco"),  # Pilotage: the declining fiche
    "P13": (".....", "....."),  # Pilotage: never answered
    "P14": ("VVVVN", "eccc."),  # Campagne: « rien de nouveau »
    "P15": ("VV.VN", "cc.e."),
    "P16": (".VVV.", ".ecc."),  # no lead: the coordination reports
    "P17": ("VVVVS", "eeees"),
    "P18": ("E.VV.", "..cc."),  # Campagne: excused at the first quarter (no pilot yet)
    "P19": ("SVVV.", "eesc."),  # Pilotage: request awaited since T2 2026
    "P20": ("VVVVE", "eecc."),  # Campagne: excused this quarter
    "P21": ("VVVVV", "sssss"),  # external lead
}

EXCUSES: dict[tuple[str, str], str] = {
    ("P18", "2025-T3"): "Pilote non désigné à l’ouverture de la campagne.",
    ("P20", "2026-T3"): (
        "Réorganisation de la mission : point reporté au trimestre suivant avec l’accord de la coordination."
    ),
}

SENT_BACK: dict[tuple[str, str], str] = {
    ("P10", "2025-T4"): ("Merci de préciser où en est le recensement des services mobiles par intercommunalité."),
    ("P6", "2026-T3"): (
        "L’échéance de la formation au premier accueil est passée : dire ce qui bloque et la nouvelle date."
    ),
}

PUBLISHABLE: dict[str, tuple[str, ...]] = {
    "P1": ("done", "upcoming"),
    "P3": ("done",),
    "P4": ("done", "upcoming"),
    "P7": ("done",),
    "P10": ("done",),
    "P11": ("done", "upcoming"),
    "P17": ("done",),
    "P21": ("done", "upcoming"),
}
"""Fiche → texts marked publiable: what the letter and the public page may use."""


# --- Requests and decisions ---------------------------------------------


@dataclass(frozen=True)
class Ruling:
    """A decision. `answers`: the (fiche, quarter) whose request it meets. Codes follow the order of the list."""

    code: str
    decided_on: date
    instance: str
    title: str
    text: str
    answers: tuple[str, str] | None = None


STEERING = "Comité de pilotage stratégique"
PARTNERS = "Comité de pilotage partenarial"
TECHNICAL = "Comité technique"

REQUESTS: dict[tuple[str, str], str] = {
    ("P6", "2025-T3"): (
        "Arbitrer l’ordre d’ouverture des futures Maisons des solidarités entre les secteurs candidats."
    ),
    ("P4", "2025-T4"): ("Autoriser l’arrêt de l’action de médiation culturelle, redondante avec celles du projet 11."),
    ("P14", "2025-T4"): (
        "Valider le report du système d’information sur la vulnérabilité, qui dépend d’un calendrier national."
    ),
    ("P10", "2026-T1"): ("Décaler le déploiement de l’habitat adapté pour l’adosser au prochain appel à projets."),
    ("P20", "2026-T1"): (
        "Se prononcer sur l’abandon du covoiturage des usagers, faute de cadre d’assurance satisfaisant."
    ),
    ("P12", "2026-T1"): ("Solliciter l’appui des partenaires pour programmer des visites conjointes d’établissements."),
    # The three still awaited (Pilotage, Instances):
    ("P8", "2026-T1"): ("Désigner un interlocuteur unique pour valider les contenus de Drôme Info avant diffusion."),
    ("P19", "2026-T2"): (
        "Confirmer le portage et la date de la conférence des solidarités consacrée à l’attractivité."
    ),
    ("P2", "2026-T3"): (
        "Ouvrir aux partenaires les places non pourvues des formations internes et fixer la prise en charge."
    ),
}

RULINGS: tuple[Ruling, ...] = (
    Ruling(
        "D-001",
        date(2025, 11, 20),
        STEERING,
        "Ouvrir les Maisons des solidarités par les secteurs où les locaux sont disponibles",
        "Le comité retient un déploiement progressif et demande un point à chaque réunion.",
        ("P6", "2025-T3"),
    ),
    Ruling(
        "D-002",
        date(2025, 12, 4),
        TECHNICAL,
        "Décaler le plan d’actions écoresponsables après la désignation des référents",
        "Le comité technique donne un avis favorable au report de l’échéance à la mi-2027.",
    ),
    Ruling(
        "D-003",
        date(2026, 2, 12),
        STEERING,
        "Arrêter l’action de médiation culturelle du projet 4",
        "Les moyens sont rapprochés des actions culturelles mobiles du projet 11.",
        ("P4", "2025-T4"),
    ),
    Ruling(
        "D-004",
        date(2026, 2, 12),
        STEERING,
        "Reporter le système d’information vulnérabilité à 2027",
        "Le report suit le calendrier annoncé au plan national ; un suivi manuel est maintenu d’ici là.",
        ("P14", "2025-T4"),
    ),
    Ruling(
        "D-005",
        date(2026, 5, 21),
        PARTNERS,
        "Programmer des visites conjointes d’établissements",
        "Les partenaires désignent chacun un correspondant et partagent un calendrier commun.",
        ("P12", "2026-T1"),
    ),
    Ruling(
        "D-006",
        date(2026, 6, 11),
        STEERING,
        "Abandonner le covoiturage professionnel des usagers",
        "L’action est abandonnée ; les besoins de mobilité sont renvoyés aux solutions locales existantes.",
        ("P20", "2026-T1"),
    ),
    Ruling(
        "D-007",
        date(2026, 6, 11),
        STEERING,
        "Reporter le déploiement de l’habitat adapté à la deuxième phase du schéma",
        "Le déploiement est adossé au prochain appel à projets.",
        ("P10", "2026-T1"),
    ),
)
