"""Values recorded together from a grid, and taken back: all or nothing, nobody's value overwritten unseen."""

from __future__ import annotations

from datetime import date

import pytest

from data.commands.indicator import MeasureInput, record_measures
from data.commands.journal import redact_entry
from data.commands.values import RECORD, UNDO, Said, Saved, ValueChange, record_values, undo_values
from data.database import Store
from data.errors import Conflict, Refused
from data.permissions import SYSTEM, Actor
from data.reading import situation
from tests.support.plan_store import PLAN, counts, journal, limited, revision, rows
from tests.support.quarter import INDICATOR, acting

T2, T3 = date(2026, 6, 30), date(2026, 9, 30)
HELD = Said(value=120)
"""What the story says of the indicator at the end of the second quarter."""


def change(said: Said | None, seen: Said | None = None, on: date = T3, place: str = "26") -> ValueChange:
    return ValueChange(indicator_code=INDICATOR, territory_code=place, measured_on=on, said=said, seen=seen)


def values(store: Store) -> list[tuple[object, ...]]:
    """Every value of the indicator, with who said it and when."""
    return rows(
        store,
        "SELECT territory_id, measured_on, value, numerator, denominator, text, source, account_id, said_at "
        "FROM measure WHERE indicator_id = (SELECT id FROM indicator WHERE code = ? AND plan_id = "
        "(SELECT id FROM plan WHERE code = ?)) ORDER BY territory_id, measured_on",
        INDICATOR,
        PLAN,
    )


@pytest.fixture
def epci(store: Store) -> list[str]:
    here = situation(store, PLAN)
    return [str(code) for code in here.peers["code"]]


def test_new_changed_and_removed_go_in_one_act_and_come_back_as_they_were(
    store: Store, coordinator: Actor, epci: list[str]
) -> None:
    at = revision(store)
    first = record_values(store, coordinator, PLAN, [change(Said(value=7), place=epci[1])])
    between = values(store)

    saved = record_values(
        store,
        coordinator,
        PLAN,
        [
            change(Said(value=130), HELD, T2),
            change(Said(value=75, numerator=36, denominator=48), place=epci[0]),
            change(None, Said(value=7), place=epci[1]),
        ],
        source="Tableau de bord",
    )

    said = {(row[1], row[2], row[3], row[6]) for row in values(store)}
    assert said == {("2026-06-30", 130, None, "Tableau de bord"), ("2026-09-30", 75, 36, "Tableau de bord")}
    assert (first.values, saved.values) == (1, 3)
    assert revision(store) == at + 2
    undo_values(store, coordinator, PLAN, saved, reason="essai")
    assert values(store) == between
    assert len(journal(store, RECORD)) == 1 + 4  # the story's own value, then these
    assert [row["reason"] for row in journal(store, UNDO)] == ["essai"] * 3


def test_a_value_changed_since_it_was_seen_stops_everything_and_is_named(
    store: Store, coordinator: Actor, epci: list[str]
) -> None:
    record_measures(store, SYSTEM, PLAN, [MeasureInput(indicator_code=INDICATOR, measured_on=T2, value=121)])
    before = counts(store)
    with pytest.raises(Conflict, match="1 valeur a été modifiée entre-temps") as conflict:
        record_values(
            store, coordinator, PLAN, [change(Said(value=3), place=epci[0]), change(Said(value=130), HELD, T2)]
        )
    assert conflict.value.theirs == {"26, 30/06/2026": Said(value=121)}
    assert counts(store) == before
    with pytest.raises(Conflict):  # somebody gave one where nothing was seen
        record_values(store, coordinator, PLAN, [change(Said(value=130), None, T2)])
    assert counts(store) == before


def test_a_recording_that_somebody_corrected_since_is_not_taken_back(
    store: Store, coordinator: Actor, epci: list[str]
) -> None:
    saved = record_values(store, coordinator, PLAN, [change(Said(value=3), place=code) for code in epci[:3]])
    record_values(store, coordinator, PLAN, [change(Said(value=4), Said(value=3), place=epci[0])])
    before = values(store)
    with pytest.raises(Conflict, match="1 valeur a été modifiée depuis"):
        undo_values(store, coordinator, PLAN, saved, reason="essai")
    assert values(store) == before


