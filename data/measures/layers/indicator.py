"""The layer of an indicator: its last values at one level, the finest where some are known unless told."""

from __future__ import annotations

from data.french import typeset
from data.measures.classes import spread_bins
from data.measures.columns import Row, records
from data.measures.layer import INDICATOR, UNSAID, Layer, made, place_row
from data.measures.territory_indicators import Read
from data.measures.territory_words import Known
from data.situation import Situation, where
from data.vocabulary import TerritoryKind


def indicator_title(read: Read) -> str:
    """« P4-IND02 – Nombre d’usagers »."""
    return typeset(f"{read.indicator['code']} – {read.indicator['title']}").rstrip(". ")


def indicator(situation: Situation, read: Read, kind: TerritoryKind) -> Layer:
    """The last known values, their gap to the median of that level, what is masked, what nobody gave."""
    here = read.at(kind)
    rows: list[Row] = []
    for place in records(where(situation.territories, kind=kind)):
        found = here.by_territory.get(str(place["code"]))
        if found is None:
            rows.append(place_row(place, value=None, text=UNSAID))
            continue
        gap = here.gap(found.value)
        note = ", ".join(part for part in (f"au {found.on}", found.worked_out) if part)
        row = place_row(place, value=found.value, text=found.text, note=note, gap=gap, gap_text=here.gap_text(gap))
        rows.append(row | ({"known": Known.MASKED} if found.masked else {}))
    unit = "%" if read.percent else str(read.indicator["unit"] or "")
    shown = here.shown
    return made(
        f"{INDICATOR}{read.indicator['code']}", kind, rows, spread_bins(shown, unit) if shown else (),
        title=typeset(str(read.indicator["title"])).rstrip(". "),
        formula=here.formula,
        median_text=None if here.median is None else here.text(here.median),
    )  # fmt: skip
