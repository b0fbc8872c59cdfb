"""A répartition line by line: how many actions of each part of the plan have each status, as a chart and its table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from data.conference.edition import SceneRow
from data.conference.scenes.counting import MOST, first_of, number_of, origin_of, scope_words, stacked
from data.conference.scenes.counting import statuses_of as present
from data.conference.scenes.opened import answer, opened_rate
from data.conference.scope import Scope
from data.conference.slide import Chart, Slide, Table
from data.french import number, plural, typeset
from data.measures import rates
from data.measures.columns import truths
from data.measures.nouns import in_plural, leaf_noun
from data.situation import Situation
from data.vocabulary import label


@dataclass(frozen=True)
class Line:
    """One part of the plan and its counted actions."""

    name: str
    leaves: pd.DataFrame

    @property
    def counts(self) -> dict[str, int]:
        """Status → number of actions; sums to their number."""
        return {str(status): int(count) for status, count in rates.breakdown(self.leaves).items()}


def told(
    scene: SceneRow, scope: Scope, here: Situation, lines: Sequence[Line], title: str, head: str, note: str = ""
) -> Slide:
    """The slide of a part of the plan, its actions spread over lines that add up to it (unless `note` says not).

    `head`: what a line is (« Axe »).
    """
    figure = opened_rate(here.leaves, here)
    noun = leaf_noun(here)
    again = ", récurrentes comprises" if any(truths(here.leaves, "recurrent")) else ""
    return Slide(
        scene.id,
        0,
        scene.kind,
        typeset(scene.title) or title,
        sentence=typeset(f"{answer(here)} {note}".strip()),
        numbers=(number_of(figure),),
        chart=_chart(
            lines,
            typeset(f"{noun.counted('{noun} suivie{s}', len(here.leaves))}, par état{again}"),
            noun.named(2),
            in_plural(head.lower()),
        ),
        table=_table(lines, here, title, head),
        origins=(origin_of(figure, scene, scope, here),),
        scope=scope_words(scene, scope, here),
    )


def _chart(lines: Sequence[Line], title: str, unit: str, parts: str) -> Chart:
    drawn = lines[:MOST]
    left = len(lines) - len(drawn)
    more = f" {plural(left, 'ligne de plus est', 'lignes de plus sont')} dans le tableau." if left else ""
    said = " ; ".join(f"{line.name} : {_in_words(line)}" for line in drawn)
    return Chart(
        "stacked",
        first_of(title, len(drawn), len(lines), parts),
        tuple(line.name for line in drawn),
        stacked([line.counts for line in drawn]),
        unit,
        typeset(f"{said}.{more}"),
    )


def _in_words(line: Line) -> str:
    counts = line.counts
    return ", ".join(f"{label(one).lower()} {number(counts[one])}" for one in present([counts])) or "aucune action"


def _table(lines: Sequence[Line], here: Situation, title: str, head: str) -> Table:
    statuses = present([line.counts for line in lines])
    columns = (head, *(label(one) for one in statuses), "Total", "Réalisées parmi les ouvertes")
    rows = tuple(
        (
            line.name,
            *(number(line.counts[one]) for one in statuses),
            number(len(line.leaves)),
            opened_rate(line.leaves, here).text,
        )
        for line in lines
    )
    return Table(title, columns, rows, tuple(range(1, len(statuses) + 2)))
