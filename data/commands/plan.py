"""Change the plan: titles, calendars, what is déclinée by territory, decisions."""

from __future__ import annotations

from datetime import date, datetime
from typing import Literal

from sqlmodel import Session, col, select

from data.commands.days import check_days
from data.commands.door import Writing, check_seen, key, writing
from data.database import Store
from data.errors import Refused
from data.model import (
    Action,
    Campaign,
    Decision,
    Fiche,
    Heading,
    Objective,
    ObjectiveYear,
    Plan,
    Report,
    Territory,
)
from data.permissions import Act, Actor, require
from data.typed import cleaned, short
from data.vocabulary import ObjectiveRating, Validation

Kind = Literal["heading", "fiche", "action"]
_TABLES: dict[str, type[Heading | Fiche | Action]] = {"heading": Heading, "fiche": Fiche, "action": Action}


def find(session: Session, plan: Plan, kind: Kind, code: str) -> Heading | Fiche | Action:
    """The row of a code in a plan; Refused in French when there is none."""
    table = _TABLES[kind]
    row = session.exec(select(table).where(col(table.plan_id) == plan.id, col(table.code) == code)).first()
    if row is None:
        raise Refused(f"« {code[:80]} » n’existe pas dans ce plan. Rien n’a été modifié : rechargez la page.")
    return row


def find_action(door: Writing, code: str) -> Action:
    row = find(door.session, door.the_plan, "action", code)
    assert isinstance(row, Action)
    return row


def find_fiche(door: Writing, code: str) -> Fiche:
    row = find(door.session, door.the_plan, "fiche", code)
    assert isinstance(row, Fiche)
    return row


def find_territory(door: Writing, code: str | None) -> Territory:
    """A territory of the plan by its code, the département when None."""
    wanted = code or door.the_plan.departement_code
    row = door.session.exec(
        select(Territory).where(Territory.plan_id == door.the_plan.id, Territory.code == wanted)
    ).first()
    if row is None:
        raise Refused(f"Le territoire « {wanted[:40]} » n’existe pas dans ce plan. Rien n’a été enregistré.")
    return row


def rename(
    store: Store,
    actor: Actor,
    plan_code: str,
    kind: Kind,
    code: str,
    title: str,
    *,
    seen_version: int,
    reason: str,
    now: datetime | None = None,
) -> None:
    """Change the title of a heading, fiche or action, with a reason kept in the journal."""
    with writing(store, actor, "Modifier un intitulé", plan_code, reason=reason, now=now) as door:
        require(actor, Act.EDIT_PLAN, door.plan)
        row = find(door.session, door.the_plan, kind, code)
        check_seen(row, seen_version, {"title": row.title})
        row.title = short(title, "L’intitulé")


def set_calendar(
    store: Store,
    actor: Actor,
    plan_code: str,
    action_code: str,
    starts_on: date,
    ends_on: date,
    *,
    reason: str,
    now: datetime | None = None,
) -> None:
    """Give an action its own calendar (both days included)."""
    with writing(store, actor, "Fixer le calendrier d’une action", plan_code, reason=reason, now=now) as door:
        require(actor, Act.EDIT_PLAN, door.plan)
        if starts_on > ends_on:
            raise Refused("La fin de la période précède son début. Rien n’a été modifié : corrigez les dates.")
        check_days(door.the_plan, starts_on, ends_on)
        action = find_action(door, action_code)
        action.starts_on, action.ends_on = starts_on, ends_on


def set_recurrence(
    store: Store,
    actor: Actor,
    plan_code: str,
    action_code: str,
    months: int,
    *,
    reason: str,
    now: datetime | None = None,
) -> None:
    """Set how often a recurrent action comes back, in months."""
    with writing(store, actor, "Fixer la récurrence d’une action", plan_code, reason=reason, now=now) as door:
        require(actor, Act.EDIT_PLAN, door.plan)
        if not 1 <= months <= 60:
            raise Refused("Une récurrence va de 1 à 60 mois. Rien n’a été modifié.")
        action = find_action(door, action_code)
        action.recurrent, action.recurrence_months = True, months


