"""Demonstration texts of axis 2 (P10 to P16): « Réalisé », « Difficultés », « À venir », a row per report."""

from __future__ import annotations

AXIS_2: dict[str, tuple[tuple[str, str, str], ...]] = {
    "P10": (
        (
            "Les acteurs du domicile ont été réunis pour rendre l’offre plus lisible.",
            "Les dénominations varient d’un organisme à l’autre.",
            "Recensement des services mobiles par territoire.",
        ),
        (
            "Le recensement des services mobiles est lancé et précisé par intercommunalité.",
            "Les réponses des services itinérants arrivent lentement.",
            "Document commun de présentation des acteurs du domicile.",
        ),
        (
            "Le travail de coordination et de lisibilité des acteurs est achevé et présenté.",
            "L’habitat adapté demande un calendrier plus long que la première phase.",
            "Renforcement du soutien aux aidants avec la CPAM.",
        ),
        (
            "De nouveaux temps de répit ont été ouverts avec les partenaires ; l’habitat adapté est reporté.",
            "",
            "Évaluation du soutien aux aidants.",
        ),
        (
            "Le soutien renforcé aux aidants est en place et son évaluation est partagée.",
            "L’accès aux soins reste un point d’attention dans les secteurs ruraux.",
            "Poursuite des visites à domicile et du recensement.",
        ),
    ),
    "P11": (
        (
            "La collecte des actions de lutte contre l’isolement a débuté avec les centres sociaux.",
            "",
            "Valorisation des heures de lien social.",
        ),
        (
            "La collecte se poursuit et les premières actions culturelles mobiles sont lancées.",
            "Les petites associations répondent peu aux questionnaires en ligne.",
            "Rencontres de terrain pour compléter la cartographie.",
        ),
        (
            "Les modalités de mise en œuvre des heures de lien social sont diffusées aux services.",
            "",
            "Rendez-vous mensuel du parcours des bénéficiaires du RSA.",
        ),
        (
            "Les actions culturelles mobiles s’étendent : portage de livres et contes par téléphone.",
            "La cartographie a pris du retard, faute de données homogènes.",
            "Généralisation du rendez-vous mensuel.",
        ),
        (
            "Le rendez-vous mensuel du nouveau parcours est en place dans tous les secteurs.",
            "La cartographie reste à finir ; son échéance est passée.",
            "Fin de la cartographie et nouvelles propositions d’insertion sociale.",
        ),
    ),
    "P12": (
        (
            "Le suivi de la qualité de prise en charge est en cours de formalisation.",
            "",
            "Rencontres avec les établissements volontaires.",
        ),
        (
            "Les premiers établissements ont été accompagnés dans l’adaptation de leur offre.",
            "Les établissements disposent de peu de temps pour renseigner les outils.",
            "Consolidation des instances de recherche de solutions.",
        ),
        (
            "Les instances qui fluidifient les parcours fonctionnent de manière régulière.",
            "Les visites d’établissements gagneraient à être conduites avec les partenaires.",
            "Cartographies par thématique.",
        ),
        (
            "Les cartographies par thématique ont été livrées et les visites conjointes sont programmées.",
            "Les données de deux thématiques sont à vérifier.",
            "Retour des établissements sur les outils de suivi.",
        ),
        (
            "Les instances de recherche de solutions sont consolidées avec les partenaires.",
            "Deux cartographies sont à reprendre et les établissements contestent les outils de suivi.",
            "Nouvelle version des outils avec un groupe d’établissements.",
        ),
    ),
    "P14": (
        (
            "L’évaluation des dispositifs de lutte contre la maltraitance a été engagée.",
            "",
            "Entretiens avec les opérateurs de chaque public.",
        ),
        (
            "Les entretiens avec les opérateurs sont menés et une synthèse est en rédaction.",
            "Le système d’information attendu dépend d’un calendrier national.",
            "Mise à jour des outils de repérage.",
        ),
        (
            "Les dispositifs et outils sont évalués et mis à jour ; le système d’information est reporté.",
            "Le suivi manuel alourdit la tâche des équipes.",
            "Rencontres d’interconnaissance entre opérateurs.",
        ),
        (
            "Les rencontres entre opérateurs ont commencé et un pôle ressources se prépare.",
            "",
            "Suite des rencontres dans les autres secteurs.",
        ),
    ),
    "P15": (
        (
            "Le groupe technique a arrêté une définition partagée des situations complexes.",
            "Chaque secteur garde ses critères de priorité.",
            "Recensement des bonnes pratiques.",
        ),
        (
            "Les bonnes pratiques de gestion des situations existantes sont recensées.",
            "Les sorties d’hospitalisation sans solution restent difficiles à anticiper.",
            "Écriture des protocoles d’articulation.",
        ),
        (
            "Les protocoles d’articulation entre services sont signés par les premiers partenaires.",
            "",
            "Appropriation des protocoles par les équipes.",
        ),
    ),
    "P16": (
        (
            "Une première liste des solutions existantes par public a été établie par la coordination.",
            "Le projet n’a pas de responsable désigné.",
            "Recherche de solutions alternatives inspirantes.",
        ),
        (
            "Des solutions alternatives ont été repérées dans d’autres départements.",
            "La cartographie avance lentement, faute de pilote.",
            "Fin du repérage et restitution.",
        ),
        (
            "Le repérage des solutions alternatives est restitué aux directions.",
            "La consultation pour la médiation entre services et personnes est restée sans réponse.",
            "Reprise de la cartographie, dont l’échéance est passée.",
        ),
    ),
}
