"""What the map of the bank says, in words."""

from __future__ import annotations

import pandas as pd

from data.french import listing, plural, typeset
from data.measures.columns import records


def map_said(counted: pd.DataFrame) -> str:
    """« 179 initiatives dans 62 départements ; les plus nombreuses : Pas-de-Calais (17)… »

    Args:
        counted: columns map_departement_code, name, count (`filtering.by_departement`).
    """
    rows = sorted(records(counted), key=lambda row: -int(row["count"]))
    if not rows:
        return "Aucune initiative à montrer sur la carte."
    total = sum(int(row["count"]) for row in rows)
    said = f"{plural(total, 'initiative')} dans {plural(len(rows), 'département')}"
    first = [f"{row['name']} ({row['count']})" for row in rows[:3] if int(row["count"]) > 1]
    if len(rows) > 3 and first:
        said += f" ; le plus : {listing(first)}"
    return typeset(f"{said}.")
