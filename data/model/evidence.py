"""Evidence (pièces): links and files that show what a report says."""

from datetime import datetime

from sqlalchemy import Column, LargeBinary
from sqlmodel import Field, SQLModel

from data.model.base import check, one_of
from data.vocabulary import EvidenceKind


class EvidenceFile(SQLModel, table=True):
    """The bytes of a file, kept once whatever the number of reports that show it."""

    sha256: str = Field(primary_key=True)
    content: bytes = Field(sa_column=Column(LargeBinary, nullable=False))


class Evidence(SQLModel, table=True):
    """A link or a file joined to a fiche (or to one of its actions) for a period. `size` in bytes."""

    __table_args__ = (
        one_of("kind", EvidenceKind),
        check("link", "(kind = 'lien') = (url IS NOT NULL)"),
        check("file", "(kind = 'fichier') = (sha256 IS NOT NULL AND filename IS NOT NULL)"),
    )

    id: int | None = Field(default=None, primary_key=True)
    campaign_id: int = Field(foreign_key="campaign.id", index=True)
    fiche_id: int = Field(foreign_key="fiche.id", index=True)
    action_id: int | None = Field(default=None, foreign_key="action.id")
    kind: str
    title: str
    url: str | None = None
    filename: str | None = None
    media_type: str | None = None
    size: int | None = None
    sha256: str | None = Field(default=None, foreign_key="evidencefile.sha256")
    account_id: int = Field(foreign_key="account.id")
    added_at: datetime
