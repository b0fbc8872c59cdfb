"""The axis that a territory leads for the plan (« territoire pilote »), with its period as the plan words it."""

from __future__ import annotations

from dataclasses import dataclass

from data.french import typeset
from data.measures.columns import records
from data.situation import Situation, where


@dataclass(frozen=True)
class Lead:
    """period_text: in the plan's words, None when they give none; source_line: of the document, None if added here."""

    heading_code: str
    name: str
    period_text: str | None
    source_line: int | None

    @property
    def text(self) -> str:
        """« Axe 1 – Une personne actrice de son parcours (de janvier 2026 à juin 2027) »."""
        period = self.period_text or ""
        return typeset(f"{self.name} ({period[:1].lower()}{period[1:]})" if period else self.name)


def leads(situation: Situation, territory_code: str) -> tuple[Lead, ...]:
    """The axes that a territory leads, in the plan's order."""
    mine = {str(row["heading_code"]): row for row in records(where(situation.lead_axes, territory_code=territory_code))}
    level = situation.level_name(1)
    return tuple(
        Lead(
            code,
            f"{level} {code} – {row['title']}",
            mine[code]["period_text"],
            None if mine[code]["source_line"] is None else int(mine[code]["source_line"]),
        )
        for row in records(situation.axes)
        if (code := str(row["code"])) in mine
    )


def leading(situation: Situation, heading_code: str) -> list[str]:
    """Codes of the territories that lead an axis."""
    return [str(code) for code in where(situation.lead_axes, heading_code=heading_code)["territory_code"]]
