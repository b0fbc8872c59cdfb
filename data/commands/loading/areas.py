"""The territoires d'action sociale of a plan: made from a composition, then changed when another replaces it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlmodel import Session, col, select

from data.catalogue.areas import Area, Ground, ground_from
from data.model import ActionState, Plan, Territory
from data.vocabulary import TerritoryKind


@dataclass(frozen=True)
class AreaChanges:
    """What a composition changes in a plan.

    Attributes:
        added, removed: names of territories; renamed: (before, after).
        decided, doubted: names of those whose composition is no longer, or newly, indicative.
        moved: (commune, name of its territory before or None, after).
        followed: whether the plan's actions are déclinées by these territories once it is done.
    """

    added: tuple[str, ...]
    removed: tuple[str, ...]
    renamed: tuple[tuple[str, str], ...]
    decided: tuple[str, ...]
    doubted: tuple[str, ...]
    moved: tuple[tuple[str, str | None, str], ...]
    followed: bool

    @property
    def count(self) -> int:
        return sum(map(len, (self.added, self.removed, self.renamed, self.decided, self.doubted, self.moved)))


def ground_of_rows(plan: Plan, rows: Sequence[Territory], former: Mapping[str, str]) -> Ground:
    """The ground that a plan's own territories make; `former` as in `Ground`."""
    code_of = {row.id: row.code for row in rows}
    places = [
        {
            "code": row.code,
            "name": row.name,
            "level": row.kind,
            "parent_code": code_of.get(row.parent_id),
            "canton_code": code_of.get(row.canton_id),
        }
        for row in rows
        if row.kind != TerritoryKind.SOCIAL_TERRITORY
    ]
    return ground_from(plan.departement_code, places, former)


def changes(session: Session, plan: Plan, rows: Sequence[Territory], areas: Sequence[Area]) -> AreaChanges:
    """What `compose` would do to the territories `rows` of a plan."""
    there = {row.code: row for row in _areas(rows)}
    wanted = {area.code: area for area in areas}
    both = [(there[code], area) for code, area in wanted.items() if code in there]
    name_of = {row.id: row.name for row in there.values()}
    code_of = {row.id: row.code for row in there.values()}
    target = {commune: area for area in areas for commune in area.communes}
    communes = [row for row in rows if row.kind == TerritoryKind.COMMUNE]
    return AreaChanges(
        added=tuple(area.name for code, area in wanted.items() if code not in there),
        removed=tuple(row.name for code, row in there.items() if code not in wanted),
        renamed=tuple((row.name, area.name) for row, area in both if row.name != area.name),
        decided=tuple(area.name for row, area in both if row.indicative and not area.indicative),
        doubted=tuple(area.name for row, area in both if area.indicative and not row.indicative),
        moved=tuple(
            (row.name, name_of.get(row.area_id), target[row.code].name)
            for row in communes
            if code_of.get(row.area_id) != target[row.code].code
        ),
        followed=_may_follow(session, plan),
    )


def compose(session: Session, plan: Plan, rows: Sequence[Territory], areas: Sequence[Area]) -> None:
    """Make the territories of a plan those of a composition, which gives every commune of `rows` one territory.

    Actions are then déclinées by them, unless some already have a state in the EPCI: what was said stays comparable.
    A territory that is left out is deleted: the caller has made sure that nothing hangs from it.
    """
    whole = next(row for row in rows if row.kind == TerritoryKind.DEPARTEMENT)
    there = {row.code: row for row in _areas(rows)}
    for area in areas:
        row = there.setdefault(area.code, Territory(plan_id=whole.plan_id, code=area.code, name=area.name, kind=_KIND))
        row.name, row.indicative, row.parent_id = area.name, area.indicative, whole.id
        session.add(row)
    session.flush()
    target = {commune: there[area.code].id for area in areas for commune in area.communes}
    inside: dict[int | None, set[int | None]] = {}
    for row in rows:
        if row.kind == TerritoryKind.COMMUNE:
            row.area_id = target[row.code]
            inside.setdefault(row.parent_id, set()).add(row.area_id)
    for row in rows:
        if row.kind == TerritoryKind.EPCI:
            held = inside.get(row.id, set())
            row.parent_id = held.copy().pop() if len(held) == 1 else whole.id
    session.flush()
    for code in there.keys() - {area.code for area in areas}:
        session.delete(there[code])
    if _may_follow(session, plan):
        plan.territory_level = _KIND
    session.flush()


_KIND = TerritoryKind.SOCIAL_TERRITORY.value


def _areas(rows: Sequence[Territory]) -> list[Territory]:
    return [row for row in rows if row.kind == TerritoryKind.SOCIAL_TERRITORY]


def _may_follow(session: Session, plan: Plan) -> bool:
    """Whether actions may be déclinées by territoire d'action sociale: they are, or have no state elsewhere yet."""
    if plan.territory_level == _KIND:
        return True
    elsewhere = (
        select(ActionState.id)
        .join(Territory, col(Territory.id) == col(ActionState.territory_id))
        .where(Territory.plan_id == plan.id, Territory.kind == plan.territory_level)
    )
    return session.exec(elsewhere).first() is None
