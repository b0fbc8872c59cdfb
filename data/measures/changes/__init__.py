"""What changed between two Situations of a plan, and why, on a constant set of actions.

A rate may move because actions were done, or because the set moved: a phase opened, fiches were added,
actions were abandoned. The constant set (applicable, period open at both dates) tells the first from the
rest.

    causes       the causes, and which one explains an action
    actions      each changed action · constant: the constant set · plan, fiches, indicators: the rest
    differences  two states compared row by row · subjects, corrections: said in French
    flows        how many went from each status to each other
    told         what comes out · words: how it is said
"""

from data.measures.changes.causes import GROUPS, declined
from data.measures.changes.comparison import compare
from data.measures.changes.constant import set_figure
from data.measures.changes.corrections import Corrections, corrections
from data.measures.changes.scope import same_scope
from data.measures.changes.told import ActionChange, Change, Changes, ConstantSet, Item

__all__ = [
    "GROUPS",
    "ActionChange",
    "Change",
    "Changes",
    "ConstantSet",
    "Corrections",
    "Item",
    "compare",
    "corrections",
    "declined",
    "same_scope",
    "set_figure",
]
