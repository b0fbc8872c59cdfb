"""Who may do what: denied unless a line below allows it. Called by `data.commands`, where data changes."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any

from sqlmodel import Session, col, or_, select

from data.errors import Refused
from data.model import Account, Action, Assignment, Fiche, Pilot, Plan
from data.vocabulary import PilotRole, Role, Validation, label


class Act(StrEnum):
    """What somebody asks to do; the value is the French verb phrase of a refusal."""

    REPORT = "renseigner ce point d’avancement"
    VALIDATE = "valider ou renvoyer un point d’avancement"
    RUN_CAMPAIGN = "ouvrir ou clôturer une période"
    EDIT_PLAN = "modifier le plan"
    ASSIGN = "confier ou transmettre un pilotage"
    EDIT_INDICATORS = "régler les indicateurs"
    DECIDE = "enregistrer une décision"
    PRESENT = "préparer une édition de la conférence"
    PUBLISH = "relire les textes à rendre publics"
    REDACT = "caviarder une ligne du journal"
    RUN_STORE = "administrer la base"


@dataclass(frozen=True)
class Actor:
    """The account behind a command.

    `scope`: {"plans": [codes], "directions": [names]} limits the role to some plans, and validation to the fiches
    whose lead belongs to one of the directions; empty: no limit.
    """

    account_id: int | None
    code: str
    name: str
    role: Role
    pilot_id: int | None = None
    scope: dict[str, Any] = field(default_factory=lambda: dict[str, Any]())


SYSTEM = Actor(None, "systeme", "Cap Solidarités", Role.ADMINISTRATOR)
"""The command line of somebody who already holds the database file."""

_ALLOWED: dict[Role, frozenset[Act]] = {
    Role.READER: frozenset(),
    Role.PRESENTER: frozenset({Act.PRESENT}),
    Role.TERRITORY_DIRECTOR: frozenset(),
    Role.PILOT: frozenset({Act.REPORT}),
    Role.FICHE_LEAD: frozenset({Act.REPORT}),
    Role.DIRECTION: frozenset({Act.VALIDATE, Act.DECIDE}),
    Role.COORDINATOR: frozenset(Act) - {Act.RUN_STORE},
    Role.ADMINISTRATOR: frozenset({Act.RUN_STORE, Act.EDIT_PLAN, Act.EDIT_INDICATORS, Act.REDACT}),
}
_ONLY_OWN = frozenset({Role.PILOT, Role.FICHE_LEAD})


def actor_of(session: Session, account_code: str) -> Actor:
    """The Actor of an active account; Refused when there is none."""
    account = session.exec(select(Account).where(Account.code == account_code)).first()
    if account is None or not account.active:
        raise Refused("Ce profil n’existe pas ou n’est plus actif. Choisissez-en un autre : rien n’a été modifié.")
    return as_actor(account)


def as_actor(account: Account) -> Actor:
    return Actor(account.id, account.code, account.name, Role(account.role), account.pilot_id, account.scope)


def require(actor: Actor, act: Act, plan: Plan | None = None) -> None:
    """Raise Refused unless `actor` may do `act` on `plan` (None: on the store itself, for roles without limit)."""
    plans = actor.scope.get("plans")
    in_scope = not plans or (plan is not None and plan.code in plans)
    if act not in _ALLOWED[actor.role] or not in_scope:
        raise Refused(
            f"Le profil « {actor.name} » ({label(actor.role).lower()}) ne peut pas {act.value}. "
            "Rien n’a été modifié. La coordination du plan peut le faire ou vous donner ce droit."
        )


def require_report(session: Session, actor: Actor, plan: Plan, fiche: Fiche, on: date) -> None:
    """Raise Refused unless `actor` may fill the report of `fiche` on that day."""
    require(actor, Act.REPORT, plan)
    if actor.role in _ONLY_OWN and not _parts(session, actor, fiche, on):
        raise Refused(
            f"La fiche {fiche.code} n’est pas confiée à « {actor.name} » : rien n’a été modifié. "
            "Demandez à la coordination de vous en confier le suivi."
        )


def require_submission(session: Session, actor: Actor, plan: Plan, fiche: Fiche, on: date) -> None:
    """Raise Refused unless `actor` may submit the whole report of `fiche`; who pilots an action only says its state."""
    require_report(session, actor, plan, fiche, on)
    if actor.role in _ONLY_OWN and all(part.fiche_id is None for part in _parts(session, actor, fiche, on)):
        raise Refused(
            f"Le point de la fiche {fiche.code} revient à la personne qui en est responsable : rien n’a été modifié. "
            "Dites où en sont vos actions, ou demandez à la coordination de vous confier la fiche."
        )


def require_validation(session: Session, actor: Actor, plan: Plan, fiche: Fiche, on: date) -> None:
    """Raise Refused unless it belongs to `actor` to validate the report of `fiche` on that day.

    Where a plan gives validation to the directions, the coordination validates only what has no direction.
    """
    require(actor, Act.VALIDATE, plan)
    direction = _direction(session, fiche, on)
    if not validates(actor, Validation(plan.validation), direction):
        whose = f"à la direction « {direction} »" if direction else "à la coordination du plan"
        raise Refused(
            f"La validation de la fiche {fiche.code} revient {whose} : rien n’a été modifié. "
            "La coordination peut changer qui valide les points d’avancement de ce plan."
        )


def validates(actor: Actor, rule: Validation, direction: str | None) -> bool:
    """Whether it belongs to `actor` to validate a fiche whose lead is of `direction`; the command checks again."""
    if Act.VALIDATE not in _ALLOWED[actor.role]:
        return False
    if actor.role is Role.DIRECTION:
        directions = actor.scope.get("directions")
        return not directions or direction in directions
    return rule is Validation.COORDINATION or direction is None


def _direction(session: Session, fiche: Fiche, on: date) -> str | None:
    """The direction of the fiche's lead on that day; None without a lead, or for one outside the council."""
    return session.exec(
        select(Pilot.direction)
        .join(Assignment, col(Assignment.pilot_id) == col(Pilot.id))
        .where(
            Assignment.fiche_id == fiche.id,
            Assignment.role == PilotRole.LEAD.value,
            Assignment.from_on <= on,
            or_(col(Assignment.to_on).is_(None), col(Assignment.to_on) >= on),
        )
        .order_by(col(Assignment.from_on).desc(), col(Assignment.id).desc())
    ).first()


