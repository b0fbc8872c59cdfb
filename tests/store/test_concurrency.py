"""Many people at once: every write is kept, in its turn, and none fails because another is writing."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier

import pytest

from data.commands.campaign import close_campaign
from data.commands.indicator import MeasureInput, record_measures
from data.commands.plan import rename
from data.commands.report import ReportInput, save_draft, submit_report
from data.database import Store
from data.errors import Conflict, Refused
from data.period import Period
from data.permissions import Actor
from data.reading import situation
from tests.support.drafts import draft
from tests.support.plan_store import PLAN, journal, revision, rows, value
from tests.support.quarter import NOW, TO_FILL, acting

WRITERS, EACH = 8, 6
MANY = 20
ROOT = Path(__file__).resolve().parents[2]


def together(act: Callable[[int], object], people: int = WRITERS) -> list[object]:
    """Run `act(0)` … `act(people - 1)` at the same time; an error of any of them is raised here."""
    all_here = Barrier(people, timeout=30)

    def one(person: int) -> object:
        all_here.wait()
        return act(person)

    with ThreadPoolExecutor(people) as pool:
        return list(pool.map(one, range(people)))


def test_reports_of_twenty_people_at_once_are_all_kept(store: Store, coordinator: Actor) -> None:
    """Nobody loses a word nor is told that the base is busy: an error of any of them would be raised here."""
    codes = [code for (code,) in rows(store, "SELECT code FROM fiche WHERE code LIKE 'P%' ORDER BY id")]
    free = [code for code in codes if code not in ("P5", "P11")]
    before, told = revision(store), len(journal(store))

    def one(person: int) -> None:
        mine = Store(store.url)
        for turn in range(3):
            # Each their own fiche, again and again; the twentieth has none left and types drafts.
            code = free[person] if person < len(free) else "P5"
            if person >= len(free):
                save_draft(mine, coordinator, PLAN, code, NOW, {"done": f"brouillon {turn}"})
                continue
            said = ReportInput(fiche_code=code, period_code=NOW, done=f"{turn} de {person}", seen_version=turn or None)
            submit_report(mine, coordinator, PLAN, said)

    together(one, MANY)
    assert len(free) == MANY - 1
    assert revision(store) == before + 3 * len(free)
    assert len(journal(store)) == told + 3 * len(free)
    said = situation(store, PLAN).reports
    now = said[said["period"] == NOW].set_index("fiche_code")
    assert {code: now.loc[code, "done"] for code in free} == {code: f"2 de {at}" for at, code in enumerate(free)}
    told_now = " ".join(row["after"] for row in journal(store, "Soumettre un point d’avancement"))
    assert all(f"{turn} de {person}" in told_now for turn in range(3) for person in range(len(free)))


def test_of_two_people_on_one_report_both_keep_their_words(store: Store, coordinator: Actor) -> None:
    """One is recorded; the other is shown what was, and their own words stay in their draft."""
    people = {0: coordinator, 1: acting(store, "pilote")}
    words = {0: "Ce que dit la coordination", 1: "Ce que dit le pilote"}

    def one(person: int) -> object:
        mine = Store(store.url)
        save_draft(mine, people[person], PLAN, TO_FILL, NOW, {"done": words[person]})
        try:
            said = ReportInput(fiche_code=TO_FILL, period_code=NOW, done=words[person])
            submit_report(mine, people[person], PLAN, said)
        except Conflict as conflict:
            return conflict.theirs["done"]
        return None

    told = together(one, 2)
    (winner,) = [person for person in people if told[person] is None]
    loser = 1 - winner
    assert told[loser] == words[winner]
    assert draft(store, people[loser].code, PLAN, TO_FILL, NOW) == {"done": words[loser]}
    assert draft(store, people[winner].code, PLAN, TO_FILL, NOW) is None
    # Having read both, the second records what they keep of each.
    both = f"{words[winner]}. {words[loser]}."
    submit_report(
        store, people[loser], PLAN, ReportInput(fiche_code=TO_FILL, period_code=NOW, done=both, seen_version=1)
    )
    now = situation(store, PLAN).reports
    assert list(now[(now["period"] == NOW) & (now["fiche_code"] == TO_FILL)]["done"]) == [both]
    kept = " ".join(row["before"] for row in journal(store, "Soumettre un point d’avancement"))
    assert words[winner] in kept


def test_of_twenty_people_who_close_one_period_one_does(store: Store, coordinator: Actor) -> None:
    def one(_: int) -> object:
        try:
            return close_campaign(Store(store.url), coordinator, PLAN, Period.parse(NOW))
        except Refused as refusal:
            return "clôturée" in str(refusal)

    assert sorted(together(one, MANY), key=str) == [1, *[True] * (MANY - 1)]
    assert value(store, "SELECT count(*) FROM frozenperiod WHERE period = ?", NOW) == 1


@pytest.mark.soak
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
