"""Sentences of the bank (contract; filled next)."""

from __future__ import annotations

import pandas as pd

from data.bank.filtering import BankFilter
from data.bank.search import Found
from data.reading.initiatives import Bank


def summary(bank: Bank) -> str:
    """« 179 initiatives, de 63 territoires… »"""
    raise NotImplementedError


def warning(bank: Bank) -> str:
    """What the collection says of its own worth; empty without a collection."""
    raise NotImplementedError


def age(bank: Bank) -> str:
    """« Recueil daté de 2018 (année déduite) »."""
    raise NotImplementedError


def kept_said(bank: Bank, chosen: BankFilter, rows: pd.DataFrame, found: Found | None = None) -> str:
    """How many are kept, of how many, by what; and that some words only were found."""
    raise NotImplementedError
