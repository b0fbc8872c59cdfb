"""Redaction: what goes, what stays for ever, who may; and the base refuses everything else, by whatever door."""

from __future__ import annotations

import json
import sqlite3
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

import data.migrations as migrations
from data import triggers
from data.commands.journal import redact_account, redact_entry
from data.commands.plan import rename
from data.commands.report import ReportInput, submit_report
from data.commands.store import add_account, set_account_active
from data.database import Store
from data.errors import Refused
from data.permissions import SYSTEM, Actor
from data.reading import head, situation
from data.reading.journal import timeline
from data.vocabulary import Role
from tests.store.test_migrations import config
from tests.support.plan_store import PLAN, ROLES, SMALL, counts, journal, limited, raw, revision, rows, value
from tests.support.quarter import NOW, OTHERS, SUBMITTED, TO_FILL, acting

AT = datetime(2026, 10, 7, 14, 20).astimezone()
"""The day after the reference day: what the story does without giving its moment has the hour of the machine."""
KEPT = ("id", "at", "account_id", "command", "plan_id", "table_name", "row_key", "change", "fiche_id")
WHY = "Nom d’une personne"


def entry(store: Store, entry_id: int) -> dict[str, Any]:
    return next(row for row in journal(store) if row["id"] == entry_id)


def last_said(store: Store) -> int:
    """Id of the line of a report that names somebody."""
    report = ReportInput(fiche_code=OTHERS, period_code=NOW, done="Madame Untel a dit oui.", request="Aide à M. Untel")
    submit_report(store, acting(store, "coordination"), PLAN, report, now=AT)
    return value(store, "SELECT id FROM journalentry WHERE after LIKE '%Untel%'")


# --- one line ------------------------------------------------------------------------------------------------------


def test_a_redaction_empties_values_and_reason_and_nothing_else(store: Store, coordinator: Actor) -> None:
    line = last_said(store)
    before, number = entry(store, line), revision(store)
    assert redact_entry(store, coordinator, line, reason=WHY, now=AT) == 1
    after = entry(store, line)
    assert {name: after[name] for name in KEPT} == {name: before[name] for name in KEPT}
    assert (json.loads(after["before"]), json.loads(after["after"]), after["reason"]) == ({}, {}, None)
    assert (after["redacted_at"][:10], after["redacted_by"]) == ("2026-10-07", coordinator.account_id)
    assert not [row for row in journal(store) if "Untel" in f"{row['before']}{row['after']}{row['reason']}"]
    # What the fiche says is another matter: the journal alone was touched, and no Situation changes.
    assert value(store, "SELECT request FROM report WHERE done LIKE '%Untel%'") == "Aide à M. Untel"
    assert revision(store) == number


def test_why_is_a_new_line_that_names_the_one_redacted(store: Store, coordinator: Actor) -> None:
    line = last_said(store)
    told = len(journal(store))
    redact_entry(store, coordinator, line, reason=WHY, now=AT)
    (new,) = journal(store)[told:]
    assert (new["command"], new["reason"]) == ("Caviarder une ligne du journal", WHY)
    assert (new["table_name"], new["row_key"], new["account_id"]) == ("journalentry", str(line), coordinator.account_id)
    assert (new["fiche_id"], new["plan_id"]) == (entry(store, line)["fiche_id"], entry(store, line)["plan_id"])
    assert (new["change"], json.loads(new["before"]), json.loads(new["after"])) == ("caviardage", {}, {})


def test_the_timeline_says_what_was_removed_by_whom_and_why(store: Store, coordinator: Actor) -> None:
    line = last_said(store)
    redact_entry(store, coordinator, line, reason=WHY, now=AT)
    acts = [act for act in timeline(store, PLAN, OTHERS) if act.at == AT]
    redacted = next(thing for act in acts for thing in act.things if thing.entry_id == line)
    assert redacted.lines == ()
    assert redacted.redacted == f"Contenu retiré le 7 octobre 2026 par {coordinator.name}."
    assert redacted.what == "Point d’avancement · 3e trimestre 2026"
    told = next(act for act in acts if act.command == "Caviarder une ligne du journal")
    assert (told.who, told.why) == (coordinator.name, WHY)
    assert told.things[0].what == f"Ligne du journal n°\u00a0{line}"


