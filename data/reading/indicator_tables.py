"""Indicators, their targets, their values, and the figures printed in the plan's document."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy.orm import aliased
from sqlmodel import col

from data.model import Account, Fiche, Heading, Indicator, KeyFigure, Measure, Target, Territory
from data.model.indicator import REFERENCE, SCALE
from data.reading.source import Rows, Source, by_code, dated, labelled


def indicators(source: Source, axis_of: dict[str, str], fiche_rows: Rows) -> Rows:
    heading_of = {row["code"]: row["heading_code"] for row in fiche_rows}
    found = source.rows(
        labelled(
            indicator_id=Indicator.id,
            version=Indicator.version,
            code=Indicator.code,
            title=Indicator.title,
            fiche_code=Fiche.code,
            heading_code=Heading.code,
            rank=Indicator.rank,
            source_line=Indicator.source_line,
            unit=Indicator.unit,
            nature=Indicator.nature,
            measure_kind=Indicator.measure_kind,
            direction=Indicator.direction,
            tolerance=Indicator.tolerance,
            territory_aggregation=Indicator.territory_aggregation,
            time_aggregation=Indicator.time_aggregation,
            periodicity_months=Indicator.periodicity_months,
            availability_months=Indicator.availability_months,
            threshold=Indicator.threshold,
            flagship=Indicator.flagship,
            compound=Indicator.compound,
            components=Indicator.components,
            details=Indicator.details,
        )
        .select_from(Indicator)
        .outerjoin(Fiche, col(Fiche.id) == col(Indicator.fiche_id))
        .outerjoin(Heading, col(Heading.id) == col(Indicator.heading_id))
        .where(col(Indicator.plan_id) == source.plan.id)
        .order_by(col(Indicator.id))
    )
    for row in found:
        details: dict[str, Any] = row.pop("details")
        reference: dict[str, str] | None = details.get(REFERENCE)
        row["scale"] = details.get(SCALE)
        row["origin"] = None if reference is None else reference.get("source", "")
        if row["heading_code"] is None and row["fiche_code"] is not None:
            row["heading_code"] = heading_of[row["fiche_code"]]
        heading: str | None = row["heading_code"]
        row["axis_code"] = axis_of[heading] if heading else None
    return sorted(found, key=by_code)


def targets(source: Source) -> Rows:
    return source.rows(
        labelled(
            indicator_code=Indicator.code,
            territory_code=Territory.code,
            due_on=Target.due_on,
            value=Target.value,
        )
        .select_from(Target)
        .join(Indicator, col(Indicator.id) == col(Target.indicator_id))
        .join(Territory, col(Territory.id) == col(Target.territory_id))
        .where(col(Indicator.plan_id) == source.plan.id)
        .order_by(col(Target.due_on), col(Target.id))
    )


def measures(source: Source, until: date) -> Rows:
    """The values of the indicators that describe a period ended by `until`, oldest first."""
    found = source.rows(
        labelled(
            indicator_code=Indicator.code,
            territory_code=Territory.code,
            on=Measure.measured_on,
            value=Measure.value,
            numerator=Measure.numerator,
            denominator=Measure.denominator,
            qualifier=Measure.qualifier,
            text=Measure.text,
            source=Measure.source,
            baseline=Measure.baseline,
            author=Account.name,
            said_on=Measure.said_at,
        )
        .select_from(Measure)
        .join(Indicator, col(Indicator.id) == col(Measure.indicator_id))
        .join(Territory, col(Territory.id) == col(Measure.territory_id))
        .outerjoin(Account, col(Account.id) == col(Measure.account_id))
        .where(col(Indicator.plan_id) == source.plan.id, col(Measure.measured_on) <= until)
        .order_by(col(Measure.measured_on), col(Measure.id))
    )
    return dated(found, "said_on")


def key_figures(source: Source, axis_of: dict[str, str]) -> Rows:
    above = aliased(Heading)
    found = source.rows(
        labelled(
            code=KeyFigure.code,
            title=KeyFigure.title,
            value=KeyFigure.value,
            unit=KeyFigure.unit,
            qualifier=KeyFigure.qualifier,
            year=KeyFigure.year,
            kind=KeyFigure.kind,
            heading_code=Heading.code,
            fiche_code=Fiche.code,
            above=above.code,
            note=KeyFigure.note,
            denominator=KeyFigure.denominator,
            source_line=KeyFigure.source_line,
        )
        .select_from(KeyFigure)
        .outerjoin(Heading, col(Heading.id) == col(KeyFigure.heading_id))
        .outerjoin(Fiche, col(Fiche.id) == col(KeyFigure.fiche_id))
        .outerjoin(above, col(above.id) == col(Fiche.heading_id))
        .where(col(KeyFigure.plan_id) == source.plan.id)
        .order_by(col(KeyFigure.rank))
    )
    for row in found:
        of_fiche = row.pop("above")
        row["axis_code"] = axis_of.get(row["heading_code"] or of_fiche)
    return found
