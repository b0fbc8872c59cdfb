"""The filters of the bank: each keeps the initiatives that have one of the chosen values; together they compose.

« non précisé » is a choice like another for the year and the maturity, on which most initiatives are silent. A public
keeps the initiatives that name it; « tout public » is a choice of its own and never joins the others.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, fields, replace
from typing import Any

import pandas as pd

from data.bank.search import Hit
from data.bank.tables import Bank
from data.french import folded, listing
from data.situation import rows_of

UNSAID = "non-precise"
"""Choice of the initiatives on which the collection is silent."""
UNSAID_TITLE = "Non précisé"

_Row = dict[str, Any]


@dataclass(frozen=True)
class BankFilter:
    """What is kept; an empty tuple keeps all.

    Attributes:
        themes, maturities: codes of the collection. audiences: shared audience codes.
        departements: codes as a map draws them (« 69 »). years: « 2016 » or `UNSAID`.
    """

    themes: tuple[str, ...] = ()
    audiences: tuple[str, ...] = ()
    departements: tuple[str, ...] = ()
    years: tuple[str, ...] = ()
    maturities: tuple[str, ...] = ()

    @property
    def count(self) -> int:
        """How many filters are in force."""
        return sum(bool(getattr(self, field.name)) for field in fields(self))


@dataclass(frozen=True)
class Choice:
    """One value of a filter. `count`: the initiatives that it alone would show, the other filters as they are."""

    code: str
    title: str
    count: int


@dataclass(frozen=True)
class Choices:
    """The values of each filter that the bank has, in the order in which they are offered."""

    themes: tuple[Choice, ...]
    audiences: tuple[Choice, ...]
    departements: tuple[Choice, ...]
    years: tuple[Choice, ...]
    maturities: tuple[Choice, ...]


def kept(bank: Bank, chosen: BankFilter, hits: Sequence[Hit] | None = None) -> pd.DataFrame:
    """Rows of `bank.initiatives`: in the order of `hits` when there was a search, else in the bank's own.

    Unknown codes keep nothing rather than everything.
    """
    values = _values(bank)
    table = bank.initiatives
    for name, read in values.items():
        wanted = set(getattr(chosen, name))
        if wanted:
            table = table[[bool(wanted & read(row)) for row in rows_of(table)]]
    if hits is not None:
        place = {hit.code: number for number, hit in enumerate(hits)}
        table = table[table["code"].isin(list(place))]
        table = table.sort_values("code", key=lambda codes: codes.map(place), kind="stable")
    return table


def choices(bank: Bank, chosen: BankFilter | None = None, hits: Sequence[Hit] | None = None) -> Choices:
    """What may be chosen, with counts that follow the other filters and the search. A value that would show nothing
    stays, with 0: a list that changes under the hand is hard to read."""
    chosen = chosen or BankFilter()
    titles = _titles(bank)
    offered: dict[str, tuple[Choice, ...]] = {}
    for name, read in _values(bank).items():
        here = kept(bank, replace(chosen, **{name: ()}), hits)
        count = Counter(code for row in rows_of(here) for code in read(row))
        offered[name] = tuple(Choice(code, title, count[code]) for code, title in titles[name].items())
    return Choices(**offered)


def by_departement(rows: pd.DataFrame) -> pd.DataFrame:
    """Columns map_departement_code, name, count: one row a département that has at least one, most first.

    Territories that the map draws as one are named together (« Rhône et Métropole de Lyon »).
    """
    count: Counter[str] = Counter(str(row["map_departement_code"]) for row in rows_of(rows))
    names = _departements(rows_of(rows))
    found = [{"map_departement_code": code, "name": names[code], "count": n} for code, n in count.items()]
    found.sort(key=lambda row: (-int(row["count"]), folded(str(row["name"]))))
    return pd.DataFrame(found, columns=pd.Index(["map_departement_code", "name", "count"]), dtype=object)


def _values(bank: Bank) -> dict[str, Callable[[_Row], set[str]]]:
    """What each filter reads in a row, by name of the filter."""
    publics: dict[str, set[str]] = {}
    for row in rows_of(bank.audiences):
        publics.setdefault(str(row["code"]), set()).add(str(row["audience_code"]))
    return {
        "themes": lambda row: {str(row["theme"])},
        "audiences": lambda row: publics.get(str(row["code"]), set()),
        "departements": lambda row: {str(row["map_departement_code"])},
        "years": lambda row: {_said(row["start_year"])},
        "maturities": lambda row: {_said(row["maturity"])},
    }


def _titles(bank: Bank) -> dict[str, dict[str, str]]:
    """Code → title of the values that the bank has, filter by filter, in order."""
    rows = rows_of(bank.initiatives)
    names = _departements(rows)
    years = sorted({int(row["start_year"]) for row in rows if row["start_year"] is not None}, reverse=True)
    used = {str(row["maturity"]) for row in rows if row["maturity"] is not None}
    return {
        "themes": {str(row["theme"]): str(row["theme_title"]) for row in rows},
        "audiences": dict(sorted(_audiences(bank).items(), key=lambda item: folded(item[1]))),
        "departements": dict(sorted(names.items(), key=lambda item: folded(item[1]))),
        "years": {str(year): str(year) for year in years} | {UNSAID: UNSAID_TITLE},
        "maturities": {code: title for code, title in _maturities(bank).items() if code in used}
        | {UNSAID: UNSAID_TITLE},
    }


def _audiences(bank: Bank) -> dict[str, str]:
    return {str(row["audience_code"]): str(row["audience_title"]) for row in rows_of(bank.audiences)}


def _maturities(bank: Bank) -> dict[str, str]:
    """In the collection's order: from a project to what is done."""
    words = [word for row in rows_of(bank.collections) for word in row["body"].get("maturities", [])]
    return {str(word["code"]): str(word["title"]) for word in words}


def _departements(rows: Iterable[_Row]) -> dict[str, str]:
    """Map code → name; the names of those that the map draws as one, in the order of their own codes."""
    names: dict[str, dict[str, str]] = {}
    for row in rows:
        names.setdefault(str(row["map_departement_code"]), {})[str(row["departement_code"])] = row["departement_name"]
    return {code: listing([found[own] for own in sorted(found)]) for code, found in names.items()}


def _said(value: Any) -> str:
    return UNSAID if value is None else str(value)
