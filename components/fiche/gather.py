"""Everything that the page of one fiche shows, computed once for all who look at it."""

from __future__ import annotations

from components.view import View
from data.measures.columns import Row
from data.measures.fiche_page import FichePage as Gathered
from data.measures.fiche_page import fiche_page

__all__ = ["Gathered", "gather"]


def gather(view: View, fiche: Row) -> Gathered:
    """The fiche of a view, remembered until the plan, the period or a filter changes."""
    return view.once(f"fiche {fiche['code']}", lambda: fiche_page(view.whole, view.situation, view.previous, fiche))
