"""The levels of a département's territories, and how one goes down from a territory to its parts and back.

A commune hangs from its EPCI, an EPCI from its territoire d'action sociale where the plan has some; cantons cut across
them and hold communes too, and so may territoires d'action sociale. A level is offered when the Situation has places of
it: a period frozen before cantons came into use has none, a département without territoires d'action sociale neither.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from data.measures.columns import keep, present, records
from data.measures.nesting import above, owners
from data.situation import Situation
from data.vocabulary import TerritoryKind

ORDER = (
    TerritoryKind.DEPARTEMENT,
    TerritoryKind.SOCIAL_TERRITORY,
    TerritoryKind.EPCI,
    TerritoryKind.CANTON,
    TerritoryKind.COMMUNE,
)
"""From the widest to the finest."""

Place = Mapping[str, Any]


def levels(situation: Situation) -> tuple[TerritoryKind, ...]:
    """The levels that can be shown, widest first. Cantons only when it is known which commune is in which."""
    found = set(situation.territories["kind"])
    if not present(situation.territories, "canton_code").any():
        found.discard(TerritoryKind.CANTON.value)
    return tuple(kind for kind in ORDER if kind.value in found)


def places(situation: Situation, kind: TerritoryKind, within: str | None = None) -> pd.DataFrame:
    """The territories of a level, in the whole département or inside one territory, whatever stands between."""
    rows = situation.territories
    wanted = rows["kind"] == kind.value
    if within is None or within == situation.plan.departement_code:
        return rows[wanted]
    inside = below(situation, within)
    return keep(rows, [bool(is_kind) and code in inside for is_kind, code in zip(wanted, rows["code"], strict=True)])


def below(situation: Situation, code: str) -> set[str]:
    """Codes of everything inside a territory, however deep, itself left out; a canton holds its communes."""
    kinds = dict(zip(situation.territories["code"], situation.territories["kind"], strict=True))
    if code not in kinds:
        return set()
    owner_of = owners(situation.territories, TerritoryKind(kinds[code]))
    return {each for each, owner in owner_of.items() if owner == code}


def inner(situation: Situation, code: str) -> tuple[TerritoryKind, ...]:
    """The levels of what a territory is made of, widest first; nothing for a commune.

    For the département itself, every finer level.
    """
    inside = below(situation, code)
    if not inside:
        return ()
    found = {str(row["kind"]) for row in records(situation.territories) if row["code"] in inside}
    return tuple(kind for kind in levels(situation) if kind.value in found)


def inhabitants(situation: Situation, place: Place) -> tuple[int | None, int | None]:
    """Population of a territory (a row of `situation.territories`) and its census; both None when unknown.

    One that the plan composes itself has the inhabitants of its communes, when all are known and of one census.
    """
    if place["population"] is not None:
        return int(place["population"]), int(place["population_year"])
    if place["kind"] != TerritoryKind.SOCIAL_TERRITORY:
        return None, None
    found = records(places(situation, TerritoryKind.COMMUNE, str(place["code"])))
    years = {row["population_year"] for row in found}
    if len(years) != 1 or None in years:
        return None, None
    return sum(int(row["population"]) for row in found), int(years.pop())


def trail(situation: Situation, code: str, through: str | None = None) -> list[Place]:
    """From the département down to a territory, both included: « Drôme › Valence Romans Agglo › Valence ».

    `through`: the canton, or any other territory, by which a commune was reached (`nesting.above`). Empty when the plan
    does not know the code.
    """
    rows = {str(row["code"]): row for row in records(situation.territories)}
    steps: list[Place] = []
    at = rows.get(code)
    while at is not None and at not in steps:
        steps.insert(0, at)
        at = rows.get(str(above(rows, at, through)))
    whole = rows.get(situation.plan.departement_code)
    if steps and whole is not None and steps[0] is not whole:
        steps.insert(0, whole)
    return steps
