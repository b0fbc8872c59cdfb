"""The field's words: the code stored in a table and the one French term shown for it.

Tables hold the value (TEXT with a CHECK); screens and documents show `label(...)`. Nothing else translates.
"""

from enum import StrEnum


class Status(StrEnum):
    """Status of an action. The first six are said by a person; the others are never stored for an action
    (« non concernée » is stored for a territory only)."""

    NOT_STARTED = "non_engagee"
    IN_PROGRESS = "en_cours"
    DONE = "realisee"
    SUSPENDED = "suspendue"
    POSTPONED = "reportee"
    ABANDONED = "abandonnee"
    NOT_CONCERNED = "non_concernee"
    UPCOMING = "a_venir"
    NOT_REPORTED = "non_renseigne"


DECLARED: tuple[Status, ...] = (
    Status.NOT_STARTED,
    Status.IN_PROGRESS,
    Status.DONE,
    Status.SUSPENDED,
    Status.POSTPONED,
    Status.ABANDONED,
)
"""What a person may say of an action for the département."""

DECLARED_IN_TERRITORY: tuple[Status, ...] = (*DECLARED, Status.NOT_CONCERNED)
"""What a person may say of a déclinée action in a territory."""

DISPLAY_ORDER: tuple[Status, ...] = (
    Status.DONE,
    Status.IN_PROGRESS,
    Status.NOT_STARTED,
    Status.SUSPENDED,
    Status.POSTPONED,
    Status.ABANDONED,
    Status.NOT_REPORTED,
    Status.UPCOMING,
    Status.NOT_CONCERNED,
)
"""Order of a répartition, from done to out of scope."""


class Weather(StrEnum):
    """Météo: what the pilot declares, apart from any computed figure."""

    SUN = "soleil"
    CLOUD = "eclaircies"
    OVERCAST = "couvert"
    STORM = "orage"


class Health(StrEnum):
    """Where an action or indicator stands against its calendar, computed."""

    AHEAD = "en_avance"
    ON_TRACK = "conforme"
    SLIGHTLY_LATE = "leger_retard"
    GAP = "ecart_important"
    SILENT = "sans_nouvelles"


class ReportStatus(StrEnum):
    """Status of a report (point d'avancement) in its campaign."""

    SUBMITTED = "soumis"
    TO_COMPLETE = "a_completer"
    VALIDATED = "valide"


class CampaignStatus(StrEnum):
    OPEN = "ouverte"
    CLOSED = "cloturee"


class Validation(StrEnum):
    """To whom it belongs, in a plan, to validate reports."""

    COORDINATION = "coordination"
    DIRECTION = "direction"


class EvidenceKind(StrEnum):
    """What shows that something was done."""

    LINK = "lien"
    FILE = "fichier"


class Channel(StrEnum):
    """How a reminder left."""

    EMAIL = "courriel"
    FILE = "eml"


class MeasureKind(StrEnum):
    """Kind of an indicator's measure."""

    TARGET = "cible"
    FOLLOW_UP = "suivi"
    MILESTONE = "jalon"
    QUALITATIVE = "qualitatif"


class Nature(StrEnum):
    """What an indicator tells: « ce qui est fait », « ce que cela transforme », or the setting."""

    OUTPUT = "realisation"
    IMPACT = "impact"
    SATISFACTION = "satisfaction"
    QUALITATIVE = "qualitatif"
    MIXED = "mixte"
    CONTEXT = "contexte"


class Direction(StrEnum):
    """The way an indicator should move."""

    UP = "hausse"
    DOWN = "baisse"
    HOLD = "maintien"


class Aggregation(StrEnum):
    """How an indicator's values add up, across territories or over time; declared, never guessed."""

    SUM = "somme"
    WEIGHTED_MEAN = "moyenne_ponderee"
    RATIO = "rapport"
    LAST = "derniere"
    NONE = "aucune"


class ObjectiveRating(StrEnum):
    """Yearly rating of an objective."""

    REACHED = "atteint"
    PARTLY = "partiellement"
    NOT_REACHED = "non_atteint"
    TOO_EARLY = "trop_tot"


