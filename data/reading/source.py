"""What the table readers share: one plan in one transaction, the Situation's column names, natural order."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, cast

from sqlalchemy import ColumnElement, Executable, Select, select
from sqlmodel import Session, col
from sqlmodel import select as select_model

from data import clock
from data.errors import StoreError
from data.model import Fiche, Plan

Rows = list[dict[str, Any]]


def labelled(**columns: Any) -> Select[*tuple[Any, ...]]:
    """`SELECT column AS name, …`: a query whose rows have the Situation's column names."""
    return select(*[cast(ColumnElement[Any], column).label(name) for name, column in columns.items()])


@dataclass(frozen=True)
class Source:
    """One plan as one transaction sees it."""

    session: Session
    plan: Plan

    def rows(self, query: Executable) -> Rows:
        return [dict(row) for row in self.session.connection().execute(query).mappings()]

    def of_fiche(self, table: Any, **columns: Any) -> Select[*tuple[Any, ...]]:
        """Columns of `table` with the code of the fiche that each row hangs from, for this plan's fiches."""
        return (
            labelled(fiche_code=Fiche.code, **columns)
            .select_from(table)
            .join(Fiche, col(Fiche.id) == table.fiche_id)
            .where(col(Fiche.plan_id) == self.plan.id)
        )


def source_of(session: Session, plan_code: str) -> Source:
    """The plan of this code as the session sees it. Raises StoreError when there is none."""
    plan = session.exec(select_model(Plan).where(Plan.code == plan_code)).first()
    if plan is None:
        raise StoreError(
            f"Aucun plan « {plan_code[:80]} » dans cette base. Vérifiez son code, ou chargez-le : python -m data load."
        )
    return Source(session, plan)


def by_code(row: dict[str, Any]) -> list[tuple[int, str]]:
    """Sort key of a row by its code."""
    return natural(row["code"])


def natural(code: str) -> list[tuple[int, str]]:
    """Sort key in which P2 comes before P10."""
    parts: list[str] = []
    for letter in code:
        if parts and letter.isdecimal() == parts[-1][-1].isdecimal():
            parts[-1] += letter
        else:
            parts.append(letter)
    return [(int(part), "") if part.isdecimal() else (-1, part) for part in parts]


def dated(rows: Rows, column: str) -> Rows:
    """The rows with a stored moment (UTC) turned into the day where the server stands."""
    for row in rows:
        row[column] = clock.local_day(row[column]) if row[column] else None
    return rows
