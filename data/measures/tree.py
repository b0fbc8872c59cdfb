"""The plan's tree: each heading and fiche with what its leaves say, descendants included.

A heading's figures are over its leaves, never a mean of means. Parts of one level add up to the level above.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

import pandas as pd

from data.french import typeset
from data.measures.columns import Row, absent, as_number, keep, records, texts
from data.measures.figure import Figure, Stamp
from data.measures.rates import completion
from data.measures.tally import Tally, tally_by
from data.selection import Filter
from data.situation import Situation
from data.vocabulary import DISPLAY_ORDER

_NOTHING = Tally()


@dataclass(frozen=True)
class Branch:
    """One heading or fiche of the plan.

    Attributes:
        kind: « heading » or « fiche »; codes are unique within a kind.
        level: the plan's own word (« Axe », « Projet »).
        depth: 1 for an axis; a fiche is one deeper than its heading.
        parent: code of the heading above, None for an axis.
        line: line of the plan's document.
        tally: the rates' counts, every leaf below included.
        counts: Status value → number of leaves; sums to `tally.total`.
        own: leaves hanging straight from it, that no branch below holds.
    """

    kind: Literal["heading", "fiche"]
    code: str
    title: str
    level: str
    depth: int
    parent: str | None
    line: int | None
    tally: Tally
    counts: Mapping[str, int]
    own: int


def branches(situation: Situation) -> list[Branch]:
    """Every heading and fiche in reading order: a heading, its fiches, then the headings below."""
    below: dict[str | None, list[Row]] = {}
    for row in records(situation.headings):
        below.setdefault(row["parent_code"], []).append(row)
    fiches: dict[str, list[Row]] = {}
    for row in records(situation.fiches):
        fiches.setdefault(str(row["heading_code"]), []).append(row)
    counted = _Counted(situation.leaves, below)
    return list(_walk(None, below, fiches, counted, str(situation.plan.levels["fiche"] or "Fiche")))


def word_of(fiche: Row, plan_word: str) -> str:
    """What the document calls a fiche: the plan's word, unless it has its own for this one."""
    return plan_word if absent(fiche["level_name"]) else str(fiche["level_name"])


def kept(found: Sequence[Branch], wanted: Filter) -> list[Branch]:
    """The branches that a selection leaves: those with a leaf; a part of the tree keeps all that it holds."""
    if not wanted.count:
        return list(found)
    parent = {branch.code: branch.parent for branch in found if branch.kind == "heading"}
    held: set[str | None] = set()
    for branch in found if wanted.tree_only else ():
        above = branch.parent if branch.kind == "fiche" else None
        while above is not None and above not in held:
            held.add(above)
            above = parent.get(above)
    return [
        branch
        for branch in found
        if branch.tally.total or (wanted.tree_only and (branch.kind == "fiche" or branch.code in held))
    ]


class _Counted:
    """Counts of the leaves by heading (descendants included) and by fiche."""

    def __init__(self, leaves: pd.DataFrame, below: Mapping[str | None, list[Row]]) -> None:
        headings, fiches = texts(leaves, "heading_code"), texts(leaves, "fiche_code")
        statuses = texts(leaves, "status")
        self.below = below
        self._heading, self._fiche = tally_by(leaves, headings), tally_by(leaves, fiches)
        self._in_heading: dict[str | None, Counter[str]] = {}
        self._in_fiche: dict[str | None, Counter[str]] = {}
        self._own: Counter[str | None] = Counter()
        for heading, fiche, status in zip(headings, fiches, statuses, strict=True):
            self._in_heading.setdefault(heading, Counter())[str(status)] += 1
            self._in_fiche.setdefault(fiche, Counter())[str(status)] += 1
            self._own[heading] += fiche is None

    def heading(self, code: str) -> tuple[Tally, Counter[str]]:
        tally = self._heading.get(code, _NOTHING)
        counts = Counter(self._in_heading.get(code, Counter()))
        for child in self.below.get(code, []):
            more, met = self.heading(str(child["code"]))
            tally, counts = tally + more, counts + met
        return tally, counts

    def fiche(self, code: str) -> tuple[Tally, Counter[str]]:
        return self._fiche.get(code, _NOTHING), self._in_fiche.get(code, Counter())

    def own(self, code: str) -> int:
        """Leaves that hang from the heading itself, not from one of its fiches."""
        return self._own[code]


def _walk(
    above: str | None,
    below: Mapping[str | None, list[Row]],
    fiches: Mapping[str, list[Row]],
    counted: _Counted,
    fiche_word: str,
) -> Iterator[Branch]:
    for row in below.get(above, []):
        code, depth = str(row["code"]), int(row["depth"])
        tally, counts = counted.heading(code)
        yield _branch("heading", row, str(row["level_name"]), depth, above, tally, counts, counted.own(code))
        for fiche in fiches.get(code, []):
            tally, counts = counted.fiche(str(fiche["code"]))
            yield _branch("fiche", fiche, word_of(fiche, fiche_word), depth + 1, code, tally, counts, tally.total)
        yield from _walk(code, below, fiches, counted, fiche_word)


def _branch(
    kind: Literal["heading", "fiche"],
    row: Row,
    level: str,
    depth: int,
    parent: str | None,
    tally: Tally,
    counts: Mapping[str, int],
    own: int,
) -> Branch:
    line = as_number(row["source_line"])
    ordered = {str(status): counts.get(str(status), 0) for status in DISPLAY_ORDER}
    return Branch(
        kind, str(row["code"]), str(row["title"]), level, depth, parent,
        None if line is None else int(line), tally, ordered, own,
    )  # fmt: skip


def branch_figure(situation: Situation, branch: Branch) -> Figure:
    """The rate of one heading or fiche, with the rows that it counts."""
    title = typeset(f"{branch.level} {branch.code} · {branch.title}")
    cohort = typeset(f"les actions de « {title} »")
    stamp = Stamp(situation.as_of, situation.period.code)
    return completion(branch_leaves(situation, branch), cohort, stamp, f"{branch.kind}_{branch.code}", title)


def branch_leaves(situation: Situation, branch: Branch) -> pd.DataFrame:
    """The leaves of one heading or fiche, those of the branches below included."""
    leaves = situation.leaves
    if branch.kind == "fiche":
        return keep(leaves, [code == branch.code for code in texts(leaves, "fiche_code")])
    under = {code for code in texts(situation.headings, "code") if code and _is_under(situation, code, branch.code)}
    return keep(leaves, [code in under for code in texts(leaves, "heading_code")])


def _is_under(situation: Situation, code: str, above: str) -> bool:
    return any(row["code"] == above for row in path(situation, code))


def path(situation: Situation, heading_code: str) -> list[Row]:
    """The headings from the axis down to `heading_code`, included; empty when the plan has no such code."""
    by_code = {row["code"]: row for row in records(situation.headings)}
    found: list[Row] = []
    code: str | None = heading_code
    while code in by_code:
        found.insert(0, by_code[code])
        code = by_code[code]["parent_code"]
    return found
