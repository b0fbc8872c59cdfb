"""Nothing is left of a list: a filter keeps none, or the plan has none. What to do next is not the same."""

from __future__ import annotations

from components import pieces
from components.view import View
from data.french import day
from data.measures.sentences import is_over

_LIFT = "Levez un filtre avec «\u00a0Tout afficher\u00a0»."


def action(now: View) -> None:
    """No action is followed, or the filters keep none."""
    if now.filter.count:
        pieces.empty("Aucune action suivie dans cette sélection.", _LIFT)
        return
    _plan(now, "Ce plan ne contient pas d’action suivie.", "Les fiches votées s’ajoutent au plan.")


def fiche(now: View) -> None:
    """The plan has no fiche, or the filters keep none."""
    if now.filter.count:
        pieces.empty("Aucune fiche dans cette sélection.", _LIFT)
        return
    _plan(now, f"Ce plan n’a pas de {fiche_word(now)}.", "Les fiches votées s’ajoutent au plan.")


def indicator(now: View) -> None:
    """The plan has no indicator, or the filters keep none."""
    if now.filter.count:
        pieces.empty("Aucun indicateur dans cette sélection.", _LIFT)
        return
    _plan(
        now,
        "Ce plan n’a pas d’indicateur.",
        "Un indicateur s’ajoute à une fiche, à un axe ou à une orientation du plan.",
    )


def fiche_word(now: View) -> str:
    """« fiche », « projet », « fiche-action »: the plan's own word for one."""
    return str(now.whole.plan.levels.get("fiche") or "Fiche").lower()


def _plan(now: View, what: str, way: str) -> None:
    """What the plan does not have, and the way to add it; a plan that is over receives nothing more."""
    if is_over(now.whole):
        pieces.empty(what, f"Il s’est achevé le {day(now.whole.plan.ends_on)}.")
    else:
        pieces.empty(what, way, "La coordination du schéma peut le faire.")
