"""Which actions name a territory in the very words of the plan: what varies on a map when nothing is déclinée."""

from __future__ import annotations

import re
from typing import Any

import pandas as pd

from data.french import folded, typeset
from data.measures.columns import Row, records
from data.measures.nesting import owners
from data.place_names import short_name
from data.situation import Situation
from data.vocabulary import TerritoryKind

_SIDES = re.compile(r"(?:(?:grand|centre|nord|sud|est|ouest)(?:[ -]|$))+")


def actions_naming(situation: Situation, actions: pd.DataFrame) -> dict[str, list[Row]]:
    """Territory code → the actions (rows of `situation.actions` or leaves) whose sentence names it.

    A territory is named by its own name or by that of one of its parts, as a whole word with its capital. Territories
    that no action names are absent. One action may name several: counts do not add up. « Centre » or « Nord » alone
    name nothing: a sentence writes them of anything.
    """
    wanted = {row["action_id"] for row in records(actions)}
    said = [(row, typeset(_words(row))) for row in records(situation.actions) if row["action_id"] in wanted]
    found: dict[str, list[Row]] = {}
    for code, pattern in _patterns(situation).items():
        named = [row for row, words in said if pattern.search(words)]
        if named:
            found[code] = named
    return found


def _patterns(situation: Situation) -> dict[str, re.Pattern[str]]:
    names: dict[str, list[str]] = {str(row["code"]): [short_name(str(row["name"]))] for row in records(situation.peers)}
    owner_of = owners(situation.territories, TerritoryKind(situation.territory_level))
    for row in records(situation.territories):
        if (owner := owner_of.get(str(row["code"]))) in names:
            names[owner].append(typeset(short_name(str(row["name"]))))
    told = {code: [name for name in each if not _SIDES.fullmatch(folded(name))] for code, each in names.items()}
    return {
        code: re.compile(rf"(?<![\w-])(?:{'|'.join(re.escape(name) for name in each)})(?![\w-])")
        for code, each in told.items()
        if each
    }


def _words(action: Row) -> str:
    sub_items: Any = action["sub_items"]
    below = [str(item["title"]) if isinstance(item, dict) else str(item) for item in sub_items or []]  # pyright: ignore
    return " · ".join([str(action["title"]), *below])
