"""Small turns of phrase shared by the sentences: « au 3e trimestre 2026 », « six », « deux trimestres »."""

from __future__ import annotations

from data.french import number
from data.measures.carrying import parsed
from data.period import Period

_LETTERS = (
    "zéro", "un", "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf", "dix", "onze", "douze",
    "treize", "quatorze", "quinze", "seize",
)  # fmt: skip


def at_period(period: Period) -> str:
    """« au 3e trimestre 2026 », « en 2026 »."""
    return f"en {period.year}" if period.months == 12 else f"au {period.label}"


def since_period(period: Period) -> str:
    """« depuis le 3e trimestre 2026 », « depuis 2026 »."""
    return f"depuis {period.year}" if period.months == 12 else f"depuis le {period.label}"


def the_period(code: str | None) -> str:
    """« le 3e trimestre 2026 », « 2026 »: what reads after « depuis »; empty without a code."""
    return since_period(parsed(code)).removeprefix("depuis ") if code else ""


def in_letters(count: int, feminine: bool = False) -> str:
    """« six » up to « seize », digits beyond; « une » in the feminine."""
    if count == 1 and feminine:
        return "une"
    return _LETTERS[count] if 0 <= count < len(_LETTERS) else number(count)


def periods_missed(count: int, months: int) -> str:
    """« deux trimestres », « un semestre », « trois ans »."""
    noun = {3: "trimestre", 6: "semestre", 12: "an"}[months]
    return f"{in_letters(count)} {noun}{'s' if count > 1 else ''}"
