"""No period is open: who can open one, and the way to the page that does it."""

from __future__ import annotations

from components import acting, links, pieces
from components.campaign.shown import next_period
from components.view import View
from data.permissions import Act


def show(now: View) -> None:
    """Say that nothing is open, and lead the coordination to the Campagne page."""
    period = next_period(now)
    if period is None:
        pieces.empty(
            "Ce plan est terminé.",
            "Il n’y a plus de période à renseigner\u00a0: ses chiffres se lisent dans les autres pages.",
        )
    elif acting.allowed(now, Act.RUN_CAMPAIGN):
        pieces.empty(
            "Aucune saisie n’est ouverte en ce moment.",
            f"La prochaine période est {period.the}\u00a0: ouvrez-la dans «\u00a0Campagne\u00a0».",
        )
        links.to("campagne", f"Ouvrir {period.the}")
    else:
        pieces.empty(
            "Aucune saisie n’est ouverte en ce moment.",
            f"La coordination du plan ouvre chaque période\u00a0; la prochaine est {period.the}.",
        )
