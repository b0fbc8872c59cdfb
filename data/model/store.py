"""The store about itself: settings and the append-only journal."""

from datetime import datetime
from typing import Any

from sqlmodel import Field, SQLModel

from data.model.base import json_column


class Setting(SQLModel, table=True):
    """A fact about the store: « demonstration » (true/false), « reference_date » (ISO), « shown » (which opens)."""

    key: str = Field(primary_key=True)
    value: str


class JournalEntry(SQLModel, table=True):
    """One changed row of one command: who, when, what, before → after, why.

    `fiche_id`: the fiche that the row speaks of, when there is one. Triggers refuse delete, and every update but a
    redaction: `before`, `after` and `reason` emptied at once, `redacted_at` and `redacted_by` set.
    """

    id: int | None = Field(default=None, primary_key=True)
    at: datetime
    account_id: int | None = Field(default=None, foreign_key="account.id")
    command: str
    plan_id: int | None = Field(default=None, index=True)
    table_name: str
    row_key: str
    change: str
    before: dict[str, Any] = Field(sa_column=json_column())
    after: dict[str, Any] = Field(sa_column=json_column())
    reason: str | None = None
    fiche_id: int | None = Field(default=None, index=True)
    redacted_at: datetime | None = None
    redacted_by: int | None = Field(default=None, foreign_key="account.id")