class TerritoryKind(StrEnum):
    DEPARTEMENT = "departement"
    SOCIAL_TERRITORY = "territoire_action_sociale"
    EPCI = "epci"
    CANTON = "canton"
    COMMUNE = "commune"


class PilotRole(StrEnum):
    """Part taken by a pilot: lead of a fiche, co-pilot, deputy, or pilot of one action."""

    LEAD = "responsable"
    CO_PILOT = "copilote"
    DEPUTY = "suppleant"
    ACTION = "pilote_action"


class SceneKind(StrEnum):
    """Kind of a scene of an edition."""

    TITLE = "titre"
    KEY_FIGURES = "chiffres_cles"
    MAP = "carte"
    AXIS = "axe"
    PUBLIC = "public"
    TERRITORY = "territoire"
    FICHE = "fiche"
    BEFORE_AFTER = "avant_apres"
    TRAJECTORY = "trajectoire"
    PARTNER_FIGURE = "chiffre_partenaire"
    PHOTO = "photo"
    QUOTE = "verbatim"
    DECISIONS = "decisions"
    NEXT = "suite"
    PUBLIC_PAGE = "page_publique"
    THANKS = "remerciements"


class FileUse(StrEnum):
    """What a file given for an edition is for."""

    PHOTO = "photo"
    LOGO = "logo"
    TEMPLATE = "modele"


class Role(StrEnum):
    """What an account may do; `data.permissions` says exactly what."""

    READER = "lecteur"
    PRESENTER = "presentateur"
    PILOT = "pilote"
    FICHE_LEAD = "responsable_fiche"
    TERRITORY_DIRECTOR = "directeur_territoire"
    DIRECTION = "direction"
    COORDINATOR = "coordinateur"
    ADMINISTRATOR = "administrateur"


