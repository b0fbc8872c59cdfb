"""Indicators invented by a test, on the Drôme's tree: a row, a value, a target, and the Situation that holds them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from data.situation import Situation
from tests.support.measures import WHOLE, drome, situation

CODE = "P9-IND03"
PEERS = ("A", "B", "C", "D")


def indicator(code: str = CODE, **fields: Any) -> dict[str, Any]:
    """A row of `indicators`: a count of things, followed, every quarter."""
    return {
        "indicator_id": 1, "version": 1, "code": code, "title": f"Indicateur {code}", "fiche_code": "P9",
        "heading_code": "2.1", "axis_code": "2", "rank": 1, "source_line": 10, "unit": "actions",
        "nature": "realisation", "measure_kind": "suivi", "direction": None, "tolerance": None,
        "territory_aggregation": "aucune", "time_aggregation": "derniere", "periodicity_months": 3,
        "availability_months": 0, "threshold": None, "flagship": False, "compound": False, "components": [],
        **fields,
    }  # fmt: skip


def measure(on: str, value: float | None = None, place: str = WHOLE, code: str = CODE, **fields: Any) -> dict[str, Any]:
    """A row of `measures`."""
    return {
        "indicator_code": code, "territory_code": place, "on": date.fromisoformat(on), "value": value,
        "numerator": None, "denominator": None, "qualifier": None, "text": None, "source": "Enquête",
        "baseline": False, "author": "Pilote", "said_on": date.fromisoformat(on), **fields,
    }  # fmt: skip


def target(on: str, value: float, place: str = WHOLE, code: str = CODE) -> dict[str, Any]:
    return {"indicator_code": code, "territory_code": place, "due_on": date.fromisoformat(on), "value": value}


def plan_with(
    indicators: Iterable[Mapping[str, Any]],
    measures: Iterable[Mapping[str, Any]] = (),
    targets: Iterable[Mapping[str, Any]] = (),
    peers: Iterable[str] = (),
) -> Situation:
    """The Drôme as of 30 September 2026, with these indicators."""
    return situation(drome(), (), "2026-T3", indicators=indicators, measures=measures, targets=targets, peers=peers)
