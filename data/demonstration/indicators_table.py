"""Indicators followed in the demonstration, as data: how each is read, its start, its targets, its values.

All values are invented; the other indicators of the plan stay « suivi » without a value. A series has one item
per quarter, from T3 2025 to T3 2026; a value is sent with the fiche's report of that quarter, so that a silent
fiche leaves its indicators without news. A pair is a numerator and a denominator.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from data.vocabulary import Aggregation, Direction, MeasureKind

Value = float | tuple[float, float] | str
START = date(2024, 12, 31)
MID = date(2026, 12, 31)
END = date(2030, 12, 31)


@dataclass(frozen=True)
class Followed:
    """One indicator. `series`: its values for the département; `flagship`: indicateur phare; `scale`: the degrees of
    a qualitative one, `steps` those given with its texts.
    """

    kind: MeasureKind
    direction: Direction | None = None
    baseline: Value | None = None
    targets: tuple[tuple[date, float], ...] = ()
    series: tuple[Value | None, ...] = (None, None, None, None, None)
    flagship: bool = False
    scale: tuple[str, ...] = ()
    steps: tuple[str | None, ...] = (None, None, None, None, None)
    tolerance: float | None = None
    territory_aggregation: Aggregation | None = None
    time_aggregation: Aggregation | None = None
    periodicity_months: int = 3
    availability_months: int = 2
    threshold: int | None = None


TARGET, FOLLOW_UP = MeasureKind.TARGET, MeasureKind.FOLLOW_UP
MILESTONE, QUALITATIVE = MeasureKind.MILESTONE, MeasureKind.QUALITATIVE
UP, DOWN, HOLD = Direction.UP, Direction.DOWN, Direction.HOLD
SUM, RATIO, LAST = Aggregation.SUM, Aggregation.RATIO, Aggregation.LAST

FOLLOWED: dict[str, Followed] = {
    # Indicateurs: beyond its target (raw over 100).
    "P1-IND01": Followed(TARGET, UP, 4, ((MID, 12), (END, 30)), (5, 7, 9, 11, 13), time_aggregation=LAST),
    # A ratio, recomputed from numerator and denominator.
    "P1-IND03": Followed(
        TARGET,
        UP,
        (312, 420),
        ((MID, 80), (END, 85)),
        (None, (355, 460), None, (402, 505), None),
        flagship=True,
        territory_aggregation=RATIO,
        time_aggregation=RATIO,
        periodicity_months=6,
    ),
    "P2-IND02": Followed(TARGET, UP, 0, ((MID, 240), (END, 900)), (34, 75, 113, 165, 194), time_aggregation=LAST),
    "P2-IND04": Followed(
        QUALITATIVE,
        series=(
            None,
            "Les équipes citent plus souvent l’avis de la personne dans leurs écrits ; l’usage reste inégal.",
            None,
            "La coanimation avec des personnes accompagnées est jugée utile par les équipes qui l’ont essayée.",
            None,
        ),
        periodicity_months=6,
    ),
    # Maintien, with a tolerance.
    "P3-IND02": Followed(
        TARGET,
        HOLD,
        (124, 200),
        ((MID, 62), (END, 62)),
        ((118, 190), (121, 198), None, (116, 205), (120, 202)),
        tolerance=5,
        territory_aggregation=RATIO,
        time_aggregation=RATIO,
    ),
    "P3-IND05": Followed(TARGET, UP, 0, ((MID, 10), (END, 25)), (1, 3, None, 6, 7)),
    # Jalon reached.
    "P4-IND04": Followed(
        MILESTONE, targets=((MID, 1),), series=(0, 0, 0, 1, None), flagship=True, periodicity_months=12
    ),
    # Regression: the value falls under its starting point.
    "P6-IND04": Followed(
        TARGET,
        UP,
        (243, 300),
        ((MID, 85), (END, 88)),
        (None, (250, 312), None, (236, 305), None),
        territory_aggregation=RATIO,
        time_aggregation=RATIO,
        periodicity_months=6,
    ),
    # Held at its starting point: 0, which is not unknown.
    "P6-IND03": Followed(TARGET, UP, 20, ((MID, 60), (END, 120)), (20, 20, 20, 20, 20)),
    "P7-IND03": Followed(FOLLOW_UP, series=(46, 58, 61, 64, None), time_aggregation=SUM),
    # Overdue for news: the fiche has been silent since T1 2026.
    "P8-IND01": Followed(FOLLOW_UP, series=(2, 3, 2, None, None), time_aggregation=SUM, availability_months=1),
    # Jalon not reached, and overdue for news.
    "P9-IND01": Followed(MILESTONE, targets=((date(2026, 6, 30), 1),), series=(0, 0, None, None, None)),
    "P10-IND02": Followed(MILESTONE, targets=((MID, 1),), series=(0, 0, 0, 0, 0)),
    # « En baisse »: it went back this very quarter.
    "P11-IND04": Followed(TARGET, UP, 15, ((MID, 30), (END, 45)), (18, 22, 25, 27, 24)),
    # Target equal to the starting value: keeping it is enough.
    "P12-IND03": Followed(
        TARGET,
        UP,
        24,
        ((MID, 24), (END, 24)),
        (None, 26, None, None, None),
        periodicity_months=12,
        availability_months=3,
    ),
    "P14-IND04": Followed(TARGET, UP, 3, ((MID, 12), (END, 24)), (4, 5, 7, 9, None), availability_months=4),
    # Baisse: going down is progress.
    "P15-IND02": Followed(
        TARGET,
        DOWN,
        92,
        ((MID, 75), (END, 60)),
        (90, 86, None, 80, None),
        flagship=True,
        time_aggregation=LAST,
    ),
    "P15-IND03": Followed(
        TARGET,
        UP,
        (57, 90),
        ((MID, 70), (END, 80)),
        (None, (66, 101), None, None, None),
        territory_aggregation=RATIO,
        time_aggregation=RATIO,
        periodicity_months=12,
    ),
    "P16-IND01": Followed(
        MILESTONE, targets=((date(2026, 6, 30), 1),), series=(None, 0, 0, 0, None), availability_months=4
    ),
    "P17-IND02": Followed(FOLLOW_UP, series=(4, 9, 3, 7, 5), time_aggregation=SUM),
    "P17-IND04": Followed(
        QUALITATIVE,
        series=(
            None,
            "Les participants demandent des rencontres plus courtes et plus proches de leurs lieux de travail.",
            None,
            "L’annuaire partagé est cité comme le résultat le plus utile des rencontres.",
            "Les acteurs de la santé mentale disent mieux connaître ceux du logement.",
        ),
        flagship=True,
        scale=("Insuffisant", "À améliorer", "Satisfaisant", "Très satisfaisant"),
        steps=(None, "À améliorer", None, "Satisfaisant", "Satisfaisant"),
        periodicity_months=6,
    ),
    "P18-IND01": Followed(MILESTONE, targets=((date(2026, 6, 30), 1),), series=(None, None, 0, 0, None)),
    # Regression again, on a yearly rate.
    "P19-IND05": Followed(
        TARGET,
        UP,
        (128, 200),
        ((MID, 70), (END, 75)),
        (None, (119, 195), None, None, None),
        territory_aggregation=RATIO,
        time_aggregation=RATIO,
        periodicity_months=12,
        availability_months=3,
    ),
    "P20-IND04": Followed(TARGET, UP, 2, ((MID, 10), (END, 30)), (2, 4, 5, 6, None), availability_months=4),
}


@dataclass(frozen=True)
class OverTerritories:
    """An indicator with values by EPCI, drawn from their population.

    Attributes:
        per_thousand: people reached for 1 000 inhabitants at the start.
        missing: EPCI that give no value.
        whole: the département's own value is given too, missing EPCI included; else it is their sum.
        targets: a starting value and a target in each EPCI, so that their rates compare.
        slipping: EPCI that go back under their starting value.
        days: what the values describe; they are recorded once a half-year.
    """

    followed: Followed
    per_thousand: float
    missing: tuple[str, ...] = ("200040681",)
    whole: bool = True
    targets: bool = False
    slipping: tuple[str, ...] = ()
    days: tuple[date, ...] = (date(2025, 12, 31), date(2026, 6, 30))


def _counted(
    kind: MeasureKind, direction: Direction | None, flagship: bool = False, tolerance: float | None = None
) -> Followed:
    """People counted twice a year, never shown under five."""
    return Followed(
        kind,
        direction,
        flagship=flagship,
        tolerance=tolerance,
        territory_aggregation=SUM,
        periodicity_months=6,
        threshold=5,
    )


OVER_TERRITORIES: dict[str, OverTerritories] = {
    # Territoires: gaps to the median, an EPCI far ahead, a regression in another.
    "P4-IND02": OverTerritories(_counted(TARGET, UP, True), 3.2, targets=True, slipping=("200068229",)),
    # Very small counts: masking shows on the map.
    "P5-IND04": OverTerritories(_counted(FOLLOW_UP, UP), 0.06, days=(date(2025, 12, 31), date(2026, 3, 31))),
    "P7-IND02": OverTerritories(_counted(TARGET, UP, True), 2.1, missing=("200040681", "248400335")),
    "P10-IND06": OverTerritories(_counted(TARGET, HOLD, True, 150), 5.5),
    # No value for the département: it is the sum of the EPCI.
    "P11-IND03": OverTerritories(_counted(FOLLOW_UP, UP), 1.4, whole=False),
    "P21-IND02": OverTerritories(_counted(TARGET, UP, True), 0.9, targets=True),
}


@dataclass(frozen=True)
class OverCommunes:
    """An indicator with values in the most populated communes, drawn from their population.

    Attributes:
        per_thousand: people reached for 1 000 inhabitants.
        communes: how many give a value; the others give none.
        elsewhere: people reached in the others, as a share of these: only the département's total holds them.
    """

    followed: Followed
    per_thousand: float
    communes: int = 40
    elsewhere: float = 0.2
    days: tuple[date, ...] = (date(2025, 12, 31), date(2026, 6, 30))


OVER_COMMUNES: dict[str, OverCommunes] = {
    # By commune: the smallest counts are masked.
    "P9-IND03": OverCommunes(_counted(FOLLOW_UP, UP, True), 1.9),
}

RECORDED_ON: dict[date, date] = {
    date(2025, 12, 31): date(2026, 1, 22),
    date(2026, 3, 31): date(2026, 4, 22),
    date(2026, 6, 30): date(2026, 7, 22),
}
"""Day that values by EPCI describe → day when the coordination records them."""
