"""What the page shows: the campaign of the header's period as it is now, and what this profile may do with it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from components import acting
from components.view import View
from data.gathering import Gathering, Standing
from data.measures.campaign_board import CampaignBoard, board, leads_then
from data.measures.sentences import is_over
from data.period import Period
from data.permissions import Act, validates
from data.reading.campaign import standing


@dataclass(frozen=True)
class Shown:
    """The campaign of a period.

    Attributes:
        found: None when the period was never opened.
        runs: this profile opens, follows and closes the campaigns of this plan.
    """

    now: View
    standing: Standing
    found: CampaignBoard | None
    runs: bool

    @property
    def period(self) -> Period:
        return self.now.whole.period

    @property
    def today(self) -> date:
        return self.now.head.today

    @property
    def gathering(self) -> Gathering | None:
        return self.standing.gathering

    @property
    def open(self) -> bool:
        return self.gathering is not None and self.gathering.closed_on is None

    def validates(self, fiche_code: str) -> bool:
        """Whether this profile validates that fiche's report; the command checks again."""
        direction = self.standing.direction(fiche_code)
        return acting.in_scope(self.now) and validates(self.now.actor, self.standing.validation, direction)


def read(now: View) -> Shown:
    """Read the campaign that the header's period names."""
    found = standing(now.store, now.plan.code, now.whole.period.code)
    # A frozen campaign is told with the leads that it was closed with, not with those of today.
    told = found if now.number is None else replace(found, leads=leads_then(now.whole))
    lines = board(now.whole, told, now.head.today) if found.gathering else None
    return Shown(now, found, lines, acting.allowed(now, Act.RUN_CAMPAIGN))


def next_period(now: View) -> Period | None:
    """The period to open: the one after the last campaign, else the current one; None beyond the plan's end, and for a
    plan that is over without a fiche: nobody would be asked anything."""
    known = [Period.parse(code) for code in now.plan.periods]
    if not known and now.whole.fiches.empty and is_over(now.whole):
        return None
    found = max(known).shift(1) if known else Period.parse(now.plan.current_period)
    return found if found.starts_on <= now.whole.plan.ends_on else None


def open_periods(now: View) -> list[Period]:
    """The periods that are open, oldest first; several when one was reopened."""
    return sorted(Period.parse(code) for code in now.plan.periods if code not in now.plan.closed)
