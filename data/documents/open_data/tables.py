"""The files of the open data, their columns and their rows. No name, nothing that somebody wrote of the follow-up.

What is there of the follow-up: the status of actions, the values of indicators as anybody may see them (small counts
hidden), yearly ratings, the title of decisions. What is not: who carries or says what, comments, difficulties,
requests, météo, health.
"""

from __future__ import annotations

from collections.abc import Iterator

from data.documents.open_data.fields import Field, Table, choices, code
from data.measures.aggregation import value_of
from data.measures.columns import Row, as_date, as_number, records
from data.measures.decided import kept_decisions
from data.measures.readable import readable_measures
from data.measures.units import smallest_of
from data.situation import Situation
from data.vocabulary import (
    DECLARED_IN_TERRITORY,
    DISPLAY_ORDER,
    Aggregation,
    Direction,
    MeasureKind,
    Nature,
    ObjectiveRating,
    Status,
    TerritoryKind,
)

_TITLE = Field("intitule", "Intitulé", "string", "Intitulé, dans les mots du document.", required=True)
_FICHE = code("fiche_code", "Fiche", "Code de la fiche ; vide pour ce qui est rattaché plus haut.")
_LEVEL = code("niveau_code", "Niveau", "Code du niveau qui le porte (axe, orientation…).")
_AXIS = code("axe_code", "Axe", "Code de l’axe (niveau 1).")
_TO_FICHE = (("fiche_code",), "fiches", ("code",))
_TO_LEVEL = (("niveau_code",), "niveaux", ("code",))
_TO_AXIS = (("axe_code",), "niveaux", ("code",))
_TO_PLACE = (("territoire_code",), "territoires", ("code",))
_TO_ACTION = (("action_code",), "actions", ("code",))
_TO_INDICATOR = (("indicateur_code",), "indicateurs", ("code",))


def _key(words: str) -> Field:
    return code("code", "Code", words, required=True, unique=True)


# Levels, fiches, actions


def _levels(situation: Situation) -> Iterator[Row]:
    for row in records(situation.headings):
        yield {
            "code": row["code"], "intitule": row["title"], "niveau": row["level_name"],
            "profondeur": row["depth"], "parent_code": row["parent_code"],
        }  # fmt: skip


LEVELS = Table(
    "niveaux", "Axes et orientations", "L’arbre du plan au-dessus des fiches, du plus large au plus fin.",
    (
        _key("Code du niveau."),
        _TITLE,
        Field("niveau", "Nom du niveau", "string", "Nom que le plan donne à ce niveau (Axe, Orientation…)."),
        Field("profondeur", "Profondeur", "integer", "1 pour un axe.", required=True, bounds=(1, None)),
        code("parent_code", "Niveau parent", "Code du niveau au-dessus ; vide pour un axe."),
    ),
    ("code",), _levels, ((("parent_code",), "niveaux", ("code",)),),
)  # fmt: skip


def _fiches(situation: Situation) -> Iterator[Row]:
    for row in records(situation.fiches):
        yield {
            "code": row["code"], "intitule": row["title"], "niveau_code": row["heading_code"],
            "axe_code": row["axis_code"],
        }  # fmt: skip


FICHES = Table(
    "fiches", "Fiches", "Les fiches du plan (projets, fiches-actions…), sous le nom que le plan leur donne.",
    (_key("Code de la fiche."), _TITLE, _LEVEL, _AXIS),
    ("code",), _fiches, (_TO_LEVEL, _TO_AXIS),
)  # fmt: skip


def _actions(situation: Situation) -> Iterator[Row]:
    leaves = {row["action_id"]: row for row in records(situation.leaves)}
    shown = {str(row["code"]) for row in records(situation.actions)}
    for row in records(situation.actions):
        leaf = leaves.get(row["action_id"])
        known = leaf or {}
        yield {
            "code": row["code"], "intitule": row["title"], "fiche_code": row["fiche_code"],
            "niveau_code": row["heading_code"], "axe_code": row["axis_code"],
            "parent_code": row["parent_code"] if row["parent_code"] in shown else None, "phase": row["phase"],
            "debut": as_date(known.get("starts_on") or row["starts_on"]),
            "fin": as_date(known.get("ends_on") or row["ends_on"]),
            "recurrente": bool(row["recurrent"]), "declinee": bool(row["territorial"]), "comptee": leaf is not None,
            "statut": known.get("status"), "statut_deduit": None if leaf is None else bool(leaf["derived"]),
            "statut_periode": known.get("state_period"),
            "territoires_realises": _whole(known.get("territories_done")),
            "territoires_concernes": _whole(known.get("territories_applicable")),
        }  # fmt: skip


