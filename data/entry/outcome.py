"""What a form will send: the input of the command, and the same in words before sending."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from data.commands.report import TEXTS, ReportInput, StateInput, read_input
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
from data.entry.words import field_title, value_words
from data.french import NBSP, capitalised, listing, number, percent, plural
from data.measures.units import with_unit
from data.vocabulary import MeasureKind, Status, label

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


@dataclass(frozen=True)
class Summary:
    """What sending will do. `headline`: one sentence; `told`: the same once done; `details`: one line per change."""

    headline: str
    told: str
    details: tuple[str, ...]
    changed: int
    confirmed: int


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


def to_input(sheet: Sheet, changes: Changes, seen_version: int | None) -> ReportInput:
    """What the command receives. Refused in French when a value is not admitted.

    Args:
        seen_version: of the report that the person has had in front of them, None if none.
    """
    return read_input(
        {
            "fiche_code": sheet.fiche_code,
            "period_code": sheet.period.code,
            "seen_version": seen_version,
            "weather": shown(changes, sheet.start, WEATHER),
            **{name: shown(changes, sheet.start, Field("text", name)) or "" for name in TEXTS},
            "publishable": [name for name in TEXTS if _is_public(sheet, changes, name)],
            "states": [_state_row(slot) for slot in slots(sheet, changes)],
            "measures": [row for ask in sheet.asks if (row := measure_row(ask, sheet, changes)) is not None],
        }
    )


def own_states(sheet: Sheet, changes: Changes) -> tuple[StateInput, ...]:
    """What the pilot of some actions sends: their states. Refused as `to_input`."""
    return to_input(sheet, changes, None).states


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
    return {"action_code": slot.line.code, "territory_code": slot.territory or None} | values


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


def summary(sheet: Sheet, changes: Changes) -> Summary:
    """« Vous allez changer 3 états, confirmer 5 états et écrire 2 textes, dont 1 publiable. »"""
    sent = slots(sheet, changes)
    touched = [slot for slot in sent if slot.touched]
    confirmed = [slot for slot in sent if slot.confirmed]
    texts = [name for name in TEXTS if Field("text", name) in changes]
    public = [name for name in texts if _is_public(sheet, changes, name)]
    moved = [name for name in TEXTS if name not in texts and Field("publishable", name) in changes]
    asks = [ask for ask in sheet.asks if measure_row(ask, sheet, changes) is not None]
    will: list[str] = []
    did: list[str] = []
    if touched:
        will.append(f"changer {plural(len(touched), 'état')}")
        did.append(plural(len(touched), "état changé", "états changés"))
    if confirmed:
        will.append(f"confirmer {plural(len(confirmed), 'état')}")
        did.append(plural(len(confirmed), "état confirmé", "états confirmés"))
    if WEATHER in changes:
        will.append("donner la météo")
        did.append("météo donnée")
    if texts:
        which = f", dont {plural(len(public), 'publiable')}" if public else ""
        will.append(f"écrire {plural(len(texts), 'texte')}{which}")
        did.append(f"{plural(len(texts), 'texte écrit', 'textes écrits')}{which}")
    if moved:
        will.append(f"changer ce qui est publiable de {plural(len(moved), 'texte')}")
        did.append("choix de publication changé")
    if asks:
        will.append(f"donner {plural(len(asks), 'valeur')} d’indicateur")
        did.append(f"{plural(len(asks), 'valeur')} d’indicateur")
    details = [_state_detail(sheet, slot) for slot in touched]
    details += [_plain_detail(sheet, changes, field) for field in (WEATHER,) if field in changes]
    details += [_text_detail(sheet, changes, name) for name in texts]
    details += [_plain_detail(sheet, changes, Field("publishable", name)) for name in moved]
    details += [f"Indicateur {ask.title}{NBSP}: {_measure_words(ask, sheet, changes)}" for ask in asks]
    return Summary(
        headline=f"Vous allez {listing(will)}." if will else "Vous n’avez encore rien changé.",
        told=f"{capitalised(listing(did))}." if did else "",
        details=tuple(details),
        changed=len(details),
        confirmed=len(confirmed),
    )


def _is_public(sheet: Sheet, changes: Changes, name: str) -> bool:
    """An empty text is never published."""
    return bool(
        shown(changes, sheet.start, Field("publishable", name)) and shown(changes, sheet.start, Field("text", name))
    )


def _text_detail(sheet: Sheet, changes: Changes, name: str) -> str:
    what = (
        "effacé"
        if not changes[Field("text", name)].mine
        else "écrit"
        if not sheet.start[Field("text", name)]
        else "modifié"
    )
    return f"«{NBSP}{TEXTS[name]}{NBSP}»{NBSP}: {what}{', publiable' if _is_public(sheet, changes, name) else ''}"


def _state_detail(sheet: Sheet, slot: Slot) -> str:
    where = f" ({sheet.territories[slot.territory]})" if slot.territory else ""
    before = sheet.start.get(Field("state", "status", slot.line.code, slot.territory))
    was = label(Status(str(before))).lower() if before else "non renseignée"
    now = label(Status(str(slot.values["status"]))).lower()
    share = slot.values.get("percent")
    said = f"{now}, {percent(float(share))}" if isinstance(share, (int, float)) else now
    change = said if was == now else f"{was} → {said}"
    return f"{slot.line.code} {slot.line.title}{where}{NBSP}: {change}"


def _plain_detail(sheet: Sheet, changes: Changes, field: Field) -> str:
    return f"{field_title(sheet, field)}{NBSP}: {value_words(sheet, field, changes[field].mine)}"


def _measure_words(ask: Ask, sheet: Sheet, changes: Changes) -> str:
    row = measure_row(ask, sheet, changes) or {}
    if "numerator" in row:
        return f"{number(row['numerator'])} sur {number(row.get('denominator'))}"
    if "value" not in row:
        return "réponse écrite"
    if ask.kind is MeasureKind.MILESTONE:
        return "atteint" if row["value"] else "non atteint"
    return f"{row.get('qualifier', '')} {with_unit(float(row['value']), ask.unit)}".strip()
