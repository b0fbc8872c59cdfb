"""Who carries the plan: give parts one by one or in bulk, end one, hand everything over, keep a pilot's card."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import date, datetime

from data.commands.board import NOTHING, Board, PartInput, check_touched, write_facts
from data.commands.door import check_seen, key, writing
from data.commands.parts import Change, Unfit, handed_over
from data.database import Store
from data.errors import Refused
from data.french import day
from data.permissions import Act, Actor, require
from data.roster import NO_FACTS, PilotFacts
from data.typed import short
from data.vocabulary import PilotRole

__all__ = ["PartInput", "assign", "assign_many", "end_assignment", "hand_over", "update_pilot"]


def assign(
    store: Store,
    actor: Actor,
    plan_code: str,
    pilot_name: str,
    *,
    role: PilotRole,
    from_on: date,
    to_on: date | None = None,
    fiche_code: str | None = None,
    action_code: str | None = None,
    direction: str | None = None,
    organisation: str | None = None,
    external: bool | None = None,
    email: str | None = None,
    now: datetime | None = None,
) -> int:
    """Give a pilot (made if unknown) a part in a fiche or an action; returns the pilot's id.

    Who held it alone before (a fiche's lead, an action's pilot) holds it until the day before `from_on`. A known
    pilot's direction, organisation and address are changed only when given.
    """
    with writing(store, actor, "Confier un pilotage", plan_code, now=now) as door:
        require(actor, Act.ASSIGN, door.plan)
        code = action_code if fiche_code is None else fiche_code
        if code is None or (fiche_code is not None and action_code is not None):
            raise Refused(f"Un pilotage porte sur une fiche ou sur une action. {NOTHING}")
        if (action_code is not None) != (role is PilotRole.ACTION):
            raise Refused(f"Une action a un pilote ; une fiche, un responsable ou ceux qui l’accompagnent. {NOTHING}")
        facts = PilotFacts(direction, organisation, external, email)
        board = Board(door)
        card = board.give(PartInput(pilot_name, code, role, from_on, to_on, facts))
        board.write()
        return key(card)


def assign_many(
    store: Store,
    actor: Actor,
    plan_code: str,
    rows: Sequence[PartInput],
    *,
    reason: str | None = None,
    now: datetime | None = None,
) -> None:
    """Give many parts, all or nothing; a refusal names the fiche or the action that it is about.

    Raises:
        Refused: nothing to give, a row that cannot be, two rows about the same place on the same days.
        Conflict: a row would change other parts than those `seen`.
    """
    why = short(reason, "Le motif") if reason and reason.strip() else None
    with writing(store, actor, "Confier des pilotages", plan_code, reason=why, now=now) as door:
        require(actor, Act.ASSIGN, door.plan)
        if not rows:
            raise Refused(f"Aucun pilotage à confier. {NOTHING}")
        board = Board(door)
        for row in rows:
            board.give(row)
        board.write()


def end_assignment(
    store: Store,
    actor: Actor,
    plan_code: str,
    assignment_id: int,
    last_day: date | None,
    *,
    seen_version: int,
    reason: str | None = None,
    now: datetime | None = None,
) -> None:
    """End a part on its last day (None: it will not take place, for one that has not begun)."""
    why = short(reason, "Le motif") if reason and reason.strip() else None
    with writing(store, actor, "Mettre fin à un pilotage", plan_code, reason=why, now=now) as door:
        require(actor, Act.ASSIGN, door.plan)
        board = Board(door)
        part = next((part for part in board.stored if part.id == assignment_id), None)
        if part is None:
            raise Refused(f"Cette part n’existe plus dans ce plan. {NOTHING} Rechargez la page.")
        check_seen(board.rows[assignment_id], seen_version, {"from_on": part.from_on, "to_on": part.to_on})
        if last_day is None and part.from_on <= door.today:
            raise Refused(f"Cette part a commencé le {day(part.from_on)} : donnez-lui un dernier jour. {NOTHING}")
        if last_day is not None and last_day < part.from_on:
            raise Refused(
                f"Cette part ne commence que le {day(part.from_on)} : choisissez un jour à partir de là. {NOTHING}"
            )
        if last_day is not None and part.to_on is not None and last_day >= part.to_on:
            raise Refused(f"Cette part s’arrête déjà le {day(part.to_on)}. Pour la prolonger, confiez-la. {NOTHING}")
        board.change((Change(part, None if last_day is None else replace(part, to_on=last_day)),))
        board.write()


def hand_over(
    store: Store,
    actor: Actor,
    plan_code: str,
    from_pilot_id: int,
    to_pilot: int | str,
    on: date,
    *,
    reason: str,
    facts: PilotFacts = NO_FACTS,
    seen: Collection[int] | None = None,
    now: datetime | None = None,
) -> int:
    """Pass everything that a pilot carries to another, in one act; returns the other's id.

    Each part of the first ends the day before `on` and opens for the second, unless it already has one there.

    Args:
        to_pilot: a pilot's id, or the name of one that is made if unknown.
        facts: of a pilot given by its name.
        seen: ids of the parts that the person saw change; Conflict when they are others (None: not checked).
    """
    why = short(reason, "Le motif")
    with writing(store, actor, "Transmettre des pilotages", plan_code, reason=why, now=now) as door:
        require(actor, Act.ASSIGN, door.plan)
        if not door.the_plan.starts_on <= on <= door.the_plan.ends_on:
            raise Refused(f"Le {day(on)} est hors de la durée du plan. {NOTHING}")
        board = Board(door)
        giver = board.pilot_of(from_pilot_id)
        taker = board.pilot_of(to_pilot) if isinstance(to_pilot, int) else board.named(to_pilot, facts)
        try:
            changes = handed_over(board.stored, giver.name, taker.name, on, door.today)
        except Unfit as error:
            raise Refused(f"{error} {NOTHING}") from error
        check_touched(changes, None if seen is None else tuple(seen), f"de « {giver.name} »")
        board.change(changes)
        board.write()
        return key(taker)


def update_pilot(
    store: Store,
    actor: Actor,
    plan_code: str,
    pilot_id: int,
    *,
    name: str,
    facts: PilotFacts,
    seen_version: int,
    reason: str | None = None,
    now: datetime | None = None,
) -> None:
    """Write a pilot's card as a whole: what `facts` does not say is emptied."""
    why = short(reason, "Le motif") if reason and reason.strip() else None
    with writing(store, actor, "Modifier un pilote", plan_code, reason=why, now=now) as door:
        require(actor, Act.ASSIGN, door.plan)
        board = Board(door)
        row = board.pilot_of(pilot_id)
        theirs: dict[str, object] = {
            "name": row.name,
            "direction": row.direction,
            "organisation": row.organisation,
            "external": row.external,
            "email": row.email,
        }
        check_seen(row, seen_version, theirs)
        wanted = short(name, "Le nom du pilote")
        same = board.find(wanted)
        if same is not None and same is not row:
            raise Refused(
                f"Un autre pilote s’appelle déjà « {same.name} ». {NOTHING} Pour les réunir, transmettez à l’un tout "
                "ce que porte l’autre."
            )
        row.name = wanted
        write_facts(row, PilotFacts(external=False), facts)
