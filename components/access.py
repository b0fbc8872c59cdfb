"""What a rerun reads: the store chosen, its head, the Situation (shared by all sessions), who acts."""

from __future__ import annotations

from datetime import date

import pandas as pd
import streamlit as st

from components import address
from data import installation, migrations
from data.bank.search import Index, index_of
from data.bank.tables import Bank
from data.database import Store, demonstration_url, real_url
from data.errors import CapError, StoreError
from data.reading import Head, PlanHead, head, situation
from data.reading.facilities import facilities
from data.reading.frozen import frozen_situation
from data.reading.initiatives import bank, bank_stamp
from data.situation import Situation

REAL, DEMONSTRATION = "reelles", "demonstration"
_DEFAULT = "donnees_par_defaut"


@st.cache_resource(max_entries=8)
def _store(url: str) -> Store:
    return Store(url)


def chosen() -> str:
    """Which data this session looks at: its own choice (in the URL), else what the installation opens first."""
    asked = address.current("donnees")
    if asked in (REAL, DEMONSTRATION):
        return asked
    if _DEFAULT not in st.session_state:
        # Read once: what an open page shows does not change under its reader.
        try:
            st.session_state[_DEFAULT] = DEMONSTRATION if installation.shown() == "demonstration" else REAL
        except CapError:
            st.session_state[_DEFAULT] = REAL
    return st.session_state[_DEFAULT]


def store() -> Store:
    return _store(demonstration_url() if chosen() == DEMONSTRATION else real_url())


def read_head(of: Store) -> Head:
    """Plans, periods, profiles. Raises StoreError in French on a store absent, damaged or of another version."""
    if of.exists() and _version(of.url, _stamp(of)) != migrations.newest():
        raise StoreError(
            "La base n’a pas la structure attendue par cette version. Lancez : python -m data init "
            "(les données sont conservées), puis rechargez la page."
        )
    return head(of)


def _stamp(of: Store) -> float:
    """A migration changes the file: the check of its version is done once for each file."""
    return of.path.stat().st_ino if of.path is not None else 0.0


@st.cache_resource(max_entries=8)
def _version(url: str, _of: float) -> str | None:
    return migrations.current(Store(url))


@st.cache_resource(max_entries=64, show_spinner="Lecture du plan…")
def _live(url: str, plan: str, period: str, revision: int, today: date) -> Situation:
    """One Situation for all sessions; a new revision, period or day makes a new one. Nobody modifies its tables."""
    return situation(Store(url), plan, period)


@st.cache_resource(max_entries=64, show_spinner="Lecture de la période figée…")
def _frozen(url: str, plan: str, period: str, number: int, checksum: str) -> Situation:
    """One frozen Situation for all sessions and for ever: it cannot change."""
    return frozen_situation(Store(url), plan, period, number)


Identity = tuple[str | int, ...]
"""What names one Situation of a store: caches hang on it."""


def identity(plan: PlanHead, period: str, today: date, version: int | None = None) -> Identity:
    """A closed period is its frozen state (the one asked for, or the last); any other is the plan's revision today."""
    number = plan.number(period, version)
    if number is None:
        return (plan.code, period, plan.revision, today.isoformat())
    return (plan.code, period, number, plan.frozen[period][number - 1])


def read_situation(of: Store, plan: PlanHead, period: str, today: date, version: int | None = None) -> Situation:
    """The Situation of a period: frozen when the period is closed, live otherwise. Raises StoreError in French."""
    number = plan.number(period, version)
    if number is None:
        return _live(of.url, plan.code, period, plan.revision, today)
    return _frozen(of.url, plan.code, period, number, plan.frozen[period][number - 1])


@st.cache_resource(max_entries=16, show_spinner=False)
def _facilities(url: str, plan: str, revision: int) -> pd.DataFrame:
    return facilities(Store(url), plan)


def read_facilities(of: Store, plan: PlanHead) -> pd.DataFrame:
    """The équipements of a plan today, whatever the period shown: one table for all sessions, nobody modifies it."""
    return _facilities(of.url, plan.code, plan.revision)


@st.cache_resource(max_entries=4, show_spinner="Lecture du recueil d’initiatives…")
def _bank(url: str, stamp: str) -> Bank:
    return bank(Store(url))


@st.cache_resource(max_entries=4, show_spinner=False)
def _index(url: str, stamp: str) -> Index:
    return index_of(_bank(url, stamp))


def read_bank(of: Store) -> Bank:
    """The bank of initiatives as it is today, whatever the plan and the period: one for all sessions."""
    return _bank(of.url, bank_stamp(of))


def bank_index(of: Store) -> Index:
    """The full-text index of `read_bank`, built once."""
    return _index(of.url, bank_stamp(of))


def installed_demonstration() -> bool:
    """Whether the demonstration's store is there to be opened."""
    return _store(demonstration_url()).exists()
