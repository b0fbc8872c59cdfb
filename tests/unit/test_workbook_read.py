"""A workbook that people worked in: what is understood, what is refused, and where they are told it is."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from openpyxl.utils import column_index_from_string

from data.workbook.load import read_plan
from data.workbook.read import Errors, read_workbook
from tests.support.workbooks import body, edited, letter, moment, plain, put


def errors(edit: Any) -> list[str]:
    """What is said of the workbook changed so."""
    with pytest.raises(Errors) as refused:
        read_plan(edited(edit))
    assert str(refused.value).startswith(("1 erreur dans", f"{len(refused.value.lines)} erreurs dans"))
    assert "Rien n’a été chargé." in str(refused.value)
    return [line.replace("\u00a0", " ") for line in refused.value.lines]


@pytest.mark.parametrize(
    ("sheet", "label", "line", "value", "table", "name", "expected"),
    [
        ("Phases", "Premier jour", 2, moment(2024, 2, 1), "phases", "starts_on", "2024-02-01"),
        ("Phases", "Premier jour", 2, "31/12/2023", "phases", "starts_on", "2023-12-31"),
        ("Phases", "Premier jour", 2, "1er février 2024", "phases", "starts_on", "2024-02-01"),
        ("Phases", "Premier jour", 2, "2024-02-01", "phases", "starts_on", "2024-02-01"),
        ("Cibles", "Cible", 2, "1\u202f234,5", "targets", "value", 1234.5),
        ("Cibles", "Cible", 2, "\u00a012,5 ", "targets", "value", 12.5),
        ("Cibles", "Cible", 2, 12, "targets", "value", 12.0),
        ("Indicateurs", "Type de suivi", 2, " avec CIBLE\u00a0", "indicators", "measure_kind", "cible"),
        ("Indicateurs", "Indicateur phare", 2, True, "indicators", "flagship", True),
        ("Indicateurs", "Indicateur phare", 2, "Vrai", "indicators", "flagship", True),
        ("Indicateurs", "Ordre", 2, 3.0, "indicators", "rank", 3),
        ("Indicateurs", "Unité", 2, "  places\u00a0", "indicators", "unit", "places"),
        ("Indicateurs", "Unité", 2, "   ", "indicators", "unit", None),
        ("Chiffres du document", "Année", 2, 2019, "key_figures", "year", "2019"),
        ("Fiches", "Partenaires", 3, " R1 ; ", "fiches", "partners", ["R1"]),
    ],
)
def test_what_is_understood(
    sheet: str, label: str, line: int, value: Any, table: str, name: str, expected: Any
) -> None:
    found = read_workbook(edited(put(sheet, label, line, value))).body[table][line - 2][name]
    assert found == expected
    assert type(found) is type(expected)


def test_what_was_read_from_a_text_is_said() -> None:
    said = read_workbook(edited(put("Phases", "Premier jour", 2, "31/12/2023"))).notes
    assert [note.replace("\u00a0", " ") for note in said] == [
        "feuille « Phases », ligne 2, colonne C : « 31/12/2023 » est écrit en texte : lu 31/12/2023."
    ]


@pytest.mark.parametrize(
    ("sheet", "label", "value", "says"),
    [
        ("Phases", "Premier jour", "fin 2024", "« fin 2024 » n’est pas une date sûre : écrivez jour/mois/année"),
        ("Phases", "Premier jour", "12/31/2024", "« 12/31/2024 » n’est pas une date sûre"),
        ("Phases", "Premier jour", "01/02/24", "« 01/02/24 » n’est pas une date sûre"),
        ("Phases", "Premier jour", "30/02/2024", "n’est pas une date sûre"),
        ("Phases", "Premier jour", 45292, "45292 n’est pas une date : mettez la case au format Date"),
        ("Phases", "Premier jour", moment(2024, 1, 1, 9, 30), "cette date porte une heure (09:30)"),
        ("Phases", "Premier jour", None, "Premier jour, cette case est vide : écrivez une date"),
        ("Cibles", "Cible", "12,5 %", "« 12,5 % » porte un signe % : écrivez 12,5 seul"),
        ("Cibles", "Cible", "environ 80", "cette case n’est pas un nombre : « environ 80 »"),
        ("Cibles", "Cible", True, "cette case contient oui ou non : écrivez un nombre"),
        ("Cibles", "Cible", moment(2024, 1, 1), "cette case contient une date (01/01/2024)"),
        ("Cibles", "Cible", "=40+40", "« =40+40 » est une formule : copiez la case, puis collez sa valeur"),
        ("Cibles", "Cible", "#REF!", "« #REF! » est une erreur de calcul"),
        ("Fiches", "Intitulé", "=A2", "est une formule"),
        ("Fiches", "Code", 1.1, "1,1 est un nombre, on attend un code, sans espace : mettez la case au format Texte"),
        ("Fiches", "Code", moment(2026, 5, 1), "Excel a changé cette case en date (01/05/2026)"),
        ("Fiches", "Ordre", 1.5, "1,5 n’est pas un nombre entier"),
        ("Fiches", "Code", "  ", "Code, cette case est vide"),
        ("Fiches", "Code", "deux mots", "« deux mots » n’est pas un code"),
        ("Indicateurs", "Type de suivi", "Cilbe", "« Cilbe » n’est pas proposé : choisissez parmi « Avec cible »"),
        ("Indicateurs", "Indicateur phare", "peut-être", "« peut-être » n’est pas compris : écrivez oui ou non"),
        ("Fiches", "Détails techniques", "{pas du json", "ces données techniques sont illisibles"),
        ("Fiches", "Détails techniques", "[1]", "ces données techniques sont illisibles"),
        ("Fiches", "Détails techniques", '{"a": NaN}', "ces données techniques sont illisibles"),
        ("Fiches", "Détails techniques", "[" * 20_000, "ces données techniques sont illisibles"),
    ],
)
def test_what_is_refused_says_where_and_what_to_write(sheet: str, label: str, value: Any, says: str) -> None:
    told = errors(put(sheet, label, 2, value, "General" if isinstance(value, int) else None))
    assert told[0].startswith(f"feuille « {sheet} », ligne 2, colonne ")
    assert says in told[0]


def test_a_percentage_is_never_read_as_a_hundredth() -> None:
    (line,) = errors(put("Cibles", "Cible", 2, 0.125, "0.0%"))
    assert "cette case est au format pourcentage (12,5 %)" in line
    assert "écrivez 12,5" in line


def test_a_missing_sheet_and_a_renamed_column_are_told() -> None:
    assert errors(lambda book: book.remove(book["Objectifs"])) == [
        "la feuille « Objectifs » manque : remettez-la, ou repartez d’un classeur exporté."
    ]

    def renamed(book: Any) -> None:
        sheet = book["Fiches"]
        sheet[f"{letter(sheet, 'Ordre')}1"] = "Rang"

    assert errors(renamed) == [
        "feuille « Fiches », ligne 1 : la colonne « Ordre » manque : remettez-la, sous ce titre exact."
    ]


def test_the_order_of_columns_lines_left_blank_and_columns_added_do_not_matter() -> None:
    def moved(book: Any) -> None:
        sheet = book["Axes et orientations"]
        sheet.insert_cols(1)
        sheet["A1"] = "Mes notes"
        sheet["A2"] = "à revoir"
        column = letter(sheet, "Ordre")
        free = sheet.max_column + 2
        for cell in sheet[column]:
            sheet.cell(cell.row, free, cell.value)
        sheet.delete_cols(column_index_from_string(column))
        sheet.insert_rows(3, 4)
        book.create_sheet("Brouillon")["A1"] = 1
        sheet["B1"] = "  code\u00a0"

    found = read_plan(edited(moved))
    assert found.body == read_plan(plain()).body
    said = " ".join(found.notes).replace("\u00a0", " ")
    assert "« Mes notes » inconnue : elle n’est pas lue" in said
    assert "feuille « Brouillon » : elle n’est pas lue." in said


def test_doubled_headings_and_merged_cells_are_told() -> None:
    def doubled(book: Any) -> None:
        book["Phases"]["F1"] = "Code"
        book["Fiches"].merge_cells("A2:A3")

    first, second, *_ = errors(doubled)
    assert first == "feuille « Phases », ligne 1, colonne F : deux colonnes s’appellent « Code » : gardez-en une."
    assert second.startswith("feuille « Fiches » : cellules fusionnées (A2:A3)")


def test_the_card_is_read_by_its_labels() -> None:
    def emptied(book: Any) -> None:
        sheet = book["Plan"]
        for row in sheet.iter_rows(min_row=2):
            if row[0].value == "Premier jour":
                row[1].value = "plus tard"
            if row[0].value == "Titre":
                row[0].value = "Nom"

    first, second = errors(emptied)
    assert first == "feuille « Plan » : la rubrique « Titre » manque : remettez-la."
    assert second.startswith(
        "feuille « Plan », ligne 6, colonne B : Premier jour, « plus tard » n’est pas une date sûre"
    )


def repeated(book: Any) -> None:
    book["Fiches"]["A3"] = "F1"


def orphan(book: Any) -> None:
    sheet = book["Axes et orientations"]
    sheet[f"{letter(sheet, 'Parent')}4"] = "A9"


def looped(book: Any) -> None:
    sheet = book["Actions"]
    codes = {sheet[f"A{line}"].value: line for line in range(2, sheet.max_row + 1)}
    parent = letter(sheet, "Action parente")
    sheet[f"{parent}{codes['F1-2']}"] = "F1-2a"


def two_phases(book: Any) -> None:
    sheet = book["Actions"]
    sheet[f"{letter(sheet, 'Phase')}3"] = "2024-2025 ; 2026-2028"


def line_twice(book: Any) -> None:
    sheet = book["Actions"]
    cells = [cell.value for cell in sheet[3]]
    cells[[cell.value for cell in sheet[1]].index("Phase")] = None
    sheet.append(cells)


@pytest.mark.parametrize(
    ("edit", "place", "says"),
    [
        (repeated, "feuille « Fiches », ligne 3, colonne A", "le code « F1 » est déjà employé"),
        (orphan, "feuille « Axes et orientations », ligne 4, colonne C", "« A9 »"),
        (looped, "feuille « Actions », ligne ", ""),
        (two_phases, "feuille « Actions », ligne 3, colonne G", "cette action est dans plusieurs phases"),
        (line_twice, "feuille « Actions », ligne ", "deux phases"),
    ],
)
def test_what_breaks_the_plan_is_placed_in_the_workbook(edit: Any, place: str, says: str) -> None:
    told = errors(edit)
    assert any(line.startswith(place) and says in line for line in told), told


def test_all_errors_come_together_and_the_rest_is_counted() -> None:
    def spoiled(book: Any) -> None:
        sheet = book["Actions"]
        for _ in range(60):
            sheet.append(["X", "T"])
        book["Fiches"]["A2"] = None

    with pytest.raises(Errors) as refused:
        read_plan(edited(spoiled))
    assert len(refused.value.lines) > 60
    text = str(refused.value)
    assert text.count("\n") == 31
    assert f"et {len(refused.value.lines) - 30} autres erreurs" in text
    assert "feuille «\u00a0Fiches\u00a0», ligne 2, colonne A" in text


def test_a_part_in_an_action_takes_its_fiche_and_inherited_publics_follow() -> None:
    found, before = read_plan(plain()).body, body()
    assert found["assignments"] == [{**row} for row in before["assignments"]]
    assert any(row["action"] and row["fiche"] for row in found["assignments"])
    assert [row["audiences_inherited"] for row in found["actions"]] == [
        row["audiences_inherited"] for row in before["actions"]
    ]
    assert found["plan"]["starts_on"] == date(2024, 1, 1).isoformat()
