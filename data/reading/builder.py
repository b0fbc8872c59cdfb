"""Make a Situation: one transaction, its rows as tables, states carried and derived."""

from __future__ import annotations

from datetime import date
from typing import Any

from data import clock
from data.database import Store
from data.measures.carrying import leaves_as_of
from data.period import Period
from data.reading import audience_tables, follow_tables, indicator_tables, plan_tables
from data.reading.heads import current_period, is_demonstration
from data.reading.source import Rows, Source, source_of
from data.situation import PlanCard, Situation, frame


def situation(store: Store, plan_code: str, period_code: str | None = None) -> Situation:
    """The Situation of a plan as of a period (the latest campaign's by default).

    Raises:
        StoreError: no such plan, or the store cannot be read.
        CapError: `period_code` is not a period.
    """
    with store.read() as session:
        return build(source_of(session, plan_code), period_code)


def build(source: Source, period_code: str | None, today: date | None = None) -> Situation:
    """The Situation as the transaction of `source` sees it, on the day `today` (the store's own by default)."""
    plan, today = source.plan, today or clock.now(source.session).date()
    campaigns = follow_tables.campaigns(source)
    if period_code is None:
        period_code = current_period(plan, [row["period"] for row in campaigns], today)
    period = Period.parse(period_code)
    as_of = min(period.ends_on, today)
    kept = [row for row in campaigns if Period.parse(row["period"]) <= period]
    periods = {row["period"] for row in kept}

    headings = plan_tables.headings(source)
    axis_of = {row["code"]: row["axis_code"] for row in headings}
    fiches = plan_tables.fiches(source, axis_of, as_of)
    actions = plan_tables.actions(source, axis_of, fiches)
    territories = plan_tables.territories(source)
    fiche_audiences = audience_tables.fiche_audiences(source)
    tables: dict[str, Rows] = {
        "campaigns": kept,
        "headings": headings,
        "fiches": fiches,
        "actions": actions,
        "objectives": plan_tables.objectives(source),
        "objective_ratings": [row for row in plan_tables.objective_ratings(source) if row["year"] <= period.year],
        "partners": plan_tables.partners(source),
        "territories": territories,
        "lead_axes": plan_tables.lead_axes(source),
        "rule_settings": plan_tables.rule_settings(source),
        "threshold_settings": plan_tables.threshold_settings(source),
        "entries": plan_tables.entries(source),
        "audiences": audience_tables.audiences(source),
        "fiche_audiences": fiche_audiences,
        "action_audiences": audience_tables.action_audiences(source, fiche_audiences),
        "expectations": follow_tables.expectations(source, periods),
        "reports": follow_tables.reports(source, periods),
        "evidence": follow_tables.evidence(source, periods),
        "meetings": follow_tables.meetings(source),
        "states": follow_tables.states(source, periods),
        "decisions": follow_tables.decisions(source, as_of),
        "pilots": follow_tables.pilots(source),
        "assignments": follow_tables.assignments(source, actions, as_of),
        "indicators": indicator_tables.indicators(source, axis_of, fiches),
        "targets": indicator_tables.targets(source),
        "measures": indicator_tables.measures(source, period.ends_on),
        "key_figures": indicator_tables.key_figures(source, axis_of),
    }
    frames: dict[str, Any] = {name: frame(name, rows) for name, rows in tables.items()}
    leaves, cells = leaves_as_of(
        frames["actions"],
        frames["states"],
        frames["reports"],
        [row["code"] for row in territories if row["kind"] == plan.territory_level],
        plan.departement_code,
        period,
        as_of,
    )
    card = PlanCard(**plan.model_dump(include=set(PlanCard.__dataclass_fields__)))
    demonstration = is_demonstration(source.session)
    return Situation(
        card, period, as_of, today, demonstration, plan.territory_level, leaves=leaves, cells=cells, **frames
    )
