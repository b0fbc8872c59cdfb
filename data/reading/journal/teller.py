"""Acts of the journal told in French: which row each is about, its fields, the names behind ids."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement
from sqlmodel import Session

from data.french import day, typeset
from data.journal.told import Line, Thing, Told
from data.journal.words import About, words
from data.measures.masking import MASKED
from data.permissions import SYSTEM
from data.reading.journal.entry import Entry
from data.reading.journal.known import Known, known_of


class Teller:
    """Tells acts read in one transaction; every name is asked for once."""

    def __init__(
        self, session: Session, scope: ColumnElement[bool], about: About | None = None, *, masked: bool = True
    ) -> None:
        """`scope`: the part of the journal that is read; `about`: the fields wanted; `masked`: hide small counts."""
        self.session, self.scope, self.about, self.masked = session, scope, about, masked

    def says_something(self, entry: Entry) -> bool:
        """Whether an entry is worth a line: a date alone that moved is not."""
        if entry.redacted_at is not None:
            return self.about is None or any(term.about is self.about for term in entry.subject.terms.values())
        return bool(self._wanted(entry)) or (self.about is None and self._is_whole(entry))

    def _wanted(self, entry: Entry) -> list[str]:
        return [name for name in entry.fields() if self.about is None or entry.term(name).about is self.about]

    @staticmethod
    def _is_whole(entry: Entry) -> bool:
        """A row that came or went says something by that alone; so does a line that a command wrote by itself."""
        return entry.change != "modification" or not (entry.before or entry.after)

    def tell(self, acts: Sequence[Sequence[Entry]]) -> list[Told]:
        known = known_of(self.session, self.scope, [entry for act in acts for entry in act])
        return [self._told(act, known) for act in acts]

    def _told(self, act: Sequence[Entry], known: Known) -> Told:
        first = act[0]
        return Told(
            id=max(entry.id for entry in act),
            at=first.at.astimezone(),
            who=known.account(first.account_id) or SYSTEM.name,
            command=first.command,
            why=next((entry.reason for entry in act if entry.reason), None),
            things=tuple(self._thing(entry, known) for entry in act),
        )

    def _thing(self, entry: Entry, known: Known) -> Thing:
        redacted = None
        if entry.redacted_at is not None:
            who = known.account(entry.redacted_by) or SYSTEM.name
            redacted = f"Contenu retiré le {day(entry.redacted_at.astimezone())} par {who}."
        lines = [self._line(entry, name, known) for name in self._wanted(entry)]
        where = known.part(entry.term("territory_id"), known.rows[entry.row].get("territory_id"))
        return Thing(
            entry_id=entry.id,
            change=entry.change,
            what=_what(entry, known),
            where=typeset(where) if where else None,
            lines=tuple(line for line in lines if line.old is not None or line.new is not None),
            redacted=redacted,
            fiche=None if entry.fiche_id is None else known.fiches.get(entry.fiche_id),
        )

    def _line(self, entry: Entry, name: str, known: Known) -> Line:
        term, row = entry.term(name), known.rows[entry.row]

        def said(value: Any) -> str | None:
            if value is not None and self.masked and known.numbers.hides(name, row, entry):
                return MASKED
            if value is not None and term.number_of_indicator:
                return known.numbers.written(value, row, entry)
            return words(term, value, known.names)

        return Line(term.title, said(entry.before.get(name)), said(entry.after.get(name)))


def _what(entry: Entry, known: Known) -> str:
    """« État de l’action P4-03 Former les équipes · 3e trimestre 2026 »."""
    subject, row = entry.subject, known.rows[entry.row]
    said = ""
    for name in subject.named:
        part = None if name == "territory_id" else known.part(entry.term(name), row.get(name))
        if part:
            # A code stands before its title as it does everywhere.
            said += f" {part}" if said in ("", f" {row.get('code')}") else f" · {part}"
    if not subject.named:
        said = f" n°\u00a0{entry.row_key}"
    return typeset(f"{subject.noun}{said}".removesuffix(" ·"))
