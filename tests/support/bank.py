"""The bank of initiatives for the tests: the real collection as read from a store, and a small one to load."""

from __future__ import annotations

import tempfile
from functools import cache
from pathlib import Path

from data import installation
from data.bank.tables import Bank
from data.catalogue.bank import bank_files, read_bank
from data.catalogue.initiatives import BankFile
from data.database import Store
from data.reading.initiatives import bank

CODE = "odas-initiatives"


@cache
def odas() -> BankFile:
    """The real collection's file."""
    return read_bank(bank_files()[CODE])


def small_bank() -> BankFile:
    """A collection of three initiatives."""
    return odas().model_copy(update={"initiatives": odas().initiatives[:3]})


@cache
def odas_bank() -> Bank:
    """The real collection, loaded in a store of its own and read back."""
    with tempfile.TemporaryDirectory() as folder:
        store = Store(f"sqlite:///{Path(folder) / 'bank.db'}")
        installation.init(store, lambda _: None)
        installation.load(store, [CODE], lambda _: None)
        read = bank(store)
        store.engine.dispose()
        store.writing_engine.dispose()
        return read
