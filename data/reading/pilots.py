"""The roster of a plan: who carried, carries and will carry what, as the store says now, whatever the period shown."""

from __future__ import annotations

from sqlmodel import col, select

from data import clock
from data.database import Store
from data.french import folded
from data.model import Action, Assignment, Campaign, Expectation, Fiche, Pilot, Report
from data.reading.source import Source, by_code, labelled, source_of
from data.roster import Held, PilotCard, PilotFacts, Place, Roster
from data.vocabulary import CampaignStatus, PilotRole, ReportStatus


def roster(store: Store, plan_code: str) -> Roster:
    """The roster of a plan today. Raises StoreError when there is no such plan."""
    with store.read() as session:
        source = source_of(session, plan_code)
        levels = source.plan.levels
        return Roster(
            today=clock.now(session).date(),
            starts_on=source.plan.starts_on,
            ends_on=source.plan.ends_on,
            fiche_word=str(levels.get("fiche") or "Fiche"),
            action_word=str(levels.get("action") or "Action"),
            pilots=_pilots(source),
            places=_places(source),
            parts=_parts(source),
            awaited=_awaited(source),
        )


def _pilots(source: Source) -> tuple[PilotCard, ...]:
    found = source.session.exec(select(Pilot).where(Pilot.plan_id == source.plan.id)).all()
    return tuple(_card(row) for row in sorted(found, key=lambda row: (folded(row.name), row.id or 0)))


def _card(row: Pilot) -> PilotCard:
    facts = PilotFacts(row.direction, row.organisation, row.external, row.email)
    return PilotCard(row.id or 0, row.version, row.name, facts)


def _places(source: Source) -> tuple[Place, ...]:
    fiches = source.rows(labelled(code=Fiche.code, title=Fiche.title).where(col(Fiche.plan_id) == source.plan.id))
    actions = source.rows(
        labelled(code=Action.code, title=Action.title, fiche_code=Fiche.code)
        .select_from(Action)
        .outerjoin(Fiche, col(Fiche.id) == col(Action.fiche_id))
        .where(col(Action.plan_id) == source.plan.id)
    )
    places = [Place(row["code"], row["title"]) for row in sorted(fiches, key=by_code)]
    places += [Place(row["code"], row["title"], True, row["fiche_code"]) for row in sorted(actions, key=by_code)]
    return tuple(places)


def _parts(source: Source) -> tuple[Held, ...]:
    found = source.rows(
        labelled(
            pilot=Pilot.name,
            fiche=Fiche.code,
            action=Action.code,
            role=Assignment.role,
            from_on=Assignment.from_on,
            to_on=Assignment.to_on,
            id=Assignment.id,
            version=Assignment.version,
        )
        .select_from(Assignment)
        .join(Pilot, col(Pilot.id) == col(Assignment.pilot_id))
        .outerjoin(Fiche, col(Fiche.id) == col(Assignment.fiche_id))
        .outerjoin(Action, col(Action.id) == col(Assignment.action_id))
        .where(col(Pilot.plan_id) == source.plan.id)
        .order_by(col(Assignment.from_on), col(Assignment.id))
    )
    return tuple(
        Held(
            row["pilot"],
            row["fiche"] or row["action"],
            PilotRole(row["role"]),
            row["from_on"],
            row["to_on"],
            row["id"],
            row["version"],
        )
        for row in found
    )


def _awaited(source: Source) -> tuple[tuple[str, str], ...]:
    """What an open campaign still expects: not excused, not yet submitted or sent back."""
    found = source.rows(
        source.of_fiche(Expectation, period=Campaign.period)
        .join(Campaign, col(Campaign.id) == col(Expectation.campaign_id))
        .outerjoin(
            Report,
            (col(Report.campaign_id) == col(Expectation.campaign_id))
            & (col(Report.fiche_id) == col(Expectation.fiche_id)),
        )
        .where(
            col(Campaign.status) == CampaignStatus.OPEN.value,
            col(Expectation.excused).is_(False),
            col(Report.id).is_(None) | (col(Report.status) == ReportStatus.TO_COMPLETE.value),
        )
        .order_by(col(Campaign.id), col(Fiche.id))
    )
    return tuple((row["period"], row["fiche_code"]) for row in found)
