"""The rates of one territory: its own, by axis, by public; each is a Figure with the rows that it used.

All on the déclinées actions whose period has begun, as on the map. By axis they are a partition; by public the same
action counts several times (`rates.NOT_A_PARTITION`).
"""

from __future__ import annotations

from collections import defaultdict

import pandas as pd

from data.french import number, typeset
from data.measures import rates
from data.measures.columns import column, keep, records, texts
from data.measures.explain import authors, used_rows
from data.measures.figure import NOT_COMPUTABLE, Figure, Stamp
from data.measures.progress import mean_progress
from data.measures.tally import tally
from data.measures.territories import opened_cells
from data.situation import Situation

COHORT = "les actions déclinées ici dont la période est ouverte"


def opened_here(situation: Situation, code: str) -> pd.DataFrame:
    """The cells of a territory whose action's period has begun."""
    cells = opened_cells(situation)
    return keep(cells, [place == code for place in texts(cells, "territory_code")])


def rate_figure(situation: Situation, code: str) -> Figure:
    """Taux de réalisation of a territory, on what the map compares."""
    return rates.completion(opened_here(situation, code), COHORT, _stamp(situation), key=f"taux_{code}")


def progress_figure(situation: Situation, code: str) -> Figure:
    """Avancement moyen of a territory, on the same actions."""
    return mean_progress(opened_here(situation, code), COHORT, _stamp(situation))


def coverage_figure(situation: Situation, code: str) -> Figure:
    """How many of a territory's déclinées actions somebody spoke of."""
    cells = opened_here(situation, code)
    counts, stamp = tally(cells), _stamp(situation)
    found = counts.coverage
    text = f"{number(found.ever)} sur {number(found.total)}" if found.total else NOT_COMPUTABLE
    return Figure(
        key=f"couverture_{code}",
        title="Actions renseignées",
        value=found.share,
        unit="%",
        text=text,
        sentence=typeset(f"Actions renseignées, parmi {COHORT} : {found.text}."),
        formula="Actions dont quelqu’un a donné l’état au moins une fois ÷ actions applicables.",
        numerator=found.ever,
        denominator=found.total,
        inputs=used_rows(cells),
        excluded=counts.excluded,
        coverage=found,
        as_of=stamp.as_of,
        period_code=stamp.period_code,
        authors=authors(cells),
    )


def axis_figures(situation: Situation, code: str) -> tuple[Figure, ...]:
    """Taux de réalisation of a territory by axis (a partition), in the plan's order; axes with an opened action."""
    cells = opened_here(situation, code)
    axes = texts(cells, "axis_code")
    level = situation.level_name(1)
    return tuple(
        rates.completion(
            keep(cells, [axis == row["code"] for axis in axes]),
            f"{COHORT}, {level.lower()} {row['code']}",
            _stamp(situation),
            key=f"taux_{code}_axe_{row['code']}",
            title=typeset(f"{level} {row['code']} – {row['title']}"),
        )
        for row in records(situation.axes)
        if row["code"] in axes
    )


def public_figures(situation: Situation, code: str) -> tuple[Figure, ...]:
    """Taux de réalisation of a territory by public, in the vocabulary's order: those of an applicable action.

    They do not add up: whoever shows them says `rates.NOT_A_PARTITION`.
    """
    cells = opened_here(situation, code)
    named: defaultdict[str, set[int]] = defaultdict(set)
    audiences = situation.action_audiences
    for action, public in zip(column(audiences, "action_id"), texts(audiences, "audience_code"), strict=True):
        if public is not None:
            named[public].add(action)
    actions = column(cells, "action_id")
    found = (
        rates.completion(
            keep(cells, [action in named[str(row["code"])] for action in actions]),
            f"{COHORT} et qui concernent ce public",
            _stamp(situation),
            key=f"taux_{code}_public_{row['code']}",
            title=typeset(str(row["title"])),
        )
        for row in records(situation.audiences)
        if not named[str(row["code"])].isdisjoint(actions)
    )
    return tuple(one for one in found if one.denominator)


def _stamp(situation: Situation) -> Stamp:
    return Stamp(situation.as_of, situation.period.code)
