"""The sheets of the workbook, in their order: one declaration that both writes and reads.

What a list of the body derives from others (the publics of a fiche, from « Publics des fiches ») has no column here:
`data.workbook.derived` works it out again.
"""

from __future__ import annotations

from data.workbook.column import Column, Kind, Sheet, column

_LONG, _JSON = Kind.LONG, Kind.JSON


def _code(table: str, width: int = 14) -> Column:
    return column(table, "code", "Code", width)


def _title(table: str, label: str = "Intitulé") -> Column:
    return column(table, "title", label, 60, _LONG)


def _line(table: str) -> Column:
    return column(table, "source_line", "Ligne du document", 10)


def _rank(table: str) -> Column:
    return column(table, "rank", "Ordre", 8)


def _details(table: str, name: str = "details") -> Column:
    return column(table, name, "Détails techniques", 30)


def _place(table: str) -> tuple[Column, Column]:
    return column(table, "fiche", "Fiche", 12), column(table, "heading", "Axe ou orientation", 12)


SHEETS: tuple[Sheet, ...] = (
    Sheet(
        "phases",
        "Phases",
        "Les périodes entre lesquelles le plan répartit ses actions. Elles peuvent se chevaucher.",
        (
            _code("phases"),
            _title("phases"),
            column("phases", "starts_on", "Premier jour", 12),
            column("phases", "ends_on", "Dernier jour", 12),
        ),
    ),
    Sheet(
        "headings",
        "Axes et orientations",
        "L’arbre du plan au-dessus des fiches. « Niveau » vaut 1 pour un axe, un de plus que son parent ensuite.",
        (
            _code("headings"),
            _title("headings"),
            column("headings", "parent", "Parent", 12),
            column("headings", "depth", "Niveau", 8),
            _rank("headings"),
            _line("headings"),
            _details("headings"),
        ),
    ),
    Sheet(
        "fiches",
        "Fiches",
        "Les unités qui rendent compte à chaque période. Leurs publics sont dans la feuille « Publics des fiches ».",
        (
            _code("fiches"),
            _title("fiches"),
            column("fiches", "heading", "Axe ou orientation", 12),
            _rank("fiches"),
            column("fiches", "partners", "Partenaires", 40),
            _line("fiches"),
            _details("fiches"),
        ),
    ),
    Sheet(
        "objectives",
        "Objectifs",
        "Les objectifs écrits dans les fiches, évalués une fois par an.",
        (
            _code("objectives"),
            _title("objectives"),
            column("objectives", "fiche", "Fiche", 12),
            _rank("objectives"),
            _line("objectives"),
        ),
    ),
    Sheet(
        "actions",
        "Actions",
        "Une ligne par action. Elle dépend d’une fiche ou, à défaut, d’un axe ou d’une orientation, et d’une seule "
        "phase. « Publics » ne se remplit que si sa propre phrase en nomme.",
        (
            _code("actions"),
            _title("actions"),
            column("actions", "text", "Texte entier", 70, _LONG),
            *_place("actions"),
            column("actions", "parent", "Action parente", 14),
            column("actions", "phase", "Phase", 12),
            _rank("actions"),
            column("actions", "starts_on", "Commence le", 12),
            column("actions", "ends_on", "Finit le", 12),
            column("actions", "calendar_text", "Calendrier selon le document", 24),
            column("actions", "recurrent", "Récurrente", 11),
            column("actions", "recurrence_months", "Mois entre deux fois", 11),
            column("actions", "trackable", "Suivie", 9),
            column("actions", "territorial", "Déclinée par territoire", 11),
            column("actions", "weight", "Poids", 8),
            column("actions", "audiences", "Publics", 24),
            _line("actions"),
            column("actions", "hints", "Mots du document sur l’existant", 30),
            column("actions", "sub_items", "Puces", 30),
            _details("actions"),
        ),
    ),
    Sheet(
        "indicators",
        "Indicateurs",
        "Ce qui se mesure. Un indicateur dépend d’une fiche ou, à défaut, d’un axe ou d’une orientation.",
        (
            _code("indicators"),
            _title("indicators"),
            *_place("indicators"),
            _rank("indicators"),
            column("indicators", "unit", "Unité", 18),
            column("indicators", "nature", "Nature", 13),
            column("indicators", "measure_kind", "Type de suivi", 13),
            column("indicators", "direction", "Sens souhaité", 12),
            column("indicators", "tolerance", "Tolérance", 10),
            column("indicators", "territory_aggregation", "Cumul entre territoires", 18),
            column("indicators", "time_aggregation", "Cumul dans le temps", 18),
            column("indicators", "periodicity_months", "Mois entre deux valeurs", 11),
            column("indicators", "availability_months", "Mois d’attente de la valeur", 11),
            column("indicators", "threshold", "Plus petit effectif montré", 11),
            column("indicators", "flagship", "Indicateur phare", 11),
            column("indicators", "compound", "Plusieurs mesures en une ligne", 13),
            _line("indicators"),
            column("indicators", "components", "Mesures réunies", 30),
            _details("indicators"),
        ),
    ),
    Sheet(
        "targets",
        "Cibles",
        "Ce qu’un indicateur doit atteindre. Le code du département désigne le département entier.",
        (
            column("targets", "indicator", "Indicateur", 16),
            column("targets", "territory", "Territoire", 14),
            column("targets", "due_on", "À atteindre le", 14),
            column("targets", "value", "Cible", 14),
        ),
    ),
    Sheet(
        "measures",
        "Valeurs",
        "Les valeurs des indicateurs. Un pourcentage s’écrit 12,5 et non 12,5 %.",
        (
            column("measures", "indicator", "Indicateur", 16),
            column("measures", "territory", "Territoire", 14),
            column("measures", "on", "Au", 12),
            column("measures", "value", "Valeur", 14),
            column("measures", "numerator", "Numérateur", 12),
            column("measures", "denominator", "Dénominateur", 13),
            column("measures", "qualifier", "Précision", 14),
            column("measures", "text", "Valeur en mots ou remarque", 40, _LONG),
            column("measures", "source", "Source", 24),
            column("measures", "baseline", "Valeur de départ", 10),
            column("measures", "author", "Saisie par", 18),
            column("measures", "said_on", "Saisie le", 12),
        ),
    ),
    Sheet(
        "audiences",
        "Publics",
        "Les publics dans les mots du plan, et les publics communs qu’ils désignent (codes de « Publics communs »).",
        (
            _code("audiences", 24),
            _title("audiences"),
            column("audiences", "shared", "Publics communs", 36),
            _line("audiences"),
            column("audiences", "reasons", "Raisons du rapprochement", 30),
            _details("audiences"),
        ),
    ),
    Sheet(
        "shared_audiences",
        "Publics communs",
        "Le vocabulaire de publics commun à tous les plans. « Tout public » répond à tous les filtres.",
        (
            _code("shared_audiences", 24),
            _title("shared_audiences"),
            _rank("shared_audiences"),
            column("shared_audiences", "universal", "Tout public", 10),
        ),
    ),
    Sheet(
        "fiche_audiences",
        "Publics des fiches",
        "Une ligne par fiche et par public qu’elle nomme.",
        (
            column("fiche_audiences", "fiche", "Fiche", 12),
            column("fiche_audiences", "audience", "Public", 24),
            column("fiche_audiences", "qualifier", "Précision", 24),
            _line("fiche_audiences"),
        ),
    ),
    Sheet(
        "partners",
        "Partenaires",
        "Les partenaires nommés par les fiches.",
        (_code("partners", 24), _title("partners", "Nom"), _line("partners"), _details("partners")),
    ),
    Sheet(
        "pilots",
        "Pilotes",
        "Les services et fonctions en charge : jamais le nom d’une personne.",
        (
            column("pilots", "name", "Nom", 50),
            column("pilots", "organisation", "Organisme", 30),
            column("pilots", "direction", "Direction", 30),
            column("pilots", "external", "Hors du Département", 12),
        ),
    ),
    Sheet(
        "assignments",
        "Affectations",
        "Qui porte quoi, de quand à quand. Pour une part dans une seule action, seule l’action est écrite.",
        (
            column("assignments", "pilot", "Pilote", 50),
            column("assignments", "fiche", "Fiche", 12),
            column("assignments", "action", "Action", 14),
            column("assignments", "role", "Rôle", 24),
            column("assignments", "from_on", "Depuis le", 12),
            column("assignments", "to_on", "Jusqu’au", 12),
        ),
    ),
    Sheet(
        "territories",
        "Territoires",
        "Le département, ses intercommunalités, ses cantons et ses communes.",
        (
            _code("territories"),
            column("territories", "name", "Nom", 36),
            column("territories", "kind", "Type", 24),
            column("territories", "parent", "Parent", 12),
            column("territories", "canton", "Canton", 12),
            column("territories", "area", "Territoire d’action sociale", 14),
            column("territories", "population", "Habitants", 12),
            column("territories", "population_year", "Année du décompte", 11),
            column("territories", "indicative", "Composition indicative", 12),
        ),
    ),
    Sheet(
        "lead_axes",
        "Axes pilotés",
        "Les axes dont un territoire est pilote.",
        (
            column("lead_axes", "territory", "Territoire", 14),
            column("lead_axes", "heading", "Axe", 12),
            column("lead_axes", "period_text", "Durée selon le document", 40),
            _line("lead_axes"),
        ),
    ),
    Sheet(
        "facilities",
        "Équipements",
        "Les lieux où le public est reçu.",
        (
            column("facilities", "code", "Code", 24),
            column("facilities", "kind", "Type", 20),
            column("facilities", "name", "Nom", 40),
            column("facilities", "lon", "Longitude", 12),
            column("facilities", "lat", "Latitude", 12),
            column("facilities", "address", "Adresse", 40),
            column("facilities", "commune", "Code commune", 12),
            column("facilities", "source", "Source", 24),
            column("facilities", "known_on", "Liste établie le", 12),
        ),
    ),
    Sheet(
        "meetings",
        "Réunions",
        "Les séances des instances, passées et à venir.",
        (
            column("meetings", "instance", "Instance", 40),
            column("meetings", "held_on", "Le", 12),
            column("meetings", "paces", "Rythme les échéances", 12),
        ),
    ),
    Sheet(
        "key_figures",
        "Chiffres du document",
        "Les chiffres imprimés dans le document, à leur date. Un pourcentage s’écrit 12,5 et non 12,5 %.",
        (
            _code("key_figures", 18),
            _title("key_figures"),
            column("key_figures", "kind", "Type", 22),
            column("key_figures", "value", "Valeur", 12),
            column("key_figures", "unit", "Unité", 18),
            column("key_figures", "qualifier", "Précision", 14),
            column("key_figures", "year", "Année", 12),
            column("key_figures", "denominator", "Dénominateur", 13),
            *_place("key_figures"),
            column("key_figures", "note", "Remarque", 40, _LONG),
            _rank("key_figures"),
            _line("key_figures"),
            _details("key_figures"),
        ),
    ),
    Sheet(
        "entries",
        "Autres éléments",
        "Tout le reste du document : instances, glossaire, initiatives… Le détail de chacun est en données techniques.",
        (
            column("entries", "kind", "Type", 22),
            _code("entries", 22),
            _title("entries"),
            _rank("entries"),
            _line("entries"),
            _details("entries", "body"),
        ),
    ),
    Sheet(
        "rule_settings",
        "Réglages des alertes",
        "Ce que le plan change aux règles des points à traiter ; une règle absente s’applique telle quelle.",
        (
            column("rule_settings", "rule", "Règle", 34),
            column("rule_settings", "active", "Appliquée", 10),
            column("rule_settings", "words", "Définition propre au plan", 50, _LONG),
            column("rule_settings", "next_step", "Que faire", 50, _LONG),
            column("rule_settings", "who", "Qui le fait", 30),
        ),
    ),
    Sheet(
        "threshold_settings",
        "Réglages des seuils",
        "Les valeurs que le plan donne aux seuils qu’il peut changer.",
        (
            column("threshold_settings", "key", "Seuil", 70),
            column("threshold_settings", "value", "Valeur", 12),
        ),
    ),
)

BY_TABLE = {sheet.table: sheet for sheet in SHEETS}
