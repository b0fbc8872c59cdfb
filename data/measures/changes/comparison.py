"""Two Situations of a plan, compared: the whole answer."""

from __future__ import annotations

from dataclasses import replace

from data.measures.changes.actions import Moved, Teller, leaves_by_code, moved
from data.measures.changes.causes import CAUSES
from data.measures.changes.constant import constant_set
from data.measures.changes.corrections import after_the_fact, corrections
from data.measures.changes.fiches import fiche_changes
from data.measures.changes.indicators import indicator_changes
from data.measures.changes.plan import plan_changes
from data.measures.changes.told import Change, Changes, Item
from data.measures.changes.words import VALUE
from data.situation import Situation


def compare(previous: Situation, current: Situation) -> Changes:
    """The changes from `previous` to `current`, causes in the order of importance.

    Two states of the same period differ by corrections only. Both are narrowed the same way (`scope.same_scope`);
    nothing else is supposed of them: actions, fiches, territories and indicators may differ.
    """
    before, now = leaves_by_code(previous), leaves_by_code(current)
    teller, found = Teller(previous, current), moved(previous, current)
    if previous.period == current.period:
        causes = list(corrections(previous, current).causes)
    else:
        causes = [
            *teller.changes(found),
            *plan_changes(previous, current, before, now),
            *fiche_changes(previous, current),
            *indicator_changes(previous, current),
            *after_the_fact(previous, current),
        ]
    order = list(CAUSES)
    return Changes(
        since=previous.period,
        until=current.period,
        noun=teller.noun,
        constant=constant_set(before, now, previous, current, teller.noun),
        causes=tuple(sorted(_complete(causes, teller, found), key=lambda cause: order.index(cause.cause))),
        actions=tuple(teller.row(one) for one in found),
    )


def _complete(causes: list[Change], teller: Teller, found: list[Moved]) -> list[Change]:
    """Corrected actions that no difference of a word tells (worked out from a word taken back elsewhere) join it."""
    told = {item.code for cause in causes if cause.cause == "corrections" for item in cause.items}
    more = tuple(teller.item(one) for one in found if one.cause == "corrections" and one.row["code"] not in told)
    if not more:
        return causes
    own = next((cause for cause in causes if cause.cause == "corrections"), None)
    items: tuple[Item, ...] = (*(own.items if own else ()), *more)
    words = CAUSES["corrections"]
    whole = Change("corrections", words.group, VALUE.counted(words.lead, len(items)), items)
    return [cause for cause in causes if cause is not own] + [replace(whole)]
