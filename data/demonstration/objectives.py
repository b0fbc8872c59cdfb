"""Yearly rating of objectives for 2025: of the fiches that answered at the end of that year, about half."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from random import Random

from data.commands.plan import rate_objective
from data.database import Store
from data.demonstration.calendar import PLAN, moment
from data.demonstration.people import Cast
from data.demonstration.story import REPORTS
from data.vocabulary import ObjectiveRating

YEAR = 2025
RATED = 40
_RATED_ON = date(2026, 2, 17)

_SHARES: tuple[tuple[ObjectiveRating, int], ...] = (
    (ObjectiveRating.REACHED, 7),
    (ObjectiveRating.PARTLY, 17),
    (ObjectiveRating.NOT_REACHED, 4),
    (ObjectiveRating.TOO_EARLY, 12),
)
_COMMENTS: dict[ObjectiveRating, str] = {
    ObjectiveRating.REACHED: "Objectif tenu sur l’année, à maintenir.",
    ObjectiveRating.PARTLY: "Des avancées nettes, inégales selon les territoires.",
    ObjectiveRating.NOT_REACHED: "Les moyens prévus n’ont pas été réunis dans l’année.",
    ObjectiveRating.TOO_EARLY: "Les actions qui y concourent commencent seulement.",
}


def rate(store: Store, cast: Cast, objectives: Sequence[tuple[str, str]], random: Random) -> None:
    """Rate some objectives, given as (code, fiche) pairs."""
    answered = [code for code, fiche in objectives if REPORTS[fiche][0][1] in "VSR"]
    chosen = sorted(random.sample(answered, min(RATED, len(answered))), key=answered.index)
    ratings = [rating for rating, count in _SHARES for _ in range(count)]
    random.shuffle(ratings)
    for code, rating in zip(chosen, ratings, strict=False):
        rate_objective(store, cast.coordinator, PLAN, code, YEAR, rating, _COMMENTS[rating], now=moment(_RATED_ON))
