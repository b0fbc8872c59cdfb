"""Which territory of a level holds another, so that a value known by commune can be read by canton or EPCI.

An EPCI holds its communes, a canton and a territoire d'action sociale those that say so: both may cut across EPCI.
"""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from data.measures.columns import Row, records
from data.vocabulary import TerritoryKind

FINEST = (TerritoryKind.COMMUNE, TerritoryKind.CANTON, TerritoryKind.EPCI, TerritoryKind.SOCIAL_TERRITORY)
"""Levels under the département, from the finest to the widest."""


def owners(territories: pd.DataFrame, kind: TerritoryKind) -> dict[str, str]:
    """Code of a territory → code of the one of that level that holds it, whatever stands between.

    Territories of that level and of wider ones are absent, like a commune whose canton is unknown. So are the EPCI of a
    territoire d'action sociale that takes communes from another EPCI too: together they are not the whole of it.
    """
    rows = {str(row["code"]): row for row in records(territories)}
    found: dict[str, str] = {}
    for code, row in rows.items():
        owner = _owner(rows, code, row, kind)
        if owner in rows and rows[str(owner)]["kind"] == kind and owner != code:
            found[code] = str(owner)
    if kind == TerritoryKind.SOCIAL_TERRITORY:
        cutting = {
            owner
            for code, owner in found.items()
            if rows[code]["kind"] == TerritoryKind.COMMUNE and _cut(rows, rows[code])
        }
        found = {
            code: owner
            for code, owner in found.items()
            if owner not in cutting or rows[code]["kind"] == TerritoryKind.COMMUNE
        }
    return found


def above(rows: Mapping[str, Row], row: Row, through: str | None = None) -> str | None:
    """Code of what stands right above a territory, None at the top.

    Above a commune stands the canton, the territoire d'action sociale or the EPCI `through` which it was reached; else
    its EPCI, or its territoire d'action sociale where that one cuts across the EPCI.
    """
    if through is not None and through in (row.get("canton_code"), row["parent_code"]):
        return through
    return row["area_code"] if _cut(rows, row) else row["parent_code"]


def _owner(rows: Mapping[str, Row], code: str, row: Row, kind: TerritoryKind) -> str | None:
    if kind == TerritoryKind.CANTON:
        return row.get("canton_code")
    if kind == TerritoryKind.SOCIAL_TERRITORY and row.get("area_code"):
        return row["area_code"]
    met, owner = {code}, row["parent_code"]
    while owner in rows and owner not in met and rows[str(owner)]["kind"] != kind:
        met.add(str(owner))
        owner = rows[str(owner)]["parent_code"]
    return owner


def _cut(rows: Mapping[str, Row], row: Row) -> bool:
    """Whether the territoire d'action sociale of a commune does not hold the whole of its EPCI."""
    area = row.get("area_code")
    return area in rows and rows.get(str(row["parent_code"]), row)["parent_code"] != area
