"""The store at a glance: its plans, the period shown first, who may act, what is a demonstration."""

from __future__ import annotations

from datetime import date

import pytest

from data.commands.campaign import close_campaign
from data.commands.store import set_account_active, set_setting
from data.database import Store
from data.period import Period
from data.permissions import SYSTEM, Actor
from data.reading import Head, PlanHead, head, situation
from tests.support.plan_store import PLAN, SMALL, raw
from tests.support.quarter import BEFORE, NOW, TODAY


def test_the_head_of_a_store(store: Store) -> None:
    now = head(store)
    drome, small = now.plans
    assert (drome.code, drome.departement_code, drome.departement_name) == (PLAN, "26", "Drôme")
    assert (drome.periods, drome.open_period, drome.current_period) == ((BEFORE, NOW), NOW, NOW)
    assert (small.code, small.periods, small.current_period) == (SMALL, ("2026-S2",), "2026-S2")
    assert drome.revision > small.revision == 1
    assert (now.today, now.demonstration) == (TODAY, False)
    codes = [profile.code for profile in now.profiles]
    assert codes[0] == "lecture"
    assert len(codes) == len(set(codes))


def plan(code: str, starts: int, ends: int, open_period: str | None = None) -> PlanHead:
    return PlanHead(
        code=code, title=code, departement_code="99", departement_name=code, starts_on=date(starts, 1, 1),
        ends_on=date(ends, 12, 31), revision=1, periods=(), open_period=open_period, current_period="2026-T4",
    )  # fmt: skip


def opened_first(*plans: PlanHead, today: date = date(2026, 11, 23)) -> str | None:
    first = Head(plans, demonstration=False, today=today, profiles=()).first
    return first and first.code


def test_the_plan_opened_first_is_collected_else_running_else_the_latest() -> None:
    ardeche, drome = plan("Ardèche", 2020, 2024), plan("Drôme", 2025, 2030)
    gard, herault = plan("Gard", 2022, 2027), plan("Hérault", 2023, 2028)
    asked = plan("Gard", 2022, 2027, open_period="2026-T4")
    assert opened_first(ardeche, drome, gard, herault) == "Drôme"
    assert opened_first(ardeche, gard, herault) == "Hérault"
    assert opened_first(ardeche, drome, asked, herault) == "Gard"
    assert opened_first(ardeche) == "Ardèche"
    assert opened_first() is None
    # Before any of them, and after all of them.
    assert opened_first(ardeche, drome, gard, today=date(2019, 1, 1)) == "Drôme"
    assert opened_first(ardeche, gard, today=date(2035, 1, 1)) == "Gard"
    # The day before a plan begins, and its last day.
    assert opened_first(gard, drome, today=date(2024, 12, 31)) == "Gard"
    assert opened_first(ardeche, drome, today=date(2024, 12, 31)) == "Ardèche"
    # Two that began together: the first of the list.
    assert opened_first(plan("Ain", 2022, 2027), gard) == "Ain"


def test_the_plan_of_a_store_opened_first_is_the_one_being_collected(store: Store) -> None:
    first = head(store).first
    assert first is not None
    assert first.code == PLAN


def test_an_account_that_is_gone_is_not_offered(store: Store) -> None:
    set_account_active(store, SYSTEM, "pilote", False, reason="départ")
    assert "pilote" not in {profile.code for profile in head(store).profiles}


def test_the_head_when_nothing_is_open(store: Store, coordinator: Actor) -> None:
    close_campaign(store, coordinator, PLAN, Period.parse(NOW))
    plan = head(store).plans[0]
    assert (plan.open_period, plan.current_period) == (None, NOW)


def test_only_the_setting_makes_a_demonstration(store: Store) -> None:
    for said in ("false", "oui", "true"):
        set_setting(store, SYSTEM, "demonstration", said)
        assert head(store).demonstration == (said == "true")
        assert situation(store, PLAN).demonstration == (said == "true")


@pytest.mark.parametrize(
    ("today", "period"),
    [("2026-10-06", "2026-S2"), ("2020-01-01", "2024-S1"), ("2040-01-01", "2028-S2"), ("2027-06-30", "2027-S1")],
)
def test_without_a_campaign_the_period_is_today_s_within_the_plan(store: Store, today: str, period: str) -> None:
    with raw(store) as connection:
        connection.execute(
            "DELETE FROM expectation WHERE campaign_id IN (SELECT id FROM campaign WHERE period LIKE '%S2')"
        )
        connection.execute("DELETE FROM campaign WHERE period = '2026-S2'")
    set_setting(store, SYSTEM, "reference_date", today)
    now = situation(store, SMALL)
    assert now.period.code == period
    assert [plan.current_period for plan in head(store).plans if plan.code == SMALL] == [period]
    assert now.as_of <= now.period.ends_on
