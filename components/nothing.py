"""Nothing is left of a list: a filter keeps none, or the plan has none. What to do next is not the same."""

from __future__ import annotations

from components import pieces
from components.view import View

_LIFT = "Levez un filtre avec «\u00a0Tout afficher\u00a0»."


def action(now: View) -> None:
    """No action is followed, or the filters keep none."""
    if now.filter.count:
        pieces.empty("Aucune action suivie dans cette sélection.", _LIFT)
        return
    pieces.empty(
        "Ce plan ne contient pas d’action suivie.",
        "Les fiches votées s’ajoutent au plan.",
        "La coordination du schéma peut le faire.",
    )


def fiche(now: View) -> None:
    """The plan has no fiche, or the filters keep none."""
    if now.filter.count:
        pieces.empty("Aucune fiche dans cette sélection.", _LIFT)
        return
    pieces.empty(
        "Ce plan n’a pas de fiche.", "Les fiches votées s’ajoutent au plan.", "La coordination du schéma peut le faire."
    )


def indicator(now: View) -> None:
    """The plan has no indicator, or the filters keep none."""
    if now.filter.count:
        pieces.empty("Aucun indicateur dans cette sélection.", _LIFT)
        return
    pieces.empty(
        "Ce plan n’a pas d’indicateur.",
        "Un indicateur s’ajoute à une fiche, à un axe ou à une orientation du plan.",
        "La coordination du schéma peut le faire.",
    )
