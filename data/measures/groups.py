"""The leaves grouped one way: by level of the plan, phase, public, territory, pilot or direction.

Each group has its rate and its répartition. Groups of a partition add up; by public, pilot or direction the
same action counts several times, and by territory only what is déclinée counts, once in each: `Grouping.note` says so.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Any, Literal

import pandas as pd

from data.french import typeset
from data.measures import rates
from data.measures.carriers import pairs
from data.measures.columns import Row, column, keep, records, rows_at, table, texts
from data.measures.figure import Figure, Stamp
from data.measures.tally import tally_by
from data.measures.territory_words import indicative_note
from data.place_names import short_name
from data.situation import Situation
from data.vocabulary import DISPLAY_ORDER

By = Literal["axe", "orientation", "phase", "public", "territoire", "pilote", "direction"]
EVERY: tuple[By, ...] = ("axe", "orientation", "phase", "public", "territoire", "pilote", "direction")
STATUSES = tuple(str(status) for status in DISPLAY_ORDER)
GROUP_COLUMNS = ("title", *rates.RATE_COLUMNS, *STATUSES)
_NOBODY: dict[By, str] = {
    "axe": "Sans axe",
    "orientation": "Rattachées plus haut",
    "phase": "Sans phase",
    "public": "Aucun public nommé",
    "territoire": "Sans territoire",
    "pilote": "Sans pilote",
    "direction": "Sans pilote",
}


_NOTES: dict[By, str] = {
    "public": rates.NOT_A_PARTITION,
    "territoire": typeset(
        "Seules les actions déclinées comptent ici, avec l’état donné dans chaque territoire : ces lignes ne "
        "s’additionnent ni entre elles ni avec le plan. La carte de « Territoires » ne retient que celles dont la "
        "période est ouverte."
    ),
    "pilote": rates.NOT_A_PARTITION,
    "direction": rates.NOT_A_PARTITION,
}
"""Why the groups do not add up; a partition has no note."""
_COHORTS: dict[By, str] = {
    "axe": "les actions de « {} »",
    "orientation": "les actions de « {} »",
    "phase": "les actions de la phase {}",
    "public": "les actions pour le public « {} »",
    "territoire": "les actions déclinées à « {} »",
    "pilote": "les actions que porte {}",
    "direction": "les actions que porte {}",
}


@dataclass(frozen=True)
class Grouping:
    """`rows`: one group a row, GROUP_COLUMNS. `note`: why they do not add up, empty for a partition."""

    by: By
    rows: pd.DataFrame
    note: str


def grouped(situation: Situation, by: By) -> Grouping:
    """The leaves of a Situation grouped by `by`, in the plan's order; nobody's group comes last."""
    spread, keys = _spread(situation, by)
    counts: dict[Any, Counter[str | None]] = {}
    for key, status in zip(keys, texts(spread, "status"), strict=True):
        counts.setdefault(key, Counter())[status] += 1
    titles = _titles(situation, by)
    tallies = tally_by(spread, keys)
    order = {key: rank for rank, key in enumerate(titles)}
    rows: list[Row] = []
    for key in sorted(tallies, key=lambda key: (key is None, order.get(key, len(order)), str(key))):
        row = rates.rate_row(key, tallies[key])
        title = titles.get(key, str(key)) if key is not None else _NOBODY[by]
        rows.append({"title": title, **row, **{name: counts[key][name] for name in STATUSES}})
    doubt = indicative_note(situation, situation.territory_level) if by == "territoire" else ""
    return Grouping(by, table(rows, GROUP_COLUMNS), " ".join(filter(None, (_NOTES.get(by), doubt))))


def group_figure(situation: Situation, by: By, key: str | None) -> Figure:
    """The rate of one group (`key` of its row; None: nobody's), with the rows that it counts."""
    spread, keys = _spread(situation, by)
    rows = keep(spread, [each == key for each in keys])
    title = _NOBODY[by] if key is None else _titles(situation, by).get(key, str(key))
    cohort = f"les actions « {title} »" if key is None else _COHORTS[by].format(title)
    stamp = Stamp(situation.as_of, situation.period.code)
    return rates.completion(rows, typeset(cohort), stamp, f"groupe_{by}", typeset(title))


def _spread(situation: Situation, by: By) -> tuple[pd.DataFrame, list[Any]]:
    """The rows that the groups count (a leaf may come several times), and the group of each."""
    if by == "territoire":
        cells = situation.cells
        return cells, texts(cells, "territory_code")
    positions, keys = _keys(situation, by)
    return rows_at(situation.leaves, positions), keys


def _keys(situation: Situation, by: By) -> tuple[list[int], list[Any]]:
    """(position of a leaf, its group) pairs."""
    leaves = situation.leaves
    everyone = list(range(len(leaves)))
    if by == "axe":
        return everyone, texts(leaves, "axis_code")
    if by == "phase":
        return everyone, texts(leaves, "phase")
    if by == "orientation":
        second = _second_level(situation)
        return everyone, [second.get(code) for code in texts(leaves, "heading_code")]
    if by == "public":
        return _publics(situation)
    return pairs(situation, by_direction=by == "direction")


def _second_level(situation: Situation) -> dict[str | None, str]:
    """Heading code → its ancestor of depth 2 (itself at depth 2); absent for an axis."""
    by_code = {str(row["code"]): row for row in records(situation.headings)}
    found: dict[str | None, str] = {}
    for code, row in by_code.items():
        while row["depth"] > 2:
            row = by_code[str(row["parent_code"])]
        if row["depth"] == 2:
            found[code] = str(row["code"])
    return found


def _publics(situation: Situation) -> tuple[list[int], list[Any]]:
    position = {action: at for at, action in enumerate(column(situation.leaves, "action_id"))}
    named = zip(
        column(situation.action_audiences, "action_id"),
        texts(situation.action_audiences, "audience_code"),
        strict=True,
    )
    met = dict.fromkeys((position[action], code) for action, code in named if action in position and code)
    spoken = {at for at, _ in met}
    alone = [(at, None) for at in position.values() if at not in spoken]
    both: list[tuple[int, Any]] = [*met, *alone]
    return [at for at, _ in both], [code for _, code in both]


def _titles(situation: Situation, by: By) -> dict[Any, str]:
    """Group → its French title, in the order in which groups are shown."""
    if by in ("axe", "orientation"):
        depth = 1 if by == "axe" else 2
        return {
            row["code"]: f"{row['code']} – {row['title']}"
            for row in records(situation.headings)
            if row["depth"] == depth
        }
    if by == "phase":
        return {key: str(key) for key in column(rates.by_phase(situation.leaves), "key") if key is not None}
    if by == "public":
        return {row["code"]: str(row["title"]) for row in records(situation.audiences)}
    if by == "territoire":
        return {row["code"]: short_name(str(row["name"])) for row in records(situation.peers)}
    if by == "pilote":
        return {str(row["pilot_id"]): str(row["name"]) for row in records(situation.pilots)}
    return {}


def offered(situation: Situation) -> list[By]:
    """The groupings that say something on this plan: those that have somebody's group.

    Inside one territory the others are not compared.
    """
    return [
        by
        for by in EVERY
        if not (by == "territoire" and situation.territory_code)
        and any(key is not None for key in _spread(situation, by)[1])
    ]
