"""A cell as a person left it → the value of the body. What cannot be understood is refused, with what to write."""

from __future__ import annotations

import copy
import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from math import isfinite
from typing import Any, cast

from data.commands.parts import Unfit
from data.facilities.numbers import number_of
from data.french import listing, number, short_day
from data.workbook.column import Column, Kind
from data.workbook.text import key

_CONTROL = re.compile(r"_x00([01][0-9A-Fa-f])_")
_FRENCH_DAY = re.compile(r"(\d{1,2})[/.\-](\d{1,2})[/.\-](\d{4})")
_SHORT_YEAR = re.compile(r"\d{1,2}[/.\-]\d{1,2}[/.\-]\d{2}")
_ISO_DAY = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ]00:00(?::00)?)?")
_WORDED_DAY = re.compile(r"(\d{1,2}|1er) ([a-z]+) (\d{4})")
_MONTHS = (
    *("janvier", "fevrier", "mars", "avril", "mai", "juin"),
    *("juillet", "aout", "septembre", "octobre", "novembre", "decembre"),
)
_YES = {"oui": True, "vrai": True, "true": True, "x": True, "non": False, "faux": False, "false": False}
_WRITE_DAY = "écrivez jour/mois/année, par exemple 31/12/2026"


@dataclass(frozen=True)
class Raw:
    """A cell of the file: its value, « f » for a formula or « e » for an error, its number format."""

    value: Any
    type: str = ""
    format: str = "General"

    @property
    def blank(self) -> bool:
        return self.value is None or (isinstance(self.value, str) and not self.value.strip())


@dataclass(frozen=True)
class Found:
    """The value, and how it was understood when that deserves to be said."""

    value: Any
    note: str = ""


def value_of(column: Column, raw: Raw) -> Found:
    """The value of a cell. Raises Unfit, in French, when it is not what the column holds."""
    if raw.type == "f":
        raise Unfit(f"« {_short(raw.value)} » est une formule : copiez la case, puis collez sa valeur")
    if raw.type == "e":
        raise Unfit(f"« {_short(raw.value)} » est une erreur de calcul : écrivez {column.kind.value}")
    if raw.blank:
        if column.required:
            raise Unfit(f"cette case est vide : écrivez {column.kind.value}")
        return Found(copy.copy(column.empty))
    return _READERS[column.kind](column, raw)


def _text(column: Column, raw: Raw) -> Found:
    return Found(_words(column, raw).strip())


def _code(column: Column, raw: Raw) -> Found:
    text = _words(column, raw).strip()
    if ";" in text and column.name == "phase":
        raise Unfit(f"cette action est dans plusieurs phases (« {_short(text)} ») : une action n’en a qu’une")
    if len(text.split()) > 1:
        raise Unfit(f"« {_short(text)} » n’est pas un code : on en attend un seul, sans espace")
    return Found(text)


def _long(column: Column, raw: Raw) -> Found:
    return Found(_words(column, raw))


def _words(column: Column, raw: Raw) -> str:
    """What is written; a whole number is read as its figures, what Excel changed is refused."""
    value = raw.value
    if isinstance(value, str):
        return _CONTROL.sub(lambda found: chr(int(found[1], 16)), value)
    if isinstance(value, bool):
        return "oui" if value else "non"
    if isinstance(value, int) or (isinstance(value, float) and value.is_integer() and abs(value) < 1e15):
        return str(int(value))
    if isinstance(value, float):
        raise Unfit(
            f"{number(value, 6)} est un nombre, on attend {column.kind.value} : mettez la case au format Texte, puis "
            "écrivez-le à nouveau"
        )
    raise Unfit(
        f"Excel a changé cette case en date ({_day_text(value)}), on attend {column.kind.value} : mettez-la au format "
        "Texte, puis écrivez-la à nouveau"
    )


def _whole(column: Column, raw: Raw) -> Found:
    found = _number(column, raw)
    if not float(found.value).is_integer():
        raise Unfit(f"{number(found.value, 6)} n’est pas un nombre entier")
    return Found(int(found.value), found.note)


def _number(column: Column, raw: Raw) -> Found:
    value = raw.value
    if isinstance(value, bool | datetime | date | time | timedelta):
        raise Unfit(f"cette case contient {_nature(value)} : écrivez {column.kind.value}, au format Standard")
    if isinstance(value, str):
        if "%" in value:
            raise Unfit(f"« {_short(value)} » porte un signe % : écrivez {_without_percent(value)}")
        figure = number_of(value, "cette case")
        return Found(figure, f"« {_short(value)} » est écrit en texte : lu {number(figure, 6)}")
    if "%" in raw.format:
        shown = number(round(float(value) * 100, 8), 6)
        raise Unfit(
            f"cette case est au format pourcentage ({shown} %) : mettez-la au format Standard et écrivez {shown}"
        )
    if not isfinite(value):
        raise Unfit("ce nombre est démesuré : écrivez-le à nouveau")
    return Found(float(value))