def test_a_whole_act_on_a_fiche_is_emptied_with_its_reason(store: Store, coordinator: Actor) -> None:
    for code in ("P1-01", "P7-01"):
        rename(store, coordinator, PLAN, "action", code, f"Autre {code}", seen_version=1, reason="M. Untel", now=AT)
    rename(store, coordinator, PLAN, "action", "P1-02", "Autre", seen_version=1, reason="M. Untel", now=AT)
    lines = [row["id"] for row in journal(store, "Modifier un intitulé")]
    assert redact_entry(store, coordinator, lines[0], reason=WHY, whole_act=True, now=AT) == 2
    emptied = {row["id"]: row["reason"] is None for row in journal(store, "Modifier un intitulé")}
    assert emptied == {lines[0]: True, lines[1]: False, lines[2]: True}
    assert len(journal(store, "Caviarder une ligne du journal")) == 2
    with pytest.raises(Refused, match="déjà été retiré"):
        redact_entry(store, coordinator, lines[0], reason=WHY, whole_act=True)


@pytest.mark.parametrize(("reason", "says"), [("", "est vide"), ("   \n", "est vide"), ("x" * 401, "401 caractères")])
def test_a_redaction_says_why(store: Store, coordinator: Actor, reason: str, says: str) -> None:
    line = last_said(store)
    before = journal(store)
    with pytest.raises(Refused, match=says):
        redact_entry(store, coordinator, line, reason=reason)
    assert journal(store) == before


def test_what_is_not_there_or_gone_already_is_refused(store: Store, coordinator: Actor) -> None:
    line = last_said(store)
    redact_entry(store, coordinator, line, reason=WHY)
    before = journal(store)
    with pytest.raises(Refused, match="déjà été retiré"):
        redact_entry(store, coordinator, line, reason="Encore")
    for unknown in (0, -1, 10**9):
        with pytest.raises(Refused, match="n’existe pas dans le journal"):
            redact_entry(store, coordinator, unknown, reason=WHY)
    assert journal(store) == before


def test_a_role_limited_to_a_plan_redacts_there_only(store: Store, coordinator: Actor) -> None:
    line, of_store = last_said(store), journal(store, "Créer un profil")[0]["id"]
    before = journal(store)
    for actor, target in ((limited(coordinator, SMALL), line), (limited(coordinator, PLAN), of_store)):
        with pytest.raises(Refused, match="ne peut pas caviarder"):
            redact_entry(store, actor, target, reason=WHY)
    assert journal(store) == before
    assert redact_entry(store, limited(coordinator, PLAN), line, reason=WHY) == 1


# --- an account ----------------------------------------------------------------------------------------------------


@pytest.fixture
def person(store: Store) -> Store:
    """A store in which an account bears the name of a person, who signed."""
    add_account(store, SYSTEM, "jean.untel", "Jean Untel", Role.COORDINATOR)
    with raw(store) as connection:
        connection.execute("UPDATE account SET email = 'jean.untel@departement.example' WHERE code = 'jean.untel'")
    submit_report(
        store, acting(store, "jean.untel"), PLAN, ReportInput(fiche_code=OTHERS, period_code=NOW, done="Fait."), now=AT
    )
    set_account_active(store, SYSTEM, "jean.untel", False, reason="Départ de Jean Untel")
    return store


def test_a_name_leaves_the_store_and_what_was_signed_keeps_its_author(person: Store, coordinator: Actor) -> None:
    (account,) = rows(person, "SELECT id FROM account WHERE code = 'jean.untel'")[0]
    plans = (revision(person), revision(person, SMALL))
    name = redact_account(person, coordinator, "jean.untel", reason="Demande de la personne", now=AT)
    assert name == f"Compte retiré n° {account}"
    assert rows(person, "SELECT code, name, email, active FROM account WHERE id = ?", account) == [
        (f"compte-retire-{account}", name, None, 0)
    ]
    with raw(person) as connection:
        dump = "\n".join(connection.iterdump())
    assert "untel" not in dump.lower()
    assert value(person, "SELECT account_id FROM report WHERE done = 'Fait.'") == account
    report = situation(person, PLAN).reports
    assert set(report[report["fiche_code"] == OTHERS]["author"]) == {name}
    told = next(act for act in timeline(person, PLAN, OTHERS) if act.at == AT)
    assert told.who == name
    # Every open page reads again who signed.
    assert (revision(person), revision(person, SMALL)) == (plans[0] + 1, plans[1] + 1)
    assert name not in {actor.name for actor in head(person).profiles}


