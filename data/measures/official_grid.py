"""The tracking grid that a plan's own document prints: its rows, and which box of its form each one ticks.

The document gives the form (an entry `tracking_template`: its columns and its boxes); which of our states ticks which
box is our reading, told in docs/calculs.md. What nobody said ticks nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, cast

from data.french import day, plural, typeset
from data.measures.calendar import has_begun
from data.measures.columns import Row, absent, as_date, as_number, records
from data.situation import Situation, where
from data.vocabulary import Status, label

DONE, PARTLY, NOT_DONE = range(3)
"""The boxes of the form, in its order: « Effectué », « Partiellement effectué / En cours », « Non effectué »."""

_BOXES = {
    Status.DONE: DONE,
    Status.IN_PROGRESS: PARTLY,
    Status.NOT_STARTED: NOT_DONE,
    Status.ABANDONED: NOT_DONE,
}
_TOLD = (Status.SUSPENDED, Status.POSTPONED, Status.ABANDONED, Status.NOT_CONCERNED)
"""States that no box tells apart: the comment names them."""


@dataclass(frozen=True)
class Form:
    """The form as printed. `above`: its columns for the levels over the row (« AXE »…); `row`, `progress`, `comments`:
    the three others; `boxes`: what is ticked under `progress`."""

    title: str
    above: tuple[str, ...]
    row: str
    progress: str
    boxes: tuple[str, str, str]
    comments: str


@dataclass(frozen=True)
class GridLine:
    """One row of the grid.

    Attributes:
        above: its titles in the columns of `Form.above`, code first; empty where the plan has none.
        depth: 0 under its fiche or heading, 1 under another action, and so on.
        counted: a leaf that every figure counts; an action that holds others is told by them and ticks nothing.
        box: which box is ticked, None for none.
    """

    above: tuple[str, ...]
    depth: int
    title: str
    counted: bool
    box: int | None
    comment: str


def form_of(situation: Situation) -> Form | None:
    """The form that the plan's document prints; None when it prints none, or one that its levels do not fill."""
    levels = situation.plan.levels
    above = len(levels["headings"]) + (levels["fiche"] is not None)
    for entry in records(where(situation.entries, kind="tracking_template")):
        body: dict[str, Any] = entry["body"] or {}
        columns = tuple(map(str, cast(Sequence[Any], body.get("columns") or ())))
        boxes = tuple(map(str, cast(Sequence[Any], body.get("states") or ())))
        if len(columns) == above + 3 and len(boxes) == 3:
            return Form(str(entry["title"]), columns[:-3], columns[-3], columns[-2], boxes, columns[-1])
    return None


def grid_lines(situation: Situation) -> list[GridLine]:
    """The counted leaves of the Situation in the plan's order, each with at most one box, and once before them the
    actions that hold them."""
    headings = {row["code"]: row for row in records(situation.headings)}
    fiches = {row["code"]: row for row in records(situation.fiches)}
    actions = {row["code"]: row for row in records(situation.actions)}
    history: dict[Any, list[Row]] = {}
    place = situation.territory_code or situation.plan.departement_code
    for row in records(where(situation.states, territory_code=place)):
        history.setdefault(row["action_id"], []).append(row)
    levels = situation.plan.levels
    found: list[GridLine] = []
    printed: set[Any] = set()
    for leaf in records(situation.leaves):
        said = history.get(leaf["action_id"], [])
        above = _headings(headings, str(leaf["heading_code"]), len(levels["headings"]))
        if levels["fiche"] is not None:
            above = (*above, _named(fiches.get(leaf["fiche_code"])))
        holders = _holders(actions, leaf["code"])
        for depth, row in enumerate(holders):
            if row["code"] not in printed:
                printed.add(row["code"])
                found.append(GridLine(above, depth, typeset(str(row["title"])), counted=False, box=None, comment=""))
        title, box = typeset(str(leaf["title"])), box_of(leaf, said, situation)
        found.append(GridLine(above, len(holders), title, counted=True, box=box, comment=_comment(leaf, said)))
    return found


def _holders(actions: dict[Any, Row], code: str) -> list[Row]:
    """The actions over an action, the outermost first."""
    found: list[Row] = []
    row = actions.get(actions[code]["parent_code"])
    while row is not None:
        found.insert(0, row)
        row = actions.get(row["parent_code"])
    return found


def box_of(leaf: Row, said: Sequence[Row], situation: Situation) -> int | None:
    """The box that a leaf ticks: a suspended one is partly done once begun (its period has begun, or somebody said that
    work was), a postponed one only when somebody said so."""
    status = Status(leaf["status"])
    if status in _BOXES:
        return _BOXES[status]
    if status not in (Status.SUSPENDED, Status.POSTPONED):
        return None  # nobody spoke, or it does not concern this territory
    worked = any(row["status"] in (Status.IN_PROGRESS, Status.DONE) or as_number(row["percent"]) for row in said)
    begun = status is Status.SUSPENDED and has_begun(as_date(leaf["starts_on"]), situation.as_of)
    return PARTLY if worked or begun else NOT_DONE


def grid_sentence(lines: Sequence[GridLine]) -> str:
    """How many rows are ticked, and what an empty one means."""
    counted = [line for line in lines if line.counted]
    if not counted:
        return typeset("Aucune ligne dans cette sélection.")
    ticked = sum(line.box is not None for line in counted)
    parts = [
        f"{plural(ticked, 'ligne cochée', 'lignes cochées')} sur {len(counted)}.",
        "Une ligne sans coche : personne n’en a encore parlé, ou sa période n’a pas commencé.",
    ]
    if len(counted) < len(lines):
        parts.append("Une ligne grisée est suivie par celles qu’elle contient.")
    return typeset(" ".join(parts))


def _headings(headings: dict[Any, Row], code: str, depths: int) -> tuple[str, ...]:
    """The headings over a row, from depth 1; empty below the one it hangs from."""
    found: list[str] = []
    row = headings.get(code)
    while row is not None:
        found.insert(0, _named(row))
        row = headings.get(row["parent_code"])
    return tuple([*found, *[""] * depths][:depths])


def _named(row: Row | None) -> str:
    return "" if row is None else typeset(f"{row['code']} – {row['title']}")


def _comment(leaf: Row, said: Sequence[Row]) -> str:
    """What the boxes do not tell (abandoned, suspended…, why), then what the pilot wrote."""
    status = Status(leaf["status"])
    parts: list[str] = []
    if status in _TOLD:
        words = label(status)
        if status is Status.POSTPONED:
            words += f" : du {day(as_date(leaf['starts_on']))} au {day(as_date(leaf['ends_on']))}"
        parts.append(f"{words}.")
        if not absent(leaf["reason"]) and str(leaf["reason"]).strip():
            parts.append(f"Motif : {str(leaf['reason']).strip().rstrip('.')}.")
    comments = [str(row["comment"]).strip() for row in said if row["period"] == leaf["state_period"] and row["comment"]]
    return typeset(" ".join([*parts, *comments[-1:]]))
