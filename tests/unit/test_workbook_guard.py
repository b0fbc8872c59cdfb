"""Files that are no plan's workbook are refused in French, before anything of them is opened."""

from __future__ import annotations

import tracemalloc
from collections.abc import Callable
from pathlib import Path

import pytest

from data.errors import Refused
from data.workbook import guard
from data.workbook.read import read_workbook
from tests.support import files
from tests.support.workbooks import edited, plain, rezipped, sheet_of

OTHER = "n’est pas un classeur Excel"
SHEET = "xl/worksheets/sheet3.xml"


def added(parts: dict[str, bytes]) -> bytes:
    return rezipped(plain(), parts)


def many(count: int) -> bytes:
    return sheet_of(b'<row r="%d"><c r="A%d"><v>1</v></c></row>' % (line, line) for line in range(1, count + 1))


def with_sheet(xml: bytes) -> bytes:
    return rezipped(plain(), change=lambda name, part: xml if name == SHEET else part)


def typed(name: str, part: bytes) -> bytes:
    return part.replace(b"spreadsheetml.sheet.main+xml", b"sheet.macroEnabled.main+xml")


BAD: dict[str, tuple[Callable[[], bytes], str]] = {
    "un texte": (lambda: b"Code;Titre\nA;B\n", OTHER),
    "vide": (lambda: b"", OTHER),
    "coupé": (lambda: plain()[:5000], OTHER),
    "un .xls": (lambda: files.OLD_OFFICE + "Workbook".encode("utf-16-le"), "ancien format (.xls)"),
    "un mot de passe": (
        lambda: files.OLD_OFFICE + "EncryptedPackage".encode("utf-16-le"),
        "par un mot de passe",
    ),
    "des macros": (lambda: added({"xl/vbaProject.bin": b"x"}), "contient des macros"),
    "un .xlsm": (
        lambda: rezipped(plain(), change=typed),
        "des macros",
    ),
    "des liens": (
        lambda: added({"xl/externalLinks/externalLink1.xml": b"<x/>"}),
        "liens vers",
    ),
    "un objet": (lambda: added({"xl/embeddings/oleObject1.bin": b"x"}), "objets incorporés"),
    "une bombe": (lambda: added({"xl/media/a.xml": bytes(30_000_000)}), "démesuré"),
    "une bombe en feuille": (lambda: with_sheet(sheet_of([b"<row/>" + b" " * 30_000_000])), "démesuré"),
    "mille parties": (lambda: added({f"xl/media/{i}.bin": b"" for i in range(6000)}), "démesuré"),
    "200 000 lignes": (lambda: with_sheet(many(200_000)), "plus de 100\u202f000 lignes"),
    "une ligne au bout du monde": (lambda: with_sheet(sheet_of([b'<row r="99999999"><c r="A1"/></row>'])), "démesuré"),
    "une entité": (lambda: with_sheet(b'<!DOCTYPE x [<!ENTITY a "b">]>' + sheet_of([])), OTHER),
    "en utf-16": (lambda: with_sheet(sheet_of([]).decode().encode("utf-16")), OTHER),
    "un autre codage": (
        lambda: with_sheet(b'<?xml version="1.0" encoding="cp037"?>' + sheet_of([])),
        OTHER,
    ),
    "du xml abîmé": (lambda: with_sheet(b"<worksheet><sheetData><row>"), "est abîmé"),
    "un document": (lambda: files.good()["docx"], OTHER),
    "un .ods": (lambda: files.good()["ods"], OTHER),
}


@pytest.mark.parametrize("name", BAD)
def test_a_file_that_is_no_workbook_is_refused_in_french(name: str) -> None:
    make, says = BAD[name]
    content = make()
    with pytest.raises(Refused) as refused:
        read_workbook(content)
    assert says in str(refused.value)
    assert "Rien n’a été chargé." in str(refused.value)


def test_a_bomb_costs_no_memory() -> None:
    content = BAD["une bombe en feuille"][0]()
    assert len(content) < 1_000_000
    tracemalloc.start()
    with pytest.raises(Refused):
        read_workbook(content)
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert most < 8_000_000


def test_a_file_too_heavy_is_not_even_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "lourd.xlsx"
    file.write_bytes(plain())
    monkeypatch.setattr(guard, "LARGEST", 1000)
    with pytest.raises(Refused, match="Ce fichier pèse"):
        read_workbook(file)
    with pytest.raises(Refused, match="Impossible de lire"):
        read_workbook(tmp_path / "absent.xlsx")


def test_a_workbook_saved_by_another_program_is_admitted() -> None:
    assert guard.looked_at(edited(lambda book: None))
    assert read_workbook(edited(lambda book: None)).body == read_workbook(plain()).body
