"""The filters of the bank (contract; filled next)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from data.bank.search import Hit
from data.reading.initiatives import Bank

UNSAID = "non-precise"
"""Stored choice of « non précisé », for a year or a maturity on which the collection is silent."""


@dataclass(frozen=True)
class BankFilter:
    """What is kept; an empty tuple keeps all. `departements`: map codes (« 69 »); `years`: « 2016 » or `UNSAID`."""

    themes: tuple[str, ...] = ()
    audiences: tuple[str, ...] = ()
    departements: tuple[str, ...] = ()
    years: tuple[str, ...] = ()
    maturities: tuple[str, ...] = ()


@dataclass(frozen=True)
class Choice:
    """One value of a filter. `count`: the initiatives that choosing it would show, the other filters as they are."""

    code: str
    title: str
    count: int


@dataclass(frozen=True)
class Choices:
    """The values of each filter, in the order in which they are offered."""

    themes: tuple[Choice, ...]
    audiences: tuple[Choice, ...]
    departements: tuple[Choice, ...]
    years: tuple[Choice, ...]
    maturities: tuple[Choice, ...]


def kept(bank: Bank, chosen: BankFilter, hits: Sequence[Hit] | None) -> pd.DataFrame:
    """Rows of `bank.initiatives`; in the order of `hits` when there are some (None: no search), else the bank's."""
    raise NotImplementedError


def choices(bank: Bank, chosen: BankFilter = BankFilter(), hits: Sequence[Hit] | None = None) -> Choices:
    raise NotImplementedError


def by_departement(rows: pd.DataFrame) -> pd.DataFrame:
    """Columns map_departement_code, name, count: one row a département that has at least one."""
    raise NotImplementedError
