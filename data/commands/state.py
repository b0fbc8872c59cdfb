"""The state of one action, written within a command: by the fiche's report, or beside it by the action's pilot."""

from __future__ import annotations

from collections.abc import Mapping

from sqlmodel import select

from data.commands.days import check_days
from data.commands.door import Writing, check_seen, key
from data.commands.plan import find_territory
from data.commands.report_input import StateInput
from data.commands.signing import in_place_of, signature
from data.errors import Refused
from data.model import Action, ActionState, Campaign, Decision, Fiche, Territory
from data.permissions import may_state
from data.typed import cleaned
from data.vocabulary import DECLARED, Status, TerritoryKind, label

Seen = Mapping[tuple[str, str], int]
"""(action code, territory code) → version of the state that the person saw; absent: saw none."""


def write_state(door: Writing, campaign: Campaign, fiche: Fiche, state: StateInput, seen: Seen | None) -> None:
    """Write one state within a command, once everything that it says was checked.

    A state that only confirms what was known (`confirms`) gives way to one that was said in the period: its words and
    its signature stay.

    Args:
        seen: what the person had in front of them (None: not checked).

    Raises:
        Refused: a rule of the plan says no, or the action is somebody else's.
        Conflict: somebody said this state since `seen`.
    """
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
    row = session.exec(
        select(ActionState).where(
            ActionState.campaign_id == campaign.id,
            ActionState.action_id == action.id,
            ActionState.territory_id == territory.id,
        )
    ).first()
    if state.confirms and row is not None:
        return
    if seen is not None:
        theirs: dict[str, object] = {} if row is None else {"status": row.status, "percent": row.percent}
        check_seen(row, seen.get((action.code, territory.code)), theirs)
    decision_id: int | None = None
    if state.decision_code:
        decision_id = session.exec(
            select(Decision.id).where(Decision.plan_id == door.the_plan.id, Decision.code == state.decision_code)
        ).first()
        if decision_id is None:
            raise Refused(f"La décision « {state.decision_code[:40]} » n’existe pas. Rien n’a été enregistré.")
    behalf = in_place_of(door, fiche, action)
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
    row.account_id, row.for_pilot_id, row.said_at = signature(door.actor), behalf, door.now
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
    check_days(door.the_plan, state.new_starts_on, state.new_ends_on)
    if state.status is Status.ABANDONED and not state.decision_code:
        raise Refused(
            f"{where} : un abandon demande une décision d’instance. Rien n’a été enregistré : "
            "choisissez la décision, ou demandez-la dans « Décision ou appui demandé »."
        )
