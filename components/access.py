"""What a rerun reads: the store chosen, its head, the Situation (shared by all sessions), who acts."""

from __future__ import annotations

from datetime import date

import streamlit as st

from components import address
from data import installation, migrations
from data.database import Store, demonstration_url, real_url
from data.errors import CapError, StoreError
from data.reading import Head, head, situation
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
def _situation(url: str, plan: str, period: str | None, revision: int, today: date) -> Situation:
    """One Situation for all sessions; a new revision, period or day makes a new one. Nobody modifies its tables."""
    return situation(Store(url), plan, period)


def read_situation(of: Store, plan: str, period: str | None, revision: int, today: date) -> Situation:
    return _situation(of.url, plan, period, revision, today)


def installed_demonstration() -> bool:
    """Whether the demonstration's store is there to be opened."""
    return _store(demonstration_url()).exists()
