"""The store that the tests of the store write in: the real Drôme plan in its third quarter of 2026, a small plan
beside it, and one account a role.
"""

from __future__ import annotations

import shutil
import sqlite3
from datetime import date
from pathlib import Path
from typing import Any

from data import installation
from data.commands.campaign import open_campaign
from data.commands.edition import create_edition
from data.commands.edition_file import add_edition_file
from data.commands.facility import import_facilities
from data.commands.indicator import set_target
from data.commands.lead_axis import set_lead_axis
from data.commands.meeting import plan_meeting
from data.commands.settings import set_rule, set_threshold
from data.commands.store import add_account
from data.conference.edition import EditionInput, SceneInput
from data.database import Store
from data.facilities.facility import FacilityInput
from data.period import Period
from data.permissions import SYSTEM, Actor
from data.vocabulary import FileUse, Role, SceneKind
from tests.support import quarter
from tests.support.files import PNG
from tests.support.small_plan import SMALL, load_small_plan

PLAN = quarter.PLAN
SMALL_PERIOD = "2026-S2"
CAME_LATER = "P21"
"""A fiche of which nothing is expected in the open quarter, as one that came into the plan after its opening."""
INSTANCE, SITTING = "Comité de suivi", date(2026, 12, 1)
"""The one sitting of the calendar; it paces no campaign."""
OWN_RULE, OWN_THRESHOLD = "mi_periode", "mid_period"
"""What the plan changed of the exceptions: who acts on one rule, and from how much of a period it counts."""
LEADER, LED, LED_SPAN = "242600534", "1", "de janvier 2026 à juin 2027"
"""The one territory that leads an axis, and its period as worded."""
AIMED, AIMED_ON = "P1-IND01", date(2028, 12, 31)
"""The one indicator with a target, and its day."""
CMS = FacilityInput("cms-die", "CMS", "CMS de Die", 5.37, 44.75, commune_code="26113")
"""The one équipement of the plan."""
ROLES = {role: f"role_{role.value}" for role in Role}
"""Account of each role, carrying nothing."""


def tell(store: Store) -> None:
    """Make the store, load the plan and tell the story."""
    installation.init(store, lambda _: None)
    installation.load(store, [PLAN], lambda _: None)
    quarter.tell(store)
    with raw(store) as connection:
        connection.execute(
            "DELETE FROM expectation WHERE fiche_id = (SELECT id FROM fiche WHERE code = ?) "
            "AND campaign_id = (SELECT id FROM campaign WHERE period = ?)",
            (CAME_LATER, quarter.NOW),
        )
    plan_meeting(store, quarter.acting(store, "coordination"), PLAN, INSTANCE, SITTING)
    _own_rules(store)
    set_lead_axis(
        store, quarter.acting(store, "coordination"), PLAN, LEADER, LED, LED_SPAN, reason="prévu par le schéma"
    )
    import_facilities(store, quarter.acting(store, "coordination"), PLAN, [CMS])
    load_small_plan(store)
    open_campaign(store, quarter.acting(store, "coordination"), SMALL, Period.parse(SMALL_PERIOD))
    set_target(store, SYSTEM, PLAN, AIMED, AIMED_ON, 12)
    _edition(store)
    for role, code in ROLES.items():
        add_account(store, SYSTEM, code, f"Profil {role.value}", role)


def _edition(store: Store) -> None:
    actor = quarter.acting(store, "coordination")
    scenes = [SceneInput(SceneKind.TITLE, "Ouverture"), SceneInput(SceneKind.KEY_FIGURES, "Où en sommes-nous ?")]
    edition_id = create_edition(
        store, actor, PLAN, EditionInput(2026, "Le répit"), period=quarter.BEFORE, scenes=scenes
    )
    add_edition_file(
        store, actor, PLAN, edition_id, use=FileUse.PHOTO, filename="jardin.png", content=PNG, title="Un jardin"
    )


def _own_rules(store: Store) -> None:
    actor = quarter.acting(store, "coordination")
    set_rule(
        store, actor, PLAN, OWN_RULE, active=True, words=None, next_step=None, who="Comité technique",
        reason="arbitré en comité", seen_version=None,
    )  # fmt: skip
    set_threshold(store, actor, PLAN, OWN_THRESHOLD, 60, reason="arbitré en comité", seen_version=None)


def settled(store: Store) -> None:
    """Bring what WAL still holds into the file: copying the one file then copies everything."""
    with raw(store) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")


class raw:
    """`with raw(store) as connection`: the file as SQLite's own shell opens it, around every rule of ours."""

    def __init__(self, store: Store, foreign_keys: bool = False) -> None:
        assert store.path is not None
        self.connection = sqlite3.connect(store.path)
        self.connection.execute(f"PRAGMA foreign_keys={'ON' if foreign_keys else 'OFF'}")

    def __enter__(self) -> sqlite3.Connection:
        return self.connection

    def __exit__(self, *_: object) -> None:
        self.connection.commit()
        self.connection.close()


def rows(store: Store, sql: str, *values: Any) -> list[tuple[Any, ...]]:
    with raw(store) as connection:
        return connection.execute(sql, values).fetchall()


def value(store: Store, sql: str, *values: Any) -> Any:
    ((found,),) = rows(store, sql, *values)
    return found


def revision(store: Store, plan: str = PLAN) -> int:
    return value(store, "SELECT revision FROM plan WHERE code = ?", plan)


def counts(store: Store) -> dict[str, int]:
    """Rows of every table: the same before and after a refusal."""
    with raw(store) as connection:
        names = [name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        return {name: connection.execute(f"SELECT count(*) FROM {name}").fetchone()[0] for name in names}


def journal(store: Store, command: str | None = None) -> list[dict[str, Any]]:
    """Journal rows, oldest first."""
    with raw(store) as connection:
        connection.row_factory = sqlite3.Row
        found = connection.execute("SELECT * FROM journalentry ORDER BY id").fetchall()
    return [dict(row) for row in found if command is None or row["command"] == command]


def limited(actor: Actor, *plans: str) -> Actor:
    """The same actor, whose role holds on some plans only."""
    return Actor(actor.account_id, actor.code, actor.name, actor.role, actor.pilot_id, {"plans": list(plans)})


def fresh(master: Path, folder: Path, name: str = "cap.db") -> Store:
    """A copy of a settled store's file that one test may write in."""
    folder.mkdir(parents=True, exist_ok=True)
    target = folder / name
    target.write_bytes(master.read_bytes())
    return Store(f"sqlite:///{target}")


class Renewed:
    """One store for one test after another, its file made anew each time.

    Its engines stay, and the queries that they compiled: the longest part of a short test.
    """

    def __init__(self, folder: Path) -> None:
        """`folder`: its own; all that a test leaves there goes with the file."""
        self._folder = folder
        self._file = folder / "cap.db"
        self._store = Store(f"sqlite:///{self._file}")

    def fresh(self, master: Path) -> Store:
        """The store, as a settled one's file has it, that one test may write in."""
        if self._folder.exists():
            shutil.rmtree(self._folder)
        self._folder.mkdir()
        self._file.write_bytes(master.read_bytes())
        return self._store