def set_territorial(
    store: Store,
    actor: Actor,
    plan_code: str,
    action_codes: list[str],
    territorial: bool,
    *,
    reason: str,
    now: datetime | None = None,
) -> None:
    """Say that actions have (or no longer have) a state in each territory."""
    with writing(store, actor, "Décliner des actions par territoire", plan_code, reason=reason, now=now) as door:
        require(actor, Act.EDIT_PLAN, door.plan)
        for code in action_codes:
            find_action(door, code).territorial = territorial


def set_uses_percent(
    store: Store,
    actor: Actor,
    plan_code: str,
    uses_percent: bool,
    *,
    reason: str,
    now: datetime | None = None,
) -> None:
    """Say whether pilots declare a percentage of progress beside the status."""
    with writing(store, actor, "Régler la saisie du pourcentage", plan_code, reason=reason, now=now) as door:
        require(actor, Act.EDIT_PLAN, door.plan)
        door.the_plan.uses_percent = uses_percent


def set_validation(
    store: Store,
    actor: Actor,
    plan_code: str,
    validation: Validation,
    *,
    reason: str,
    now: datetime | None = None,
) -> None:
    """Say to whom it belongs to validate reports; those already validated stay so."""
    with writing(store, actor, "Régler la validation des points", plan_code, reason=reason, now=now) as door:
        require(actor, Act.EDIT_PLAN, door.plan)
        if not reason.strip():
            raise Refused("Dites en un mot pourquoi la validation change de main. Rien n’a été modifié.")
        door.the_plan.validation = validation.value


def record_decision(
    store: Store,
    actor: Actor,
    plan_code: str,
    title: str,
    *,
    instance: str,
    decided_on: date,
    text: str = "",
    answers: tuple[str, str] | None = None,
    now: datetime | None = None,
) -> str:
    """Record a decision of an instance; `answers` = (fiche code, period code)
    of the report whose request it meets.

    Returns:
        The decision's code (« D-001 »).
    """
    with writing(store, actor, "Enregistrer une décision", plan_code, now=now) as door:
        require(actor, Act.DECIDE, door.plan)
        check_days(door.the_plan, decided_on)
        plan_id = key(door.the_plan)
        count = len(door.session.exec(select(Decision.id).where(Decision.plan_id == plan_id)).all())
        report_id: int | None = None
        if answers is not None:
            fiche = find_fiche(door, answers[0])
            report = door.session.exec(
                select(Report)
                .join(Campaign, col(Campaign.id) == col(Report.campaign_id))
                .where(Report.fiche_id == fiche.id, Campaign.period == answers[1])
            ).first()
            if report is None:
                raise Refused("Aucun point d’avancement à cette période : la décision n’a pas été enregistrée.")
            report_id = report.id
        code = f"D-{count + 1:03d}"
        door.session.add(
            Decision(
                plan_id=plan_id,
                code=code,
                title=short(title, "La décision"),
                text=cleaned(text, "La décision"),
                instance=short(instance, "L’instance"),
                decided_on=decided_on,
                report_id=report_id,
            )
        )
        return code


def rate_objective(
    store: Store,
    actor: Actor,
    plan_code: str,
    objective_code: str,
    year: int,
    rating: ObjectiveRating,
    comment: str = "",
    now: datetime | None = None,
) -> None:
    """Rate an objective for a year; a second rating of the same year replaces the first,
    both in the journal.
    """
    with writing(store, actor, "Coter un objectif", plan_code, now=now) as door:
        require(actor, Act.EDIT_INDICATORS, door.plan)
        if not door.the_plan.starts_on.year <= year <= door.the_plan.ends_on.year:
            raise Refused(f"L’année {year} est hors de la durée du plan. Rien n’a été modifié.")
        objective = door.session.exec(
            select(Objective)
            .join(Fiche, col(Fiche.id) == col(Objective.fiche_id))
            .where(Fiche.plan_id == door.the_plan.id, Objective.code == objective_code)
        ).first()
        if objective is None or objective.id is None:
            raise Refused("Cet objectif n’existe pas dans ce plan. Rien n’a été modifié.")
        row = door.session.get(ObjectiveYear, (objective.id, year))
        if row is None:
            row = ObjectiveYear(objective_id=objective.id, year=year, rating=rating.value)
            door.session.add(row)
        row.rating, row.comment = rating.value, cleaned(comment, "Le commentaire")
