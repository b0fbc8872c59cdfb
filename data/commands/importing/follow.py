"""What hangs on the plan: équipements, axes that territories lead, sittings, pilots, targets, values, settings."""

from __future__ import annotations

from datetime import UTC, date, datetime, time

from sqlmodel import select

from data.bodies.cells import day_of
from data.commands.importing.bench import Bench
from data.model import (
    Account,
    Assignment,
    Facility,
    LeadAxis,
    Measure,
    Meeting,
    Pilot,
    RuleSetting,
    Target,
    ThresholdSetting,
)

_FACILITY = ("code", "kind", "name", "lon", "lat", "address", "source", "known_on")


def write_places(bench: Bench) -> None:
    for row in bench.rows("facilities"):
        values = bench.columns("facilities", row, *_FACILITY)
        bench.session.add(Facility(plan_id=bench.plan_id, **values, commune_code=row.get("commune")))
    for row in bench.rows("lead_axes"):
        bench.session.add(
            LeadAxis(
                territory_id=bench.id("territories", row["territory"]),
                heading_id=bench.id("headings", row["heading"]),
                **bench.columns("lead_axes", row, "period_text", "source_line"),
            )
        )
    for row in bench.rows("meetings"):
        values = bench.columns("meetings", row, "instance", "held_on", "paces")
        bench.session.add(Meeting(plan_id=bench.plan_id, **values))
    bench.session.flush()


def write_pilots(bench: Bench) -> None:
    names = ("name", "organisation", "direction", "external")
    bench.add(
        "pilots",
        [
            (row["name"], Pilot(plan_id=bench.plan_id, **bench.columns("pilots", row, *names)))
            for row in bench.rows("pilots")
        ],
    )
    for row in bench.rows("assignments"):
        action = row.get("action")
        bench.session.add(
            Assignment(
                pilot_id=bench.id("pilots", row["pilot"]),
                # A part in one action names the action's fiche in a body, and the action alone in the store.
                fiche_id=bench.maybe("fiches", row.get("fiche")) if action is None else None,
                action_id=bench.maybe("actions", action),
                **bench.columns("assignments", row, "role", "from_on", "to_on"),
            )
        )
    bench.session.flush()


def write_values(bench: Bench) -> None:
    for row in bench.rows("targets"):
        bench.session.add(
            Target(
                indicator_id=bench.id("indicators", row["indicator"]),
                territory_id=bench.id("territories", row["territory"]),
                **bench.columns("targets", row, "due_on", "value"),
            )
        )
    accounts = {account.name: account.id for account in bench.session.exec(select(Account)).all()}
    names = ("value", "numerator", "denominator", "qualifier", "text", "source", "baseline")
    for row in bench.rows("measures"):
        measured = day_of(row["on"])
        assert measured is not None
        bench.session.add(
            Measure(
                indicator_id=bench.id("indicators", row["indicator"]),
                territory_id=bench.id("territories", row["territory"]),
                measured_on=measured,
                account_id=accounts.get(row.get("author") or ""),
                said_at=_noon(day_of(row.get("said_on"))),
                **bench.columns("measures", row, *names),
            )
        )
    bench.session.flush()


def _noon(day: date | None) -> datetime | None:
    """A moment of the day on which a value was given, wherever the server stands: the body keeps the day only."""
    return None if day is None else datetime.combine(day, time(12), UTC)


def write_settings(bench: Bench) -> None:
    for row in bench.rows("rule_settings"):
        values = bench.columns("rule_settings", row, "rule", "active", "words", "next_step", "who")
        bench.session.add(RuleSetting(plan_id=bench.plan_id, **values))
    for row in bench.rows("threshold_settings"):
        values = bench.columns("threshold_settings", row, "key", "value")
        bench.session.add(ThresholdSetting(plan_id=bench.plan_id, **values))
    bench.session.flush()
