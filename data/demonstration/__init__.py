"""The demonstration: the real wording of the Drôme plan, with invented pilots, progress and values.

Seeded and deterministic: two builds tell the same story. Everything goes through the commands, so that it obeys
the rules that users obey. `story` and `story_actions` hold the designed cases, with the page each one feeds.

    calendar   reference day, five quarters       people       units, parts, profiles
    story*     the designed cases, as data        states       what becomes of each action
    quarters   the replay                         indicators*  settings, targets, values
    objectives yearly ratings                     texts*       what fiches write
    pieces     links joined to reports           facilities invented équipements on the map
    committees sittings of the instances          reopening    the quarter that was corrected after its closing
    conference two editions of the yearly event
"""

from __future__ import annotations

from collections.abc import Callable
from random import Random
from typing import Any

from data.commands.plan import set_calendar, set_recurrence, set_territorial, set_uses_percent
from data.commands.store import set_setting
from data.database import Store
from data.demonstration import (
    committees,
    conference,
    facilities,
    indicators,
    objectives,
    people,
    quarters,
    story_actions,
)
from data.demonstration.calendar import PLAN, SEED, TODAY, moment
from data.demonstration.people import Cast
from data.demonstration.states import ActionFacts, courses
from data.measures.calendar import has_begun
from data.permissions import SYSTEM
from data.reading import situation
from data.situation import Situation, rows_of, where
from data.vocabulary import TerritoryKind

REASON = "démonstration"


def build(store: Store, say: Callable[[str], None]) -> None:
    """Fill a store that holds the accounts of `installation.init` and the Drôme plan, and nothing else of it.

    The setting « demonstration » comes last: a store without it was not finished and is built anew.

    Raises:
        CapError: a command refused; the store is then unfinished.
    """
    random = Random(SEED)
    set_setting(store, SYSTEM, "reference_date", TODAY.isoformat())
    plan = situation(store, PLAN)
    say("Pilotes, profils et réglages…")
    cast = people.settle(store)
    _amend(store, cast)
    indicators.configure(store, cast)
    told = courses(_facts(plan), _codes(plan), random)
    committees.plan(store, cast)
    to_come = quarters.planned(store, cast, told, random)
    # Before the replay: a quarter is frozen with the values of its day, and no later word enters it.
    say("Indicateurs par intercommunalité, objectifs de l’année…")
    populations = {str(row["code"]): int(row["population"] or 0) for row in _peers(plan)}
    indicators.record_over_territories(store, cast, populations, random)
    communes = where(plan.territories, kind=TerritoryKind.COMMUNE.value)
    inhabitants = {str(row["code"]): int(row["population"] or 0) for row in rows_of(communes)}
    indicators.record_over_communes(store, cast, inhabitants)
    rated = [(str(row["code"]), str(row["fiche_code"])) for row in rows_of(plan.objectives)]
    objectives.rate(store, cast, rated, random)
    quarters.replay(store, cast, to_come, say)
    conference.prepare(store, cast)
    people.rest(store, cast)
    facilities.place(store, cast, random)
    set_setting(store, SYSTEM, "demonstration", "true")


def _amend(store: Store, cast: Cast) -> None:
    """Own calendars, recurrences, actions déclinées by EPCI, percents: what a coordinator sets first."""
    actor, now = cast.coordinator, moment(people.SETTLED_ON, 10)
    set_uses_percent(store, actor, PLAN, True, reason=REASON, now=now)
    set_territorial(store, actor, PLAN, list(story_actions.TERRITORIAL), True, reason=REASON, now=now)
    for code, (starts_on, ends_on) in story_actions.CALENDARS.items():
        set_calendar(store, actor, PLAN, code, starts_on, ends_on, reason=REASON, now=now)
    for code, months in story_actions.RECURRENCES.items():
        set_recurrence(store, actor, PLAN, code, months, reason=REASON, now=now)


def _facts(plan: Situation) -> list[ActionFacts]:
    return [
        ActionFacts(
            code=str(row["code"]),
            fiche=str(row["fiche_code"]),
            opened=has_begun(row["starts_on"], TODAY),
            recurrent=bool(row["recurrent"]),
        )
        for row in rows_of(plan.leaves)
    ]


def _peers(plan: Situation) -> list[dict[str, Any]]:
    return sorted(rows_of(where(plan.territories, kind=plan.territory_level)), key=lambda row: str(row["code"]))


def _codes(plan: Situation) -> list[str]:
    return [str(row["code"]) for row in _peers(plan)]
