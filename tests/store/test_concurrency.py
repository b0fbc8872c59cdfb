"""Many people at once: every write is kept, in its turn, and none fails because another is writing."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from data.commands.indicator import MeasureInput, record_measures
from data.commands.plan import rename
from data.commands.report import ReportInput, save_draft, submit_report
from data.database import Store
from data.errors import Conflict
from data.permissions import Actor
from data.reading import situation
from tests.support.drafts import draft
from tests.support.plan_store import PLAN, journal, revision, rows, value
from tests.support.quarter import NOW, acting

WRITERS, EACH = 8, 6
ROOT = Path(__file__).resolve().parents[2]


def together(act: Callable[[int], object]) -> list[object]:
    """Run `act(0)` … `act(WRITERS - 1)` at the same time; an error of any of them is raised here."""
    with ThreadPoolExecutor(WRITERS) as pool:
        return list(pool.map(act, range(WRITERS)))


def test_reports_of_eight_people_at_once_are_all_kept(store: Store, coordinator: Actor) -> None:
    fiches = [code for (code,) in rows(store, "SELECT code FROM fiche WHERE code LIKE 'P%' ORDER BY id")]
    free = [code for code in fiches if code not in ("P5", "P7", "P11")]
    before, told = revision(store), len(journal(store))

    def one(person: int) -> None:
        mine = Store(store.url)
        for code in free[person::WRITERS]:
            submit_report(mine, coordinator, PLAN, ReportInput(fiche_code=code, period_code=NOW, done=f"par {person}"))

    together(one)
    assert revision(store) == before + len(free)
    assert len(journal(store)) == told + len(free)
    said = situation(store, PLAN).reports
    now = said[said["period"] == NOW]
    assert set(free) <= set(now["fiche_code"])
    assert {f"par {person}" for person in range(WRITERS)} <= set(now["done"])


def test_processes_write_in_turn(store: Store) -> None:
    """As several servers on one machine do: each process replaces one value again and again."""
    before = revision(store)
    programme = (
        "import sys; from datetime import date\n"
        "from data.commands.indicator import MeasureInput, record_measures\n"
        "from data.database import Store\n"
        "from tests.support.quarter import PLAN, acting\n"
        "store = Store(sys.argv[1]); actor = acting(store, 'coordination')\n"
        f"for n in range({EACH}):\n"
        "    day = date(2026, 1 + int(sys.argv[2]), 1 + n)\n"
        "    record_measures(store, actor, PLAN, [MeasureInput(indicator_code='P1-IND01', measured_on=day, value=n)])\n"
    )
    running = [
        subprocess.Popen(
            [sys.executable, "-c", programme, store.url, str(person)],
            cwd=ROOT,
            env=os.environ | {"PYTHONPATH": str(ROOT)},
            stderr=subprocess.PIPE,
            text=True,
        )
        for person in range(4)
    ]
    for process in running:
        assert process.communicate(timeout=60)[1] == ""
        assert process.returncode == 0
    assert revision(store) == before + 4 * EACH
    sql = "SELECT count(*) FROM measure JOIN indicator ON indicator.id = indicator_id WHERE code = 'P1-IND01'"
    assert value(store, sql) == 4 * EACH


def test_of_eight_people_on_one_title_one_wins_and_seven_are_told(store: Store, coordinator: Actor) -> None:
    def one(person: int) -> str:
        try:
            rename(Store(store.url), coordinator, PLAN, "fiche", "P1", f"Titre {person}", seen_version=1, reason="x")
        except Conflict as conflict:
            return str(conflict.theirs["title"])
        return "gagné"

    told = together(one)
    title = value(store, "SELECT title FROM fiche WHERE code = 'P1'")
    assert sorted(str(said) for said in told) == ["Titre " + title.removeprefix("Titre ")] * (WRITERS - 1) + ["gagné"]


def test_two_tabs_typing_the_same_draft(store: Store) -> None:
    lead = acting(store, "pilote")

    def one(tab: int) -> None:
        for step in range(EACH):
            save_draft(Store(store.url), lead, PLAN, "P7", NOW, {"done": f"{tab}-{step}"})

    together(one)
    kept = draft(store, "pilote", PLAN, "P7", NOW)
    assert kept is not None
    assert str(kept["done"]).endswith(f"-{EACH - 1}")
    assert value(store, "SELECT count(*) FROM draft") == 1


def test_readers_see_whole_commands_only(store: Store, coordinator: Actor) -> None:
    """Each command writes two values; a reader never sees one without the other."""
    codes = ("P1-IND01", "P1-IND02")

    def write(step: int) -> None:
        measures = [
            MeasureInput(indicator_code=code, measured_on="2026-06-30", value=step, source=str(step)) for code in codes
        ]
        record_measures(Store(store.url), coordinator, PLAN, measures)

    def read(_: int) -> set[tuple[float, ...]]:
        table = situation(Store(store.url), PLAN).measures
        both = table[table["indicator_code"].isin(codes)]
        return {tuple(both["value"])}

    with ThreadPoolExecutor(4) as pool:
        seen = [pool.submit(read, 0) for _ in range(6)]
        wrote = [pool.submit(write, step) for step in range(12)]
        seen += [pool.submit(read, 0) for _ in range(6)]
        for future in wrote:
            future.result()
        pairs = {pair for future in seen for pair in future.result()}
    assert all(len(set(pair)) <= 1 and len(pair) in (0, 2) for pair in pairs)
    assert any(pair for pair in pairs)
