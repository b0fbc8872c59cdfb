"""Répartition of the actions by status: the same chart wherever it is shown."""

from __future__ import annotations

import pandas as pd

from components import charts, pieces
from components.theme import STATUS
from data.measures import rates, sentences
from data.situation import Situation
from data.vocabulary import label


def by_axis(now: Situation, *, key: str) -> None:
    """Répartition by axis, in counts that sum to the total, with its sentence and table."""
    counts = rates.breakdown_by(now.leaves, "axis_code")
    titles = dict(zip(now.axes["code"], now.axes["title"], strict=True))
    level = now.level_name(1)
    names = [f"{level} {code} ({total})" for code, total in zip(counts["key"], counts["total"], strict=True)]
    drawn(counts, names, [f"{level} {code} – {titles[code]}" for code in counts["key"]], level, key=key, now=now)


def drawn(
    counts: pd.DataFrame, names: list[str], full_names: list[str], first: str, *, key: str, now: Situation
) -> None:
    """Draw a table of counts by status (`rates.breakdown_by`)."""
    shown = charts.statuses_present(counts)
    rows = pd.DataFrame({first: full_names})
    for status in shown:
        rows[f"{STATUS[status].sign} {label(status)}"] = counts[status.value].tolist()
    rows["Total"] = counts["total"].tolist()
    pieces.chart(charts.breakdown(counts, names), key=key, says=sentences.breakdown(now.leaves), rows=rows)
