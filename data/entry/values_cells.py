"""One cell of a grid of values: what its text means for an indicator, or why it cannot be read.

Numbers are read as French spreadsheets write them. A cell that says « n.d. » says nothing: unknown is not zero.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from data.commands.parts import Unfit
from data.commands.values import LARGEST, Said
from data.entry.pasted_cells import day_of
from data.french import folded, number, short_day
from data.measures.units import is_count, written
from data.typed import LONGEST
from data.vocabulary import Aggregation, MeasureKind


class Shape(StrEnum):
    """What a cell holds."""

    NUMBER = "nombre"
    RATIO = "rapport"
    TEXT = "texte"
    MILESTONE = "jalon"


@dataclass(frozen=True)
class Asked:
    """What is asked of each cell: `percent`: « 12 % » is a value; `count`: it cannot be negative."""

    shape: Shape
    percent: bool
    count: bool


def asked_of(indicator: Mapping[str, Any], with_counts: bool) -> Asked:
    """How the cells of an indicator are read. `with_counts`: one of its values is a rate of two known counts."""
    kind = indicator["measure_kind"]
    named = folded(str(indicator["unit"] or indicator["title"]))
    percent = bool(_RATE.search(named))
    count = is_count(indicator) and not percent
    if kind == MeasureKind.QUALITATIVE:
        return Asked(Shape.TEXT, False, False)
    if kind == MeasureKind.MILESTONE:
        return Asked(Shape.MILESTONE, False, False)
    ratio = Aggregation.RATIO in (indicator["territory_aggregation"], indicator["time_aggregation"])
    return Asked(Shape.RATIO, False, True) if ratio or with_counts else Asked(Shape.NUMBER, percent, count)


_RATE = re.compile(r"%|\b(taux|part|pourcentage)\b")
_NOTHING = frozenset(
    [
        "-",
        "–",
        "—",
        "−",
        ".",
        "...",
        "…",
        "/",
        "?",
        "nd",
        "n.d.",
        "n.d",
        "nc",
        "n.c.",
        "n.c",
        "na",
        "n.a.",
        "n.a",
        "n/a",
        "ns",
        "n.s.",
        "nsp",
    ]
)
_NOTHING_SAID = frozenset({"non disponible", "non renseigne", "non renseignee", "non communique", "masque", *_NOTHING})
_INVISIBLE = dict.fromkeys(map(ord, "\ufeff\u200b\u00ad\u2060"))
_SPREADSHEET_ERROR = re.compile(r"#[A-ZÀ-Ü0-9/]+[!?]?|#+")
_SCIENTIFIC = re.compile(r"[+-]?\d+(?:[.,]\d+)?[eE][+-]?\d+")
_WHOLE, _GROUPED = r"\d{1,40}", r"\d{1,3}(?: \d{3}){1,12}"
_FRENCH = re.compile(rf"([+-]?)({_GROUPED}|{_WHOLE})(?:,(\d{{1,40}}))?")
_DOTTED = re.compile(r"([+-]?)(\d{1,40})\.(\d{1,40})")
_AROUND = re.compile(r"(près de|environ|env\.|plus de|moins de|au moins|\+ de|~|≈)\s*(?=\d)", re.IGNORECASE)
_SAID_SO = {"env.": "environ", "~": "environ", "≈": "environ", "+ de": "plus de"}
_SHORT = 40


def cleaned_cell(text: str) -> str:
    """Spaces of any kind made one, invisible characters out, ends trimmed."""
    spaced = "".join(" " if letter.isspace() or unicodedata.category(letter) == "Zs" else letter for letter in text)
    kept = "".join(letter for letter in spaced if unicodedata.category(letter) not in ("Cc", "Cs"))
    return " ".join(kept.translate(_INVISIBLE).split())


def says_nothing(text: str) -> bool:
    """An empty cell, « n.d. », a dash: no value is said, and none is taken away by a paste."""
    word = folded(cleaned_cell(text))
    return not word or word in _NOTHING_SAID


def shown_cell(text: str) -> str:
    """A cell's text as a message quotes it."""
    flat = cleaned_cell(text)
    return flat if len(flat) <= _SHORT else f"{flat[:_SHORT]}…"


