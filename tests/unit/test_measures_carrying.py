"""What is known of each action as of a period: carried words, derived statuses, cells of the territories."""

import time
from datetime import date
from itertools import permutations

import pandas as pd
import pytest

from data.measures.carrying import carried_states, leaves_as_of, parent_status
from data.measures.status import contradicts
from data.period import Period
from data.situation import COLUMNS, frame
from data.vocabulary import Status
from tests.support.measures import WHOLE, changed, drome, kept, leaves, of, said, states

PEERS = ("A", "B", "C", "D", "E")


def declined(*codes: str) -> pd.DataFrame:
    return changed(drome().actions, codes, territorial=True)


def test_the_tables_have_exactly_the_documented_columns() -> None:
    found, cells = leaves(drome(), [], "2026-T3", actions=declined("P1-01"), peers=PEERS)
    assert tuple(found.columns) == COLUMNS["leaves"]
    assert tuple(cells.columns) == COLUMNS["cells"]
    assert (len(found), len(cells)) == (208, 5)
    empty, none = leaves(drome(), [], "2026-T3", actions=frame("actions", []), peers=PEERS)
    assert tuple(empty.columns) == COLUMNS["leaves"]
    assert tuple(none.columns) == COLUMNS["cells"]
    assert len(empty) == len(none) == 0


def test_the_last_word_up_to_the_period_is_carried_with_its_age() -> None:
    words = [
        said("P1-01", "2025-T4", "non_engagee"),
        said("P1-01", "2026-T1", "en_cours", 40, validated=False, author="Service A"),
        said("P1-01", "2026-T4", "realisee"),
    ]
    row = of(leaves(drome(), words, "2026-T3")[0], "P1-01")
    assert (row["status"], row["percent"], row["state_period"], row["age"]) == ("en_cours", 40.0, "2026-T1", 2)
    assert (row["declared"], row["derived"], row["validated"], row["author"]) == (True, False, False, "Service A")
    assert of(leaves(drome(), words, "2026-T4")[0], "P1-01")["status"] == "realisee"
    before = of(leaves(drome(), words, "2025-T3")[0], "P1-01")
    assert before["status"] == "non_renseigne"
    assert not before["declared"]
    assert before["age"] != before["age"]
    assert before["state_period"] is None


@pytest.mark.parametrize("order", list(permutations(range(3))))
def test_order_of_the_history_does_not_matter(order: tuple[int, ...]) -> None:
    words = [
        said("P1-01", "2025-T4", "non_engagee"),
        said("P1-01", "2026-T1", "en_cours"),
        said("P1-01", "2026-T2", "suspendue"),
    ]
    history = states(drome().actions, [words[at] for at in order])
    assert list(carried_states(history, "2026-T3")["status"]) == ["suspendue"]
    assert list(carried_states(history, "2026-T1")["status"]) == ["en_cours"]


def test_said_twice_in_one_period_the_day_decides_then_the_later_row() -> None:
    words = [
        said("P1-01", "2026-T1", "realisee", said_on=date(2026, 4, 9)),
        said("P1-01", "2026-T1", "en_cours", said_on=date(2026, 4, 2)),
    ]
    assert list(carried_states(states(drome().actions, words), "2026-T1")["status"]) == ["realisee"]
    same_day = [{**word, "said_on": None} for word in words]
    assert list(carried_states(states(drome().actions, same_day), "2026-T1")["status"]) == ["en_cours"]


def test_periods_of_different_lengths_are_put_in_order_by_their_end() -> None:
    words = [said("P1-01", "2025-A1", "en_cours"), said("P1-01", "2025-T2", "non_engagee")]
    row = of(leaves(drome(), words, "2026-T1")[0], "P1-01")
    assert (row["status"], row["age"]) == ("en_cours", 1)


def test_nobody_spoke_upcoming_before_the_period_not_reported_from_its_first_day() -> None:
    on_the_eve = leaves(drome(), [], "2026-T4")[0]
    on_the_day = leaves(drome(), [], "2027-T1", as_of=date(2027, 1, 1))[0]
    assert of(on_the_eve, "P1-05")["status"] == "a_venir"
    assert of(on_the_day, "P1-05")["status"] == "non_renseigne"
    assert of(on_the_eve, "P4-05")["status"] == "non_renseigne"  # « de 2026 à 2030 » wins over its phase
    assert of(leaves(drome(), [], "2025-T4")[0], "P4-05")["status"] == "a_venir"


