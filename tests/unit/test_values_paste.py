"""Values typed or pasted in a grid: every cell is read, refused with its reason, or says nothing; nothing is lost."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.commands.values import Said, Saved
from data.entry.pasted_cells import LONGEST_TEXT, MOST_LINES, rows
from data.entry.values_cells import Asked, Shape, says_nothing
from data.entry.values_headings import heading_of
from data.entry.values_judged import Judged, judge
from data.entry.values_paste import Pasted, names_places, pasted_block, pasted_table
from data.entry.values_sheet import Place, Slot, ValueSheet, period_ends, value_sheet
from data.entry.values_words import asked_day, changes_sentence, choices, given_sentence, hidden_after, hidden_words
from data.entry.values_work import Work, from_browser, mine_kept, recorded, taken_back, to_browser, typed
from data.vocabulary import TerritoryKind
from tests.support.indicators import indicator, measure, plan_with

T2, T3 = date(2026, 6, 30), date(2026, 9, 30)
COUNT = Asked(Shape.NUMBER, percent=False, count=True)
RATIO = Asked(Shape.RATIO, percent=False, count=True)
DONE = Asked(Shape.MILESTONE, percent=False, count=False)
NBSP, NARROW = "\u00a0", "\u202f"


def sheet(asked: Asked = COUNT, held: Mapping[tuple[str, date], Said] | None = None, **fields: Any) -> ValueSheet:
    """Three EPCI of a département, four quarters over on the 6th of October 2026."""
    return ValueSheet(
        indicator=indicator(unit="usagers", **fields),
        asked=asked,
        places=(
            Place("26", "Drôme", "Drôme"),
            Place("200", "Communauté de communes du Diois", "Diois"),
            Place("201", "Arche Agglo", "Arche Agglo"),
            Place("202", "Communauté de communes Royans-Vercors", "Royans-Vercors"),
        ),
        days=(date(2025, 12, 31), date(2026, 3, 31), T2, T3),
        held=held or {},
        kind=TerritoryKind.EPCI,
        elsewhere=((Place("26113", "Die", "Die"), TerritoryKind.COMMUNE),),
        starts_on=date(2025, 1, 1),
        ends_on=date(2030, 12, 31),
        months=3,
        today=date(2026, 10, 6),
    )


def table(text: str, on: ValueSheet | None = None) -> Pasted:
    on = on or sheet()
    return pasted_table(text, on, [(T3, part) for part in on.parts])


def judged(texts: Mapping[Slot, str], on: ValueSheet | None = None) -> Judged:
    return judge(on or sheet(), texts, {})


# --- a table ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "heading",
    ["T3 2026", "2026-T3", "T3-26", "3e trimestre 2026", "3e trim. 2026", "Trimestre 3 2026", "30/09/2026",
     "sept. 2026", "septembre 2026", "sept-26", "au 30/09/2026", "2026-09-30", f"T3{NBSP}2026"],
)  # fmt: skip
def test_a_quarter_is_named_in_many_ways(heading: str) -> None:
    assert table(f"Territoire\t{heading}\nDiois\t5").texts == {Slot("200", T3): "5"}


@pytest.mark.parametrize(
    ("heading", "says"),
    [
        ("31/12/2031", "hors de la durée du plan"), ("T4 2024", "hors de la durée du plan"),
        ("T4 2026", "pas encore passé"), ("15/08/2026", "n’est pas la fin d’une période"),
        ("Total", "n’est pas une date"), ("31/02/2026", "n’est pas une date"),
    ],
)  # fmt: skip
def test_a_column_of_no_known_date_is_refused_and_the_rest_taken(heading: str, says: str) -> None:
    found = table(f"Territoire\tT3 2026\t{heading}\nDiois\t5\t6")
    assert found.texts == {Slot("200", T3): "5"}
    (stray,) = found.strays
    assert says in stray.why
    assert stray.text == "6"


@pytest.mark.parametrize(
    "named",
    ["200", "Diois", "diois", "DIOIS", "CC du Diois", "Communauté de communes du Diois", "200\tDiois", "Diois\t200",
     f"communauté{NBSP}de communes du diois"],
)  # fmt: skip
def test_a_territory_is_named_in_many_ways(named: str) -> None:
    wide = "\t" * named.count("\t")
    assert table(f"Territoire{wide}\tT3 2026\n{named}\t5").texts == {Slot("200", T3): "5"}


@pytest.mark.parametrize(
    ("named", "says"),
    [
        ("Inconnu", "n’est ni le code ni le nom"), ("Die", "d’un autre niveau (commune)"), ("", "manque"),
        ("200\tArche Agglo", "désignent deux territoires"),
    ],
)  # fmt: skip
def test_a_line_of_no_known_territory_is_refused(named: str, says: str) -> None:
    wide = "\t" * named.count("\t")
    found = table(f"Territoire{wide}\tT3 2026\n{named}\t5")
    assert not found.texts
    assert says in found.strays[0].why


def test_two_values_for_one_date_are_both_refused_and_the_same_twice_is_one() -> None:
    found = table("Territoire\tT3 2026\t30/09/2026\nDiois\t5\t6\nArche Agglo\t7\t7")
    assert found.texts == {Slot("201", T3): "7"}
    assert [stray.text for stray in found.strays] == ["5", "6"]
    assert all("Deux valeurs" in stray.why for stray in found.strays)


def test_an_empty_cell_takes_nothing_away() -> None:
    found = table("Territoire\tT2 2026\tT3 2026\nDiois\t\tn.d.")
    assert (found.texts, found.strays, found.silent) == ({}, (), 1)


def test_merged_headings_of_a_ratio() -> None:
    on = sheet(RATIO)
    found = table("\tT2 2026\t\tT3 2026\t\n\tnumérateur\tdénominateur\tnumérateur\tdénominateur\nDiois\t1\t2\t3\t4", on)
    want = {(T2, "numerator"): "1", (T2, "denominator"): "2", (T3, "numerator"): "3", (T3, "denominator"): "4"}
    assert {(slot.on, slot.part): text for slot, text in found.texts.items()} == want
    assert table("Territoire\tT3 2026 dénominateur\tT3 2026 numérateur\nDiois\t4\t3", on).texts == {
        Slot("200", T3, "numerator"): "3",
        Slot("200", T3, "denominator"): "4",
    }


def test_a_table_without_headings_is_of_the_date_spoken_of_when_it_has_one_column() -> None:
    assert table("Diois\t5\nArche Agglo\t6").texts == {Slot("200", T3): "5", Slot("201", T3): "6"}
    found = table("Diois\t5\t6")
    assert not found.texts
    assert all("La première ligne ne nomme pas les dates" in stray.why for stray in found.strays)


def test_what_is_too_long_is_said_and_nothing_is_taken() -> None:
    assert table("Diois\t5\n" * (MOST_LINES + 1)).problem
    assert table("x" * (LONGEST_TEXT + 1)).problem


def test_a_block_is_put_down_on_a_cell_and_what_overflows_is_said() -> None:
    on = sheet()
    columns = [(day, "value") for day in on.days]
    found = pasted_block("1\t2\n\n3\t\n5\t6", on, columns, line=1, column=3)
    assert found.texts == {Slot("200", T3): "1", Slot("202", T3): "3"}
    assert [(stray.where, stray.text) for stray in found.strays] == [("Diois", "2"), ("", "5"), ("", "6")]
    assert "dernière colonne" in found.strays[0].why
    assert "dernière ligne" in found.strays[1].why
    assert names_places("Diois\t3", on)
    assert not names_places("12\t3", on)


CELLS = st.sampled_from(
    ["", "12", "1 234,5", "12 %", "n.d.", "-", "douze", "-3", "T3 2026", "Diois", "200", "Inconnu", "Die", "Total", "0",
     '"', "#REF!", "30/09/2026", "T4 2031", "é\u0301", "1e9", "=1+1"]
) | st.text(max_size=12)  # fmt: skip


@given(
    st.lists(st.lists(CELLS, max_size=6), max_size=6),
    st.sampled_from(["\t", ";"]),
    st.sampled_from([COUNT, RATIO, DONE]),
)
def test_any_paste_is_read_and_every_cell_is_somewhere(cells: list[list[str]], between: str, asked: Asked) -> None:
    on = sheet(asked)
    text = "\n".join(between.join(row) for row in cells)
    found = table(text, on)
    outcome = judged(found.texts, on)
    taken = [slot for one in (*outcome.differences, *outcome.refused) for slot in one.slots] + list(outcome.same)
    assert sorted(taken) == sorted(found.texts)
    written = sum(bool(cell) for _, row in rows(text) for cell in row)
    said = sum(not says_nothing(cell) for _, row in rows(text) for cell in row)
    assert len(found.texts) + len(found.strays) + found.silent <= written
    block = pasted_block(text, on, [(day, part) for day in on.days for part in on.parts], 0, 0)
    assert len(block.texts) + len(block.strays) == said


def test_cells_of_a_known_table_are_accepted_or_refused_and_none_is_lost() -> None:
    found = table("Territoire\tT2 2026\tT3 2026\tTotal\nDiois\t12\tdouze\t1\nArche\t3\t4\nArche Agglo\tn.d.\t5")
    outcome = judged(found.texts)
    accepted = sum(len(one.slots) for one in outcome.differences)
    refused = sum(len(one.slots) for one in outcome.refused) + len(found.strays)
    assert (accepted, refused, found.silent) == (2, 4, 1)


@given(st.text(max_size=30))
def test_any_heading_is_read(text: str) -> None:
    assert heading_of(text, sheet()).on in (None, *sheet().days)


# --- what typed cells come to -------------------------------------------------------------------------------------


HELD = {("200", T3): Said(value=12), ("201", T3): Said(value=0)}


def test_differences_old_and_new_removed_and_same() -> None:
    on = sheet(held=HELD)
    cells = {Slot("200", T3): "15", Slot("201", T3): "", Slot("202", T3): "0", Slot("26", T3): "douze"}
    found = judged(cells, on)
    assert [(one.old, one.change.said) for one in found.differences] == [
        (Said(value=12), Said(value=15)), (Said(value=0), None), (None, Said(value=0)),
    ]  # fmt: skip
    assert changes_sentence(found, ()) == (
        f"1 valeur nouvelle, 1 valeur changée et 1 valeur retirée{NBSP}; 1 case refusée."
    )
    assert judged({Slot("200", T3): f"12{NBSP}"}, on).same == (Slot("200", T3),)


def test_a_value_is_not_lost_to_a_dash() -> None:
    (one,) = judged({Slot("200", T3): "n.d."}, sheet(held=HELD)).refused
    assert "la valeur est gardée" in one.why


def test_two_cells_that_name_one_day_are_both_refused() -> None:
    found = judged({Slot("26", T2): "fait le 12/05/2026", Slot("26", T3): "fait le 12/05/2026"}, sheet(DONE))
    assert not found.differences
    assert len(found.refused) == 2


def test_a_value_changed_meanwhile_waits_for_a_choice() -> None:
    work = typed(sheet(held=HELD), Work(), {Slot("200", T3): "15", Slot("202", T3): "4"}, "le collage")
    now = sheet(held={**HELD, ("200", T3): Said(value=13)})
    found = judge(now, work.texts, work.seen)
    assert [one.change.territory_code for one in found.ready] == ["202"]
    assert [(one.old, one.change.said) for one in found.clashes] == [(Said(value=13), Said(value=15))]
    given_meanwhile = sheet(held={**HELD, ("202", T3): Said(value=9)})
    assert [one.old for one in judge(given_meanwhile, work.texts, work.seen).clashes] == [Said(value=9)]
    chosen = mine_kept(now, work, [("200", T3)])
    assert not judge(now, chosen.texts, chosen.seen).clashes


def test_acts_are_taken_back_one_by_one_and_what_is_refused_outlives_the_recording() -> None:
    on = sheet(held=HELD)
    one = typed(on, Work(), {Slot("202", T3): "4"}, "la dernière saisie")
    two = typed(on, one, {Slot("200", T3): "douze", Slot("202", T3): "5"}, "le collage de 2 cases")
    assert two.last_act == "le collage de 2 cases"
    assert taken_back(two).texts == one.texts
    assert taken_back(taken_back(two)).empty
    assert typed(on, one, {Slot("202", T3): ""}, "la dernière saisie").empty
    found = judge(on, two.texts, two.seen)
    saved = Saved({1: 1}, None)  # type: ignore[arg-type]
    after = recorded(two, found, found.ready, saved)
    assert after.texts == {Slot("200", T3): "douze"}
    assert (after.saved, after.last_act) == (saved, None)


def test_what_a_browser_kept_comes_back_and_the_rest_is_left_out() -> None:
    on = sheet(held=HELD)
    stray = table("Inconnu\t5").strays
    work = typed(on, Work(), {Slot("200", T3): "15"}, "x", stray)
    back = from_browser(to_browser(work))
    assert (back.texts, back.seen, back.strays) == (work.texts, work.seen, work.strays)
    assert from_browser([["200", "pas un jour", "value", "1", None], [], None, 3, ["a", "b", "c", "d"]]).empty
    assert from_browser("autre chose").empty


# --- the sheet and its sentences ----------------------------------------------------------------------------------


def test_periods_are_columns_once_they_are_over() -> None:
    assert period_ends(date(2025, 1, 1), date(2025, 9, 29), 3) == [date(2025, 3, 31), date(2025, 6, 30)]
    assert period_ends(date(2025, 1, 1), date(2026, 1, 1), 12) == [date(2025, 12, 31)]


def test_the_sheet_of_a_situation_holds_every_value_but_the_starting_ones() -> None:
    given_ = [
        measure("2024-12-31", 3, baseline=True), measure("2026-06-30", 12, "A"), measure("2026-08-15", 13, "B"),
    ]  # fmt: skip
    here = plan_with([indicator(territory_aggregation="somme")], given_, peers=("A", "B", "C", "D"))
    found = value_sheet(here, "P9-IND03", TerritoryKind.EPCI)
    assert set(found.held) == {("A", T2), ("B", date(2026, 8, 15))}
    assert date(2026, 8, 15) in found.days
    assert (
        given_sentence(found, T2)
        == f"1 valeur sur 4 pour le 2e trimestre 2026{NBSP}; il manque Territoire B, Territoire C et Territoire D."
    )


def test_the_day_spoken_of_follows_the_periodicity() -> None:
    half_year = sheet(held={("200", T2): Said(value=1)}, periodicity_months=6)
    assert asked_day(half_year) == T2
    assert asked_day(sheet(held={("200", T2): Said(value=1)})) == T3
    assert asked_day(sheet()) == T3


def test_what_is_late_comes_first() -> None:
    indicators = [indicator("P9-IND01"), indicator("P9-IND02"), indicator("P9-IND03")]
    here = plan_with(indicators, [measure("2026-09-30", 1, code="P9-IND02"), measure("2026-03-31", 1, code="P9-IND03")])
    assert [(one.code, one.late) for one in choices(here)] == [
        ("P9-IND03", True), ("P9-IND02", False), ("P9-IND01", False),
    ]  # fmt: skip


def test_what_readers_will_not_see_is_said_before_recording() -> None:
    here = plan_with([indicator(unit="usagers", threshold=5)], peers=("A", "B", "C", "D"))
    on = value_sheet(here, "P9-IND03", TerritoryKind.EPCI)
    found = judge(on, {Slot("A", T3): "3", Slot("B", T3): "40"}, {})
    hidden = hidden_after(here, on, found.ready)
    assert hidden == {("A", T3)}
    assert "1 de ces valeurs sera masquée (Territoire A (T3 2026))" in (hidden_words(on, found.ready, hidden) or "")
