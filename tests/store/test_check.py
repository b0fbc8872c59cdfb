"""`python -m data check`: quiet on a sound store, and otherwise each defect said, a non-zero exit, no traceback."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from data import triggers
from data.check import check
from data.commands.plan import rename
from data.database import PROJECT, Store
from data.french import NBSP
from data.permissions import SYSTEM
from tests.support.plan_store import PLAN, SMALL, raw, settled

pytestmark = pytest.mark.soak


def problems(store: Store) -> list[str]:
    return check(store, lambda _: None)


def command_line(store: Store, folder: Path = PROJECT) -> subprocess.CompletedProcess[str]:
    """As somebody types it, in the project's folder or in a copy of it."""
    return subprocess.run(
        [sys.executable, "-m", "data", "check"],
        cwd=folder,
        env=os.environ | {"DATABASE_URL": store.url, "PYTHONIOENCODING": "utf-8"},
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=60,
        check=False,
    )


def fails_saying(says: str, run: subprocess.CompletedProcess[str]) -> None:
    assert run.returncode == 1
    assert says in run.stderr.replace(NBSP, " ")
    assert "Traceback" not in run.stderr + run.stdout
    assert "Tout est en ordre" not in run.stdout


def test_a_sound_store_is_said_to_be_in_order(store: Store) -> None:
    said: list[str] = []
    assert check(store, said.append) == []
    counted, frozen = [line for line in said if line.startswith(f"{PLAN} : ")]
    assert frozen == f"{PLAN} : 1 état figé, relu et recalculé."
    for count in ("21 fiches", "208 actions", "106 indicateurs", "87 objectifs", "12 niveaux"):
        assert count in counted
    assert any(line.startswith(f"{SMALL} : ") for line in said)
    run = command_line(store)
    assert (run.returncode, run.stderr) == (0, "")
    assert run.stdout.endswith("Tout est en ordre.\n")


def damage_file(store: Store) -> None:
    assert store.path is not None
    settled(store)
    body = bytearray(store.path.read_bytes())
    body[8192:-4096] = b"\x5a" * (len(body) - 12288)
    store.path.write_bytes(bytes(body))


def not_a_store(store: Store) -> None:
    assert store.path is not None
    for path in (store.path, Path(f"{store.path}-wal"), Path(f"{store.path}-shm")):
        path.unlink(missing_ok=True)
    store.path.write_text("une lettre\n" * 900, encoding="utf-8")


def remove(store: Store) -> None:
    assert store.path is not None
    store.path.unlink()


def sql(*statements: str) -> Callable[[Store], None]:
    def run(store: Store) -> None:
        with raw(store) as connection:
            for statement in statements:
                connection.execute(statement)

    return run


def kept(table: str, statement: str) -> Callable[[Store], None]:
    """Change what is only added: its locks are taken off, then made again so that nothing else is wrong."""

    def run(store: Store) -> None:
        locks = [f"{table}_no_{event}" for event in ("update", "delete", "replace")]
        sql(*(f"DROP TRIGGER {lock}" for lock in locks), statement)(store)
        with store.writing_engine.begin() as connection:
            triggers.create(connection)

    return run