# --- reading ------------------------------------------------------------------------------------------------------


def read_value(asked: Asked, texts: Mapping[str, str], on: date) -> tuple[date, Said] | None:
    """What one value says, and of which day; None when its cells say nothing.

    Args:
        texts: the cells by part (« value », or « numerator » and « denominator »).
        on: the day of their column; a milestone may name its own.

    Raises:
        Unfit: why it cannot be read, in French.
    """
    if all(says_nothing(text) for text in texts.values()):
        return None
    if asked.shape is Shape.RATIO:
        return on, _ratio(asked, texts.get("numerator", ""), texts.get("denominator", ""))
    text = texts.get("value", "")
    if asked.shape is Shape.TEXT:
        return on, _words(text)
    if asked.shape is Shape.MILESTONE:
        return _milestone(text, on)
    value, qualifier = read_number(text, percent=asked.percent)
    if asked.count and value < 0:
        raise Unfit(f"« {shown_cell(text)} » : un nombre compté ne peut pas être négatif.")
    return on, Said(value=value, qualifier=qualifier)


def read_number(text: str, *, percent: bool) -> tuple[float, str | None]:
    """(1234.5, None) for « 1 234,5 », (12, « près de ») for « près de 12 ». Raises Unfit, saying why."""
    flat = cleaned_cell(text).replace("−", "-")
    around = _AROUND.match(flat)
    qualifier = _SAID_SO.get(around[1].lower(), around[1].lower()) if around else None
    bare = flat[around.end() :] if around else flat
    if bare.endswith("%"):
        if not percent:
            raise Unfit(f"« {shown_cell(text)} » est un pourcentage ; cet indicateur se compte. Écrivez le nombre.")
        bare = bare[:-1].rstrip()
    value = _french_number(bare, text)
    if abs(value) > LARGEST:
        raise Unfit(f"« {shown_cell(text)} » est un nombre trop grand : vérifiez-le.")
    return value, qualifier


def _french_number(bare: str, text: str) -> float:
    if (french := _FRENCH.fullmatch(bare)) is not None:
        return float(f"{french[1]}{french[2].replace(' ', '')}.{french[3] or '0'}")
    if (dotted := _DOTTED.fullmatch(bare)) is not None:
        if len(dotted[3]) == 3 and dotted[2] != "0":
            whole, with_comma = f"{dotted[2]}{dotted[3]}", f"{dotted[2]},{dotted[3]}"
            raise Unfit(f"« {shown_cell(text)} » se lit de deux façons : écrivez {whole} ou {with_comma}.")
        return float(bare)
    if _SPREADSHEET_ERROR.fullmatch(bare):
        raise Unfit(f"« {shown_cell(text)} » est une erreur du tableur : corrigez-la dans votre fichier.")
    if _SCIENTIFIC.fullmatch(bare):
        raise Unfit(f"« {shown_cell(text)} » est une écriture abrégée du tableur : écrivez le nombre en entier.")
    if not any(letter.isdecimal() for letter in bare):
        raise Unfit(f"« {shown_cell(text)} » est un texte ; un nombre est attendu.")
    raise Unfit(f"« {shown_cell(text)} » n’est pas un nombre : écrivez-le comme 1234 ou 1234,5.")


