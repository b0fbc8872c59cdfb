"""Small maps side by side: one measure at each followed period, or for each axis, with the same classes for all.

A figure stands over each of them: that of all the territories together, where an action counts once a territory.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

import pandas as pd

from data.french import capitalised, typeset
from data.measures.columns import Row, records, table, texts
from data.measures.figure import Figure
from data.measures.layer import COVERAGE, OVERDUE, PROGRESS, RATE, TITLES, Layer
from data.measures.layers.together import together
from data.measures.territories import layer
from data.measures.wording import at_period
from data.situation import Situation, where

MEASURES = (RATE, PROGRESS, COVERAGE, OVERDUE)
"""Layers whose classes are the same at every date and for every axis: the only ones that may stand side by side."""
MOST = 8
"""Maps side by side."""


@dataclass(frozen=True)
class Panel:
    """One small map.

    Attributes:
        name: « 2e trimestre 2026 », « Axe 1 – Une personne actrice de son parcours »; short: « T2 2026 », « Axe 1 »;
            when: in a sentence, « au 2e trimestre 2026 », « axe 1 ».
        figure: that of all its territories together.
    """

    name: str
    short: str
    when: str
    figure: Figure
    layer: Layer

    @property
    def text(self) -> str:
        """« 12 sur 40 (30 %) »."""
        return self.figure.lead if self.layer.key == RATE else self.figure.text

    @property
    def value(self) -> float | None:
        """What it is compared on; None when nothing is known, or too little for a mean."""
        return self.figure.value if self.figure.headline else None

    @property
    def counted(self) -> int:
        """Cells that the figure is about; a difference between two dates says that the set has changed."""
        return int(self.figure.denominator or 0) if self.layer.key == OVERDUE else self.figure.coverage.total


@dataclass(frozen=True)
class Multiples:
    """The maps, in order. figure: that of the last period, or of all axes; left_out: maps that were not drawn."""

    key: str
    panels: tuple[Panel, ...]
    figure: Figure
    says: str
    left_out: int = 0

    @property
    def layer(self) -> Layer:
        """A layer that holds the rows of all the maps: what their one legend is about."""
        return replace(self.panels[0].layer, rows=pd.concat([one.layer.rows for one in self.panels]))

    @property
    def frame(self) -> pd.DataFrame:
        """One line a territory in the order of names, one column a map; then all of them together."""
        names = [one.short for one in self.panels]
        rows: dict[str, Row] = {}
        for panel in self.panels:
            for row in records(panel.layer.rows):
                line = rows.setdefault(str(row["code"]), {"Territoire": row["name"], "Code": row["code"]})
                line[panel.short] = row["text"]
        listed = sorted(rows.values(), key=lambda line: str(line["Territoire"]))
        every: Row = {"Territoire": "Tous ensemble", "Code": "", **{one.short: one.text for one in self.panels}}
        return table(
            [{**dict.fromkeys(names, "—"), **line} for line in [*listed, every]], ("Territoire", "Code", *names)
        )


def by_period(key: str, situations: Iterable[Situation], left_out: int = 0) -> Multiples | None:
    """One map for each of these Situations of a plan (any order), the last ones when there are too many.

    None when `key` is not one of MEASURES, or without any territory or cell to draw. `left_out`: periods before them.
    """
    ordered = sorted(situations, key=lambda each: each.period)
    kept = ordered[-MOST:]
    panels = [
        _panel(key, each, capitalised(each.period.label), each.period.short, at_period(each.period))
        for each in kept
        if key in MEASURES and len(each.peers)
    ]
    if not any(len(each.cells) for each in kept):
        return None
    return _made(key, kept[-1], panels, left_out + len(ordered) - len(kept), _over_time)


def by_axis(key: str, situation: Situation) -> Multiples | None:
    """One map for each axis in which an action is déclinée, in the plan's order; None as for `by_period`."""
    codes = set(texts(situation.cells, "axis_code"))
    axes = [axis for axis in records(situation.axes) if axis["code"] in codes]
    level = situation.level_name(1)
    panels = [
        _panel(
            key,
            situation.with_(cells=where(situation.cells, axis_code=axis["code"])),
            typeset(f"{level} {axis['code']} – {axis['title']}"),
            f"{level} {axis['code']}",
            f"{level.lower()} {axis['code']}",
        )
        for axis in axes[:MOST]
        if key in MEASURES and len(situation.peers)
    ]
    return _made(key, situation, panels, len(axes) - len(axes[:MOST]), _across_axes)


def _made(
    key: str, shown: Situation, panels: Sequence[Panel], left_out: int, told: Callable[[Sequence[Panel]], str]
) -> Multiples | None:
    if not panels:
        return None
    says = typeset(f"{TITLES[key]}, tous territoires ensemble : {told(panels)}")
    return Multiples(key, tuple(panels), together(key, shown), says, left_out)


def _panel(key: str, situation: Situation, name: str, short: str, when: str) -> Panel:
    return Panel(name, short, when, together(key, situation), layer(situation, key, {}))


def _over_time(panels: Sequence[Panel]) -> str:
    """From the first known date to the last; what is counted may have changed in between."""
    known = [one for one in panels if one.value is not None]
    if not known:
        return "rien n’est encore connu."
    first, last = known[0], known[-1]
    if first is last:
        return f"{last.when}, {last.text}, seule date connue."
    told = f"{first.when}, {first.text} ; {last.when}, {last.text}."
    return told if first.counted == last.counted else f"{told} L’ensemble compté a changé entre les deux."


def _across_axes(panels: Sequence[Panel]) -> str:
    """The highest and the lowest."""
    known = [one for one in panels if one.value is not None]
    if not known:
        return "rien n’est encore connu."
    high = max(known, key=lambda one: one.value or 0.0)
    low = min(known, key=lambda one: one.value or 0.0)
    if len(known) == 1:
        return f"{high.when}, {high.text}, le seul connu."
    if high.value == low.value:
        return f"{high.when}, {high.text}, au même niveau que les autres."
    return f"au plus haut, {high.when}, {high.text} ; au plus bas, {low.when}, {low.text}."
