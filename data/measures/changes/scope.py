"""The same scope at both dates: what the filter keeps at the end, looked at from the start.

A filter by pilot or by public may keep another set of actions at each date: an action handed over would then pass
for a new one. So the filter chooses at the end, and what it chose is looked up at the start; of the start it keeps
by itself only what the plan no longer holds.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from data.measures.columns import texts
from data.selection import Filter, narrow
from data.situation import Situation, where


def same_scope(previous: Situation, current: Situation, wanted: Filter) -> tuple[Situation, Situation]:
    """Both Situations (whole) narrowed to the actions that `wanted` keeps in `current`, whatever their status."""
    chosen = replace(wanted, statuses=())
    if chosen.count == 0:
        return previous, narrow(current, chosen)
    place = Filter(territory=chosen.territory)
    return kept_at_both(previous, current, lambda each: narrow(each, chosen), lambda each: narrow(each, place))


def kept_at_both(
    previous: Situation,
    current: Situation,
    keep: Callable[[Situation], Situation],
    counted: Callable[[Situation], Situation] = lambda each: each,
) -> tuple[Situation, Situation]:
    """Both Situations (whole), on the actions that `keep` chooses in `current`.

    `counted`: where their states are read, when `keep` also reads them in one territory.
    """
    before, whole, after, gone = counted(previous), counted(current), keep(current), keep(previous)
    leaves = _codes(after, "leaves") | (_codes(gone, "leaves") - _codes(whole, "leaves"))
    fiches = _codes(after, "fiches") | (_codes(gone, "fiches") - _codes(current, "fiches"))
    indicators = _codes(after, "indicators") | (_codes(gone, "indicators") - _codes(current, "indicators"))
    actions = _codes(after, "actions") | (_codes(gone, "actions") - _codes(current, "actions"))
    kept = where(before.leaves, code=leaves)
    ids = set(kept["action_id"])
    scoped = before.with_(
        actions=where(previous.actions, code=actions),
        leaves=kept,
        cells=where(before.cells, action_id=ids),
        states=where(before.states, action_id=ids),
        fiches=where(previous.fiches, code=fiches),
        indicators=where(previous.indicators, code=indicators),
        kept=after.kept,
        **{name: where(getattr(previous, name), fiche_code=fiches) for name in _OF_FICHE},
    )
    return scoped, after


_OF_FICHE = ("reports", "evidence", "expectations", "objectives", "partners", "fiche_audiences", "assignments")


def _codes(situation: Situation, table: str) -> set[str]:
    return {code for code in texts(getattr(situation, table), "code") if code}
