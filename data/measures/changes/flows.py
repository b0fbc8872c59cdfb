"""Status flows: how many actions went from each status to each other one, between two periods.

Counted on the actions that both Situations follow, recurrent ones left out (their status comes back with each
round). A row sums to what had that status at the start; actions that only one of the two holds have a row and a
column of their own, so that nothing is lost: rows sum to the first total plus what entered, columns to the second
plus what left. Several kinds of « nobody spoke » stay apart, as everywhere.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from data.french import capitalised, number, typeset
from data.measures.changes.actions import leaves_by_code
from data.measures.changes.words import between
from data.measures.columns import Row, table
from data.measures.nouns import Noun, action_noun
from data.period import Period
from data.situation import Situation
from data.vocabulary import DISPLAY_ORDER, Status, label

End = Status | None
"""A status, or None: the plan did not hold the action then."""

_ABSENT_BEFORE, _ABSENT_AFTER = "Pas encore au plan", "Plus au plan"
_RANK = {Status.NOT_STARTED: 0, Status.SUSPENDED: 1, Status.IN_PROGRESS: 2, Status.DONE: 3}
_AGREED: dict[Status, str] = {
    Status.DONE: "réalisé{e}{s}",
    Status.IN_PROGRESS: "en cours",
    Status.NOT_STARTED: "non engagé{e}{s}",
    Status.SUSPENDED: "suspendu{e}{s}",
    Status.POSTPONED: "reporté{e}{s}",
    Status.ABANDONED: "abandonné{e}{s}",
    Status.NOT_REPORTED: "non renseigné{e}{s}",
    Status.UPCOMING: "à venir",
    Status.NOT_CONCERNED: "non concerné{e}{s}",
}
ACTION_COLUMNS = ("Code", "Intitulé", "Fiche", "Avant", "Après")


@dataclass(frozen=True)
class Flow:
    """The actions (by code, in the plan's order) that had one status at the start and have another, or the same."""

    start: End
    end: End
    codes: tuple[str, ...]

    @property
    def key(self) -> str:
        """« en_cours.realisee »: what an address holds."""
        return f"{self.start or '-'}.{self.end or '-'}"

    @property
    def moved(self) -> bool:
        return self.start != self.end


@dataclass(frozen=True)
class Flows:
    """Every flow between two periods that holds at least one action, in order of display.

    rows: code → (row of the start, row of the end), None where the plan did not hold it. recurrent: left out.
    """

    since: Period
    until: Period
    noun: Noun
    flows: tuple[Flow, ...]
    rows: Mapping[str, tuple[Row | None, Row | None]]
    recurrent: int

    def count(self, start: End, end: End) -> int:
        return sum(len(flow.codes) for flow in self.flows if (flow.start, flow.end) == (start, end))

    @property
    def starts(self) -> list[End]:
        """The rows of the table, in order."""
        return _ordered({flow.start for flow in self.flows})

    @property
    def ends(self) -> list[End]:
        """The columns of the table, in order."""
        return _ordered({flow.end for flow in self.flows})

    @property
    def moved(self) -> tuple[Flow, ...]:
        """Those that changed of status, most numerous first."""
        return tuple(sorted((flow for flow in self.flows if flow.moved), key=lambda flow: -len(flow.codes)))

    @property
    def sentence(self) -> str:
        """How many changed of status among how many, and what was left out."""
        both = sum(len(f.codes) for f in self.flows if f.start and f.end)
        changed = sum(len(f.codes) for f in self.flows if f.start and f.end and f.moved)
        start = capitalised(between(self.since, self.until))
        whole = self.noun.counted("{noun} suivi{e}{s} aux deux dates", both)
        none = self.noun.agreed("aucun{e} n’a", 1)
        what = f"{number(changed)} {self.noun.agreed('{a}', changed)}" if changed else none
        said = f"{start}, sur {whole}, {what} changé d’état."
        if self.recurrent:
            apart = self.noun.counted("récurrent{e}{s} mis{es} à part", self.recurrent)
            said += f" {apart} : l’état revient à chaque cycle."
        return typeset(said)

    @property
    def sentences(self) -> tuple[str, ...]:
        """One for each flow that moved: « 6 actions passent de « en cours » à « réalisée » »."""
        return tuple(self.told(flow) for flow in self.moved)

    def told(self, flow: Flow) -> str:
        """A flow in French."""
        count = len(flow.codes)
        if flow.start is None or flow.end is None:
            words = "entre{nt} dans le plan" if flow.start is None else "{est} sorti{e}{s} du plan"
            return typeset(
                self.noun.counted(f"{{noun}} {words}", count) + self._as(flow.end or flow.start, count) + "."
            )
        start, end = self.noun.agreed(_AGREED[flow.start], count), self.noun.agreed(_AGREED[flow.end], count)
        if not flow.moved:
            return typeset(f"{self.noun.counted('{noun} reste{nt}', count)} {end}.")
        if _fell(flow.start, flow.end):
            verb = "redeviennent" if count > 1 else "redevient"
            return typeset(f"{self.noun.counted(f'{{noun}} {start}', count)} {verb} {end}.")
        return typeset(f"{self.noun.counted('{noun} passe{nt}', count)} de « {start} » à « {end} ».")

    def _as(self, status: End, count: int) -> str:
        return f", {self.noun.agreed(_AGREED[status], count)}" if status else ""

    @property
    def frame(self) -> pd.DataFrame:
        """The matrix with its totals: « De / à », one column a status of the end, « Total »."""
        ends = self.ends
        names = ["De ↓ à →", *(end_words(end, before=False) for end in ends), "Total"]
        rows: list[Row] = []
        for start in self.starts:
            counts = [self.count(start, end) for end in ends]
            rows.append(dict(zip(names, (end_words(start, before=True), *counts, sum(counts)), strict=True)))
        totals = [sum(self.count(start, end) for start in self.starts) for end in ends]
        rows.append(dict(zip(names, ("Total", *totals, sum(totals)), strict=True)))
        return table(rows, names)

    def listed(self, flow: Flow) -> pd.DataFrame:
        """The actions of a flow. Columns: ACTION_COLUMNS."""
        rows: list[Row] = []
        for code in flow.codes:
            before, after = self.rows[code]
            row = after or before or {}
            words = (code, typeset(str(row["title"])), row["fiche_code"],
                     end_words(flow.start, before=True), end_words(flow.end, before=False))  # fmt: skip
            rows.append(dict(zip(ACTION_COLUMNS, words, strict=True)))
        return table(rows, ACTION_COLUMNS)


def end_words(end: End, *, before: bool) -> str:
    """A status as a heading; None says that the plan did not hold the action."""
    return label(end) if end else _ABSENT_BEFORE if before else _ABSENT_AFTER


def flows(previous: Situation, current: Situation) -> Flows:
    """The flows from `previous` to `current`, both narrowed the same way (`scope.same_scope`)."""
    before, now = leaves_by_code(previous), leaves_by_code(current)
    both = {code: (before.get(code), row) for code, row in now.items()}
    both |= {code: (row, None) for code, row in before.items() if code not in now}
    counted = {code: pair for code, pair in both.items() if not any(row and row["recurrent"] for row in pair)}
    found: dict[tuple[End, End], list[str]] = {}
    for code, (old, new) in counted.items():
        found.setdefault((_status(old), _status(new)), []).append(code)
    listed = [Flow(start, end, tuple(codes)) for (start, end), codes in found.items()]
    order = [*DISPLAY_ORDER, None]
    listed.sort(key=lambda flow: (order.index(flow.start), order.index(flow.end)))
    return Flows(
        previous.period, current.period, action_noun(current), tuple(listed), counted, len(both) - len(counted)
    )


def _status(row: Row | None) -> End:
    return None if row is None else Status(str(row["status"]))


def _fell(start: Status, end: Status) -> bool:
    old, new = _RANK.get(start), _RANK.get(end)
    return old is not None and new is not None and new < old


def _ordered(ends: set[End]) -> list[End]:
    return [each for each in (*DISPLAY_ORDER, None) if each in ends]
