"""What changed in the plan itself: periods that opened, fiches and actions added or taken out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

from data.french import capitalised, day, typeset
from data.measures.calendar import has_begun
from data.measures.changes.causes import CAUSES, PLAN
from data.measures.changes.told import Change, Item
from data.measures.columns import Row, as_date, records
from data.measures.nouns import Noun, action_noun, fiche_noun
from data.measures.status import OUT_OF_COUNT
from data.situation import Situation
from data.vocabulary import Status

Leaves = Mapping[str, Row]


def plan_changes(previous: Situation, current: Situation, before: Leaves, now: Leaves) -> list[Change]:
    """Openings, then what was added to the plan or taken out of it. `before` and `now`: leaves by code."""
    return [*_openings(previous, current, now), *added_and_retired(previous, current, before, now)]


def _openings(previous: Situation, current: Situation, now: Leaves) -> list[Change]:
    """Periods that have begun in between, phase by phase; a phase already open has only grown."""
    found: defaultdict[str | None, list[Item]] = defaultdict(list)
    postponed: list[Item] = []
    under_way: set[str | None] = set()
    for row in now.values():
        first = as_date(row["starts_on"])
        if has_begun(first, previous.as_of):
            under_way.add(row["phase"])
        elif has_begun(first, current.as_of):
            words = f"depuis le {day(first)}"
            if row["status"] == Status.POSTPONED:
                postponed.append(_item(row, words))
            elif row["status"] not in OUT_OF_COUNT:
                found[row["phase"]].append(_item(row, words))
    noun = action_noun(current)
    changes = [_opening(phase, items, phase not in under_way, noun) for phase, items in found.items()]
    if postponed:
        changes.append(_change("reports_ouverts", postponed, noun))
    return changes


def _opening(phase: str | None, items: list[Item], whole: bool, noun: Noun) -> Change:
    if not (whole and phase):
        return _change("periode_ouverte", items, noun)
    count = noun.counted(CAUSES["phase_ouverte"].lead, len(items))
    lead = typeset(f"La phase {phase} a commencé : {count}")
    return Change("phase_ouverte", PLAN, lead, tuple(items), listed=False)


def added_and_retired(previous: Situation, current: Situation, before: Leaves, now: Leaves) -> list[Change]:
    """Fiches and actions that only one of the two Situations holds. In a territory: actions déclinées there or not."""
    old, new = ({str(row["code"]): row for row in records(each.fiches)} for each in (previous, current))
    there = current.territory_code is not None
    parts = (
        ("fiches_ajoutees", fiche_noun(current), [row for code, row in new.items() if code not in old]),
        ("fiches_retirees", fiche_noun(current), [row for code, row in old.items() if code not in new]),
        ("actions_ajoutees", action_noun(current), [row for code, row in now.items() if code not in before]),
        ("actions_retirees", action_noun(current), [row for code, row in before.items() if code not in now]),
    )
    return [
        _change(cause, [_item(row) for row in rows], noun, _IN_TERRITORY.get(cause) if there else None)
        for cause, noun, rows in parts
        if rows
    ]


_IN_TERRITORY = {
    "actions_ajoutees": "{noun} nouvellement décliné{e}{s} ici",
    "actions_retirees": "{noun} qui n’{est} plus décliné{e}{s} ici",
}
"""A territory may gain or lose an action that the plan has had all along."""


def _change(cause: str, items: list[Item], noun: Noun, lead: str | None = None) -> Change:
    return Change(cause, PLAN, noun.counted(lead or CAUSES[cause].lead, len(items)), tuple(items))


def _item(row: Row, words: str = "") -> Item:
    fiche = row["fiche_code"] if "fiche_code" in row else row["code"]
    return Item(str(row["code"]), typeset(str(row["title"])), fiche, words and f"{capitalised(words)}.", words)
