"""A small quarter in the real store, for tests of the entry form: the 2nd quarter closed, the 3rd open, three fiches
confided to one unit. Everything goes through the commands; the reference day is the 6th of October 2026.
"""

from __future__ import annotations

from datetime import date, datetime

from data.commands.campaign import close_campaign, open_campaign
from data.commands.evidence import add_link
from data.commands.indicator import IndicatorSettings, MeasureInput, configure_indicator, record_measures
from data.commands.pilot import assign
from data.commands.plan import record_decision, set_territorial, set_uses_percent
from data.commands.report import ReportInput, StateInput, submit_report, validate_report
from data.commands.store import add_account, set_setting
from data.database import Store
from data.period import Period
from data.permissions import SYSTEM, Actor, actor_of
from data.vocabulary import MeasureKind, PilotRole, Role, Status, Weather

PLAN = "drome-2025-2030"
BEFORE, NOW = "2026-T2", "2026-T3"
TODAY = date(2026, 10, 6)
TO_FILL, SENT_BACK, SUBMITTED, OTHERS = "P7", "P5", "P11", "P1"
"""Fiches: the unit's three, and one that is not confided to it."""


def tell(store: Store) -> None:
    """Tell the story in a store that holds the first accounts and the plan, and nothing else."""
    set_setting(store, SYSTEM, "reference_date", TODAY.isoformat())
    coordinator = acting(store, "coordination")
    unit = assign(
        store, coordinator, PLAN, "Service insertion", role=PilotRole.LEAD, fiche_code=TO_FILL, from_on=_START
    )
    for fiche in (SENT_BACK, SUBMITTED):
        assign(store, coordinator, PLAN, "Service insertion", role=PilotRole.LEAD, fiche_code=fiche, from_on=_START)
    partner = assign(store, coordinator, PLAN, "CAF", role=PilotRole.CO_PILOT, fiche_code=TO_FILL, from_on=_START)
    alone = assign(store, coordinator, PLAN, "Ville centre", role=PilotRole.ACTION, action_code="P7-02", from_on=_START)
    add_account(store, SYSTEM, "pilote", "Service insertion", Role.FICHE_LEAD, pilot_id=unit)
    add_account(store, SYSTEM, "copilote", "CAF", Role.FICHE_LEAD, pilot_id=partner)
    add_account(store, SYSTEM, "action", "Ville centre", Role.PILOT, pilot_id=alone)
    set_uses_percent(store, SYSTEM, PLAN, True, reason="essai")
    set_territorial(store, SYSTEM, PLAN, ["P7-03"], True, reason="essai")
    settings = IndicatorSettings(periodicity_months=3, measure_kind=MeasureKind.FOLLOW_UP)
    configure_indicator(store, coordinator, PLAN, INDICATOR, settings, reason="essai")
    record_decision(
        store, coordinator, PLAN, "Ne pas poursuivre", instance="Comité de pilotage", decided_on=date(2026, 6, 11)
    )
    _second_quarter(store, coordinator)
    open_campaign(store, coordinator, PLAN, Period.parse(NOW), now=_at(date(2026, 9, 15)))
    pilot = acting(store, "pilote")
    for fiche in (SENT_BACK, SUBMITTED):
        submit_report(
            store, pilot, PLAN, ReportInput(fiche_code=fiche, period_code=NOW, done="Réunion tenue."), now=_at(TODAY)
        )
    add_link(store, pilot, PLAN, SUBMITTED, NOW, title="Compte rendu", url=ADDRESS, now=_at(TODAY))
    validate_report(
        store, coordinator, PLAN, SENT_BACK, NOW, accept=False, comment="Précisez le calendrier.", now=_at(TODAY)
    )


MARKUP = '<script>window.pirate = 1</script><img src=x onerror="window.pirate = 1"> **gras** $x$'
"""What somebody may type: shown letter for letter."""
ADDRESS = "https://www.exemple.fr/compte-rendu"
"""Of the one piece: a link joined to the fiche that was submitted."""
INDICATOR = "P7-IND01"
_START = date(2025, 7, 1)


def _second_quarter(store: Store, coordinator: Actor) -> None:
    open_campaign(store, coordinator, PLAN, Period.parse(BEFORE), now=_at(date(2026, 6, 15)))
    submit_report(
        store,
        acting(store, "pilote"),
        PLAN,
        ReportInput(
            fiche_code=TO_FILL,
            period_code=BEFORE,
            weather=Weather.CLOUD,
            done=f"Deux ateliers ont eu lieu. {MARKUP}",
            states=(
                StateInput(action_code="P7-01", status=Status.IN_PROGRESS, percent=40),
                StateInput(action_code="P7-02", status=Status.NOT_STARTED),
            ),
        ),
        now=_at(date(2026, 7, 6)),
    )
    value = MeasureInput(indicator_code=INDICATOR, measured_on=date(2026, 6, 30), value=120)
    record_measures(store, coordinator, PLAN, [value], now=_at(date(2026, 7, 6)))
    close_campaign(store, coordinator, PLAN, Period.parse(BEFORE), now=_at(date(2026, 8, 3)))


def acting(store: Store, code: str) -> Actor:
    """The actor of an account."""
    with store.read() as session:
        return actor_of(session, code)


def _at(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 9, 0).astimezone()