def test_the_removal_of_a_name_is_journalled_without_the_name(person: Store, coordinator: Actor) -> None:
    lines = [row["id"] for row in journal(person) if row["table_name"] == "account" and "Untel" in str(row)]
    redact_account(person, coordinator, "jean.untel", reason="Demande de la personne", now=AT)
    assert len(lines) == 2
    assert all(entry(person, line)["redacted_by"] == coordinator.account_id for line in lines)
    (act,) = journal(person, "Retirer le nom d’un compte")
    assert (act["table_name"], act["reason"]) == ("account", "Demande de la personne")
    why = journal(person, "Caviarder une ligne du journal")
    assert {int(row["row_key"]) for row in why} == set(lines)


def test_who_still_acts_is_retired_by_who_may_deactivate(store: Store, coordinator: Actor) -> None:
    before = journal(store)
    with pytest.raises(Refused, match="ne peut pas administrer la base"):
        redact_account(store, coordinator, "lecture", reason=WHY)
    administrator = acting(store, ROLES[Role.ADMINISTRATOR])
    for code, says in ((administrator.code, "votre propre nom"), ("inconnu", "n’existe pas"), ("", "n’existe pas")):
        with pytest.raises(Refused, match=says):
            redact_account(store, administrator, code, reason=WHY)
    assert journal(store) == before
    name = redact_account(store, administrator, "lecture", reason=WHY)
    assert value(store, "SELECT active FROM account WHERE name = ?", name) == 0
    with pytest.raises(Refused, match="déjà été retiré"):
        redact_account(store, administrator, name.replace("Compte retiré n° ", "compte-retire-"), reason=WHY)


# --- straight to the database --------------------------------------------------------------------------------------

EMPTIED = "before = '{}', after = '{}', reason = NULL"
REDACTS = f"{EMPTIED}, redacted_at = '2026-10-06 12:00:00', redacted_by = 2"
FORBIDDEN = [
    "DELETE FROM journalentry WHERE id = :line",
    f"UPDATE journalentry SET {EMPTIED} WHERE id = :line",
    "UPDATE journalentry SET redacted_at = '2026-10-06 12:00:00' WHERE id = :line",
    "UPDATE journalentry SET before = '{}', redacted_at = '2026-10-06 12:00:00' WHERE id = :line",
    "UPDATE journalentry SET before = '{}', after = '{}', redacted_at = '2026-10-06 12:00:00' WHERE id = :line",
    "UPDATE journalentry SET after = '{}', reason = NULL, redacted_at = '2026-10-06 12:00:00', before = '{\"a\": 1}' "
    "WHERE id = :line",
    f"UPDATE journalentry SET {REDACTS}, reason = 'autre' WHERE id = :line",
    f"UPDATE journalentry SET {REDACTS}, redacted_at = NULL WHERE id = :line",
    *(
        f"UPDATE journalentry SET {REDACTS}, {changed} WHERE id = :line"
        for changed in (
            "id = 99999",
            "at = '2020-01-01 00:00:00'",
            "account_id = 1",
            "account_id = NULL",
            "command = 'Autre'",
            "plan_id = NULL",
            "table_name = 'plan'",
            "row_key = '1'",
            "change = 'ajout'",
            "fiche_id = NULL",
        )
    ),
    "UPDATE journalentry SET reason = 'autre' WHERE id = :line",
    "UPDATE journalentry SET fiche_id = 2 WHERE id = :line",
    "UPDATE journalentry SET account_id = 1 WHERE id = :line",
]


def a_line(store: Store) -> int:
    """Id of a line that has everything: an author, a fiche, a reason, values."""
    return value(
        store,
        "SELECT id FROM journalentry WHERE account_id = 2 AND fiche_id IS NOT NULL AND reason IS NOT NULL AND "
        "plan_id IS NOT NULL AND change = 'modification' ORDER BY id LIMIT 1",
    )


