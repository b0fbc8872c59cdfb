"""Tables as French spreadsheets open them: « ; », decimal comma, UTF-8 with its mark; what people typed stays text."""

from __future__ import annotations

import re

import pandas as pd

_FORMULA = ("=", "+", "-", "@", "\t", "\r")
# A number as it is written in French, its sign and its unit included, computes nothing.
_NUMBER = re.compile(r"[-+−]?\d[\d\u202f\u00a0]*(,\d+)?(\u00a0%)?")


def neutral(value: object) -> object:
    """`value`, marked as text when a spreadsheet would compute it; a number keeps the only minus that it reads."""
    if not isinstance(value, str):
        return value
    if _NUMBER.fullmatch(value):
        return value.replace("−", "-")
    return f"'{value}" if value.startswith(_FORMULA) else value


def french_csv(rows: pd.DataFrame) -> bytes:
    """A table with French headings as the bytes of a CSV file."""
    return rows.map(neutral).to_csv(index=False, sep=";", decimal=",").encode("utf-8-sig")
