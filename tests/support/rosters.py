"""A small roster made by hand, for tests of the rules and of the paste."""

from __future__ import annotations

from datetime import date

from data.roster import Held, PilotCard, PilotFacts, Place, Roster
from data.vocabulary import PilotRole

TODAY = date(2026, 10, 6)
START, END = date(2025, 1, 1), date(2030, 12, 31)
LEAD, CO, DEPUTY, ACTION = PilotRole.LEAD, PilotRole.CO_PILOT, PilotRole.DEPUTY, PilotRole.ACTION

PLACES = (
    Place("P1", "Mobiliser l'avis des personnes accompagnées"),
    Place("P7", "Réduire la fracture numérique"),
    Place("P16", "Proposer une offre adaptée"),
    Place("P7-01", "Former les aidants", True, "P7"),
    Place("P7-02", "Ouvrir des permanences", True, "P7"),
    Place("P16-01", "Former les aidants", True, "P16"),
)


def held(
    pilot: str, code: str, role: PilotRole = LEAD, since: date = START, until: date | None = None, id: int | None = None
) -> Held:
    return Held(pilot, code, role, since, until, id, None if id is None else 1)


PARTS = (
    held("Service insertion", "P7", id=1),
    held("CAF", "P7", CO, id=2),
    held("Ville centre", "P7-02", ACTION, id=3),
    held("Pôle autonomie", "P1", since=date(2026, 3, 1), until=date(2026, 12, 31), id=4),
    held("Mission qualité", "P1", since=date(2027, 1, 1), id=5),
)

ROSTER = Roster(
    today=TODAY,
    starts_on=START,
    ends_on=END,
    fiche_word="Projet",
    action_word="Action",
    pilots=(
        PilotCard(1, 1, "CAF", PilotFacts(None, "Caisse d’allocations familiales", True, None)),
        PilotCard(2, 1, "Mission qualité", PilotFacts("Direction A", None, False, None)),
        PilotCard(3, 1, "Pôle autonomie", PilotFacts("Direction A", None, False, "pole@departement.example")),
        PilotCard(4, 1, "Service insertion", PilotFacts("Direction B", None, False, None)),
        PilotCard(5, 1, "Ville centre", PilotFacts(None, None, False, None)),
    ),
    places=PLACES,
    parts=PARTS,
)
