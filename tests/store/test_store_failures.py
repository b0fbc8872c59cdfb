"""A store that cannot be opened, read or written: one French sentence that says what to do, and nothing worse."""

from __future__ import annotations

import getpass
import os
import sqlite3
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlalchemy import event
from sqlalchemy.dialects import postgresql
from sqlalchemy.exc import DataError

from data import migrations
from data.commands.door import _plan, writing  # pyright: ignore[reportPrivateUsage]
from data.commands.plan import rename
from data.commands.report import ReportInput, save_draft, submit_report
from data.database import Store, demonstration_url, translated
from data.errors import StoreError
from data.export import export_plan
from data.permissions import SYSTEM, Actor
from data.reading import head, situation
from data.reading.builder import build
from data.reading.entry import kept, recorded
from data.reading.source import source_of
from tests.support.plan_store import PLAN, counts, fresh, raw, revision, settled
from tests.support.quarter import NOW, OTHERS

READS: dict[str, Callable[[Store], object]] = {
    "head": head,
    "situation": lambda store: situation(store, PLAN),
    "draft": lambda store: kept(store, SYSTEM, PLAN, OTHERS, NOW),
    "report": lambda store: recorded(store, PLAN, OTHERS, NOW),
    "export": lambda store: export_plan(store, PLAN),
}


def write(store: Store, actor: Actor) -> None:
    rename(store, actor, PLAN, "fiche", OTHERS, "Autre titre", seen_version=1, reason="essai")


def every_use_says(store: Store, actor: Actor, says: str) -> None:
    for name, read in READS.items():
        with pytest.raises(StoreError, match=says) as failure:
            read(store)
        assert "sqlite3" not in str(failure.value) + name
    with pytest.raises(StoreError, match=says):
        write(store, actor)


@contextmanager
def powerless() -> Iterator[None]:
    """Act as a user who owns nothing: for root, file permissions are only words."""
    before = os.geteuid()
    if before == 0:
        os.seteuid(65534)
    try:
        yield
    finally:
        if before == 0:
            os.seteuid(before)


@pytest.fixture
def store(told: Path, tmp_path: Path) -> Store:
    """A copy in the test's own folder, whose rights are changed."""
    return fresh(told, tmp_path)


@pytest.fixture
def reachable(tmp_path: Path) -> Path:
    """The test's folder, which any user may enter."""
    for folder in (tmp_path, *tmp_path.parents):
        if folder.owner() == getpass.getuser() and folder.is_relative_to(tempfile.gettempdir()):
            folder.chmod(folder.stat().st_mode | 0o755)
    return tmp_path


def test_a_store_that_may_not_be_written_is_read_and_says_so(store: Store, coordinator: Actor, reachable: Path) -> None:
    assert store.path is not None
    settled(store)
    with raw(store) as connection:
        connection.execute("PRAGMA journal_mode=DELETE")
    before, number = counts(store), revision(store)
    store.path.chmod(0o444)
    reachable.chmod(0o555)
    with powerless():
        assert situation(store, PLAN).plan.code == PLAN
        with pytest.raises(StoreError, match="lecture seule : rien n’a été enregistré"):
            write(store, coordinator)
        with pytest.raises(StoreError, match="lecture seule"):
            save_draft(store, coordinator, PLAN, OTHERS, NOW, {"done": "x"})
    reachable.chmod(0o755)
    assert (counts(store), revision(store)) == (before, number)


def test_a_store_that_may_not_be_opened(store: Store, coordinator: Actor, reachable: Path) -> None:
    assert store.path is not None
    store.path.chmod(0o000)
    with powerless():
        every_use_says(store, coordinator, "ne peut pas être ouverte")
    store.path.chmod(0o644)


def test_a_store_in_a_folder_that_may_not_be_entered(store: Store, coordinator: Actor, reachable: Path) -> None:
    reachable.chmod(0o700)
    with powerless():
        every_use_says(store, coordinator, "ne peut pas être ouverte")
    reachable.chmod(0o755)


def test_a_folder_in_place_of_the_file(store: Store, coordinator: Actor, tmp_path: Path) -> None:
    (tmp_path / "dossier.db").mkdir()
    every_use_says(Store(f"sqlite:///{tmp_path / 'dossier.db'}"), coordinator, "ne peut pas être ouverte")


def test_no_store(store: Store, coordinator: Actor, tmp_path: Path) -> None:
    absent = Store(f"sqlite:///{tmp_path / 'absent.db'}")
    every_use_says(absent, coordinator, "n’existe pas encore. Créez-la avec : python -m data init")
    assert not (tmp_path / "absent.db").exists(), "reading must not make an empty file"


def test_a_file_that_is_no_store(store: Store, coordinator: Actor, tmp_path: Path) -> None:
    path = tmp_path / "lettre.db"
    path.write_text("Ceci est une lettre, pas une base.\n" * 400, encoding="utf-8")
    other = Store(f"sqlite:///{path}")
    every_use_says(other, coordinator, "endommagée. Ne l’effacez pas")
    with pytest.raises(StoreError, match="endommagée"):
        migrations.upgrade(other)
    assert path.read_text(encoding="utf-8").startswith("Ceci est une lettre")


