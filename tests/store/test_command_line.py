"""`python -m data …`: what each command does, and that each failure is one French sentence and a non-zero exit."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from data import __main__ as command_line
from data import installation, migrations
from data.catalogue import catalogue_files
from data.database import Store, demonstration_url, real_url
from data.errors import StoreError
from data.french import NBSP
from data.reading import head
from tests.support.mail import free_port
from tests.support.plan_store import PLAN, counts, raw, value

Run = Callable[..., tuple[int, str]]


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the commands find their store: a path without anything there yet."""
    path = tmp_path / "var" / "cap.db"
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{path}")
    monkeypatch.delenv("DEMO_DATABASE_URL", raising=False)
    return path


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """`run("load", "x")` → exit code and what was printed."""

    def one(*arguments: str) -> tuple[int, str]:
        monkeypatch.setattr(sys, "argv", ["data", *arguments])
        capsys.readouterr()
        code = 0
        try:
            command_line.main()
        except SystemExit as end:
            code = int(end.code or 0)
        said = capsys.readouterr()
        return code, (said.out + said.err).replace(NBSP, " ").replace("\u202f", " ")

    return one


def test_init_makes_a_store_with_the_catalogue_s_plans(place: Path, run: Run) -> None:
    code, said = run("init")
    assert code == 0
    assert "La base est prête." in said
    now = head(Store(real_url()))
    assert {plan.code for plan in now.plans} == set(catalogue_files())
    assert not now.demonstration
    assert {profile.code for profile in now.profiles} == {"lecture", "coordination", "direction", "presentation"}
    before = counts(Store(real_url()))
    assert run("init")[0] == 0
    assert counts(Store(real_url())) == before
    code, said = run("load")
    assert code == 0
    assert "est laissé tel quel" in said
    assert counts(Store(real_url())) == before


def test_an_empty_store_then_one_plan(place: Path, run: Run) -> None:
    assert run("init", "--empty")[0] == 0
    store = Store(real_url())
    assert head(store).plans == ()
    assert run("load", PLAN)[0] == 0
    assert [plan.code for plan in head(store).plans] == [PLAN]
    before = counts(store)
    code, said = run("load", "inconnu")
    assert code == 1
    assert "Aucun plan « inconnu » au catalogue" in said
    assert counts(store) == before


@pytest.mark.parametrize("arguments", [["load"], ["export", "--plan", PLAN, "--out", "x.json"], ["check"]])
def test_without_a_store_each_command_says_how_to_make_one(arguments: list[str], place: Path, run: Run) -> None:
    code, said = run(*arguments)
    assert code == 1
    assert "python -m data init" in said
    assert not place.exists()


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["page-publique"], "Il manque EDITION."),
        (["page-publique", "abc", "x"], "Ce qui est donné pour EDITION ne convient pas."),
        (["page-publique", "2", "x", "y"], "Cette commande n’existe pas, ou compte un mot de trop."),
        (["page-publique", "2", "x", "--zz"], "L’option « --zz » n’existe pas."),
        (["page-publique", "2", "x", "--donnees"], "L’option « --donnees » attend une valeur."),
        (["document", "lettre", "x.html"], "Il manque --plan."),
        (["inconnue"], "Cette commande n’existe pas"),
    ],
)
def test_a_command_typed_wrong_is_told_in_french(arguments: list[str], said: str, place: Path, run: Run) -> None:
    code, words = run(*arguments)
    assert code == 2
    assert words.startswith(said)
    assert "Rien n’a été fait." in words
    assert words.strip().endswith("--help")
    assert not place.exists()


def test_without_a_word_the_commands_are_listed(run: Run) -> None:
    code, words = run()
    assert code == 2
    assert "page-publique" in words
    assert "n’existe pas" not in words
    assert run("document", "--help")[0] == 0


def test_a_place_where_no_store_can_be(tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "fichier").write_text("occupé", encoding="utf-8")
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path / 'fichier' / 'cap.db'}")
    code, said = run("init")
    assert code == 1
    assert "ne peut pas être créé" in said
    monkeypatch.setenv("DATABASE_URL", "n’importe quoi")
    code, said = run("check")
    assert code == 1
    assert "DATABASE_URL" in said


