"""Which territory of a level holds another, so that a value known by commune can be read by canton or EPCI."""

from __future__ import annotations

import pandas as pd

from data.measures.columns import records
from data.vocabulary import TerritoryKind

FINEST = (TerritoryKind.COMMUNE, TerritoryKind.CANTON, TerritoryKind.EPCI, TerritoryKind.SOCIAL_TERRITORY)
"""Levels under the département, from the finest to the widest."""


def owners(territories: pd.DataFrame, kind: TerritoryKind) -> dict[str, str]:
    """Code of a territory → code of the one of that level that holds it, whatever stands between.

    A canton holds the communes that say so; any other level is met on the way up. Territories of that level and of
    wider ones are absent, like a commune whose canton is unknown.
    """
    rows = {str(row["code"]): row for row in records(territories)}
    found: dict[str, str] = {}
    for code, row in rows.items():
        if kind == TerritoryKind.CANTON:
            owner = row.get("canton_code")
        else:
            met, owner = {code}, row["parent_code"]
            while owner in rows and owner not in met and rows[str(owner)]["kind"] != kind:
                met.add(str(owner))
                owner = rows[str(owner)]["parent_code"]
        if owner in rows and rows[str(owner)]["kind"] == kind and owner != code:
            found[code] = str(owner)
    return found
