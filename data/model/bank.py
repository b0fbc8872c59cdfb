"""The bank of initiatives: what other départements tried, as somebody collected it, for every plan of the store."""

from typing import Any

from sqlalchemy import UniqueConstraint
from sqlmodel import Field, SQLModel

from data.model.base import check, json_column


class Collection(SQLModel, table=True):
    """Where initiatives come from: a published collection.

    `warning`: what the collection says of its own worth (« fiches non évaluées »), shown wherever its items are.
    `body`: publisher, year, themes, source file, its own vocabularies.
    """

    id: int | None = Field(default=None, primary_key=True)
    code: str = Field(unique=True)
    title: str
    warning: str | None = None
    body: dict[str, Any] = Field(sa_column=json_column())


class Initiative(SQLModel, table=True):
    """One experience of a département. Null where the collection is silent; `body` holds the rest of what it says.

    `kind`: « fiche » (a whole sheet) or « notice » (a few lines). `theme`, `maturity`: codes of the collection's own
    lists. `departement_code`: as the collection prints it (« 69M » is the Métropole de Lyon).
    """

    __table_args__ = (UniqueConstraint("collection_id", "code"), check("kind", "kind IN ('fiche', 'notice')"))

    id: int | None = Field(default=None, primary_key=True)
    collection_id: int = Field(foreign_key="collection.id", index=True)
    code: str
    kind: str
    title: str
    rank: int
    theme: str
    sub_theme: str | None = None
    departement_code: str
    departement_name: str
    territory: str | None = None
    organisation: str | None = None
    start_year: int | None = None
    maturity: str | None = None
    source_line: int | None = None
    body: dict[str, Any] = Field(sa_column=json_column())


class InitiativeAudience(SQLModel, table=True):
    """A public of the shared vocabulary that an initiative is for; its own wording stays in the initiative's `body`."""

    initiative_id: int = Field(foreign_key="initiative.id", primary_key=True)
    audience_id: int = Field(foreign_key="audience.id", primary_key=True)
