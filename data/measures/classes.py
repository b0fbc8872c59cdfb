"""Classes of a map: a few bounded groups of values, each with its French label.

Rates keep the same five classes everywhere and always, so that one colour means one thing. Counts are cut where the
values are, at round bounds. A class includes its lower bound and not its upper one.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import quantiles

from data.french import NBSP, number, typeset
from data.vocabulary import TerritoryKind

MOST = 5


@dataclass(frozen=True)
class Bin:
    """One class: low ≤ value < high, None for no bound."""

    low: float | None
    high: float | None
    label: str


def bins_at(bounds: Sequence[float], unit: str = "", decimals: int = 1) -> tuple[Bin, ...]:
    """Classes cut at rising bounds: « moins de 20 % », « 20 à 40 % », « 40 % et plus »."""
    after = f"{NBSP}{unit}" if unit else ""
    texts = [number(bound, decimals) for bound in bounds]
    inner = [
        Bin(low, high, f"{one} à {other}{after}")
        for low, high, one, other in zip(bounds, bounds[1:], texts, texts[1:], strict=False)
    ]
    first = Bin(None, bounds[0], f"moins de {texts[0]}{after}")
    return (first, *inner, Bin(bounds[-1], None, f"{texts[-1]}{after} et plus"))


RATES = bins_at((20, 40, 60, 80), "%")
"""Taux de réalisation, avancement, couverture."""


_INHABITANTS = {
    TerritoryKind.COMMUNE: (200, 500, 2_000, 10_000),
    TerritoryKind.CANTON: (5_000, 15_000, 25_000, 40_000),
    TerritoryKind.EPCI: (5_000, 15_000, 40_000, 100_000),
    TerritoryKind.SOCIAL_TERRITORY: (30_000, 60_000, 90_000, 150_000),
}


def population_bins(kind: TerritoryKind) -> tuple[Bin, ...]:
    """Populations of one level: the same classes in every département and from one EPCI to another."""
    return bins_at(_INHABITANTS.get(kind, _INHABITANTS[TerritoryKind.EPCI]), "habitants")


def gap_bins(alert: float) -> tuple[Bin, ...]:
    """Gaps to the median, in points; the first class is the alert.

    `alert`: the gap under which the plan alerts (`plan_rules.threshold_of`), negative. At −1 the classes between the
    alert and the median have no room, and are left out.
    """
    far = -alert
    points = f"{number(far, 2)}{NBSP}{'points' if far >= 2 else 'point'}"
    found = (
        (None, -far, f"plus de {points} en dessous"),
        (-far, -1, f"1 à {points} en dessous"),
        (-1, 1, "à la médiane, à un point près"),
        (1, far, f"1 à {points} au-dessus"),
        (far, None, f"{points} et plus au-dessus"),
    )
    roomy = (one for one in found if one[0] is None or one[1] is None or one[0] < one[1])
    return tuple(Bin(low, high, typeset(text)) for low, high, text in roomy)


def _counts(lows: Sequence[int], none: str, one: str, many: str) -> tuple[Bin, ...]:
    """Classes of whole numbers, from « none » up: « 1 fiche », « 3 ou 4 fiches », « 5 fiches et plus »."""
    found = [Bin(None, lows[0], none)]
    for low, high in zip(lows, [*lows[1:], None], strict=True):
        if high is None:
            words = f"{low}{NBSP}{many} et plus"
        elif high - low == 1:
            words = f"{low}{NBSP}{one if low == 1 else many}"
        else:
            words = f"{low} {'ou' if high - low == 2 else 'à'} {high - 1}{NBSP}{many}"
        found.append(Bin(low, high, words))
    return tuple(found)


LATE = _counts((1, 3, 6, 11), "aucune action", "action", "actions")
"""Actions « en retard » in a territory: the same classes at every date, for every selection."""
TROUBLED = _counts((1, 2, 3, 5), "aucune fiche", "fiche", "fiches")
"""Fiches of a territory whose météo is « couvert » or « orage »."""


def change_bins() -> tuple[Bin, ...]:
    """Differences of a rate between two dates, in points, on both sides of « no change »."""
    return tuple(
        Bin(low, high, text)
        for low, high, text in (
            (None, -10, "recul de plus de 10 points"),
            (-10, -1, "recul de 1 à 10 points"),
            (-1, 1, "stable, à un point près"),
            (1, 10, "hausse de 1 à 10 points"),
            (10, None, "hausse de 10 points et plus"),
        )
    )


def spread_bins(values: Iterable[float], unit: str = "", one: str | None = None) -> tuple[Bin, ...]:
    """At most five classes holding about as many values each, cut at round bounds.

    Up to five distinct whole values make a class each; no value, no class. `one`: the unit after 0 or 1.
    """
    known = sorted(values)
    distinct = sorted(set(known))

    def written(value: float) -> str:
        word = unit if one is None or abs(value) >= 2 else one
        return f"{number(value)}{NBSP}{word}" if word else number(value)

    if len(distinct) <= MOST and all(value == int(value) for value in distinct):
        highs = [*distinct[1:], None]
        return tuple(
            Bin(None if at == 0 else low, high, written(low))
            for at, (low, high) in enumerate(zip(distinct, highs, strict=False))
        )
    if len(distinct) < 2:
        return (Bin(None, None, written(distinct[0])),)
    decimals = 1 if distinct[-1] - distinct[0] >= 10 else 3
    cuts = dict.fromkeys(_round(cut, decimals) for cut in quantiles(known, n=MOST, method="inclusive"))
    inside = [cut for cut in cuts if distinct[0] < cut <= distinct[-1]]
    return bins_at(inside or [_round(distinct[-1], decimals)], unit, decimals)


def _round(value: float, decimals: int) -> float:
    """Two significant digits, and no more decimals than are written: 12 847 → 13 000."""
    size = 0 if value == 0 else math.floor(math.log10(abs(value)))
    return round(value, min(1 - size, decimals)) + 0.0  # « -0 » is written 0


def bin_of(value: float | None, bins: Sequence[Bin]) -> int | None:
    """Rank of the class that holds a value; None for an absent value."""
    if value is None:
        return None
    return next(
        (
            rank
            for rank, each in enumerate(bins)
            if (each.low is None or value >= each.low) and (each.high is None or value < each.high)
        ),
        None,
    )
