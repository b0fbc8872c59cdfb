"""Répartition of the actions by status: the same chart wherever it is shown."""

from __future__ import annotations

import pandas as pd

from components import charts, pieces
from components.theme import STATUS
from components.view import View
from data.measures import rates, sentences
from data.vocabulary import label


def by_axis(view: View, *, key: str) -> None:
    """Répartition by axis, in counts that sum to the total, with its sentence and table."""
    now = view.situation
    counts, says = view.once(
        key, lambda: (rates.breakdown_by(now.leaves, "axis_code"), sentences.breakdown(now.leaves))
    )
    if counts.empty:
        pieces.empty("Aucune action ne correspond à ces filtres.", "Levez un filtre pour revoir les autres.")
        return
    titles = dict(zip(now.axes["code"], now.axes["title"], strict=True))
    level = now.level_name(1)
    names = [f"{level} {code} ({total})" for code, total in zip(counts["key"], counts["total"], strict=True)]
    figure = view.drawn(key, lambda: charts.breakdown(counts, names))
    pieces.chart(figure, key=key, says=says, rows=table(counts, [f"{c} – {titles[c]}" for c in counts["key"]], level))


def table(counts: pd.DataFrame, names: list[str], first: str) -> pd.DataFrame:
    """The table behind a répartition (`rates.breakdown_by`), with French headings; `first` heads the names."""
    rows = pd.DataFrame({first: names})
    for status in charts.statuses_present(counts):
        rows[f"{STATUS[status].sign} {label(status)}"] = counts[status.value].tolist()
    rows["Total"] = counts["total"].tolist()
    return rows
