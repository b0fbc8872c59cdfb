"""The yearly review as plain values, every text already written in French."""

from __future__ import annotations

from dataclasses import dataclass

Rows = tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Word:
    """What a report says: of which fiche (« Projet P4 – … »), when and by whom (« 2e trimestre 2026, … »)."""

    fiche: str
    text: str
    signed: str


@dataclass(frozen=True)
class Axis:
    """One axis of the plan; where a table has no row, the sentence beside it says so.

    Attributes:
        done: code, action, when it was said and what it was before.
        changed: indicator, first value, last value, how it moved. rated: objective, rating, comment.
        left: code, action, state, why: what was postponed, suspended, abandoned.
        decisions: code and title, instance and day.
        opening: code, action, first day; `opening_by_fiche` instead when they are many: fiche, how many, first day.
    """

    title: str
    sentence: str
    done_says: str
    done: Rows
    words: tuple[Word, ...]
    changed_says: str
    changed: Rows
    rated: Rows
    left_says: str
    left: Rows
    difficulties: tuple[Word, ...]
    decisions: Rows
    coming: tuple[Word, ...]
    opening: Rows
    opening_by_fiche: Rows

    @property
    def silent(self) -> bool:
        """Nothing was done, said, measured, left or decided here, and nothing is announced."""
        found = (self.done, self.words, self.changed, self.rated, self.left, self.difficulties, self.decisions)
        return not any((*found, self.coming, self.opening, self.opening_by_fiche))


@dataclass(frozen=True)
class Review:
    """Everything that the document prints.

    Attributes:
        period: what it tells (« 4e trimestre 2025 – 3e trimestre 2026 »).
        figures: name, value, coverage. axes_table: axis, rate, répartition.
        other_decisions: those that touch no axis.
        methods: name of a figure, its formula. acronyms: with their meaning.
    """

    period: str
    year: int
    sentences: tuple[str, ...]
    figures: Rows
    axes_table: Rows
    axes: tuple[Axis, ...]
    other_decisions: Rows
    methods: Rows
    acronyms: Rows
