"""Who carries and who acts. A pilot is in charge and may have no account; an account acts and is an Actor."""

from datetime import date
from typing import Any

from sqlalchemy import UniqueConstraint
from sqlmodel import Field, SQLModel

from data.model.base import Versioned, check, json_column, one_of
from data.vocabulary import PilotRole, Role


class Pilot(Versioned, table=True):
    """A unit or a function in charge of fiches or actions, inside the council or not; `email` receives reminders."""

    __table_args__ = (UniqueConstraint("plan_id", "name"),)

    id: int | None = Field(default=None, primary_key=True)
    plan_id: int = Field(foreign_key="plan.id", index=True)
    name: str
    organisation: str | None = None
    direction: str | None = None
    external: bool = False
    email: str | None = None


class Assignment(Versioned, table=True):
    """A pilot's part in a fiche or in one action, between two dates."""

    __table_args__ = (
        one_of("role", PilotRole),
        check("one_place", "(fiche_id IS NULL) <> (action_id IS NULL)"),
        check("dates", "to_on IS NULL OR from_on <= to_on"),
        UniqueConstraint("pilot_id", "fiche_id", "role", "from_on"),
        UniqueConstraint("pilot_id", "action_id", "role", "from_on"),
    )

    id: int | None = Field(default=None, primary_key=True)
    pilot_id: int = Field(foreign_key="pilot.id", index=True)
    fiche_id: int | None = Field(default=None, foreign_key="fiche.id", index=True)
    action_id: int | None = Field(default=None, foreign_key="action.id", index=True)
    role: str
    from_on: date
    to_on: date | None = None


class Account(SQLModel, table=True):
    """Somebody who may act. `scope` may limit a role: {"plans": [codes], "directions": [names]}; empty: no limit."""

    __table_args__ = (one_of("role", Role),)

    id: int | None = Field(default=None, primary_key=True)
    code: str = Field(unique=True)
    name: str
    role: str
    pilot_id: int | None = Field(default=None, foreign_key="pilot.id")
    scope: dict[str, Any] = Field(sa_column=json_column())
    active: bool = True
    email: str | None = None
