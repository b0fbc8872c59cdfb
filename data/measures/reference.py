"""The référentiel as a plan looks at it: what it does not follow yet, found by words, domain, nature and public."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence

import pandas as pd

from data.catalogue.reference import ReferenceIndicator, same_wording
from data.french import folded, listing, number, plural, typeset
from data.measures.columns import table
from data.measures.search import words_of
from data.vocabulary import MeasureKind, Nature, label


def offered(found: Sequence[ReferenceIndicator], plan_code: str, titles: Iterable[str]) -> list[ReferenceIndicator]:
    """Those that a plan does not follow yet: not its own, and none of its titles."""
    known = {same_wording(title) for title in titles}
    return [one for one in found if one.plan != plan_code and same_wording(one.title) not in known]


def matching(
    found: Iterable[ReferenceIndicator], words: str = "", *, domain: str = "", nature: str = "", public: str = ""
) -> list[ReferenceIndicator]:
    """Those in which every word begins a word (accents and capitals forgiven); an empty choice keeps all."""
    wanted = words_of(words)
    return [
        one
        for one in found
        if domain in ("", one.domain)
        and nature in ("", one.nature)
        and (not public or public in one.publics)
        and _matches(wanted, one)
    ]


def _matches(wanted: Sequence[str], one: ReferenceIndicator) -> bool:
    if not wanted:
        return True
    text = folded(" ".join((one.title, one.unit, one.fiche, one.domain, one.departement, *one.publics)))
    met = set(re.findall(r"\w+", text))
    return all(any(word.startswith(asked) for word in met) for asked in wanted)


def sentence(whole: Sequence[ReferenceIndicator], left: Sequence[ReferenceIndicator], kept: int) -> str:
    """« Le référentiel réunit 202 indicateurs de 2 plans… ; 96 ne sont pas encore suivis ici. »

    `left`: what the plan does not follow yet; `kept`: how many of them the filters keep.
    """
    plans = list(dict.fromkeys((one.document, one.departement) for one in whole))
    names = listing([departement for _, departement in plans])
    said = f"Le référentiel réunit {plural(len(whole), 'indicateur')} de {plural(len(plans), 'plan')} ({names})"
    said += f" ; {number(len(left))} {'n’est' if len(left) < 2 else 'ne sont'} pas encore dans ce plan"
    return typeset(said + (f", {number(kept)} avec ces filtres." if kept < len(left) else "."))


COLUMNS = ("Indicateur", "Domaine", "Publics", "Nature", "Mesure proposée", "Unité", "Document", "Ligne")


def reference_table(found: Sequence[ReferenceIndicator]) -> pd.DataFrame:
    """The lines with French headings."""
    rows = (
        (
            typeset(one.title),
            typeset(one.domain),
            ", ".join(one.publics) or "—",
            label(Nature(one.nature)) if one.nature else "—",
            label(MeasureKind(one.measure_kind)),
            typeset(one.unit) or "—",
            typeset(f"{one.document} ({one.departement})"),
            str(one.line),
        )
        for one in found
    )
    return table([dict(zip(COLUMNS, row, strict=True)) for row in rows], COLUMNS)


def natures(found: Iterable[ReferenceIndicator]) -> Counter[str]:
    """How many of each nature."""
    return Counter(one.nature for one in found if one.nature)
