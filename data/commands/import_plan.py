"""Take back a plan told as one body: one command, one transaction, one journal row."""

from __future__ import annotations

from typing import Any

from sqlmodel import select

from data.bodies.columns import LIFE
from data.bodies.rules import Problem, problems
from data.commands.door import Writing, journal_once, writing
from data.commands.importing import follow, lists, tree
from data.commands.importing.bench import Bench
from data.database import Store
from data.errors import Refused
from data.french import plural
from data.model import Plan
from data.permissions import Act, Actor, require
from data.reading.heads import is_demonstration

_TOLD = 5
"""Problems told in the refusal of the command; `problems` gives them all."""
_COUNTED = (
    *("phases", "headings", "fiches", "objectives", "actions", "indicators", "audiences", "partners"),
    *("key_figures", "entries", "territories", "facilities", "pilots", "assignments", "targets", "measures"),
)
NOTHING = "Rien n’a été modifié."


def import_plan(store: Store, actor: Actor, body: dict[str, Any]) -> dict[str, int]:
    """Write a plan that the store does not hold, from what `data.export.export_plan` gives of it.

    The life of the plan (`columns.LIFE`) is not imported.

    Returns:
        Counts by list name; `left_out` is the number of rows of the life of the plan that were not imported.

    Raises:
        Refused: no right, the plan is already there, something is wrong in the body (`data.bodies.rules.problems`
            says all of it), or it tells the demonstration to a store that is not one.
    """
    with writing(store, actor, "Importer un plan", row_by_row=False) as door:
        require(actor, Act.EDIT_PLAN)
        _check(door, body)
        _fill(Bench(door.session, body))
        counts = {name: len(body[name]) for name in _COUNTED}
        counts["left_out"] = sum(len(body.get(name) or ()) for name in LIFE)
        journal_once(door, "Importer un plan", "plan", body["plan"]["code"], dict(counts))
        return counts


def _check(door: Writing, body: dict[str, Any]) -> None:
    found = problems(body)
    if found:
        raise Refused(refusal(found))
    code = body["plan"]["code"]
    if door.session.exec(select(Plan).where(Plan.code == code)).first():
        raise Refused(f"Le plan « {code} » est déjà dans la base. {NOTHING}")
    if body.get("demonstration") and not is_demonstration(door.session):
        raise Refused(
            f"Ce fichier vient de la démonstration\u00a0: ses valeurs sont inventées. {NOTHING} "
            "Importez-le dans une démonstration, ou exportez le plan réel."
        )


def refusal(found: list[Problem]) -> str:
    """The first problems, one a line, and how many there are."""
    told = [f"– {one.table}, élément {one.row + 1}\u00a0: {one.why}" for one in found[:_TOLD]]
    rest = len(found) - len(told)
    if rest:
        told.append(f"… et {plural(rest, 'autre erreur', 'autres erreurs')}.")
    return "\n".join([f"Le plan n’est pas importé\u00a0: {plural(len(found), 'erreur')}. {NOTHING}", *told])


def _fill(bench: Bench) -> None:
    """Insert each list after those that it refers to."""
    tree.write_card(bench)
    lists.write_territories(bench)
    lists.write_publics(bench)
    tree.write_headings(bench)
    tree.write_phases(bench)
    lists.write_partners(bench)
    tree.write_fiches(bench)
    tree.write_actions(bench)
    lists.write_indicators(bench)
    lists.write_key_figures(bench)
    lists.write_entries(bench)
    follow.write_places(bench)
    follow.write_pilots(bench)
    follow.write_values(bench)
    follow.write_settings(bench)
