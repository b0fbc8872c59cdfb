"""The causes of change: their words, and which one explains the move of an action."""

from __future__ import annotations

from dataclasses import dataclass

from data.measures.carrying import last_day
from data.measures.columns import Row, as_date, as_number
from data.measures.status import OUT_OF_COUNT, UNSAID
from data.period import Period
from data.vocabulary import Status

ACTIONS, PLAN, FICHES, INDICATORS, CORRECTIONS = "actions", "plan", "fiches", "indicateurs", "corrections"
GROUPS: dict[str, str] = {
    ACTIONS: "L’état des {noun}",
    PLAN: "Le plan lui-même",
    FICHES: "Points d’avancement, demandes et décisions",
    INDICATORS: "Indicateurs",
    CORRECTIONS: "Corrections après coup",
}
"""The parts of the story, in order, with their title (`{noun}`: the plan’s actions, in the plural)."""


@dataclass(frozen=True)
class Cause:
    """One cause. `lead` follows a number and is agreed (`words.Noun.agreed`); `named` is its name in a table."""

    group: str
    lead: str
    named: str
    headline: bool = True
    """Worth a line where there is room for a few only."""


CAUSES: dict[str, Cause] = {
    "realisees": Cause(ACTIONS, "{noun} réalisé{e}{s}", "Réalisé{e}"),
    "tenues": Cause(ACTIONS, "{noun} récurrent{e}{s} tenu{e}{s}", "Récurrent{e}, tenu{e}", False),
    "engagees": Cause(ACTIONS, "{noun} engagé{e}{s}", "Engagé{e}"),
    "reprises": Cause(ACTIONS, "{noun} repris{es}", "Repris{es}"),
    "abandonnees": Cause(ACTIONS, "{noun} abandonné{e}{s} par décision", "Abandonné{e}"),
    "reportees": Cause(ACTIONS, "{noun} reporté{e}{s}", "Reporté{e}"),
    "suspendues": Cause(ACTIONS, "{noun} suspendu{e}{s}", "Suspendu{e}"),
    "reculs": Cause(ACTIONS, "{noun} en recul", "Recul"),
    "non_concernees": Cause(ACTIONS, "{noun} déclaré{e}{s} non concerné{e}{s}", "Non concerné{e}", False),
    "cycles": Cause(ACTIONS, "{noun} récurrent{e}{s} à tenir de nouveau", "À tenir de nouveau", False),
    "premieres_reponses": Cause(
        ACTIONS, "{noun} renseigné{e}{s} pour la première fois", "Première réponse", False
    ),
    "avancees": Cause(ACTIONS, "{noun} qui progresse{nt} sans changer d’état", "Progrès déclaré", False),
    "phase_ouverte": Cause(PLAN, "{noun} de plus {est} ouvert{e}{s}", "Période ouverte"),
    "periode_ouverte": Cause(PLAN, "{noun} de plus {est} ouvert{e}{s}", "Période ouverte"),
    "reports_ouverts": Cause(PLAN, "{noun} reporté{e}{s} dont la nouvelle période a commencé", "Période ouverte"),
    "fiches_ajoutees": Cause(PLAN, "{new} {noun}", "{new} {noun}"),
    "fiches_retirees": Cause(PLAN, "{noun} retiré{e}{s} du plan", "Retiré{e} du plan"),
    "actions_ajoutees": Cause(PLAN, "{new} {noun}", "{new} {noun}"),
    "actions_retirees": Cause(PLAN, "{noun} retiré{e}{s} du plan", "Retiré{e} du plan"),
    "calendriers": Cause(PLAN, "calendrier{s} modifié{s}", "Calendrier modifié"),
    "intitules": Cause(PLAN, "intitulé{s} modifié{s}", "Intitulé modifié", False),
    "reglages": Cause(PLAN, "réglage{s} modifié{s}", "Réglage modifié", False),
    "rattachements": Cause(PLAN, "public{s} ou partenaire{s} modifié{s}", "Public ou partenaire", False),
    "demandes": Cause(FICHES, "demande{s} de décision ou d’appui", "Demande", False),
    "decisions": Cause(FICHES, "décision{s} prise{s}", "Décision", False),
    "meteo_baisse": Cause(FICHES, "{noun} dont la météo s’est dégradée", "Météo dégradée", False),
    "meteo_hausse": Cause(FICHES, "{noun} dont la météo s’est améliorée", "Météo améliorée", False),
    "silences": Cause(FICHES, "", "Sans réponse", False),
    "valeurs": Cause(INDICATORS, "", "Valeurs reçues", False),
    "cibles": Cause(INDICATORS, "cible{s} d’indicateur atteinte{s} ou tenue{s}", "Cible atteinte"),
    "cibles_fixees": Cause(INDICATORS, "cible{s} d’indicateur fixée{s} ou modifiée{s}", "Cible modifiée", False),
    "corrections": Cause(CORRECTIONS, "état{s} donné{s} ou corrigé{s} après coup", "Correction"),
    "points_corriges": Cause(CORRECTIONS, "point{s} d’avancement modifié{s} après coup", "Point modifié"),
    "valeurs_corrigees": Cause(
        CORRECTIONS, "valeur{s} d’indicateur reçue{s} ou modifiée{s} après coup", "Valeur modifiée"
    ),
    "objectifs_corriges": Cause(CORRECTIONS, "cotation{s} d’objectif modifiée{s}", "Cotation modifiée", False),
    "decisions_corrigees": Cause(CORRECTIONS, "décision{s} ajoutée{s} ou modifiée{s}", "Décision modifiée", False),
    "attentes": Cause(CORRECTIONS, "point{s} attendu{s} ou excusé{s} autrement", "Attente modifiée", False),
    "pilotages": Cause(CORRECTIONS, "pilotage{s} modifié{s}", "Pilotage modifié", False),
    "pieces": Cause(CORRECTIONS, "pièce{s} jointe{s} ou retirée{s}", "Pièce modifiée", False),
}  # fmt: skip
"""Cause → its words, in the order in which causes are told."""

