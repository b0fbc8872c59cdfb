"""The part of a plan that a theme covers, as a narrowed Situation."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from data.conference.edition import Perimeter
from data.french import listing, number, typeset
from data.measures.columns import records
from data.measures.nouns import action_noun, fiche_noun, in_plural
from data.selection import Filter, headings_under, keep_actions, narrow
from data.situation import Situation, where

_MOST = 3
"""Codes or names of one kind that are said in full."""


def within(situation: Situation, perimeter: Perimeter) -> Situation:
    """What the theme covers of a Situation: the union of its headings, fiches, actions and publics, said in `kept`.

    A public keeps the actions that `data.selection` keeps for it. Codes that this state does not know keep nothing.
    """
    if perimeter.whole:
        return situation
    headings = headings_under(situation, perimeter.headings)
    fiches = set(perimeter.fiches) | set(where(situation.fiches, heading_code=headings)["code"])
    ids: set[int] = set(where(situation.actions, heading_code=headings)["action_id"])
    ids |= set(where(situation.actions, fiche_code=fiches)["action_id"])
    chosen = _with_nested(situation, perimeter.actions)
    if perimeter.audiences:
        chosen |= set(narrow(situation, Filter(audiences=perimeter.audiences)).leaves["action_id"])
    fiches |= set(where(situation.actions, action_id=chosen)["fiche_code"].dropna())
    return keep_actions(situation, ids | chosen, fiches, (perimeter_words(situation, perimeter),), headings=headings)


def perimeter_words(situation: Situation, perimeter: Perimeter) -> str:
    """« Thème : axe 1, projets P4 et P5, 2 actions, public Aidants »; empty for the whole plan."""
    headings = {str(row["code"]): str(row["level_name"] or "") for row in records(situation.headings)}
    titles = {str(row["code"]): str(row["title"]) for row in records(situation.audiences)}
    fiches, actions = set(situation.fiches["code"]), set(situation.actions["code"])
    asked = (perimeter.headings, perimeter.fiches, perimeter.actions, perimeter.audiences)
    known = [[code for code in codes if code in held] for codes, held in zip(
        asked, (headings, fiches, actions, titles), strict=True
    )]  # fmt: skip
    parts = [
        *_headings_words(known[0], headings),
        *_counted(fiche_noun(situation).one, known[1]),
        *_counted(action_noun(situation).one, known[2]),
        *_counted("public", [f"«\u00a0{titles[code]}\u00a0»" for code in known[3]]),
    ]
    lost = sum(map(len, asked)) - sum(map(len, known))
    if lost:
        parts.append(f"{number(lost)} {'éléments inconnus' if lost > 1 else 'élément inconnu'} de cet état du plan")
    return typeset(f"Thème : {listing(parts)}") if parts else ""


def perimeter_titles(situation: Situation, perimeter: Perimeter) -> tuple[str, ...]:
    """The titles of what a theme covers, in the plan's order; codes mean nothing outside the council."""
    asked = (
        (situation.headings, perimeter.headings),
        (situation.fiches, perimeter.fiches),
        (situation.actions, perimeter.actions),
        (situation.audiences, perimeter.audiences),
    )
    return tuple(typeset(str(row["title"])) for table, codes in asked for row in records(where(table, code=codes)))


def _headings_words(codes: Sequence[str], levels: Mapping[str, str]) -> list[str]:
    by_level: dict[str, list[str]] = {}
    for code in codes:
        by_level.setdefault(levels[code].lower() or "partie", []).append(code)
    return [part for level, held in by_level.items() for part in _counted(level, held)]


def _counted(noun: str, names: Sequence[str]) -> list[str]:
    """« projet P4 », « projets P4 et P5 », « 6 projets »; nothing without any."""
    if not names:
        return []
    if len(names) > _MOST:
        return [f"{number(len(names))} {in_plural(noun)}"]
    return [f"{in_plural(noun) if len(names) > 1 else noun} {listing(names)}"]


def _with_nested(situation: Situation, codes: Sequence[str]) -> set[int]:
    """Ids of the actions of these codes and of all those nested in them."""
    below: dict[str, list[tuple[str, int]]] = {}
    found: dict[str, int] = {}
    for row in records(situation.actions):
        code, above = str(row["code"]), row["parent_code"]
        found[code] = int(row["action_id"])
        if above is not None:
            below.setdefault(str(above), []).append((code, int(row["action_id"])))
    kept: set[int] = set()
    pending = [code for code in codes if code in found]
    while pending:
        code = pending.pop()
        if found[code] not in kept:
            kept.add(found[code])
            pending += [child for child, _ in below.get(code, ())]
    return kept