STATE = "état figé n° 1 du 2e trimestre 2026"
TREND = "scope = 'plan' AND measure = 'realisation'"
DEFECTS: dict[str, tuple[Callable[[Store], None], str]] = {
    "damaged": (damage_file, "endommagée"),
    "not a store": (not_a_store, "endommagée"),
    "missing": (remove, "n’existe pas. Créez-la avec : python -m data init"),
    "no lock": (sql("DROP TRIGGER actionstate_closed_insert"), "1 verrou manque (dont « actionstate_closed_insert »)"),
    "no locks": (
        sql("DROP TRIGGER journalentry_no_delete", "DROP TRIGGER journalentry_no_update"),
        "2 verrous manquent",
    ),
    "lost fiche": (sql("DELETE FROM fiche WHERE code = 'P21'"), "référence"),
    "lost indicator": (
        sql("DELETE FROM indicator WHERE code = 'P1-IND02'"),
        "1 indicateur du catalogue hors de la base (dont P1-IND02)",
    ),
    "lost entry": (sql("DELETE FROM documententry WHERE id = 1"), "241 autres éléments dans la base, 242 au catalogue"),
    "changed code": (
        sql("UPDATE action SET code = 'P1-1' WHERE code = 'P1-01'"),
        "1 action du catalogue hors de la base (dont P1-01)",
    ),
    "changed title": (
        sql("UPDATE objective SET title = 'Autre' WHERE id = 1"),
        "1 objectif ne dit plus ce que dit le catalogue",
    ),
    "changed line": (sql("UPDATE heading SET source_line = 1"), "12 niveaux ne disent plus"),
    "changed value": (sql("UPDATE keyfigure SET value = 0.5 WHERE id = 3"), "1 chiffre ne dit plus"),
    "changed entry": (
        sql("""UPDATE documententry SET body = '{"x": 1}' WHERE id = 2"""),
        "1 autre élément ne dit plus",
    ),
    "changed sentence of an action": (
        sql("UPDATE action SET text = 'Autre' WHERE code = 'P1-01'"),
        "1 action ne dit plus ce que dit le catalogue",
    ),
    "action no longer counted": (sql("UPDATE action SET trackable = 0 WHERE code = 'P1-01'"), "1 action ne dit plus"),
    "action out of its phase": (sql("UPDATE action SET phase_id = NULL WHERE code = 'P1-01'"), "1 action ne dit plus"),
    "heading out of its axe": (sql("UPDATE heading SET parent_id = NULL WHERE code = '1.1'"), "1 niveau ne dit plus"),
    "fiche under another heading": (
        sql("UPDATE fiche SET heading_id = (SELECT MAX(id) FROM heading WHERE plan_id = 1) WHERE code = 'P1'"),
        "1 fiche ne dit plus",
    ),
    "lost presentation of a fiche": (sql("UPDATE fiche SET details = '{}' WHERE code = 'P1'"), "1 fiche ne dit plus"),
    "changed words of the plan": (
        sql(f"UPDATE plan SET levels = '{{}}' WHERE code = '{PLAN}'"),
        "n’est plus celle du catalogue (noms des niveaux)",
    ),
    "changed event": (
        sql(f"UPDATE plan SET event_name = 'Autre' WHERE code = '{PLAN}'"),
        "n’est plus celle du catalogue (événement annuel)",
    ),
    "changed phase": (
        sql("UPDATE phase SET title = 'Autre' WHERE code = '2025-2026'"),
        "la phase 2025-2026 n’est plus celle du catalogue",
    ),
    "lost reading of a public": (
        sql("DELETE FROM wordingaudience WHERE wording_id = (SELECT id FROM audiencewording WHERE code = 'PHV')"),
        "2 rapprochements de publics perdus (dont PHV)",
    ),
    "lost partner": (
        sql("UPDATE partner SET code = 'ailleurs' WHERE id = 1"),
        "1 partenaire du catalogue hors de la base",
    ),
    "broken reference": (sql("UPDATE action SET fiche_id = 99999 WHERE code = 'P1-01'"), "1 référence rompue"),
    "older structure": (sql("UPDATE alembic_version SET version_num = '0000'"), "Lancez : python -m data init"),
    "no structure": (sql("DROP TABLE alembic_version"), "est « absente »"),
    "no table": (sql("DROP TABLE documententry"), "a perdu la table « documententry »"),
    "no table of values": (sql("DROP TABLE measure"), "a perdu la table « measure »"),
    "no journal": (sql("DROP TABLE journalentry"), "a perdu la table « journalentry »"),
    "no column": (sql("ALTER TABLE draft DROP COLUMN saved_at"), "a perdu la colonne « draft.saved_at »"),
    "lost publics": (sql("DELETE FROM ficheaudience"), "rattachements de publics"),
    "lost publics of actions": (sql("DELETE FROM actionaudience"), "rattachements de publics"),
    "lost partners": (sql("DELETE FROM fichepartner"), "rattachements de partenaires"),
    "lost communes": (sql("DELETE FROM territory WHERE kind = 'commune'"), "attendus"),
    "lost plan": (sql(f"UPDATE plan SET code = 'ailleurs' WHERE code = '{SMALL}'"), "n’est plus dans la base"),
    "altered trend": (
        kept("trendfigure", f"UPDATE trendfigure SET numerator = numerator + 1 WHERE {TREND}"),
        f"1 chiffre de tendance de l’{STATE} ne correspond plus",
    ),
    "altered trends": (kept("trendfigure", "UPDATE trendfigure SET denominator = -1"), "chiffres de tendance"),
    "lost trend": (
        kept("trendfigure", f"DELETE FROM trendfigure WHERE {TREND}"),
        f"1 chiffre de tendance de l’{STATE}",
    ),
    "invented trend": (
        sql("INSERT INTO trendfigure SELECT frozen_id, scope, 'invente', measure, 1, 1 FROM trendfigure LIMIT 1"),
        f"1 chiffre de tendance de l’{STATE}",
    ),
    "altered frozen state": (
        kept("frozenperiod", "UPDATE frozenperiod SET body = x'789c030000000001'"),
        f"{STATE}. L’état figé de cette période est endommagé",
    ),
    "altered checksum": (
        kept("frozenperiod", "UPDATE frozenperiod SET sha256 = replace(sha256, 'a', 'b')"),
        "son empreinte ne correspond plus",
    ),
    "unknown format": (kept("frozenperiod", "UPDATE frozenperiod SET format = 9"), "figée dans un format (9)"),
    "unreadable card": (sql("UPDATE plan SET details = '{oops'"), "endommagée"),
    "unreadable action": (sql("UPDATE action SET details = '{oops' WHERE code = 'P1-01'"), "endommagée"),
    "unreadable date": (sql("UPDATE plan SET starts_on = '0-jamais'"), "endommagée"),
    "unreadable text": (sql("UPDATE fiche SET title = CAST(x'ff80fe' AS TEXT) WHERE code = 'P1'"), "endommagée"),
}


