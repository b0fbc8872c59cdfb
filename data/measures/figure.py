"""What every result carries, so that « D’où vient ce chiffre ? » can always be answered."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

import pandas as pd

from data.french import NBSP, number, percent, plural
from data.measures.thresholds import small

NOT_COMPUTABLE = "non calculable"


@dataclass(frozen=True)
class Stamp:
    """What a figure describes: the last day described and the code of its period (None when it has none)."""

    as_of: date | None = None
    period_code: str | None = None


@dataclass(frozen=True)
class Coverage:
    """How much is known of `total` rows.

    Attributes:
        total: rows that should be known.
        ever: « renseignées », somebody spoke of them at least once.
        current: « à jour », somebody spoke of them in the period described.
        counted: singular and plural of what is known when it is not actions (« objectif noté »); no « à jour » then.
    """

    total: int
    ever: int
    current: int
    counted: tuple[str, str] | None = None

    @property
    def share(self) -> float | None:
        """Percent of rows ever answered (0-100); None when there is no row."""
        return None if self.total == 0 else 100 * self.ever / self.total

    @property
    def missing(self) -> int:
        """Rows nobody ever spoke of."""
        return self.total - self.ever

    @property
    def text(self) -> str:
        """« 80 renseignées sur 104 (77 %), dont 61 à jour »."""
        if self.total == 0:
            return f"aucun {self.counted[0]}" if self.counted else "aucune action comptée"
        known = f"{plural(self.ever, *(self.counted or ('renseignée', 'renseignées')))} sur {number(self.total)}"
        known += "" if small(self.total) else f" ({percent(self.share)})"
        if self.counted or not self.ever:
            return known
        return f"{known}, dont {number(self.current) if self.current else 'aucune'} à jour"


NO_COVERAGE = Coverage(0, 0, 0)


def _no_rows() -> pd.DataFrame:
    return pd.DataFrame()


@dataclass(frozen=True)
class Figure:
    """One computed figure and all that explains it.

    Attributes:
        key: stable identifier (« taux_realisation »).
        title: French name shown on the card.
        value: the figure in its unit; None means « non calculable », never 0.
        numerator, denominator: what was divided, None where that has no meaning.
        unit: « % », « actions », « points »…
        text: the figure as written (« 41 sur 104 (39 %) »).
        lead, rest: the same in two lines, for a card: the figure alone, then what goes with it (empty: `text`).
        sentence: one full French sentence.
        formula: the formula in French words.
        inputs: the rows used, with French column names.
        excluded: French label → number of rows left out.
        coverage: how much is known.
        as_of, period_code: what the figure describes.
        authors: who said it, by function.
        flags: French notes that go with the figure (« 3 pourcentages supposés à 50 »).
        headline: False when the figure must not be put forward alone (coverage too low).
    """

    key: str
    title: str
    value: float | None
    unit: str
    text: str
    sentence: str
    formula: str
    lead: str = ""
    rest: str = ""
    numerator: float | None = None
    denominator: float | None = None
    inputs: pd.DataFrame = field(default_factory=_no_rows, compare=False, repr=False)
    excluded: Mapping[str, int] = field(default_factory=dict[str, int], hash=False)
    coverage: Coverage = NO_COVERAGE
    as_of: date | None = None
    period_code: str | None = None
    authors: tuple[str, ...] = ()
    flags: tuple[str, ...] = ()
    headline: bool = True

    @property
    def computable(self) -> bool:
        return self.value is not None

    @property
    def excluded_text(self) -> str:
        """« 24 abandonnées, 2 récurrentes »; empty when nothing was left out."""
        return ", ".join(f"{number(count)} {label}" for label, count in self.excluded.items() if count)

    def explained(self) -> list[tuple[str, str]]:
        """French label and text of each line of « D’où vient ce chiffre ? », for a panel or speaker notes."""
        lines = [("Chiffre", self.text), ("Formule", self.formula), ("Couverture", self.coverage.text)]
        if self.excluded_text:
            lines.append(("Écarté du calcul", self.excluded_text))
        if self.authors:
            lines.append(("Dit par", ", ".join(self.authors)))
        if self.flags:
            lines.append(("À savoir", f"{NBSP}; ".join(self.flags)))
        return lines
