"""One piece, as a page lists it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from data.evidence.checks import size_words
from data.evidence.links import host
from data.french import day
from data.vocabulary import EvidenceKind


@dataclass(frozen=True)
class Piece:
    """A link or a file joined to a fiche for a period.

    Attributes:
        url: of a link; filename, media_type, size (bytes) and sha256: of a file.
        removable: the person who looks may take it away (the form says so; a Situation does not know).
    """

    evidence_id: int
    kind: EvidenceKind
    title: str
    url: str | None
    filename: str | None
    media_type: str | None
    size: int | None
    sha256: str | None
    action_code: str | None
    author: str
    added_on: date | None
    removable: bool = False

    @property
    def note(self) -> str:
        """« rapport.pdf, 1,2 Mo · action P7-01 · par Service insertion, le 6 octobre 2026 »."""
        where = host(self.url) if self.url else f"{self.filename}, {size_words(self.size or 0)}"
        about = f"action {self.action_code}" if self.action_code else ""
        when = f", le {day(self.added_on)}" if self.added_on else ""
        return " · ".join(part for part in (where, about, f"par {self.author}{when}") if part)


def piece_of(row: dict[str, Any], *, removable: bool = False) -> Piece:
    """The piece of a row of `COLUMNS["evidence"]`."""
    size = row["size"]
    return Piece(
        evidence_id=int(row["evidence_id"]),
        kind=EvidenceKind(row["kind"]),
        title=str(row["title"]),
        url=row["url"],
        filename=row["filename"],
        media_type=row["media_type"],
        size=None if size is None or size != size else int(size),
        sha256=row["sha256"],
        action_code=row["action_code"],
        author=str(row["author"]),
        added_on=row["added_on"],
        removable=removable,
    )


def default_title(*, url: str | None = None, filename: str | None = None) -> str:
    """What names a piece to which nobody gave a title: the file's name without its extension, or the site."""
    if filename:
        return filename.rpartition(".")[0]
    return host(url or "")
