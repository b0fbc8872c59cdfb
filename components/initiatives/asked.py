"""What the address asks of the bank: words, filters of its own, how many cards.

The plan's filters do not apply to it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import pandas as pd
import streamlit as st

from components import access, address
from components.view import View
from data.bank.filtering import BankFilter, Choice, Choices, choices, kept
from data.bank.search import Found
from data.bank.tables import Bank
from data.french import plural

ELSEWHERE, HERE = "recueil", "plan"
OWN = ("recherche", "theme", "publics", "departement", "annee", "maturite", "montrees", "liste")
"""Address parameters of these pages: kept by the links between the list and one initiative."""
PER_PAGE = 12


@dataclass(frozen=True)
class Field:
    """One filter: its address parameter, its name, what `BankFilter` and `Choices` call it."""

    name: str
    title: str
    held: str
    all: str


FIELDS = (
    Field("theme", "Thème", "themes", "Tous"),
    Field("publics", "Public", "audiences", "Tous"),
    Field("departement", "Département", "departements", "Tous"),
    Field("annee", "Année", "years", "Toutes"),
    Field("maturite", "Maturité", "maturities", "Toutes"),
)


@dataclass(frozen=True)
class Asked:
    """The state of the page.

    Attributes:
        found: what the search gave; None without a search.
        rows: the initiatives kept, best first.
        around: the same without the filter of départements: what the map shows.
        offered: each filter's choices with their counts, the other filters as they are.
    """

    view: View
    bank: Bank
    words: str
    chosen: BankFilter
    found: Found | None
    rows: pd.DataFrame
    around: pd.DataFrame
    offered: Choices

    @property
    def active(self) -> bool:
        return bool(self.words) or self.chosen != BankFilter()

    @property
    def shown(self) -> int:
        """How many cards are asked for."""
        asked = address.current("montrees") or ""
        return max(PER_PAGE, int(asked[:4])) if asked.isdecimal() else PER_PAGE


def read(now: View) -> Asked:
    """The state of this rerun; a value of the link that the bank does not know is left aside, and said."""
    bank = access.read_bank(now.store)
    chosen = _admitted(bank)
    words = (address.current("recherche") or "").strip()
    found = access.bank_index(now.store).find(words) if words else None
    found = found if found is not None and found.asked else None
    hits = None if found is None else found.hits
    return Asked(
        now,
        bank,
        words if found is not None else "",
        chosen,
        found,
        kept(bank, chosen, hits),
        kept(bank, replace(chosen, departements=()), hits),
        choices(bank, chosen, hits),
    )


def _admitted(bank: Bank) -> BankFilter:
    every = choices(bank)
    values: dict[str, tuple[str, ...]] = {}
    unknown = 0
    for field in FIELDS:
        known = {choice.code for choice in of(every, field)}
        asked = address.several(field.name)
        values[field.held] = tuple(value for value in asked if value in known)
        unknown += len(asked) - len(values[field.held])
        if len(asked) > len(values[field.held]):
            address.change(**{field.name: values[field.held]})
    if unknown:
        said = plural(unknown, "choix que le recueil ne connaît pas", "choix que le recueil ne connaît pas")
        st.toast(f"Le lien contenait {said}\u00a0: {'il est ignoré' if unknown < 2 else 'ils sont ignorés'}.")
    return BankFilter(**values)


def of(offered: Choices, field: Field) -> tuple[Choice, ...]:
    """The choices of one filter."""
    found: tuple[Choice, ...] = getattr(offered, field.held)
    return found


def kept_in_link() -> dict[str, str | None]:
    """The list's own state, for a link that comes back to it."""
    return {name: address.current(name) for name in OWN}


def change(**values: object) -> None:
    """Change the list's own state: the first cards are shown again."""
    address.change(**({"montrees": None} | values))  # pyright: ignore[reportArgumentType]


def lift() -> None:
    """Show the whole collection again."""
    address.change(**dict.fromkeys(name for name in OWN if name != "liste"))
