"""The plan's card, its territories, and its publics in the shared vocabulary."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlmodel import select

from data.catalogue import AudienceTable, Catalogue
from data.catalogue import items as read
from data.catalogue.areas import AreaLine, composed, ground_of
from data.commands.loading.areas import compose
from data.commands.loading.publics import SharedPublics
from data.commands.loading.shelf import Shelf, rest
from data.geography.model import DepartementMap
from data.model import AudienceWording, Plan, Territory, WordingAudience
from data.situation import rows_of, where
from data.vocabulary import TerritoryKind

DEFAULT_EVENT = "Conférence des solidarités"
"""Name of the yearly event of a plan that gives it none."""
_CARD = (
    "code",
    "title",
    "departement_code",
    "departement_name",
    "adopted_on",
    "reporting_months",
    "uses_percent",
    "source_file",
)


def load_card(shelf: Shelf, plan: read.Plan) -> None:
    row = Plan(
        **{name: getattr(plan, name) for name in _CARD},
        starts_on=date(plan.starts_year, 1, 1),
        ends_on=date(plan.ends_year, 12, 31),
        levels=plan.levels.model_dump(mode="json"),
        event_name=plan.event_name or DEFAULT_EVENT,
        source_line=plan.line,
        details=rest(plan, {*_CARD, "levels", "event_name", "line"}),
    )
    shelf.session.add(row)
    shelf.session.flush()
    assert row.id is not None
    shelf.plan_id = row.id


def load_territories(
    shelf: Shelf, plan: read.Plan, places: DepartementMap | None, areas: Sequence[AreaLine] = ()
) -> None:
    """The département's own row, then its EPCI, cantons, communes and territoires d'action sociale when a map is at
    hand."""
    whole = Territory(
        plan_id=shelf.plan_id,
        code=plan.departement_code,
        name=plan.departement_name,
        kind=TerritoryKind.DEPARTEMENT.value,
    )
    shelf.add("territories", [whole])
    if places is not None:
        load_places(shelf, whole, places)
        load_areas(shelf, places, areas)


def load_places(shelf: Shelf, whole: Territory, places: DepartementMap) -> None:
    """The EPCI, cantons and communes of the département `whole`, which is on the shelf already."""
    for place in rows_of(where(places.places, level=TerritoryKind.DEPARTEMENT.value)):
        whole.population, whole.population_year = _population(place)
    for kind in (TerritoryKind.EPCI, TerritoryKind.CANTON, TerritoryKind.COMMUNE):
        found = rows_of(where(places.places, level=kind.value))
        shelf.add("territories", [_territory(shelf, whole, kind, place) for place in found])


def load_cantons(shelf: Shelf, rows: Sequence[Territory], places: DepartementMap) -> None:
    """The cantons of a plan whose EPCI and communes (`rows`, on the shelf already) were loaded without them."""
    whole = next(row for row in rows if row.kind == TerritoryKind.DEPARTEMENT)
    found = rows_of(where(places.places, level=TerritoryKind.CANTON.value))
    shelf.add("territories", [_territory(shelf, whole, TerritoryKind.CANTON, place) for place in found])
    canton_of = {str(row["code"]): row["canton_code"] for row in rows_of(where(places.places, level="commune"))}
    for row in rows:
        if row.kind == TerritoryKind.COMMUNE:
            row.canton_id = _canton(shelf, canton_of.get(row.code))


def load_areas(shelf: Shelf, places: DepartementMap, lines: Sequence[AreaLine]) -> None:
    """The territoires d'action sociale of the département, from its lines; none where it has no line: EPCI as before.

    Raises CatalogueError when the lines do not compose it.
    """
    if not any(line.departement == places.code for line in lines):
        return
    areas = composed(lines, ground_of(places))
    rows = shelf.session.exec(select(Territory).where(Territory.plan_id == shelf.plan_id)).all()
    plan = shelf.session.exec(select(Plan).where(Plan.id == shelf.plan_id)).one()
    compose(shelf.session, plan, rows, areas)


def _territory(shelf: Shelf, whole: Territory, kind: TerritoryKind, place: dict[str, Any]) -> Territory:
    parent = str(place["parent_code"])
    population, year = _population(place)
    return Territory(
        plan_id=shelf.plan_id,
        code=place["code"],
        name=place["name"],
        kind=kind.value,
        parent_id=shelf.id("territories", parent) if shelf.knows("territories", parent) else whole.id,
        canton_id=_canton(shelf, place["canton_code"]) if kind is TerritoryKind.COMMUNE else None,
        population=population,
        population_year=year,
    )


def _canton(shelf: Shelf, code: Any) -> int | None:
    """The canton of a code; None where the département has no canton layer."""
    return shelf.id("territories", str(code)) if shelf.knows("territories", str(code)) else None


def _population(place: dict[str, Any]) -> tuple[int | None, int | None]:
    """Inhabitants and the year they were counted; no year without a count."""
    count, year = place["population"], place["population_year"]
    return (None, None) if count is None or count != count else (int(count), int(year))


def load_audiences(shelf: Shelf, catalogue: Catalogue, table: AudienceTable) -> None:
    """The plan's wordings, and the shared publics that each of them means
    (made if no other plan made them).
    """
    shelf.add("audiences", [AudienceWording(**shelf.columns(a)) for a in catalogue.audiences])
    publics = SharedPublics(shelf.session, table)
    for row in table.rows:
        if row.plan != catalogue.plan.code:
            continue
        shelf.session.add(
            WordingAudience(
                wording_id=shelf.id("audiences", row.wording_code), audience_id=publics.id(row), reason=row.reason
            )
        )
    shelf.session.flush()