def test_nothing_new_dates_an_earlier_word_and_only_that() -> None:
    words = [said("P1-01", "2025-T4", "en_cours")]
    news = [{"fiche_code": "P1", "period": "2026-T2", "nothing_new": True}]
    found = leaves(drome(), words, "2026-T3", reports=news)[0]
    row = of(found, "P1-01")
    assert (row["state_period"], row["news_period"], row["age"]) == ("2025-T4", "2026-T2", 1)
    assert of(found, "P1-02")["status"] == "non_renseigne"
    assert of(found, "P1-02")["news_period"] is None
    later = [{"fiche_code": "P1", "period": "2026-T4", "nothing_new": True}]
    assert of(leaves(drome(), words, "2026-T3", reports=later)[0], "P1-01")["news_period"] == "2025-T4"
    newer = [said("P1-01", "2026-T3", "realisee")]
    assert of(leaves(drome(), newer, "2026-T3", reports=news)[0], "P1-01")["news_period"] == "2026-T3"


def test_a_postponement_sets_the_period_until_the_next_one() -> None:
    words = [
        said("P1-01", "2026-T1", "reportee", new_starts_on=date(2027, 1, 1), new_ends_on=date(2027, 12, 31)),
        said("P1-01", "2026-T2", "reportee", new_ends_on=date(2028, 6, 30)),
    ]
    first = of(leaves(drome(), words, "2026-T1")[0], "P1-01")
    assert (first["starts_on"], first["ends_on"], first["phase"]) == (
        date(2027, 1, 1), date(2027, 12, 31), "2027-2030",
    )  # fmt: skip
    second = of(leaves(drome(), words, "2026-T2")[0], "P1-01")
    assert (second["starts_on"], second["ends_on"]) == (date(2025, 1, 1), date(2028, 6, 30))
    untouched = of(leaves(drome(), words, "2025-T4")[0], "P1-01")
    assert (untouched["ends_on"], untouched["phase"]) == (date(2026, 12, 31), "2025-2026")


def test_a_postponement_inside_its_phase_keeps_its_phase() -> None:
    words = [said("P1-01", "2025-T4", "reportee", new_starts_on=date(2026, 4, 1), new_ends_on=date(2026, 12, 31))]
    assert of(leaves(drome(), words, "2025-T4")[0], "P1-01")["phase"] == "2025-2026"


def test_derived_from_the_territories_only_when_one_of_them_spoke() -> None:
    actions = declined("P1-01")
    found, cells = leaves(drome(), [], "2026-T3", actions=actions, peers=PEERS)
    row = of(found, "P1-01")
    assert (row["status"], row["derived"], row["territories_done"], row["territories_applicable"]) == (
        "non_renseigne", False, 0, 5,
    )  # fmt: skip
    assert set(cells["status"]) == {"non_renseigne"}
    some = [said("P1-01", "2026-T2", "realisee", place=place) for place in "ABC"]
    row = of(leaves(drome(), some, "2026-T3", actions=actions, peers=PEERS)[0], "P1-01")
    assert (row["status"], row["derived"], row["declared"], row["contradictory"]) == ("en_cours", True, False, False)
    assert (row["territories_done"], row["territories_applicable"], row["age"]) == (3, 5, 1)
    every = [said("P1-01", "2026-T3", "realisee", place=place) for place in PEERS]
    row = of(leaves(drome(), every, "2026-T3", actions=actions, peers=PEERS)[0], "P1-01")
    assert (row["status"], row["state_period"]) == ("realisee", "2026-T3")
    plain = of(leaves(drome(), every, "2026-T3", peers=PEERS)[0], "P1-01")
    assert plain["status"] == "non_renseigne"  # not déclinée: what a territory says of it counts for nothing
    assert plain["territories_done"] != plain["territories_done"]


def test_done_everywhere_it_applies_is_done() -> None:
    words = [said("P1-01", "2026-T3", "realisee", place=place) for place in "ABCD"]
    words.append(said("P1-01", "2026-T3", "non_concernee", place="E"))
    found, cells = leaves(drome(), words, "2026-T3", actions=declined("P1-01"), peers=PEERS)
    assert of(found, "P1-01")["status"] == "realisee"
    assert (of(found, "P1-01")["territories_done"], of(found, "P1-01")["territories_applicable"]) == (4, 4)
    assert "non_concernee" in list(cells["status"])


