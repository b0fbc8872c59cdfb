"""The roster (pilotages): who may carry, what can be carried, and every part given, past, running or planned.

Plain values, read once from the store: a page shows them, the rules of `data.commands.parts` work on them. The roster
says how things are on its own day, today; a Situation says how they were at the end of a period.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from data.vocabulary import PilotRole


@dataclass(frozen=True)
class PilotFacts:
    """What is known of a pilot beside its name; in what somebody says, None leaves it as it is."""

    direction: str | None = None
    organisation: str | None = None
    external: bool | None = None
    email: str | None = None


NO_FACTS = PilotFacts()


@dataclass(frozen=True)
class PilotCard:
    """A pilot. `version` is what a form sends back to prove what it saw."""

    pilot_id: int
    version: int
    name: str
    facts: PilotFacts

    @property
    def home(self) -> str | None:
        """Its direction, or its organisation when it is outside the council."""
        return self.facts.organisation if self.facts.external else self.facts.direction or self.facts.organisation


@dataclass(frozen=True)
class Place:
    """What a pilot may carry: a fiche, or one action (`fiche_code`: its fiche's, None under a heading)."""

    code: str
    title: str
    is_action: bool = False
    fiche_code: str | None = None


@dataclass(frozen=True)
class Held:
    """A pilot's part in a place between two days, both included; without `to_on`, until further notice.

    Attributes:
        code: of a fiche; of an action when `role` is that of an action's pilot.
        id, version: the store's; None for a part that is not in it yet.
    """

    pilot: str
    code: str
    role: PilotRole
    from_on: date
    to_on: date | None = None
    id: int | None = None
    version: int | None = None

    @property
    def of_action(self) -> bool:
        return self.role is PilotRole.ACTION

    def same_place(self, other: Held) -> bool:
        return self.code == other.code and self.of_action == other.of_action

    def same_part(self, other: Held) -> bool:
        """Whether it is the same role of the same pilot in the same place, whatever the days."""
        return self.pilot == other.pilot and self.role is other.role and self.code == other.code

    def runs(self, day: date) -> bool:
        """Whether it is in force on that day."""
        return self.from_on <= day and (self.to_on is None or self.to_on >= day)

    def meets(self, other: Held) -> bool:
        """Whether they share a day."""
        starts_before_end = other.to_on is None or self.from_on <= other.to_on
        return starts_before_end and (self.to_on is None or self.to_on >= other.from_on)


@dataclass(frozen=True)
class Roster:
    """Pilots, places and parts of one plan.

    Attributes:
        today: the store's day.
        starts_on, ends_on: of the plan; a part begins within them.
        fiche_word, action_word: the plan's own names (« Projet », « Action »).
        parts: every part ever given, oldest first.
        awaited: (period code, fiche code) of the reports that an open campaign still expects.
    """

    today: date
    starts_on: date
    ends_on: date
    fiche_word: str = "Fiche"
    action_word: str = "Action"
    pilots: tuple[PilotCard, ...] = ()
    places: tuple[Place, ...] = ()
    parts: tuple[Held, ...] = ()
    awaited: tuple[tuple[str, str], ...] = field(default=())

    @cached_property
    def fiches(self) -> tuple[Place, ...]:
        return tuple(place for place in self.places if not place.is_action)

    @cached_property
    def title_of(self) -> dict[tuple[str, bool], str]:
        """(code, of an action) → title."""
        return {(place.code, place.is_action): place.title for place in self.places}

    @cached_property
    def running(self) -> tuple[Held, ...]:
        """The parts in force today."""
        return tuple(part for part in self.parts if part.runs(self.today))

    @cached_property
    def planned(self) -> tuple[Held, ...]:
        """The parts that begin after today."""
        return tuple(part for part in self.parts if part.from_on > self.today)

    def pilot(self, name: str) -> PilotCard | None:
        return next((card for card in self.pilots if card.name == name), None)

    @property
    def first_day(self) -> date:
        """The day that a form proposes: today, brought within the plan's years."""
        return min(max(self.today, self.starts_on), self.ends_on)
