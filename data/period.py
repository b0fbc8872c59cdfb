"""A reporting period (période) of a plan: a quarter by default, a semester or a year where the plan says so."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from functools import total_ordering

from data.errors import CapError

_LETTER = {3: "T", 6: "S", 12: "A"}
_MONTHS = {letter: months for months, letter in _LETTER.items()}
_NOUN = {3: "trimestre", 6: "semestre"}
_CODE = re.compile(r"^(\d{4})-([TSA])([1-4])$")


@total_ordering
@dataclass(frozen=True)
class Period:
    """One period. `code` (« 2026-T3 », « 2026-S1 », « 2026-A1 ») is what tables and the URL hold.

    Attributes:
        year: calendar year.
        rank: 1-based rank in the year.
        months: length in months (3, 6 or 12).
    """

    year: int
    rank: int
    months: int = 3

    def __post_init__(self) -> None:
        if self.months not in _LETTER or not 1 <= self.rank <= 12 // self.months or not 1900 <= self.year <= 2999:
            raise CapError(f"La période {self.year}-{self.rank} ({self.months} mois) n’existe pas.")

    @classmethod
    def parse(cls, code: str) -> Period:
        """Read a code; raises CapError in French when it is not one."""
        match = _CODE.match(code)
        if match is None:
            raise CapError(f"« {code[:40]} » n’est pas une période : on attend par exemple « 2026-T3 ».")
        return cls(int(match[1]), int(match[3]), _MONTHS[match[2]])

    @classmethod
    def containing(cls, day: date, months: int = 3) -> Period:
        """The period of length `months` in which `day` falls."""
        return cls(day.year, (day.month - 1) // months + 1, months)

    @property
    def code(self) -> str:
        return f"{self.year}-{_LETTER[self.months]}{self.rank}"

    @property
    def starts_on(self) -> date:
        return date(self.year, (self.rank - 1) * self.months + 1, 1)

    @property
    def ends_on(self) -> date:
        return self.shift(1).starts_on - timedelta(days=1)

    @property
    def ordinal(self) -> int:
        """Number of periods since year 0: two periods of the same length differ by the periods between them."""
        return self.year * (12 // self.months) + self.rank - 1

    def shift(self, steps: int) -> Period:
        """The period `steps` later (earlier when negative)."""
        per_year = 12 // self.months
        return Period((self.ordinal + steps) // per_year, (self.ordinal + steps) % per_year + 1, self.months)

    @property
    def label(self) -> str:
        """« 3e trimestre 2026 »."""
        if self.months == 12:
            return f"année {self.year}"
        return f"{self.rank}{'er' if self.rank == 1 else 'e'} {_NOUN[self.months]} {self.year}"

    @property
    def the(self) -> str:
        """« le 3e trimestre 2026 », « l’année 2026 »."""
        return f"l’{self.label}" if self.months == 12 else f"le {self.label}"

    @property
    def of(self) -> str:
        """« du 3e trimestre 2026 », « de l’année 2026 »."""
        return f"de l’{self.label}" if self.months == 12 else f"du {self.label}"

    @property
    def to(self) -> str:
        """« au 3e trimestre 2026 », « à l’année 2026 »."""
        return f"à l’{self.label}" if self.months == 12 else f"au {self.label}"

    @property
    def short(self) -> str:
        """« T3 2026 »."""
        return str(self.year) if self.months == 12 else f"{_LETTER[self.months]}{self.rank} {self.year}"

    def __lt__(self, other: Period) -> bool:
        return (self.ends_on, self.starts_on) < (other.ends_on, other.starts_on)

    def __str__(self) -> str:
        return self.code
