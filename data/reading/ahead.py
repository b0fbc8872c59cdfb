"""Values of indicators given for a day that has not come: no Situation reads them yet, the quality board tells them."""

from __future__ import annotations

from datetime import date

from sqlmodel import col

from data.database import Store
from data.model import Indicator, Measure
from data.reading.source import labelled, source_of


def values_ahead(store: Store, plan_code: str, today: date) -> list[tuple[str, date]]:
    """(code of the indicator, day) of each value of the plan dated after `today`, oldest first."""
    with store.read() as session:
        source = source_of(session, plan_code)
        query = (
            labelled(code=Indicator.code, on=Measure.measured_on)
            .select_from(Measure)
            .join(Indicator, col(Indicator.id) == col(Measure.indicator_id))
            .where(col(Indicator.plan_id) == source.plan.id, col(Measure.measured_on) > today)
            .order_by(col(Measure.measured_on), col(Indicator.code))
        )
        return [(str(row["code"]), row["on"]) for row in source.rows(query)]