def test_export_writes_a_whole_plan(place: Path, run: Run, tmp_path: Path) -> None:
    run("init")
    out = tmp_path / "plan.json"
    code, said = run("export", "--plan", PLAN, "--out", str(out))
    assert code == 0
    assert "208 actions, 106 indicateurs" in said
    body = json.loads(out.read_text(encoding="utf-8"))
    assert (body["plan"]["code"], body["demonstration"], len(body["fiches"])) == (PLAN, False, 21)
    assert "é" in out.read_text(encoding="utf-8"), "letters as they are, not \\u escapes"


def test_export_says_what_is_wrong(place: Path, run: Run, tmp_path: Path) -> None:
    run("init")
    out = tmp_path / "plan.json"
    for arguments, says in (
        (["--plan", "inconnu", "--out", str(out)], "Aucun plan « inconnu »"),
        (["--plan", PLAN, "--out", str(tmp_path / "absent" / "x.json")], "Impossible d’écrire"),
        (["--plan", PLAN, "--out", str(tmp_path)], "Impossible d’écrire"),
        (["--plan", PLAN, "--out", str(out), "--format", "ods"], "« ods » n’est pas proposé : choisissez json, xlsx"),
        (["--plan", PLAN, "--out", str(out), "--demo"], "n’existe pas encore"),
    ):
        code, said = run("export", *arguments)
        assert (code, says in said) == (1, True), said
        assert not out.exists()


def test_an_export_that_fails_leaves_the_former_file(place: Path, run: Run, tmp_path: Path) -> None:
    run("init")
    out = tmp_path / "plan.json"
    out.write_text("ancien", encoding="utf-8")
    assert run("export", "--plan", "inconnu", "--out", str(out))[0] == 1
    assert out.read_text(encoding="utf-8") == "ancien"


