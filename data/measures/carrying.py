"""What is known of each action as of a period: the last word said, carried; the rest worked out and marked.

Used by the builder of the Situation. A word is carried from the last period in which somebody spoke, with its
age. Where nobody spoke, the status is worked out upwards from the territories, else « à venir » before the
action's period and « non renseignée » from its first day on.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import lru_cache
from typing import Any

import numpy as np
import pandas as pd

from data.measures.columns import (
    Ids,
    Row,
    as_date,
    coded,
    column,
    from_columns,
    keep,
    present,
    rows_at,
    texts,
    transposed,
    truths,
)
from data.measures.status import OUT_OF_COUNT, contradicts, parent_status
from data.period import Period
from data.situation import COLUMNS
from data.vocabulary import Status

_CARRIED = ("status", "percent", "reason", "decision", "validated", "author", "said_on")
_SILENT: Row = {
    **dict.fromkeys(_CARRIED),
    "declared": False,
    "percent": np.nan,
    "state_period": None,
    "news_period": None,
    "age": np.nan,
}
_NOT_LIFTED: Row = {
    "derived": False,
    "contradictory": False,
    "overruled": None,
    "territories_done": np.nan,
    "territories_applicable": np.nan,
}


@lru_cache(maxsize=4096)
def parsed(code: str) -> Period:
    """`Period.parse`, remembered: states repeat the same few codes."""
    return Period.parse(code)


@lru_cache(maxsize=4096)
def last_day(code: str) -> date:
    """Last day of the period of that code: what periods are ordered by."""
    return Period.parse(code).ends_on


def up_to(frame: pd.DataFrame, period_code: str) -> pd.DataFrame:
    """The rows of a table with a `period` column that belong to `period_code` or an earlier period."""
    limit = last_day(period_code)
    return keep(frame, [code is not None and last_day(code) <= limit for code in texts(frame, "period")])


def carried_states(states: pd.DataFrame, period_code: str) -> pd.DataFrame:
    """The last state of each (action, territory) up to and including a period.

    Within one period the later `said_on` wins, then the later row (the history is oldest first).
    """
    return rows_at(states, _last_positions(states, period_code))


def _last_positions(states: pd.DataFrame, period_code: str) -> Ids:
    """Positions in `states` of the carried rows, in order of position."""
    limit = last_day(period_code)
    period_ids, codes = coded(states, "period")
    ends = [last_day(str(code)) for code in codes]
    order = {end: rank for rank, end in enumerate(sorted(set(ends)))}
    rank_of = np.array([order[end] if end <= limit else -1 for end in ends] + [-1], dtype=np.int64)
    ranks = rank_of[period_ids]  # -1: later than the period, or without one (the last slot)
    actions, _ = coded(states, "action_id")
    territories, names = coded(states, "territory_code")
    pairs = actions * (len(names) + 1) + territories + 1
    positions = np.flatnonzero(ranks >= 0)
    positions = positions[np.argsort(ranks[positions], kind="stable")]
    last = _last_of_each(pairs, positions)
    twice = np.bincount(pairs[positions][ranks[positions] == ranks[last[pairs[positions]]]], minlength=1) > 1
    if twice.any():  # said twice in one period: the day it was said decides
        said = [as_date(value) or date.min for value in column(states, "said_on")]
        listed: list[int] = positions.tolist()
        positions = np.array(sorted(listed, key=lambda at: (int(ranks[at]), said[at])), dtype=np.int64)
        last = _last_of_each(pairs, positions)
    return np.sort(last[last >= 0])


def _last_of_each(groups: Ids, positions: Ids) -> Ids:
    """Group → the one of `positions` that comes last (-1 for a group without any)."""
    steps = np.full(int(groups.max(initial=-1)) + 1, -1, dtype=np.int64)
    np.maximum.at(steps, groups[positions], np.arange(len(positions)))
    return np.where(steps >= 0, np.append(positions, -1)[steps], -1)


def leaves_as_of(
    actions: pd.DataFrame,
    states: pd.DataFrame,
    reports: pd.DataFrame,
    territories: Sequence[str],
    departement_code: str,
    period: Period,
    as_of: date,
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The counted leaves as of `period`, and their cells (one per déclinée leaf and territory).

    Args:
        actions: COLUMNS["actions"], every action; only `is_leaf` rows are kept.
        states: COLUMNS["states"], the history.
        reports: COLUMNS["reports"]: a « rien de nouveau » dates an earlier word of its fiche afresh.
        territories: codes of the peers (never the département's own).
        departement_code: territory code of what is said of the whole.
        period, as_of: what is described.

    Returns:
        (leaves, cells) with exactly COLUMNS["leaves"] and COLUMNS["cells"], in the order of `actions`.
    """
    builder = _Builder(period, as_of, _nothing_new(reports, period), phases_of(actions))
    said = _words(states, period)
    leaf_rows: list[Row] = []
    cell_rows: list[Row] = []
    wanted = [name for name in COLUMNS["actions"] if name in COLUMNS["leaves"]]
    lists = [column(actions, name) for name in wanted]
    for at, leaf in enumerate(truths(actions, "is_leaf")):
        if not leaf:
            continue
        action: Row = {name: values[at] for name, values in zip(wanted, lists, strict=True)}
        words = said.get(action["action_id"], {})
        own = builder.spoken(action, words.get(departement_code))
        if action["territorial"] and territories:
            cells = [builder.cell(own, code, words.get(code)) for code in territories]
            own = builder.lifted(own, cells)
            cell_rows.extend(cells)
        leaf_rows.append(own)
    return _built(leaf_rows, "leaves"), _built(cell_rows, "cells")