_LABELS: tuple[tuple[StrEnum, str], ...] = (
    (Status.NOT_STARTED, "Non engagée"),
    (Status.IN_PROGRESS, "En cours"),
    (Status.DONE, "Réalisée"),
    (Status.SUSPENDED, "Suspendue"),
    (Status.POSTPONED, "Reportée"),
    (Status.ABANDONED, "Abandonnée"),
    (Status.NOT_CONCERNED, "Non concernée"),
    (Status.UPCOMING, "À venir"),
    (Status.NOT_REPORTED, "Non renseignée"),
    (Weather.SUN, "Soleil\u00a0: objectifs assurés"),
    (Weather.CLOUD, "Éclaircies\u00a0: objectifs atteignables"),
    (Weather.OVERCAST, "Couvert\u00a0: un appui est nécessaire"),
    (Weather.STORM, "Orage\u00a0: objectifs compromis"),
    (Health.AHEAD, "En avance"),
    (Health.ON_TRACK, "Conforme au calendrier"),
    (Health.SLIGHTLY_LATE, "En léger retard"),
    (Health.GAP, "Écart important au calendrier"),
    (Health.SILENT, "Sans nouvelles"),
    (ReportStatus.SUBMITTED, "Soumis"),
    (ReportStatus.TO_COMPLETE, "À compléter"),
    (ReportStatus.VALIDATED, "Validé"),
    (CampaignStatus.OPEN, "Ouverte"),
    (CampaignStatus.CLOSED, "Clôturée"),
    (Validation.COORDINATION, "La coordination du plan"),
    (Validation.DIRECTION, "La direction référente de chaque fiche"),
    (EvidenceKind.LINK, "Lien"),
    (EvidenceKind.FILE, "Fichier"),
    (Channel.EMAIL, "Courriel envoyé"),
    (Channel.FILE, "Courriel préparé (fichier .eml)"),
    (MeasureKind.TARGET, "Avec cible"),
    (MeasureKind.FOLLOW_UP, "Suivi"),
    (MeasureKind.MILESTONE, "Jalon"),
    (MeasureKind.QUALITATIVE, "Qualitatif"),
    (Nature.OUTPUT, "Réalisation"),
    (Nature.IMPACT, "Impact"),
    (Nature.SATISFACTION, "Satisfaction"),
    (Nature.QUALITATIVE, "Qualitatif"),
    (Nature.MIXED, "Mixte"),
    (Nature.CONTEXT, "Contexte"),
    (Direction.UP, "Hausse"),
    (Direction.DOWN, "Baisse"),
    (Direction.HOLD, "Maintien"),
    (Aggregation.SUM, "Somme"),
    (Aggregation.WEIGHTED_MEAN, "Moyenne pondérée"),
    (Aggregation.RATIO, "Rapport de sommes"),
    (Aggregation.LAST, "Dernière valeur"),
    (Aggregation.NONE, "Aucune"),
    (ObjectiveRating.REACHED, "Atteint"),
    (ObjectiveRating.PARTLY, "Partiellement atteint"),
    (ObjectiveRating.NOT_REACHED, "Non atteint"),
    (ObjectiveRating.TOO_EARLY, "Trop tôt pour le dire"),
    (TerritoryKind.DEPARTEMENT, "Département"),
    (TerritoryKind.SOCIAL_TERRITORY, "Territoire d’action sociale"),
    (TerritoryKind.EPCI, "Intercommunalité (EPCI)"),
    (TerritoryKind.CANTON, "Canton"),
    (TerritoryKind.COMMUNE, "Commune"),
    (PilotRole.LEAD, "Responsable de la fiche"),
    (PilotRole.CO_PILOT, "Copilote"),
    (PilotRole.DEPUTY, "Suppléance"),
    (PilotRole.ACTION, "Pilote de l’action"),
    (SceneKind.TITLE, "Titre"),
    (SceneKind.KEY_FIGURES, "Chiffres clés"),
    (SceneKind.MAP, "Carte"),
    (SceneKind.AXIS, "Axe"),
    (SceneKind.PUBLIC, "Public"),
    (SceneKind.TERRITORY, "Territoire"),
    (SceneKind.FICHE, "Récit d’une fiche"),
    (SceneKind.BEFORE_AFTER, "Avant, après"),
    (SceneKind.TRAJECTORY, "Trajectoire d’un indicateur"),
    (SceneKind.PARTNER_FIGURE, "Chiffre d’un partenaire"),
    (SceneKind.PHOTO, "Photo"),
    (SceneKind.QUOTE, "Verbatim"),
    (SceneKind.DECISIONS, "Décisions"),
    (SceneKind.NEXT, "La suite"),
    (SceneKind.PUBLIC_PAGE, "Page publique (code QR)"),
    (SceneKind.THANKS, "Remerciements"),
    (FileUse.PHOTO, "Photo"),
    (FileUse.LOGO, "Logo"),
    (FileUse.TEMPLATE, "Modèle de diaporama"),
    (Role.READER, "Lecture"),
    (Role.PRESENTER, "Présentation"),
    (Role.PILOT, "Pilote d’action"),
    (Role.FICHE_LEAD, "Responsable de fiche"),
    (Role.TERRITORY_DIRECTOR, "Direction de territoire"),
    (Role.DIRECTION, "Direction"),
    (Role.COORDINATOR, "Coordination"),
    (Role.ADMINISTRATOR, "Administration"),
)
# By vocabulary too: words of two vocabularies may be stored alike (a role and a rule both say « direction »).
_LABEL_OF: dict[tuple[type[StrEnum], str], str] = {(type(word), word.value): text for word, text in _LABELS}

REPORT_TEXTS: dict[str, str] = {
    "done": "Réalisé",
    "difficulties": "Difficultés et points à surveiller",
    "request": "Décision ou appui demandé",
    "upcoming": "À venir\u00a0: travaux, partenaires",
}
"""The four texts of a report: field → French heading."""


def label(word: StrEnum) -> str:
    """The one French term shown for `word`."""
    return _LABEL_OF[type(word), word.value]


def values(words: type[StrEnum] | tuple[StrEnum, ...]) -> list[str]:
    """The stored values of a vocabulary, for a CHECK constraint or a choice list."""
    return [str(word.value) for word in words]
