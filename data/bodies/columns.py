"""The lists of a body that make a plan, column by column: type, whether it may be null, words admitted.

`docs/export-json.md` says what each holds. A column that is not here is worked out by the export, or not imported.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

from data.catalogue.items import KeyFigure
from data.measures.rules import BY_KEY
from data.measures.thresholds import THRESHOLDS
from data.vocabulary import (
    Aggregation,
    Direction,
    MeasureKind,
    Nature,
    PilotRole,
    TerritoryKind,
    Validation,
    values,
)

Kind = Literal["code", "text", "int", "number", "flag", "day", "codes", "object", "list"]
LIFE = ("campaigns", "expectations", "reports", "evidence", "states", "decisions", "objective_ratings")
"""Lists that tell the life of a plan: accepted in a body, never imported."""


@dataclass(frozen=True)
class Column:
    """One column.

    Attributes:
        kind: « code », « text », « int », « number », « flag » (true or false), « day » (ISO date),
            « codes » (a list of codes), « object », « list ».
        required: null is refused; a text must then hold words.
        words: the words admitted, empty for any.
        minimum, maximum: of a number, both included.
    """

    kind: Kind
    required: bool = True
    words: tuple[str, ...] = ()
    minimum: float | None = None
    maximum: float | None = None


_CODE, _TEXT, _INT, _NUMBER = Column("code"), Column("text"), Column("int"), Column("number")
_FLAG, _DAY, _CODES, _OBJECT, _LIST = Column("flag"), Column("day"), Column("codes"), Column("object"), Column("list")
_MAYBE_CODE, _MAYBE_TEXT, _MAYBE_NUMBER = Column("code", False), Column("text", False), Column("number", False)
_MAYBE_DAY = Column("day", False)
_LINE, _RANK = Column("int", False, minimum=1), Column("int", minimum=1)
_MONTHS = Column("int", False, minimum=1, maximum=120)
_ADDS_UP = Column("text", words=tuple(values(Aggregation)))
_ITEM = {"code": _CODE, "title": _TEXT, "source_line": _LINE}
_PLACE = {"fiche": _MAYBE_CODE, "heading": _MAYBE_CODE}
FIGURE_KINDS: tuple[str, ...] = get_args(KeyFigure.model_fields["kind"].annotation)
REPORTING_MONTHS = (3, 6, 12)

COLUMNS: dict[str, dict[str, Column]] = {
    "plan": {
        **_ITEM,
        "departement_code": _CODE,
        "departement_name": _TEXT,
        "starts_on": _DAY,
        "ends_on": _DAY,
        "adopted_on": _MAYBE_DAY,
        "levels": _OBJECT,
        "event_name": _TEXT,
        "reporting_months": _INT,
        "uses_percent": _FLAG,
        "validation": Column("text", False, tuple(values(Validation))),
        "territory_level": Column("text", words=tuple(values(TerritoryKind))),
        "source_file": _TEXT,
        "revision": Column("int", False, minimum=0),
        "details": _OBJECT,
    },
    "phases": {"code": _CODE, "title": _TEXT, "starts_on": _DAY, "ends_on": _DAY},
    "headings": {
        **_ITEM,
        "depth": Column("int", minimum=1, maximum=9),
        "rank": _RANK,
        "details": _OBJECT,
        "parent": _MAYBE_CODE,
    },
    "fiches": {**_ITEM, "rank": _RANK, "details": _OBJECT, "heading": _CODE, "audiences": _CODES, "partners": _CODES},
    "fiche_audiences": {"fiche": _CODE, "audience": _CODE, "qualifier": _MAYBE_TEXT, "source_line": _LINE},
    "actions": {
        **_ITEM,
        "text": Column("text", False),
        "rank": _RANK,
        "starts_on": _MAYBE_DAY,
        "ends_on": _MAYBE_DAY,
        "calendar_text": _MAYBE_TEXT,
        "recurrent": _FLAG,
        "recurrence_months": Column("int", False, minimum=1, maximum=60),
        "trackable": _FLAG,
        "territorial": _FLAG,
        "weight": _MAYBE_NUMBER,
        "hints": _LIST,
        "sub_items": _LIST,
        "details": _OBJECT,
        **_PLACE,
        "parent": _MAYBE_CODE,
        "phase": _MAYBE_CODE,
        "audiences": _CODES,
    },
    "objectives": {**_ITEM, "rank": _RANK, "fiche": _CODE},
    "indicators": {
        **_ITEM,
        "rank": _RANK,
        "unit": _MAYBE_TEXT,
        "nature": Column("text", False, tuple(values(Nature))),
        "measure_kind": Column("text", words=tuple(values(MeasureKind))),
        "direction": Column("text", False, tuple(values(Direction))),
        "tolerance": Column("number", False, minimum=0),
        "territory_aggregation": _ADDS_UP,
        "time_aggregation": _ADDS_UP,
        "periodicity_months": _MONTHS,
        "availability_months": Column("int", False, minimum=0, maximum=120),
        "threshold": Column("int", False, minimum=0),
        "flagship": _FLAG,
        "compound": _FLAG,
        "components": _LIST,
        "details": _OBJECT,
        **_PLACE,
    },
    "audiences": {**_ITEM, "details": _OBJECT, "shared": _CODES, "reasons": Column("object", False)},
    "shared_audiences": {"code": _CODE, "title": _TEXT, "rank": _RANK, "universal": _FLAG},
    "partners": {**_ITEM, "details": _OBJECT},
    "key_figures": {
        **_ITEM,
        "kind": Column("text", words=FIGURE_KINDS),
        "value": _MAYBE_NUMBER,
        "unit": _MAYBE_TEXT,
        "qualifier": _MAYBE_TEXT,
        "year": _MAYBE_TEXT,
        "denominator": _MAYBE_NUMBER,
        "note": _MAYBE_TEXT,
        "rank": _RANK,
        "details": _OBJECT,
        **_PLACE,
    },
    "entries": {**_ITEM, "kind": _CODE, "rank": _RANK, "body": _OBJECT},
    "territories": {
        "code": _CODE,
        "name": _TEXT,
        "kind": Column("text", words=tuple(values(TerritoryKind))),
        "parent": _MAYBE_CODE,
        "canton": _MAYBE_CODE,
        "population": Column("int", False, minimum=0),
        "population_year": Column("int", False, minimum=1800, maximum=2200),
        "area": _MAYBE_CODE,
        "indicative": _FLAG,
    },
    "facilities": {
        "code": _TEXT,
        "kind": _TEXT,
        "name": _TEXT,
        "lon": Column("number", minimum=-180, maximum=180),
        "lat": Column("number", minimum=-90, maximum=90),
        "address": _MAYBE_TEXT,
        "commune": _MAYBE_CODE,
        "source": _MAYBE_TEXT,
        "known_on": _MAYBE_DAY,
    },
    "lead_axes": {"territory": _CODE, "heading": _CODE, "period_text": _MAYBE_TEXT, "source_line": _LINE},
    "pilots": {"name": _TEXT, "organisation": _MAYBE_TEXT, "direction": _MAYBE_TEXT, "external": _FLAG},
    "assignments": {
        "pilot": _TEXT,
        "fiche": _MAYBE_CODE,
        "action": _MAYBE_CODE,
        "role": Column("text", words=tuple(values(PilotRole))),
        "from_on": _DAY,
        "to_on": _MAYBE_DAY,
    },
    "targets": {"indicator": _CODE, "territory": _CODE, "due_on": _DAY, "value": _NUMBER},
    "measures": {
        "indicator": _CODE,
        "territory": _CODE,
        "on": _DAY,
        "value": _MAYBE_NUMBER,
        "numerator": _MAYBE_NUMBER,
        "denominator": _MAYBE_NUMBER,
        "qualifier": _MAYBE_TEXT,
        "text": _MAYBE_TEXT,
        "source": _MAYBE_TEXT,
        "baseline": _FLAG,
        "author": _MAYBE_TEXT,
        "said_on": _MAYBE_DAY,
    },
    "meetings": {"instance": _TEXT, "held_on": _DAY, "paces": _FLAG},
    "rule_settings": {
        "rule": Column("text", words=tuple(BY_KEY)),
        "active": _FLAG,
        "words": _MAYBE_TEXT,
        "next_step": _MAYBE_TEXT,
        "who": _MAYBE_TEXT,
    },
    "threshold_settings": {"key": Column("text", words=tuple(THRESHOLDS)), "value": _NUMBER},
}
"""Table → column → what it may hold."""