_NEW_STATUS: dict[str, str] = {
    Status.DONE: "realisees",
    Status.ABANDONED: "abandonnees",
    Status.POSTPONED: "reportees",
    Status.SUSPENDED: "suspendues",
    Status.NOT_CONCERNED: "non_concernees",
}
_RANK = {Status.NOT_STARTED: 0, Status.SUSPENDED: 1, Status.IN_PROGRESS: 2, Status.DONE: 3}


def cause_of(before: Row, now: Row, described: Period, *, held: bool = False) -> str | None:
    """Why an action moved between two rows of `leaves`; None when nobody said anything that moves it.

    Args:
        described: the period that the first row describes: a later word about it is a correction.
        held: a recurrent action was said « réalisée » since.
    """
    old, new = before["status"], now["status"]
    if new in UNSAID:
        return None if old in UNSAID else "corrections"
    moved = old != new or _percent(before) != _percent(now) or _put_off(before, now)
    if moved and spoken_before(now, described):
        return "corrections"
    if now["recurrent"] and new not in OUT_OF_COUNT and new != Status.SUSPENDED:
        return _recurrent(old, new, held)
    if old == new:
        if _put_off(before, now):
            return "reportees"
        return "reculs" if _percent_fell(before, now) else "avancees" if _percent_fell(now, before) else None
    return _NEW_STATUS.get(new) or _under_way(before, now)


def spoken_before(leaf: Row, described: Period) -> bool:
    """The word carried by a leaf is about a period up to `described`."""
    said = leaf["state_period"]
    return said is not None and last_day(str(said)) <= described.ends_on


def _recurrent(old: str, new: str, held: bool) -> str | None:
    """A recurrent action is never finished: it is held, or to be held again."""
    if held or (new == Status.DONE and old != new):
        return "tenues"
    if old == Status.DONE and new != old:
        return "cycles"
    if old == new:
        return None
    if old in OUT_OF_COUNT or old == Status.SUSPENDED:
        return "reprises"
    return "premieres_reponses" if old in UNSAID else "engagees" if new == Status.IN_PROGRESS else "reculs"


def _under_way(before: Row, now: Row) -> str:
    """Said under way or not started, and something else before."""
    old, new = before["status"], now["status"]
    if old in OUT_OF_COUNT or (old == Status.SUSPENDED and new == Status.IN_PROGRESS):
        return "reprises"
    if declined(before, now):
        return "reculs"
    if old == Status.NOT_REPORTED or new == Status.NOT_STARTED:
        return "premieres_reponses"  # nobody knows when it began, only that somebody now says so
    return "engagees"


def declined(before: Row, now: Row) -> bool:
    """The action went back: a lower status (done, under way, suspended, not started) or a lower percent."""
    old, new = _RANK.get(before["status"]), _RANK.get(now["status"])
    if old is None or new is None:
        return False
    return new < old or (new == old and _percent_fell(before, now))


def _percent_fell(before: Row, now: Row) -> bool:
    old, new = _percent(before), _percent(now)
    return old is not None and new is not None and new < old


def _percent(row: Row) -> float | None:
    return as_number(row["percent"])


def _put_off(before: Row, now: Row) -> bool:
    """Postponed once more: another last day."""
    if before["status"] != Status.POSTPONED or now["status"] != Status.POSTPONED:
        return False
    return as_date(before["ends_on"]) != as_date(now["ends_on"])
