"""Leaves and Situations for tests of the formulas: the plans' real trees, and words invented by a test."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

import pandas as pd

from data.measures.calendar import period_of_action
from data.measures.carrying import leaves_as_of
from data.period import Period
from data.situation import COLUMNS, PlanCard, Situation, frame

ROOT = Path(__file__).parents[2]
DROME = ROOT / "data" / "catalogue" / "drome-2025-2030.json"
HERAULT = DROME.with_name("herault-2023-2028.json")
WHOLE = "DEP"
"""Territory code of what is said of the whole département."""


def _year(calendar: Mapping[str, Any] | None, plan: Mapping[str, Any]) -> tuple[date | None, date | None]:
    if calendar is None:
        return None, None
    first, last = calendar["starts_year"], calendar["ends_year"]
    last = plan["ends_year"] if last is None and first is not None else last
    return (date(first, 1, 1) if first else None, date(last, 12, 31) if last else None)


@dataclass(frozen=True)
class Tree:
    """A plan's tree as tables: `actions`, `fiches`, `headings`, `objectives` (columns of the Situation)."""

    plan: Mapping[str, Any]
    actions: pd.DataFrame
    fiches: pd.DataFrame
    headings: pd.DataFrame
    objectives: pd.DataFrame

    def codes(self, *fiche_codes: str) -> list[str]:
        """Codes of the leaves of these fiches, in the document's order (all of them without a fiche)."""
        rows = self.actions[self.actions["is_leaf"]]
        if fiche_codes:
            rows = rows[rows["fiche_code"].isin(fiche_codes)]
        return [str(code) for code in rows["code"]]


@lru_cache
def tree(path: Path) -> Tree:
    """Read a catalogue file's tree."""
    raw = json.loads(path.read_text(encoding="utf-8"))
    plan = raw["plan"]
    above = {row["code"]: row["parent"] for row in raw["headings"]}
    phases = {
        row["code"]: (date.fromisoformat(row["starts_on"]), date.fromisoformat(row["ends_on"])) for row in raw["phases"]
    }
    fiches = {row["code"]: row for row in raw["fiches"]}
    parents = {row["parent"] for row in raw["actions"] if row["trackable"] and row["parent"]}
    if plan.get("parents_counted"):
        parents = set()

    def axis(code: str) -> str:
        return axis(above[code]) if above[code] else code

    actions: list[dict[str, Any]] = []
    for at, row in enumerate(raw["actions"], start=1):
        fiche = fiches.get(row["fiche"])
        heading = fiche["heading"] if fiche else row["heading"]
        own = _year(row.get("calendar"), plan)
        of_fiche = _year(fiche.get("calendar") if fiche else None, plan)
        whole = (date(plan["starts_year"], 1, 1), date(plan["ends_year"], 12, 31))
        starts, ends = period_of_action(own, of_fiche, phases.get(row["phase"] or "", whole))
        recurrence = row.get("recurrence")
        actions.append(
            {
                "action_id": at, "version": 1, "code": row["code"], "title": row["title"],
                "fiche_code": row["fiche"], "heading_code": heading, "axis_code": axis(heading),
                "parent_code": row["parent"], "rank": row["rank"], "source_line": row["line"],
                "phase": row["phase"], "starts_on": starts, "ends_on": ends, "own_calendar": own[0] is not None,
                "recurrent": recurrence is not None,
                "recurrence_months": recurrence["months"] if recurrence else None,
                "territorial": row.get("territorial", False), "trackable": row["trackable"],
                "is_leaf": row["trackable"] and row["code"] not in parents, "hints": [], "sub_items": [],
            }
        )  # fmt: skip
    fiche_rows = [
        {"fiche_id": at, "version": 1, "code": f["code"], "title": f["title"], "heading_code": f["heading"],
         "axis_code": axis(f["heading"]), "rank": f["rank"], "level_name": f.get("level_name")}
        for at, f in enumerate(raw["fiches"], start=1)
    ]  # fmt: skip
    heading_rows = [
        {"code": h["code"], "title": h["title"], "depth": h["depth"], "parent_code": h["parent"],
         "axis_code": axis(h["code"]), "rank": h["rank"], "level_name": plan["levels"]["headings"][h["depth"] - 1]}
        for h in raw["headings"]
    ]  # fmt: skip
    objectives = [
        {"code": o["code"], "title": o["title"], "fiche_code": o["fiche"], "rank": o["rank"]} for o in raw["objectives"]
    ]
    return Tree(
        plan,
        frame("actions", actions),
        frame("fiches", fiche_rows),
        frame("headings", heading_rows),
        frame("objectives", objectives),
    )


