"""The plan's calendar: for each fiche, heading or action, the periods of its actions and where they stand.

A span gathers the leaves of one row that share exactly the same first and last day. Two spans of a row that
overlap are put on two lanes. Recurrent leaves make spans of their own: they are never « finished ». A leaf whose
period was moved by a decision keeps, beside the new one, the period that the plan gave it first.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import pandas as pd

from data.french import NBSP, number, plural, typeset
from data.measures import calendar
from data.measures.carrying import phases_of
from data.measures.columns import Row, dates, keep, records, texts, truths
from data.measures.nouns import ACTION, Noun
from data.measures.sentences import status_of
from data.measures.status import parent_status
from data.measures.tally import tally
from data.vocabulary import Status


@dataclass(frozen=True)
class Span:
    """One bar of the calendar.

    Attributes:
        row: code of the row it is drawn on; lane: 0 for the first line of that row.
        status: worked out from its leaves (a Status value).
        text: « 2 sur 4 » when something is known, else « 4 actions »; the row of a single action says its state.
        recurrent: its leaves come back every year.
        own: the document gives its leaves a calendar of their own, not that of their phase.
        replaced: the period that the plan first gave to leaves that were moved since; it counts nothing.
    """

    row: str
    lane: int
    starts_on: date
    ends_on: date
    status: Status
    text: str
    total: int
    recurrent: bool
    own: bool = False
    replaced: bool = False


@dataclass(frozen=True)
class Planned:
    """What the plan says of an action's period, whatever was decided since."""

    starts_on: date
    ends_on: date
    own: bool


def planned(actions: pd.DataFrame) -> dict[str, Planned]:
    """Code → the period that the plan gives, for the actions that have one."""
    firsts, lasts = dates(actions, "starts_on"), dates(actions, "ends_on")
    listed = zip(texts(actions, "code"), firsts, lasts, truths(actions, "own_calendar"), strict=True)
    return {str(code): Planned(first, last, own) for code, first, last, own in listed if first and last}


@dataclass(frozen=True)
class Phase:
    """A phase of the plan, drawn above its calendar. lane: 0 unless it overlaps another one."""

    name: str
    starts_on: date
    ends_on: date
    lane: int


def phases(actions: pd.DataFrame) -> list[Phase]:
    """The phases of the plan in order of their beginning, read from the actions that follow them."""
    found: list[Phase] = []
    busy: list[date] = []
    named = sorted(phases_of(actions).items(), key=lambda phase: (phase[1][0], phase[1][1], phase[0]))
    for name, (first, last) in named:
        found.append(Phase(name, first, last, _free_lane(busy, first, last)))
    return found


def spans(leaves: pd.DataFrame, rows: Sequence[str | None], known: Mapping[str, Planned] | None = None) -> list[Span]:
    """The spans of each row, by row in order of first appearance, then by first day.

    Args:
        rows: for each leaf, the code of the row that it is drawn on; None leaves it out.
        known: what the plan says of each action, to show its own calendars and the periods that were replaced.
    """
    plan = known or {}
    groups: dict[tuple[str, date, date, bool, bool], list[Row]] = {}
    met: dict[str, None] = {}
    for row, leaf, first, last in zip(
        rows, records(leaves), dates(leaves, "starts_on"), dates(leaves, "ends_on"), strict=True
    ):
        if row is None or first is None or last is None:
            continue
        met[row] = None
        groups.setdefault((row, first, last, bool(leaf["recurrent"]), False), []).append(leaf)
        given = plan.get(str(leaf["code"]))
        if given and (given.starts_on, given.ends_on) != (first, last):
            groups.setdefault((row, given.starts_on, given.ends_on, False, True), []).append(leaf)
    order = {row: rank for rank, row in enumerate(met)}
    found: list[Span] = []
    lanes: dict[str, list[date]] = {}
    for (row, first, last, recurrent, replaced), members in sorted(
        groups.items(), key=lambda item: (order[item[0][0]], item[0][3], item[0][4], item[0][1], item[0][2])
    ):
        lane = _free_lane(lanes.setdefault(row, []), first, last)
        status = parent_status(leaf["status"] for leaf in members)
        alone = row == members[0]["code"]
        text = _replaced_text(members, alone) if replaced else _text(members, recurrent, alone)
        own = any((given := plan.get(str(leaf["code"]))) and given.own for leaf in members)
        found.append(Span(row, lane, first, last, status, text, len(members), recurrent, own, replaced))
    return found


