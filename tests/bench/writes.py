"""What writing costs: several writers at once, a draft, a closing. Each section takes its ratio in one run."""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from data.commands.campaign import close_campaign, reopen_campaign
from data.commands.report import save_draft
from data.database import Store
from data.demonstration.calendar import PLAN
from data.period import Period
from data.reading import head, situation
from data.reading.frozen import frozen_situation
from tests.support.quarter import acting
from tests.support.server import ROOT
from tests.support.store import DEMONSTRATION

WRITERS = (1, 4, 8)
WRITES = 240
"""Of one measure, shared out among its writers."""
ROUNDS = 60
CLOSINGS = 7


def writes(folder: Path, stores: Path) -> None:
    """Print the three sections on copies of the demonstration."""
    print(f"\nÉcritures : {WRITES} points d’avancement soumis, partagés entre les personnes (un processus chacune)")
    for people in WRITERS:
        _together(_copy(stores, folder / f"ecritures-{people}"), people)
    _draft(_copy(stores, folder / "brouillon"))
    _closing(_copy(stores, folder / "cloture"))


def _copy(stores: Path, to: Path) -> Store:
    to.mkdir(parents=True, exist_ok=True)
    shutil.copy(stores / DEMONSTRATION, to / DEMONSTRATION)
    return Store(f"sqlite:///{to / DEMONSTRATION}")


def _open_period(store: Store) -> str:
    period = head(store).plans[0].open_period
    assert period is not None
    return period


def _together(store: Store, people: int) -> None:
    period = _open_period(store)
    with store.read() as session:
        rows = session.connection().exec_driver_sql(
            "SELECT fiche.code, (SELECT report.version FROM report JOIN campaign ON campaign.id = campaign_id "
            "WHERE report.fiche_id = fiche.id AND campaign.period = ?) FROM fiche ORDER BY fiche.id",
            (period,),
        )
        owed = [(code, version or 0) for code, version in rows][:people]
    command = [sys.executable, "-m", "tests.bench.writer", store.url]
    running = [
        subprocess.Popen(
            [*command, code, period, str(version), str(WRITES // people)],
            cwd=ROOT, env=os.environ | {"PYTHONPATH": str(ROOT)}, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
            text=True,
        )
        for code, version in owed
    ]  # fmt: skip
    for process in running:
        assert process.stdout is not None
        assert process.stdout.readline() == "prêt\n"
    start = time.perf_counter()
    for process in running:
        assert process.stdin is not None
        process.stdin.write("\n")
        process.stdin.flush()
    told = [json.loads(process.communicate(timeout=300)[0]) for process in running]
    elapsed = time.perf_counter() - start
    seconds = sorted(one for each in told for one in each["seconds"])
    errors = [error for each in told for error in each["errors"]]
    middle, last = statistics.median(seconds), seconds[int(len(seconds) * 0.99)]
    print(
        f"  {people} à la fois : {len(seconds) / elapsed:5.0f} par seconde, erreurs : {len(errors)}, "
        f"médiane {1000 * middle:4.0f} ms, 99 % sous {1000 * last:4.0f} ms"
    )
    for error in sorted(set(errors)):
        print(f"      {error}")


def _draft(store: Store) -> None:
    """A draft kept, compared with the least that SQLite can do: open the file, insert one row, commit."""
    actor, period = acting(store, "demo-coordination"), _open_period(store)
    body = {"done": "Deux ateliers ont eu lieu. " * 40}
    with sqlite3.connect(str(store.path)) as connection:
        connection.execute("CREATE TABLE nu (body TEXT)")

    def bare() -> None:
        connection = sqlite3.connect(str(store.path), isolation_level=None)
        connection.execute("PRAGMA synchronous=NORMAL")
        connection.execute("BEGIN IMMEDIATE")
        connection.execute("INSERT INTO nu VALUES (?)", (json.dumps(body),))
        connection.execute("COMMIT")
        connection.close()

    kept, least = _in_turn(lambda: save_draft(store, actor, PLAN, "P1", period, body), bare)
    print(f"\nGarder un brouillon : {1000 * kept:.1f} ms, ×{kept / least:.1f} une insertion nue dans SQLite")


def _closing(store: Store) -> None:
    """Closing with its frozen state, and reading that state, compared with building the period live."""
    actor, period = acting(store, "demo-coordination"), Period.parse(_open_period(store))
    closing: list[float] = []
    building: list[float] = []
    reading: list[float] = []
    for _ in range(CLOSINGS):
        building.append(_seconds(lambda: situation(store, PLAN, period.code)))
        closing.append(_seconds(lambda: close_campaign(store, actor, PLAN, period)))
        number = len(closing)
        reading.append(_seconds(lambda number=number: frozen_situation(store, PLAN, period.code, number)))
        reopen_campaign(store, actor, PLAN, period, reason="Mesure")
    live, close, read = (statistics.median(one) for one in (building, closing, reading))
    with store.read() as session:
        (size,) = session.connection().exec_driver_sql("SELECT avg(length(body)) FROM frozenperiod").one()
    print(
        f"Composer la période à ce jour : {1000 * live:.0f} ms. La clôturer et la figer : {1000 * close:.0f} ms "
        f"(×{close / live:.1f}). La relire figée : {1000 * read:.0f} ms (×{read / live:.1f}). "
        f"Un état figé pèse {size / 1000:.0f} ko."
    )


def _in_turn(ours: Callable[[], object], theirs: Callable[[], object]) -> tuple[float, float]:
    """Medians of both, in seconds, each asked in its turn."""
    for run in (ours, theirs):
        run()
    pairs = [(_seconds(ours), _seconds(theirs)) for _ in range(ROUNDS)]
    return statistics.median(pair[0] for pair in pairs), statistics.median(pair[1] for pair in pairs)


def _seconds(act: Callable[[], object]) -> float:
    start = time.perf_counter()
    act()
    return time.perf_counter() - start
