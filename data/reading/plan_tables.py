"""The plan as voted: its tree, fiches, actions, objectives, partners, territories, other entries."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlmodel import col, select

from data.measures.calendar import period_of_action
from data.model import (
    Action,
    Assignment,
    DocumentEntry,
    Fiche,
    FichePartner,
    Heading,
    LeadAxis,
    Objective,
    ObjectiveYear,
    Partner,
    Phase,
    Pilot,
    RuleSetting,
    Territory,
    ThresholdSetting,
)
from data.reading.source import Rows, Source, by_code, labelled, natural
from data.vocabulary import PilotRole


def headings(source: Source) -> Rows:
    found = source.session.exec(
        select(Heading).where(Heading.plan_id == source.plan.id).order_by(col(Heading.depth), col(Heading.rank))
    ).all()
    by_id = {row.id: row for row in found}
    names: list[str] = source.plan.levels["headings"]
    rows: Rows = []
    for row in found:
        top = row
        while top.parent_id is not None:
            top = by_id[top.parent_id]
        rows.append(
            {
                "code": row.code,
                "title": row.title,
                "depth": row.depth,
                "level_name": names[row.depth - 1] if row.depth <= len(names) else "Niveau",
                "parent_code": by_id[row.parent_id].code if row.parent_id else None,
                "axis_code": top.code,
                "rank": row.rank,
                "source_line": row.source_line,
                "intro": row.details.get("intro"),
            }
        )
    return sorted(rows, key=by_code)


def fiches(source: Source, axis_of: dict[str, str], as_of: date) -> Rows:
    """Every fiche with its lead on the day `as_of`, its « constats » (`context`), its own calendar (two days)."""
    leads = source.rows(
        labelled(fiche_id=Assignment.fiche_id, name=Pilot.name)
        .join(Pilot, col(Pilot.id) == col(Assignment.pilot_id))
        .where(
            col(Pilot.plan_id) == source.plan.id,
            col(Assignment.role) == PilotRole.LEAD.value,
            col(Assignment.from_on) <= as_of,
            col(Assignment.to_on).is_(None) | (col(Assignment.to_on) >= as_of),
        )
        .order_by(col(Assignment.from_on), col(Assignment.id))
    )
    lead_of = {row["fiche_id"]: row["name"] for row in leads}
    found = source.rows(
        labelled(
            fiche_id=Fiche.id,
            version=Fiche.version,
            code=Fiche.code,
            title=Fiche.title,
            heading_code=Heading.code,
            rank=Fiche.rank,
            source_line=Fiche.source_line,
            details=Fiche.details,
        )
        .join(Heading, col(Heading.id) == col(Fiche.heading_id))
        .where(col(Fiche.plan_id) == source.plan.id)
    )
    for row in found:
        row["axis_code"] = axis_of[row["heading_code"]]
        row["lead"] = lead_of.get(row["fiche_id"])
        details = row.pop("details")
        row["level_name"] = details.get("level_name")
        said = details.get("partners_verbatim", [])
        row["partner_lines"] = [{"text": one["text"], "line": one["line"]} for one in said]
        row["context"] = details.get("context", [])
        row["calendar"] = _calendar(details.get("calendar"), source.plan.ends_on.year)
    return sorted(found, key=by_code)


def _calendar(said: dict[str, Any] | None, last_year: int) -> tuple[date | None, date | None]:
    """First and last day of a fiche's calendar; one that begins and has no end goes to the plan's end."""
    first, last = (said.get("starts_year"), said.get("ends_year")) if said else (None, None)
    last = last or (last_year if first else None)
    return date(first, 1, 1) if first else None, date(last, 12, 31) if last else None


def actions(source: Source, axis_of: dict[str, str], fiche_rows: Rows) -> Rows:
    """Every action, counted or not, with its own period, else its fiche's, else its phase's."""
    plan = source.plan
    fiche_of = {row["fiche_id"]: row for row in fiche_rows}
    heading_of = dict(source.session.exec(select(Heading.id, Heading.code).where(Heading.plan_id == plan.id)).all())
    phases = {row.id: row for row in source.session.exec(select(Phase).where(Phase.plan_id == plan.id))}
    found = source.session.exec(select(Action).where(Action.plan_id == plan.id).order_by(col(Action.id))).all()
    code_of = {row.id: row.code for row in found}
    # A plan may follow an action beside those that it holds; otherwise what it holds says all of it.
    counted = bool(plan.details.get("parents_counted"))
    parents = {row.parent_id for row in found if row.trackable and not counted}
    rows: Rows = []
    for row in found:
        fiche = fiche_of[row.fiche_id] if row.fiche_id else None
        heading_code = fiche["heading_code"] if fiche else heading_of[row.heading_id]
        phase = phases.get(row.phase_id) if row.phase_id else None
        own = (row.starts_on, row.ends_on)
        of_fiche = fiche["calendar"] if fiche else (None, None)
        of_phase = (phase.starts_on, phase.ends_on) if phase else (plan.starts_on, plan.ends_on)
        starts_on, ends_on = period_of_action(own, of_fiche, of_phase, plan.adopted_on)
        rows.append(
            {
                "action_id": row.id,
                "version": row.version,
                "code": row.code,
                "title": row.title,
                "fiche_code": fiche["code"] if fiche else None,
                "heading_code": heading_code,
                "axis_code": axis_of[heading_code],
                "parent_code": code_of.get(row.parent_id),
                "rank": row.rank,
                "source_line": row.source_line,
                "phase": phase.code if phase else None,
                "starts_on": starts_on,
                "ends_on": ends_on,
                "own_calendar": any((*own, *of_fiche)),
                "calendar_text": row.calendar_text,
                "recurrent": row.recurrent,
                "recurrence_months": row.recurrence_months,
                "territorial": row.territorial,
                "trackable": row.trackable,
                "is_leaf": row.trackable and row.id not in parents,
                "weight": row.weight,
                "hints": row.hints,
                "sub_items": row.sub_items,
            }
        )
    return sorted(rows, key=lambda row: (natural(row["axis_code"]), by_code(row)))


def partners(source: Source) -> Rows:
    return source.rows(
        source.of_fiche(FichePartner, code=Partner.code, title=Partner.title)
        .join(Partner, col(Partner.id) == col(FichePartner.partner_id))
        .order_by(col(Fiche.id), col(Partner.id))
    )


def objectives(source: Source) -> Rows:
    return source.rows(
        source.of_fiche(
            Objective,
            code=Objective.code,
            title=Objective.title,
            rank=Objective.rank,
            source_line=Objective.source_line,
        ).order_by(col(Objective.id))
    )


def objective_ratings(source: Source) -> Rows:
    return source.rows(
        labelled(
            objective_code=Objective.code,
            year=ObjectiveYear.year,
            rating=ObjectiveYear.rating,
            comment=ObjectiveYear.comment,
        )
        .join(Objective, col(Objective.id) == col(ObjectiveYear.objective_id))
        .join(Fiche, col(Fiche.id) == col(Objective.fiche_id))
        .where(col(Fiche.plan_id) == source.plan.id)
        .order_by(col(Objective.id), col(ObjectiveYear.year))
    )


def territories(source: Source) -> Rows:
    found = source.session.exec(
        select(Territory).where(Territory.plan_id == source.plan.id).order_by(col(Territory.name), col(Territory.code))
    ).all()
    code_of = {row.id: row.code for row in found}
    return [
        {
            "code": row.code,
            "name": row.name,
            "kind": row.kind,
            "parent_code": code_of.get(row.parent_id),
            "canton_code": code_of.get(row.canton_id),
            "population": row.population,
            "population_year": row.population_year,
            "area_code": code_of.get(row.area_id),
            "indicative": row.indicative,
        }
        for row in found
    ]


def lead_axes(source: Source) -> Rows:
    return source.rows(
        labelled(
            territory_code=Territory.code,
            heading_code=Heading.code,
            period_text=LeadAxis.period_text,
            source_line=LeadAxis.source_line,
        )
        .join(Territory, col(Territory.id) == col(LeadAxis.territory_id))
        .join(Heading, col(Heading.id) == col(LeadAxis.heading_id))
        .where(col(Territory.plan_id) == source.plan.id)
        .order_by(col(Territory.code), col(Heading.rank))
    )


def rule_settings(source: Source) -> Rows:
    return source.rows(
        labelled(
            rule=RuleSetting.rule,
            active=RuleSetting.active,
            words=RuleSetting.words,
            next_step=RuleSetting.next_step,
            who=RuleSetting.who,
            version=RuleSetting.version,
        )
        .where(col(RuleSetting.plan_id) == source.plan.id)
        .order_by(col(RuleSetting.rule))
    )


def threshold_settings(source: Source) -> Rows:
    return source.rows(
        labelled(key=ThresholdSetting.key, value=ThresholdSetting.value, version=ThresholdSetting.version)
        .where(col(ThresholdSetting.plan_id) == source.plan.id)
        .order_by(col(ThresholdSetting.key))
    )


def entries(source: Source) -> Rows:
    return source.rows(
        labelled(
            kind=DocumentEntry.kind,
            code=DocumentEntry.code,
            title=DocumentEntry.title,
            source_line=DocumentEntry.source_line,
            body=DocumentEntry.body,
        )
        .where(col(DocumentEntry.plan_id) == source.plan.id)
        .order_by(col(DocumentEntry.rank))
    )
