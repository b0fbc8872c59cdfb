"""Find actions by words, whatever their accents and capitals."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

import pandas as pd

from data.french import folded
from data.measures.columns import Row, keep, records


def words_of(asked: str) -> list[str]:
    """The words looked for, folded, without repetition; apostrophes and hyphens separate."""
    return list(dict.fromkeys(re.findall(r"\w+", folded(asked))))


def find_actions(actions: pd.DataFrame, fiches: pd.DataFrame, asked: str) -> pd.DataFrame:
    """The actions in whose code, title, sub-items or fiche's title every word begins a word.

    « numer » finds « numérique »; « meri » does not. No word asked: no action.
    """
    words = words_of(asked)
    if not words:
        return keep(actions, [False] * len(actions))
    titles = {str(row["code"]): str(row["title"]) for row in records(fiches)}
    return keep(actions, [_matches(words, _said(row, titles)) for row in records(actions)])


def _said(action: Row, fiches: dict[str, str]) -> Iterable[str]:
    yield str(action["code"])
    yield str(action["title"])
    yield fiches.get(str(action["fiche_code"]), "")
    items: list[dict[str, Any]] = action["sub_items"] or []
    for item in items:
        yield str(item.get("title", ""))


def _matches(words: list[str], said: Iterable[str]) -> bool:
    met = set(re.findall(r"\w+", folded(" ".join(said))))
    return all(any(word.startswith(asked) for word in met) for asked in words)
