"""Amend the plan: a fiche or an action that was not in the document, with the reason kept in the journal."""

from __future__ import annotations

from datetime import date, datetime

from sqlmodel import col, func, select

from data.commands.days import check_days
from data.commands.door import Writing, key, writing
from data.commands.plan import find, find_fiche
from data.database import Store
from data.errors import Refused
from data.model import Action, Fiche, Heading
from data.permissions import Act, Actor, require
from data.typed import short

_LONGEST_CODE = 20


def add_fiche(
    store: Store,
    actor: Actor,
    plan_code: str,
    heading_code: str,
    code: str,
    title: str,
    *,
    reason: str,
    now: datetime | None = None,
) -> None:
    """Add a fiche under a heading. It is expected from the next campaign on, unless it is added to the open one."""
    with writing(store, actor, "Ajouter une fiche", plan_code, reason=reason, now=now) as door:
        require(actor, Act.EDIT_PLAN, door.plan)
        heading = find(door.session, door.the_plan, "heading", heading_code)
        assert isinstance(heading, Heading)
        fiche = Fiche(
            plan_id=key(door.the_plan),
            heading_id=key(heading),
            code=_new_code(door, Fiche, code, "La fiche"),
            title=short(title, "L’intitulé"),
            rank=_next_rank(door, Fiche),
            details={},
        )
        door.session.add(fiche)


def add_action(
    store: Store,
    actor: Actor,
    plan_code: str,
    fiche_code: str,
    code: str,
    title: str,
    starts_on: date,
    ends_on: date,
    *,
    reason: str,
    now: datetime | None = None,
) -> None:
    """Add an action to a fiche, with its own calendar (both days included)."""
    with writing(store, actor, "Ajouter une action", plan_code, reason=reason, now=now) as door:
        require(actor, Act.EDIT_PLAN, door.plan)
        if starts_on > ends_on:
            raise Refused("La fin de l’action précède son début. Rien n’a été modifié : corrigez les dates.")
        check_days(door.the_plan, starts_on, ends_on)
        fiche = find_fiche(door, fiche_code)
        action = Action(
            plan_id=key(door.the_plan),
            fiche_id=key(fiche),
            code=_new_code(door, Action, code, "L’action"),
            title=short(title, "L’intitulé"),
            rank=_next_rank(door, Action),
            starts_on=starts_on,
            ends_on=ends_on,
            hints=[],
            sub_items=[],
            details={},
        )
        door.session.add(action)


def _new_code(door: Writing, table: type[Fiche | Action], code: str, what: str) -> str:
    wanted = short(code, f"Le code de {what.lower()}")
    if len(wanted) > _LONGEST_CODE or " " in wanted or "," in wanted:
        raise Refused(
            f"Un code compte {_LONGEST_CODE} caractères au plus, sans espace ni virgule. Rien n’a été modifié."
        )
    taken = select(col(table.id)).where(col(table.plan_id) == door.the_plan.id, col(table.code) == wanted)
    if door.session.exec(taken).first() is not None:
        raise Refused(f"Le code « {wanted} » existe déjà dans ce plan. Rien n’a été modifié : choisissez-en un autre.")
    return wanted


def _next_rank(door: Writing, table: type[Fiche | Action]) -> int:
    last = door.session.exec(select(func.max(col(table.rank))).where(col(table.plan_id) == door.the_plan.id)).one()
    return (last or 0) + 1
