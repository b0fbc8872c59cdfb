"""Where every indicator of a plan stands: last value as written, trend, way to the target, next value due.

Reads `readable_measures` only, so that a small count stays hidden here too. Nothing said is never 0.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import pandas as pd

from data.french import listing, number, short_day, typeset
from data.measures.columns import as_date, as_number, column, records, table
from data.measures.follow_up import FollowUp, MilestoneState, follow_up, milestone_state
from data.measures.indicators import IndicatorRate, due_on, global_rate, series, value_of
from data.measures.masking import MASKED
from data.measures.readable import no_measures, readable_measures
from data.measures.trajectory import expected_value
from data.measures.units import written
from data.situation import Situation, where
from data.vocabulary import Direction, MeasureKind

NOTHING_SAID = "non renseigné"


@dataclass(frozen=True)
class Standing:
    """One indicator in one territory, as of a day.

    Attributes:
        indicator: its row of the Situation.
        text: its last value as written, « masqué », « fait le 30 juin 2026 », or « non renseigné ».
        on: the day that the last value describes.
        said: somebody gave a value or a text (a starting value too).
        move: trend and its reading; empty when a value that it needs is hidden.
        rate: way to the last target; None for a kind without one, or when it would give away a hidden value.
        expected: value expected on `on`; on_path: whether it is reached (None when it cannot be said).
        has_target: a target is dated for this territory; planned_on: the day of its last one.
        done: for a milestone, whether it is done; None when nobody spoke, and for any other kind.
        due: when the next value should be there (none once a milestone is reached); overdue: that day has passed.
        is_percent: the value is a rate of two known counts.
        in_words: the last value is a text that somebody typed: it may name a person, and nobody reread it.
        summed: « somme de 15 territoires sur 16 » when the last value was worked out, None when somebody gave it.
    """

    indicator: Mapping[str, Any]
    text: str
    on: date | None
    said: bool
    masked: bool
    move: FollowUp
    rate: IndicatorRate | None
    expected: float | None
    on_path: bool | None
    has_target: bool
    due: date | None
    overdue: bool
    summed: str | None = None
    is_percent: bool = False
    planned_on: date | None = None
    done: bool | None = None
    in_words: bool = False

    @property
    def code(self) -> str:
        return str(self.indicator["code"])

    @property
    def title(self) -> str:
        return typeset(str(self.indicator["title"]))

    @property
    def progress(self) -> str | None:
        """« 40 % du chemin », « 0 % du chemin (régression) »; for « maintien », « tenue à 80 % »."""
        if self.rate is None or self.rate.shown is None:
            return None
        if self.indicator["direction"] == Direction.HOLD:
            return typeset(f"cible tenue à {number(self.rate.shown, 0)} %")
        word = f" ({self.rate.word})" if self.rate.word else ""
        return typeset(f"{number(self.rate.shown, 0)} % du chemin{word}")

    @property
    def trend(self) -> str | None:
        """« en hausse depuis le 31/12/2025, dans le sens voulu »; None with a single value."""
        if self.move.trend is None:
            return None
        reading = {True: ", dans le sens voulu", False: ", à l’inverse du sens voulu", None: ""}
        return f"{self.move.trend} depuis le {short_day(self.move.previous_on)}{reading[self.move.favourable]}"


def standings(
    situation: Situation, territory_code: str | None = None, readable: Mapping[str, pd.DataFrame] | None = None
) -> list[Standing]:
    """Every indicator of the Situation, in the document's order, in a territory (or the département).

    `readable`: the Situation's `readable_measures`, when they are already there.
    """
    place = territory_code or situation.plan.departement_code
    measures = readable_measures(situation) if readable is None else readable
    targets = {
        str(code): where(situation.targets, indicator_code=code)
        for code in set(column(situation.targets, "indicator_code"))
    }
    nothing, no_target = no_measures(), where(situation.targets, indicator_code=None)
    return [
        standing(
            row,
            measures.get(str(row["code"]), nothing),
            targets.get(str(row["code"]), no_target),
            place,
            situation.as_of,
        )
        for row in records(situation.indicators)
    ]


def standing(
    indicator: Mapping[str, Any], measures: pd.DataFrame, targets: pd.DataFrame, place: str, as_of: date
) -> Standing:
    """One indicator. `measures` (columns READABLE) and `targets` hold its own rows only."""
    code, kind = str(indicator["code"]), indicator["measure_kind"]
    rows = [
        row for row in series(measures, code, place, as_of) if row["masked"] or row["text"] or value_of(row) is not None
    ]
    last = next((row for row in reversed(rows) if not row["baseline"]), rows[-1] if rows else None)
    aims = [day for day in column(where(targets, territory_code=place), "due_on") if day is not None]
    on = as_date(last["on"]) if last else None
    masked = bool(last and last["masked"])
    hidden_start = any(row["masked"] and row["baseline"] for row in rows)
    rate = None
    summed = str(last["summed"]) if last and last["summed"] else None
    if kind == MeasureKind.TARGET and not masked and not hidden_start and (summed is None or _complete(summed)):
        rate = global_rate(indicator, measures, targets, place, as_of)
    expected = _expected(code, measures, targets, place, on, max(aims, default=None)) if rate else None
    planned_on = max(aims, default=None)
    reached = milestone_state(rows, planned_on, as_of) if kind == MeasureKind.MILESTONE else None
    every, delay = as_number(indicator["periodicity_months"]), as_number(indicator["availability_months"])
    due = None if reached is not None and reached.done else due_on(on, every, delay)
    return Standing(
        indicator=indicator,
        text=_text(indicator, last, reached),
        on=on,
        said=bool(rows),
        masked=masked,
        move=_move(rows, indicator["direction"]) if kind in _NUMBERS else FollowUp(None, None),
        rate=rate,
        expected=expected,
        on_path=_reached(indicator, rate, expected),
        has_target=bool(aims),
        due=due,
        overdue=due is not None and due < as_of,
        summed=summed,
        is_percent=bool(last and last["denominator"]),
        planned_on=planned_on,
        done=None if reached is None else reached.done,
        in_words=_in_words(indicator, last, reached),
    )


def _in_words(indicator: Mapping[str, Any], last: Mapping[str, Any] | None, reached: MilestoneState | None) -> bool:
    if last is None or last["masked"]:
        return False
    if reached is not None:
        return reached.done is None
    return indicator["measure_kind"] == MeasureKind.QUALITATIVE or value_of(last) is None


def _complete(summed: str) -> bool:
    """« … de 16 territoires sur 16 »: a total of fewer is not compared with a target."""
    known, whole = re.findall(r"\d+", summed)
    return known == whole


_NUMBERS = (MeasureKind.TARGET, MeasureKind.FOLLOW_UP)


def _text(indicator: Mapping[str, Any], last: Mapping[str, Any] | None, reached: MilestoneState | None) -> str:
    if last is None:
        return NOTHING_SAID
    if last["masked"]:
        return MASKED
    if reached is not None:
        return reached.text if reached.done is not None else str(last["text"])
    if value_of(last) is None or indicator["measure_kind"] == MeasureKind.QUALITATIVE:
        return typeset(str(last["text"] or written(last, indicator["unit"])))
    return written(last, indicator["unit"])


def _move(rows: Sequence[Mapping[str, Any]], direction: str | None) -> FollowUp:
    """The last value and the move from the one before; a hidden one has neither."""
    numbers = [row for row in rows if row["masked"] or value_of(row) is not None][-2:]
    if len(numbers) == 2 and (numbers[0]["masked"] or numbers[0]["summed"] != numbers[1]["summed"]):
        numbers = numbers[1:]  # hidden, or worked out from other territories: not comparable
    if not numbers or numbers[-1]["masked"]:
        return FollowUp(None, None)
    return follow_up(numbers, direction)


def _expected(
    code: str,
    measures: pd.DataFrame,
    targets: pd.DataFrame,
    place: str,
    on: date | None,
    last_aim: date | None,
) -> float | None:
    """The value of the expected path on a day; after the last target, that target."""
    if on is None or last_aim is None:
        return None
    return expected_value(code, measures, targets, place, min(on, last_aim))


def _reached(indicator: Mapping[str, Any], rate: IndicatorRate | None, expected: float | None) -> bool | None:
    if rate is None or rate.current is None:
        return None
    if indicator["direction"] == Direction.HOLD:
        return None if rate.raw is None else rate.raw >= 100
    if expected is None or indicator["direction"] is None:
        return None
    up = indicator["direction"] == Direction.UP
    return rate.current >= expected if up else rate.current <= expected


BOARD_COLUMNS = (
    "Code",
    "Indicateur",
    "Dernière valeur",
    "Date",
    "Tendance",
    "Vers la cible",
    "Prochaine valeur",
)


def board_table(found: Sequence[Standing]) -> pd.DataFrame:
    """The board as a table with French headings, everything written."""
    rows = ((e.code, e.title, e.text, short_day(e.on), e.trend or "—", e.progress or "—", due_words(e)) for e in found)
    return table([dict(zip(BOARD_COLUMNS, row, strict=True)) for row in rows], BOARD_COLUMNS)


def due_words(one: Standing) -> str:
    """« attendue le 31/03/2027 », « en retard depuis le 31/03/2026 », « — » when nothing says when."""
    if one.due is None:
        return "—"
    return f"{'en retard depuis' if one.overdue else 'attendue'} le {short_day(one.due)}"


def whose(situation: Situation, fiche_code: str | None) -> str:
    """Who can give the next value, in French: the fiche's pilots, else the coordination."""
    parts = where(situation.assignments, fiche_code=fiche_code)
    names = list(dict.fromkeys(str(name) for name in column(parts, "pilot") if name))
    if not names:
        return "la coordination du schéma, tant que la fiche n’a pas de pilote"
    return listing(names, most=3)
