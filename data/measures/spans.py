"""The plan's calendar: for each fiche, heading or action, the periods of its actions and where they stand.

A span gathers the leaves of one row that share exactly the same first and last day. Two spans of a row that
overlap are put on two lanes. Recurrent leaves make spans of their own: they are never « finished ».
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

import pandas as pd

from data.french import NBSP, number, plural, typeset
from data.measures import calendar
from data.measures.columns import Row, dates, keep, records, texts
from data.measures.status import parent_status
from data.measures.tally import tally
from data.vocabulary import Status


@dataclass(frozen=True)
class Span:
    """One bar of the calendar.

    Attributes:
        row: code of the row it is drawn on; lane: 0 for the first line of that row.
        status: worked out from its leaves (a Status value).
        text: « 2 sur 4 » when something is known, else « 4 actions ».
        recurrent: its leaves come back every year.
    """

    row: str
    lane: int
    starts_on: date
    ends_on: date
    status: Status
    text: str
    total: int
    recurrent: bool


def spans(leaves: pd.DataFrame, rows: Sequence[str | None]) -> list[Span]:
    """The spans of each row, by row in order of first appearance, then by first day.

    Args:
        rows: for each leaf, the code of the row that it is drawn on; None leaves it out.
    """
    groups: dict[tuple[str, date, date, bool], list[Row]] = {}
    met: dict[str, None] = {}
    for row, leaf, first, last in zip(
        rows, records(leaves), dates(leaves, "starts_on"), dates(leaves, "ends_on"), strict=True
    ):
        if row is None or first is None or last is None:
            continue
        met[row] = None
        groups.setdefault((row, first, last, bool(leaf["recurrent"])), []).append(leaf)
    order = {row: rank for rank, row in enumerate(met)}
    found: list[Span] = []
    lanes: dict[str, list[date]] = {}
    for (row, first, last, recurrent), members in sorted(
        groups.items(), key=lambda item: (order[item[0][0]], item[0][3], item[0][1], item[0][2])
    ):
        lane = _free_lane(lanes.setdefault(row, []), first, last)
        status = parent_status(leaf["status"] for leaf in members)
        text = _text(members, recurrent)
        found.append(Span(row, lane, first, last, status, text, len(members), recurrent))
    return found


def _free_lane(ends: list[date], first: date, last: date) -> int:
    """The first lane whose last bar has ended, and mark it busy until `last`."""
    for lane, busy in enumerate(ends):
        if busy < first:
            ends[lane] = last
            return lane
    ends.append(last)
    return len(ends) - 1


def _text(members: Sequence[Row], recurrent: bool) -> str:
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


def calendar_sentence(leaves: pd.DataFrame, as_of: date, when: str) -> str:
    """« Au 30 septembre 2026, la période de 104 actions sur 208 a commencé ; 104 commencent en 2027… »."""
    if leaves.empty:
        return typeset("Aucune action de cette sélection n’a de calendrier.")
    begun = calendar.begun(leaves, as_of)
    ended = calendar.ended(leaves, as_of)
    late = calendar.overdue(leaves, as_of)
    parts = [
        f"{when}, la période de {plural(len(begun), 'action')} sur {number(len(leaves))} a commencé",
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
    return typeset(f"{NBSP}; ".join(parts) + ".")


def table_of(found: Iterable[Span], titles: dict[str, str]) -> list[Row]:
    """The spans as rows of a table: row's title, first and last day, status, text, total."""
    return [
        {
            "title": titles.get(span.row, span.row),
            "starts_on": span.starts_on,
            "ends_on": span.ends_on,
            "status": span.status,
            "text": span.text,
            "recurrent": span.recurrent,
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
