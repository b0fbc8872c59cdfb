"""One indicator in full: its points with their gaps, its values and who gave them, its texts, its sentence."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise
from typing import Any

import pandas as pd

from data.french import NBSP, day, number, percent, plural, short_day, typeset
from data.measures.aggregation import value_of
from data.measures.columns import Row, as_date, as_number, records, table
from data.measures.figure import Figure, Stamp
from data.measures.follow_up import DONE, NOT_DONE
from data.measures.indicator_board import NOTHING_SAID, Standing
from data.measures.indicators import LAST, due_on, indicator_figure, series
from data.measures.masking import MASKED
from data.measures.trajectory import EXPECTED, START, TARGET, VALUE, trajectory
from data.measures.units import is_count, unit_note, with_unit, written
from data.vocabulary import Direction, MeasureKind

YEAR = 12
"""Months between two values when nobody declared a periodicity: a whole year without a value is a gap."""


@dataclass(frozen=True)
class Hole:
    """Values that are missing between two dates. `after_start`: only the starting value came before."""

    first: date
    last: date
    count: int
    after_start: bool


def holes(rows: Sequence[Mapping[str, Any]], periodicity_months: float | None) -> list[Hole]:
    """The values that should stand between those known (rows in order of date)."""
    step = periodicity_months or YEAR
    known = [row for row in rows if row["masked"] or value_of(row) is not None]
    found: list[Hole] = []
    for row, after in pairwise(known):
        missing: list[date] = []
        on = due_on(row["on"], step, 0)
        # Half a period of tolerance: a value dated a few days early is not a missing one.
        while on is not None and (after["on"] - on).days > step * 15:
            missing.append(on)
            on = due_on(on, step, 0)
        if missing:
            found.append(Hole(missing[0], missing[-1], len(missing), bool(row["baseline"])))
    return found


POINT_COLUMNS = ("on", "kind", "value", "masked", "text_shown")


def points(
    indicator: Mapping[str, Any], measures: pd.DataFrame, targets: pd.DataFrame, place: str, as_of: date
) -> pd.DataFrame:
    """The points of the chart: those of `trajectory`, with what is masked and an empty point in each hole."""
    code, unit = str(indicator["code"]), indicator["unit"]
    rows = series(measures, code, place, as_of)
    hidden = {row["on"] for row in rows if row["masked"]}
    drawn: list[Row] = []
    for row in records(trajectory(code, measures, targets, place, as_of)):
        masked = row["kind"] in (START, VALUE) and row["on"] in hidden
        drawn.append(row | {"masked": masked, "text_shown": _point_text(row, unit, masked)})
    for hole in holes(rows, as_number(indicator["periodicity_months"])):
        text = f"{day(hole.first)}{NBSP}: {NOTHING_SAID}"
        drawn.append({"on": hole.first, "kind": VALUE, "value": None, "masked": False, "text_shown": text})
    order = (START, VALUE, TARGET, EXPECTED)
    drawn.sort(key=lambda row: (row["on"], order.index(row["kind"])))
    return table(drawn, POINT_COLUMNS)


def _point_text(row: Mapping[str, Any], unit: str | None, masked: bool) -> str:
    if masked:
        return f"{day(row['on'])}{NBSP}: {MASKED}"
    value = as_number(row["value"])
    text = NOTHING_SAID if value is None else with_unit(value, unit)
    qualifier = f"{row['qualifier']} " if row["qualifier"] else ""
    return f"{day(row['on'])}{NBSP}: {qualifier}{text}"


def points_table(drawn: pd.DataFrame) -> pd.DataFrame:
    """The points of a chart with French headings, an absent or hidden value said."""
    names = ("Date", "Point", "Valeur")
    rows = ((short_day(row["on"]), row["kind"], _shown(row)) for row in records(drawn))
    return table([dict(zip(names, row, strict=True)) for row in rows], names)


def _shown(row: Mapping[str, Any]) -> str:
    if row["masked"]:
        return MASKED
    return NOTHING_SAID if row["value"] is None else number(row["value"], 2)


VALUE_COLUMNS = ("Date", "Valeur", "Nuance", "Commentaire", "Source", "Saisie par", "Saisie le")


def values_table(indicator: Mapping[str, Any], measures: pd.DataFrame, place: str, as_of: date) -> pd.DataFrame:
    """Every value of an indicator in a territory, oldest first, missing ones on a line of their own."""
    rows = series(measures, str(indicator["code"]), place, as_of)
    dated = [(row["on"], _value_line(indicator, row)) for row in rows]
    for hole in holes(rows, as_number(indicator["periodicity_months"])):
        if not hole.after_start:
            dated.append((hole.first, _hole_line(hole)))
    dated.sort(key=lambda pair: pair[0])
    return table([line for _, line in dated], VALUE_COLUMNS)


def _value_line(indicator: Mapping[str, Any], row: Mapping[str, Any]) -> Row:
    value = written({**row, "qualifier": None}, indicator["unit"])
    if indicator["measure_kind"] == MeasureKind.MILESTONE and as_number(row["value"]) is not None:
        value = DONE if float(row["value"]) > 0 else NOT_DONE
    words = (
        short_day(row["on"]),
        f"{value} (départ)" if row["baseline"] else value,
        row["qualifier"] or "",
        row["text"] or "",
        row["summed"] or row["source"] or "",
        row["author"] or "",
        short_day(row["said_on"]) if row["said_on"] else "",
    )
    return dict(zip(VALUE_COLUMNS, words, strict=True))


def _hole_line(hole: Hole) -> Row:
    when = short_day(hole.first) if hole.count == 1 else f"{short_day(hole.first)} à {short_day(hole.last)}"
    many = "" if hole.count == 1 else f" ({plural(hole.count, 'valeur')})"
    return dict(zip(VALUE_COLUMNS, (when, NOTHING_SAID + many, "", "", "", "", ""), strict=True))


def detail_sentence(found: Standing, territory: str | None = None) -> str:
    """The answer about one indicator: last value, trend, way to the target, expected value, next due date.

    `territory`: its name, None for the département.
    """
    if not found.said:
        what = "Une cible est fixée, mais aucune valeur n’a été saisie"
        where = territory or "le département"
        return typeset(f"{what if found.has_target else 'Aucune valeur n’a été saisie'} pour {where}.")
    parts = [_last_value(found, territory)]
    if found.summed:
        parts.append(found.summed)
    if found.trend:
        parts.append(found.trend)
    said = " ; ".join([*parts, *_way(found)]) + "."
    qualitative = found.indicator["measure_kind"] == MeasureKind.QUALITATIVE
    if found.due is not None:
        what, mark = ("Le prochain texte", "") if qualitative else ("La prochaine valeur", "e")
        state = f"est en retard : attendu{mark}" if found.overdue else f"est attendu{mark}"
        said += f" {what} {state} le {day(found.due)}."
    return typeset(said)


def _last_value(found: Standing, territory: str | None) -> str:
    start = f"{territory}, au" if territory else "Au"
    kind, note = found.indicator["measure_kind"], unit_note(found.indicator["unit"])
    if kind == MeasureKind.QUALITATIVE:
        return f"{start} {day(found.on)}, dernier texte saisi"
    if kind == MeasureKind.MILESTONE:
        if found.done:
            return f"{territory} : jalon {found.text}" if territory else f"Jalon {found.text}"
        return f"{start} {day(found.on)}, jalon {found.text}"
    value = f"{note} de {found.text}" if note and not found.masked else found.text
    return f"{start} {day(found.on)} : {value}"


def _way(found: Standing) -> list[str]:
    rate, unit = found.rate, found.indicator["unit"]
    if rate is None or rate.shown is None or rate.target is None:
        return []
    aim = f"{with_unit(rate.target, unit, is_percent=found.is_percent)} ({day(rate.target_on)})"
    if found.indicator["direction"] == Direction.HOLD:
        return [f"cible de {aim} tenue à {percent(rate.shown)}"]
    parts = [f"{found.progress}, de {number(rate.start, 1)} à {aim}"]
    if found.expected is not None and rate.current is not None and found.on_path is not None:
        judged = "est atteinte" if found.on_path else "n’est pas atteinte"
        # A whole number of people or things, unless rounding would contradict the verdict.
        whole = is_count(found.indicator) and abs(rate.current - found.expected) >= 1
        parts.append(f"la valeur attendue à cette date, {number(found.expected, 0 if whole else 1)}, {judged}")
    return parts


@dataclass(frozen=True)
class Said:
    """A dated text of an indicator. `step`: the degree given with it, None without; `who`: its author or source."""

    on: date
    text: str
    who: str
    step: str | None


def texts_of(indicator: Mapping[str, Any], measures: pd.DataFrame, place: str, as_of: date) -> list[Said]:
    """The dated texts of an indicator, newest first."""
    said = [
        Said(on, str(row["text"]), str(row["author"] or row["source"] or ""), row["qualifier"] or None)
        for row in series(measures, str(indicator["code"]), place, as_of)
        if row["text"] and (on := as_date(row["on"])) is not None
    ]
    return sorted(said, key=lambda each: each.on, reverse=True)


TEXT_COLUMNS = ("Date", "Degré", "Texte", "Dit par")


def texts_table(said: Sequence[Said]) -> pd.DataFrame:
    """The texts with French headings."""
    rows = ((short_day(each.on), each.step or "—", each.text, each.who or "—") for each in said)
    return table([dict(zip(TEXT_COLUMNS, row, strict=True)) for row in rows], TEXT_COLUMNS)


def figure_of(found: Standing, measures: pd.DataFrame, targets: pd.DataFrame, place: str, stamp: Stamp) -> Figure:
    """The last value of an indicator as a Figure, with its way to the target and every value behind it."""
    as_of = stamp.as_of or date.max
    made = indicator_figure(found.indicator, measures, targets, place, stamp)
    notes = [note for note in (found.progress, found.summed) if note]
    if found.masked:
        notes.append("petit nombre, masqué pour ne désigner personne")
    lines = values_table(found.indicator, measures, place, as_of)
    return replace(
        made,
        title=found.title,
        value=found.move.value,
        unit=str(found.indicator["unit"] or ""),
        text=found.text,
        formula=LAST if made.formula == LAST else f"{LAST} Vers la cible{NBSP}: {made.formula}",
        numerator=None,
        sentence=detail_sentence(found),
        inputs=lines,
        flags=tuple(typeset(note) for note in notes),
    )
