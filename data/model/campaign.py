"""A campaign (campagne): one plan × one period, what it expects of whom, the committees that pace it, its reminders."""

from datetime import date, datetime

from sqlalchemy import UniqueConstraint
from sqlmodel import Field, SQLModel

from data.model.base import Versioned, check, json_column, one_of
from data.vocabulary import CampaignStatus, Channel


class Campaign(Versioned, table=True):
    """One plan × one period. Due (échéance) and closing (clôture) are two dates; a closed one refuses every write.

    A reopened campaign is open again and has at least one frozen state (FrozenPeriod).
    """

    __table_args__ = (
        UniqueConstraint("plan_id", "period"),
        one_of("status", CampaignStatus),
        check("dates", "opened_on <= due_on AND due_on <= closes_on"),
        check("closed", "(status = 'cloturee') = (closed_on IS NOT NULL)"),
    )

    id: int | None = Field(default=None, primary_key=True)
    plan_id: int = Field(foreign_key="plan.id", index=True)
    period: str
    status: str = CampaignStatus.OPEN.value
    opened_on: date
    due_on: date
    closes_on: date
    closed_on: date | None = None


class Expectation(SQLModel, table=True):
    """A fiche's report is expected, from a pilot when one is known; excused ones keep their reason."""

    __table_args__ = (check("reason", "excused = false OR reason IS NOT NULL"),)

    campaign_id: int = Field(foreign_key="campaign.id", primary_key=True)
    fiche_id: int = Field(foreign_key="fiche.id", primary_key=True)
    pilot_id: int | None = Field(default=None, foreign_key="pilot.id")
    excused: bool = False
    reason: str | None = None


class Meeting(SQLModel, table=True):
    """A sitting of an instance. `paces`: the comité technique by which due dates of campaigns are proposed."""

    __table_args__ = (UniqueConstraint("plan_id", "instance", "held_on"),)

    id: int | None = Field(default=None, primary_key=True)
    plan_id: int = Field(foreign_key="plan.id", index=True)
    instance: str
    held_on: date
    paces: bool = False


class Reminder(SQLModel, table=True):
    """One digest sent to one person: a pilot, or the account of the coordination. Triggers refuse any change of it.

    `moment` is the step of the schedule (« avant_7 »); `fiches` the codes of what was asked for.
    """

    __table_args__ = (
        one_of("channel", Channel),
        check("one_person", "(pilot_id IS NULL) <> (account_id IS NULL)"),
    )

    id: int | None = Field(default=None, primary_key=True)
    campaign_id: int = Field(foreign_key="campaign.id", index=True)
    pilot_id: int | None = Field(default=None, foreign_key="pilot.id")
    account_id: int | None = Field(default=None, foreign_key="account.id")
    moment: str
    fiches: list[str] = Field(sa_column=json_column(list))
    channel: str
    sent_on: date
    sent_at: datetime