def test_a_value_given_again_after_its_removal_is_not_overwritten(store: Store, coordinator: Actor) -> None:
    saved = record_values(store, coordinator, PLAN, [change(None, HELD, T2)])
    record_values(store, coordinator, PLAN, [change(Said(value=5), None, T2)])
    with pytest.raises(Conflict):
        undo_values(store, coordinator, PLAN, saved, reason="essai")


def test_a_recording_is_taken_back_once(store: Store, coordinator: Actor, epci: list[str]) -> None:
    saved = record_values(store, coordinator, PLAN, [change(Said(value=3), place=epci[0])])
    undo_values(store, coordinator, PLAN, saved, reason="essai")
    with pytest.raises(Conflict):
        undo_values(store, coordinator, PLAN, saved, reason="essai")


def test_what_the_journal_no_longer_holds_is_not_guessed(store: Store, coordinator: Actor) -> None:
    saved = record_values(store, coordinator, PLAN, [change(Said(value=130), HELD, T2)])
    redact_entry(store, coordinator, next(iter(saved.lines)), reason="essai")
    for lost in (saved, Saved({}, saved.at), Saved({999_999: 1}, saved.at)):
        with pytest.raises(Refused, match="journal n’en garde plus le détail"):
            undo_values(store, coordinator, PLAN, lost, reason="essai")


def test_only_the_lines_of_a_recording_are_taken_back(store: Store, coordinator: Actor) -> None:
    """Another act's line cannot be passed off as a recording."""
    line = journal(store, "Ouvrir une période")[0]["id"] if journal(store, "Ouvrir une période") else 1
    with pytest.raises(Refused):
        undo_values(store, coordinator, PLAN, Saved({line: 1}, None), reason="essai")  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ([], "Aucune valeur à enregistrer"),
        ([change(Said(value=1)), change(Said(value=2))], "Deux valeurs"),
        ([change(Said(value=1), on=date(2026, 12, 31))], "pas encore passé"),
        ([change(Said(value=1), on=date(2024, 12, 31))], "hors de la durée du plan"),
        ([change(Said(value=1e13))], "trop grande"),
        ([change(Said(value=float("nan")))], "trop grande"),
        ([change(Said(numerator=3, denominator=0))], "dénominateur différent de zéro"),
        ([change(Said())], "aucune valeur"),
        ([change(Said(value=1), place="inconnu")], "n’existe pas dans ce plan"),
    ],
)  # fmt: skip
def test_nothing_is_half_recorded(
    store: Store, coordinator: Actor, epci: list[str], wrong: list[ValueChange], says: str
) -> None:
    before = counts(store)
    good = [change(Said(value=1), place=epci[0])] if wrong else []
    with pytest.raises(Refused, match=says):
        record_values(store, coordinator, PLAN, [*good, *wrong])
    assert counts(store) == before


def test_only_who_may_in_their_own_plans(store: Store, coordinator: Actor) -> None:
    before = counts(store)
    for actor in (acting(store, "pilote"), acting(store, "lecture"), limited(coordinator, "ailleurs")):
        with pytest.raises(Refused, match="ne peut pas régler les indicateurs"):
            record_values(store, actor, PLAN, [change(Said(value=1))])
    assert counts(store) == before
    saved = record_values(store, coordinator, PLAN, [change(Said(value=1))])
    with pytest.raises(Refused, match="ne peut pas régler les indicateurs"):
        undo_values(store, acting(store, "pilote"), PLAN, saved, reason="essai")


def test_a_value_of_a_closed_quarter_is_read_in_the_open_one(store: Store, coordinator: Actor, epci: list[str]) -> None:
    record_values(store, coordinator, PLAN, [change(Said(value=3), on=T2, place=epci[0])])
    here = situation(store, PLAN)
    found = here.measures[here.measures["territory_code"] == epci[0]]
    assert list(found["value"]) == [3]
