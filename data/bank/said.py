"""What the bank says of itself, in French: how much there is, what it is worth, how old it is, what a filter keeps."""

from __future__ import annotations

import re
from typing import Any

import pandas as pd

from data.bank.filtering import BankFilter, choices
from data.bank.search import Found
from data.bank.tables import Bank
from data.french import listing, number, plural, typeset
from data.situation import rows_of

_EMPTY = "La banque d’initiatives est vide : aucun recueil n’a été chargé dans cette base."
_FILTERS = {
    "themes": ("le thème", "les thèmes"),
    "audiences": ("le public", "les publics"),
    "departements": ("le département", "les départements"),
    "years": ("l’année de départ", "les années de départ"),
    "maturities": ("l’avancement", "les avancements"),
}
"""Fields of `BankFilter`, in French."""


def summary(bank: Bank) -> str:
    """« 179 initiatives, de 63 territoires : 117 fiches complètes et 62 notices courtes. 117 disent leur année… »"""
    rows = bank.initiatives
    if not len(rows):
        return _EMPTY
    kinds = rows["kind"]
    return typeset(
        f"{plural(len(rows), 'initiative')}, de {plural(rows['departement_code'].nunique(), 'territoire')} : "
        f"{plural(int((kinds == 'fiche').sum()), 'fiche complète', 'fiches complètes')} et "
        f"{plural(int((kinds == 'notice').sum()), 'notice courte', 'notices courtes')}. "
        f"{number(int(rows['start_year'].isna().sum()))} ne disent pas leur année, "
        f"{number(int(rows['maturity'].isna().sum()))} ne disent pas où elles en sont."
    )


def warning(bank: Bank) -> str:
    """What each collection says of its own worth, in its words; empty without a collection that warns."""
    said: list[str] = []
    for row in rows_of(bank.collections):
        if row["warning"]:
            said.append(_without_lines(str(row["warning"])))
            words: dict[str, Any] = row["body"].get("warning") or {}
            if words:
                said.append(f"Le recueil le dit : « {words['text']} ».")
    return typeset(" ".join(said))


def age(bank: Bank) -> str:
    """« Recueil daté de 2018 (année déduite) : … »; empty without a collection."""
    said: list[str] = []
    for row in rows_of(bank.collections):
        printed, inferred = row["body"].get("year"), row["body"].get("year_inferred")
        if printed:
            said.append(f"Recueil daté de {printed}")
        elif inferred:
            said.append(f"Recueil daté de {inferred} (année déduite)")
        else:
            said.append("Recueil sans date")
    if not said:
        return ""
    return typeset(f"{listing(said)} : ce qu’il décrit a pu changer depuis.")


def kept_said(bank: Bank, chosen: BankFilter, rows: pd.DataFrame, found: Found | None = None) -> str:
    """How many initiatives are kept and by what; and what was not found, when words were looked for."""
    whole = len(bank.initiatives)
    if not whole:
        return _EMPTY
    if not chosen.count and (found is None or not found.asked):
        return summary(bank)
    if found is not None and found.asked and not found.hits:
        return typeset(f"Aucune des {number(whole)} initiatives ne contient les mots cherchés. Essayez-en d’autres.")
    by = [*(["la recherche"] if found is not None and found.asked else []), *_filters(bank, chosen)]
    if len(rows):
        verb = "gardée" if len(rows) == 1 else "gardées"
        said = f"{plural(len(rows), 'initiative')} sur {number(whole)} {verb} par {listing(by)}."
    else:
        said = f"Aucune des {number(whole)} initiatives n’est gardée par {listing(by)}. Retirez un filtre pour élargir."
    if found is not None and found.asked and not found.all_words:
        said += " Aucune ne contient tous les mots cherchés : la recherche donne celles qui en contiennent une partie."
    return typeset(said)


def _filters(bank: Bank, chosen: BankFilter) -> list[str]:
    """« le thème Autonomie », « les publics Aidants et Jeunes »: each filter in force, with what it keeps."""
    offered = choices(bank)
    said: list[str] = []
    for name, (one, several) in _FILTERS.items():
        codes: tuple[str, ...] = getattr(chosen, name)
        if codes:
            titles = {choice.code: choice.title for choice in getattr(offered, name)}
            named = listing([f"« {titles.get(code, 'inconnu')} »" for code in codes], most=3)
            said.append(f"{one if len(codes) == 1 else several} {named}")
    return said


def _without_lines(text: str) -> str:
    """Without the line numbers that a reader left between brackets."""
    return re.sub(r"\s*\(l\.[^)]*\)", "", text)
