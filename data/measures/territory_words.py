"""Sentences about territories: what a map shows, who is ahead, who is behind, who has not answered."""

from __future__ import annotations

from enum import StrEnum

import pandas as pd

from data.french import NBSP, number, plural, typeset
from data.measures.columns import Row, as_number, records
from data.measures.thresholds import threshold


class Known(StrEnum):
    """Why a territory has a colour, or none."""

    VALUE = "valeur"
    NOT_REPORTED = "non_renseigne"
    NOT_CONCERNED = "non_concerne"
    MASKED = "masque"


def layer_sentence(title: str, rows: list[Row], middle: str | None) -> str:
    """« Taux de réalisation : de 2 sur 19 (11 %) à Baronnies… à 15 sur 19 (79 %) à Val de Drôme ; médiane 45 %. »"""
    known = [row for row in rows if row["value"] is not None]
    if not known:
        return typeset(f"{title} : aucune valeur n’est connue.")
    top, low = known[0], known[-1]
    parts = [f"{title} : {top['name']}, {top['text']}"]
    if len(known) > 1 and top["value"] != low["value"]:
        parts = [f"{title} : du plus haut, {top['name']} – {top['text']} –, au plus bas, {low['name']} – {low['text']}"]
    elif len(known) > 1:
        parts = [f"{title} : partout le même, {top['text']}"]
    if middle:
        parts.append(f"médiane {middle}")
    counts = {state: sum(row["known"] == state for row in rows) for state in Known}
    silent = counts[Known.NOT_REPORTED]
    parts += [f"{plural(silent, 'territoire')} sans valeur"] if silent else []
    parts += [f"{plural(counts[Known.MASKED], 'valeur masquée', 'valeurs masquées')}"] if counts[Known.MASKED] else []
    aside = counts[Known.NOT_CONCERNED]
    parts += [f"{plural(aside, 'territoire non concerné', 'territoires non concernés')}"] if aside else []
    return typeset(f"{NBSP}; ".join(parts) + ".")


def points(gap: float | None) -> str:
    """« +12,5 points », « −35 points », « à la médiane »; empty without a gap."""
    if gap is None:
        return ""
    if abs(gap) < 0.05:
        return "à la médiane"
    sign = "+" if gap > 0 else "−"
    return f"{sign}{number(abs(gap))}{NBSP}point{'s' if abs(gap) >= 2 else ''}"


def alerts(rows: pd.DataFrame) -> list[Row]:
    """The rows more than the threshold under the median, lowest first."""
    low = [row for row in records(rows) if (gap := as_number(row["gap"])) is not None and gap < threshold("gap_alert")]
    return sorted(low, key=lambda row: row["gap"])
