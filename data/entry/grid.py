"""The states of a form as a grid: its rows, what each cell shows, what an edit or a paste means.

A cell is a text, as people type it and as a spreadsheet copies it. What is read goes to the same changes as the
cards; what cannot be read is refused by name and changes nothing else.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, cast

from data.entry.changes import Change, Changes, Field, Value, put, shown
from data.entry.outcome import relevant
from data.entry.sheet import IN_TERRITORY, WITH_PERCENT, Line, Sheet
from data.errors import Refused
from data.french import folded, listing, number, typeset
from data.vocabulary import DECLARED, Status, label

Column = Literal["status", "percent", "comment"]
COLUMNS: dict[Column, str] = {"status": "État", "percent": "Avancement (%)", "comment": "Commentaire"}
"""What can be edited, with its heading."""
Cells = Mapping[Column, str | None]

WHOLE = "Tout le département"
_PERCENT = re.compile(r"([0-9]{1,6}(?:[.,][0-9]{1,6})?)\s*%?")
_SHORT = 40


@dataclass(frozen=True)
class Row:
    """One line of the grid: an action, for the département (empty territory) or in one territory."""

    line: Line
    territory: str

    def field(self, column: Column) -> Field:
        return Field("state", column, self.line.code, self.territory)


@dataclass(frozen=True)
class Taken:
    """The changes once what was typed is taken, and why some of it was not, line by line."""

    changes: dict[Field, Change]
    refusals: tuple[str, ...]


def rows(sheet: Sheet, *, every: bool) -> tuple[Row, ...]:
    """The lines of the person's own actions: those that are open, then the others when `every`."""
    mine = [line for line in sheet.lines if line.mine]
    kept = [line for line in mine if line.open] + [line for line in mine if every and not line.open]
    return tuple(
        Row(line, territory) for line in kept for territory in ("", *(sheet.territories if line.territorial else ()))
    )


def cells(sheet: Sheet, changes: Changes, row: Row) -> dict[Column, str | None]:
    """What the line shows: a percent only where the state bears one."""
    status = shown(changes, sheet.start, row.field("status"))
    share = shown(changes, sheet.start, row.field("percent")) if _bears_percent(status) else None
    comment = shown(changes, sheet.start, row.field("comment"))
    return {
        "status": label(Status(status)) if isinstance(status, str) else None,
        "percent": number(float(share), 2) if isinstance(share, (int, float)) else None,
        "comment": comment if isinstance(comment, str) and comment else None,
    }


def name(sheet: Sheet, row: Row) -> str:
    """« P7-03 » or « P7-03, Diois »."""
    return f"{row.line.code}, {sheet.territories[row.territory]}" if row.territory else row.line.code


def choices(some: Sequence[Row]) -> list[str]:
    """The words that the column of states admits, for these lines."""
    statuses = [*DECLARED, *([Status.NOT_CONCERNED] if any(row.territory for row in some) else [])]
    return [label(status) for status in statuses]


# --- reading ------------------------------------------------------------------------------------------------------


def take(sheet: Sheet, changes: Changes, some: Sequence[Row], before: Sequence[Cells], after: Sequence[Cells]) -> Taken:
    """Take what differs between two drawings of the lines, the state of a line before the rest of it."""
    edits: list[tuple[Row, Column, str | None]] = [
        (row, column, new[column])
        for column in COLUMNS
        for row, old, new in zip(some, before, after, strict=True)
        if (old[column] or "").strip() != (new[column] or "").strip()
    ]
    return _all(sheet, changes, edits)


def pasted(sheet: Sheet, changes: Changes, words: Sequence[tuple[Row | None, str]]) -> Taken:
    """Take states pasted from a spreadsheet (the grid itself drops in silence the words that it does not know).

    `words`: the line that each was pasted on, None beyond the last one.
    """
    edits: list[tuple[Row, Column, str | None]] = [(row, "status", word) for row, word in words if row is not None]
    taken = _all(sheet, changes, edits)
    lost = sum(row is None and bool(word.strip()) for row, word in words)
    if not lost:
        return taken
    beyond = "Une ligne collée dépasse" if lost == 1 else f"{lost} lignes collées dépassent"
    told = typeset(f"{beyond} la fin du tableau : rien n’en a été repris.")
    return Taken(taken.changes, (*taken.refusals, told))


def _all(sheet: Sheet, changes: Changes, edits: Iterable[tuple[Row, Column, str | None]]) -> Taken:
    kept, refusals = dict(changes), list[str]()
    for row, column, text in edits:
        try:
            value = read(sheet, kept, row, column, (text or "").strip())
        except Refused as refusal:
            refusals.append(typeset(str(refusal)))
        else:
            kept = put(kept, sheet.start, row.field(column), value)
    return Taken(kept, tuple(refusals))


