"""The publics of a plan in its own words, told: how many, how many have no shared public, what « tout public » does."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

import pandas as pd

from data.french import number, plural, typeset
from data.measures.columns import table

UNIVERSAL_RULE = typeset(
    "« Tout public » s’adresse à chacun : quand vous filtrez par public, ses actions ne sont comptées que si vous "
    "cochez « Compter aussi les actions “tout public” », et leur nombre est dit à part."
)


class Worded(Protocol):
    @property
    def title(self) -> str: ...
    @property
    def line(self) -> int | None: ...
    @property
    def meanings(self) -> tuple[tuple[str, str | None], ...]: ...


def sentence(found: Sequence[Worded]) -> str:
    """« Le document emploie 38 mots pour ses publics ; tous ont un public commun. »"""
    if not found:
        return typeset("Le document ne nomme aucun public.")
    lost = len([one for one in found if not one.meanings])
    shared = {title for one in found for title, _reason in one.meanings}
    text = f"Le document nomme ses publics de {plural(len(found), 'façon')}"
    text += f", rapprochées de {plural(len(shared), 'public commun', 'publics communs')} à tous les plans"
    if lost == 0:
        return typeset(f"{text} ; aucune n’est restée sans public commun.")
    if lost == 1:
        return typeset(f"{text} ; une seule est restée sans public commun : les filtres ne la trouvent pas.")
    return typeset(f"{text} ; {number(lost)} sont restées sans public commun : les filtres ne les trouvent pas.")


def rows(found: Sequence[Worded]) -> pd.DataFrame:
    """One row a wording and a shared public, French headings; those without any first."""
    names = ("Dans le document", "Public commun", "Pourquoi", "Ligne")
    listed: list[tuple[object, ...]] = []
    for one in sorted(found, key=lambda each: bool(each.meanings)):
        for title, reason in one.meanings or (("Aucun", None),):
            listed.append((typeset(one.title), typeset(title), typeset(reason or ""), one.line))
    return table([dict(zip(names, values, strict=True)) for values in listed], names)
