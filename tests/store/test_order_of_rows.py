"""A Situation owes no order to the database: what is frozen is the same whichever engine holds the plan."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event

from data.database import Store
from data.freezing.canonical import canonical
from data.reading import situation
from tests.support.conference import PLANS
from tests.support.store import DEMONSTRATION, REAL


def _backwards(url: str) -> Store:
    """The store as an engine would give it that reads its tables from the end, where a query asks for no order."""
    store = Store(url)

    def reverse(connection: Any, _record: object) -> None:
        connection.execute("PRAGMA reverse_unordered_selects = ON")

    event.listen(store.engine, "connect", reverse)
    return store


@pytest.mark.parametrize("plan", PLANS)
def test_a_plan_reads_the_same_from_either_end_of_its_tables(master_stores: Path, plan: str) -> None:
    url = f"sqlite:///{master_stores / REAL}"
    assert canonical(situation(_backwards(url), plan)) == canonical(situation(Store(url), plan))


def test_a_told_quarter_reads_the_same_from_either_end_of_its_tables(master_stores: Path) -> None:
    url = f"sqlite:///{master_stores / DEMONSTRATION}"
    there, back = (situation(store, PLANS[0], "2026-T2") for store in (Store(url), _backwards(url)))
    assert canonical(back) == canonical(there)
