"""How the journal says a stored value: one reader a kind of column, one French term a column.

The tables themselves are in `data.journal.plan_words` and `data.journal.quarter_words`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import Enum, StrEnum
from typing import Any, cast

from data.errors import CapError
from data.french import day, listing, number, percent, plural, typeset
from data.period import Period
from data.vocabulary import REPORT_TEXTS, label

Read = Callable[[Any], str]
Names = Mapping[tuple[str, int], str]
"""(table, id) → the name of a row."""
LONG = 160
"""Characters of a value shown before its end is folded."""


class About(Enum):
    """What a reader of the journal may ask for."""

    STATES = "états"
    TEXTS = "textes"
    CARRYING = "pilotage"
    REST = "reste"


@dataclass(frozen=True)
class Term:
    """A column in French.

    Attributes:
        title: the term shown.
        read: stored value → French words.
        of: table that an id points to: the row's name is shown.
        number_of_indicator: a number in the unit of the row's indicator.
    """

    title: str
    read: Read = str
    of: str | None = None
    about: About = About.REST
    number_of_indicator: bool = False


@dataclass(frozen=True)
class Subject:
    """A table in French.

    Attributes:
        noun: what one row is, with the sign that comes before its name where it needs one.
        named: columns that tell which row it is, in the order said; a line of their own only when they change.
        terms: every column that is told; hidden: those that only the machine needs.
    """

    noun: str
    named: tuple[str, ...]
    terms: dict[str, Term]
    hidden: frozenset[str] = field(default_factory=frozenset[str])


def words(term: Term, value: Any, names: Names) -> str | None:
    """A stored value in French; None for nothing said. What can no longer be read is shown as it was stored."""
    if value is None or value in ("", [], {}):
        return None
    if term.of is not None:
        return names.get((term.of, value), f"n°\u00a0{value}")
    try:
        return term.read(value)
    except (CapError, KeyError, TypeError, ValueError):
        return str(value)


def shortened(text: str, most: int = LONG) -> str:
    """A long text on one line, cut at a word."""
    line = " ".join(text.split())
    return line if len(line) <= most else f"{line[:most].rsplit(' ', 1)[0]}\u00a0…"


def yes_no(value: Any) -> str:
    return "oui" if value else "non"


def on_day(value: str) -> str:
    """« 6 octobre 2026 » from an ISO day."""
    return day(date.fromisoformat(value))


def exact(value: float) -> str:
    return number(value, 4)


def rate(value: float) -> str:
    return percent(value, 1)


def year(value: int) -> str:
    return str(value)


def months(value: int) -> str:
    return plural(value, "mois", "mois")


def octets(value: int) -> str:
    return plural(value, "octet")


def period(value: str) -> str:
    return Period.parse(value).label


def word(vocabulary: type[StrEnum]) -> Read:
    """The reader of a column that holds a word of a vocabulary."""
    return lambda value: label(vocabulary(value))


def texts_named(value: list[str]) -> str:
    """Which of the four texts of a report."""
    return listing([f"«\u00a0{typeset(REPORT_TEXTS.get(name, name))}\u00a0»" for name in value])


def several(value: Any) -> str:
    """A list or an object of the document, without its braces."""
    if isinstance(value, dict):
        pairs = cast(dict[str, Any], value).items()
        return "\u00a0; ".join(
            f"{name}\u00a0: {several(held)}" for name, held in pairs if held not in (None, "", [], {})
        )
    if isinstance(value, list):
        return ", ".join(several(held) for held in cast(list[Any], value))
    return yes_no(value) if isinstance(value, bool) else str(value)


ROW = frozenset({"id", "version"})
OF_PLAN = ROW | {"plan_id"}
SIGNED = frozenset({"account_id", "said_at"})
"""Who and when: the journal says it already."""

TITLE = Term("Intitulé", about=About.TEXTS)
CODE = Term("Code")
FICHE = Term("Fiche", of="fiche")
PERIOD = Term("Période", of="campaign")
TERRITORY = Term("Territoire", of="territory")
