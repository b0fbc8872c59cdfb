"""The plan as JSON, rebuilt from the tables. The schema is documented in docs/export-json.md and does not change
within a version: fields may be added, never renamed."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import pandas as pd
from sqlalchemy import select
from sqlmodel import Session, SQLModel, col

from data.database import Store
from data.model import (
    Action,
    ActionAudience,
    AudienceWording,
    DocumentEntry,
    Fiche,
    FicheAudience,
    FichePartner,
    Heading,
    Indicator,
    KeyFigure,
    Objective,
    Partner,
    Phase,
    Plan,
)
from data.reading import situation
from data.situation import rows_of

SCHEMA = 1
Rows = list[dict[str, Any]]


def export_plan(store: Store, plan_code: str) -> dict[str, Any]:
    """Everything that the store holds of a plan, as of its latest campaign.

    Each item has `code`, `title` and `source_line`; links are by code. Raises StoreError when there is no such plan.
    """
    now = situation(store, plan_code)
    with store.read() as session:
        plan = session.scalars(select(Plan).where(col(Plan.code) == plan_code)).one()
        tree = _Tree(session, plan)
        return {
            "schema": SCHEMA,
            "demonstration": now.demonstration,
            "as_of_period": now.period.code,
            "plan": _item(plan, "departement_code", "departement_name", "starts_on", "ends_on", "adopted_on", "levels",
                          "event_name", "reporting_months", "uses_percent", "source_file", "revision", "details"),
            "phases": [
                {"code": p.code, "title": p.title, "starts_on": _plain(p.starts_on), "ends_on": _plain(p.ends_on)}
                for p in tree.rows(Phase)
            ],
            **tree.lists(),
            "territories": _records(now.territories),
            "pilots": _records(now.pilots.drop(columns="pilot_id")),
            "assignments": _records(now.assignments.drop(columns="pilot_id")),
            "targets": _records(now.targets),
            "measures": _records(now.measures),
            "campaigns": _records(now.campaigns),
            "reports": _records(now.reports.drop(columns=["report_id"])),
            "states": _states(now.states, now.actions),
            "decisions": _records(now.decisions),
            "objective_ratings": _records(now.objective_ratings),
        }  # fmt: skip


class _Tree:
    def __init__(self, session: Session, plan: Plan) -> None:
        self.session = session
        self.plan = plan
        self.headings = {row.id: row for row in self.rows(Heading)}
        self.fiches = {row.id: row for row in self.rows(Fiche)}
        self.actions = {row.id: row for row in self.rows(Action)}
        self.audiences = {row.id: row for row in self.rows(AudienceWording)}
        self.partners = {row.id: row for row in self.rows(Partner)}
        self.phases = {row.id: row.code for row in self.rows(Phase)}

    def rows(self, table: Any) -> list[Any]:
        return list(self.session.scalars(select(table).where(table.plan_id == self.plan.id).order_by(table.id)).all())

    def links(self, table: Any, key: str, of: dict[Any, Any], value: str, to: dict[Any, Any]) -> dict[Any, list[str]]:
        found: dict[Any, list[str]] = {}
        for row in self.session.scalars(select(table)).all():
            if getattr(row, key) in of:
                found.setdefault(getattr(row, key), []).append(to[getattr(row, value)].code)
        return found

    def lists(self) -> dict[str, Rows]:
        fiche_audiences = self.links(FicheAudience, "fiche_id", self.fiches, "wording_id", self.audiences)
        fiche_partners = self.links(FichePartner, "fiche_id", self.fiches, "partner_id", self.partners)
        action_audiences = self.links(ActionAudience, "action_id", self.actions, "wording_id", self.audiences)
        objectives = [
            _item(row, "rank") | {"fiche": self.fiches[row.fiche_id].code}
            for row in self.session.scalars(select(Objective).order_by(col(Objective.id))).all()
            if row.fiche_id in self.fiches
        ]
        return {
            "headings": [
                _item(h, "depth", "rank", "details") | {"parent": self._code(self.headings, h.parent_id)}
                for h in self.headings.values()
            ],
            "fiches": [
                _item(f, "rank", "details")
                | {
                    "heading": self.headings[f.heading_id].code,
                    "audiences": fiche_audiences.get(f.id, []),
                    "partners": fiche_partners.get(f.id, []),
                }
                for f in self.fiches.values()
            ],
            "actions": [
                _item(a, "text", "rank", "starts_on", "ends_on", "calendar_text", "recurrent", "recurrence_months",
                      "trackable", "territorial", "weight", "hints", "sub_items", "details")
                | {
                    "fiche": self._code(self.fiches, a.fiche_id),
                    "heading": self._code(self.headings, a.heading_id),
                    "parent": self._code(self.actions, a.parent_id),
                    "phase": self.phases.get(a.phase_id),
                    "audiences": action_audiences.get(a.id, []),
                    "audiences_inherited": [] if a.id in action_audiences else fiche_audiences.get(a.fiche_id, []),
                }
                for a in self.actions.values()
            ],
            "objectives": objectives,
            "indicators": [
                _item(i, "rank", "unit", "nature", "measure_kind", "direction", "tolerance", "territory_aggregation",
                      "time_aggregation", "periodicity_months", "availability_months", "threshold", "flagship",
                      "compound", "components", "details")
                | {"fiche": self._code(self.fiches, i.fiche_id), "heading": self._code(self.headings, i.heading_id)}
                for i in self.rows(Indicator)
            ],
            "audiences": [_item(a, "details") for a in self.audiences.values()],
            "partners": [_item(p, "details") for p in self.partners.values()],
            "key_figures": [
                _item(k, "kind", "value", "unit", "qualifier", "year", "denominator", "note", "details")
                | {"heading": self._code(self.headings, k.heading_id), "fiche": self._code(self.fiches, k.fiche_id)}
                for k in self.rows(KeyFigure)
            ],
            "entries": [_item(e, "kind", "body") for e in self.rows(DocumentEntry)],
        }  # fmt: skip

    def _code(self, of: dict[Any, Any], row_id: int | None) -> str | None:
        return None if row_id is None else of[row_id].code


def _item(row: SQLModel, *names: str) -> dict[str, Any]:
    first = {name: _plain(getattr(row, name)) for name in ("code", "title", "source_line")}
    return first | {name: _plain(getattr(row, name)) for name in names}


def _states(states: pd.DataFrame, actions: pd.DataFrame) -> Rows:
    code_of = dict(zip(actions["action_id"], actions["code"], strict=True))
    return [{"action": code_of[row.pop("action_id")], **row} for row in _records(states)]


def _records(table: pd.DataFrame) -> Rows:
    return [{name: _plain(value) for name, value in row.items()} for row in rows_of(table)]


def _plain(value: Any) -> Any:
    if isinstance(value, date | datetime):
        return value.isoformat()
    if isinstance(value, float) and pd.isna(value):
        return None
    return value
