"""A campaign as it stands now: what is expected of whom, what came, what is being typed; the committees of the plan.

Plain values, read once from the store. A Situation leaves out reports sent back and drafts: this holds them too.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from data.vocabulary import ReportStatus, Validation, Weather

FICHE_ADDED = "Ajouter une fiche à la période"
"""The act by which a fiche comes after the opening, as the journal names it."""


@dataclass(frozen=True)
class Sitting:
    """A sitting of an instance. `paces`: due dates of campaigns are proposed from it."""

    instance: str
    held_on: date
    paces: bool


@dataclass(frozen=True)
class Asked:
    """A fiche of which something is expected.

    Attributes:
        pilot: who is expected to answer; None: the coordination.
        reason: why it is excused.
        added: it came after the opening.
    """

    fiche_code: str
    pilot: str | None = None
    excused: bool = False
    reason: str | None = None
    added: bool = False


@dataclass(frozen=True)
class Came:
    """A report, whatever its status.

    Attributes:
        version: what was read, sent back by who validates.
        first_on: when it was first sent: punctuality hangs on it; sent_on: when it was last sent.
        behalf: the pilot in whose place the coordination answered.
        comment: what is to be completed, when sent back.
    """

    status: ReportStatus
    version: int
    first_on: date
    sent_on: date
    author: str = ""
    behalf: str | None = None
    weather: Weather | None = None
    nothing_new: bool = False
    comment: str | None = None
    validated_by: str | None = None
    validated_on: date | None = None


@dataclass(frozen=True)
class Lead:
    """Who leads a fiche today, and its direction: None for who is outside the council."""

    pilot: str
    direction: str | None


@dataclass(frozen=True)
class Gathering:
    """One campaign.

    Attributes:
        asked: in the order of the plan; nothing is expected of the fiches that are not there.
        came, drafts: by fiche code; drafts are counted, whoever types them.
    """

    period: str
    opened_on: date
    due_on: date
    closes_on: date
    closed_on: date | None = None
    asked: tuple[Asked, ...] = ()
    came: Mapping[str, Came] = field(default_factory=dict[str, Came])
    drafts: Mapping[str, int] = field(default_factory=dict[str, int])


@dataclass(frozen=True)
class Standing:
    """A plan's campaigns today.

    Attributes:
        gathering: of the period asked for; None when it was never opened.
        leads: fiche code → who leads it today.
        sittings: past and to come, oldest first.
    """

    validation: Validation
    gathering: Gathering | None
    leads: Mapping[str, Lead]
    sittings: tuple[Sitting, ...]

    def direction(self, fiche_code: str) -> str | None:
        """The direction to which validation may belong."""
        lead = self.leads.get(fiche_code)
        return lead.direction if lead else None
