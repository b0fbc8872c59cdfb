"""An edition of the plan's yearly event: its theme, the frozen states it is told from, its scenes, its pictures."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import Column, LargeBinary, UniqueConstraint
from sqlmodel import Field, SQLModel

from data.model.base import Versioned, check, json_column, one_of
from data.vocabulary import FileUse, SceneKind

NEVER_AGAIN = {"sqlite_autoincrement": True}
"""The id of what was removed is not given again: an address, a form or a picture kept in memory would show another."""


class Edition(Versioned, table=True):
    """One edition (édition) of the yearly event, outside the Situation: what it shows comes from frozen states alone.

    Attributes:
        theme: as announced; `perimeter` is what it covers in the plan, the union of {"headings", "fiches", "actions",
            "audiences"}, lists of codes, all empty for the whole plan.
        chairs: functions of those who chair it, never names.
        on_site, remote: attendance, None while unknown.
        pins: the frozen states told, [{"plan", "period", "number"}]: the first is the edition's own; others of the
            same plan are its past (before / after, trends), those of other plans are reviewed with it.
        site: what the public page may show beyond publishable texts, {"weather", "health", "difficulties"} (bool),
            its "address", for the QR code, and who answers for it: "director", "host", "contact" (text).
    """

    __table_args__ = (
        check("year", "year BETWEEN 1990 AND 2999"),
        check("on_site", "on_site IS NULL OR on_site >= 0"),
        check("remote", "remote IS NULL OR remote >= 0"),
        NEVER_AGAIN,
    )

    id: int | None = Field(default=None, primary_key=True)
    plan_id: int = Field(foreign_key="plan.id", index=True)
    year: int
    held_on: date | None = None
    place: str = ""
    theme: str
    perimeter: dict[str, Any] = Field(sa_column=json_column())
    chairs: list[str] = Field(sa_column=json_column(list))
    on_site: int | None = None
    remote: int | None = None
    pins: list[dict[str, Any]] = Field(sa_column=json_column(list))
    site: dict[str, Any] = Field(sa_column=json_column())
    created_at: datetime


class EditionFile(SQLModel, table=True):
    """A photo, a logo or a template of slides given for an edition, as kept after checks (no metadata, no script).

    `title`: what the picture shows, for who does not see it. `width`, `height` in pixels; None for a template.
    """

    __table_args__ = (one_of("use", FileUse), NEVER_AGAIN)

    id: int | None = Field(default=None, primary_key=True)
    edition_id: int = Field(foreign_key="edition.id", index=True)
    use: str
    title: str
    credit: str = ""
    filename: str
    media_type: str
    width: int | None = None
    height: int | None = None
    content: bytes = Field(sa_column=Column(LargeBinary, nullable=False))


class Scene(Versioned, table=True):
    """A scene of an edition. What `settings` holds by kind is in `data.conference.kinds`.

    `public`: shown on the public page too. `notes`: for the speaker alone, they never reach the public page.
    """

    __table_args__ = (one_of("kind", SceneKind), check("position", "position >= 1"), NEVER_AGAIN)

    id: int | None = Field(default=None, primary_key=True)
    edition_id: int = Field(foreign_key="edition.id", index=True)
    position: int
    kind: str
    title: str = ""
    notes: str = ""
    public: bool = True
    settings: dict[str, Any] = Field(sa_column=json_column())


class Rereading(SQLModel, table=True):
    """A publishable text reread for an edition (relecture). Without an accepted one it does not reach the public page.

    `text_key`: where the text is (`data.conference.public.Candidate.key`). `sha256`: of the text that was reread: a
    text that changed since must be reread again.
    """

    __table_args__ = (UniqueConstraint("edition_id", "text_key"),)

    id: int | None = Field(default=None, primary_key=True)
    edition_id: int = Field(foreign_key="edition.id", index=True)
    text_key: str
    sha256: str
    accepted: bool
    account_id: int = Field(foreign_key="account.id")
    reread_at: datetime
