"""Reading a DataFrame's columns as plain Python values: the one place where pandas' looseness is tidied.

Situations hold object columns in which None, NaN and NaT all mean « absent »; here they all become None.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime
from typing import Any

import numpy as np
import pandas as pd

Row = dict[str, Any]
Ids = np.ndarray[Any, np.dtype[np.int64]]
Flags = np.ndarray[Any, np.dtype[np.bool_]]


def absent(value: Any) -> bool:
    """True for None, NaN and NaT."""
    return value is None or bool(value != value)


def column(frame: pd.DataFrame, name: str) -> list[Any]:
    """The values of a column, absent ones as None; all None when the table has no such column."""
    loose: Any = frame
    if name not in loose.columns:
        return [None] * len(frame)
    values: list[Any] = loose[name].tolist()
    return [None if value is None or value != value else value for value in values]


def coded(frame: pd.DataFrame, name: str) -> tuple[Ids, list[Any]]:
    """A column as integer codes and the distinct values they stand for; -1 for an absent value."""
    loose: Any = frame
    pandas: Any = pd
    ids, values = pandas.factorize(loose[name])
    return np.asarray(ids, dtype=np.int64), list(values)


def texts(frame: pd.DataFrame, name: str) -> list[str | None]:
    """A column of codes or words. A StrEnum value gives its stored text."""
    return [None if value is None else str(value) for value in column(frame, name)]


def numbers(frame: pd.DataFrame, name: str) -> list[float | None]:
    """A column of numbers; what cannot be read as a number is absent, never 0."""
    return [as_number(value) for value in column(frame, name)]


def as_number(value: Any) -> float | None:
    """`value` as a finite float, else None (a bool is not a number here)."""
    if absent(value) or isinstance(value, (bool, np.bool_)):
        return None
    try:
        result = float(value)
    except (TypeError, ValueError):
        return None
    return result if np.isfinite(result) else None


def as_date(value: Any) -> date | None:
    """`value` as a date, else None."""
    if absent(value):
        return None
    if isinstance(value, datetime):
        return value.date()
    return value if isinstance(value, date) else None


def dates(frame: pd.DataFrame, name: str) -> list[date | None]:
    """A column of dates (a datetime gives its day)."""
    return [as_date(value) for value in column(frame, name)]


def truths(frame: pd.DataFrame, name: str) -> list[bool]:
    """A column of yes / no; absent means no."""
    return [bool(value) for value in column(frame, name)]


def records(frame: pd.DataFrame) -> list[Row]:
    """The rows as dictionaries, absent values as None."""
    loose: Any = frame
    names = [str(name) for name in loose.columns]
    # The whole table at once: most tables read here have five rows, and asking pandas for each column costs more.
    rows: list[list[Any]] = loose.to_numpy(dtype=object).tolist()
    return [
        {name: None if value is None or value != value else value for name, value in zip(names, values, strict=True)}
        for values in rows
    ]


def present(frame: pd.DataFrame, name: str) -> Flags:
    """One flag a row: the column holds something."""
    loose: Any = frame
    return np.asarray(loose[name].notna(), dtype=bool)


def keep(frame: pd.DataFrame, wanted: Sequence[bool] | Flags) -> pd.DataFrame:
    """The rows whose flag is True, in order."""
    loose: Any = frame
    return loose.loc[np.asarray(wanted, dtype=bool)]


def rows_at(frame: pd.DataFrame, positions: Sequence[int] | Ids) -> pd.DataFrame:
    """The rows at these positions, in that order."""
    loose: Any = frame
    return loose.iloc[list(positions)]


def where(frame: pd.DataFrame, name: str, test: Callable[[Any], bool]) -> pd.DataFrame:
    """The rows whose value of a column (None when absent) passes a test."""
    return keep(frame, [test(value) for value in column(frame, name)])


def table(rows: Iterable[Row], names: Sequence[str]) -> pd.DataFrame:
    """A DataFrame of `rows` with exactly these columns, object dtype (dates and None survive)."""
    return pd.DataFrame(list(rows), columns=pd.Index(list(names)), dtype=object)


def transposed(rows: Sequence[Row], names: Sequence[str]) -> list[tuple[Any, ...]]:
    """One tuple of values per name (at least two names)."""
    pick: Any = getattr(operator, "itemgetter")(*names)  # noqa: B009 (its generic type cannot be written)
    return list(zip(*map(pick, rows), strict=True)) or [()] * len(names)


def from_columns(values: dict[str, Sequence[Any]]) -> pd.DataFrame:
    """A DataFrame of object columns, built column by column (fast for large tables)."""
    return pd.DataFrame({name: _object_array(column_values) for name, column_values in values.items()}, dtype=object)


def _object_array(values: Sequence[Any]) -> np.ndarray[Any, np.dtype[np.object_]]:
    result: np.ndarray[Any, np.dtype[np.object_]] = np.empty(len(values), dtype=object)
    result[:] = values
    return result
