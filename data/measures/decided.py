"""The decisions that go with a Situation: all of them, or those that touch what a filter keeps."""

from __future__ import annotations

from data.measures.columns import Row, as_date, records, texts
from data.situation import Situation


def kept_decisions(situation: Situation) -> list[Row]:
    """Decisions, in the order in which they were recorded; with a filter, those that answer a fiche that it keeps, or
    on which the state of an action that it keeps rests."""
    rows = records(situation.decisions)
    if not situation.kept:
        return rows
    fiches = set(texts(situation.fiches, "code"))
    named = {code for code in texts(situation.leaves, "decision") if code}
    return [row for row in rows if row["fiche_code"] in fiches or str(row["code"]) in named]


def decided_in_period(situation: Situation) -> list[Row]:
    """Those taken within the period described, up to its last day described, oldest first."""
    dated = [(on, row) for row in kept_decisions(situation) if (on := as_date(row["decided_on"])) is not None]
    return [row for on, row in sorted(dated, key=lambda pair: pair[0])
            if situation.period.starts_on <= on <= situation.as_of]  # fmt: skip
