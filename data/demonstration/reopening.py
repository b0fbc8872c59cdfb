"""The quarter that was reopened for a correction, then closed again: two frozen states to compare."""

from __future__ import annotations

from datetime import date

from data.commands.campaign import close_campaign, reopen_campaign
from data.commands.report import ReportInput, submit_report, validate_report
from data.database import Store
from data.demonstration.calendar import PLAN, Quarter, moment
from data.demonstration.people import Cast
from data.french import typeset
from data.reading.entry import recorded
from data.vocabulary import Weather

QUARTER, FICHE = "2026-T1", "P10"
REOPENED_ON, CLOSED_ON = date(2026, 5, 11), date(2026, 5, 13)
REASON = "Le point du projet 10 portait encore les difficultés du trimestre précédent."
CORRECTED = (
    "Les délais d’instruction se sont allongés en mars : deux postes sont restés vacants six semaines. "
    "Le calendrier de la fiche n’est pas remis en cause."
)


def correct(store: Store, cast: Cast, quarter: Quarter) -> None:
    """Reopen the quarter that needs it, correct one text, validate it and close again."""
    if quarter.code != QUARTER:
        return
    reopen_campaign(store, cast.coordinator, PLAN, quarter.period, reason=typeset(REASON), now=moment(REOPENED_ON, 10))
    said = recorded(store, PLAN, FICHE, QUARTER)
    report = ReportInput(
        fiche_code=FICHE,
        period_code=QUARTER,
        seen_version=said.version,
        weather=Weather(said.weather) if said.weather else None,
        publishable=said.publishable,
        done=said.texts["done"],
        difficulties=typeset(CORRECTED),
        request=said.texts["request"],
        upcoming=said.texts["upcoming"],
    )
    submit_report(store, cast.author(FICHE), PLAN, report, now=moment(REOPENED_ON, 15))
    validate_report(store, cast.direction, PLAN, FICHE, QUARTER, now=moment(CLOSED_ON, 9))
    close_campaign(store, cast.coordinator, PLAN, quarter.period, now=moment(CLOSED_ON, 18))
