"""The workbook as Excel opens it: its sheets, lists and dates, and nothing in it that computes."""

from __future__ import annotations

import io
import json
from datetime import date
from typing import Any

import openpyxl
import pytest

from data.bodies.columns import COLUMNS
from data.workbook.card import PLAN
from data.workbook.life import LIFE_TITLES
from data.workbook.public import public
from data.workbook.read import read_workbook
from data.workbook.sheets import SHEETS
from data.workbook.write import workbook
from tests.support.workbooks import body, column, letter, moment, plain


def opened(content: bytes) -> Any:
    return openpyxl.load_workbook(io.BytesIO(content))


def test_each_list_of_the_plan_has_its_sheet_and_each_column_its_place() -> None:
    derived = {"fiches": {"audiences"}}
    for sheet in SHEETS:
        assert {each.name for each in sheet.columns} == set(COLUMNS[sheet.table]) - derived.get(sheet.table, set())
        assert len({each.label for each in sheet.columns}) == len(sheet.columns)
    assert {sheet.table for sheet in SHEETS} | {"plan"} == set(COLUMNS)
    names = {each.name.split(".")[0] for each in PLAN}
    assert names == set(COLUMNS["plan"])
    assert opened(plain()).sheetnames == ["Lisez-moi", "Plan", *(sheet.title for sheet in SHEETS), "Listes"]


def test_what_a_reader_sees_is_in_french_with_real_dates_and_numbers() -> None:
    book = opened(plain())
    card = {row[0].value: row[1].value for row in book["Plan"].iter_rows(min_row=2)}
    assert card["Premier jour"] == moment(2024, 1, 1)
    assert card["Noms des niveaux au-dessus des fiches"] == "Axe ; Orientation"
    assert card["Qui valide les points d’avancement"] == "La coordination du plan"
    phases = book["Phases"]
    assert phases[f"{letter(phases, 'Premier jour')}2"].number_format == "dd/mm/yyyy"
    assert set(column(plain(), "Actions", "Récurrente")) == {"oui", "non"}
    assert "Avec cible" in column(plain(), "Indicateurs", "Type de suivi")
    assert 80 in column(plain(), "Cibles", "Cible")


def test_the_first_sheet_tells_the_plan_its_day_and_the_demonstration() -> None:
    held = body() | {"demonstration": True}
    told = " ".join(
        str(c.value) for row in opened(workbook(held, date(2026, 11, 23)))["Lisez-moi"] for c in row if c.value
    )
    assert "Schéma d’essai" in told
    assert "établi le 23 novembre 2026" in told
    assert "Données de démonstration" in told
    assert "démonstration" not in " ".join(str(c.value) for row in opened(plain())["Lisez-moi"] for c in row)


def test_sheets_are_frozen_filtered_and_guided_by_lists() -> None:
    book = opened(plain())
    actions = book["Actions"]
    assert (actions.freeze_panes, actions.auto_filter.ref.startswith("A1:")) == ("C2", True)
    rules = {
        str(rule.sqref).split(":")[0].rstrip("0123456789"): rule for rule in actions.data_validations.dataValidation
    }
    assert rules[letter(actions, "Fiche")].formula1 == "'Fiches'!$A$2:$A$502"
    assert rules[letter(actions, "Récurrente")].formula1.startswith("Listes!$A$2:$A$3")
    assert rules[letter(actions, "Commence le")].type == "date"
    assert rules[letter(actions, "Poids")].type == "decimal"
    assert rules[letter(actions, "Ordre")].type == "whole"
    technical = actions.column_dimensions[letter(actions, "Mots du document sur l’existant")]
    last = openpyxl.utils.column_index_from_string(letter(actions, "Détails techniques"))
    assert (technical.hidden, technical.outlineLevel, technical.max) == (True, 1, last)
    assert [cell.value for cell in book["Listes"]["A"]][1:3] == ["oui", "non"]


@pytest.mark.parametrize(
    "text", ["=1+1", "+33", "-2", "@SUM(A1)", '=HYPERLINK("http://x")', "\t=1", "http://x.example"]
)
def test_what_looks_like_a_formula_or_a_link_stays_text(text: str) -> None:
    held = body()
    held["fiches"][0]["title"] = text
    content = workbook(held)
    sheet = opened(content)["Fiches"]
    cell = sheet[f"{letter(sheet, 'Intitulé')}2"]
    assert (cell.value, cell.data_type, cell.hyperlink) == (text, "s", None)
    assert (cell.quotePrefix, cell.number_format) == (True, "@"), "typed again, it still computes nothing"
    assert read_workbook(content).body["fiches"][0]["title"] == text


def test_what_is_too_long_for_a_cell_goes_on_in_the_next_and_comes_back() -> None:
    held = body()
    long = {"context": "é" * 70_000, "rare": "😀" * 20_000}
    held["fiches"][0]["details"] = long
    held["plan"]["details"] = long
    held["actions"][0]["text"] = ("a" * 31_999 + "\n ") * 3
    content = workbook(held)
    cells = [cell for sheet in opened(content) for row in sheet for cell in row if isinstance(cell.value, str)]
    assert max(len(cell.value.encode("utf-16-le")) // 2 for cell in cells) <= 32_767
    headings = [str(cell.value) for cell in opened(content)["Fiches"][1]]
    more = [label for label in headings if "suite" in label]
    assert more == [f"Détails techniques (suite {rank})" for rank in range(2, 2 + len(more))]
    assert len(more) >= 3
    found = read_workbook(content).body
    assert found["fiches"][0]["details"] == long
    assert found["plan"]["details"] == long
    assert found["actions"][0]["text"] == held["actions"][0]["text"]


@pytest.mark.parametrize("value", [33.333333333333336, 0.1 + 0.2, 1e22, 12.0, -0.5, 5e-324])
def test_numbers_keep_their_last_figure(value: float) -> None:
    held = body()
    held["targets"][0]["value"] = value
    assert read_workbook(workbook(held)).body["targets"][0]["value"] == value


def test_the_life_of_the_plan_is_there_to_be_read_only() -> None:
    held = body()
    held["decisions"] = [
        {"code": "D-001", "title": "=1", "text": "Oui", "instance": "Comité", "decided_on": "2026-09-30"}
        | {"fiche": None, "answers_period": None}
    ]
    content = workbook(held)
    sheet = opened(content)[LIFE_TITLES["decisions"]]
    assert [cell.value for cell in sheet[1]][:5] == ["Code", "Titre", "Texte", "Instance", "Décidé le"]
    assert (sheet["B2"].data_type, sheet["E2"].value, sheet.protection.sheet) == ("s", moment(2026, 9, 30), True)
    found = read_workbook(content)
    assert found.body["decisions"] == []
    assert "1 ligne de suivi" in found.notes[0]
    assert "n’est pas reprise" in found.notes[0]


def test_it_comes_back_the_same_and_twice_the_same() -> None:
    held = json.loads(json.dumps(body()))
    assert read_workbook(workbook(held)).body == held
    assert workbook(held) == workbook(held)


def test_what_any_reader_takes_away_holds_neither_values_nor_life() -> None:
    held = body()
    assert held["targets"]
    held["measures"] = [{"value": 3.0}]
    held["states"] = [{"comment": "à part"}]
    given = public(held)
    assert {name for name in held if given[name] != held[name]} == {"measures", "states"}
    assert given["measures"] == given["states"] == []
