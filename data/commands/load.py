"""Load a catalogue into the store: one command, one transaction, one journal row."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from sqlmodel import select

from data.catalogue import AudienceTable, Catalogue
from data.catalogue.areas import AreaLine
from data.commands.door import Writing, journal_once, writing
from data.commands.loading import lists, plan, tree
from data.commands.loading.lead_axes import load_lead_axes
from data.commands.loading.shelf import Shelf
from data.database import Store
from data.errors import Refused
from data.geography.model import DepartementMap
from data.model import Plan, Territory
from data.permissions import Act, Actor, require
from data.vocabulary import TerritoryKind

_COUNTED = (
    "headings",
    "fiches",
    "objectives",
    "actions",
    "indicators",
    "key_figures",
    "audiences",
    "partners",
    "entries",
)


def load_plan(
    store: Store,
    actor: Actor,
    catalogue: Catalogue,
    audiences: AudienceTable,
    places: DepartementMap | None,
    areas: Sequence[AreaLine] = (),
) -> dict[str, int]:
    """Load a plan that the store does not hold yet.

    Args:
        audiences: the committed table of publics; rows of other plans are ignored.
        places: the département's EPCI and communes; None leaves the département alone (maps come later).
        areas: the table of territoires d'action sociale; lines of other départements are ignored.

    Returns:
        Counts by list name.

    Raises:
        Refused: the plan is already there, or the actor may not edit plans.
        CatalogueError: the lines of its département do not compose it.
    """
    with writing(store, actor, "Charger le plan", row_by_row=False) as door:
        require(actor, Act.EDIT_PLAN)
        code = catalogue.plan.code
        if door.session.exec(select(Plan).where(Plan.code == code)).first():
            raise Refused(f"Le plan « {code} » est déjà dans la base. Rien n’a été modifié.")
        _fill(door, catalogue, audiences, places, areas)
        counts = {name: len(getattr(catalogue, name)) for name in _COUNTED}
        journal_once(door, "Charger le plan", "plan", code, dict(counts))
        return counts


def complete_territories(
    store: Store, actor: Actor, plan_code: str, places: DepartementMap, areas: Sequence[AreaLine] = ()
) -> int:
    """Add what a plan lacks of its EPCI, cantons, communes and territoires d'action sociale: all of them when it was
    loaded without its map, the cantons or the last ones when it was loaded before they came into use.

    Args:
        areas: the table of territoires d'action sociale; lines of other départements are ignored.

    Returns:
        How many rows came.

    Raises:
        Refused: the plan lacks nothing, or the actor may not edit plans.
        CatalogueError: the lines of its département do not compose it.
    """
    with writing(store, actor, "Compléter les territoires", plan_code, row_by_row=False) as door:
        require(actor, Act.EDIT_PLAN, door.plan)
        query = select(Territory).where(Territory.plan_id == door.the_plan.id)
        rows = door.session.exec(query).all()
        shelf = Shelf(door.session, door.the_plan.starts_on)
        assert door.the_plan.id is not None
        shelf.plan_id = door.the_plan.id
        shelf.add("territories", rows)
        if len(rows) == 1:
            plan.load_places(shelf, rows[0], places)
        elif all(row.kind != TerritoryKind.CANTON for row in rows):
            plan.load_cantons(shelf, rows, places)
        if all(row.kind != TerritoryKind.SOCIAL_TERRITORY for row in rows):
            plan.load_areas(shelf, places, areas)
        load_lead_axes(door.session, shelf.plan_id)
        added = len(door.session.exec(query).all()) - len(rows)
        if not added:
            raise Refused("Les territoires de ce plan sont déjà dans la base. Rien n’a été modifié.")
        journal_once(door, "Compléter les territoires", "territory", plan_code, {"ajouts": added})
        return added


def _fill(
    door: Writing,
    catalogue: Catalogue,
    audiences: AudienceTable,
    places: DepartementMap | None,
    areas: Sequence[AreaLine],
) -> None:
    """Insert each list after those that it refers to."""
    shelf = Shelf(door.session, date(catalogue.plan.starts_year, 1, 1))
    plan.load_card(shelf, catalogue.plan)
    plan.load_territories(shelf, catalogue.plan, places, areas)
    plan.load_audiences(shelf, catalogue, audiences)
    tree.load_headings(shelf, catalogue)
    tree.load_phases(shelf, catalogue)
    lists.load_partners(shelf, catalogue)
    tree.load_fiches(shelf, catalogue)
    tree.load_actions(shelf, catalogue)
    lists.load_indicators(shelf, catalogue)
    lists.load_key_figures(shelf, catalogue)
    lists.load_entries(shelf, catalogue)
    load_lead_axes(door.session, shelf.plan_id)
