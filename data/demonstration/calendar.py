"""When the demonstration takes place: its reference day, its five quarters, and moments in them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from data.period import Period

PLAN = "drome-2025-2030"
TODAY = date(2026, 10, 6)
"""The demonstration's fixed reference day: the fifth quarter is being filled."""
SEED = 2025_2030


@dataclass(frozen=True)
class Quarter:
    """One campaign of the replay. `closed_on` is None for the open one."""

    code: str
    opened_on: date
    due_on: date
    closes_on: date
    closed_on: date | None

    @property
    def period(self) -> Period:
        return Period.parse(self.code)


QUARTERS: tuple[Quarter, ...] = (
    Quarter("2025-T3", date(2025, 9, 15), date(2025, 10, 15), date(2025, 10, 31), date(2025, 11, 5)),
    Quarter("2025-T4", date(2025, 12, 15), date(2026, 1, 15), date(2026, 1, 30), date(2026, 2, 2)),
    Quarter("2026-T1", date(2026, 3, 16), date(2026, 4, 15), date(2026, 4, 30), date(2026, 5, 4)),
    Quarter("2026-T2", date(2026, 6, 15), date(2026, 7, 15), date(2026, 7, 31), date(2026, 8, 3)),
    Quarter("2026-T3", date(2026, 9, 15), date(2026, 10, 15), date(2026, 10, 31), None),
)


def moment(day: date, hour: int = 9, minute: int = 0) -> datetime:
    """A moment of the replay, in the server's time zone as every stored moment."""
    return datetime(day.year, day.month, day.day, hour, minute).astimezone()
