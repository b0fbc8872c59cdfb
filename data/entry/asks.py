"""The indicators of a fiche as its form asks for them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from data.entry.changes import Field, Value, plain_value
from data.french import short_day, typeset
from data.measures.columns import as_date, as_number, column, records
from data.measures.follow_up import DONE, NOT_DONE
from data.measures.indicators import due_on, latest
from data.measures.units import with_unit
from data.situation import Situation, where
from data.vocabulary import MeasureKind

Row = dict[str, Any]

MEASURE_NAMES = ("value", "numerator", "denominator", "qualifier", "text")


@dataclass(frozen=True)
class Ask:
    """One indicator of the form. `due`: its next value is due; `last`: the last value known, in words."""

    code: str
    title: str
    unit: str | None
    kind: MeasureKind
    due: bool
    last: str
    measured_on: date


def asks_of(situation: Situation, fiche_code: str) -> tuple[Ask, ...]:
    mine = where(situation.indicators, fiche_code=fiche_code)
    codes = {str(code) for code in column(mine, "code")}
    of_plan = where(situation.measures, indicator_code=codes, territory_code=situation.plan.departement_code)
    last = {str(row["indicator_code"]): row for row in records(latest(of_plan, situation.as_of))}
    found: list[Ask] = []
    for row in records(mine):
        known = last.get(str(row["code"]))
        known_on = as_date(known["on"]) if known is not None else None
        inside = known_on is not None and known_on >= situation.period.starts_on
        next_on = due_on(known_on, as_number(row["periodicity_months"]), as_number(row["availability_months"]))
        found.append(
            Ask(
                code=str(row["code"]),
                title=typeset(str(row["title"])),
                unit=row["unit"],
                kind=MeasureKind(str(row["measure_kind"])),
                due=inside or (next_on is not None and next_on <= situation.as_of),
                last=_last_words(row, known),
                measured_on=known_on if inside and known_on is not None else situation.as_of,
            )
        )
    return tuple(found)


def _last_words(indicator: Row, known: Row | None) -> str:
    if known is None:
        return "aucune valeur connue"
    on = short_day(as_date(known["on"]))
    value = as_number(known["value"])
    if value is None:
        return f"dernière réponse au {on}"
    if indicator["measure_kind"] == MeasureKind.MILESTONE:
        return f"{DONE if value > 0 else NOT_DONE} au {on}"
    qualifier = f"{known['qualifier']} " if known["qualifier"] else ""
    return f"{qualifier}{with_unit(value, indicator['unit'])} au {on}"


def measure_start(situation: Situation, ask: Ask) -> dict[Field, Value]:
    """The value already given for this period, else nothing: a value is measured, never carried over."""
    rows = where(
        situation.measures,
        indicator_code=ask.code,
        territory_code=situation.plan.departement_code,
        on=ask.measured_on,
    )
    given = [row for row in records(rows) if not row["baseline"]]
    row: Row = given[-1] if given else {}
    return {Field("measure", name, ask.code): plain_value(row.get(name)) for name in MEASURE_NAMES}
