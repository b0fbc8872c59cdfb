"""Layers from the counts of a territory's opened cells: rate, gap to the median, mean progress, coverage."""

from __future__ import annotations

from collections.abc import Callable
from statistics import median

import pandas as pd

from data.french import plural
from data.measures import rates
from data.measures.classes import RATES, gap_bins
from data.measures.columns import Row, as_number, keep, records, texts
from data.measures.layer import ASIDE, COVERAGE, GAP, PROGRESS, RATE, UNSAID, Layer, made, place_row
from data.measures.plan_rules import threshold_of
from data.measures.progress import mean_progress
from data.measures.tally import Tally, tally_by
from data.measures.territory_words import Known, points
from data.measures.thresholds import threshold
from data.situation import Situation
from data.vocabulary import TerritoryKind


def opened_cells(situation: Situation) -> pd.DataFrame:
    """The cells of the déclinées actions whose period has begun: what territories are compared on."""
    return rates.opened(situation.cells, situation.as_of)


def is_aside(counts: Tally) -> bool:
    """« Non concerné »: all or most of its actions are said to have no object there, and no other was spoken of."""
    return counts.known == 0 and counts.not_concerned > counts.applicable


def asides(situation: Situation) -> dict[str, str]:
    """Territory code → why it is « non concerné », for those that are: the same ones whatever the layer."""
    cells = opened_cells(situation)
    tallies = tally_by(cells, texts(cells, "territory_code"))
    return {str(code): _aside_note(counts) for code, counts in tallies.items() if is_aside(counts)}


def rate(situation: Situation) -> Layer:
    """Taux de réalisation."""
    return made(RATE, level(situation), _rate_rows(situation), RATES)


def gap(situation: Situation) -> Layer:
    """The rate minus the median of the territories."""
    rows = [
        {
            **row,
            "value": row["gap"],
            "text": f"{row['gap_text']} · {row['text']}" if row["gap"] is not None else row["text"],
            "known": Known.NOT_REPORTED if row["known"] == Known.VALUE and row["gap"] is None else row["known"],
        }
        for row in _rate_rows(situation)
    ]
    return made(GAP, level(situation), rows, gap_bins(threshold_of(situation, "gap_alert")), diverging=True)


def progress(situation: Situation) -> Layer:
    """Avancement moyen; neither coloured nor compared where under half of the actions were answered."""
    cells = opened_cells(situation)
    codes = texts(cells, "territory_code")
    rows: list[Row] = []
    for row, counts in _from_tally(situation, lambda _: (None, "")):
        if row["known"] != Known.NOT_CONCERNED and counts.known:
            found = mean_progress(keep(cells, [code == row["code"] for code in codes]))
            value = found.value if found.headline else None
            row |= {
                "value": value,
                "text": found.text,
                "known": Known.VALUE if value is not None else Known.NOT_REPORTED,
            }
        rows.append(row)
    return made(PROGRESS, level(situation), _with_gaps(rows), RATES)


def coverage(situation: Situation) -> Layer:
    """Share of the applicable actions that somebody spoke of."""
    rows = [row for row, _ in _from_tally(situation, lambda counts: (counts.coverage.share, counts.coverage.text))]
    return made(COVERAGE, level(situation), _with_gaps([{**row, "note": ""} for row in rows]), RATES)


def level(situation: Situation) -> TerritoryKind:
    """The level in which the plan's actions are déclinées."""
    return TerritoryKind(situation.territory_level)


def _from_tally(situation: Situation, written: Callable[[Tally], tuple[float | None, str]]) -> list[tuple[Row, Tally]]:
    """One row a territory from the counts of its opened cells."""
    cells = opened_cells(situation)
    tallies = tally_by(cells, texts(cells, "territory_code"))
    rows: list[tuple[Row, Tally]] = []
    for place in records(situation.peers):
        counts = tallies.get(str(place["code"]), Tally())
        value, text = written(counts)
        row = place_row(place, value=value, text=text, note=counts.coverage.text)
        if is_aside(counts):
            row |= {"known": Known.NOT_CONCERNED, "value": None, "text": ASIDE, "note": _aside_note(counts)}
        elif value is None:
            row["text"] = UNSAID if counts.applicable else "aucune action ouverte"
        rows.append((row, counts))
    return rows


def _aside_note(counts: Tally) -> str:
    text = plural(counts.not_concerned, "action sans objet ici", "actions sans objet ici")
    return f"{text}, {plural(counts.applicable, 'non renseignée')}" if counts.applicable else text


def _rate_rows(situation: Situation) -> list[Row]:
    """Rates with their gap to the median, from `rates.completion_by_territory`."""
    compared = rates.completion_by_territory(opened_cells(situation), threshold_of(situation, "gap_alert"))
    ranked = {str(row["key"]): row for row in records(compared)}
    rows: list[Row] = []
    for row, counts in _from_tally(situation, lambda counts: (counts.value, counts.text)):
        found = ranked.get(str(row["code"]))
        behind = None if found is None else as_number(found["gap"])
        rows.append(
            row
            | {
                "gap": behind,
                "gap_text": points(behind),
                "small": row["value"] is not None and not counts.percent_shown,
            }
            | {"alert": found is not None and bool(found["alert"])}
            | {"minimum": bool(counts.known) and counts.low_coverage}
        )
    return rows


def _with_gaps(rows: list[Row]) -> list[Row]:
    """The rows with their gap to the median of the known ones, in points."""
    known = [row["value"] for row in rows if row["value"] is not None]
    if len(known) < threshold("smallest_peers"):
        return rows
    middle = median(known)
    gaps = [None if row["value"] is None else row["value"] - middle for row in rows]
    return [{**row, "gap": gap, "gap_text": points(gap)} for row, gap in zip(rows, gaps, strict=True)]
