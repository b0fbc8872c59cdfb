"""What an indicator's unit tells: how its value is written, and whether it counts people.

The unit is the thing counted, read in the document's wording (« bénéficiaires », « taux de satisfaction »).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from data.french import NBSP, folded, number, percent, plural, typeset
from data.measures.columns import as_number
from data.measures.masking import MASKED, smallest_shown
from data.vocabulary import MeasureKind

_PEOPLE = re.compile(
    r"\b(personne|usager|beneficiaire|habitant|enfant|mineur|jeune|famille|menage|parent|aidant|pair|participant|"
    r"allocataire|eleve|patient|resident|femme|homme|adulte|senior|victime|repondant|demandeur|inscrit|naissance|"
    r"situation|signalement|dossier|sortie)"
)
"""Words for the people a plan is for. Professionals and organisations are named in public: not protected by default."""
_RATE = re.compile(
    r"%|€|\b(taux|part|pourcentage|delai|duree|jours?|heures?|mois|annees?|euros?|km|notes?|indice|score|points?|"
    r"niveau)\b|\bsur 10\b"
)
_PERCENT = re.compile(r"^(%|taux|part\b|pourcentage)")
_NAME_OF_A_MEASURE = re.compile(r"^(taux|part\b|pourcentage|delai|duree|note|indice|score|niveau)")
_INVARIABLE = {"mois", "fois", "temps", "avis", "parcours", "concours", "cours", "accès", "vous"}


def is_count(indicator: Mapping[str, Any]) -> bool:
    """True when the value counts people or things; a rate, a delay or a mark does not."""
    return not _RATE.search(folded(str(indicator["unit"] or indicator["title"])))


def counts_people(indicator: Mapping[str, Any]) -> bool:
    """True when it counts the people that the plan is for, or when nobody said what it counts."""
    unit = folded(str(indicator["unit"] or ""))
    return is_count(indicator) and (not unit or bool(_PEOPLE.search(unit)))


def smallest_of(indicator: Mapping[str, Any]) -> float | None:
    """The smallest count of an indicator that may be shown; None when nothing of it is ever hidden.

    What the council decided wins (0: everything is shown). Milestones and texts count nobody.
    """
    if indicator["measure_kind"] in (MeasureKind.MILESTONE, MeasureKind.QUALITATIVE):
        return None
    decided = as_number(indicator["threshold"])
    if decided is not None:
        return decided or None
    return smallest_shown(None, income="revenu" in folded(f"{indicator['title']} {indicator['unit'] or ''}"))


def masks_value(indicator: Mapping[str, Any], in_territory: bool) -> bool:
    """True when the value itself is a count to protect, not only the two counts behind a rate.

    In a territory any small count may point at somebody; for the département, counts of people only. A threshold
    that the council set holds everywhere.
    """
    if as_number(indicator["threshold"]) is not None:
        return True
    return is_count(indicator) if in_territory else counts_people(indicator)


def masking_words(indicator: Mapping[str, Any]) -> str:
    """What is hidden of an indicator, in French."""
    smallest = smallest_of(indicator)
    if smallest is None:
        return "aucun masquage"
    under = f"sous {number(smallest, 0)}"
    if masks_value(indicator, in_territory=False):
        return f"masqués {under}"
    if masks_value(indicator, in_territory=True):
        return f"masqués {under} dans un territoire"
    return f"rien, sauf un rapport dont un effectif est {under}"


def unit_note(unit: str | None) -> str | None:
    """The unit, when it names the measure and cannot follow the number (« délai moyen… »)."""
    return unit if unit and _NAME_OF_A_MEASURE.match(folded(unit)) else None


def written(measure: Mapping[str, Any], unit: str | None) -> str:
    """As written: « près de 1 240 bénéficiaires », « 72 % (36 sur 50) », « 0 action », « masqué », « — »."""
    if measure.get("masked"):
        return MASKED
    value = as_number(measure["value"])
    top, bottom = as_number(measure.get("numerator")), as_number(measure.get("denominator"))
    ratio = top is not None and bool(bottom)
    if value is None and ratio:
        value = 100 * (top or 0.0) / (bottom or 1.0)
    if value is None:
        return "—"
    text = with_unit(value, unit, is_percent=ratio)
    if ratio:
        text += f" ({number(top)} sur {number(bottom)})"
    qualifier = str(measure.get("qualifier") or "").strip()
    return f"{qualifier} {text}" if qualifier else text


def with_unit(value: float, unit: str | None, *, is_percent: bool = False) -> str:
    """A number and its unit, agreed in number; a rate of known parts is written in percent."""
    unit = typeset(unit) if unit else None
    if not unit:
        return percent(value, 1) if is_percent else number(value, 2)
    if ";" in unit:
        return f"{number(value, 2)} ({unit})"
    if unit == "%" or (is_percent and _PERCENT.match(folded(unit))):
        return percent(value, 1)
    if _NAME_OF_A_MEASURE.match(folded(unit)):
        return number(value, 2)
    if unit.startswith("%"):
        return f"{number(value, 2)}{NBSP}{unit}"
    return f"{number(value, 2)} {unit if abs(value) >= 2 else singular(unit)}"


def singular(unit: str) -> str:
    """« enquêtes de satisfaction » → « enquête de satisfaction »: plural marks go, invariable words stay."""
    return re.sub(r"[^\W\d_]{4,}", lambda word: _without_mark(word[0]), unit)


def _without_mark(word: str) -> str:
    return word[:-1] if word.endswith("s") and not word.endswith("ss") and word not in _INVARIABLE else word


def counted(count: int, one: str, many: str | None = None) -> str:
    """« aucun indicateur », « 1 indicateur », « 12 indicateurs »."""
    return f"aucun {one}" if count == 0 else plural(count, one, many)
