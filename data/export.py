"""The plan as JSON, rebuilt from the tables. The schema is documented in docs/export-json.md and does not change
within a version: fields may be added, never renamed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from sqlmodel import SQLModel, col, select

from data import clock
from data.database import Store
from data.model import (
    Action,
    ActionAudience,
    Audience,
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
    WordingAudience,
)
from data.reading import audience_tables, follow_tables, indicator_tables, plan_tables
from data.reading.facilities import facility_rows
from data.reading.heads import current_period, is_demonstration
from data.reading.source import Rows, Source, labelled, source_of

SCHEMA = 1

_COLUMNS: dict[type[SQLModel], tuple[str, ...]] = {
    Plan: (
        *("departement_code", "departement_name", "starts_on", "ends_on", "adopted_on", "levels", "event_name"),
        *("reporting_months", "uses_percent", "validation", "territory_level", "source_file", "revision", "details"),
    ),
    Heading: ("depth", "rank", "details"),
    Fiche: ("rank", "details"),
    Objective: ("rank",),
    Action: (
        *("text", "rank", "starts_on", "ends_on", "calendar_text", "recurrent", "recurrence_months"),
        *("trackable", "territorial", "weight", "hints", "sub_items", "details"),
    ),
    Indicator: (
        *("rank", "unit", "nature", "measure_kind", "direction", "tolerance", "territory_aggregation"),
        *("time_aggregation", "periodicity_months", "availability_months", "threshold", "flagship"),
        *("compound", "components", "details"),
    ),
    AudienceWording: ("details",),
    Partner: ("details",),
    KeyFigure: ("kind", "value", "unit", "qualifier", "year", "denominator", "note", "rank", "details"),
    DocumentEntry: ("kind", "rank", "body"),
}
"""Columns of each item beside `code`, `title` and `source_line`."""


def export_plan(store: Store, plan_code: str) -> dict[str, Any]:
    """What the store holds of a plan but drafts, journal, frozen states and reminders, in one transaction, for JSON.

    Each item has `code`, `title` and `source_line`; links are by code. Raises StoreError when there is no such plan.
    """
    with store.read() as session:
        source = source_of(session, plan_code)
        plan = source.plan
        periods = [row["period"] for row in follow_tables.campaigns(source)]
        head = {
            "schema": SCHEMA,
            "demonstration": is_demonstration(session),
            "as_of_period": current_period(plan, periods, clock.now(session).date()),
            "plan": _item(plan),
        }
        tree = _Tree(source)
        life = {name: [_linked(row) for row in rows] for name, rows in _life(source, tree, set(periods)).items()}
        lists = tree.lists() | life
        return head | {name: [_plain(row) for row in rows] for name, rows in lists.items()}


def _life(source: Source, tree: _Tree, periods: set[str]) -> dict[str, Rows]:
    """What changes through the years. Ids of the store are left out: codes and names say as much."""
    action_of = {row.id: row.code for row in tree.actions.values()}
    fiche_of = {row.id: row.code for row in tree.fiches.values()}
    action_rows = [{"code": row.code, "fiche_code": fiche_of.get(row.fiche_id)} for row in tree.actions.values()]
    states = [{"action": action_of[row.pop("action_id")], **row} for row in follow_tables.states(source, periods)]
    return {
        "territories": plan_tables.territories(source),
        "facilities": facility_rows(source),
        "lead_axes": plan_tables.lead_axes(source),
        "pilots": _without(follow_tables.pilots(source), "pilot_id"),
        "assignments": _without(follow_tables.assignments(source, action_rows, None), "pilot_id"),
        "targets": indicator_tables.targets(source),
        "measures": indicator_tables.measures(source, date.max),
        "meetings": follow_tables.meetings(source),
        "campaigns": follow_tables.campaigns(source),
        "expectations": follow_tables.expectations(source, periods),
        "reports": _without(follow_tables.reports(source, periods), "report_id"),
        "evidence": _without(follow_tables.evidence(source, periods), "evidence_id"),
        "states": states,
        "decisions": follow_tables.decisions(source, date.max),
        "objective_ratings": plan_tables.objective_ratings(source),
        "rule_settings": _without(plan_tables.rule_settings(source), "version"),
        "threshold_settings": _without(plan_tables.threshold_settings(source), "version"),
    }


class _Tree:
    """The plan as voted and amended, its links told by code."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.headings = self._by_id(Heading)
        self.fiches = self._by_id(Fiche)
        self.actions = self._by_id(Action)
        self.audiences = self._by_id(AudienceWording)
        self.partners = self._by_id(Partner)
        self.phases = self._by_id(Phase)

    def lists(self) -> dict[str, Rows]:
        fiche_audiences = self._links(FicheAudience, "fiche_id", self.fiches, "wording_id", self.audiences)
        fiche_partners = self._links(FichePartner, "fiche_id", self.fiches, "partner_id", self.partners)
        action_audiences = self._links(ActionAudience, "action_id", self.actions, "wording_id", self.audiences)
        meanings: dict[str, Rows] = {}
        for row in self._meanings():
            meanings.setdefault(row["audience"], []).append(row)
        objectives = self.source.session.exec(
            select(Objective).where(col(Objective.fiche_id).in_(list(self.fiches))).order_by(col(Objective.id))
        )
        return {
            "phases": [
                {"code": row.code, "title": row.title, "starts_on": row.starts_on, "ends_on": row.ends_on}
                for row in self.phases.values()
            ],
            "headings": [
                _item(row) | {"parent": _code(self.headings, row.parent_id)} for row in self.headings.values()
            ],
            "fiches": [
                _item(row)
                | {
                    "heading": self.headings[row.heading_id].code,
                    "audiences": fiche_audiences.get(row.id, []),
                    "partners": fiche_partners.get(row.id, []),
                }
                for row in self.fiches.values()
            ],
            "actions": [
                _item(row)
                | self._place(row)
                | {
                    "parent": _code(self.actions, row.parent_id),
                    "phase": _code(self.phases, row.phase_id),
                    "audiences": action_audiences.get(row.id, []),
                    "audiences_inherited": [] if row.id in action_audiences else fiche_audiences.get(row.fiche_id, []),
                }
                for row in self.actions.values()
            ],
            "objectives": [_item(row) | {"fiche": self.fiches[row.fiche_id].code} for row in objectives],
            "indicators": [_item(row) | self._place(row) for row in self._rows(Indicator)],
            "audiences": [_item(row) | _meaning(meanings.get(row.code, [])) for row in self.audiences.values()],
            "shared_audiences": self._shared(),
            "fiche_audiences": self._named(),
            "partners": [_item(row) for row in self.partners.values()],
            "key_figures": [_item(row) | self._place(row) for row in self._rows(KeyFigure)],
            "entries": [_item(row) for row in self._rows(DocumentEntry)],
        }

    def _meanings(self) -> Rows:
        """One row a wording and a shared public that it means."""
        return self.source.rows(
            labelled(audience=AudienceWording.code, shared=Audience.code, reason=WordingAudience.reason)
            .select_from(WordingAudience)
            .join(Audience, col(Audience.id) == col(WordingAudience.audience_id))
            .join(AudienceWording, col(AudienceWording.id) == col(WordingAudience.wording_id))
            .where(col(AudienceWording.plan_id) == self.source.plan.id)
            .order_by(col(AudienceWording.id), col(Audience.rank), col(Audience.id))
        )

    def _shared(self) -> Rows:
        """The shared publics that the plan's wordings mean, in the order of the store."""
        meant = {row["shared"] for row in self._meanings()}
        return [row for row in audience_tables.audiences(self.source) if row["code"] in meant]

    def _named(self) -> Rows:
        """One row a fiche and a public that it names, with the document's qualifier."""
        return self.source.rows(
            labelled(
                fiche=Fiche.code,
                audience=AudienceWording.code,
                qualifier=FicheAudience.qualifier,
                source_line=FicheAudience.source_line,
            )
            .select_from(FicheAudience)
            .join(Fiche, col(Fiche.id) == col(FicheAudience.fiche_id))
            .join(AudienceWording, col(AudienceWording.id) == col(FicheAudience.wording_id))
            .where(col(Fiche.plan_id) == self.source.plan.id)
            .order_by(col(Fiche.id), col(AudienceWording.id))
        )

    def _rows(self, table: Any) -> list[Any]:
        query = select(table).where(table.plan_id == self.source.plan.id).order_by(table.id)
        return list(self.source.session.exec(query).all())

    def _by_id(self, table: Any) -> dict[int, Any]:
        return {row.id: row for row in self._rows(table)}

    def _links(
        self, table: Any, key: str, of: dict[int, Any], value: str, to: dict[int, Any]
    ) -> dict[int | None, list[str]]:
        """Id of the row that links → codes of the rows that it links to."""
        found: dict[int | None, list[str]] = {}
        holder, held = getattr(table, key), getattr(table, value)
        query = select(table).where(holder.in_(list(of))).order_by(holder, held)
        rows: Sequence[Any] = self.source.session.exec(query).all()
        for row in rows:
            found.setdefault(getattr(row, key), []).append(to[getattr(row, value)].code)
        return found

    def _place(self, row: Any) -> dict[str, str | None]:
        return {"fiche": _code(self.fiches, row.fiche_id), "heading": _code(self.headings, row.heading_id)}


def _meaning(rows: Rows) -> dict[str, Any]:
    """The shared publics that a wording means, and why for those that are not obvious."""
    return {
        "shared": [row["shared"] for row in rows],
        "reasons": {row["shared"]: row["reason"] for row in rows if row["reason"]},
    }


def _code(of: dict[int, Any], row_id: int | None) -> str | None:
    return None if row_id is None else of[row_id].code


def _item(row: Any) -> dict[str, Any]:
    names = ("code", "title", "source_line", *_COLUMNS[type(row)])
    return _plain({name: getattr(row, name) for name in names})


def _linked(row: dict[str, Any]) -> dict[str, Any]:
    """A link bears the name of what it leads to, as everywhere in the file: `fiche_code` → `fiche`."""
    return {name.removesuffix("_code"): value for name, value in row.items()}


def _without(rows: Rows, name: str) -> Rows:
    return [{key: value for key, value in row.items() if key != name} for row in rows]


def _plain(row: dict[str, Any]) -> dict[str, Any]:
    return {name: value.isoformat() if isinstance(value, date | datetime) else value for name, value in row.items()}
