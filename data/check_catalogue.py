"""Does a plan of the store still say what its catalogue file says, item by item? Used by `data.check`."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from sqlalchemy import select
from sqlmodel import Session, col

from data.catalogue import Catalogue
from data.french import plural
from data.model import (
    Action,
    AudienceWording,
    DocumentEntry,
    Fiche,
    Heading,
    Indicator,
    JournalEntry,
    KeyFigure,
    Objective,
    Partner,
    Plan,
)

_RESTORE = "Restaurez la dernière sauvegarde."
_LISTS: dict[str, tuple[type[Any], str, str]] = {
    "headings": (Heading, "niveau", "niveaux"),
    "fiches": (Fiche, "fiche", "fiches"),
    "objectives": (Objective, "objectif", "objectifs"),
    "actions": (Action, "action", "actions"),
    "indicators": (Indicator, "indicateur", "indicateurs"),
    "key_figures": (KeyFigure, "chiffre", "chiffres"),
    "audiences": (AudienceWording, "public", "publics"),
    "partners": (Partner, "partenaire", "partenaires"),
    "entries": (DocumentEntry, "autre élément", "autres éléments"),
}
"""Lists of a catalogue: their table, what one item and several are called."""
_SAID: dict[str, tuple[str, ...]] = {"key_figures": ("value", "unit", "qualifier", "denominator"), "entries": ("body",)}
"""What is compared beside the title and the line."""


def differences(session: Session, plan: Plan, catalogue: Catalogue) -> list[str]:
    """French sentences: items of the catalogue that the plan lost, and those that it no longer says as the document.

    A title changed by the command of that name, with its reason, is no difference.
    """
    problems: list[str] = []
    renamed = _renamed(session, plan)
    for name, (table, one, many) in _LISTS.items():
        held = {_key(name, row): row for row in session.scalars(_rows(table, plan)).all()}
        lost: list[str] = []
        changed: list[str] = []
        for item in getattr(catalogue, name):
            row = held.get(_key(name, item))
            if row is None:
                lost.append(item.code)
            elif any(_differs(name, item, row, (str(table.__tablename__), str(row.id)) in renamed)):
                changed.append(item.code)
        if lost:
            count = plural(len(lost), one, many)
            problems.append(f"{plan.code} : {count} du catalogue hors de la base (dont {lost[0]}). {_RESTORE}")
        if changed:
            verb = "ne dit" if len(changed) == 1 else "ne disent"
            problems.append(
                f"{plan.code} : {plural(len(changed), one, many)} {verb} plus ce que dit le catalogue : "
                f"titre, ligne ou valeur (dont {changed[0]}). {_RESTORE}"
            )
    return problems


def _rows(table: type[Any], plan: Plan) -> Any:
    if table is Objective:
        return (
            select(Objective).join(Fiche, col(Fiche.id) == col(Objective.fiche_id)).where(col(Fiche.plan_id) == plan.id)
        )
    return select(table).where(table.plan_id == plan.id)


def _key(name: str, item: Any) -> tuple[str, str]:
    """Entries have a code within their kind."""
    return (item.kind if name == "entries" else "", item.code)


def _differs(name: str, item: Any, row: Any, renamed: bool) -> Iterator[bool]:
    yield row.title != item.title and not renamed
    yield row.source_line != item.line
    for column in _SAID.get(name, ()):
        yield getattr(row, column) != _as_stored(getattr(item, column))
    if name == "key_figures":
        yield row.year != (None if item.year is None else str(item.year))


def _as_stored(value: Any) -> Any:
    return json.loads(json.dumps(value)) if isinstance(value, dict) else value


def _renamed(session: Session, plan: Plan) -> set[tuple[str, str]]:
    """(table, id) of what somebody gave another title."""
    query = select(col(JournalEntry.table_name), col(JournalEntry.row_key)).where(
        col(JournalEntry.plan_id) == plan.id, col(JournalEntry.command) == "Modifier un intitulé"
    )
    return {(table, key) for table, key in session.connection().execute(query).all()}
