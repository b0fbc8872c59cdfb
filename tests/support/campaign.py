"""What the tests of campaigns look at: a campaign's row, its frozen states, and that a refusal changed nothing."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

import pytest

from data.database import Store
from data.errors import Refused
from data.period import Period
from data.reading.frozen import FrozenCard, frozen_cards
from tests.support.plan_store import PLAN, counts, revision, rows
from tests.support.quarter import BEFORE, NOW

CLOSED, OPEN, NEXT = Period.parse(BEFORE), Period.parse(NOW), Period.parse("2026-T4")
Act = Callable[[], object]


def at(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 9).astimezone()


def refused(store: Store, says: str, act: Act) -> None:
    """Refused with these words, and nothing changed."""
    before = counts(store), revision(store), rows(store, "SELECT * FROM campaign ORDER BY id")
    with pytest.raises(Refused, match=says) as refusal:
        act()
    assert "Rien n’a été" in str(refusal.value)
    assert (counts(store), revision(store), rows(store, "SELECT * FROM campaign ORDER BY id")) == before


def campaign(store: Store, period: Period) -> dict[str, Any]:
    names = ("opened_on", "due_on", "closes_on", "closed_on", "status")
    (found,) = rows(
        store,
        f"SELECT {', '.join(names)} FROM campaign JOIN plan ON plan.id = plan_id WHERE period = ? AND code = ?",
        period.code,
        PLAN,
    )
    return {
        name: date.fromisoformat(one) if "_on" in name and one else one for name, one in zip(names, found, strict=True)
    }


def dates(store: Store, period: Period) -> tuple[date, date]:
    """(due, closing)."""
    found = campaign(store, period)
    return found["due_on"], found["closes_on"]


def cards(store: Store, period: Period = CLOSED) -> list[FrozenCard]:
    return [card for card in frozen_cards(store, PLAN) if card.period == period.code]


def body(store: Store, number: int, period: Period = CLOSED) -> tuple[Any, ...]:
    (found,) = rows(store, "SELECT * FROM frozenperiod WHERE period = ? AND number = ?", period.code, number)
    return found
