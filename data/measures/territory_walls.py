"""Small multiples of one indicator by territory: the points of each, on the same axes, and the table behind."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import pandas as pd

from data.french import plural, typeset
from data.measures.columns import column, texts
from data.measures.indicator_detail import points, points_table
from data.place_names import short_name


@dataclass(frozen=True)
class Walls:
    """The territories with at least two shown values, greatest last value first, each with its points.

    `scale`: lowest and highest number of them all; `table`: every point, with French headings.
    """

    drawn: list[tuple[str, pd.DataFrame]]
    scale: tuple[float, float]
    table: pd.DataFrame

    def sentence(self, most: int) -> str:
        """How to read them; `most`: how many are drawn."""
        who = plural(len(self.drawn), "territoire a", "territoires ont")
        said = f"{who} au moins deux valeurs. Même échelle partout, la plus grande dernière valeur d’abord"
        left = len(self.drawn) - most
        return typeset(said + (f" ; {plural(left, 'autre')} au tableau seulement." if left > 0 else "."))


def territory_walls(
    indicator: Mapping[str, Any],
    measures: pd.DataFrame,
    targets: pd.DataFrame,
    peers: Mapping[str, str],
    as_of: date,
) -> Walls:
    """The charts of one indicator in `peers` (code → name). Hidden values are gaps, never numbers."""
    spoken = set(texts(measures, "territory_code"))
    found: list[tuple[str, pd.DataFrame, float]] = []
    for code, name in peers.items():
        if code not in spoken:
            continue
        marks = points(indicator, measures, targets, code, as_of)
        kinds = zip(column(marks, "kind"), column(marks, "value"), strict=True)
        values = [float(value) for kind, value in kinds if kind in ("valeur", "départ") and value is not None]
        if len(values) > 1:
            found.append((short_name(name), marks, values[-1]))
    found.sort(key=lambda each: (-each[2], each[0]))
    numbers = [float(value) for _, marks, _ in found for value in column(marks, "value") if value is not None]
    tables = [points_table(marks).assign(Territoire=name) for name, marks, _ in found]
    return Walls(
        drawn=[(name, marks) for name, marks, _ in found],
        scale=(min(numbers, default=0.0), max(numbers, default=0.0)),
        table=pd.concat(tables)[["Territoire", "Date", "Point", "Valeur"]] if tables else pd.DataFrame(),
    )
