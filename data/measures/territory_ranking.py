"""One indicator from territory to territory: who is where, the median, what is hidden, what nobody gave."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import pandas as pd

from data.french import number, plural, short_day, typeset
from data.measures.aggregation import gap_to_median
from data.measures.columns import column, table, texts
from data.measures.indicator_board import NOTHING_SAID, Standing, standing
from data.measures.masking import MASKED
from data.place_names import short_name
from data.vocabulary import TerritoryKind


@dataclass(frozen=True)
class Ranking:
    """The territories of one level, compared on their last value.

    Attributes:
        known: those with a number, greatest first; masked, silent: those without, in order of name.
        median: of the numbers shown; None under 3 of them.
        on: the day most values describe; mixed: some describe another.
    """

    known: list[tuple[str, Standing]]
    masked: list[str]
    silent: list[str]
    median: float | None
    on: date | None
    mixed: bool

    @property
    def sentence(self) -> str:
        total = len(self.known) + len(self.masked) + len(self.silent)
        if not self.known:
            return typeset(f"Aucun des {number(total)} territoires n’a de valeur à montrer.")
        best, worst = self.known[0], self.known[-1]
        said = f"{plural(len(self.known), 'territoire')} sur {number(total)} avec une valeur"
        if len(self.known) > 1:
            low, high = number(worst[1].move.value, 2), number(best[1].move.value, 2)
            said += f", de {low} ({worst[0]}) à {high} ({best[0]})"
        if self.median is not None:
            said += f" ; médiane {number(self.median, 2)}"
        if self.masked:
            said += f" ; {plural(len(self.masked), 'valeur masquée', 'valeurs masquées')}"
        return typeset(said + ".")


def ranking(
    indicator: Mapping[str, Any],
    measures: pd.DataFrame,
    targets: pd.DataFrame,
    peers: Mapping[str, str],
    as_of: date,
) -> Ranking:
    """Compare territories (`peers`: code → name). Hidden and absent values are listed, never drawn nor counted."""
    spoken = set(texts(measures, "territory_code"))
    found = [
        (short_name(name), standing(indicator, measures, targets, code, as_of))
        for code, name in peers.items()
        if code in spoken
    ]
    known = [(name, one) for name, one in found if one.move.value is not None]
    known.sort(key=lambda pair: (-(pair[1].move.value or 0.0), pair[0]))
    values = [one.move.value for _, one in known]
    gap = gap_to_median(values[0], values) if values else None
    days = Counter(one.on for _, one in known)
    on = max(days, key=lambda each: (days[each], each or date.min), default=None)
    return Ranking(
        known=known,
        masked=sorted(name for name, one in found if one.masked),
        silent=sorted(
            [name for name, one in found if not one.masked and one.move.value is None]
            + [short_name(name) for code, name in peers.items() if code not in spoken]
        ),
        median=gap.median if gap else None,
        on=on,
        mixed=len(days) > 1,
    )


def measured_levels(measures: pd.DataFrame, kinds: Mapping[str, str], usual: str) -> list[str]:
    """The levels, under the département, that have a value: the plan's own first, then from the widest.

    `kinds`: territory → its kind; `usual`: the level in which the plan compares its territories.
    """
    spoken = {kinds.get(str(code)) for code in column(measures, "territory_code")}
    order = [kind.value for kind in TerritoryKind if kind is not TerritoryKind.DEPARTEMENT]
    found = [kind for kind in order if kind in spoken]
    return sorted(found, key=lambda kind: kind != usual)


def ranking_table(found: Ranking) -> pd.DataFrame:
    """The ranking with French headings, masked and absent territories at the end."""
    names = ("Territoire", "Dernière valeur", "Date", "Tendance", "Vers la cible")
    rows = [(name, one.text, short_day(one.on), one.trend or "—", one.progress or "—") for name, one in found.known]
    rows += [(name, MASKED, "—", "—", "—") for name in found.masked]
    rows += [(name, NOTHING_SAID, "—", "—", "—") for name in found.silent]
    return table([dict(zip(names, row, strict=True)) for row in rows], names)
