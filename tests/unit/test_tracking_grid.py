"""The tracking grid of the Hérault's document, opened as a spreadsheet opens it: its columns, one box a row at most,
nothing that computes, what the data are."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from io import BytesIO
from typing import Any

import openpyxl
import pytest

from data.catalogue.format import catalogue_files, read_catalogue
from data.documents.tracking_grid import tracking_grid
from data.errors import CapError
from data.measures.official_grid import DONE, NOT_DONE, PARTLY, GridLine, form_of, grid_lines, grid_sentence
from data.situation import Situation
from tests.support.measures import drome, herault, said, situation

NBSP = "\u00a0"
COLUMNS = ["AXE", "OBJECTIF", "ACTION", "SOUS-ACTION / OPERATION", "ETAT D'AVANCEMENT", None, None, "COMMENTAIRES"]
BOXES = ["Effectué", "Partiellement effectué / En cours", "Non effectué"]
FIRST, LAST = 6, 187
"""Rows of the grid in the sheet: 152 that are counted, 30 sub-actions that hold operations."""


def template() -> list[dict[str, Any]]:
    catalogue = read_catalogue(catalogue_files()["herault-2023-2028"])
    kept = [entry for entry in catalogue.entries if entry.kind == "tracking_template"]
    return [{"kind": e.kind, "code": e.code, "title": e.title, "source_line": e.line, "body": e.body} for e in kept]


def followed(*words: dict[str, Any], **more: Any) -> Situation:
    return situation(herault(), words, "2024-T4", entries=template(), **more)


def sheet(now: Situation) -> Any:
    return openpyxl.load_workbook(BytesIO(tracking_grid(now)), rich_text=True).active


def cells(page: Any, row: int) -> list[Any]:
    return [cell.value or None for cell in page[row]]


def line_of(now: Situation, title: str) -> GridLine:
    return next(line for line in grid_lines(now) if title in line.title.replace("’", "'"))


def test_the_columns_are_those_of_the_document() -> None:
    page = sheet(followed())
    assert page["A1"].value == "Trame de suivi des actions et bilan de réalisation"
    assert cells(page, 4) == COLUMNS
    assert cells(page, 5) == [None, None, None, None, *BOXES, None]
    assert page.max_row == LAST
    assert {str(merged) for merged in page.merged_cells.ranges} >= {"A4:A5", "D4:D5", "E4:G4", "H4:H5", "A6:A15"}
    assert page.print_title_rows == "$4:$5"
    assert page.freeze_panes == "A6"


def test_one_row_a_sub_action_and_an_operation_in_the_order_of_the_document() -> None:
    lines = grid_lines(followed())
    assert (len(lines), sum(line.counted for line in lines)) == (182, 152)
    tree = herault().actions
    assert [line.title for line in lines][:3] == [
        "Former les agents socio-administratifs en charge de l’accueil, "
        "afin d’harmoniser les services rendus aux publics",
        f"Action 1{NBSP}: Les notions de base et découverte du groupe territoire",
        f"Action 2{NBSP}: Mise à plat des pratiques accueil",
    ]
    assert len(lines) == len(tree)
    assert [line.depth for line in lines] == [int(code is not None) for code in tree["parent_code"]]
    assert all(line.box is None and not line.comment for line in lines)
    assert lines[0].above[2].startswith("1.1.1 – Structurer les réseaux")


def test_each_state_ticks_its_box_and_silence_none() -> None:
    now = followed(
        said("2.1.1.SA1", "2024-T3", "realisee"),
        said("2.1.1.SA2", "2024-T3", "en_cours"),
        said("2.1.1.SA3", "2024-T3", "non_engagee"),
        said("2.1.1.SA4", "2024-T3", "abandonnee", reason="plus de besoin"),
        said("2.2.2.SA1", "2024-T3", "suspendue"),
        said("2.2.2.SA2", "2024-T2", "en_cours"),
        said("2.2.2.SA2", "2024-T3", "reportee", new_starts_on=date(2026, 1, 1), new_ends_on=date(2027, 12, 31)),
        said("2.2.2.SA3", "2024-T3", "reportee", new_starts_on=date(2026, 1, 1), new_ends_on=date(2027, 12, 31)),
    )
    page = sheet(now)
    rows = [cells(page, at) for at in range(FIRST, LAST + 1)]
    ticked = {str(row[3])[:32]: row[4:7].index("X") for row in rows if "X" in row[4:7]}
    assert sorted(ticked.values()) == [DONE, PARTLY, PARTLY, PARTLY, NOT_DONE, NOT_DONE, NOT_DONE]
    assert all(row[4:7].count("X") <= 1 for row in rows)
    given_up = line_of(now, "Renforcer le lien et accompagner les communes sans CCAS")
    assert given_up.box == NOT_DONE
    assert given_up.comment == f"Abandonnée. Motif{NBSP}: plus de besoin."
    postponed = line_of(now, "Déterminer le niveau d'intervention")
    assert postponed.box == PARTLY  # somebody said that work had begun
    assert postponed.comment == f"Reportée{NBSP}: du 1er janvier 2026 au 31 décembre 2027."
    assert grid_sentence(grid_lines(now)).startswith(f"7 lignes cochées sur 152. Une ligne sans coche{NBSP}:")


def test_suspended_before_its_period_without_any_work_is_not_done() -> None:
    # Fiche 5.2.1 runs from 2024.
    tree = herault()
    word = said("5.2.1.SA1", "2023-T4", "suspendue")
    early = situation(tree, [word], "2023-T4", entries=template())
    assert line_of(early, "disposer d'une cartographie de l'aide alimentaire").box == NOT_DONE
    assert line_of(followed(word), "disposer d'une cartographie de l'aide alimentaire").box == PARTLY
    begun = situation(tree, [{**word, "percent": 10}], "2023-T4", entries=template())
    assert line_of(begun, "disposer d'une cartographie de l'aide alimentaire").box == PARTLY


def test_what_a_pilot_typed_never_computes() -> None:
    words = ["=1+1", "+cmd|'/c calc'!A0", "-2+3", "@SUM(A1)", "https://exemple.fr", "\t=1"]
    codes = ["2.1.1.SA1", "2.1.1.SA2", "2.1.1.SA3", "2.1.1.SA4", "2.2.2.SA1", "2.2.2.SA2"]
    now = followed(*(said(code, "2024-T3", "en_cours", comment=word) for code, word in zip(codes, words, strict=True)))
    page = sheet(now)
    typed = [cell for row in page.iter_rows(min_row=FIRST) for cell in row if cell.column == 8 and cell.value]
    assert [str(cell.value).replace(NBSP, " ").strip() for cell in typed] == [word.strip() for word in words]
    assert {cell.data_type for row in page.iter_rows() for cell in row if cell.value} == {"s"}
    assert all(cell.quotePrefix for cell in typed)
    assert all(cell.hyperlink is None for row in page.iter_rows() for cell in row)


def test_the_sheet_says_what_its_data_are() -> None:
    now = replace(followed(), demonstration=True, kept=("Axe 2",))
    page = sheet(now)
    told = str(page["A2"].value).replace(NBSP, " ")
    assert "Schéma départemental de l’action sociale 2023-2028 (Hérault)" in told
    assert "4e trimestre 2024" in told
    assert "31 décembre 2024" in told
    assert told.endswith("Axe 2 · données de démonstration")
    assert page.oddHeader.right.text == "données de démonstration"
    assert "4e trimestre 2024" in page.oddFooter.left.text
    assert page.oddFooter.right.text == "Axe 2"
    assert "démonstration" not in str(sheet(followed())["A2"].value)


def test_a_selection_prints_only_its_rows() -> None:
    now = followed()
    kept = now.leaves[now.leaves["fiche_code"] == "1.1.1"]
    lines = grid_lines(now.with_(leaves=kept))
    assert (len(lines), sum(line.counted for line in lines)) == (10, 8)
    nothing = now.with_(leaves=now.leaves.iloc[:0])
    assert grid_sentence(grid_lines(nothing)) == "Aucune ligne dans cette sélection."
    assert sheet(nothing).max_row == FIRST - 1


def test_a_plan_whose_document_prints_no_form_has_no_grid() -> None:
    now = situation(drome(), [], "2026-T1")
    assert form_of(now) is None
    with pytest.raises(CapError, match="ne donne pas de trame de suivi"):
        tracking_grid(now)
    odd = [{**template()[0], "body": {"columns": ["AXE"], "states": BOXES}}]
    assert form_of(situation(herault(), [], "2024-T4", entries=odd)) is None


def test_only_what_is_said_of_the_whole_departement_is_quoted() -> None:
    words = [
        said("2.1.1.SA1", "2024-T3", "en_cours", comment="partout"),
        said("2.1.1.SA1", "2024-T3", "en_cours", place="A", comment="là-bas"),
    ]
    assert line_of(followed(*words, peers=["A"]), "Recueillir les éléments").comment == "partout"


def test_the_case_written_in_the_guide() -> None:
    words = {
        "SA1.OP1": "realisee", "SA1.OP2": "realisee", "SA2.OP1": "realisee", "SA2.OP2": "en_cours",
        "SA3.OP1": "non_engagee", "SA3.OP2": "non_engagee", "SA4.OP1": "suspendue", "SA5": "realisee",
    }  # fmt: skip
    now = situation(
        herault(),
        [said(f"2.2.1.{code}", "2026-T3", word) for code, word in words.items()],
        "2026-T3",
        entries=template(),
    )
    boxes = [line.box for line in grid_lines(now) if line.counted and line.above[2].startswith("2.2.1 ")]
    assert boxes == [DONE, DONE, DONE, PARTLY, NOT_DONE, NOT_DONE, PARTLY, DONE, None]
