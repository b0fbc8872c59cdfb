"""Who carries each action: its own pilots, and those of its fiche. The same rule as the filter « Pilote »."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from data.measures.columns import Row, records, texts
from data.situation import Situation
from data.vocabulary import PilotRole

OUTSIDE = "Hors du Département"
UNSAID = "Direction non précisée"


@dataclass(frozen=True)
class Carriers:
    """The parts in force, by action and by fiche (codes). Each part: pilot_id, pilot, direction, role."""

    of_action: Mapping[str, list[Row]]
    of_fiche: Mapping[str, list[Row]]

    def of(self, action_code: str, fiche_code: str | None) -> list[Row]:
        """Every part that covers an action, its own first."""
        return [*self.of_action.get(action_code, []), *self.of_fiche.get(fiche_code or "", [])]


def carriers(situation: Situation) -> Carriers:
    """Read the parts of a Situation."""
    of_action: dict[str, list[Row]] = {}
    of_fiche: dict[str, list[Row]] = {}
    order = {role.value: rank for rank, role in enumerate(PilotRole)}
    for part in sorted(records(situation.assignments), key=lambda row: (order[row["role"]], str(row["pilot"]))):
        if part["action_code"] is not None:
            of_action.setdefault(str(part["action_code"]), []).append(part)
        else:
            of_fiche.setdefault(str(part["fiche_code"]), []).append(part)
    return Carriers(of_action, of_fiche)


def directions(situation: Situation) -> dict[str, str]:
    """Pilot id (as text) → its direction, « hors du Département » for an outside one."""
    return {
        str(row["pilot_id"]): str(row["direction"] or (OUTSIDE if row["external"] else UNSAID))
        for row in records(situation.pilots)
    }


def pairs(situation: Situation, by_direction: bool = False) -> tuple[list[int], list[str | None]]:
    """(position of a leaf, who carries it) pairs, without repetition; None: nobody does.

    `by_direction` gives the direction instead of the pilot's id (as text).
    """
    known, of = directions(situation), carriers(situation)
    positions: list[int] = []
    who: list[str | None] = []
    leaves = situation.leaves
    for at, (code, fiche) in enumerate(zip(texts(leaves, "code"), texts(leaves, "fiche_code"), strict=True)):
        ids = [str(part["pilot_id"]) for part in of.of(str(code), fiche)]
        met = [known.get(pilot, UNSAID) for pilot in ids] if by_direction else ids
        for name in dict.fromkeys(met) or {None: None}:
            positions.append(at)
            who.append(name)
    return positions, who
