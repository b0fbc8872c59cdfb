"""What a form will send: the states that the person changed, those that it confirms, and the command's input."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from data.commands.report import ReportInput, StateInput, read_input
from data.entry.asks import MEASURE_NAMES, Ask
from data.entry.changes import Changes, Field, shown
from data.entry.sheet import (
    ENDED,
    STATE_NAMES,
    WEATHER,
    WITH_PERCENT,
    Line,
    Sheet,
)
from data.vocabulary import REPORT_TEXTS, Status

Row = dict[str, Any]
_CONFIRMED_THERE = frozenset({Status.NOT_STARTED, Status.IN_PROGRESS, Status.SUSPENDED})
_MOVED = ("new_starts_on", "new_ends_on", "reason")


@dataclass(frozen=True)
class Slot:
    """One state that may be sent: of an action, in a territory or for the département (empty code)."""

    line: Line
    territory: str
    values: Row
    touched: bool
    confirmed: bool


def slots(sheet: Sheet, changes: Changes) -> list[Slot]:
    """The states to send: those that the person changed, and those of open actions that sending confirms."""
    found: list[Slot] = []
    for line in sheet.lines:
        if not line.mine:
            continue
        for territory in ("", *(sheet.territories if line.territorial else ())):
            slot = _slot(sheet, changes, line, territory)
            if slot is not None and (slot.touched or slot.confirmed):
                found.append(slot)
    return found


def _slot(sheet: Sheet, changes: Changes, line: Line, territory: str) -> Slot | None:
    fields = [Field("state", name, line.code, territory) for name in (STATE_NAMES if not territory else ("status",))]
    status = shown(changes, sheet.start, fields[0])
    if not isinstance(status, str):
        return None
    names = relevant(Status(status), sheet.uses_percent) if not territory else ("status",)
    values = {field.name: shown(changes, sheet.start, field) for field in fields if field.name in names}
    touched = any(field in changes for field in fields if field.name in names)
    said_now = (line.code, territory) in sheet.recorded.states if territory else not line.carried
    waiting = Status(status) not in ENDED and (not territory or Status(status) in _CONFIRMED_THERE)
    confirmed = not touched and line.open and not line.recurrent and not said_now and waiting
    return Slot(line, territory, values, touched, confirmed)


def relevant(status: Status, uses_percent: bool) -> tuple[str, ...]:
    """The fields that a status asks for; the others are hidden and not sent."""
    names = ["status", "comment"]
    if uses_percent and status in WITH_PERCENT:
        names.append("percent")
    if status is Status.POSTPONED:
        names += [*_MOVED, "decision_code"]
    if status is Status.ABANDONED:
        names += ["decision_code", "reason"]
    return tuple(names)


def to_input(
    sheet: Sheet, changes: Changes, seen_version: int | None, seen_states: Mapping[tuple[str, str], int]
) -> ReportInput:
    """What the command receives. Refused in French when a value is not admitted.

    Args:
        seen_version: of the report that the person has had in front of them, None if none.
        seen_states: the same for the states, by (action code, territory code).
    """
    return read_input(
        {
            "fiche_code": sheet.fiche_code,
            "period_code": sheet.period.code,
            "seen_version": seen_version,
            "seen_states": dict(seen_states),
            "weather": shown(changes, sheet.start, WEATHER),
            **{name: shown(changes, sheet.start, Field("text", name)) or "" for name in REPORT_TEXTS},
            "publishable": [name for name in REPORT_TEXTS if is_public(sheet, changes, name)],
            "states": [_state_row(slot) for slot in slots(sheet, changes)],
            "measures": [row for ask in sheet.asks if (row := measure_row(ask, sheet, changes)) is not None],
        }
    )


def own_states(sheet: Sheet, changes: Changes) -> tuple[StateInput, ...]:
    """What the pilot of some actions sends: their states. Refused as `to_input`."""
    return to_input(sheet, changes, None, {}).states


def nothing_new(sheet: Sheet, seen_version: int | None) -> ReportInput:
    """The one-click answer: dates what was said before, says nothing else."""
    return ReportInput(
        fiche_code=sheet.fiche_code,
        period_code=sheet.period.code,
        seen_version=seen_version,
        nothing_new=True,
    )


def _state_row(slot: Slot) -> Row:
    values = {name: value for name, value in slot.values.items() if value is not None}
    place = {"action_code": slot.line.code, "territory_code": slot.territory or None}
    return place | {"confirms": slot.confirmed} | values


def measure_row(ask: Ask, sheet: Sheet, changes: Changes) -> Row | None:
    """The value of an indicator as the command receives it; None when the person said nothing new of it."""
    fields = {name: Field("measure", name, ask.code) for name in MEASURE_NAMES}
    if not any(field in changes for field in fields.values()):
        return None
    values = {
        name: value for name, field in fields.items() if (value := shown(changes, sheet.start, field)) not in (None, "")
    }
    if not values.keys() & {"value", "numerator", "text"}:
        return None
    if "numerator" in values:
        values.pop("value", None)  # recomputed from the two numbers
    return {"indicator_code": ask.code, "measured_on": ask.measured_on.isoformat()} | values


def is_public(sheet: Sheet, changes: Changes, name: str) -> bool:
    """Whether a text will be publishable: ticked, and not empty."""
    return bool(
        shown(changes, sheet.start, Field("publishable", name)) and shown(changes, sheet.start, Field("text", name))
    )
