"""The earlier frozen state of a plan that a scene compares with, seen on the same part of the plan."""

from __future__ import annotations

from collections.abc import Sequence

from data.conference.edition import Pin, SceneRow
from data.conference.perimeter import within
from data.conference.scope import Scope
from data.measures.changes.scope import kept_at_both
from data.period import Period
from data.situation import Situation


def past_pins(scene: SceneRow, scope: Scope) -> tuple[Pin, ...]:
    """The earlier states that the edition holds of the scene's plan, oldest first."""
    own = scope.edition.own
    if scope.pin(scene) != own:
        return ()
    now = Period.parse(own.period)
    held = [pin for pin in scope.edition.past if Period.parse(pin.period) < now and pin in scope.told.situations]
    # Of a period frozen several times, the last state.
    latest = {pin.period: pin for pin in sorted(held, key=lambda pin: pin.number)}
    return tuple(sorted(latest.values(), key=lambda pin: Period.parse(pin.period)))


def a_year_before(pins: Sequence[Pin], now: Period) -> Pin | None:
    """The state of the same period a year before, else the oldest; None without any."""
    year = now.shift(-12 // now.months)
    return next((pin for pin in pins if pin.period == year.code), pins[0] if pins else None)


def same_part(scene: SceneRow, scope: Scope, pin: Pin) -> tuple[Situation, Situation]:
    """An earlier state and the scene's own, on the actions that the theme covers in the latter."""
    whole = scope.whole(scene)
    if scene.settings.get("whole") or scope.edition.perimeter.whole:
        return scope.told.situations[pin], whole
    perimeter = scope.edition.perimeter
    return kept_at_both(scope.told.situations[pin], whole, lambda each: within(each, perimeter))


def before_of(scene: SceneRow, scope: Scope, here: Situation) -> Situation | None:
    """The state a year before (else the oldest) on the same actions; None when the edition holds none."""
    pin = a_year_before(past_pins(scene, scope), here.period)
    return None if pin is None else same_part(scene, scope, pin)[0]
