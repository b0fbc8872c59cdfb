"""Demonstration texts of axis 1 (P1 to P9): « Réalisé », « Difficultés », « À venir », a row per report."""

from __future__ import annotations

AXIS_1: dict[str, tuple[tuple[str, str, str], ...]] = {
    "P1": (
        (
            "Les services ont recensé les questionnaires déjà utilisés et comparé leurs pratiques.",
            "Les outils diffèrent d’un service à l’autre, ce qui rend les réponses peu comparables.",
            "Rédaction du process commun avec les services volontaires.",
        ),
        (
            "Le process de mesure de la satisfaction est rédigé et validé en comité technique.",
            "",
            "Choix des services pilotes pour la première enquête.",
        ),
        (
            "L’enquête de satisfaction a été expérimentée dans les services pilotes et à domicile.",
            "Le retour des personnes les plus éloignées de l’écrit reste faible.",
            "Version orale du questionnaire, avec l’appui des accueils de proximité.",
        ),
        (
            "La campagne de questionnaire anonyme est achevée ; ses résultats ont été présentés aux équipes.",
            "L’anonymat a demandé de revoir le circuit de collecte.",
            "Installation des boîtes à idées dans les lieux d’accueil.",
        ),
        (
            "Les boîtes à idées sont installées et leur premier relevé a été fait avec les équipes.",
            "Il faut prévoir qui répond aux propositions, et dans quel délai.",
            "Généralisation des enquêtes, engagée par anticipation avec deux partenaires.",
        ),
    ),
    "P2": (
        (
            "Le recueil des formations sur la participation et l’autodétermination est établi.",
            "",
            "Construction de l’outil commun de recueil des besoins.",
        ),
        (
            "Une première sensibilisation a réuni des équipes de plusieurs directions.",
            "Les remplacements manquent pour libérer les professionnels des accueils.",
            "Diffusion de l’outil de recueil aux encadrants.",
        ),
        (
            "L’outil commun de recueil des besoins de formation est en service.",
            "",
            "Analyse des premières demandes, par métier.",
        ),
        (
            "Une nouvelle session de sensibilisation s’est tenue, coanimée par des personnes accompagnées.",
            "La rémunération des coanimateurs n’est pas encore cadrée.",
            "Communication sur les évolutions de pratiques auprès des écoles de travail social.",
        ),
        (
            "Les évolutions de pratiques ont été présentées aux centres de formation et aux futurs diplômés.",
            "Des places restent vides faute d’inscriptions internes, alors que des partenaires en demandent.",
            "Programmation de l’année suivante avec les partenaires volontaires.",
        ),
    ),
    "P3": (
        (
            "Les commissions dédiées aux personnes âgées et aux personnes handicapées sont installées.",
            "",
            "Recensement des instances où la participation peut être renforcée.",
        ),
        (
            "Les instances participatives à créer ou à renforcer sont installées.",
            "La disponibilité des participants limite le nombre de réunions.",
            "Intégration de personnes accompagnées dans les instances existantes.",
        ),
        (
            "Des personnes accompagnées siègent désormais dans les instances de mise en œuvre concernées.",
            "Le défraiement des déplacements est jugé trop lent.",
            "Appui à la prise de parole, à la demande des participants.",
        ),
        (
            "La participation des usagers aux instances de la conférence des financeurs est effective.",
            "",
            "Bilan de la première année avec les participants.",
        ),
    ),
    "P4": (
        (
            "Un premier tour des pratiques d’aller vers a été fait avec les centres médico-sociaux.",
            "Les pratiques sont nombreuses mais peu tracées.",
            "Fin du parangonnage et premières cartes d’intervention.",
        ),
        (
            "Le parangonnage est terminé et restitué aux équipes.",
            "L’action de médiation culturelle fait double emploi avec celles du projet 11.",
            "Rencontres d’acteurs par intercommunalité.",
        ),
        (
            "Les permanences et visites se poursuivent ; l’action de médiation culturelle est arrêtée.",
            "Les secteurs ruraux demandent plus de temps de trajet que prévu.",
            "Préparation des portes ouvertes des centres médico-sociaux.",
        ),
        (
            "Les portes ouvertes des centres médico-sociaux ont attiré de nouveaux publics.",
            "Deux territoires n’ont pas encore pu les organiser.",
            "Retour d’expérience entre équipes.",
        ),
        (
            "Le maillage des intervenants progresse et la carte partagée est tenue à jour.",
            "La présence des partenaires reste inégale selon les secteurs.",
            "Rattrapage dans les territoires où les portes ouvertes restent à tenir.",
        ),
    ),
    "P5": (
        (
            "Les lieux et services qui recourent à la pair-aidance sont en cours de recensement.",
            "",
            "Restitution du recensement aux partenaires.",
        ),
        (
            "Le recensement de la pair-aidance est achevé et mis à disposition des équipes.",
            "Le statut des pairs aidants soulève des questions de droit du travail.",
            "Sensibilisation des professionnels volontaires.",
        ),
        (
            "Une réflexion a été menée avec des pairs aidants sur l’auto-réhabilitation du logement.",
            "Peu de personnes se portent volontaires sans accompagnement dédié.",
            "Construction d’un parcours de sensibilisation avec les associations.",
        ),
    ),
    "P6": (
        (
            "La promotion de Drôme Info s’est poursuivie auprès des accueils partenaires.",
            "Plusieurs secteurs sont candidats à une Maison des solidarités, sans ordre de priorité.",
            "Diffusion du guide de lutte contre l’habitat indigne.",
        ),
        (
            "La nouvelle édition du guide de lutte contre l’habitat indigne est diffusée.",
            "",
            "Préparation des premières ouvertures, selon l’ordre retenu par le comité.",
        ),
        (
            "Le projet de Maison des solidarités avance dans les premiers secteurs retenus.",
            "La mise à jour de la formation au premier accueil n’a pas commencé, faute d’animateur.",
            "Recherche d’un organisme pour la formation.",
        ),
        (
            "Des permanences communes sont à l’essai dans plusieurs lieux d’accueil.",
            "L’échéance de la formation au premier accueil est dépassée.",
            "Nouveau calendrier de formation à proposer.",
        ),
        (
            "Les permanences communes se poursuivent.",
            "La formation au premier accueil n’est toujours pas engagée.",
            "",
        ),
    ),
    "P7": (
        (
            "L’offre d’accompagnement numérique a été étendue à de nouveaux lieux d’accueil.",
            "",
            "Sensibilisation des agents d’accueil à la médiation numérique.",
        ),
        (
            "Les premières sessions de sensibilisation des accueils ont été tenues.",
            "La demande dépasse les créneaux disponibles en fin de mois.",
            "Fin du cycle de sensibilisation et bilan.",
        ),
        (
            "Le cycle de sensibilisation des personnes en situation d’accueil est achevé.",
            "",
            "Coordination des lieux d’accueil avec les espaces France Services.",
        ),
        (
            "Des rencontres entre espaces France Services, centres médico-sociaux et CAF ont été organisées.",
            "Les agendas des structures se recoupent difficilement en été.",
            "Poursuite des rencontres dans les territoires non couverts.",
        ),
    ),
    "P8": (
        (
            "Un questionnaire sur l’accès à l’information a été préparé avec les accueils.",
            "",
            "Recueil auprès des usagers dans les lieux volontaires.",
        ),
        (
            "Le recueil des difficultés a commencé et Drôme Info a été mis à jour.",
            "Les contenus demandent plusieurs validations avant diffusion.",
            "Suite du recueil et communication vers les propriétaires bailleurs.",
        ),
        (
            "Une nouvelle mise à jour de Drôme Info a été diffusée.",
            "Le circuit de validation bloque la suite du recueil et la publication des contenus.",
            "Reprise dès qu’un interlocuteur est désigné.",
        ),
    ),
    "P9": (
        (
            "La trame de la cartographie de la prévention a été construite avec les directions.",
            "",
            "Collecte auprès des financeurs et des associations.",
        ),
        (
            "La collecte est engagée et les campagnes nationales de santé ont été relayées.",
            "L’objectif de prévention de l’année à venir n’est pas encore choisi.",
            "Choix de l’objectif annuel avec les partenaires.",
        ),
    ),
}
