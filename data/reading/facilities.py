"""The équipements of a plan as the store has them today, whatever the period shown: they are never frozen."""

from __future__ import annotations

import pandas as pd
from sqlmodel import col

from data.database import Store
from data.french import folded
from data.model import Facility
from data.reading.source import Rows, Source, labelled, source_of

COLUMNS = ("code", "kind", "name", "lon", "lat", "address", "commune_code", "source", "known_on")


def facilities(store: Store, plan_code: str) -> pd.DataFrame:
    """One row an équipement, by name; an absent value is None. Raises StoreError when there is no such plan."""
    with store.read() as session:
        return pd.DataFrame(facility_rows(source_of(session, plan_code)), columns=list(COLUMNS), dtype=object)


def facility_rows(source: Source) -> Rows:
    found = source.rows(
        labelled(**{name: getattr(Facility, name) for name in COLUMNS}).where(col(Facility.plan_id) == source.plan.id)
    )
    return sorted(found, key=lambda row: (folded(row["name"]), row["code"]))