def _ratio(asked: Asked, above: str, below: str) -> Said:
    for text, name in ((above, "le numérateur"), (below, "le dénominateur")):
        if says_nothing(text):
            other = below if text is above else above
            raise Unfit(f"Il manque {name} : « {shown_cell(other)} » seul ne fait pas un rapport.")
    top, bottom = (read_number(text, percent=False)[0] for text in (above, below))
    if bottom == 0:
        raise Unfit("Le dénominateur est zéro : ce rapport ne se calcule pas.")
    if top < 0 or bottom < 0:
        raise Unfit("Un nombre compté ne peut pas être négatif.")
    if 100 * top / bottom > LARGEST:
        raise Unfit("Ce rapport est un nombre trop grand : vérifiez les deux nombres.")
    return Said(value=100 * top / bottom, numerator=top, denominator=bottom)


def _words(text: str) -> Said:
    plain = "".join(letter for letter in text if letter in "\n\t" or unicodedata.category(letter) not in ("Cc", "Cs"))
    if len(plain.strip()) > LONGEST:
        raise Unfit(f"Ce texte compte {number(len(plain.strip()))} caractères ; le maximum est de {number(LONGEST)}.")
    return Said(text=plain.strip())


_DONE = frozenset(
    [
        "fait",
        "faite",
        "oui",
        "atteint",
        "atteinte",
        "realise",
        "realisee",
        "acheve",
        "achevee",
        "termine",
        "terminee",
        "1",
        "x",
        "ok",
    ]
)
_NOT_DONE = frozenset({"non", "pas encore", "non fait", "non atteint", "non atteinte", "non realise", "pas fait", "0"})
_ON_A_DAY = re.compile(
    r"(.*?)\s*(?:depuis )?(?:le|au)?\s*(\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}|\d{4}-\d{2}-\d{2})", re.DOTALL
)
DONE, NOT_DONE = "fait", "non"


def _milestone(text: str, on: date) -> tuple[date, Said]:
    flat = cleaned_cell(text)
    dated = _ON_A_DAY.fullmatch(flat)
    word = folded(dated[1] if dated else flat).rstrip(" .:,")
    day = day_of(dated[2]) if dated else on
    assert day is not None
    if dated and (word in _DONE or not word):
        if day > on:
            raise Unfit(f"« {shown_cell(text)} » : ce jour vient après le {short_day(on)}, la fin de la période.")
        return day, Said(value=1)
    if not dated and word in _DONE | _NOT_DONE:
        return on, Said(value=1 if word in _DONE else 0)
    raise Unfit(
        f"« {shown_cell(text)} » ne dit pas si c’est fait : écrivez « fait », « fait le 12/05/2026 » ou « non »."
    )


# --- writing ------------------------------------------------------------------------------------------------------


def written_parts(asked: Asked, said: Said | None) -> dict[str, str]:
    """The cells that say a value, as the grid shows them and as `read_value` reads them back."""
    if asked.shape is Shape.RATIO:
        counts = (said.numerator, said.denominator) if said else (None, None)
        return dict(zip(("numerator", "denominator"), map(_number_cell, counts), strict=True))
    if said is None:
        return {"value": ""}
    if asked.shape is Shape.TEXT or said.value is None:
        return {"value": said.text or ""}
    if asked.shape is Shape.MILESTONE:
        return {"value": DONE if said.value > 0 else NOT_DONE}
    text = _number_cell(said.value)
    return {"value": f"{said.qualifier} {text}" if said.qualifier else text}


def _number_cell(value: float | None) -> str:
    """« 1 234,5 »: every decimal that was given."""
    return "" if value is None else number(value, 10)


def difference_words(asked: Asked, said: Said | None, unit: str | None) -> str:
    """A value as a difference shows it: « 12 usagers », « 72 % (36 sur 50) », « fait », « rien »."""
    if said is None:
        return "rien"
    if asked.shape in (Shape.TEXT, Shape.MILESTONE):
        return written_parts(asked, said)["value"]
    return written({"masked": False, **said.model_dump()}, unit)


def several(texts: Iterable[str]) -> str:
    """« « 12 » et « 15 » »."""
    return " et ".join(f"« {shown_cell(text)} »" for text in texts)
