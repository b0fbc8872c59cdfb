"""The grid of one indicator's values: its territories, its dates, what is recorded."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from data.commands.values import Said
from data.entry.values_cells import Asked, Shape, asked_of, difference_words, written_parts
from data.french import folded, short_day
from data.measures.columns import as_date, as_number, records
from data.period import Period
from data.place_names import short_name
from data.situation import Situation, where
from data.vocabulary import TerritoryKind, label

Part = Literal["value", "numerator", "denominator"]
Row = Mapping[str, Any]


@dataclass(frozen=True, order=True)
class Slot:
    """One cell: a territory, a day, a part of its value."""

    territory: str
    on: date
    part: Part = "value"

    @property
    def place(self) -> tuple[str, date]:
        return self.territory, self.on


@dataclass(frozen=True)
class Place:
    """A territory of the grid. `short`: its name without its kind, where that says enough."""

    code: str
    name: str
    short: str


@dataclass(frozen=True)
class ValueSheet:
    """The grid of one indicator.

    Attributes:
        places: the département first, then every territory of the level.
        days: last day of each period of the plan that is over, and of any other value there is; oldest first.
        held: (territory, day) → what is recorded there, starting values apart.
        elsewhere: the territories of other levels: a paste that names one is told so.
    """

    indicator: Row
    asked: Asked
    places: tuple[Place, ...]
    days: tuple[date, ...]
    held: Mapping[tuple[str, date], Said]
    kind: TerritoryKind
    elsewhere: tuple[tuple[Place, TerritoryKind], ...]
    starts_on: date
    ends_on: date
    months: int
    today: date

    @property
    def code(self) -> str:
        return str(self.indicator["code"])

    @property
    def parts(self) -> tuple[Part, ...]:
        return ("numerator", "denominator") if self.asked.shape is Shape.RATIO else ("value",)

    @property
    def level(self) -> tuple[Place, ...]:
        """The territories without the département."""
        return self.places[1:]

    @property
    def level_words(self) -> str:
        return label(self.kind)

    def place(self, code: str) -> Place:
        """A territory by its code, of this level or of another."""
        others = (one for one, _ in self.elsewhere)
        return next((one for one in (*self.places, *others) if one.code == code), Place(code, code, code))

    def stored(self, slot: Slot) -> str:
        """The text of a cell as it is recorded."""
        return written_parts(self.asked, self.held.get(slot.place)).get(slot.part, "")

    def words(self, said: Said | None) -> str:
        return difference_words(self.asked, said, self.indicator["unit"])

    def day_words(self, on: date) -> str:
        """« T3 2026 » for the end of a period, « 15/09/2026 » for another day."""
        period = Period.containing(on, self.months)
        return period.short if period.ends_on == on else short_day(on)

    def day_long(self, on: date) -> str:
        """« le 3e trimestre 2026 », « le 15/09/2026 »."""
        period = Period.containing(on, self.months)
        return period.the if period.ends_on == on else f"le {short_day(on)}"


def levels(situation: Situation) -> list[TerritoryKind]:
    """The levels below the département, the plan's own first."""
    there = set(situation.territories["kind"])
    found = [kind for kind in TerritoryKind if kind.value in there and kind is not TerritoryKind.DEPARTEMENT]
    return sorted(found, key=lambda kind: kind.value != situation.territory_level)


def value_sheet(situation: Situation, code: str, kind: TerritoryKind | None) -> ValueSheet:
    """The sheet of an indicator at a level (None: the département alone).

    Args:
        situation: the plan as it is now, with every value given so far.
    """
    indicator = records(where(situation.indicators, code=code))[0]
    measures = [row for row in records(where(situation.measures, indicator_code=code)) if not row["baseline"]]
    held = {
        (str(row["territory_code"]), on): Said(
            value=as_number(row["value"]),
            numerator=as_number(row["numerator"]),
            denominator=as_number(row["denominator"]),
            qualifier=row["qualifier"],
            text=row["text"],
        )
        for row in measures
        if (on := as_date(row["on"])) is not None
    }
    plan = situation.plan
    known = [(_place(row), TerritoryKind(str(row["kind"]))) for row in records(situation.territories)]
    whole = next((one for one, _ in known if one.code == plan.departement_code), None)
    whole = whole or Place(plan.departement_code, plan.departement_name, plan.departement_name)
    mine = [one for one, each in known if each is kind and one.code != whole.code]
    ends = period_ends(plan.starts_on, min(plan.ends_on, situation.today), plan.reporting_months)
    return ValueSheet(
        indicator=indicator,
        asked=asked_of(indicator, any(said.denominator for said in held.values())),
        places=(whole, *sorted(mine, key=lambda one: folded(one.short))),
        days=tuple(sorted({*ends, *(on for _, on in held)})),
        held=held,
        kind=kind or TerritoryKind.DEPARTEMENT,
        elsewhere=tuple(
            (one, each) for one, each in known if each is not kind and each is not TerritoryKind.DEPARTEMENT
        ),
        starts_on=plan.starts_on,
        ends_on=plan.ends_on,
        months=plan.reporting_months,
        today=situation.today,
    )


def period_ends(starts_on: date, until: date, months: int) -> list[date]:
    """Last day of each period from the one that holds `starts_on`, once it is over."""
    found: list[date] = []
    period = Period.containing(starts_on, months)
    while period.ends_on <= until:
        found.append(period.ends_on)
        period = period.shift(1)
    return found


def _place(row: Row) -> Place:
    name = str(row["name"])
    return Place(str(row["code"]), name, short_name(name))
