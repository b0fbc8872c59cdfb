"""Répartition of the actions by status: the same chart wherever it is shown."""

from __future__ import annotations

import pandas as pd

from components import charts, nothing, pieces
from components.theme import STATUS
from components.view import View
from data.measures import rates, sentences
from data.measures.nouns import leaf_noun
from data.situation import Situation
from data.vocabulary import label


def by_axis(view: View, *, key: str) -> None:
    """Répartition by axis, in counts that sum to the total, with its sentence and table."""
    now, level = view.situation, view.situation.level_name(1)
    counts, says, rows = view.once(key, lambda: _by_axis(now, level))
    if counts.empty:
        nothing.action(view)
        return
    names = [f"{level} {code} ({total})" for code, total in zip(counts["key"], counts["total"], strict=True)]
    pieces.chart(view.drawn(key, lambda: charts.breakdown(counts, names)), key=key, says=says, rows=rows)


def _by_axis(now: Situation, level: str) -> tuple[pd.DataFrame, str, pd.DataFrame]:
    counts = rates.breakdown_by(now.leaves, "axis_code")
    titles = dict(zip(now.axes["code"], now.axes["title"], strict=True))
    rows = table(counts, [f"{code} – {titles[code]}" for code in counts["key"]], level)
    return counts, sentences.breakdown(now.leaves, leaf_noun(now)), rows


def table(counts: pd.DataFrame, names: list[str], first: str) -> pd.DataFrame:
    """The table behind a répartition (`rates.breakdown_by`), with French headings; `first` heads the names."""
    rows = pd.DataFrame({first: names})
    for status in charts.statuses_present(counts):
        rows[f"{STATUS[status].sign} {label(status)}"] = counts[status.value].tolist()
    rows["Total"] = counts["total"].tolist()
    return rows