def only_a_redaction_goes_through(store: Store) -> None:
    line = a_line(store)
    before = journal(store)
    for sql in FORBIDDEN:
        with raw(store) as connection, pytest.raises(sqlite3.IntegrityError, match=triggers.REFUSAL_APPEND):
            connection.execute(sql, {"line": line})
        assert journal(store) == before, sql
    with raw(store) as connection:
        connection.execute(f"UPDATE journalentry SET {REDACTS} WHERE id = ?", (line,))
    assert entry(store, line)["redacted_by"] == 2
    # Once, and never again: neither undone, nor signed by another, nor filled with something else.
    emptied = journal(store)
    for sql in (
        f"UPDATE journalentry SET {REDACTS} WHERE id = :line",
        "UPDATE journalentry SET redacted_by = 1 WHERE id = :line",
        "UPDATE journalentry SET redacted_at = NULL, redacted_by = NULL WHERE id = :line",
        'UPDATE journalentry SET after = \'{"title": "autre"}\' WHERE id = :line',
        "DELETE FROM journalentry WHERE id = :line",
    ):
        with raw(store) as connection, pytest.raises(sqlite3.IntegrityError, match=triggers.REFUSAL_APPEND):
            connection.execute(sql, {"line": line})
        assert journal(store) == emptied, sql


@pytest.fixture
def with_a_reason(store: Store, coordinator: Actor) -> Store:
    for code in ("P1-01", "P1-02"):
        rename(store, coordinator, PLAN, "action", code, f"Autre {code}", seen_version=1, reason="Coquille", now=AT)
    return store


def test_a_redaction_is_the_only_update_that_the_base_lets_through(with_a_reason: Store) -> None:
    only_a_redaction_goes_through(with_a_reason)


REBUILD = '''
"""rebuild the journal"""
import sqlalchemy as sa
from alembic import op

revision = "test3"
down_revision = "{newest}"
branch_labels = None
depends_on = None


def upgrade():
    with op.batch_alter_table("journalentry", recreate="always") as batch:
        batch.add_column(sa.Column("tried", sa.Integer(), nullable=True))
'''


def test_after_a_migration_that_rebuilds_the_journal_too(
    with_a_reason: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ours, folder = Path(migrations.__file__).parent, tmp_path / "scripts"
    (folder / "versions").mkdir(parents=True)
    for name in ("env.py", *(f"versions/{path.name}" for path in (ours / "versions").glob("*.py"))):
        (folder / name).write_text((ours / name).read_text(encoding="utf-8"), encoding="utf-8")
    (folder / "versions" / "test3.py").write_text(REBUILD.format(newest=migrations.newest()), encoding="utf-8")
    lines = len(journal(with_a_reason))
    monkeypatch.setattr(migrations, "_config", lambda of: config(of, folder))
    migrations.upgrade(with_a_reason)
    assert "tried" in [row[1] for row in rows(with_a_reason, "PRAGMA table_info(journalentry)")]
    assert len(journal(with_a_reason)) == lines
    only_a_redaction_goes_through(with_a_reason)


def test_every_column_that_a_redaction_keeps_is_watched(store: Store) -> None:
    columns = {row[1] for row in rows(store, "PRAGMA table_info(journalentry)")}
    assert columns == {*KEPT, "before", "after", "reason", "redacted_at", "redacted_by"}
    assert sorted(KEPT) == sorted(triggers._KEPT_BY_A_REDACTION)


@pytest.mark.parametrize("role", sorted(set(Role) - {Role.COORDINATOR, Role.ADMINISTRATOR}))
def test_nobody_else_redacts(store: Store, role: Role) -> None:
    line = last_said(store)
    before = counts(store)
    for act in (
        lambda: redact_entry(store, acting(store, ROLES[role]), line, reason=WHY),
        lambda: redact_account(store, acting(store, ROLES[role]), "lecture", reason=WHY),
    ):
        with pytest.raises(Refused, match="ne peut pas caviarder"):
            act()
    assert counts(store) == before


def test_the_lines_of_other_fiches_stay(store: Store, coordinator: Actor) -> None:
    others = {code: timeline(store, PLAN, code) for code in (TO_FILL, SUBMITTED)}
    redact_entry(store, coordinator, last_said(store), reason=WHY, whole_act=True)
    assert {code: timeline(store, PLAN, code) for code in others} == others
