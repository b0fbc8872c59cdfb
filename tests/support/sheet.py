"""A form of three actions, made by hand: A1 under way, A2 never said, A3 déclinée over two territories."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from data.entry.changes import Field, Value
from data.entry.sheet import STATE_NAMES, WEATHER, Line, Sheet
from data.entry.signature import Signature
from data.period import Period
from data.reading.entry import Recorded
from data.vocabulary import REPORT_TEXTS, Status

NORTH, SOUTH = "T1", "T2"
CAF = Signature("CAF", None, date(2026, 10, 2))


def line(code: str, **known: Any) -> Line:
    """An open action of the person's own."""
    usual: dict[str, Any] = {
        "title": f"Action {code}",
        "parent": None,
        "calendar": "",
        "hints": (),
        "before": "jamais renseignée",
        "open": True,
        "mine": True,
        "recurrent": False,
        "territorial": False,
        "carried": False,
    }
    return Line(code=code, **(usual | known))


def sheet(start: dict[Field, Value] | None = None, **known: Any) -> Sheet:
    """The form, with what some fields start from."""
    lines = (line("A1", carried=True), line("A2"), line("A3", territorial=True))
    fields: dict[Field, Value] = {WEATHER: None}
    fields |= {Field("text", name): "" for name in REPORT_TEXTS} | {
        Field("publishable", name): False for name in REPORT_TEXTS
    }
    fields |= {Field("state", name, one.code): None for one in lines for name in STATE_NAMES}
    fields |= {Field("state", "status", "A3", place): None for place in (NORTH, SOUTH)}
    fields |= {Field("state", "status", "A1"): Status.IN_PROGRESS.value, Field("state", "percent", "A1"): 40.0}
    made = Sheet(
        fiche_code="F1",
        title="Fiche",
        period=Period.parse("2026-T3"),
        recorded=Recorded(),
        uses_percent=True,
        whole=True,
        start=fields | (start or {}),
        lines=lines,
        territories={NORTH: "Nord", SOUTH: "Sud"},
        asks=(),
        decisions={"D-001": "D-001 – Ne pas poursuivre (Comité, 11/06/2026)"},
        before_label=None,
        before_texts={},
        before_weather=None,
        others={},
    )
    return replace(made, **known)
