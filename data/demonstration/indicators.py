"""Indicators of the demonstration: settings, targets and values, through the commands."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from random import Random

from data.commands.indicator import (
    IndicatorSettings,
    MeasureInput,
    configure_indicator,
    record_measures,
    set_target,
)
from data.database import Store
from data.demonstration.calendar import PLAN, QUARTERS, SEED, moment
from data.demonstration.indicators_table import (
    FOLLOWED,
    MID,
    OVER_COMMUNES,
    OVER_TERRITORIES,
    RECORDED_ON,
    START,
    Followed,
    OverTerritories,
    Value,
)
from data.demonstration.people import Cast
from data.demonstration.story_actions import PACES
from data.french import typeset
from data.vocabulary import Direction, MeasureKind

REASON = "démonstration"
SOURCE = "démonstration"
_SET_ON = date(2025, 7, 8)


def configure(store: Store, cast: Cast) -> None:
    """Say how the followed indicators are read, and set their targets and starting values."""
    now = moment(_SET_ON)
    everything = FOLLOWED | {code: over.followed for code, over in (OVER_TERRITORIES | OVER_COMMUNES).items()}
    for code, followed in everything.items():
        configure_indicator(store, cast.coordinator, PLAN, code, _settings(followed), reason=REASON, now=now)
        for due_on, value in followed.targets:
            set_target(store, cast.coordinator, PLAN, code, due_on, value, now=now)
    baselines = [
        _measure(code, START, followed.baseline, baseline=True)
        for code, followed in FOLLOWED.items()
        if followed.baseline is not None
    ]
    record_measures(store, cast.coordinator, PLAN, baselines, now=now)


def _settings(followed: Followed) -> IndicatorSettings:
    return IndicatorSettings(
        measure_kind=followed.kind,
        direction=followed.direction,
        tolerance=followed.tolerance,
        territory_aggregation=followed.territory_aggregation,
        time_aggregation=followed.time_aggregation,
        periodicity_months=followed.periodicity_months,
        availability_months=followed.availability_months,
        threshold=followed.threshold,
        flagship=followed.flagship,
        scale=followed.scale,
    )


def sent_with_reports(fiche: str, rank: int) -> tuple[MeasureInput, ...]:
    """The values that a fiche sends with its report of the quarter of that rank."""
    day = QUARTERS[rank].period.ends_on
    return tuple(
        _measure(code, day, value, step=followed.steps[rank])
        for code, followed in FOLLOWED.items()
        if code.startswith(f"{fiche}-") and (value := followed.series[rank]) is not None
    )


def _measure(
    code: str,
    day: date,
    value: Value,
    *,
    territory: str | None = None,
    baseline: bool = False,
    step: str | None = None,
) -> MeasureInput:
    pair = value if isinstance(value, tuple) else (None, None)
    return MeasureInput(
        indicator_code=code,
        measured_on=day,
        territory_code=territory,
        value=value if isinstance(value, int | float) else None,
        numerator=pair[0],
        denominator=pair[1],
        text=typeset(value) if isinstance(value, str) else None,
        qualifier=step,
        source=SOURCE,
        baseline=baseline,
    )


def record_over_territories(store: Store, cast: Cast, populations: Mapping[str, int], random: Random) -> None:
    """Values by EPCI (`populations`: EPCI → inhabitants), with targets where rates must compare."""
    settled = moment(_SET_ON)
    starting: list[MeasureInput] = []
    recorded: dict[date, list[MeasureInput]] = {}
    for code, over in OVER_TERRITORIES.items():
        drawn = _draw(over, populations, random)
        given = [epci for epci in populations if epci not in over.missing]
        if over.targets:
            for epci in given:
                starting.append(_measure(code, START, drawn.start[epci], territory=epci, baseline=True))
                set_target(
                    store,
                    cast.coordinator,
                    PLAN,
                    code,
                    MID,
                    drawn.goal[epci],
                    territory_code=epci,
                    now=settled,
                )
        if over.whole:
            starting.append(_measure(code, START, sum(drawn.start.values()), baseline=True))
        if over.whole and over.followed.kind is MeasureKind.TARGET:
            set_target(store, cast.coordinator, PLAN, code, MID, sum(drawn.goal.values()), now=settled)
        for day, values in drawn.values.items():
            rows = [_measure(code, day, values[epci], territory=epci) for epci in given]
            if over.whole:
                rows.append(_measure(code, day, sum(values.values())))
            recorded.setdefault(day, []).extend(rows)
    record_measures(store, cast.coordinator, PLAN, starting, now=settled)
    for day in sorted(recorded):
        record_measures(store, cast.coordinator, PLAN, recorded[day], now=moment(RECORDED_ON[day]))


def record_over_communes(store: Store, cast: Cast, populations: Mapping[str, int]) -> None:
    """Values by commune (`populations`: commune → inhabitants), and the département's total."""
    for code, over in OVER_COMMUNES.items():
        # Its own draw: the rest of the story does not depend on it.
        random = Random(f"{SEED} {code}")
        given = sorted(populations, key=lambda commune: (-populations[commune], commune))[: over.communes]
        start = {
            commune: populations[commune] * over.per_thousand / 1000 * random.uniform(0.5, 1.4) for commune in given
        }
        for step, day in enumerate(over.days):
            values = {
                commune: round(count * (1 + 0.15 * step * random.uniform(-0.6, 2))) for commune, count in start.items()
            }
            rows = [_measure(code, day, value, territory=commune) for commune, value in values.items()]
            rows.append(_measure(code, day, round(sum(values.values()) * (1 + over.elsewhere))))
            record_measures(store, cast.coordinator, PLAN, rows, now=moment(RECORDED_ON[day]))


@dataclass(frozen=True)
class _Drawn:
    start: dict[str, int]
    goal: dict[str, int]
    values: dict[date, dict[str, int]]


def _draw(over: OverTerritories, populations: Mapping[str, int], random: Random) -> _Drawn:
    """Whole numbers of people: an EPCI nears its goal as fast as its actions get done, give or take."""
    start: dict[str, int] = {}
    goal: dict[str, int] = {}
    values: dict[date, dict[str, int]] = {day: {} for day in over.days}
    held = over.followed.direction is Direction.HOLD
    for epci, population in populations.items():
        start[epci] = round(population * over.per_thousand / 1000 * random.uniform(0.7, 1.3))
        goal[epci] = start[epci] if held else round(start[epci] * 1.6) + 2
        pace = PACES[epci].done if epci in PACES else 0.3
        for step, day in enumerate(over.days, start=1):
            rising = (pace - 0.05 + random.uniform(-0.15, 0.1)) * step / len(over.days)
            share = -0.1 * step if epci in over.slipping else rising
            moved = start[epci] * random.uniform(-0.06, 0.05) if held else (goal[epci] - start[epci]) * share
            values[day][epci] = max(0, round(start[epci] + moved))
    return _Drawn(start, goal, values)
