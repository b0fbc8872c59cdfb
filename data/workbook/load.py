"""A workbook into a store: a look first, then the whole plan or nothing."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

from sqlmodel import select

from data import clock
from data.bodies.rules import problems
from data.commands.import_plan import import_plan
from data.database import Store
from data.errors import Refused
from data.french import listing, plural, typeset
from data.model import Plan
from data.permissions import Actor
from data.reading.heads import is_demonstration
from data.workbook import guard
from data.workbook.derived import DERIVED
from data.workbook.read import Errors, Read, read_workbook
from data.workbook.sheets import SHEETS

Say = Callable[[str], None]


def today(store: Store) -> date:
    """The day where the server stands, on the store's reference day when it has one."""
    with store.read() as session:
        return clock.now(session).date()


def read_plan(file: Path | bytes) -> Read:
    """A workbook that may be imported. Raises Refused, or Errors with all that is wrong in it."""
    found = read_workbook(file)
    told = [one for one in problems(found.body) if (one.table, one.column) not in DERIVED]
    if told:
        raise Errors([found.positions.told(one) for one in told])
    return found


def load(store: Store, actor: Actor, file: Path, write: bool, say: Say) -> None:
    """Read a workbook, say what it holds, and write it in the store when `write`; otherwise nothing is written.

    Raises:
        Refused: the file, or what it holds, cannot be imported; the store is untouched.
    """
    found = read_plan(file)
    body = found.body
    with store.read() as session:
        if session.exec(select(Plan.id).where(Plan.code == body["plan"]["code"])).first() is not None:
            raise Refused(typeset(f"Le plan « {body['plan']['code']} » est déjà dans la base. {guard.NOTHING}"))
        if body["demonstration"] and not is_demonstration(session):
            raise Refused(
                typeset(
                    f"Ce classeur vient de la démonstration : ses valeurs sont inventées. {guard.NOTHING} Exportez le "
                    "plan réel."
                )
            )
    for note in found.notes:
        say(f"Remarque : {note}")
    held = [f"{sheet.title.lower()} {len(body[sheet.table])}" for sheet in SHEETS if body[sheet.table]]
    say(f"{body['plan']['title']} ({body['plan']['code']}) : {listing(held)}.")
    if not write:
        say(f"{guard.NOTHING} Pour charger ce plan, relancez la même commande avec --yes.")
        return
    counts = import_plan(store, actor, body)
    say(f"Plan {body['plan']['code']} chargé : {plural(counts['actions'], 'action')}.")
