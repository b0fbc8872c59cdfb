"""A plan's own « ce qui se fait déjà »: what its document says is done already. Shown beside the bank, never counted
in a rate, and never mixed with what other départements tried."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, cast

import pandas as pd

from data.bank.words import places, wanted
from data.french import plural, typeset
from data.situation import Situation, rows_of, where

_KIND = "initiative"
COLUMNS = ("code", "title", "heading", "fiche", "place_title", "status_hint", "source_line", "near_duplicate_of")
"""heading, fiche: the code of what it stands under, or None; place_title: that one's title. status_hint: the document's
own words (« en cours »), never turned into a status. near_duplicate_of: code of the one that says nearly the same."""


def own_initiatives(situation: Situation, text: str = "") -> pd.DataFrame:
    """One row per initiative of the plan's document, in its order; those that hold every word of `text`, if any.

    Words are compared as in the bank: accents, capitals and plurals forgiven.
    """
    asked = wanted(text)
    titles = {
        "fiche": dict(zip(situation.fiches["code"], situation.fiches["title"], strict=True)),
        "heading": dict(zip(situation.headings["code"], situation.headings["title"], strict=True)),
    }
    rows: list[dict[str, Any]] = []
    for entry in rows_of(where(situation.entries, kind=_KIND)):
        body: dict[str, Any] = entry["body"]
        row: dict[str, Any] = {name: body.get(name) for name in COLUMNS}
        row |= {name: entry[name] for name in ("code", "title", "source_line")}
        row["place_title"] = titles["fiche"].get(row["fiche"]) or titles["heading"].get(row["heading"])
        said = [row["title"], row["place_title"] or "", *_texts(body)]
        stems = {place.stem for text in said for place in places(text)}
        if all(any(word.met(stem) for stem in stems) for word in asked):
            rows.append(row)
    return pd.DataFrame(rows, columns=pd.Index(list(COLUMNS)), dtype=object)


def own_said(situation: Situation) -> str:
    """How many the plan's document names, and that they count in no rate."""
    rows = own_initiatives(situation)
    if not len(rows):
        return "Le document de ce plan ne cite pas d’initiative."
    twice = int(rows["near_duplicate_of"].notna().sum())
    also = f", dont {plural(twice, 'presque répétée', 'presque répétées')}" if twice else ""
    return typeset(
        f"{plural(len(rows), 'initiative citée', 'initiatives citées')} par le document du plan{also}. "
        "Elles ne comptent dans aucun taux."
    )


_NOT_WORDS = frozenset({"heading", "fiche", "near_duplicate_of", "audiences", "audiences_inferred"})
"""Keys whose value is a code."""


def _texts(body: dict[str, Any]) -> Iterator[str]:
    for key, value in body.items():
        if key not in _NOT_WORDS:
            yield from _every(value)


def _every(value: Any) -> Iterator[str]:
    """Every text of a value of the body, however deep."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        yield from _texts(cast(dict[str, Any], value))
    elif isinstance(value, list):
        for part in cast(list[Any], value):
            yield from _every(part)
