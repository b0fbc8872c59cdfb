"""What the page works with: the rules and thresholds as the plan applies them, and whether they may be changed here."""

from __future__ import annotations

from dataclasses import dataclass

from components import acting
from components.view import View
from data.measures import exceptions, plan_rules
from data.measures.rules import Rule
from data.measures.thresholds import Threshold
from data.permissions import Act


@dataclass(frozen=True)
class Shown:
    """Read once for the page.

    Attributes:
        counts: rule → how many exceptions it raises among what the filter keeps.
        editable: this profile may change them, and the period shown is not a frozen one.
    """

    now: View
    rules: tuple[Rule, ...]
    thresholds: tuple[Threshold, ...]
    counts: dict[str, int]
    editable: bool

    @property
    def sentence(self) -> str:
        return plan_rules.sentence(self.now.whole, self.counts)

    def threshold(self, key: str | None) -> Threshold | None:
        return next((one for one in self.thresholds if one.key == key), None)


def read(now: View) -> Shown:
    """The rules of the period shown: a frozen one keeps those of then."""
    here, before = now.situation, now.previous
    return Shown(
        now,
        plan_rules.rules_of(now.whole),
        plan_rules.thresholds_of(now.whole),
        now.once("comptes", lambda: exceptions.counts_by_rule(exceptions.exceptions(here, before))),
        now.number is None and acting.allowed(now, Act.EDIT_PLAN),
    )
