"""Headings of a pasted table of values: which day a column is of, and which part of a ratio."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date

from data.commands.parts import Unfit
from data.entry.pasted_cells import day_of
from data.entry.values_sheet import Part, ValueSheet
from data.errors import CapError
from data.french import day, folded, listing
from data.period import Period


@dataclass(frozen=True)
class Heading:
    """A column of what was pasted.

    Attributes:
        on: the day of its values; None: they cannot be taken, `why` says it.
        names: it names territories.
    """

    text: str
    on: date | None = None
    part: Part | None = None
    why: str = ""
    names: bool = False

    @property
    def dated(self) -> bool:
        """Whether it says a date at all, be it one that the grid does not have."""
        return self.on is not None or bool(self.why)


_PARTS: dict[str, Part] = {
    "numerateur": "numerator",
    "num": "numerator",
    "effectif": "numerator",
    "denominateur": "denominator",
    "den": "denominator",
    "sur": "denominator",
    "total": "denominator",
}
_PART_WORD = re.compile(rf"\b({'|'.join(_PARTS)})\b\.?")
_LETTERS = {"t": 3, "q": 3, "s": 6, "trimestre": 3, "trim": 3, "semestre": 6, "sem": 6}
_LETTER_FIRST = re.compile(r"(t|q|s|trimestre|trim|semestre|sem)\.? ?([1-4])[ /.-]*(?:de )?(20\d\d|\d\d)")
_RANK_FIRST = re.compile(
    r"([1-4]) ?(?:er|e|eme|nd|re)? ?(trimestre|trim|semestre|sem|t|s)\.?[ /.-]*(?:de )?(20\d\d|\d\d)"
)
_YEAR_FIRST = re.compile(r"(20\d\d)[ /.-]*(t|q|s)([1-4])")
_YEAR = re.compile(r"(?:annee |fin )?(20\d\d)")
_MONTHS = ("janv", "fev", "mars", "avr", "mai", "juin", "juil", "aout", "sept", "oct", "nov", "dec")
_MONTH = re.compile(r"(?:(?:fin|au|\d{1,2}) )?([a-z]{3,9})\.?[ /.-]*(20\d\d|\d\d)")
_TO_THE = re.compile(r"^(?:au |le |a fin |fin )")


def heading_of(text: str, sheet: ValueSheet) -> Heading:
    """What a heading says. One that names no date has neither a day nor a reason."""
    flat = " ".join(folded(text).replace("’", "'").split())
    part = is_part(text)
    bare = " ".join(_PART_WORD.sub(" ", flat).strip(" ()·:-").split())
    on = _day(bare)
    if on is None:
        return Heading(text, None, part)
    if not sheet.starts_on <= on <= sheet.ends_on and on not in sheet.days:
        return Heading(
            text,
            None,
            part,
            f"Le {day(on)} est hors de la durée du plan ({day(sheet.starts_on)} – {day(sheet.ends_on)}).",
        )
    if on > sheet.today:
        return Heading(text, None, part, f"Le {day(on)} n’est pas encore passé : une valeur se constate.")
    if on not in sheet.days:
        ends = [sheet.day_words(each) for each in sheet.days[-2:]]
        return Heading(
            text,
            None,
            part,
            f"Le {day(on)} n’est pas la fin d’une période du plan : écrivez {listing(ends)} par exemple.",
        )
    return Heading(text, on, part)


def is_part(text: str) -> Part | None:
    """Which part of a ratio a heading names."""
    found = _PART_WORD.search(folded(text))
    return _PARTS[found[1]] if found else None


def _day(text: str) -> date | None:
    """The last day of what a heading names; None when it is no date."""
    for pattern, order in ((_LETTER_FIRST, (1, 2, 3)), (_RANK_FIRST, (2, 1, 3)), (_YEAR_FIRST, (2, 3, 1))):
        if (found := pattern.fullmatch(text)) is not None:
            letter, rank, year = (found[at] for at in order)
            return _end(_year(year), int(rank), _LETTERS[letter])
    if (found := _YEAR.fullmatch(text)) is not None:
        return date(int(found[1]), 12, 31)
    try:
        if (on := day_of(_TO_THE.sub("", text))) is not None:
            return on
    except Unfit:
        pass
    found = _MONTH.fullmatch(text)
    month = next((at for at, name in enumerate(_MONTHS, start=1) if found and found[1].startswith(name)), None)
    return _end(_year(found[2]), month, 1) if found and month else None


def _end(year: int, rank: int, months: int) -> date | None:
    try:
        if months == 1:
            return date(year, rank, monthrange(year, rank)[1])
        return Period(year, rank, months).ends_on
    except CapError:
        return None


def _year(text: str) -> int:
    return int(text) if len(text) == 4 else 2000 + int(text)
