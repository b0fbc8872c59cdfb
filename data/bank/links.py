"""Links between the bank and a plan (contract; filled next)."""

from __future__ import annotations

from dataclasses import dataclass

from data.reading.initiatives import Bank
from data.situation import Situation


@dataclass(frozen=True)
class Suggestion:
    """Something close. `kind`: « initiative », « fiche » or « heading » (a plan without fiches links to its headings);
    `why`: a French sentence; `score`: higher is closer, comparable within one list only."""

    code: str
    title: str
    why: str
    score: float
    kind: str = "initiative"


def similar_initiatives(bank: Bank, situation: Situation, code: str, limit: int = 5) -> list[Suggestion]:
    """`code`: a fiche's, or a heading's in a plan without fiches."""
    raise NotImplementedError


def related_fiches(bank: Bank, situation: Situation, initiative_code: str, limit: int = 5) -> list[Suggestion]:
    raise NotImplementedError
