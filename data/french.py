"""French wording of numbers, dates and lists: one place, used by screens, sentences and documents.

Spaces are those of French typography: U+202F inside numbers, U+00A0 before % and high punctuation.
"""

import re
import unicodedata
from collections.abc import Sequence
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal
from math import isnan

from babel.dates import format_date
from babel.numbers import format_decimal

NBSP = "\u00a0"
LOCALE = "fr_FR"


def number(value: float | None, decimals: int = 1) -> str:
    """« 1 234,5 »: at most `decimals` decimals, none when whole; « −3 »; « — » for an absent value (never 0)."""
    if value is None or isnan(value):
        return "—"
    pattern = "#,##0" + ("." + "#" * decimals if decimals else "")
    # Half goes up, as readers and spreadsheets expect; the library alone would round it to even.
    rounded = Decimal(str(value)).quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)
    # A real minus sign, and none before a rounded zero.
    return format_decimal(rounded or Decimal(0), format=pattern, locale=LOCALE).replace("-", "−")


def percent(value: float | None, decimals: int = 0) -> str:
    """« 39 % » from 39.0 (a rate in percent, not a ratio)."""
    return "—" if value is None or isnan(value) else f"{number(value, decimals)}{NBSP}%"


def share(part: int, whole: int, smallest_whole: int = 5) -> str:
    """« 41 sur 104 (39 %) »; the percentage is left out when `whole` is under `smallest_whole`."""
    text = f"{number(part)} sur {number(whole)}"
    return text if whole < smallest_whole else f"{text} ({percent(100 * part / whole)})"


def plural(count: int, one: str, many: str | None = None) -> str:
    """« 1 action », « 12 actions »: French takes the plural from 2."""
    return f"{number(count)} {one if abs(count) < 2 else many or one + 's'}"


def the_others(count: int, noun: str = "") -> str:
    """What folds the rest of a list: « Voir les 3 autres fiches », « Voir le dernier », « Voir la dernière fiche ».

    noun: feminine and singular (« fiche »); empty, what is listed is not named.
    """
    if count == 1:
        return f"Voir la dernière {noun}" if noun else "Voir le dernier"
    return f"Voir les {number(count)} autres {noun}s" if noun else f"Voir les {number(count)} autres"


def day(value: date | datetime | None) -> str:
    """« 22 novembre 2026 » (« 1er » for the first)."""
    if value is None:
        return "—"
    text = format_date(value, "d MMMM y", locale=LOCALE)
    return re.sub(r"^1 ", "1er ", text)


def short_day(value: date | datetime | None) -> str:
    """« 22/11/2026 »."""
    return "—" if value is None else format_date(value, "dd/MM/yyyy", locale=LOCALE)


def listing(words: Sequence[str], most: int = 0) -> str:
    """« a, b et c »; beyond `most` (if set), « a, b et 3 autres »."""
    items = list(words)
    if most and len(items) > most:
        rest = len(items) - most
        items = [*items[:most], f"{rest} autre{'s' if rest > 1 else ''}"]
    if len(items) < 2:
        return "".join(items)
    return f"{', '.join(items[:-1])} et {items[-1]}"


_BEFORE_HIGH = re.compile(r"[ \u00a0\u202f]+([:;?!%»])")
_AFTER_GUILLEMET = re.compile(r"«[ \u00a0\u202f]+")


def typeset(text: str) -> str:
    """Mend the spaces of a French text: no-break before : ; ? ! % » and after «, curly apostrophes."""
    text = _AFTER_GUILLEMET.sub("«" + NBSP, text)
    text = _BEFORE_HIGH.sub(NBSP + r"\1", text)
    return re.sub(r"(?<=\w)'(?=\w)", "’", text)


def capitalised(text: str) -> str:
    """First letter in capital, the rest untouched (str.capitalize would lower it)."""
    return text[:1].upper() + text[1:]


def lowered(text: str) -> str:
    """The same, without the capital of its first word; an acronym keeps its own."""
    return text if text[1:2].isupper() else text[:1].lower() + text[1:]


def shortened(text: str, most: int) -> str:
    """`text` in at most `most` characters, cut between two words and ended by « … »."""
    if len(text) <= most:
        return text
    cut = text[: most - 1]
    whole = cut.rsplit(" ", 1)[0] if " " in cut[most // 2 :] else cut
    return f"{whole.rstrip(' ,;:.')}…"


def folded(text: str) -> str:
    """Lower case without accents, for search and sorting: « Éclaircies » → « eclaircies »."""
    plain = unicodedata.normalize("NFKD", text.replace("œ", "oe").replace("Œ", "OE"))
    return "".join(letter for letter in plain if not unicodedata.combining(letter)).lower()
