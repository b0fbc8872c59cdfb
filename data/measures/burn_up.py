"""Burn-up: how many actions are done, period after period, against the scope and the plan's own calendar.

The scope is the denominator of every rate (applicable actions, their period begun or not), as each period's own
Situation knows it: when it moves, what entered and what left is named. The planned path counts the actions of that
scope whose period ends by the end of the period; after the last followed period, it is the path of the scope as it
stands. Nothing is drawn between two ends of period.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

import pandas as pd

from data.french import capitalised, listing, number, typeset
from data.measures import calendar
from data.measures.changes.actions import leaves_by_code
from data.measures.changes.constant import scope_moves
from data.measures.changes.told import Part
from data.measures.columns import table
from data.measures.nouns import Noun, leaf_noun
from data.measures.tally import applicable, tally
from data.measures.wording import at_period
from data.period import Period
from data.situation import Situation

COLUMNS = ("Période", "Réalisées", "Attendues", "dont réalisées", "Périmètre", "Ce qui a changé du périmètre")


@dataclass(frozen=True)
class Step:
    """One followed period.

    Attributes:
        on: last day described.
        done: actions of the scope that are done; None when nobody spoke of any.
        scope: applicable actions.
        expected: those of them whose period has ended; kept: how many of these are done (None as for `done`).
        entered, left: what moved the scope since the step before, by reason.
    """

    period: Period
    on: date
    done: int | None
    scope: int
    expected: int
    kept: int | None
    entered: tuple[Part, ...] = ()
    left: tuple[Part, ...] = ()

    @property
    def moves(self) -> str:
        """« sortent 2 abandonnées ; entre 1 reprise »; empty when the scope holds the same actions."""
        parts = (_moved(self.left, "sort", "sortent"), _moved(self.entered, "entre", "entrent"))
        return typeset(" ; ".join(part for part in parts if part))


def _moved(parts: Sequence[Part], one: str, many: str) -> str:
    count = sum(len(codes) for _, codes in parts)
    words = listing([f"{number(len(codes))} {reason}" for reason, codes in parts])
    return f"{many if count > 1 else one} {words}" if count else ""


@dataclass(frozen=True)
class BurnUp:
    """The followed periods, oldest first, and the planned path after them.

    Attributes:
        ahead: (period, actions of the scope whose period ends by its end), where that count moves; the last one is
            the plan's last.
        noun: what the plan calls what is counted.
    """

    steps: tuple[Step, ...]
    ahead: tuple[tuple[Period, int], ...]
    noun: Noun

    @property
    def drawable(self) -> bool:
        """There is a scope, and somebody spoke of it."""
        return any(step.done is not None for step in self.steps)

    @property
    def sentence(self) -> str:
        """The last step, against the calendar, then what became of the scope since the first."""
        if not self.steps or not self.steps[-1].scope:
            nothing = self.noun.agreed("aucun{e} {noun}", 1)
            return typeset(f"{capitalised(nothing)} de cette sélection ne compte dans un taux : rien à cumuler.")
        first, last = self.steps[0], self.steps[-1]
        when, whole = capitalised(at_period(last.period)), self.noun.counted("{noun}", last.scope)
        if last.done is None:
            return typeset(f"{when}, personne n’a encore donné l’état d’une ligne du périmètre : {whole}.")
        words = "{noun} réalisé{e}{s}"
        done = self.noun.counted(words, last.done) if last.done else self.noun.agreed(f"aucun{{e}} {words}", 1)
        said = f"{when}, {done} sur un périmètre de {whole} ; {self._due(last)}"
        return typeset(f"{said}{self._scope_words(first, last)}.")

    def _due(self, last: Step) -> str:
        if not last.expected:
            return "d’après le calendrier, rien ne devait encore être achevé"
        count, kept = number(last.expected), last.kept or 0
        are = "le sont" if kept > 1 else "l’est"
        among = f"{number(kept)} {are}" if kept else self.noun.agreed("aucun{e} ne l’est", 1)
        due = self.noun.agreed("être achevé{e}{s}", last.expected)
        verb = "devaient" if last.expected > 1 else "devait"
        return f"d’après le calendrier, {count} {verb} {due} à cette date, {among}"

    def _scope_words(self, first: Step, last: Step) -> str:
        gained = last.scope - first.scope
        if first is last:
            return ""
        if not gained:
            return f" ; le périmètre est aussi grand qu’{at_period(first.period)}"
        verb = "gagné" if gained > 0 else "perdu"
        return f" ; le périmètre a {verb} {self.noun.counted('{noun}', abs(gained))} depuis {first.period.the}"

    @property
    def frame(self) -> pd.DataFrame:
        """One line a followed period, then the planned path. Columns: COLUMNS."""
        rows = [(s.period.label, s.done, s.expected, s.kept, s.scope, s.moves or "—") for s in self.steps]
        rows += [(period.label, None, count, None, None, "à venir") for period, count in self.ahead]
        return table([dict(zip(COLUMNS, row, strict=True)) for row in rows], COLUMNS)


def burn_up(situations: Sequence[Situation]) -> BurnUp:
    """The burn-up of one selection, from its Situation at each followed period (at least one, in any order)."""
    ordered = sorted(situations, key=lambda each: each.period)
    steps = [_step(each) for each in ordered]
    noun, rows = leaf_noun(ordered[-1]), [leaves_by_code(each) for each in ordered]
    for at in range(1, len(steps)):
        entered, left = scope_moves(rows[at - 1], rows[at], noun)
        steps[at] = replace(steps[at], entered=entered, left=left)
    return BurnUp(tuple(steps), tuple(_ahead(ordered[-1])), noun)


def _step(here: Situation) -> Step:
    scope = applicable(here.leaves)
    counts, ended = tally(scope), tally(calendar.ended(scope, here.as_of))
    done, kept = (counts.done, ended.done) if counts.known else (None, None)
    return Step(here.period, here.as_of, done, counts.applicable, ended.applicable, kept)


def _ahead(here: Situation) -> list[tuple[Period, int]]:
    scope, found = applicable(here.leaves), list[tuple[Period, int]]()
    count = len(calendar.ended(scope, here.as_of))
    period = here.period.shift(1)
    while period.starts_on <= here.plan.ends_on:
        before, count = count, len(calendar.ended(scope, period.ends_on))
        if count != before or period.ends_on >= here.plan.ends_on:
            found.append((period, count))
        period = period.shift(1)
    return found