def may_state(session: Session, actor: Actor, fiche: Fiche, action: Action, on: date) -> bool:
    """Whether `actor` may say the state of `action`: its own, or any of a fiche that it leads or co-pilots."""
    if actor.role not in _ONLY_OWN:
        return Act.REPORT in _ALLOWED[actor.role]
    parts = _parts(session, actor, fiche, on)
    return any(part.fiche_id is not None or part.action_id == action.id for part in parts)


def may_remove(session: Session, actor: Actor, fiche: Fiche, author_id: int, on: date) -> bool:
    """Whether `actor` may remove a piece that `author_id` joined to `fiche`: its author, the fiche's lead or deputy,
    the coordination.
    """
    if Act.REPORT not in _ALLOWED[actor.role]:
        return False
    if actor.role not in _ONLY_OWN or actor.account_id == author_id:
        return True
    leading = (PilotRole.LEAD.value, PilotRole.DEPUTY.value)
    return any(part.fiche_id == fiche.id and part.role in leading for part in _parts(session, actor, fiche, on))


def has_part(session: Session, actor: Actor, fiche: Fiche, on: date) -> bool:
    """Whether `actor` carries `fiche`, or an action of it, on that day."""
    return bool(_parts(session, actor, fiche, on))


def _parts(session: Session, actor: Actor, fiche: Fiche, on: date) -> list[Assignment]:
    if actor.pilot_id is None:
        return []
    in_fiche = select(Action.id).where(Action.fiche_id == fiche.id)
    query = select(Assignment).where(
        Assignment.pilot_id == actor.pilot_id,
        or_(col(Assignment.fiche_id) == fiche.id, col(Assignment.action_id).in_(in_fiche)),
        Assignment.from_on <= on,
        or_(col(Assignment.to_on).is_(None), col(Assignment.to_on) >= on),
    )
    return list(session.exec(query).all())


def may(actor: Actor, act: Act) -> bool:
    """For a page that chooses what to show; the command checks again."""
    return act in _ALLOWED[actor.role]


FICHE_ROLES = (PilotRole.LEAD, PilotRole.CO_PILOT, PilotRole.DEPUTY)
