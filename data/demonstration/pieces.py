"""Evidence in the demonstration: invented links at a domain that answers nothing (RFC 2606)."""

from __future__ import annotations

from datetime import timedelta

from data.commands.evidence import add_link
from data.database import Store
from data.demonstration.calendar import PLAN, TODAY, Quarter, moment
from data.demonstration.people import Cast

LINKS: tuple[tuple[str, str, str | None, str, str], ...] = (
    ("2026-T2", "P11", None, "Compte rendu du comité de suivi de juin", "comite-juin-2026"),
    ("2026-T2", "P4", "P4-03", "Plaquette remise aux familles", "plaquette-familles"),
    ("2026-T3", "P11", "P11-01", "Support de la formation de septembre", "formation-septembre-2026"),
)
"""(quarter, fiche, action or None, title, last part of the address)."""


def join(store: Store, cast: Cast, quarter: Quarter) -> None:
    """Join the links of a quarter, on its due date or today."""
    day = min(quarter.due_on - timedelta(days=1), TODAY)
    for code, fiche, action, title, page in LINKS:
        if code == quarter.code:
            add_link(
                store, cast.author(fiche), PLAN, fiche, code, title=title, action_code=action,
                url=f"https://intranet.demonstration.invalid/{page}", now=moment(day, 16),
            )  # fmt: skip
