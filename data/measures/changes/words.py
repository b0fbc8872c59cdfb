"""How a change is said: its subjects; periods; decisions; a state before and after."""

from __future__ import annotations

from data.french import capitalised, day, folded, lowered, typeset
from data.measures.columns import Row, as_date
from data.measures.nouns import VOWEL, Noun
from data.measures.sentences import status_of
from data.period import Period

VALUE = Noun("valeur", True)
POINT = Noun("point d’avancement", False)


def between(since: Period, until: Period) -> str:
    """« du 2e au 3e trimestre 2026 », « du 3e trimestre 2025 au 2e trimestre 2026 », « de 2025 à 2026 »."""
    if since.months == 12 and until.months == 12:
        return f"de {since.year} à {until.year}"
    if since.months == until.months and since.year == until.year:
        return f"du {since.rank}{'er' if since.rank == 1 else 'e'} au {until.label}"
    return f"{since.of} {until.to}"


def elided(words: str) -> str:
    """« d’actions ouvertes », « de mesures ouvertes »."""
    return f"d’{words}" if VOWEL.match(folded(words)) else f"de {words}"


def state_words(leaf: Row) -> str:
    """« En cours à 60 % »; a postponed one says until when."""
    words = status_of(leaf)
    ends = as_date(leaf["ends_on"])
    return f"{words}, fin au {day(ends)}" if leaf["status"] == "reportee" and ends else words


def from_to(before: str, after: str) -> str:
    """« « en cours », puis « réalisée » »."""
    return typeset(f"« {lowered(before)} », puis « {lowered(after)} »")


class Decisions:
    """Decisions by code, as they are quoted. A code that nobody recorded is quoted as it is."""

    def __init__(self, *tables: list[Row]) -> None:
        self._known = {str(row["code"]): row for rows in tables for row in rows}

    def short(self, code: str | None) -> str:
        """« décision D-003, Comité de pilotage, 12 février 2026 »."""
        if not code:
            return "décision non précisée"
        row = self._known.get(code)
        return f"décision {code}, {self._where(row)}" if row else f"décision {code}"

    def full(self, code: str | None) -> str:
        """« par la décision D-003 « Arrêter… » (Comité de pilotage, 12 février 2026) »."""
        if not code:
            return "décision non précisée"
        row = self._known.get(code)
        return typeset(f"par la décision {code} « {row['title']} » ({self._where(row)})" if row else f"par {code}")

    def cell(self, code: str) -> str:
        """« D-003 – Arrêter… », for a table."""
        row = self._known.get(code)
        return typeset(f"{code} – {row['title']}" if row else code)

    @staticmethod
    def _where(row: Row) -> str:
        return f"{row['instance']}, {day(as_date(row['decided_on']))}"


def sentence(*parts: str) -> str:
    """Parts as sentences, each with its capital and its full stop; empty ones are left out."""
    kept = [part.strip().rstrip(".") for part in parts if part.strip().rstrip(".")]
    return typeset(" ".join(f"{capitalised(part)}{'' if part[-1] in '!?…' else '.'}" for part in kept))