def drome() -> Tree:
    return tree(DROME)


def herault() -> Tree:
    return tree(HERAULT)


def said(
    code: str, period: str, status: str, percent: float | None = None, place: str = WHOLE, **more: Any
) -> dict[str, Any]:
    """One word: what is said of an action (by its code) for a period."""
    return {
        "code": code, "period": period, "status": status, "percent": percent, "territory_code": place,
        "validated": True, "author": "Pilote d’action", **more,
    }  # fmt: skip


def states(actions: pd.DataFrame, words: Iterable[Mapping[str, Any]]) -> pd.DataFrame:
    """The table of states of these words."""
    ids = dict(zip(actions["code"], actions["action_id"], strict=True))
    return frame("states", [{**word, "action_id": ids[word["code"]]} for word in words])


def leaves(
    plan: Tree,
    words: Iterable[Mapping[str, Any]],
    period: str,
    *,
    actions: pd.DataFrame | None = None,
    reports: Iterable[Mapping[str, Any]] = (),
    peers: Iterable[str] = (),
    as_of: date | None = None,
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """(leaves, cells) of a plan as of the end of a period."""
    rows = plan.actions if actions is None else actions
    when = Period.parse(period)
    return leaves_as_of(
        rows,
        states(rows, words),
        frame("reports", [dict(report) for report in reports]),
        list(peers),
        WHOLE,
        when,
        as_of or when.ends_on,
    )


def of(frame: pd.DataFrame, code: str) -> dict[str, Any]:
    """The row of an action."""
    found: list[dict[str, Any]] = frame[frame["code"] == code].to_dict("records")
    assert len(found) == 1, f"{code}: {len(found)} rows"
    return found[0]


def kept(frame: pd.DataFrame, name: str, *values: str) -> pd.DataFrame:
    """The rows whose column holds one of these values."""
    return frame[frame[name].isin(values)]


def changed(actions: pd.DataFrame, codes: Iterable[str], **values: Any) -> pd.DataFrame:
    """A copy of the actions with some columns set on some of them."""
    result = actions.copy()
    at = result["code"].isin(list(codes))
    for name, value in values.items():
        result[name] = pd.Series(
            [value if hit else old for hit, old in zip(at, result[name], strict=True)], dtype=object
        )
    return result


def situation(
    plan: Tree,
    words: Iterable[Mapping[str, Any]] = (),
    period: str = "2026-T3",
    *,
    actions: pd.DataFrame | None = None,
    today: date | None = None,
    peers: Iterable[str] = (),
    **tables: Iterable[Mapping[str, Any]],
) -> Situation:
    """A Situation of a plan with these words; other tables are given as rows, and empty otherwise."""
    when = Period.parse(period)
    day = today or when.ends_on
    as_of = min(day, when.ends_on)
    rows = plan.actions if actions is None else actions
    places = list(peers)
    listed = list(words)
    frames: dict[str, pd.DataFrame] = {name: frame(name, []) for name in COLUMNS}
    frames |= {
        "actions": rows, "fiches": plan.fiches, "headings": plan.headings, "objectives": plan.objectives,
        "states": states(rows, listed),
        "territories": frame("territories", [
            {"code": code, "name": f"Territoire {code}", "kind": "epci", "parent_code": WHOLE} for code in places
        ]),
    }  # fmt: skip
    frames |= {name: frame(name, [dict(row) for row in given]) for name, given in tables.items()}
    frames["leaves"], frames["cells"] = leaves_as_of(
        rows, frames["states"], frames["reports"], places, WHOLE, when, as_of
    )
    card = PlanCard(
        code=str(plan.plan["code"]),
        title=str(plan.plan["title"]),
        departement_code=WHOLE,
        departement_name=str(plan.plan["departement_name"]),
        starts_on=date(plan.plan["starts_year"], 1, 1),
        ends_on=date(plan.plan["ends_year"], 12, 31),
        adopted_on=None,
        levels=dict(plan.plan["levels"]),
        event_name="Conférence",
        reporting_months=3,
        uses_percent=True,
        validation="coordination",
        source_file="",
        revision=1,
    )
    return Situation(
        plan=card, period=when, as_of=as_of, today=day, demonstration=False, territory_level="epci", **frames
    )


def statuses(frame: pd.DataFrame) -> Counter[str]:
    """Status → number of rows."""
    return Counter(str(status) for status in frame["status"])
