"""What the pilot of an action says of it, beside the report of the fiche, which is its lead's."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlmodel import col, select

from data.commands.door import Writing, check_seen, open_campaign_of, writing
from data.commands.plan import find_fiche
from data.commands.report import StateInput, find_draft, write_state
from data.database import Store
from data.errors import Refused
from data.model import Action, ActionState, Campaign, Territory
from data.permissions import Actor, require_report

Seen = Mapping[tuple[str, str], int]
"""(action code, territory code) → version of the state that the person saw; absent: saw none."""


def contribute(
    store: Store,
    actor: Actor,
    plan_code: str,
    fiche_code: str,
    period_code: str,
    states: Sequence[StateInput],
    seen: Seen,
    *,
    now: datetime | None = None,
) -> None:
    """Record the states of own actions, all or nothing; the fiche's report is left alone and the draft is consumed.

    Raises:
        Refused: an action of somebody else, a closed period, nothing to record.
        Conflict: somebody said a state since `seen`.
    """
    with writing(store, actor, "Renseigner ses actions", plan_code, now=now) as door:
        fiche = find_fiche(door, fiche_code)
        require_report(door.session, actor, door.the_plan, fiche, door.today)
        campaign = open_campaign_of(door.session, door.the_plan, period_code)
        if not states:
            raise Refused("Aucun état à enregistrer : dites où en est au moins une de vos actions.")
        for state in states:
            place = state.territory_code or door.the_plan.departement_code
            row = _state(door, campaign, state.action_code, place)
            theirs: dict[str, object] = {} if row is None else {"status": row.status, "percent": row.percent}
            check_seen(row, seen.get((state.action_code, place)), theirs)
            write_state(door, campaign, fiche, state)
        draft = find_draft(door.session, actor, campaign, fiche)
        if draft is not None:
            door.session.delete(draft)


def _state(door: Writing, campaign: Campaign, action_code: str, territory_code: str) -> ActionState | None:
    return door.session.exec(
        select(ActionState)
        .join(Action, col(Action.id) == col(ActionState.action_id))
        .join(Territory, col(Territory.id) == col(ActionState.territory_id))
        .where(
            ActionState.campaign_id == campaign.id,
            Action.plan_id == door.the_plan.id,
            Action.code == action_code,
            Territory.code == territory_code,
        )
    ).first()
