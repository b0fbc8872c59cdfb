"""Values of an indicator typed in a grid by territory and date: recorded together or not at all, and taken back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from math import isfinite
from typing import Any

from pydantic import BaseModel, ConfigDict
from sqlmodel import col, func, select

from data.commands.door import Writing, key, writing
from data.commands.indicator import MeasureInput, write_measure
from data.database import Store
from data.errors import Conflict, Refused
from data.french import day, listing, number, plural, short_day
from data.model import Indicator, JournalEntry, Measure, Territory
from data.permissions import Act, Actor, require
from data.typed import LONGEST_TITLE, cleaned

RECORD, UNDO = "Saisir des valeurs d’indicateurs", "Annuler une saisie de valeurs"
MOST = 5_000
"""Values of one command: a whole plan of 362 communes over three years."""
LARGEST = 1e12
"""Beyond it, what was typed is no number that anybody meant."""
_SHOWN = 3
_FIELDS = ("value", "numerator", "denominator", "qualifier", "text")


class Said(BaseModel):
    """What is said of an indicator in a territory on a day. A rate of two counts keeps both."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    value: float | None = None
    numerator: float | None = None
    denominator: float | None = None
    qualifier: str | None = None
    text: str | None = None

    def same(self, other: Said | None) -> bool:
        """Whether both say the same: the value of a ratio follows from its counts."""
        if other is None:
            return False
        ratio = self.numerator is not None and other.numerator is not None
        return (
            (ratio or self.value == other.value)
            and (self.numerator, self.denominator) == (other.numerator, other.denominator)
            and (self.qualifier or "", self.text or "") == (other.qualifier or "", other.text or "")
        )


class ValueChange(BaseModel):
    """One value to record. `said` None: it is taken away. `seen`: what the person saw there, None for nothing."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    indicator_code: str
    territory_code: str
    measured_on: date
    said: Said | None
    seen: Said | None

    @property
    def place(self) -> tuple[str, str, date]:
        return self.indicator_code, self.territory_code, self.measured_on


@dataclass(frozen=True)
class Saved:
    """One recording, as `undo_values` takes it back.

    Attributes:
        lines: journal line → version of the value once recorded (None: it was taken away).
        values: how many.
    """

    lines: Mapping[int, int | None]
    at: datetime

    @property
    def values(self) -> int:
        return len(self.lines)


def record_values(
    store: Store,
    actor: Actor,
    plan_code: str,
    changes: Sequence[ValueChange],
    *,
    source: str | None = None,
    reason: str | None = None,
    now: datetime | None = None,
) -> Saved:
    """Record, replace and take away values outside a report (coordination), all or nothing.

    Args:
        source: where the values come from; None keeps what was said of a value that is replaced.

    Raises:
        Conflict: somebody changed one of them since it was seen; `theirs` says what each is now.
        Refused: not permitted, twice the same value, a day to come or out of the plan, nothing to record.
    """
    with writing(store, actor, RECORD, plan_code, reason=reason, now=now) as door:
        require(actor, Act.EDIT_INDICATORS, door.plan)
        _check(door, changes)
        held = _held(door, changes)
        _check_seen(changes, held)
        origin = cleaned(source, "La source", LONGEST_TITLE) or None if source else None
        before = door.session.exec(select(func.max(JournalEntry.id))).one() or 0
        for change in changes:
            row = held.get(change.place)
            if change.said is not None:
                write_measure(door, _input(change, change.said, origin or (row.source if row else None)))
            elif row is not None:
                door.session.delete(row)
        door.session.flush()
        return Saved(_lines(door, before), door.now)


def undo_values(
    store: Store, actor: Actor, plan_code: str, saved: Saved, *, reason: str, now: datetime | None = None
) -> None:
    """Take a recording back: each value is again what it was, with who had said it and when; all or nothing.

    Raises:
        Conflict: one of them was changed since; `theirs` names them.
        Refused: not permitted, or the journal no longer holds what was there (redacted).
    """
    with writing(store, actor, UNDO, plan_code, reason=reason, now=now) as door:
        require(actor, Act.EDIT_INDICATORS, door.plan)
        entries = _entries(door, saved)
        rows = {key(entry): _row(door, entry) for entry in entries}
        changed = [entry for entry in entries if _changed(rows[key(entry)], saved.lines[key(entry)])]
        if changed:
            raise Conflict(
                f"{plural(len(changed), 'valeur a été modifiée', 'valeurs ont été modifiées')} depuis cet "
                "enregistrement. Rien n’a été annulé : corrigez les valeurs une à une dans la grille.",
                {entry.row_key: None for entry in changed},
            )
        for entry in entries:
            row = rows[key(entry)]
            if entry.change == "ajout":
                door.session.delete(row)
            elif row is None:
                door.session.add(Measure(**_restored(entry.before, but=("id", "version"))))
            else:
                for name, value in _restored(entry.before).items():
                    setattr(row, name, value)
                door.session.add(row)


def _check(door: Writing, changes: Sequence[ValueChange]) -> None:
    if not changes:
        raise Refused("Aucune valeur à enregistrer. Rien n’a été modifié : complétez la grille.")
    if len(changes) > MOST:
        raise Refused(f"{number(len(changes))} valeurs d’un coup : {number(MOST)} au plus. Rien n’a été enregistré.")
    if len({change.place for change in changes}) < len(changes):
        raise Refused(
            "Deux valeurs sont données au même endroit à la même date. Rien n’a été enregistré : gardez-en une."
        )
    plan = door.the_plan
    for change in changes:
        on = change.measured_on
        if on > door.today:
            raise Refused(f"Le {day(on)} n’est pas encore passé. Rien n’a été enregistré : corrigez la date.")
        if change.seen is None and not plan.starts_on <= on <= plan.ends_on:
            raise Refused(
                f"Le {day(on)} est hors de la durée du plan ({day(plan.starts_on)} – {day(plan.ends_on)}). "
                "Rien n’a été enregistré : corrigez la date."
            )
        for count in (change.said.value, change.said.numerator, change.said.denominator) if change.said else ():
            if count is not None and (not isfinite(count) or abs(count) > LARGEST):
                raise Refused("Une valeur est trop grande. Rien n’a été enregistré : corrigez-la.")


def _held(door: Writing, changes: Sequence[ValueChange]) -> dict[tuple[str, str, date], Measure]:
    """The values that are there now, in one reading."""
    wanted = {change.place for change in changes}
    found = door.session.exec(
        select(Indicator.code, Territory.code, Measure)
        .join(Measure, col(Measure.indicator_id) == col(Indicator.id))
        .join(Territory, col(Territory.id) == col(Measure.territory_id))
        .where(
            Indicator.plan_id == door.the_plan.id,
            col(Indicator.code).in_({code for code, *_ in wanted}),
            col(Measure.baseline).is_(False),
        )
    )
    rows = {(code, territory, row.measured_on): row for code, territory, row in found}
    return {place: row for place, row in rows.items() if place in wanted}


def _check_seen(changes: Sequence[ValueChange], held: Mapping[tuple[str, str, date], Measure]) -> None:
    theirs: dict[str, object] = {}
    for change in changes:
        row = held.get(change.place)
        now = None if row is None else said_of(row)
        if (now is None) != (change.seen is None) or (now is not None and not now.same(change.seen)):
            theirs[f"{change.territory_code}, {short_day(change.measured_on)}"] = now
    if theirs:
        raise Conflict(
            f"{plural(len(theirs), 'valeur a été modifiée', 'valeurs ont été modifiées')} entre-temps par quelqu’un "
            f"d’autre ({listing(list(theirs), most=_SHOWN)}). Rien n’a été enregistré et ce que vous avez écrit est "
            "gardé : comparez les deux, puis enregistrez à nouveau.",
            theirs,
        )


def said_of(row: Measure) -> Said:
    """What a stored value says."""
    return Said(**{name: getattr(row, name) for name in _FIELDS})


def _input(change: ValueChange, said: Said, source: str | None) -> MeasureInput:
    return MeasureInput(
        indicator_code=change.indicator_code,
        territory_code=change.territory_code,
        measured_on=change.measured_on,
        source=source,
        **said.model_dump(),
    )


def _lines(door: Writing, after: int) -> dict[int, int | None]:
    """The journal's lines of this recording, with the version that each value now has."""
    entries = door.session.exec(
        select(JournalEntry)
        .where(JournalEntry.plan_id == door.the_plan.id, col(JournalEntry.id) > after)
        .where(JournalEntry.table_name == "measure")
    ).all()
    found: dict[int, int | None] = {}
    for entry in entries:
        row = door.session.get(Measure, int(entry.row_key)) if entry.change != "suppression" else None
        found[key(entry)] = row.version if row is not None else None
    return found


