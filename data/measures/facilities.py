"""The équipements of a plan placed in its territories: which ones are shown, where there is none. No other figure."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from data.facilities.facility import kind_key
from data.french import folded, listing, number, plural, short_day, typeset
from data.measures.columns import Row, column, keep, records, table
from data.measures.figure import Coverage, Figure, Stamp
from data.measures.levels import below
from data.place_names import short_name
from data.situation import Situation, where
from data.vocabulary import TerritoryKind

PLACED = (
    *("code", "kind", "kind_key", "name", "lon", "lat", "address", "commune_code", "commune"),
    *("epci_code", "epci", "places", "source", "known_on"),
)
_EMPTY = frozenset({"de", "du", "des", "d", "la", "le", "les", "l", "et", "en", "a", "pour"})
_LISTED = 4


def placed(situation: Situation, facilities: pd.DataFrame) -> pd.DataFrame:
    """The équipements with their commune and intercommunalité (None where the plan does not know them).

    `places`: codes of every territory that holds them, from the commune up, its canton and its territoire d'action
    sociale included.
    """
    territories = {str(row["code"]): row for row in records(situation.territories)}
    rows: list[Row] = []
    for row in records(facilities):
        chain = _above(territories, row["commune_code"])
        kinds = {str(each["kind"]): each for each in chain}
        commune, epci = kinds.get(TerritoryKind.COMMUNE.value), kinds.get(TerritoryKind.EPCI.value)
        beside = [commune[name] for name in ("canton_code", "area_code") if commune[name]] if commune else []
        rows.append(
            row
            | {
                "kind_key": kind_key(str(row["kind"])),
                "commune": commune["name"] if commune else None,
                "epci_code": epci["code"] if epci else None,
                "epci": epci["name"] if epci else None,
                "places": tuple(dict.fromkeys((*(each["code"] for each in chain), *beside))),
            }
        )
    return table(rows, PLACED)


def _above(territories: Mapping[str, Row], code: object) -> list[Row]:
    """A territory and those above it, the nearest first."""
    chain: list[Row] = []
    while (row := territories.get(str(code))) is not None and row not in chain:
        chain.append(row)
        code = row["parent_code"]
    return chain


def narrowed(rows: pd.DataFrame, kinds: Collection[str] = (), within: Collection[str] = ()) -> pd.DataFrame:
    """The équipements of these kinds (keys) that stand in all of these territories (codes); empty: all."""
    return keep(
        rows,
        [
            (not kinds or key in kinds) and all(place in places for place in within)
            for key, places in zip(column(rows, "kind_key"), column(rows, "places"), strict=True)
        ],
    )


def kinds_of(rows: pd.DataFrame) -> dict[str, str]:
    """Key → kind, the most numerous first."""
    counts = Counter(column(rows, "kind_key"))
    said = dict(zip(column(rows, "kind_key"), column(rows, "kind"), strict=True))
    return {key: said[key] for key in sorted(counts, key=lambda key: (-counts[key], key))}


def signs_of(kinds: Mapping[str, str]) -> dict[str, str]:
    """A sign of one to three letters for each kind, no two alike: « CMS », « MFS » for Maison France services."""
    signs: dict[str, str] = {}
    for key, kind in kinds.items():
        sign = _initials(kind)
        rank = 2
        while sign in signs.values():
            sign, rank = f"{_initials(kind)[:2]}{rank}", rank + 1
        signs[key] = sign
    return signs


def _initials(kind: str) -> str:
    words = [word for word in re.findall(r"\w+", kind) if folded(word) not in _EMPTY] or [kind]
    if len(words) == 1:
        return words[0][:3].upper()
    acronym = next((word for word in words if word.isupper() and len(word) > 1), None)
    return acronym[:3] if acronym else "".join(word[0] for word in words[:3]).upper()


@dataclass(frozen=True)
class Places:
    """The intercommunalités that are compared. names: code → name; inside: the one that a filter keeps."""

    names: Mapping[str, str]

    @classmethod
    def of(cls, situation: Situation, within: Sequence[str] = ()) -> Places:
        """Those of the plan, or the only ones that a filter leaves."""
        epcis = where(situation.territories, kind=TerritoryKind.EPCI.value)
        names = dict(zip(column(epcis, "code"), column(epcis, "name"), strict=True))
        kept = {place for code in within for place in (code, *below(situation, code)) if place in names}
        return cls({code: name for code, name in names.items() if code in kept} if kept else names)


def sentence(rows: pd.DataFrame, places: Places, *, one_kind: str | None = None, where_: str | None = None) -> str:
    """« 42 équipements de 3 types ; 4 intercommunalités sur 16 n’en ont aucun. »

    Args:
        one_kind: the only kind that a filter keeps; where_: the only place that it keeps.
    """
    count, kinds = len(rows), kinds_of(rows)
    one_kind = one_kind or (next(iter(kinds.values())) if len(kinds) == 1 else None)
    inside = f" dans « {short_name(where_)} »" if where_ else ""
    if not count:
        return typeset(f"Aucun équipement{f' du type « {one_kind} »' if one_kind else ''}{inside}.")
    said = plural(count, "équipement")
    said += f" du type « {one_kind} »" if one_kind else f" de {plural(len(kinds), 'type')}"
    said += inside
    if where_ or not places.names:
        return typeset(f"{said}.")
    without = [name for code, name in places.names.items() if code not in set(column(rows, "epci_code"))]
    if not without:
        return typeset(f"{said} ; chaque intercommunalité en a au moins un.")
    missing = plural(len(without), "intercommunalité", "intercommunalités")
    verb = "n’en a aucun" if len(without) == 1 else "n’en ont aucun"
    named = f" ({listing(sorted(map(short_name, without)))})" if len(without) <= _LISTED else ""
    return typeset(f"{said} ; {missing} sur {number(len(places.names))} {verb}{named}.")


def figure(rows: pd.DataFrame, said: str, stamp: Stamp) -> Figure:
    """The count that the page opens with, and every équipement that it counts."""
    unplaced = sum(code is None for code in column(rows, "commune_code"))
    known = Coverage(len(rows), len(rows) - unplaced, 0, ("équipement placé", "équipements placés"))
    return Figure(
        key="equipements",
        title="Équipements recensés",
        value=float(len(rows)),
        unit="équipements",
        text=plural(len(rows), "équipement"),
        sentence=said,
        formula="nombre de lieux importés, au jour d’aujourd’hui ; aucun autre chiffre de l’application n’en dépend",
        inputs=listed(rows),
        coverage=known,
        as_of=stamp.as_of,
        period_code=stamp.period_code,
    )


def listed(rows: pd.DataFrame) -> pd.DataFrame:
    """The équipements with French headings, coordinates included: for reading and for a spreadsheet."""
    found = records(rows)
    return pd.DataFrame(
        {
            "Code": [row["code"] for row in found],
            "Type": [row["kind"] for row in found],
            "Nom": [row["name"] for row in found],
            "Adresse": [row["address"] for row in found],
            "Commune": [row["commune"] for row in found],
            "Code commune": [row["commune_code"] for row in found],
            "Intercommunalité": [row["epci"] for row in found],
            "Longitude": [number(row["lon"], 6) for row in found],
            "Latitude": [number(row["lat"], 6) for row in found],
            "Source": [row["source"] for row in found],
            "Date": [short_day(row["known_on"]) if row["known_on"] else None for row in found],
        },
        dtype=object,
    )


def by_epci(rows: pd.DataFrame, places: Places) -> pd.DataFrame:
    """One row an intercommunalité, those without any first: how many of each kind, and in all."""
    kinds = kinds_of(rows)
    counts = Counter(zip(column(rows, "epci_code"), column(rows, "kind_key"), strict=True))
    elsewhere = sorted({code for code in column(rows, "epci_code") if code not in places.names}, key=str)
    lines: list[Row] = []
    for code in [*places.names, *elsewhere]:
        each = {title: counts[code, key] for key, title in kinds.items()}
        name = short_name(places.names[code]) if code in places.names else "Intercommunalité inconnue"
        lines.append({"Intercommunalité": name, "Équipements": sum(each.values())} | each)
    lines.sort(key=lambda row: (row["Équipements"], folded(str(row["Intercommunalité"]))))
    names = ("Intercommunalité", "Équipements", *dict.fromkeys(kinds.values()))
    return table(lines, names)
