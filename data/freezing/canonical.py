"""A Situation as canonical JSON, and back, without a difference: what a frozen period is made of.

Canonical: sorted keys, no space, no NaN; two equal Situations give the same bytes, so the same sha256. A value that
JSON has no word for is written as an object of one key: {"d": "2026-06-30"} a day, {"nan": 1} a missing number of a
column that also holds nothing at all (null), {"o": {…}} a dictionary of the plan's own.
"""

from __future__ import annotations

import hashlib
import json
import zlib
from dataclasses import dataclass, fields
from datetime import date
from typing import Any, cast

import numpy as np
import pandas as pd

from data.columns import COLUMNS
from data.errors import StoreError
from data.period import Period
from data.situation import PlanCard, Situation

FORMAT = 1
"""Version of the shape of a frozen body. A new one needs a reader of the old: frozen periods are kept for ever."""
_LEVEL = 9
_DAMAGED = (
    "L’état figé de cette période est endommagé : son empreinte ne correspond plus. Restaurez la dernière sauvegarde ; "
    "les autres périodes se lisent."
)


@dataclass(frozen=True)
class Frozen:
    """What is kept of a closing. `sha256` is that of the JSON before compression."""

    format: int
    sha256: str
    body: bytes


def freeze(situation: Situation) -> Frozen:
    """The frozen form of a Situation that no filter has narrowed."""
    text = canonical(situation)
    return Frozen(FORMAT, hashlib.sha256(text).hexdigest(), zlib.compress(text, _LEVEL))


def thaw(frozen: Frozen) -> Situation:
    """The Situation that was frozen.

    Raises:
        StoreError: the body does not match its checksum, or its format is not known to this version.
    """
    if frozen.format != FORMAT:
        raise StoreError(
            f"Cette période a été figée dans un format ({frozen.format}) que cette version ne lit pas. "
            "Installez la version qui l’a figée, ou une plus récente : rien n’est perdu."
        )
    try:
        text = zlib.decompress(frozen.body)
    except zlib.error as error:
        raise StoreError(_DAMAGED) from error
    if hashlib.sha256(text).hexdigest() != frozen.sha256:
        raise StoreError(_DAMAGED)
    return _situation(json.loads(text))


def canonical(situation: Situation) -> bytes:
    """The canonical JSON of a whole Situation, in UTF-8."""
    assert situation.territory_code is None and not situation.kept, "only a whole Situation is frozen"
    body: dict[str, Any] = {
        "plan": {field.name: _plain(getattr(situation.plan, field.name)) for field in fields(PlanCard)},
        "period": situation.period.code,
        "as_of": situation.as_of.isoformat(),
        "today": situation.today.isoformat(),
        "demonstration": situation.demonstration,
        "territory_level": situation.territory_level,
        "tables": {name: _table(getattr(situation, name)) for name in COLUMNS},
    }
    return json.dumps(
        body, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False, check_circular=False
    ).encode()


def _table(table: pd.DataFrame) -> dict[str, Any]:
    """By column: many values of one column are alike, which compresses well."""
    columns = {str(name): [_plain(value) for value in table[name].tolist()] for name in table.columns}
    types = {str(name): str(kind) for name, kind in table.dtypes.items() if str(kind) != "object"}
    return {"columns": columns, "rows": len(table), "types": types}


def _plain(value: Any) -> Any:
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, str):
        return str(value)  # a word of a vocabulary is its text
    if isinstance(value, date):
        return {"d": value.isoformat()}
    if isinstance(value, np.generic):
        return _plain(value.item())
    if isinstance(value, float):
        return {"nan": 1} if value != value else value
    if isinstance(value, dict):
        return {"o": {str(key): _plain(each) for key, each in cast(dict[Any, Any], value).items()}}
    if isinstance(value, list | tuple):
        return [_plain(each) for each in cast(list[Any], value)]
    assert isinstance(value, int), f"{type(value)} has no canonical form"
    return value


def _situation(body: dict[str, Any]) -> Situation:
    known = {field.name for field in fields(PlanCard)}
    card = {name: _back(value) for name, value in body["plan"].items() if name in known}
    tables: dict[str, Any] = {name: _frame(name, body["tables"].get(name)) for name in COLUMNS}
    return Situation(
        plan=PlanCard(**card),
        period=Period.parse(body["period"]),
        as_of=date.fromisoformat(body["as_of"]),
        today=date.fromisoformat(body["today"]),
        demonstration=body["demonstration"],
        territory_level=body["territory_level"],
        **tables,
    )


def _frame(name: str, table: dict[str, Any] | None) -> pd.DataFrame:
    """The table as it was. A column that came into use later holds nothing; one no longer in use is left out."""
    wanted = COLUMNS[name]
    if table is None:
        return pd.DataFrame(columns=pd.Index(list(wanted)), dtype=object)
    count = int(table["rows"])
    columns: dict[str, pd.Series] = {}
    for column in wanted:
        values = [_back(value) for value in table["columns"].get(column, [None] * count)]
        columns[column] = pd.Series(values, dtype=table["types"].get(column, "object"))
    return pd.DataFrame(columns, columns=pd.Index(list(wanted)))


def _back(value: Any) -> Any:
    if isinstance(value, dict):
        held = cast(dict[str, Any], value)
        if "d" in held:
            return date.fromisoformat(held["d"])
        if "nan" in held:
            return float("nan")
        return {key: _back(each) for key, each in held["o"].items()}
    if isinstance(value, list):
        return [_back(each) for each in cast(list[Any], value)]
    return value
