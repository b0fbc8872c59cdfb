"""An initiative in a few lines: what its card says."""

from __future__ import annotations

from dataclasses import dataclass

from data.bank.tables import Bank
from data.french import typeset
from data.measures.columns import Row, records
from data.situation import where

NO_YEAR = "année non précisée"
NO_MATURITY = "avancement non précisé"
DOT = " · "


@dataclass(frozen=True)
class Card:
    """French texts, ready to be shown as plain text.

    Attributes:
        where: département, year, organisation.
        publics: titles of the shared vocabulary; empty when the collection is silent.
        notes: theme, maturity, whether it is a short notice, its code.
    """

    code: str
    title: str
    where: str
    publics: str
    notes: str


def card(row: Row, bank: Bank) -> Card:
    """The card of one row of `bank.initiatives`."""
    code = str(row["code"])
    parts = [str(row["departement_name"]), year_said(row)]
    parts += [typeset(str(row["organisation"]))] if row["organisation"] else []
    notes = [typeset(str(row["theme_title"])), maturity_said(row)]
    notes += ["notice courte"] if row["kind"] == "notice" else []
    return Card(
        code,
        typeset(str(row["title"])),
        DOT.join(parts),
        DOT.join(publics(bank, code)),
        DOT.join([*notes, code]),
    )


def publics(bank: Bank, code: str) -> list[str]:
    """The shared publics of an initiative, each once."""
    return list(dict.fromkeys(str(each["audience_title"]) for each in records(where(bank.audiences, code=code))))


def year_said(row: Row) -> str:
    """« 2016 », « annoncée pour 2019 » or « année non précisée »."""
    if row["start_year"] is None:
        return NO_YEAR
    year = int(row["start_year"])
    return f"annoncée pour {year}" if row["body"].get("start_year_planned") else str(year)


def maturity_said(row: Row) -> str:
    """In the collection's words, or that it says nothing."""
    return typeset(str(row["maturity_title"])) if row["maturity_title"] else NO_MATURITY
