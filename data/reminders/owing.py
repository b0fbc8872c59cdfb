"""What is asked of whom in the open campaigns, and what was already sent to them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Asked(StrEnum):
    """What is asked about a fiche."""

    REPORT = "a_renseigner"
    COMPLETION = "a_completer"
    STATES = "actions"


@dataclass(frozen=True)
class Dates:
    """The four dates of a campaign. `closed_on`: None as long as it is open."""

    opened_on: date
    due_on: date
    closes_on: date
    closed_on: date | None = None

    def runs_on(self, day: date) -> bool:
        """Whether somebody may be reminded on that day: from the opening to the day before the closing."""
        end = self.closes_on if self.closed_on is None else min(self.closes_on, self.closed_on)
        return self.opened_on <= day < end


@dataclass(frozen=True)
class Round:
    """One campaign: a plan and a period."""

    campaign_id: int
    plan_code: str
    plan_title: str
    period: str
    dates: Dates


@dataclass(frozen=True)
class Recipient:
    """A pilot, or the account of somebody who coordinates. Exactly one of the two ids is set."""

    name: str
    email: str | None
    pilot_id: int | None = None
    account_id: int | None = None

    @property
    def person(self) -> str:
        """Who it is: recipients of one address are one person, whatever their plans and the case of its letters."""
        address = (self.email or "").strip().casefold()
        return address or (f"pilote {self.pilot_id}" if self.pilot_id is not None else f"profil {self.account_id}")


@dataclass(frozen=True)
class Item:
    """What is asked about one fiche.

    Attributes:
        comment: what is to be completed, when the report was sent back.
        actions: (code, title) of the actions whose state is asked, when that is all that is asked.
    """

    fiche_code: str
    title: str
    asked: Asked
    comment: str | None = None
    actions: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Debt:
    """All that one recipient owes in one campaign; never without an item."""

    recipient: Recipient
    round: Round
    items: tuple[Item, ...]


@dataclass(frozen=True)
class Sent:
    """A reminder that left. `step`: a value of `schedule.Step`; `fiches`: codes of what was asked for."""

    recipient: Recipient
    campaign_id: int
    step: str
    sent_on: date
    fiches: tuple[str, ...] = ()
    channel: str = ""