ACTIONS = Table(
    "actions", "Actions",
    "Les actions du plan. Seules celles qui sont comptées ont un statut ; celles qui en contiennent d’autres, ou qui "
    "ne sont pas suivies, n’en ont pas.",
    (
        _key("Code de l’action."),
        _TITLE,
        _FICHE,
        _LEVEL,
        _AXIS,
        code("parent_code", "Action parente", "Code de l’action qui la contient ; vide si aucune."),
        Field("phase", "Phase", "string", "Phase du plan, quand il en a."),
        Field("debut", "Début", "date", "Premier jour de sa période."),
        Field("fin", "Fin", "date", "Dernier jour de sa période."),
        Field("recurrente", "Récurrente", "boolean", "Revient à chaque période ; hors du taux.", required=True),
        Field("declinee", "Déclinée", "boolean", "A un état par territoire.", required=True),
        Field("comptee", "Comptée", "boolean", "Entre dans les taux et les répartitions.", required=True),
        Field("statut", "Statut", "string", "Statut à la fin de la période ; vide si elle n’est pas comptée.",
              choices=choices(DISPLAY_ORDER)),
        Field("statut_deduit", "Statut déduit", "boolean", "Déduit de ses territoires, faute d’avoir été dit."),
        Field("statut_periode", "Dit pour", "string", "Période pour laquelle ce statut a été dit (2026-T2)."),
        Field("territoires_realises", "Territoires où elle est réalisée", "integer", "Pour une action déclinée.",
              bounds=(0, None)),
        Field("territoires_concernes", "Territoires concernés", "integer", "Pour une action déclinée.",
              bounds=(0, None)),
    ),
    ("code",), _actions, (_TO_FICHE, _TO_LEVEL, _TO_AXIS, (("parent_code",), "actions", ("code",))),
)  # fmt: skip


def _states(situation: Situation) -> Iterator[Row]:
    for row in records(situation.cells):
        if situation.territory_code in (None, row["territory_code"]):
            yield {
                "action_code": row["code"], "territoire_code": row["territory_code"], "statut": row["status"],
                "statut_periode": row["state_period"],
            }  # fmt: skip


STATES = Table(
    "etats_territoires", "États par territoire", "L’état de chaque action déclinée, dans chaque territoire.",
    (
        code("action_code", "Action", "Code de l’action.", required=True),
        code("territoire_code", "Territoire", "Code du territoire.", required=True),
        Field("statut", "Statut", "string", "Statut dans ce territoire à la fin de la période.", required=True,
              choices=choices((*DECLARED_IN_TERRITORY, Status.UPCOMING, Status.NOT_REPORTED))),
        Field("statut_periode", "Dit pour", "string", "Période pour laquelle ce statut a été dit."),
    ),
    ("action_code", "territoire_code"), _states, (_TO_ACTION, _TO_PLACE),
)  # fmt: skip

# Indicators


def _indicators(situation: Situation) -> Iterator[Row]:
    for row in records(situation.indicators):
        yield {
            "code": row["code"], "intitule": row["title"], "fiche_code": row["fiche_code"],
            "niveau_code": row["heading_code"], "axe_code": row["axis_code"], "unite": row["unit"],
            "nature": row["nature"], "type": row["measure_kind"], "sens": row["direction"],
            "agregation": row["territory_aggregation"], "seuil_masquage": smallest_of(row),
            "phare": bool(row["flagship"]),
        }  # fmt: skip