def _built(rows: list[Row], name: str) -> pd.DataFrame:
    names = COLUMNS[name]
    return from_columns(dict(zip(names, transposed(rows, names), strict=True)))


Word = dict[str, Any]


def _words(states: pd.DataFrame, period: Period) -> dict[Any, dict[str, Word]]:
    """Carried words: action → territory → word, with the period dates set by the last postponement."""
    found: dict[Any, dict[str, Word]] = {}
    for word in _picked(carried_states(states, period.code), ("period", *_CARRIED)):
        word["new_starts_on"] = word["new_ends_on"] = None
        found.setdefault(word["action_id"], {})[str(word["territory_code"])] = word
    moved = keep(states, present(states, "new_starts_on") | present(states, "new_ends_on"))
    for dated in _picked(carried_states(moved, period.code), ("new_starts_on", "new_ends_on")):
        word = found[dated["action_id"]][str(dated["territory_code"])]
        word["new_starts_on"], word["new_ends_on"] = (
            as_date(dated["new_starts_on"]),
            as_date(dated["new_ends_on"]),
        )
    return found


def _picked(frame: pd.DataFrame, names: tuple[str, ...]) -> list[Word]:
    """The rows as words with only these columns, beside the action and the territory."""
    wanted = ["action_id", "territory_code", *names]
    columns = [column(frame, name) for name in wanted]
    return [dict(zip(wanted, values, strict=True)) for values in zip(*columns, strict=True)]


def _nothing_new(reports: pd.DataFrame, period: Period) -> dict[str, str]:
    """Fiche → code of the last period for which « rien de nouveau » was reported."""
    found: dict[str, str] = {}
    rows = up_to(keep(reports, truths(reports, "nothing_new")), period.code)
    for fiche, code in zip(texts(rows, "fiche_code"), texts(rows, "period"), strict=True):
        if fiche is not None and code is not None:
            found[fiche] = max(found.get(fiche, code), code, key=last_day)
    return found


def phases_of(actions: pd.DataFrame) -> dict[str, tuple[date, date]]:
    """Phase → its first and last day, read from the actions that follow their phase's calendar."""
    found: dict[str, tuple[date, date]] = {}
    own = truths(actions, "own_calendar")
    starts, ends = column(actions, "starts_on"), column(actions, "ends_on")
    for phase, start, end, apart in zip(texts(actions, "phase"), starts, ends, own, strict=True):
        if phase is None or start is None or end is None or apart:
            continue
        first, last = found.get(phase, (start, end))
        found[phase] = (min(first, start), max(last, end))
    return found


