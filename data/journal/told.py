"""What the journal tells, in French: acts, the things that each changed, and field by field what it was and became."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class Line:
    """One field: its French term, its old and new value in words (None: nothing said)."""

    field: str
    old: str | None
    new: str | None


@dataclass(frozen=True)
class Thing:
    """One row that an act changed.

    Attributes:
        entry_id: its line of the journal.
        change: « ajout », « modification », « suppression », or « caviardage » of another line.
        what: which row it is (« État de l’action P4-03 … · 3e trimestre 2026 »), its territory apart.
        where: its territory, None for what is said of the whole département.
        lines: empty when redacted, or when it was said again without a change.
        redacted: « Contenu retiré le … par … », None as long as nobody redacted it.
        fiche: code of the fiche that it speaks of, when there is one.
    """

    entry_id: int
    change: str
    what: str
    where: str | None
    lines: tuple[Line, ...]
    redacted: str | None
    fiche: str | None


@dataclass(frozen=True)
class Told:
    """One act: what somebody did at one moment by one command.

    Attributes:
        id: its most recent line, that `timeline(before_id=…)` continues from.
        at: where the server stands.
        who: the account's name of today.
        command: French name of the act.
        why: its reason, when it asked for one.
    """

    id: int
    at: datetime
    who: str
    command: str
    why: str | None
    things: tuple[Thing, ...]