INDICATORS = Table(
    "indicateurs", "Indicateurs", "Les indicateurs du plan et la façon de les lire.",
    (
        _key("Code de l’indicateur."),
        _TITLE,
        _FICHE,
        _LEVEL,
        _AXIS,
        Field("unite", "Unité", "string", "Ce qui est compté ou mesuré."),
        Field("nature", "Nature", "string", "Ce qu’il dit : ce qui est fait, ce que cela transforme…",
              choices=choices(Nature)),
        Field("type", "Type de mesure", "string", "Comment il se mesure.", required=True,
              choices=choices(MeasureKind)),
        Field("sens", "Sens souhaité", "string", "Sens dans lequel il doit évoluer.", choices=choices(Direction)),
        Field("agregation", "Addition entre territoires", "string", "Comment ses valeurs s’additionnent.",
              required=True, choices=choices(Aggregation)),
        Field("seuil_masquage", "Seuil de masquage", "number",
              "Effectif sous lequel une valeur est masquée ; vide : rien n’est masqué.", bounds=(0, None)),
        Field("phare", "Indicateur phare", "boolean", "Mis en avant par le plan.", required=True),
    ),
    ("code",), _indicators, (_TO_FICHE, _TO_LEVEL, _TO_AXIS),
)  # fmt: skip


def _values(situation: Situation) -> Iterator[Row]:
    asked = situation.territory_code
    for indicator, measures in readable_measures(situation).items():
        for row in records(measures):
            if asked is not None and row["territory_code"] not in (asked, situation.plan.departement_code):
                continue
            value = value_of(row)
            # The qualifier of a qualitative value is the value itself, a text that nobody marked as publiable.
            yield {
                "indicateur_code": indicator, "territoire_code": row["territory_code"], "date": as_date(row["on"]),
                "depart": bool(row["baseline"]), "valeur": value, "numerateur": as_number(row["numerator"]),
                "denominateur": as_number(row["denominator"]),
                "approximative": value is not None and bool(str(row["qualifier"] or "").strip()),
                "calculee": row["summed"] is not None, "masque": bool(row["masked"]),
            }  # fmt: skip


VALUES = Table(
    "valeurs", "Valeurs des indicateurs",
    "Une ligne par indicateur, territoire et date. Une valeur masquée est vide, et dite masquée : c’est un petit "
    "effectif, ou ce qui permettrait de le retrouver par soustraction.",
    (
        code("indicateur_code", "Indicateur", "Code de l’indicateur.", required=True),
        code("territoire_code", "Territoire", "Code du territoire, ou du département.", required=True),
        Field("date", "Date", "date", "Dernier jour de la période décrite.", required=True),
        Field("depart", "Valeur de départ", "boolean", "C’est la valeur initiale.", required=True),
        Field("valeur", "Valeur", "number", "Dans l’unité de l’indicateur ; vide : masquée, ou dite en mots."),
        Field("numerateur", "Numérateur", "number", "Pour un rapport."),
        Field("denominateur", "Dénominateur", "number", "Pour un rapport."),
        Field("approximative", "Approximative", "boolean", "Donnée avec une réserve (« près de »).", required=True),
        Field("calculee", "Calculée", "boolean", "Calculée à partir des territoires.", required=True),
        Field("masque", "Masquée", "boolean", "Effectif trop petit pour être publié.", required=True),
    ),
    ("indicateur_code", "territoire_code", "date", "depart"), _values, (_TO_INDICATOR, _TO_PLACE),
)  # fmt: skip


def _targets(situation: Situation) -> Iterator[Row]:
    known = {str(row["code"]) for row in records(situation.indicators)}
    for row in records(situation.targets):
        if row["indicator_code"] in known and situation.territory_code in (None, row["territory_code"]):
            yield {
                "indicateur_code": row["indicator_code"], "territoire_code": row["territory_code"],
                "echeance": as_date(row["due_on"]), "valeur": as_number(row["value"]),
            }  # fmt: skip


TARGETS = Table(
    "cibles", "Cibles", "Ce que le plan vise, par indicateur, territoire et échéance.",
    (
        code("indicateur_code", "Indicateur", "Code de l’indicateur.", required=True),
        code("territoire_code", "Territoire", "Code du territoire, ou du département.", required=True),
        Field("echeance", "Échéance", "date", "Jour pour lequel la cible est fixée.", required=True),
        Field("valeur", "Cible", "number", "Dans l’unité de l’indicateur.", required=True),
    ),
    ("indicateur_code", "territoire_code", "echeance"), _targets, (_TO_INDICATOR, _TO_PLACE),
)  # fmt: skip

