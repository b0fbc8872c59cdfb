"""One row of the journal, and the columns of it that are worth telling."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from data.journal import COUNTED, subject_of
from data.journal.words import Subject, Term


@dataclass(frozen=True)
class Entry:
    """One row of the journal. `before` and `after` hold the values as the journal stored them."""

    id: int
    at: datetime
    account_id: int | None
    command: str
    table_name: str
    row_key: str
    change: str
    before: dict[str, Any]
    after: dict[str, Any]
    reason: str | None
    fiche_id: int | None
    redacted_at: datetime | None
    redacted_by: int | None

    @property
    def act(self) -> tuple[datetime, int | None, str]:
        """What all the rows of one command share."""
        return self.at, self.account_id, self.command

    @property
    def row(self) -> tuple[str, str]:
        return self.table_name, self.row_key

    @property
    def subject(self) -> Subject:
        return subject_of(self.table_name)

    def fields(self) -> list[str]:
        """The columns that this entry tells: all that changed, or all that says something in a whole row."""
        subject, held = self.subject, self.before | self.after
        order = {name: at for at, name in enumerate(subject.terms)}
        told = [name for name in held if name not in subject.hidden]
        if self.change != "modification":
            # Which row it is, and of which fiche, is said before its fields.
            said = {*subject.named, "fiche_id"}
            told = [name for name in told if name not in said and not _says_nothing(held[name])]
        return sorted(told, key=lambda name: order.get(name, len(order)))

    def term(self, name: str) -> Term:
        """A column that is no longer there keeps its own name."""
        return self.subject.terms.get(name) or COUNTED.get(name) or Term(name.replace("_", " "))


def _says_nothing(value: Any) -> bool:
    """Whether a new or removed row is silent about a column; 0 says something."""
    return value is None or value is False or value in ("", [], {})


def entry_of(row: Any) -> Entry:
    return Entry(**row)
