"""What the pilot of an action says of it, beside the report of the fiche, which is its lead's."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from data.commands.door import open_campaign_of, writing
from data.commands.plan import find_fiche
from data.commands.report import StateInput, find_draft
from data.commands.state import Seen, write_state
from data.database import Store
from data.errors import Refused
from data.permissions import Actor, require_report


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
            write_state(door, campaign, fiche, state, seen)
        draft = find_draft(door.session, actor, campaign, fiche)
        if draft is not None:
            door.session.delete(draft)
