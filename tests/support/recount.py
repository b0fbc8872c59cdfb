"""Counting again by hand what a scene shows, from the tables of a Situation alone: no measure is called."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from data.conference.slide import Chart, Slide, Table
from data.situation import Situation

Row = dict[str, Any]
OUT = {"abandonnee", "reportee", "non_concernee"}
UNSAID = {"non_renseigne", "a_venir"}


def rows(table: Any) -> list[Row]:
    return [{str(name): value for name, value in row.items()} for row in table.to_dict("records")]


def counted(leaves: Iterable[Row], situation: Situation) -> list[Row]:
    """Applicable leaves whose period has begun: those of every rate of a talk."""
    return [
        row
        for row in leaves
        if row["starts_on"] <= situation.as_of and not row["recurrent"] and row["status"] not in OUT
    ]


def rate(leaves: Iterable[Row], situation: Situation) -> tuple[int, int, int]:
    """(done, counted, spoken of)."""
    kept = counted(leaves, situation)
    known = [row for row in kept if row["status"] not in UNSAID]
    return sum(row["status"] == "realisee" for row in kept), len(kept), len(known)


def written(text: str) -> tuple[int, int] | None:
    """« 30 sur 94 (32 %) » → (30, 94)."""
    found = re.search(r"(\d+) sur (\d+)", text.replace("\u202f", ""))
    return (int(found[1]), int(found[2])) if found else None


def table(slide: Slide) -> Table:
    assert slide.table is not None, slide.missing
    return slide.table


def chart(slide: Slide) -> Chart:
    assert slide.chart is not None, slide.missing
    return slide.chart


def column(shown: Table, name: str) -> list[str]:
    at = shown.columns.index(name)
    return [row[at] for row in shown.rows]


def texts(value: Any) -> Iterable[str]:
    """Every text of a deck."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, list | tuple):
        for each in value:
            yield from texts(each)
    elif hasattr(value, "__dataclass_fields__"):
        for name in value.__dataclass_fields__:
            yield from texts(getattr(value, name))


def constant(before: Situation, now: Situation) -> tuple[list[Row], list[Row]]:
    first = {row["code"]: row for row in counted(rows(before.leaves), before)}
    last = {row["code"]: row for row in counted(rows(now.leaves), now)}
    both = [code for code in last if code in first]
    return [first[code] for code in both], [last[code] for code in both]
