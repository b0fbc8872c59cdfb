"""The figure of all the territories together, over the cells of a Situation: an action counts once a territory."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd

from data.french import typeset
from data.measures import rates
from data.measures.columns import texts
from data.measures.explain import authors, used_rows
from data.measures.figure import Figure, Stamp
from data.measures.layer import COVERAGE, FORMULAS, OVERDUE, PROGRESS, TITLES
from data.measures.layers.overdue import late_cells, late_in
from data.measures.layers.tallied import opened_cells
from data.measures.progress import mean_progress
from data.measures.tally import tally
from data.place_names import short_name
from data.situation import Situation

COHORT = "les actions déclinées dont la période est ouverte, comptées une fois par territoire"


def together(key: str, situation: Situation) -> Figure:
    """The rate (for any other key), mean progress, coverage or late actions of every cell; `text` is how it is written.

    Its rows say in which territory each was counted.
    """
    if key == OVERDUE:
        return _late(situation)
    cells, stamp = opened_cells(situation), _stamp(situation)
    if key == PROGRESS:
        return _placed(mean_progress(cells, COHORT, stamp), situation, cells)
    rate = rates.completion(cells, COHORT, stamp, key=f"ensemble_{key}")
    if key != COVERAGE:
        return _placed(rate, situation, cells)
    known = tally(cells).coverage
    found = replace(
        rate,
        title=TITLES[COVERAGE],
        value=known.share,
        text=known.text,
        lead="",
        rest="",
        sentence=typeset(f"Actions renseignées, parmi {COHORT} : {known.text}."),
        formula=typeset(FORMULAS[COVERAGE]),
        numerator=known.ever,
        denominator=known.total,
        flags=(),
    )
    return _placed(found, situation, cells)


def _late(situation: Situation) -> Figure:
    found, stamp = late_in(situation, situation.cells), _stamp(situation)
    late = late_cells(situation, situation.cells)
    text = f"{found.text} {found.note}" if found.late else found.text
    figure = Figure(
        key=f"ensemble_{OVERDUE}",
        title=TITLES[OVERDUE],
        value=float(found.late) if found.total else None,
        unit="actions",
        text=text,
        sentence=typeset(f"Parmi les actions déclinées, comptées une fois par territoire : {text}."),
        formula=typeset(FORMULAS[OVERDUE]),
        numerator=found.late,
        denominator=found.due,
        coverage=tally(opened_cells(situation)).coverage,
        as_of=stamp.as_of,
        period_code=stamp.period_code,
        authors=authors(late),
    )
    return _placed(figure, situation, late)


def _placed(found: Figure, situation: Situation, cells: pd.DataFrame) -> Figure:
    """The figure with the territory of each row."""
    names = {str(c): short_name(str(n)) for c, n in zip(situation.peers["code"], situation.peers["name"], strict=True)}
    rows = used_rows(cells)
    rows.insert(0, "Territoire", [names.get(str(code), str(code)) for code in texts(cells, "territory_code")])
    return replace(found, inputs=rows)


def _stamp(situation: Situation) -> Stamp:
    return Stamp(situation.as_of, situation.period.code)
