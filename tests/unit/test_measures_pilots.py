"""Who carries the plan: the sentence, what is left to the coordination, one line a pilot."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from data.measures.pilots import TABLE, carried, led, part_words, parts_of, pilots_table, without_lead
from data.roster import Held, Roster
from tests.support.rosters import ACTION, CO, LEAD, PARTS, ROSTER, START, TODAY, held

NBSP = "\u00a0"


def with_leads(*codes: str) -> Roster:
    return replace(ROSTER, parts=tuple(held("Service insertion", code, id=at) for at, code in enumerate(codes)))


@pytest.mark.parametrize(
    ("codes", "words"),
    [
        ((), f"Aucune des 3 fiches n’a de responsable{NBSP}: toutes reviennent à la coordination."),
        (("P7",), f"1 fiche sur 3 a un responsable{NBSP}; 2 n’en ont pas et reviennent à la coordination."),
        (("P7", "P1"), f"2 fiches sur 3 ont un responsable{NBSP}; 1 n’en a pas et revient à la coordination."),
        (("P7", "P1", "P16"), "Les 3 fiches ont un responsable."),
    ],
)
def test_the_sentence(codes: tuple[str, ...], words: str) -> None:
    figure = led(with_leads(*codes))
    assert figure.sentence.startswith(words)
    assert (figure.numerator, figure.denominator) == (len(codes), 3)
    assert len(figure.inputs) == 3
    assert figure.coverage.text.startswith(f"{len(codes)} fiche")


def test_a_plan_without_fiche_has_no_rate() -> None:
    figure = led(replace(ROSTER, places=(), parts=()))
    assert figure.value is None
    assert "Ce plan n’a pas de fiche" in figure.sentence
    assert without_lead(replace(ROSTER, places=(), parts=())) == []


def test_only_a_part_in_force_today_counts() -> None:
    ended = held("A", "P7", until=date(2026, 10, 5), id=1)
    planned = held("B", "P7", since=date(2026, 11, 1), id=2)
    roster = replace(ROSTER, parts=(ended, planned, held("C", "P7", CO, id=3), held("D", "P7-02", ACTION, id=4)))
    assert led(roster).numerator == 0
    bare = {one.place.code: one for one in without_lead(roster)}
    assert bare["P7"].says.split(" · ") == [
        "B en sera responsable le 1er novembre 2026",
        "copilotée ou suppléée par C",
        "1 de ses 2 actions a son propre pilote",
    ]
    assert bare["P16"].says == "sa seule action n’a pas de pilote"
    assert led(replace(roster, today=date(2026, 11, 1))).numerator == 1


def test_one_line_a_pilot_in_the_order_of_the_plan() -> None:
    parts = (
        *PARTS,
        held("Service insertion", "P16", LEAD, id=6),
        held("Service insertion", "P1", CO, START, TODAY, id=7),
    )
    found = {one.card.name: one for one in carried(replace(ROSTER, parts=parts))}
    insertion = found["Service insertion"]
    assert insertion.now == "Responsable de P7 et P16 · Copilote de P1"
    assert insertion.dates == "depuis le 1er janvier 2025, P1 jusqu’au 6 octobre 2026"
    assert found["Mission qualité"].now == ""
    assert found["Mission qualité"].dates == "P1 à partir du 1er janvier 2027"
    assert [one.card.name for one in carried(ROSTER, {"P1"})] == ["Mission qualité", "Pôle autonomie"]
    assert [one.card.name for one in carried(ROSTER, {"P7"})] == ["CAF", "Service insertion", "Ville centre"]


def test_who_carries_nothing_comes_last() -> None:
    found = carried(replace(ROSTER, parts=PARTS[1:]))
    assert [one.card.name for one in found if not (one.running or one.planned)] == ["Service insertion"]
    assert found[-1].card.name == "Service insertion"


def test_the_table_says_that_there_is_an_address_and_not_which() -> None:
    table = pilots_table(carried(ROSTER))
    assert tuple(table.columns) == TABLE
    rows = {row["Pilote"]: row for row in table.to_dict("records")}
    assert rows["Pôle autonomie"]["Courriel"] == "oui"
    assert rows["CAF"]["Courriel"] == "non"
    assert (rows["CAF"]["Extérieur"], rows["CAF"]["Direction ou organisme"]) == (
        "oui",
        "Caisse d’allocations familiales",
    )
    assert "@" not in table.to_csv()


def test_the_parts_of_a_pilot_ended_ones_last() -> None:
    parts: tuple[Held, ...] = (
        held("CAF", "P1", CO, until=date(2025, 12, 31), id=8),
        held("CAF", "P16", CO, until=date(2026, 5, 31), id=9),
        *PARTS,
        held("CAF", "P16", since=date(2027, 1, 1), id=10),
    )
    found = parts_of(replace(ROSTER, parts=parts), "CAF")
    assert [part.id for part in found] == [10, 2, 9, 8]
    assert [part_words(part, TODAY) for part in found[1:3]] == [
        "Copilote, depuis le 1er janvier 2025",
        "Copilote, du 1er janvier 2025 au 31 mai 2026",
    ]
