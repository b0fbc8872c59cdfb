"""The words of the demonstration: what each fiche writes quarter after quarter, short comments on actions.

Demonstration texts: nothing in them is a fact about the Drôme, and they give no figure. Third person, plain
spaces: `typeset` mends the typography when they are used.
"""

from __future__ import annotations

from data.demonstration.texts_axis_1 import AXIS_1
from data.demonstration.texts_axis_2 import AXIS_2
from data.demonstration.texts_axis_3 import AXIS_3

Prose = tuple[str, str, str]
"""« Réalisé », « Difficultés et points à surveiller », « À venir » of one report; empty: nothing to say."""

PROSE: dict[str, tuple[Prose, ...]] = {**AXIS_1, **AXIS_2, **AXIS_3}
"""Fiche → one Prose per report that says something, in order (a « rien de nouveau » has none)."""

START_WORDS = (
    "Cadrage validé avec les services concernés ; le travail est lancé.",
    "Groupe de travail constitué, première réunion tenue.",
    "Note de méthode rédigée et partagée avec les partenaires.",
    "Recensement de l’existant engagé.",
    "Action lancée à moyens constants, un référent est désigné.",
    "Premiers échanges avec les équipes de terrain, calendrier posé.",
)

PROGRESS_WORDS = (
    "Travail en cours avec les partenaires, sans écart au calendrier.",
    "Une première version circule pour avis auprès des équipes.",
    "Expérimentation en cours, un retour est attendu le trimestre prochain.",
    "Avancée conforme, quelques ajustements demandés par les équipes.",
    "Mise en œuvre progressive, en commençant par les équipes volontaires.",
    "Les contributions des partenaires sont en cours de consolidation.",
    "Étape intermédiaire franchie ; la diffusion reste à organiser.",
)

DONE_WORDS = (
    "Action terminée ; le document final est diffusé aux équipes.",
    "Action terminée et présentée en comité technique.",
    "Livrable validé, sa mise à jour sera annuelle.",
    "Expérimentation achevée, bilan partagé avec les partenaires.",
    "Action menée à son terme ; le suivi passe au fonctionnement courant.",
)

EARLY_WORDS = "Démarche engagée par anticipation sur la deuxième phase du schéma."
UNSTARTED_WORDS = "Pas encore engagée : les moyens ne sont pas réunis."

TERRITORY_WORDS = (
    "Démarche engagée avec les acteurs locaux.",
    "Premiers contacts pris avec l’intercommunalité et les communes.",
    "Déploiement en cours avec les équipes du secteur.",
    "Calendrier calé avec les partenaires du territoire.",
    "",
    "",
)

TERRITORY_DONE_WORDS = (
    "En place sur l’ensemble des communes concernées.",
    "Action menée, retour positif des partenaires locaux.",
    "Déploiement achevé sur ce territoire.",
    "",
)