@pytest.mark.parametrize("name", DEFECTS)
def test_a_defect_is_said(name: str, store: Store) -> None:
    damage, says = DEFECTS[name]
    damage(store)
    found = problems(store)
    assert any(says in line for line in found), found


@pytest.mark.parametrize(
    "name", ["damaged", "missing", "no lock", "lost indicator", "broken reference", "unreadable card", "no journal"]
)
def test_a_defect_is_a_non_zero_exit_without_a_traceback(name: str, store: Store) -> None:
    damage, says = DEFECTS[name]
    damage(store)
    fails_saying(says, command_line(store))


def test_an_amended_plan_is_sound(store: Store) -> None:
    """A plan may grow and change its words; it never loses what was voted."""
    rename(store, SYSTEM, PLAN, "fiche", "P1", "Autre", seen_version=1, reason="voté en séance")
    sql("DELETE FROM measure")(store)
    assert problems(store) == []


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A copy of the data room, in which the catalogue may be damaged."""
    shutil.copytree(PROJECT / "data", tmp_path / "project" / "data", ignore=shutil.ignore_patterns("__pycache__"))
    return tmp_path / "project"


def test_a_damaged_catalogue_is_said(copy: Path, store: Store) -> None:
    path = copy / "data" / "catalogue" / f"{PLAN}.json"
    whole = path.read_text(encoding="utf-8")
    path.write_text(whole[: len(whole) // 2], encoding="utf-8")
    fails_saying(f"{PLAN}.json", command_line(store, copy))
    body = json.loads(whole)
    body["actions"][0]["fiche"] = "P99"
    path.write_text(json.dumps(body, ensure_ascii=False), encoding="utf-8")
    fails_saying("P1-01", command_line(store, copy))


def test_a_catalogue_that_lost_its_publics_is_said(copy: Path, store: Store) -> None:
    path = copy / "data" / "catalogue" / "audiences.csv"
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    path.write_text("".join(line for line in lines if not line.startswith(f"{PLAN};TOUS;")), encoding="utf-8")
    fails_saying("public TOUS", command_line(store, copy))