def _free_lane(ends: list[date], first: date, last: date) -> int:
    """The first lane whose last bar has ended, and mark it busy until `last`."""
    for lane, busy in enumerate(ends):
        if busy < first:
            ends[lane] = last
            return lane
    ends.append(last)
    return len(ends) - 1


def _replaced_text(members: Sequence[Row], alone: bool) -> str:
    """« 2 actions, période remplacée »; the row of a single action does not count itself."""
    return "remplacée" if alone else f"{plural(len(members), 'action')}, période remplacée"


def _text(members: Sequence[Row], recurrent: bool, alone: bool) -> str:
    if alone:
        return status_of(members[0])
    if recurrent:
        return plural(len(members), "récurrente")
    counts = tally(pd.DataFrame(members))
    if not counts.known or not counts.applicable:
        return plural(len(members), "action")
    return f"{number(counts.done)} sur {number(counts.applicable)}"


def lanes_of(found: Iterable[Span]) -> dict[str, int]:
    """Row → number of lanes that it needs."""
    most: dict[str, int] = {}
    for span in found:
        most[span.row] = max(most.get(span.row, 0), span.lane + 1)
    return most


def calendar_sentence(leaves: pd.DataFrame, as_of: date, when: str, moved: int = 0, noun: Noun = ACTION) -> str:
    """« Au 30 septembre 2026, la période de 104 actions sur 208 a commencé ; 104 commencent en 2027… ».

    `moved`: how many of them have another period than the one the plan first gave.
    """
    if leaves.empty:
        return typeset(f"Aucune {noun.one} de cette sélection n’a de calendrier.")
    begun = calendar.begun(leaves, as_of)
    ended = calendar.ended(leaves, as_of)
    late = calendar.overdue(leaves, as_of)
    parts = [
        f"{when}, la période de {noun.counted('{noun}', len(begun))} sur {number(len(leaves))} a commencé",
    ]
    years: dict[int, int] = {}
    for day in dates(leaves, "starts_on"):
        if day is not None and day > as_of:
            years[day.year] = years.get(day.year, 0) + 1
    for year in sorted(years)[:2]:
        verb = "commence" if years[year] == 1 else "commencent"
        parts.append(f"{number(years[year])} {verb} en {year}")
    if len(ended):
        arrived = "est arrivée" if len(ended) == 1 else "sont arrivées"
        behind = f", dont {number(len(late))} en retard" if len(late) else ""
        if len(late) == len(ended):
            behind = ", en retard" if len(late) == 1 else ", toutes en retard"
        parts.append(f"{number(len(ended))} {arrived} à échéance{behind}")
    if moved:
        parts.append(plural(moved, "a changé de période", "ont changé de période"))
    return typeset(f"{NBSP}; ".join(parts) + ".")


def table_of(found: Iterable[Span], titles: dict[str, str]) -> list[Row]:
    """The spans as rows of a table: row's title, first and last day, status, text, and what each one is."""
    return [
        {
            "title": titles.get(span.row, span.row),
            "starts_on": span.starts_on,
            "ends_on": span.ends_on,
            "status": span.status,
            "text": span.text,
            "recurrent": span.recurrent,
            "own": span.own,
            "replaced": span.replaced,
        }
        for span in found
    ]


def rows_by(leaves: pd.DataFrame, name: str, wanted: Iterable[str]) -> list[str | None]:
    """For each leaf its row when drawn by a column, None when that row is not wanted."""
    allowed = set(wanted)
    return [code if code in allowed else None for code in texts(leaves, name)]


def dated(leaves: pd.DataFrame) -> pd.DataFrame:
    """The leaves that have a first and a last day."""
    both = zip(dates(leaves, "starts_on"), dates(leaves, "ends_on"), strict=True)
    return keep(leaves, [first is not None and last is not None for first, last in both])
