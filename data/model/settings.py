"""What a plan sets for itself in the reading of its figures: the rules of its exceptions, and their thresholds."""

from sqlalchemy import UniqueConstraint
from sqlmodel import Field

from data.model.base import Versioned


class RuleSetting(Versioned, table=True):
    """What a plan changed of one rule of the exceptions (`data.measures.rules`); a null column keeps the rule's own.

    `rule` is the rule's key. A rule that is not `active` raises nothing.
    """

    __table_args__ = (UniqueConstraint("plan_id", "rule"),)

    id: int | None = Field(default=None, primary_key=True)
    plan_id: int = Field(foreign_key="plan.id", index=True)
    rule: str
    active: bool = True
    words: str | None = None
    next_step: str | None = None
    who: str | None = None


class ThresholdSetting(Versioned, table=True):
    """The value that a plan gives to a threshold that it may change (`data.measures.thresholds`)."""

    __table_args__ = (UniqueConstraint("plan_id", "key"),)

    id: int | None = Field(default=None, primary_key=True)
    plan_id: int = Field(foreign_key="plan.id", index=True)
    key: str
    value: float
