"""A plan goes out as a workbook and comes back the same in an empty store, or not at all."""

from __future__ import annotations

import hashlib
import io
import json
from collections.abc import Callable
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from data import installation, migrations
from data.__main__ import main
from data.catalogue import catalogue_files, read_audience_table, read_catalogue
from data.catalogue.areas import read_areas
from data.commands.indicator import MeasureInput, record_measures
from data.commands.load import load_plan
from data.database import MAPS, Store
from data.errors import Refused
from data.export import export_plan
from data.geography import departement_map
from data.permissions import SYSTEM, Actor
from data.workbook.load import load
from data.workbook.read import Errors
from data.workbook.write import workbook
from tests.support.plan_store import PLAN, SMALL
from tests.support.workbooks import edited, letter, plain, put

LIGHTEST = "ardeche-2020-2024"
"""The plan that every run takes back and forth; the others take longer."""

_VALUE = MeasureInput(
    indicator_code="P1-IND02", territory_code="26", measured_on=date(2026, 6, 30), value=100 / 3, source="=SOURCE()"
)
Run = Callable[..., tuple[int, str]]


@pytest.fixture
def empty(tmp_path: Path) -> Store:
    store = Store(f"sqlite:///{tmp_path / 'vide.db'}")
    installation.init(store, lambda _: None)
    installation.keep_empty(store)
    return store


def state(store: Store) -> str:
    """What the store's file holds, its journal of writes included."""
    assert store.path is not None
    files = [Path(f"{store.path}{suffix}") for suffix in ("", "-wal")]
    return "".join(hashlib.sha256(file.read_bytes()).hexdigest() for file in files if file.exists())


def loaded(store: Store, content: bytes, tmp_path: Path, write: bool = True) -> list[str]:
    """What is said of the workbook as it is loaded."""
    file = tmp_path / "classeur.xlsx"
    file.write_bytes(content)
    said: list[str] = []
    load(store, SYSTEM, file, write, said.append)
    return said


@pytest.mark.parametrize(
    "code", [pytest.param(code, marks=[] if code == LIGHTEST else pytest.mark.soak) for code in catalogue_files()]
)
def test_each_plan_comes_back_byte_for_byte(code: str, tmp_path: Path, empty: Store) -> None:
    source = Store(f"sqlite:///{tmp_path / 'source.db'}")
    migrations.upgrade(source)
    catalogue = read_catalogue(catalogue_files()[code])
    places = departement_map(catalogue.plan.departement_code, MAPS)
    load_plan(source, SYSTEM, catalogue, read_audience_table(), places, read_areas())
    before = export_plan(source, code)
    loaded(empty, workbook(before), tmp_path)
    written = [json.dumps(export_plan(store, code), ensure_ascii=False, indent=1) for store in (source, empty)]
    assert written[0] == written[1]


def test_what_was_told_in_the_application_comes_back_but_the_life_of_the_plan(
    store: Store, coordinator: Actor, tmp_path: Path, empty: Store
) -> None:
    record_measures(store, coordinator, PLAN, [_VALUE])
    before = export_plan(store, PLAN)
    said = loaded(empty, workbook(before), tmp_path)
    assert any("de suivi (feuilles" in line for line in said)
    after = export_plan(empty, PLAN)
    life = {"campaigns", "expectations", "reports", "evidence", "states", "decisions", "objective_ratings"}
    for name in set(before) - life - {"as_of_period"}:
        assert after[name] == before[name], name
    assert all(after[name] == [] for name in life)


def test_a_look_writes_nothing_and_the_plan_is_never_replaced(store: Store, empty: Store, tmp_path: Path) -> None:
    before = state(empty)
    said = loaded(empty, plain(), tmp_path, write=False)
    assert "actions 9" in said[0]
    assert "relancez la même commande avec --yes" in said[-1]
    assert state(empty) == before
    content, held = workbook(export_plan(store, SMALL)), state(store)
    with pytest.raises(Refused, match="est déjà dans la base"):
        loaded(store, content, tmp_path)
    assert state(store) == held


def test_a_workbook_of_the_demonstration_stays_out_of_a_real_store(empty: Store, tmp_path: Path) -> None:
    content = edited(lambda book: _mark_demonstration(book))
    with pytest.raises(Refused, match="vient de la démonstration"):
        loaded(empty, content, tmp_path)


def _mark_demonstration(book: openpyxl.Workbook) -> None:
    for row in book["Plan"].iter_rows(min_row=2):
        if row[0].value == "Données de démonstration":
            row[1].value = "oui"


@pytest.mark.parametrize(
    "content",
    [
        lambda: edited(put("Fiches", "Code", 3, "F1")),
        lambda: edited(put("Axes et orientations", "Parent", 4, "A9")),
        lambda: edited(put("Axes et orientations", "Parent", 2, "A1.1")),
        lambda: edited(put("Actions", "Phase", 3, "2024-2025 ; 2026-2028")),
        lambda: edited(put("Phases", "Premier jour", 2, "fin 2024")),
        lambda: edited(put("Cibles", "Cible", 2, "12,5 %")),
        lambda: edited(lambda book: book.remove(book["Objectifs"])),
        lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "Workbook".encode("utf-16-le"),
        lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
    ],
    ids=["doublon", "orphelin", "boucle", "deux phases", "date", "pourcentage", "feuille", "xls", "mot de passe"],
)
def test_a_workbook_that_is_wrong_leaves_the_store_as_it_was(
    content: Callable[[], bytes], empty: Store, tmp_path: Path
) -> None:
    before = state(empty)
    with pytest.raises(Refused) as refused:
        loaded(empty, content(), tmp_path)
    assert "Rien n’a été chargé" in str(refused.value)
    assert state(empty) == before


def test_every_error_is_told_at_once_on_the_command_line(
    empty: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("DATABASE_URL", empty.url)
    file, out = tmp_path / "plan.xlsx", tmp_path / "export.xlsx"

    def run(*arguments: str) -> tuple[int, str]:
        monkeypatch.setattr("sys.argv", ["data", *arguments])
        try:
            main()
        except SystemExit as stop:
            return int(stop.code or 0), capsys.readouterr().err.replace("\u00a0", " ")
        return 0, capsys.readouterr().err.replace("\u00a0", " ")

    def spoiled(book: openpyxl.Workbook) -> None:
        sheet = book["Actions"]
        sheet[f"{letter(sheet, 'Ordre')}3"] = "premier"
        sheet[f"{letter(sheet, 'Suivie')}4"] = "bientôt"

    file.write_bytes(edited(spoiled))
    code, said = run("import", str(file), "--yes")
    assert code == 1
    assert "2 erreurs dans ce classeur. Rien n’a été chargé." in said
    assert "feuille « Actions », ligne 3, colonne H" in said
    assert "feuille « Actions », ligne 4, colonne N" in said
    file.write_bytes(plain())
    assert run("import", str(file))[0] == 0
    assert run("export", "--plan", "essai-importe", "--format", "xlsx", "--out", str(out))[0] == 1
    assert run("import", str(file), "--yes")[0] == 0
    assert run("export", "--plan", "essai-importe", "--format", "xlsx", "--out", str(out))[0] == 0
    names = openpyxl.load_workbook(io.BytesIO(out.read_bytes()), read_only=True).sheetnames
    assert names[:2] == ["Lisez-moi", "Plan"]
    assert issubclass(Errors, Refused)