def test_the_journal_is_exported(store: Store, run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("DATABASE_URL", store.url)
    out = tmp_path / "journal.csv"
    code, said = run("journal", "--plan", PLAN, "--fiche", "P7", "--out", str(out))
    assert code == 0
    assert re.search(r"journal\.csv : \d+ actes\.", said)
    lines = out.read_bytes().decode("utf-8-sig").splitlines()
    assert lines[0].startswith("Date;Heure;Qui;Acte;Motif;Fiche;Objet;")
    assert all(";P7;" in line for line in lines[1:])
    kept = out.read_bytes()
    for arguments, says in (
        (["--plan", PLAN, "--fiche", "P99", "--out", str(out)], "Aucune fiche « P99 »"),
        (["--plan", "inconnu", "--out", str(out)], "Aucun plan « inconnu »"),
        (["--plan", PLAN, "--out", str(tmp_path)], "Impossible d’écrire"),
    ):
        code, said = run("journal", *arguments)
        assert (code, says in said) == (1, True)
    assert out.read_bytes() == kept
    assert run("journal", "--plan", PLAN, "--out", str(out))[0] == 0
    assert len(out.read_bytes()) > len(kept)


def test_check_counts_and_exits(place: Path, run: Run) -> None:
    run("init")
    code, said = run("check")
    assert code == 0
    assert "Tout est en ordre." in said
    with raw(Store(real_url())) as connection:
        connection.execute("DROP TRIGGER report_closed_insert")
    code, said = run("check")
    assert code == 1
    assert "✗ 1 verrou manque" in said


def test_the_demonstration_is_entered_and_left_in_one_command(database_url: str, run: Run) -> None:
    real, demo = Store(real_url()), Store(demonstration_url())
    before, plans = counts(demo), head(real).plans
    assert run("demo", "off")[0] == 0
    assert installation.shown() == "real"
    code, said = run("demo", "on")
    assert code == 0
    assert "ouvre la démonstration" in said
    assert installation.shown() == "demonstration"
    assert counts(demo) == before, "one that is finished is not built again"
    assert head(demo).demonstration
    assert not head(real).demonstration
    assert head(real).plans == plans


def test_the_demonstration_never_replaces_a_real_store(place: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    run("init")
    monkeypatch.setenv("DEMO_DATABASE_URL", real_url())
    before = counts(Store(real_url()))
    code, said = run("demo", "on")
    assert code == 1
    assert "n’est pas une démonstration : elle n’a pas été remplacée" in said
    assert counts(Store(real_url())) == before
    with pytest.raises(StoreError):
        installation.demonstration(lambda _: None)


def test_a_demonstration_that_was_interrupted_is_built_again(
    place: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    def finished(store: Store, _: object) -> None:
        installation.set_setting(store, installation.SYSTEM, "demonstration", "true")

    monkeypatch.setattr(installation, "build_demonstration", interrupted)
    with pytest.raises(KeyboardInterrupt):
        installation.demonstration(lambda _: None)
    demo = Store(demonstration_url())
    assert head(demo).plans
    assert not head(demo).demonstration
    monkeypatch.setattr(installation, "build_demonstration", finished)
    installation.demonstration(lambda _: None)
    assert head(demo).demonstration


def test_upgrade_keeps_what_is_there(store: Store, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", store.url)
    before = counts(store)
    assert run("init")[0] == 0
    after = counts(store)
    assert after.pop("initiative") == 179, "the bank comes with the version, and no other plan does"
    shared = {"collection", "initiative", "initiativeaudience", "audience", "journalentry"}
    assert {name: after.get(name) for name in before if name not in shared} == {
        name: count for name, count in before.items() if name not in shared
    }
    assert value(store, "SELECT version_num FROM alembic_version") == migrations.newest()


def test_a_council_starts_with_its_own_plan(run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    store = Store(f"sqlite:///{tmp_path / 'own.db'}")
    monkeypatch.setenv("DATABASE_URL", store.url)
    assert run("init", "--plan", "gard-2022-2027")[0] == 0
    assert run("init")[0] == 0
    assert [plan.code for plan in head(store).plans] == ["gard-2022-2027"]
    assert run("init", "--plan", "inconnu")[0] == 1


def test_the_daily_reminders(store: Store, run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("DATABASE_URL", store.url)
    monkeypatch.setenv("CAP_MAIL_FOLDER", str(tmp_path / "courriels"))
    with raw(store) as connection:
        connection.execute("UPDATE pilot SET email = 'insertion@departement.example' WHERE id = 1")
    before = counts(store)
    code, said = run("remind", "--dry-run")
    assert code == 0
    assert "Service insertion <insertion@departement.example> : P5 (à compléter), P7 – dans les 30 jours" in said
    assert "Ville centre (sans adresse) : action P7-02" in said
    assert f"1 rappel à envoyer (en fichiers, dans {tmp_path / 'courriels'}) ; " in said
    assert "Rien n’est parti." in said
    assert counts(store) == before
    assert not (tmp_path / "courriels").exists()

    code, said = run("remind", "--plan", PLAN)
    assert code == 0
    assert "1 rappel préparé ; 3 destinataires sans adresse." in said
    assert len(list((tmp_path / "courriels").glob("*.eml"))) == 1
    assert "0 rappel préparé" in run("remind", "--plan", PLAN)[1]


def test_daily_reminders_that_could_not_leave(store: Store, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", store.url)
    with raw(store) as connection:
        connection.execute("UPDATE pilot SET email = 'insertion@departement.example' WHERE id = 1")
    before = counts(store)
    monkeypatch.setenv("CAP_SMTP_HOST", "127.0.0.1")
    code, said = run("remind")
    assert (code, said.count("\n")) == (1, 1)
    assert "CAP_MAIL_FROM manque" in said
    assert run("remind", "--dry-run") == (code, said)
    monkeypatch.setenv("CAP_MAIL_FROM", "cap@departement.example")
    monkeypatch.setenv("CAP_SMTP_PORT", str(free_port()))
    code, said = run("remind")
    assert code == 1
    assert "✗ Service insertion : Le serveur de courriel « 127.0.0.1 »" in said
    assert "0 rappel envoyé" in said
    assert run("remind", "--plan", "inconnu")[0] == 1
    assert counts(store) == before
