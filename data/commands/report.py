"""Reports (points d'avancement): submission, validation, drafts."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any

from sqlmodel import Session, select

from data.commands.door import check_seen, key, open_campaign_of, writing
from data.commands.indicator import write_measure
from data.commands.plan import find_fiche
from data.commands.report_input import ReportInput, StateInput, read_input
from data.commands.signing import in_place_of, signature
from data.commands.state import write_state
from data.database import Store
from data.errors import Refused
from data.model import Campaign, Draft, Fiche, Report
from data.permissions import Act, Actor, require, require_report, require_submission, require_validation
from data.typed import cleaned
from data.vocabulary import REPORT_TEXTS, ReportStatus

__all__ = [
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
    """Submit a report with the states and values that go with it, all or nothing; the draft is consumed.

    Signed by the actor; when the coordination answers for a fiche that somebody carries, in that pilot's place.
    """
    with writing(store, actor, "Soumettre un point d’avancement", plan_code, now=now) as door:
        fiche = find_fiche(door, report.fiche_code)
        require_submission(door.session, actor, door.the_plan, fiche, door.today)
        campaign = open_campaign_of(door.session, door.the_plan, report.period_code)
        row = door.session.exec(
            select(Report).where(Report.campaign_id == campaign.id, Report.fiche_id == fiche.id)
        ).first()
        check_seen(row, report.seen_version, {} if row is None else _texts(row))
        behalf = in_place_of(door, fiche)
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
        for field, title in REPORT_TEXTS.items():
            setattr(row, field, cleaned(getattr(report, field), f"« {title} »"))
        row.nothing_new = report.nothing_new
        row.weather = report.weather.value if report.weather else None
        row.publishable = sorted({field for field in report.publishable if field in REPORT_TEXTS})
        row.status, row.account_id, row.submitted_at = ReportStatus.SUBMITTED.value, signature(actor), door.now
        row.for_pilot_id = behalf
        row.validated_by = row.validated_at = None
        for state in report.states:
            write_state(door, campaign, fiche, state, report.seen_states)
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

    What was sent back is neither validated nor sent back again until it is submitted anew.

    `seen_version`: the version that was read; Conflict when another has been submitted since (None: not checked).
    """
    with writing(store, actor, "Valider un point d’avancement", plan_code, now=now) as door:
        require(actor, Act.VALIDATE, door.plan)
        fiche = find_fiche(door, fiche_code)
        require_validation(door.session, actor, door.the_plan, fiche, door.today)
        campaign = open_campaign_of(door.session, door.the_plan, period_code)
        row = door.session.exec(
            select(Report).where(Report.campaign_id == campaign.id, Report.fiche_id == fiche.id)
        ).first()
        if row is None:
            raise Refused(f"La fiche {fiche_code} n’a rien soumis pour cette période. Rien n’a été modifié.")
        if seen_version is not None:
            check_seen(row, seen_version, _texts(row))
        if row.status == ReportStatus.TO_COMPLETE:
            raise Refused(
                f"Le point de la fiche {fiche_code} a été renvoyé à compléter et n’a pas été soumis de nouveau. "
                "Rien n’a été modifié : attendez que son pilote le complète."
            )
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
        length = len(json.dumps(dict(body), ensure_ascii=False, allow_nan=False))
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
    return {field: getattr(row, field) for field in (*REPORT_TEXTS, "weather")}


def find_draft(session: Session, actor: Actor, campaign: Campaign, fiche: Fiche) -> Draft | None:
    """The draft of one person for one report."""
    return session.exec(
        select(Draft).where(
            Draft.account_id == actor.account_id, Draft.campaign_id == campaign.id, Draft.fiche_id == fiche.id
        )
    ).first()
