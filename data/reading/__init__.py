"""Read the store: with `data.export`, the only place where the plan's tables are queried for reading.

`heads` says which plans and periods there are, `builder` makes a Situation, `entry` what a form starts from.
"""

from data.reading.builder import situation
from data.reading.heads import Head, PlanHead, head, is_demonstration

__all__ = ["Head", "PlanHead", "head", "is_demonstration", "situation"]