def test_a_declared_word_wins_and_a_contradiction_is_flagged() -> None:
    words = [said("P1-01", "2026-T3", "realisee"), said("P1-01", "2026-T3", "en_cours", place="A")]
    row = of(leaves(drome(), words, "2026-T3", actions=declined("P1-01"), peers=PEERS)[0], "P1-01")
    assert (row["status"], row["declared"], row["derived"]) == ("realisee", True, False)
    assert (row["contradictory"], row["overruled"]) == (True, "en_cours")
    agreed = [said("P1-01", "2026-T3", "en_cours"), said("P1-01", "2026-T3", "en_cours", place="A")]
    row = of(leaves(drome(), agreed, "2026-T3", actions=declined("P1-01"), peers=PEERS)[0], "P1-01")
    assert (row["contradictory"], row["overruled"]) == (False, None)
    assert not contradicts(Status.ABANDONED, Status.NOT_STARTED)
    assert contradicts(Status.ABANDONED, Status.IN_PROGRESS)


def test_an_abandonment_of_the_whole_reaches_the_territories_that_said_nothing() -> None:
    words = [said("P1-01", "2026-T3", "abandonnee"), said("P1-01", "2026-T2", "en_cours", place="A")]
    _, cells = leaves(drome(), words, "2026-T3", actions=declined("P1-01"), peers=PEERS)
    by_place = dict(zip(cells["territory_code"], cells["status"], strict=True))
    assert by_place == {"A": "en_cours", **dict.fromkeys("BCDE", "abandonnee")}
    silent = cells[cells["territory_code"] == "B"].iloc[0]
    assert (silent["declared"], silent["derived"]) == (False, True)


def test_only_leaves_are_counted() -> None:
    actions = changed(drome().actions, ["P1-01", "P1-02"], is_leaf=False)
    found, _ = leaves(drome(), [], "2026-T3", actions=actions)
    assert len(found) == 206


@pytest.mark.parametrize(
    ("children", "parent"),
    [
        ((), "non_renseigne"),
        (("realisee", "realisee"), "realisee"),
        (("realisee", "abandonnee"), "realisee"),
        (("realisee", "non_renseigne"), "en_cours"),
        (("realisee", "a_venir"), "en_cours"),
        (("en_cours", "non_engagee"), "en_cours"),
        (("non_engagee", "non_renseigne"), "non_engagee"),
        (("suspendue", "non_engagee"), "suspendue"),
        (("suspendue", "realisee"), "en_cours"),
        (("a_venir", "a_venir"), "a_venir"),
        (("a_venir", "non_renseigne"), "non_renseigne"),
        (("abandonnee", "non_concernee"), "abandonnee"),
        (("reportee", "abandonnee"), "reportee"),
        (("non_concernee",), "non_concernee"),
        (("reportee", "a_venir"), "a_venir"),
    ],
)
def test_status_of_a_parent(children: tuple[str, ...], parent: str) -> None:
    for order in permutations(children):
        assert parent_status(order) == parent


def test_a_large_plan_is_carried_quickly() -> None:
    """2,000 actions déclinées in 16 territories, a word in each: well under a second of processor time."""
    places = [f"T{rank}" for rank in range(16)]
    model = of(drome().actions, "P1-01")
    rows = [{**model, "action_id": at, "code": f"X{at}", "territorial": True} for at in range(2000)]
    words = [
        {"action_id": at, "territory_code": place, "period": "2026-T1", "status": "en_cours", "validated": True}
        for at in range(2000)
        for place in places
    ]
    actions, history, reports = frame("actions", rows), frame("states", words), frame("reports", [])
    spent: list[float] = []
    for _ in range(3):
        start = time.process_time()
        found, cells = leaves_as_of(actions, history, reports, places, WHOLE, Period(2026, 3), date(2026, 9, 30))
        spent.append(time.process_time() - start)
    assert (len(found), len(cells)) == (2000, 32000)
    assert min(spent) < 1


def test_words_of_an_unknown_territory_are_left_out() -> None:
    words = [said("P1-01", "2026-T3", "realisee", place="Z")]
    found, cells = leaves(drome(), words, "2026-T3", actions=declined("P1-01"), peers=PEERS)
    assert of(found, "P1-01")["status"] == "non_renseigne"
    assert "Z" not in set(cells["territory_code"])
    assert len(kept(cells, "territory_code", *PEERS)) == 5
