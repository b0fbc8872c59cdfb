"""The shared vocabulary of publics in the store, as plans and collections that are loaded add to it."""

from __future__ import annotations

from sqlmodel import Session, select

from data.catalogue.audiences import AudienceRow, AudienceTable
from data.model import Audience


class SharedPublics:
    """The shared publics of the store; one that nothing loaded before used is made, at its rank in the table."""

    def __init__(self, session: Session, table: AudienceTable) -> None:
        self._session = session
        self._table = {audience.code: audience for audience in table.audiences}
        self._known = {row.code: row for row in session.exec(select(Audience)).all()}

    def id(self, row: AudienceRow) -> int:
        """Id of the shared public that a line of the committed table names."""
        if row.audience_code not in self._known:
            said = self._table[row.audience_code]
            made = Audience(code=said.code, title=said.title, rank=said.rank, universal=said.universal)
            self._session.add(made)
            self._session.flush()
            self._known[row.audience_code] = made
        found = self._known[row.audience_code].id
        assert found is not None
        return found