def test_a_damaged_file(store: Store, coordinator: Actor) -> None:
    assert store.path is not None
    settled(store)
    body = bytearray(store.path.read_bytes())
    # The header stays: it still looks like a store.
    body[4096:-4096] = b"\xa5" * (len(body) - 8192)
    store.path.write_bytes(bytes(body))
    for path in (f"{store.path}-wal", f"{store.path}-shm"):
        Path(path).unlink(missing_ok=True)
    every_use_says(store, coordinator, "endommagée. Ne l’effacez pas : restaurez la dernière sauvegarde")


def test_a_file_cut_short(store: Store, coordinator: Actor) -> None:
    assert store.path is not None
    settled(store)
    body = store.path.read_bytes()
    store.path.write_bytes(body[: len(body) // 3])
    every_use_says(store, coordinator, "endommagée")


def test_an_empty_file(store: Store, coordinator: Actor, tmp_path: Path) -> None:
    (tmp_path / "vide.db").touch()
    every_use_says(Store(f"sqlite:///{tmp_path / 'vide.db'}"), coordinator, "n’a pas la structure attendue")


def test_a_store_of_an_older_structure(store: Store, coordinator: Actor) -> None:
    with raw(store) as connection:
        connection.execute("ALTER TABLE plan DROP COLUMN event_name")
    with pytest.raises(StoreError, match=r"python -m data init \(les données sont conservées\)"):
        situation(store, PLAN)
    with pytest.raises(StoreError, match="structure attendue"):
        write(store, coordinator)


def test_a_store_that_somebody_holds_for_too_long(store: Store, coordinator: Actor) -> None:
    assert store.path is not None
    before = counts(store)
    holder = sqlite3.connect(store.path, isolation_level=None)
    holder.execute("BEGIN IMMEDIATE")
    short = Store(store.url)

    @event.listens_for(short.writing_engine, "connect")
    def _five_seconds_are_for_people(connection: sqlite3.Connection, _record: object) -> None:
        connection.execute("PRAGMA busy_timeout=50")

    with pytest.raises(StoreError, match=r"occupée depuis plus de cinq secondes\. Rien n’a été enregistré"):
        write(short, coordinator)
    assert situation(store, PLAN).plan.code == PLAN, "readers do not wait for a writer"
    holder.execute("ROLLBACK")
    holder.close()
    write(short, coordinator)
    assert counts(store)["journalentry"] == before["journalentry"] + 1


@pytest.mark.parametrize("url", ["", "pas une adresse", "sqlite:", "://"])
def test_an_address_that_cannot_be_read(url: str) -> None:
    with pytest.raises(StoreError, match="DATABASE_URL"):
        Store(url)


def test_a_database_without_its_driver() -> None:
    with pytest.raises(StoreError, match="n’est pas installé"):
        Store("mysql+mysqldb://u:p@127.0.0.1/x")


def test_the_demonstration_stands_beside_the_real_store(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DEMO_DATABASE_URL", raising=False)
    monkeypatch.setenv("DATABASE_URL", "sqlite:////srv/cap.db")
    assert demonstration_url() == "sqlite:////srv/cap.demonstration.db"
    monkeypatch.setenv("DATABASE_URL", "postgresql+psycopg://u:p@127.0.0.1/cap")
    assert demonstration_url().startswith("sqlite:///")
    monkeypatch.setenv("DEMO_DATABASE_URL", "sqlite:////srv/essai.db")
    assert demonstration_url() == "sqlite:////srv/essai.db"


def test_nothing_is_read_half_way(store: Store, coordinator: Actor) -> None:
    """A Situation is one state: what is written while it is read is not in it."""
    with store.read() as session:
        source = source_of(session, PLAN)
        submit_report(store, coordinator, PLAN, ReportInput(fiche_code=OTHERS, period_code=NOW, done="Pendant"))
        during = build(source, None)
    assert OTHERS not in set(during.reports[during.reports["period"] == NOW]["fiche_code"])
    after = situation(store, PLAN)
    assert OTHERS in set(after.reports[after.reports["period"] == NOW]["fiche_code"])
    assert after.plan.revision == during.plan.revision + 1


@pytest.mark.parametrize(
    ("says", "expected"),
    [
        ("PostgreSQL text fields cannot contain NUL (0x00) bytes", "Un caractère n’est pas lisible"),
        ('relation "plan" does not exist', "n’a pas la structure attendue"),
        ("connection failed: connection to server at 127.0.0.1, port 5432 failed: refused", "ne répond pas"),
    ],
)
def test_what_a_server_says_is_told_in_french(store: Store, says: str, expected: str) -> None:
    with pytest.raises(StoreError, match=expected) as failure, translated(store):
        raise DataError("SELECT", {}, Exception(says))
    assert says not in str(failure.value)


def test_commands_of_one_plan_follow_one_another_on_a_server_too(store: Store, coordinator: Actor) -> None:
    """What a command reads of its plan first holds the plan until it ends, where a server lets several write."""
    read: list[str] = []
    with writing(store, coordinator, "Essai", PLAN) as door:
        event.listen(
            door.session,
            "do_orm_execute",
            lambda state: read.append(str(state.statement.compile(dialect=postgresql.dialect()))),
        )
        _plan(door.session, PLAN)
    assert "FOR NO KEY UPDATE" in read[0]
