"""Demonstration texts of axis 3 (P17 to P21): « Réalisé », « Difficultés », « À venir », a row per report."""

from __future__ import annotations

AXIS_3: dict[str, tuple[tuple[str, str, str], ...]] = {
    "P17": (
        (
            "Le calendrier des rencontres territoriales a été établi avec les secteurs.",
            "",
            "Tenue des rencontres annuelles par publics.",
        ),
        (
            "Les rencontres par publics se sont tenues ; l’observatoire a consolidé son organisation.",
            "Les rencontres généralistes n’ont pas pu être tenues dans l’année.",
            "Participation aux contrats locaux de santé.",
        ),
        (
            "Les contrats locaux de santé ont été suivis et de nouveaux partenaires rejoints.",
            "Les calendriers des contrats ne coïncident pas.",
            "Renforcement du lien avec le service pénitentiaire d’insertion et de probation.",
        ),
        (
            "Le partenariat avec le service pénitentiaire d’insertion et de probation se resserre.",
            "",
            "Rapprochement entre acteurs de la santé mentale et du logement.",
        ),
        (
            "L’interconnaissance entre santé mentale et logement est acquise, avec un annuaire partagé.",
            "Les rencontres généralistes de l’année restent à programmer.",
            "Rencontres généralistes avant la fin de l’année.",
        ),
    ),
    "P18": (
        (
            "Le diagnostic de l’offre d’aide alimentaire est engagé par la coordination avec la DDETS.",
            "Le projet n’a pas de responsable désigné.",
            "Entretiens avec les associations d’aide alimentaire.",
        ),
        (
            "Les entretiens avec les associations sont menés et une première carte est dressée.",
            "L’échéance du diagnostic est passée, une partie du territoire reste à couvrir.",
            "Fin du diagnostic et restitution aux partenaires.",
        ),
    ),
    "P19": (
        (
            "Les actions d’attractivité menées dans d’autres territoires ont commencé à être comparées.",
            "",
            "Fin du parangonnage.",
        ),
        (
            "Le parangonnage est achevé et partagé avec les employeurs.",
            "Le diagnostic partenarial a pris du retard.",
            "Collecte des données auprès des fédérations.",
        ),
        (
            "Les réseaux d’ambassadrices et d’ambassadeurs des métiers se développent.",
            "Le temps donné par les ambassadeurs repose sur le volontariat.",
            "Fin du diagnostic partenarial.",
        ),
        (
            "Le diagnostic partenarial est livré après l’échéance ; le réseau d’ambassadeurs est installé.",
            "La conférence consacrée à ce thème n’a ni portage ni date arrêtés.",
            "Écriture de la stratégie d’attractivité.",
        ),
    ),
    "P20": (
        (
            "Le diagnostic de la maîtrise des enjeux environnementaux par les professionnels est réalisé.",
            "",
            "Désignation des référents dans les services.",
        ),
        (
            "Les référents « écologie » sont désignés ; le plan d’actions est reporté.",
            "Les référents exercent cette mission sans temps dédié.",
            "Premières sessions de sensibilisation.",
        ),
        (
            "Les solutions de mobilité ont été étudiées avec les sites volontaires.",
            "Le covoiturage des usagers se heurte au cadre d’assurance.",
            "Accompagnement des sites dans leurs pratiques de mobilité.",
        ),
        (
            "L’accompagnement des pratiques de mobilité est achevé dans les sites volontaires.",
            "Le poste d’animation est vacant, les sessions de sensibilisation sont suspendues.",
            "Recrutement et reprise des sessions.",
        ),
    ),
    "P21": (
        (
            "Les diagnostics éco-logement se poursuivent avec les partenaires de l’énergie.",
            "",
            "Création de supports en facile à lire et à comprendre.",
        ),
        (
            "Les premiers supports en facile à lire et à comprendre sont testés avec des habitants.",
            "Le vocabulaire de l’énergie reste difficile à simplifier.",
            "Impression et diffusion des supports.",
        ),
        (
            "Les supports en facile à lire et à comprendre sont diffusés dans les accueils.",
            "",
            "Cartographie des partenaires par secteur.",
        ),
        (
            "La cartographie des partenaires de la transition écologique progresse dans tous les secteurs.",
            "Les acteurs du développement local sont sollicités par plusieurs projets à la fois.",
            "Appropriation des outils mis à disposition par l’ARS.",
        ),
        (
            "Les outils de l’ARS sont présentés et utilisés par les équipes volontaires.",
            "",
            "Poursuite des partenariats locaux avant l’hiver.",
        ),
    ),
}