def read(sheet: Sheet, changes: Changes, row: Row, column: Column, text: str) -> Value:
    """What a cell's text means. Refused in French, naming the line and the text."""
    if row.territory and column != "status":
        raise Refused(
            f"Ligne {name(sheet, row)} : pour un territoire, seul l’état se dit. « {_short(text)} » n’a pas été "
            f"repris : écrivez-le sur la ligne « {WHOLE} »."
        )
    if column == "status":
        return _status(sheet, row, text)
    if column == "percent":
        return _percent(sheet, shown(changes, sheet.start, row.field("status")), row, text)
    return text


def _status(sheet: Sheet, row: Row, text: str) -> Value:
    before = sheet.start.get(row.field("status"))
    if not text:
        if before is None:
            return None
        raise Refused(
            f"Ligne {name(sheet, row)} : un état déjà donné ne s’efface pas. Il est gardé : choisissez-en un autre."
        )
    admitted = list(IN_TERRITORY if row.territory else DECLARED)
    if isinstance(before, str) and Status(before) not in admitted:
        admitted.append(Status(before))
    wanted = _word(text)
    for status in admitted:
        if _word(label(status)) == wanted:
            return status.value
    known = f"« {_short(text)} » n’est pas un état"
    if any(_word(label(status)) == wanted for status in Status):
        known = f"« {_short(text)} » ne se dit pas {'d’un territoire' if row.territory else 'du département'}"
    raise Refused(
        f"Ligne {name(sheet, row)} : {known}. La case garde sa valeur : choisissez parmi "
        f"{listing([label(status).lower() for status in admitted])}."
    )


def _word(text: str) -> str:
    """Case, accents, spaces and the sign that may come before a state's word do not matter."""
    return " ".join(re.sub(r"[^\w\s]", " ", folded(text)).split())


def _percent(sheet: Sheet, status: Value, row: Row, text: str) -> Value:
    if not text:
        return None
    value = _number(text)
    if value is None or value > 100:
        raise Refused(
            f"Ligne {name(sheet, row)} : « {_short(text)} » n’est pas un avancement. La case garde sa valeur : "
            "donnez un nombre de 0 à 100, comme 45 ou 45,5."
        )
    if isinstance(status, str) and not _bears_percent(status):
        raise Refused(
            f"Ligne {name(sheet, row)} : un avancement ne se donne que pour une action en cours ou suspendue. "
            f"« {_short(text)} » n’a pas été repris."
        )
    return value


def _short(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= _SHORT else f"{flat[:_SHORT]}…"


# --- what the grid shows, against what the form holds -------------------------------------------------------------


def agree(sheet: Sheet, changes: Changes, row: Row, drawn: Cells) -> bool:
    """Whether a line as it is drawn says what the form holds.

    A percent left over from a state that bore one does not count: it is not sent, and taking it off the screen would
    take the keyboard's place away from who is typing.
    """
    now = cells(sheet, changes, row)
    status = shown(changes, sheet.start, row.field("status"))
    return (
        (drawn["status"] or "") == (now["status"] or "")
        and (not _bears_percent(status) or _same_percent(drawn["percent"], now["percent"]))
        and (drawn["comment"] or "").strip() == (now["comment"] or "").strip()
    )


def _same_percent(one: str | None, other: str | None) -> bool:
    return _number(one or "") == _number(other or "") and bool(one) == bool(other)


def _number(text: str) -> float | None:
    """45.5 for « 45,5 % »; None for anything else."""
    said = _PERCENT.fullmatch(text.replace("\u202f", " ").replace("\u00a0", " ").strip())
    return float(said[1].replace(",", ".")) if said else None


def _bears_percent(status: Value) -> bool:
    return isinstance(status, str) and Status(status) in WITH_PERCENT


def not_sent(sheet: Sheet, changes: Changes) -> list[str]:
    """What was typed and would not go with the report as the form stands, line by line."""
    found: list[str] = []
    for field, change in changes.items():
        if field.kind != "state" or field.name == "status" or change.mine in (None, ""):
            continue
        status = shown(changes, sheet.start, Field("state", "status", field.code, field.territory))
        if status is None and field.name in ("comment", "percent"):
            what = "le commentaire" if field.name == "comment" else "l’avancement"
            found.append(typeset(f"Ligne {field.code} : {what} ne partira qu’avec un état. Dites où en est l’action."))
        elif field.name == "percent" and "percent" not in relevant(Status(cast(str, status)), sheet.uses_percent):
            found.append(
                typeset(f"Ligne {field.code} : l’avancement ne partira pas, l’action n’est ni en cours ni suspendue.")
            )
    return found
