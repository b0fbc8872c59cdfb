"""The grid of states without a screen: its lines, what a cell's text means, a paste from a spreadsheet."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.entry import grid
from data.entry.changes import Change, Changes, Field
from data.entry.grid import Cells, Row, Taken
from data.errors import Refused
from data.french import NBSP
from data.vocabulary import DECLARED, Status, label
from tests.support.sheet import NORTH, line, sheet

SHEET = sheet()
ROWS = grid.rows(SHEET, every=True)
A1, A2, A3, A3_NORTH = ROWS[0], ROWS[1], ROWS[2], ROWS[3]


def read(row: Row, column: grid.Column, text: str, changes: Changes | None = None) -> object:
    return grid.read(SHEET, changes or {}, row, column, text)


def refusal(row: Row, column: grid.Column, text: str) -> str:
    with pytest.raises(Refused) as refused:
        read(row, column, text)
    return str(refused.value).replace(NBSP, " ")


def changed(taken: Taken) -> dict[str, object]:
    return {field.key: change.mine for field, change in taken.changes.items()}


# --- lines --------------------------------------------------------------------------------------------------------


def test_lines_are_ones_own_the_open_ones_first() -> None:
    lines = (line("B1", open=False), line("B2"), line("B3", mine=False), line("B4", territorial=True, open=False))
    own = sheet(lines=lines)
    assert [row.line.code for row in grid.rows(own, every=False)] == ["B2"]
    assert [grid.name(own, row) for row in grid.rows(own, every=True)] == ["B2", "B1", "B4", "B4, Nord", "B4, Sud"]


def test_a_line_shows_a_percent_only_where_its_state_bears_one() -> None:
    assert grid.cells(SHEET, {}, A1) == {"status": "En cours", "percent": "40", "comment": None}
    done = {A1.field("status"): Change("realisee", "en_cours")}
    assert grid.cells(SHEET, done, A1) == {"status": "Réalisée", "percent": None, "comment": None}


def test_not_concerned_is_offered_where_there_are_territories_only() -> None:
    assert grid.choices([A1]) == [label(status) for status in DECLARED]
    assert grid.choices(ROWS)[-1] == "Non concernée"


# --- reading ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("status", DECLARED)
def test_a_state_is_read_whatever_its_case_accents_and_sign(status: Status) -> None:
    word = label(status)
    for text in (word, word.upper(), f"  {word.lower()} ", f"● {word}", word.replace("é", "e").replace(" ", NBSP)):
        assert read(A1, "status", text) == status.value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("45", 45),
        ("45 %", 45),
        ("45,5", 45.5),
        ("45.5 %", 45.5),
        (f"45{NBSP}%", 45),
        ("0", 0),
        ("100", 100),
        ("", None),
    ],
)
def test_a_percent_is_read_as_a_spreadsheet_writes_it(text: str, value: float | None) -> None:
    assert read(A1, "percent", text) == value


@pytest.mark.parametrize("text", ["140", "-5", "1e2", "45 sur 100", "quarante", "4 5", "٤٥", "nan", "inf", "9" * 400])
def test_what_is_no_percent_is_refused_and_never_guessed(text: str) -> None:
    assert refusal(A1, "percent", text).startswith("Ligne A1 : « ")


def test_a_refusal_names_the_line_and_the_word() -> None:
    assert refusal(A1, "status", "presque finie") == (
        "Ligne A1 : « presque finie » n’est pas un état. La case garde sa valeur : choisissez parmi non engagée, "
        "en cours, réalisée, suspendue, reportée et abandonnée."
    )
    assert "Ligne A3, Nord : « Reportée » ne se dit pas d’un territoire" in refusal(A3_NORTH, "status", "Reportée")
    assert "Ligne A1 : « Non concernée » ne se dit pas du département" in refusal(A1, "status", "Non concernée")
    assert "écrivez-le sur la ligne « Tout le département »" in refusal(A3_NORTH, "comment", "Ici.")


def test_a_state_already_given_is_not_erased_and_an_absent_one_stays_absent() -> None:
    assert "ne s’efface pas" in refusal(A1, "status", "")
    assert read(A2, "status", "") is None


@given(st.text())
def test_any_text_is_taken_or_refused_in_a_short_sentence(text: str) -> None:
    taken = edited(*((A1, column, text) for column in grid.COLUMNS))
    assert all(len(refused) < 250 for refused in taken.refusals)


# --- edits and pastes ---------------------------------------------------------------------------------------------


def edited(*edits: tuple[Row, grid.Column, str | None], changes: Changes | None = None) -> Taken:
    before: list[Cells] = [grid.cells(SHEET, changes or {}, row) for row in ROWS]
    after = [dict(cells) for cells in before]
    for row, column, text in edits:
        after[ROWS.index(row)][column] = text
    return grid.take(SHEET, changes or {}, ROWS, before, after)


def test_a_percent_is_read_with_the_state_that_comes_with_it() -> None:
    taken = edited((A2, "percent", "30"), (A2, "status", "En cours"))
    assert (changed(taken), taken.refusals) == ({"state|status|A2|": "en_cours", "state|percent|A2|": 30.0}, ())
    refused = edited((A1, "percent", "60"), (A1, "status", "Réalisée"))
    assert changed(refused) == {"state|status|A1|": "realisee"}
    assert len(refused.refusals) == 1


def test_a_refused_cell_leaves_the_others_and_what_was_already_changed() -> None:
    before = {Field("text", "done"): Change("Déjà écrit.", "")}
    taken = edited((A1, "percent", "140"), (A2, "comment", "Suite."), changes=before)
    assert changed(taken) == {"text|done||": "Déjà écrit.", "state|comment|A2|": "Suite."}
    assert len(taken.refusals) == 1


def test_a_paste_takes_what_it_knows_and_names_the_rest() -> None:
    words = [(A1, "REALISEE"), (A2, "presque"), (A3_NORTH, "non concernée"), (None, "En cours"), (None, "  ")]
    taken = grid.pasted(SHEET, {}, words)
    assert changed(taken) == {"state|status|A1|": "realisee", f"state|status|A3|{NORTH}": "non_concernee"}
    said = [text.replace(NBSP, " ") for text in taken.refusals]
    assert said[0].startswith("Ligne A2 : « presque » n’est pas un état.")
    assert said[1] == "Une ligne collée dépasse la fin du tableau : rien n’en a été repris."


def test_a_drawn_line_agrees_until_the_form_says_something_else() -> None:
    drawn: Cells = {"status": "En cours", "percent": "40 %", "comment": "Suite. "}
    comment = {A1.field("comment"): Change("Suite.", None)}
    assert grid.agree(SHEET, comment, A1, drawn)
    assert not grid.agree(SHEET, {}, A1, drawn)
    assert not grid.agree(SHEET, comment | {A1.field("percent"): Change(60.0, 40.0)}, A1, drawn)
    done = comment | {A1.field("status"): Change("realisee", "en_cours")}
    assert not grid.agree(SHEET, done, A1, drawn)
    # The percent of a state that no longer bears one is not sent: taking it off would take the keyboard's place away.
    assert grid.agree(SHEET, done, A1, {**drawn, "status": "Réalisée"})


def test_what_would_not_be_sent_is_said() -> None:
    changes = {
        A2.field("comment"): Change("Bientôt.", None),
        A1.field("status"): Change("realisee", "en_cours"),
        A1.field("percent"): Change(60.0, 40.0),
    }
    said = [text.replace(NBSP, " ") for text in grid.not_sent(SHEET, changes)]
    assert said == [
        "Ligne A2 : le commentaire ne partira qu’avec un état. Dites où en est l’action.",
        "Ligne A1 : l’avancement ne partira pas, l’action n’est ni en cours ni suspendue.",
    ]