# Objectives, decisions, places


def _objectives(situation: Situation) -> Iterator[Row]:
    for row in records(situation.objectives):
        yield {"code": row["code"], "intitule": row["title"], "fiche_code": row["fiche_code"]}


OBJECTIVES = Table(
    "objectifs", "Objectifs", "Les objectifs des fiches.", (_key("Code de l’objectif."), _TITLE, _FICHE),
    ("code",), _objectives, (_TO_FICHE,),
)  # fmt: skip


def _ratings(situation: Situation) -> Iterator[Row]:
    known = {str(row["code"]) for row in records(situation.objectives)}
    for row in records(situation.objective_ratings):
        if row["objective_code"] in known:
            yield {"objectif_code": row["objective_code"], "annee": row["year"], "note": row["rating"]}


RATINGS = Table(
    "notes_objectifs", "Notes des objectifs",
    "La note donnée à chaque objectif, une fois par an. Ce n’est pas un taux de réalisation.",
    (
        code("objectif_code", "Objectif", "Code de l’objectif.", required=True),
        Field("annee", "Année", "year", "Année notée.", required=True),
        Field("note", "Note", "string", "Note de l’année.", required=True, choices=choices(ObjectiveRating)),
    ),
    ("objectif_code", "annee"), _ratings, ((("objectif_code",), "objectifs", ("code",)),),
)  # fmt: skip


def _decisions(situation: Situation) -> Iterator[Row]:
    fiches = {str(row["code"]) for row in records(situation.fiches)}
    for row in kept_decisions(situation):
        on = as_date(row["decided_on"])
        if on is not None and on <= situation.as_of:
            yield {
                "code": row["code"], "intitule": row["title"], "instance": row["instance"], "date": on,
                "fiche_code": row["fiche_code"] if row["fiche_code"] in fiches else None,
            }  # fmt: skip


DECISIONS = Table(
    "decisions", "Décisions", "Les décisions prises jusqu’à la fin de la période : intitulé, instance, date.",
    (
        _key("Code de la décision."),
        _TITLE,
        Field("instance", "Instance", "string", "Instance qui a décidé.", required=True),
        Field("date", "Date", "date", "Jour de la décision.", required=True),
        _FICHE,
    ),
    ("code",), _decisions, (_TO_FICHE,),
)  # fmt: skip


def _places(situation: Situation) -> Iterator[Row]:
    for row in records(situation.territories):
        yield {
            "code": row["code"], "nom": row["name"], "type": row["kind"], "parent_code": row["parent_code"],
            "population": _whole(row["population"]), "population_annee": _whole(row["population_year"]),
            "indicatif": bool(row["indicative"]),
        }  # fmt: skip


PLACES = Table(
    "territoires", "Territoires", "Le département et ce qui le compose, jusqu’à la commune.",
    (
        _key("Code (Insee, SIREN de l’EPCI, ou code du plan)."),
        Field("nom", "Nom", "string", "Nom du territoire.", required=True),
        Field("type", "Type", "string", "Sorte de territoire.", required=True, choices=choices(TerritoryKind)),
        code("parent_code", "Territoire parent", "Code du territoire qui le contient."),
        Field("population", "Population", "integer", "Population municipale.", bounds=(0, None)),
        Field("population_annee", "Année de la population", "year", "Millésime de la population."),
        Field("indicatif", "Composition indicative", "boolean", "Composition proposée, que le Département n’a pas "
              "arrêtée.", required=True),
    ),
    ("code",), _places, ((("parent_code",), "territoires", ("code",)),),
)  # fmt: skip

TABLES: tuple[Table, ...] = (
    LEVELS, FICHES, ACTIONS, STATES, INDICATORS, VALUES, TARGETS, OBJECTIVES, RATINGS, DECISIONS, PLACES,
)  # fmt: skip


def _whole(value: object) -> int | None:
    known = as_number(value)
    return None if known is None else int(known)
