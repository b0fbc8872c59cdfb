"""Figures printed in the plan's document: as written, at one date, never a series.

The document may give two values for the same thing: both are kept, and the note that says so is shown.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from data.french import NBSP, capitalised, listing, number, percent, plural, typeset
from data.measures.columns import as_number, records, table
from data.period import Period
from data.situation import Situation

REFERENCE = "reference"
NOTHING = "—"
"""The value of a figure that the document gives neither as a number nor in words."""

KINDS = {
    "chiffre_cle": ("chiffre clé", "chiffres clés"),
    "contexte": ("chiffre de contexte", "chiffres de contexte"),
    "offre": ("chiffre d’offre", "chiffres d’offre"),
    "activite": ("chiffre d’activité", "chiffres d’activité"),
    "projection": ("projection", "projections"),
    "cible": ("cible écrite dans le texte", "cibles écrites dans le texte"),
    REFERENCE: ("repère pris hors du département", "repères pris hors du département"),
    "bilan": ("chiffre de bilan", "chiffres de bilan"),
    "enquete": ("chiffre d’enquête", "chiffres d’enquête"),
    "concertation": ("chiffre de la concertation", "chiffres de la concertation"),
    "vie_du_schema": ("chiffre sur la vie du schéma", "chiffres sur la vie du schéma"),
    "exemple": ("exemple d’indicateur sans valeur", "exemples d’indicateurs sans valeur"),
}
"""What a figure of the document is, in the singular and the plural, in the order in which they are counted."""
_OTHER_VALUE = re.compile(
    r"^≠|unité différente|^variante|^incohérent|^tableau|le calcul"
    r"|\bl\.\s?\d+(?: et \d+)?\s?(?:donne|attribue|« ?\S+ de|:)"
)
"""How a reader's remark says that the document gives another value."""
_QUARTER = re.compile(r"\d{4}-T[1-4]")
_HEAD = re.compile(r"^((?:\+ de|plus de|près de|environ)\s+)?(\d[\d\s]*(?:,\d+)?)\s+(?=\S)", re.IGNORECASE)


@dataclass(frozen=True)
class KeyFigure:
    """One figure of the document.

    Attributes:
        value: as written (« + de 15 000 », « 9 sur 14 », « 5,2 % »); label: what it counts.
        year: the year, quarter or span, « année non précisée » when the document gives none.
        counted: it has a number; False for what the document gives in words alone, or in a drawing.
        note: the reader's remark; conflict: another value or unit stands elsewhere in the document.
        kind: what the figure is (a key of `KINDS`).
    """

    code: str
    value: str
    label: str
    year: str
    dated: bool
    counted: bool
    note: str | None
    conflict: bool
    kind: str
    line: int | None
    heading_code: str | None
    fiche_code: str | None = None


def key_figures(situation: Situation) -> list[KeyFigure]:
    """The figures of the document that the Situation keeps, in the document's order."""
    return [_read(row) for row in records(situation.key_figures)]


def _read(row: Mapping[str, Any]) -> KeyFigure:
    value, label = as_written(row)
    note = str(row["note"]) if row["note"] and str(row["note"]) != value else ""
    return KeyFigure(
        code=str(row["code"]),
        value=value,
        label=label,
        year=_year(str(row["year"] or "")),
        dated=bool(row["year"]),
        counted=as_number(row["value"]) is not None,
        note=_note(note) if note else None,
        conflict=bool(_OTHER_VALUE.search(note)),
        kind=str(row["kind"]),
        line=row["source_line"],
        heading_code=row["heading_code"],
        fiche_code=row.get("fiche_code"),
    )


def _year(text: str) -> str:
    """« 2022-T3 » → « 3e trimestre 2022 »; a year or a span as it is."""
    if not text:
        return "année non précisée"
    return Period.parse(text).label if _QUARTER.fullmatch(text) else text


def as_written(row: Mapping[str, Any]) -> tuple[str, str]:
    """The value as the document writes it, and the words it goes with.

    « + de 15 000 enfants vus par… » gives (« + de 15 000 », « Enfants vus par… »); « 9 résidences sur 14… » gives
    (« 9 sur 14 », the whole sentence); a reworded title keeps its own words. A figure that the document gives in
    words alone (« près de la moitié ») is those words.
    """
    title, value = _set(str(row["title"])), as_number(row["value"])
    whole = as_number(row["denominator"])
    unit, qualifier = str(row["unit"] or ""), str(row["qualifier"] or "")
    if value is None:
        return capitalised(typeset(qualifier)) or NOTHING, title
    if whole is not None:
        return f"{number(value, 2)} sur {number(whole, 2)}", title
    head = _HEAD.match(title)
    if head and _as_float(head[2]) == value:
        words = capitalised((head[1] or "").strip().replace(" ", NBSP))
        return f"{words} {number(value, 2)}".strip(), capitalised(title[head.end() :])
    if qualifier.startswith("une "):
        # « une centaine » is the number itself.
        return capitalised(f"{qualifier} de {unit}"), title
    text = percent(value, 2) if unit.startswith("%") else f"{number(value, 2)} {unit}".strip()
    return capitalised(f"{qualifier} {text}".strip()), title


def _as_float(text: str) -> float | None:
    return as_number(re.sub(r"\s", "", text).replace(",", "."))


def _note(text: str) -> str:
    """« ≠ 4 733 (l.1081) » → « Autre valeur dans le document : 4 733 (ligne 1081) »."""
    text = re.sub(r"\bl\.\s?(?=\d+-\d)", f"lignes{NBSP}", text)
    text = re.sub(r"(que|d.après) l\.\s?(?=\d)", rf"\1 la ligne{NBSP}", text)
    text = re.sub(r"\bl\.\s?(?=\d)", f"ligne{NBSP}", text)
    text = re.sub(r"^≠\s*", "Autre valeur dans le document : ", text)
    return _set(capitalised(text))


def _set(text: str) -> str:
    """French spaces, inside guillemets that the document glued to their words too."""
    return typeset(re.sub(r"(?<=\S)»", " »", re.sub(r"«(?=\S)", "« ", text)))


def sentence(found: Sequence[KeyFigure]) -> str:
    """What the document gives, and what the reader must know of it."""
    if not found:
        return typeset("Aucun chiffre du document dans cette sélection.")
    counts = Counter(each.kind for each in found)
    parts = [plural(counts[kind], *words) for kind, words in KINDS.items() if counts[kind]]
    undated = sum(not each.dated for each in found)
    at = "sans année" if undated == len(found) else "à une date"
    each = f"chacun {at} : aucun n’est" if len(found) > 1 else f"{at} : ce n’est pas"
    said = f"Le document donne {listing(parts)}, {each} une évolution."
    conflicts = sum(each.conflict for each in found)
    remarks: list[str] = []
    if 0 < undated < len(found):
        remarks.append(plural(undated, "n’a pas d’année", "n’ont pas d’année"))
    if conflicts:
        remarks.append(f"{plural(conflicts, 'a', 'ont')} une autre valeur ou une autre unité ailleurs dans le document")
    if remarks:
        said += f" {' ; '.join(remarks)}{' : les deux sont gardées' if conflicts else ''}."
    return typeset(said)


COLUMNS = ("Code", "Valeur", "Intitulé", "Année", "Remarque", "Ligne du document")


def key_figures_table(found: Sequence[KeyFigure]) -> pd.DataFrame:
    """The figures with French headings."""
    rows = ((e.code, e.value, e.label, e.year, e.note or "", str(e.line or "")) for e in found)
    return table([dict(zip(COLUMNS, row, strict=True)) for row in rows], COLUMNS)
