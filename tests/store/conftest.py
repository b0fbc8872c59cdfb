"""The stores that these tests read and write: the demonstration, and the real plan in a quarter of its own."""

from collections.abc import Callable
from pathlib import Path

import pytest

from data.database import Store, demonstration_url
from data.demonstration.calendar import PLAN
from data.permissions import Actor
from data.reading import situation
from data.situation import Situation
from tests.support import plan_store
from tests.support.quarter import acting
from tests.support.store import REAL, common, prepared

At = Callable[[str], Situation]


@pytest.fixture(scope="session")
def demo(master_stores: Path) -> Store:
    """The demonstration's store, read only."""
    return Store(f"sqlite:///{master_stores / 'cap.demonstration.db'}")


@pytest.fixture(scope="session")
def demo_at(demo: Store) -> At:
    """The demonstration as of a period."""
    known: dict[str, Situation] = {}

    def read(period: str) -> Situation:
        if period not in known:
            known[period] = situation(demo, PLAN, period)
        return known[period]

    return read


@pytest.fixture(scope="session")
def demo_now(demo_at: At) -> Situation:
    """The demonstration as of its open quarter."""
    return demo_at("2026-T3")


@pytest.fixture
def own_demo(database_url: str) -> Store:
    """A copy of the demonstration that one test may write in."""
    return Store(demonstration_url())


@pytest.fixture(scope="session")
def told(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """File of the store that `plan_store` tells, built once for all processes: read, never written."""

    def build(folder: Path) -> None:
        store = Store(f"sqlite:///{folder / REAL}")
        plan_store.tell(store)
        plan_store.settled(store)

    return prepared(common(tmp_path_factory.getbasetemp()), "told", build) / REAL


@pytest.fixture(scope="session")
def _renewed(tmp_path_factory: pytest.TempPathFactory) -> plan_store.Renewed:
    return plan_store.Renewed(tmp_path_factory.mktemp("renewed"))


@pytest.fixture
def store(told: Path, _renewed: plan_store.Renewed) -> Store:
    """A copy of it that one test may write in."""
    return _renewed.fresh(told)


@pytest.fixture
def coordinator(store: Store) -> Actor:
    """Who may do nearly everything on every plan."""
    return acting(store, "coordination")
