"""The plan's tree, its groupings and who carries what: sums, sets, and the same answer as the filter."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest

from data.measures import rates, tree
from data.measures.carriers import carriers, pairs
from data.measures.groups import STATUSES, grouped, offered
from data.selection import NO_PILOT, Filter, narrow
from data.situation import Situation, frame
from data.vocabulary import PilotRole
from tests.support.measures import changed, drome, herault, said, situation

PILOTS = [
    {"pilot_id": 1, "name": "Service A", "direction": "Direction X", "external": False},
    {"pilot_id": 2, "name": "Service B", "direction": "Direction X", "external": False},
    {"pilot_id": 3, "name": "CAF", "direction": None, "external": True},
]


def part(
    pilot: int, fiche: str | None = None, action: str | None = None, role: PilotRole = PilotRole.LEAD
) -> dict[str, Any]:
    row = next(row for row in PILOTS if row["pilot_id"] == pilot)
    return {
        "pilot_id": pilot, "pilot": row["name"], "direction": row["direction"], "role": role.value,
        "fiche_code": fiche or (action.split("-")[0] if action else None), "action_code": action,
    }  # fmt: skip


def carried(*words: dict[str, Any]) -> Situation:
    parts = [part(1, "P1"), part(2, "P1", role=PilotRole.CO_PILOT), part(3, action="P1-02"), part(3, action="P2-01")]
    return situation(drome(), words, pilots=PILOTS, assignments=parts)


def test_branches_are_in_reading_order_with_the_plan_s_own_words() -> None:
    found = tree.branches(situation(drome()))
    assert [(b.code, b.level, b.depth) for b in found[:6]] == [
        ("1", "Axe", 1), ("1.1", "Orientation", 2), ("P1", "Projet", 3), ("P2", "Projet", 3), ("P3", "Projet", 3),
        ("1.2", "Orientation", 2),
    ]  # fmt: skip
    assert len(found) == 3 + 9 + 21


def test_a_level_is_the_sum_of_what_hangs_from_it() -> None:
    now = situation(drome(), [said("P1-01", "2026-T3", "realisee"), said("P4-01", "2026-T3", "en_cours")])
    found = {(b.kind, b.code): b for b in tree.branches(now)}
    axis = found["heading", "1"]
    below = [b for b in found.values() if b.parent == "1"]
    assert axis.tally.total == sum(b.tally.total for b in below) == 75
    assert axis.tally.done == 1
    assert axis.counts["realisee"] == axis.counts["en_cours"] == 1
    assert sum(axis.counts.values()) == 75
    assert axis.own == 0
    assert found["fiche", "P1"].tally.value == pytest.approx(12.5)
    assert {b.code: b.tally for b in found.values() if b.depth == 1} == {
        row["key"]: found["heading", row["key"]].tally
        for row in rates.completion_by(now.leaves, "axis_code").to_dict("records")
    }


def test_only_leaves_count_in_a_plan_with_nested_actions() -> None:
    found = tree.branches(situation(herault(), period="2024-T4"))
    assert sum(b.tally.total for b in found if b.depth == 1) == 152
    assert sum(b.tally.total for b in found if b.kind == "fiche") == 152


def test_actions_of_a_heading_count_in_it_and_above() -> None:
    actions = changed(drome().actions, ["P1-01", "P1-02"], fiche_code=None)
    found = {(b.kind, b.code): b for b in tree.branches(situation(drome(), actions=actions))}
    assert found["heading", "1.1"].own == 2
    assert found["fiche", "P1"].tally.total == 6
    assert found["heading", "1.1"].tally.total == 26


def test_an_empty_plan_has_branches_and_no_figure() -> None:
    now = situation(drome(), actions=frame("actions", []))
    found = tree.branches(now.with_(fiches=frame("fiches", [])))
    assert len(found) == 12
    assert all(b.tally.value is None and b.tally.text == "non calculable" for b in found)


def test_path_goes_from_the_axis_down() -> None:
    now = situation(drome())
    assert [row["code"] for row in tree.path(now, "2.3")] == ["2", "2.3"]
    assert tree.path(now, "inconnu") == []


def test_carriers_are_the_action_s_own_then_its_fiche_s() -> None:
    found = carriers(carried())
    assert [row["pilot"] for row in found.of("P1-02", "P1")] == ["CAF", "Service A", "Service B"]
    assert found.of("P3-01", "P3") == []


@pytest.mark.parametrize("who", ["1", "2", "3", NO_PILOT])
def test_grouped_by_pilot_counts_what_the_filter_keeps(who: str) -> None:
    now = carried(said("P1-02", "2026-T3", "realisee"))
    rows = {row["key"]: row for row in grouped(now, "pilote").rows.to_dict("records")}
    kept = narrow(now, Filter(pilots=(who,)))
    key = None if who == NO_PILOT else who
    assert rows[key]["total"] == len(kept.leaves)
    assert rows[key]["numerator"] == rates.completion(kept.leaves).numerator


def test_a_direction_counts_an_action_once_however_many_of_its_pilots_carry_it() -> None:
    rows = {row["title"]: row["total"] for row in grouped(carried(), "direction").rows.to_dict("records")}
    assert rows["Direction X"] == 8
    assert rows["Hors du Département"] == 2
    assert rows["Sans pilote"] == 208 - 8 - 1
    positions, names = pairs(carried(), by_direction=True)
    assert len(set(zip(positions, names, strict=True))) == len(positions)


def test_partitions_add_up_and_the_others_say_that_they_do_not() -> None:
    publics = [
        {"action_id": 1, "audience_code": "a", "wording": "A", "inherited": False},
        {"action_id": 1, "audience_code": "b", "wording": "B", "inherited": False},
    ]
    names = [{"code": "b", "title": "Bébés", "rank": 1}, {"code": "a", "title": "Aînés", "rank": 2}]
    now = carried(said("P1-01", "2026-T3", "realisee")).with_(
        action_audiences=frame("action_audiences", publics), audiences=frame("audiences", names)
    )
    for by in ("axe", "orientation", "phase"):
        found = grouped(now, by)
        assert not found.note
        assert sum(found.rows["total"]) == 208
        assert list(found.rows[list(STATUSES)].sum(axis=1)) == list(found.rows["total"])
    found = grouped(now, "public")
    assert "ne s’additionnent pas" in found.note
    assert list(found.rows["title"]) == ["Bébés", "Aînés", "Aucun public nommé"]
    assert list(found.rows["total"]) == [1, 1, 207]
    assert list(found.rows["text"])[:2] == ["1 sur 1", "1 sur 1"]


def test_phases_are_in_order_and_an_unknown_grouping_is_not_offered() -> None:
    now = situation(drome())
    assert list(grouped(now, "phase").rows["title"]) == ["2025-2026", "2025-2027", "2027-2030"]
    assert offered(now) == ["axe", "orientation", "phase"]
    actions = drome().actions.assign(phase=None)
    assert "phase" not in offered(situation(drome(), actions=actions))
    assert offered(now.with_(leaves=frame("leaves", []))) == []


def test_order_of_the_leaves_does_not_change_a_group() -> None:
    now = carried(said("P1-02", "2026-T3", "realisee"))
    mixed = now.with_(leaves=now.leaves.sample(frac=1, random_state=3))
    for by in ("axe", "pilote", "direction"):
        one, other = grouped(now, by).rows, grouped(mixed, by).rows
        pd.testing.assert_frame_equal(one.reset_index(drop=True), other.reset_index(drop=True))


def test_the_document_has_its_own_word_for_one_fiche() -> None:
    found = tree.branches(situation(herault(), period="2024-T4"))
    words = {branch.code: branch.level for branch in found if branch.kind == "fiche"}
    assert {code: word for code, word in words.items() if word != "Action"} == {"5.3.1": "Projet"}