class _Builder:
    """Turns words into rows. One per call of `leaves_as_of`."""

    def __init__(
        self,
        period: Period,
        as_of: date,
        nothing_new: dict[str, str],
        phases: dict[str, tuple[date, date]],
    ) -> None:
        self.period = period
        self.as_of = as_of
        self.nothing_new = nothing_new
        self.phases = phases
        self._news: dict[tuple[str | None, str], tuple[str, int]] = {}
        self._ages: dict[str, int] = {}

    def spoken(self, action: Row, word: Word | None) -> Row:
        """The row of a leaf from the département's own word, if any."""
        row: Row = {
            **action,
            "recurrent": bool(action["recurrent"]),
            "territorial": bool(action["territorial"]),
            **_NOT_LIFTED,
        }
        return self._said(row, word)

    def cell(self, leaf: Row, territory: str, word: Word | None) -> Row:
        """The row of a leaf in a territory: its own word, else an abandonment of the whole, else nothing."""
        row: Row = {**leaf, "territory_code": territory, **_NOT_LIFTED}
        if word is None and leaf["declared"] and leaf["status"] == Status.ABANDONED:
            row["declared"], row["derived"] = False, True
            return row
        return self._said(row, word)

    def _said(self, row: Row, word: Word | None) -> Row:
        """Fill what a word says, or what its absence means."""
        if word is None:
            row.update(_SILENT)
            row["status"] = self._unsaid(row["starts_on"])
            return row
        for name in _CARRIED:
            row[name] = word[name]
        row["status"] = str(word["status"])
        row["percent"] = np.nan if word["percent"] is None else float(word["percent"])
        row["declared"] = True
        self._move(row, word["new_starts_on"], word["new_ends_on"])
        self._date(row, str(word["period"]))
        return row

    def _unsaid(self, starts_on: date | None) -> str:
        return str(Status.UPCOMING if starts_on is not None and starts_on > self.as_of else Status.NOT_REPORTED)

    def _move(self, row: Row, starts_on: date | None, ends_on: date | None) -> None:
        """Give a postponed action its new period, and the phase in which that period begins."""
        if starts_on is None and ends_on is None:
            return
        row["starts_on"] = starts_on or row["starts_on"]
        row["ends_on"] = ends_on or row["ends_on"]
        first = row["starts_on"]
        fitting = [name for name, (begin, end) in self.phases.items() if first is not None and begin <= first <= end]
        if fitting and row["phase"] not in fitting:
            row["phase"] = max(fitting, key=lambda name: self.phases[name])

    def _date(self, row: Row, state_period: str) -> None:
        """Date the word: its own period, or a later « rien de nouveau » of its fiche."""
        key = (row["fiche_code"], state_period)
        if key not in self._news:
            latest = max(state_period, self.nothing_new.get(str(row["fiche_code"]), state_period), key=last_day)
            self._news[key] = (latest, self._age(latest))
        row["state_period"] = state_period
        row["news_period"], row["age"] = self._news[key]

    def _age(self, code: str) -> int:
        """Periods gone since that one, in the plan's own rhythm."""
        if code not in self._ages:
            then = Period.containing(last_day(code), self.period.months)
            self._ages[code] = self.period.ordinal - then.ordinal
        return self._ages[code]

    def lifted(self, own: Row, cells: list[Row]) -> Row:
        """Complete a déclinée leaf with what its territories say."""
        counted = [cell for cell in cells if cell["status"] not in OUT_OF_COUNT]
        own["territories_applicable"] = len(counted)
        own["territories_done"] = sum(cell["status"] == Status.DONE for cell in counted)
        spoken = [cell for cell in cells if cell["declared"]]
        if not spoken:
            return own
        derived = str(parent_status(cell["status"] for cell in cells))
        if own["declared"]:
            own["contradictory"] = contradicts(own["status"], derived)
            own["overruled"] = derived if own["contradictory"] else None
            return own
        latest = max(spoken, key=lambda cell: (last_day(cell["state_period"]), as_date(cell["said_on"]) or date.min))
        own.update(status=derived, derived=True, author=latest["author"], said_on=latest["said_on"])
        own["validated"] = all(bool(cell["validated"]) for cell in spoken)
        self._date(own, latest["state_period"])
        return own
