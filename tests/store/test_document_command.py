"""`python -m data document`: each document as a file, and each mistake as one French sentence that leaves no file."""

from __future__ import annotations

import sys
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from pypdf import PdfReader

from data import __main__ as command_line
from data.french import NBSP
from tests.support.table_schema import faults

PLAN = "drome-2025-2030"


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], database_url: str) -> object:
    def one(*arguments: str) -> tuple[int, str]:
        monkeypatch.setattr(sys, "argv", ["data", "document", *arguments])
        code = 0
        try:
            command_line.main()
        except SystemExit as end:
            code = int(end.code or 0)
        said = capsys.readouterr()
        return code, (said.out + said.err).replace(NBSP, " ")

    return one


def test_each_document_is_written(run: object, tmp_path: Path) -> None:
    assert callable(run)
    asked = (("lettre", "l.docx"), ("lettre", "l.html"), ("lettre", "l.txt"), ("donnees", "d.zip"), ("bilan", "b.docx"),
             ("fiche", "f.pdf", "--code", "P1"), ("territoire", "t.pdf", "--code", "242600534"))  # fmt: skip
    for kind, name, *more in asked:
        code, said = run(kind, str(tmp_path / name), "--plan", PLAN, "--periode", "2026-T2", "--demo", *more)
        assert code == 0, said
        assert "2e trimestre 2026, état figé n° 1" in said
    letter = (tmp_path / "l.txt").read_text()
    assert "Données de démonstration" in letter
    assert "ÉTAT" not in letter.upper().split("D’OÙ VIENNENT")[0].split("LA LETTRE")[0]
    with ZipFile(tmp_path / "d.zip") as archive:
        assert faults({name: archive.read(name) for name in archive.namelist()}) == []
    for name in ("f.pdf", "t.pdf"):
        assert "émonstration" in PdfReader(BytesIO((tmp_path / name).read_bytes())).pages[0].extract_text()


def test_a_document_is_about_the_axis_and_the_public_asked_for(run: object, tmp_path: Path) -> None:
    assert callable(run)
    common = ("--plan", PLAN, "--periode", "2026-T2", "--demo")
    for name, *kept in (("tout.txt",), ("axe.txt", "--axe", "2"), ("aidants.txt", "--public", "aidants")):
        code, said = run("lettre", str(tmp_path / name), *common, *kept)
        assert code == 0, said
    whole, axis, carers = (
        (tmp_path / name).read_text().replace(NBSP, " ") for name in ("tout.txt", "axe.txt", "aidants.txt")
    )
    assert "Axe 2 : " in axis
    assert "Public : Aidants" in carers
    assert "Public : Aidants" not in whole
    assert len({whole, axis, carers}) == 3
    code, said = run("fiche", str(tmp_path / "f.pdf"), *common, "--axe", "2", "--code", "P1")
    assert code == 1
    assert "Donnez --code, le code d’une fiche" in said


@pytest.mark.parametrize(
    ("asked", "why"),
    [
        (("lettre", "l.pdf", "--plan", PLAN), "doit finir par .docx, .html ou .txt"),
        (("lettre", "l.docx", "--plan", "inconnu"), "Aucun plan « inconnu » dans cette base"),
        (("lettre", "l.docx", "--plan", PLAN, "--periode", "2031-T1"), "Ce plan ne suit pas le 1er trimestre 2031"),
        (("lettre", "l.docx", "--plan", PLAN, "--periode", "hier"), "« hier » n’est pas une période"),
        (("fiche", "f.pdf", "--plan", PLAN), "Donnez --code, le code d’une fiche : P1, P2"),
        (("fiche", "f.pdf", "--plan", "ardeche-2020-2024"), "Ce plan n’a pas de fiche"),
        (("territoire", "t.pdf", "--plan", PLAN, "--code", "26113"), "Donnez --code, le code d’un territoire"),
        (("lettre", "l.docx", "--plan", PLAN, "--axe", "9"), "« 9 » n’est pas de ce plan. --axe prend un de ces codes"),
        (("bilan", "b.docx", "--plan", PLAN, "--public", "martiens"), "--public prend un de ces codes : "),
        (("lettre", "absent/l.docx", "--plan", PLAN), "dossier ou fichier introuvable"),
    ],
)
def test_a_mistake_is_told_and_writes_nothing(run: object, tmp_path: Path, asked: tuple[str, ...], why: str) -> None:
    assert callable(run)
    kind, name, *more = asked
    code, said = run(kind, str(tmp_path / name), *more)
    assert code == 1
    assert why in said
    assert not (tmp_path / name).exists()