def _without_percent(value: str) -> str:
    try:
        return f"{number(number_of(value.replace('%', ''), 'cette case'), 6)} seul"
    except Unfit:
        return "un nombre seul"


def _day(column: Column, raw: Raw) -> Found:
    value = raw.value
    if isinstance(value, datetime):
        if value.time() != time():
            raise Unfit(f"cette date porte une heure ({value:%H:%M}) : {_WRITE_DAY}")
        return Found(value.date().isoformat())
    if isinstance(value, date):
        return Found(value.isoformat())
    if not isinstance(value, str):
        raise Unfit(f"{_short(value)} n’est pas une date : mettez la case au format Date et {_WRITE_DAY}")
    read = _day_of(key(value))
    if read is None:
        raise Unfit(f"« {_short(value)} » n’est pas une date sûre : {_WRITE_DAY}")
    return Found(read.isoformat(), f"« {_short(value)} » est écrit en texte : lu {short_day(read)}")


def _day_of(text: str) -> date | None:
    """A day written out, when only one can be meant: the day first, the year in four figures."""
    if _SHORT_YEAR.fullmatch(text):
        return None
    try:
        if found := _FRENCH_DAY.fullmatch(text):
            return date(int(found[3]), int(found[2]), int(found[1]))
        if found := _ISO_DAY.fullmatch(text):
            return date(int(found[1]), int(found[2]), int(found[3]))
        if (found := _WORDED_DAY.fullmatch(text)) and found[2] in _MONTHS:
            return date(int(found[3]), _MONTHS.index(found[2]) + 1, int(found[1].removesuffix("er")))
    except ValueError:
        return None
    return None


def _yes(column: Column, raw: Raw) -> Found:
    if isinstance(raw.value, bool):
        return Found(raw.value)
    meant = _YES.get(key(str(raw.value)))
    if meant is None:
        raise Unfit(f"« {_short(raw.value)} » n’est pas compris : écrivez oui ou non")
    return Found(meant)


def _choice(column: Column, raw: Raw) -> Found:
    written = key(_words(column, raw))
    for stored, shown in column.choices.items():
        if written in (key(shown), key(stored)):
            return Found(stored)
    known = listing([f"« {shown} »" for shown in column.choices.values()], 8)
    raise Unfit(f"« {_short(raw.value)} » n’est pas proposé : choisissez parmi {known}")


def _several(column: Column, raw: Raw) -> Found:
    text = _words(column, raw).strip()
    if text.startswith("["):
        held = _loaded(text)
        if isinstance(held, list) and all(isinstance(item, str) for item in cast(list[Any], held)):
            return Found(held)
    return Found([part.strip() for part in text.split(";") if part.strip()])


def _json(column: Column, raw: Raw) -> Found:
    held = _loaded(_words(column, raw))
    if type(held) is not type(column.empty):
        raise Unfit("ces données techniques sont illisibles : reprenez la case d’un classeur exporté, ou videz-la")
    return Found(held)


def _loaded(text: str) -> Any:
    """JSON, None when it is not: neither what JSON does not know, nor what is nested to harm."""
    try:
        held = json.loads(text)
        json.dumps(held, allow_nan=False)
    except (ValueError, RecursionError):
        return None
    return held


def _short(value: object) -> str:
    text = " ".join(str(value).split())
    return text if len(text) <= 60 else f"{text[:60]}…"


def _nature(value: object) -> str:
    return "oui ou non" if isinstance(value, bool) else f"une date ({_day_text(value)})"


def _day_text(value: object) -> str:
    return short_day(value) if isinstance(value, date) else str(value)


_READERS: dict[Kind, Callable[[Column, Raw], Found]] = {
    Kind.TEXT: _text,
    Kind.CODE: _code,
    Kind.LONG: _long,
    Kind.WHOLE: _whole,
    Kind.NUMBER: _number,
    Kind.DAY: _day,
    Kind.YES: _yes,
    Kind.CHOICE: _choice,
    Kind.CODES: _several,
    Kind.NAMES: _several,
    Kind.JSON: _json,
}
