"""Counting a set of leaves once, for every rate drawn from it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

import pandas as pd

from data.french import NBSP, number, plural, share
from data.measures.columns import column, keep, texts, truths
from data.measures.figure import NOT_COMPUTABLE, Coverage
from data.measures.status import OUT_OF_COUNT, UNSAID
from data.measures.thresholds import small, threshold
from data.vocabulary import Status


@dataclass(frozen=True)
class Tally:
    """Counts of one set of leaves (or cells).

    Attributes:
        total: every row, recurrent ones included.
        recurrent: recurrent rows, counted apart.
        abandoned, postponed, not_concerned: rows that left the denominator.
        applicable: the denominator of every rate.
        done: applicable rows « réalisées ».
        known: applicable rows somebody spoke of; current: in the period described.
        upcoming: applicable rows nobody spoke of, whose period has not begun.
    """

    total: int = 0
    recurrent: int = 0
    abandoned: int = 0
    postponed: int = 0
    not_concerned: int = 0
    applicable: int = 0
    done: int = 0
    known: int = 0
    current: int = 0
    upcoming: int = 0

    @property
    def coverage(self) -> Coverage:
        return Coverage(self.applicable, self.known, self.current)

    @property
    def value(self) -> float | None:
        """Taux de réalisation in percent; None when nothing applies or nobody spoke."""
        return 100 * self.done / self.applicable if self.known else None

    @property
    def low_coverage(self) -> bool:
        """Fewer rows known than the threshold: the rate is a lower bound."""
        return self.applicable > 0 and 100 * self.known < threshold("low_coverage") * self.applicable

    @property
    def adopted(self) -> int:
        """The denominator as the plan was adopted: abandoned and postponed rows included."""
        return self.applicable + self.abandoned + self.postponed

    @property
    def text(self) -> str:
        """« 41 sur 104 (39 %) », « 40 sur 80, 24 abandonnées ; 40 sur 104 du plan adopté », or « au moins 12 sur
        104, 92 non renseignées »: the whole figure on one line."""
        if not self.rest:
            return self.lead
        whole = f"{number(self.done)} sur {number(self.applicable)}"
        return f"{'au moins ' if self.low_coverage else ''}{whole}, {self.rest}"

    @property
    def lead(self) -> str:
        """The figure alone, for a card or a table whose next line is `rest`: « 40 sur 80 (50 %) »."""
        if not self.known:
            return NOT_COMPUTABLE
        if self.low_coverage:
            return f"au moins {number(self.done)} sur {number(self.applicable)}"
        return share(self.done, self.applicable)

    @property
    def rest(self) -> str:
        """What goes with `lead`: « 24 abandonnées ; 40 sur 104 du plan adopté »; empty when nothing does."""
        if not self.known:
            return ""
        unknown = self.applicable - self.known - self.upcoming
        counts = [
            plural(unknown, "non renseignée", "non renseignées") if self.low_coverage and unknown else "",
            f"{number(self.upcoming)} à venir" if self.low_coverage and self.upcoming else "",
            plural(self.abandoned, "abandonnée") if self.abandoned else "",
            plural(self.postponed, "reportée") if self.postponed else "",
        ]
        words = ", ".join(count for count in counts if count)
        if self.abandoned:
            words += f"{NBSP}; {number(self.done)} sur {number(self.adopted)} du plan adopté"
        return words

    @property
    def percent_shown(self) -> bool:
        """False when the set is too small for a percentage."""
        return self.value is not None and not small(self.applicable)

    @property
    def excluded(self) -> dict[str, int]:
        """French label → count of what was left out of the denominator."""
        counts = {
            ("récurrente", "récurrentes"): self.recurrent,
            ("abandonnée", "abandonnées"): self.abandoned,
            ("reportée", "reportées"): self.postponed,
            ("non concernée", "non concernées"): self.not_concerned,
        }
        return {many if count > 1 else one: count for (one, many), count in counts.items() if count}

    def __add__(self, other: Tally) -> Tally:
        """The tally of two sets that share no row."""
        names = self.__dataclass_fields__
        return replace(self, **{name: getattr(self, name) + getattr(other, name) for name in names})


_NOTHING = Tally()
_LEFT = {
    Status.ABANDONED: "abandoned",
    Status.POSTPONED: "postponed",
    Status.NOT_CONCERNED: "not_concerned",
}


def applicable(leaves: pd.DataFrame) -> pd.DataFrame:
    """The leaves in the denominator of every rate."""
    flags = zip(truths(leaves, "recurrent"), texts(leaves, "status"), strict=True)
    return keep(leaves, [not recurrent and status not in OUT_OF_COUNT for recurrent, status in flags])


def tally(leaves: pd.DataFrame) -> Tally:
    """The counts of all the rows."""
    return tally_by(leaves, [None] * len(leaves)).get(None, _NOTHING)


def tally_by(leaves: pd.DataFrame, keys: Iterable[Any]) -> dict[Any, Tally]:
    """The counts by key, keys in order of first appearance (the plan's own order)."""
    counts: dict[Any, dict[str, int]] = {}
    statuses, recurrent, ages = texts(leaves, "status"), truths(leaves, "recurrent"), column(leaves, "age")
    for key, status, again, age in zip(keys, statuses, recurrent, ages, strict=True):
        met = counts.setdefault(key, dict.fromkeys(Tally.__dataclass_fields__, 0))
        met["total"] += 1
        if again:
            met["recurrent"] += 1
        elif status in _LEFT:
            met[_LEFT[Status(status)]] += 1
        else:
            met["applicable"] += 1
            met["done"] += status == Status.DONE
            met["known"] += status not in UNSAID
            met["current"] += status not in UNSAID and age == 0
            met["upcoming"] += status == Status.UPCOMING
    return {key: Tally(**met) for key, met in counts.items()}
