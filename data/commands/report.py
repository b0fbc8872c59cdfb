"""Reports (points d'avancement): submission, validation, drafts."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any

from sqlmodel import Session, select

from data.commands.door import Writing, check_seen, key, open_campaign_of, writing
from data.commands.indicator import write_measure
from data.commands.plan import find_fiche, find_territory
from data.commands.report_input import TEXTS, ReportInput, StateInput, read_input
from data.commands.texts import cleaned
from data.database import Store
from data.errors import Refused
from data.model import (
    Action,
    ActionState,
    Campaign,
    Decision,
    Draft,
    Fiche,
    Report,
    Territory,
)
from data.permissions import Act, Actor, may_state, require, require_report
from data.vocabulary import (
    DECLARED,
    ReportStatus,
    Status,
    TerritoryKind,
    label,
)

__all__ = [
    "TEXTS",
    "ReportInput",
    "StateInput",
    "discard_draft",
    "read_input",
    "save_draft",
    "submit_report",
    "validate_report",
]


def submit_report(
    store: Store, actor: Actor, plan_code: str, report: ReportInput, *, now: datetime | None = None
) -> None:
    """Submit a report with the states and values that go with it, all or nothing; the draft is consumed."""
    with writing(store, actor, "Soumettre un point d’avancement", plan_code, now=now) as door:
        fiche = find_fiche(door, report.fiche_code)
        require_report(door.session, actor, door.the_plan, fiche, door.today)
        campaign = open_campaign_of(door.session, door.the_plan, report.period_code)
        row = door.session.exec(
            select(Report).where(Report.campaign_id == campaign.id, Report.fiche_id == fiche.id)
        ).first()
        check_seen(row, report.seen_version, {} if row is None else _texts(row))
        if row is None:
            row = Report(
                campaign_id=key(campaign),
                fiche_id=key(fiche),
                status=ReportStatus.SUBMITTED.value,
                account_id=signature(actor),
                submitted_at=door.now,
                publishable=[],
            )
            door.session.add(row)
        for field, title in TEXTS.items():
            setattr(row, field, cleaned(getattr(report, field), f"« {title} »"))
        row.nothing_new = report.nothing_new
        row.weather = report.weather.value if report.weather else None
        row.publishable = sorted({field for field in report.publishable if field in TEXTS})
        row.status, row.account_id, row.submitted_at = ReportStatus.SUBMITTED.value, signature(actor), door.now
        row.validated_by = row.validated_at = None
        for state in report.states:
            write_state(door, campaign, fiche, state)
        for measure in report.measures:
            write_measure(door, measure, only_fiche=fiche)
        draft = find_draft(door.session, actor, campaign, fiche)
        if draft is not None:
            door.session.delete(draft)


def validate_report(
    store: Store,
    actor: Actor,
    plan_code: str,
    fiche_code: str,
    period_code: str,
    *,
    comment: str | None = None,
    accept: bool = True,
    seen_version: int | None = None,
    now: datetime | None = None,
) -> None:
    """Validate a submitted report, or send it back to complete with a comment (`accept=False`).

    `seen_version`: the version that was read; Conflict when another has been submitted since (None: not checked).
    """
    with writing(store, actor, "Valider un point d’avancement", plan_code, now=now) as door:
        require(actor, Act.VALIDATE, door.plan)
        campaign = open_campaign_of(door.session, door.the_plan, period_code)
        fiche = find_fiche(door, fiche_code)
        row = door.session.exec(
            select(Report).where(Report.campaign_id == campaign.id, Report.fiche_id == fiche.id)
        ).first()
        if row is None:
            raise Refused(f"La fiche {fiche_code} n’a rien soumis pour cette période. Rien n’a été modifié.")
        if seen_version is not None:
            check_seen(row, seen_version, _texts(row))
        if not accept and not (comment or "").strip():
            raise Refused("Dites en un mot ce qui est à compléter. Rien n’a été modifié.")
        row.status = (ReportStatus.VALIDATED if accept else ReportStatus.TO_COMPLETE).value
        row.comment = cleaned(comment, "Le commentaire") if comment else None
        row.validated_by = signature(actor) if accept else None
        row.validated_at = door.now if accept else None


def save_draft(
    store: Store, actor: Actor, plan_code: str, fiche_code: str, period_code: str, body: dict[str, Any]
) -> datetime:
    """Keep what somebody is typing (JSON, 200 kB at most); neither journal nor revision.

    Returns when it was kept.
    """
    try:
        length = len(json.dumps(dict(body), ensure_ascii=False))
    except (TypeError, ValueError) as error:
        raise Refused("Ce brouillon ne peut pas être conservé : rechargez la page, puis reprenez.") from error
    if length > 200_000:
        raise Refused("Ce brouillon est trop long pour être conservé (200 000 caractères au plus) : raccourcissez-le.")
    with writing(store, actor, "Brouillon", plan_code, bumps=False) as door:
        fiche = find_fiche(door, fiche_code)
        require_report(door.session, actor, door.the_plan, fiche, door.today)
        campaign = open_campaign_of(door.session, door.the_plan, period_code)
        draft = find_draft(door.session, actor, campaign, fiche)
        if draft is None:
            draft = Draft(
                account_id=signature(actor), campaign_id=key(campaign), fiche_id=key(fiche), saved_at=door.now
            )
            door.session.add(draft)
        draft.body, draft.saved_at = body, door.now
        return draft.saved_at


def discard_draft(store: Store, actor: Actor, plan_code: str, fiche_code: str, period_code: str) -> None:
    """Forget a draft (the person chose the submitted version)."""
    with writing(store, actor, "Brouillon", plan_code, bumps=False) as door:
        require(actor, Act.REPORT, door.plan)
        campaign = open_campaign_of(door.session, door.the_plan, period_code)
        draft = find_draft(door.session, actor, campaign, find_fiche(door, fiche_code))
        if draft is not None:
            door.session.delete(draft)


def _texts(row: Report) -> dict[str, object]:
    """What a report says, as somebody in conflict with it compares it with their own words."""
    return {field: getattr(row, field) for field in (*TEXTS, "weather")}


def find_draft(session: Session, actor: Actor, campaign: Campaign, fiche: Fiche) -> Draft | None:
    """The draft of one person for one report."""
    return session.exec(
        select(Draft).where(
            Draft.account_id == actor.account_id, Draft.campaign_id == campaign.id, Draft.fiche_id == fiche.id
        )
    ).first()


def write_state(door: Writing, campaign: Campaign, fiche: Fiche, state: StateInput) -> None:
    """Write one state within a command, once everything that it says was checked."""
    session = door.session
    action = session.exec(
        select(Action).where(Action.plan_id == door.the_plan.id, Action.code == state.action_code)
    ).first()
    if action is None or action.fiche_id != fiche.id:
        raise Refused(f"L’action {state.action_code[:40]} n’est pas de la fiche {fiche.code}. Rien n’a été enregistré.")
    if not may_state(session, door.actor, fiche, action, door.today):
        raise Refused(
            f"L’action {action.code} est confiée à quelqu’un d’autre : rien n’a été enregistré. "
            "Laissez-la telle quelle, ou demandez à la coordination de vous la confier."
        )
    territory = find_territory(door, state.territory_code)
    _check_state(door, action, territory, state)
    decision_id: int | None = None
    if state.decision_code:
        decision_id = session.exec(
            select(Decision.id).where(Decision.plan_id == door.the_plan.id, Decision.code == state.decision_code)
        ).first()
        if decision_id is None:
            raise Refused(f"La décision « {state.decision_code[:40]} » n’existe pas. Rien n’a été enregistré.")
    row = session.exec(
        select(ActionState).where(
            ActionState.campaign_id == campaign.id,
            ActionState.action_id == action.id,
            ActionState.territory_id == territory.id,
        )
    ).first()
    if row is None:
        row = ActionState(
            campaign_id=key(campaign),
            action_id=key(action),
            territory_id=key(territory),
            status=state.status.value,
            account_id=signature(door.actor),
            said_at=door.now,
        )
    row.status, row.percent, row.decision_id = state.status.value, state.percent, decision_id
    row.comment = cleaned(state.comment, f"Le commentaire de l’action {action.code}")
    row.reason = cleaned(state.reason, f"Le motif de l’action {action.code}") if state.reason else None
    row.new_starts_on, row.new_ends_on = state.new_starts_on, state.new_ends_on
    row.account_id, row.said_at = signature(door.actor), door.now
    session.add(row)


def _check_state(door: Writing, action: Action, territory: Territory, state: StateInput) -> None:
    """The rules of calculation that a person can break,
    each said in French before the database would say no.
    """
    where = f"Action {action.code}"
    whole = territory.kind == TerritoryKind.DEPARTEMENT.value
    if not action.trackable:
        raise Refused(f"{where} : cet engagement n’est pas suivi comme une action. Rien n’a été enregistré.")
    if whole and state.status not in DECLARED:
        raise Refused(f"{where} : « {label(state.status)} » ne se déclare pas. Rien n’a été enregistré.")
    if not whole and not action.territorial:
        raise Refused(f"{where} : elle n’est pas déclinée par territoire. Rien n’a été enregistré.")
    if not whole and territory.kind != door.the_plan.territory_level:
        raise Refused(
            f"{where} : « {territory.name} » n’est pas un territoire de suivi de ce plan. Rien n’a été enregistré."
        )
    if state.percent is not None and not door.the_plan.uses_percent:
        raise Refused(f"{where} : ce plan ne suit pas de pourcentage. Rien n’a été enregistré.")
    if state.status is Status.POSTPONED and (state.new_ends_on is None or not (state.reason or "").strip()):
        raise Refused(f"{where} : un report demande une nouvelle échéance et un motif. Rien n’a été enregistré.")
    if state.new_starts_on and state.new_ends_on and state.new_starts_on > state.new_ends_on:
        raise Refused(f"{where} : la nouvelle période finit avant de commencer. Rien n’a été enregistré.")
    if state.status is Status.ABANDONED and not state.decision_code:
        raise Refused(
            f"{where} : un abandon demande une décision d’instance. Rien n’a été enregistré : "
            "choisissez la décision, ou demandez-la dans « Décision ou appui demandé »."
        )


def signature(actor: Actor) -> int:
    """The account that signs; Refused for an actor without one."""
    if actor.account_id is None:
        raise Refused("Un point d’avancement est signé par un profil. Rien n’a été enregistré.")
    return actor.account_id
