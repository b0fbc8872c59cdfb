"""Fiches and actions added to a plan after its vote: expected from the next campaign on, told as new."""

from __future__ import annotations

from datetime import date

import pytest

from data.commands.amend import add_action, add_fiche
from data.commands.campaign import close_campaign, expect, open_campaign
from data.database import Store
from data.errors import Refused
from data.measures.changes import compare
from data.period import Period
from data.permissions import Actor
from data.reading import situation
from data.reading.frozen import frozen_situation
from data.situation import where
from tests.support.plan_store import PLAN, counts, journal
from tests.support.quarter import NOW

NEXT = Period.parse("2026-T4")


def add(store: Store, actor: Actor, code: str = "P22") -> None:
    heading = str(situation(store, PLAN).fiches["heading_code"].iloc[0])
    add_fiche(store, actor, PLAN, heading, code, "Aller vers les aidants isolés", reason="Annexe 2026")


def expected(store: Store, period: str) -> set[str]:
    return set(where(situation(store, PLAN, period).expectations, period=period)["fiche_code"])


def test_a_new_fiche_waits_for_the_next_campaign(store: Store, coordinator: Actor) -> None:
    add(store, coordinator)

    assert "P22" in set(situation(store, PLAN).fiches["code"])
    assert "P22" not in expected(store, NOW)
    close_campaign(store, coordinator, PLAN, Period.parse(NOW))
    open_campaign(store, coordinator, PLAN, NEXT)
    assert "P22" in expected(store, NEXT.code)


def test_unless_the_coordinator_adds_it(store: Store, coordinator: Actor) -> None:
    add(store, coordinator)
    expect(store, coordinator, PLAN, NOW, "P22")
    assert "P22" in expected(store, NOW)


def test_a_new_action_counts_from_then_on_and_is_told_as_new(store: Store, coordinator: Actor) -> None:
    close_campaign(store, coordinator, PLAN, Period.parse(NOW))
    open_campaign(store, coordinator, PLAN, NEXT)
    add(store, coordinator)
    add_action(
        store,
        coordinator,
        PLAN,
        "P22",
        "P22-01",
        "Former les visiteurs",
        date(2026, 10, 1),
        date(2027, 6, 30),
        reason="x",
    )

    before, now = frozen_situation(store, PLAN, NOW, 1), situation(store, PLAN, NEXT.code)
    assert "P22-01" in set(now.leaves["code"]) - set(before.leaves["code"])
    causes = {cause.cause for cause in compare(before, now).causes}
    assert {"fiches_ajoutees", "actions_ajoutees"} <= causes
    assert next(entry for entry in journal(store) if entry["command"] == "Ajouter une fiche")["reason"] == "Annexe 2026"


@pytest.mark.parametrize("code", ["P1", "", "P 22", "P22,P23", "P" * 21])
def test_a_code_taken_or_unreadable_is_refused(store: Store, coordinator: Actor, code: str) -> None:
    before = counts(store)
    with pytest.raises(Refused):
        add(store, coordinator, code)
    assert counts(store) == before


def test_an_action_that_ends_before_it_starts_is_refused(store: Store, coordinator: Actor) -> None:
    with pytest.raises(Refused, match="précède son début"):
        add_action(
            store, coordinator, PLAN, "P1", "P1-99", "À l’envers", date(2027, 1, 2), date(2027, 1, 1), reason="x"
        )