def _entries(door: Writing, saved: Saved) -> list[JournalEntry]:
    found = door.session.exec(
        select(JournalEntry)
        .where(col(JournalEntry.id).in_(list(saved.lines)), JournalEntry.plan_id == door.the_plan.id)
        .where(JournalEntry.table_name == "measure", JournalEntry.command == RECORD)
        .order_by(col(JournalEntry.id))
    ).all()
    if not found or len(found) < len(saved.lines) or any(entry.redacted_at is not None for entry in found):
        raise Refused(
            "Cet enregistrement ne peut pas être annulé : le journal n’en garde plus le détail. Rien n’a été modifié : "
            "corrigez les valeurs dans la grille."
        )
    return list(found)


def _row(door: Writing, entry: JournalEntry) -> Measure | None:
    """The value that a line of the journal speaks of, as it is now; for one taken away, what took its place."""
    if entry.change != "suppression":
        return door.session.get(Measure, int(entry.row_key))
    was = _restored(entry.before)
    return door.session.exec(
        select(Measure).where(
            Measure.indicator_id == was["indicator_id"],
            Measure.territory_id == was["territory_id"],
            Measure.measured_on == was["measured_on"],
            col(Measure.baseline).is_(False),
        )
    ).first()


def _changed(row: Measure | None, version: int | None) -> bool:
    return (None if row is None else row.version) != version


def _restored(before: Mapping[str, Any], but: Sequence[str] = ()) -> dict[str, Any]:
    """A row's fields as the journal keeps them, days and moments read back."""
    read = {"measured_on": date.fromisoformat, "said_at": datetime.fromisoformat}
    return {
        name: read[name](value) if name in read and isinstance(value, str) else value
        for name, value in before.items()
        if name not in but
    }
