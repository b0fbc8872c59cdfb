"""What changed, as values: causes with what they concern, the constant set, one row an action."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from data.french import capitalised, listing, number, plural, typeset
from data.measures.changes.causes import CAUSES
from data.measures.changes.words import between, elided
from data.measures.columns import Row, table
from data.measures.nouns import Noun
from data.measures.thresholds import small
from data.period import Period

FEW, SOME, MOST = 2, 4, 6
"""Things named with their title in a sentence, with a word of explanation, by their code at most."""


@dataclass(frozen=True)
class Item:
    """One thing concerned by a cause.

    Attributes:
        code, title: of an action, a fiche, an indicator, a decision.
        fiche: code of the fiche where it is read; None when it belongs to none.
        text: what happened to it, in sentences.
        short: the same in one breath, for a sentence that names few; tag: in a word or two, when there are more.
    """

    code: str
    title: str = ""
    fiche: str | None = None
    text: str = ""
    short: str = ""
    tag: str = ""


@dataclass(frozen=True)
class Change:
    """One cause of change.

    Attributes:
        cause: stable key (« realisees », « abandonnees », « phase_ouverte »…).
        group: which part of the story it belongs to, a key of `causes.GROUPS`.
        lead: « 2 actions abandonnées par décision ».
        items: what is concerned, in the plan's order.
        listed: the sentence names them; otherwise the lead says it all.
        note: a sentence that goes with it; may be empty.
    """

    cause: str
    group: str
    lead: str
    items: tuple[Item, ...]
    listed: bool = True
    note: str = ""

    @property
    def codes(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(item.code for item in self.items))

    @property
    def count(self) -> int:
        return len(self.items)

    @property
    def sentence(self) -> str:
        """The cause alone, for a list of causes: count, codes, and titles when they are few."""
        named = listing(list(dict.fromkeys(self._named(item) for item in self.items)), MOST) if self.listed else ""
        words = f"{self.lead} : {named}." if named else f"{self.lead}."
        return typeset(f"{words} {self.note}".rstrip())

    def _named(self, item: Item) -> str:
        many = len(self.items) > FEW
        words = item.code if many or not item.title else f"{item.code} « {item.title} »"
        aside = item.tag if many else item.short
        return f"{words} ({aside})" if aside and len(self.items) <= SOME else words


Part = tuple[str, tuple[str, ...]]
"""(a cause of entering or leaving the set, agreed words; the codes concerned)."""


@dataclass(frozen=True)
class ConstantSet:
    """The same actions at both dates, and how the set itself moved.

    Attributes:
        size: actions applicable and open at both dates.
        before, now: how many of them are done.
        known: somebody spoke of one of them at both dates; otherwise no difference is computed.
        entered: those open and applicable now only, by reason; left: those that no longer are.
    """

    size: int
    before: int
    now: int
    known: bool
    entered: tuple[Part, ...] = ()
    left: tuple[Part, ...] = ()

    @property
    def points(self) -> float | None:
        """Difference of the taux de réalisation in points; None when it cannot be computed."""
        return 100 * (self.now - self.before) / self.size if self.size and self.known else None

    @property
    def open_before(self) -> int:
        """Actions open and applicable at the first date."""
        return self.size + sum(len(codes) for _, codes in self.left)

    @property
    def open_now(self) -> int:
        """Actions open and applicable at the second date."""
        return self.size + sum(len(codes) for _, codes in self.entered)


@dataclass(frozen=True)
class ActionChange:
    """One changed action: before and after as words, one cause, the decision or the reason, who said it."""

    code: str
    title: str
    fiche: str | None
    cause: str
    named: str
    before: str
    after: str
    why: str
    said_by: str
    status: str | None


ACTION_COLUMNS = ("Code", "Intitulé", "Avant", "Après", "Cause", "Décision ou motif", "Dit par")


@dataclass(frozen=True)
class Changes:
    """Everything that changed from the period `since` to the period `until`, both as of their end."""

    since: Period
    until: Period
    noun: Noun
    constant: ConstantSet
    causes: tuple[Change, ...]
    actions: tuple[ActionChange, ...]

    @property
    def sentence(self) -> str:
        """The answer first: the difference on the constant set, or that nothing moved."""
        if self.since == self.until:
            return same_period(self.until, self.causes)
        start, same = between(self.since, self.until), self.constant
        points = same.points
        if points is None:
            moved = [cause.sentence.rstrip(".") for cause in self.causes[:1]]
            return typeset(f"{capitalised(start)} : {moved[0]}." if moved else f"Rien n’a changé {start}.")
        which = "{noun} ouvert{e}{s}" if same.size > 1 else "{noun} ouvert{e}"
        article = f"les {number(same.size)} " if same.size > 1 else "la seule " if self.noun.feminine else "le seul "
        where = f"sur {article}{self.noun.agreed(which, same.size)} aux deux dates"
        return typeset(f"{capitalised(start)}, {where}, {self._moved(points)}.")

    def _moved(self, points: float) -> str:
        same, noun = self.constant, self.noun
        if points == 0 and not same.now:
            return noun.agreed("aucun{e} n’est réalisé{e}, comme avant", 1)
        if points == 0:
            return noun.agreed("autant {est} réalisé{e}{s} qu’avant", 2) + f" : {number(same.now)}"
        sign, unit = "+" if points > 0 else "−", "point" if abs(points) < 2 else "points"
        move = "" if small(same.size) else f" ({sign}{number(abs(points))} {unit})"
        if not same.now:
            return noun.agreed("aucun{e} n’est plus réalisé{e}", 1) + f", contre {number(same.before)}{move}"
        return f"{noun.counted('{est} réalisé{e}{s}', same.now)}, contre {number(same.before)}{move}"

    @property
    def of_the_set(self) -> str:
        """How the set of open actions itself moved, which is another matter than its rate; empty when it did not."""
        same = self.constant
        if self.since == self.until or not (same.entered or same.left):
            return ""
        before, now = number(same.open_before), number(same.open_now)
        move = f"passe de {before} à {now}" if before != now else f"reste de {now}"
        parts = [_parts(same.entered, "s’ajoute", "s’ajoutent"), _parts(same.left, "en sort", "en sortent")]
        which = elided(self.noun.agreed("{noun} ouvert{e}{s}", 2))
        return typeset(f"Le nombre {which} {move} : {' ; '.join(part for part in parts if part)}.")

    @property
    def sentences(self) -> tuple[str, ...]:
        """The answer, then one sentence per cause."""
        return (self.sentence, *(cause.sentence for cause in self.causes))

    @property
    def brief(self) -> tuple[str, ...]:
        """The answer and its main causes: for a page that speaks of other things too."""
        told = (cause.sentence for cause in self.causes if CAUSES[cause.cause].headline)
        return tuple(line for line in (self.sentence, self.of_the_set, *told) if line)

    def of(self, *groups: str) -> tuple[Change, ...]:
        """The causes of some groups, in order."""
        return tuple(cause for cause in self.causes if cause.group in groups)

    @property
    def frame(self) -> pd.DataFrame:
        """One row per cause: Cause, Nombre, Phrase, Codes."""
        return causes_frame(self.causes)

    def table(self, statuses: Sequence[str] = ()) -> pd.DataFrame:
        """One row an action, columns ACTION_COLUMNS; `statuses` keeps those that end in one of these."""
        rows: list[Row] = [
            dict(zip(ACTION_COLUMNS, (a.code, a.title, a.before, a.after, a.named, a.why, a.said_by), strict=True))
            for a in self.kept(statuses)
        ]
        return table(rows, ACTION_COLUMNS)

    def kept(self, statuses: Sequence[str] = ()) -> tuple[ActionChange, ...]:
        """The changed actions that end in one of these statuses (all of them without one)."""
        return tuple(action for action in self.actions if not statuses or action.status in statuses)


def causes_frame(causes: Sequence[Change]) -> pd.DataFrame:
    """One row per cause: Cause, Nombre, Phrase, Codes."""
    rows: list[Row] = [
        {"Cause": c.cause, "Nombre": c.count, "Phrase": c.sentence, "Codes": ", ".join(c.codes)} for c in causes
    ]
    return table(rows, ("Cause", "Nombre", "Phrase", "Codes"))


def _parts(parts: Sequence[Part], one: str, many: str) -> str:
    """« 3 reportées et 2 abandonnées en sortent »; empty without any."""
    count = sum(len(codes) for _, codes in parts)
    words = listing([f"{number(len(codes))} {reason}" for reason, codes in parts])
    return f"{words} {many if count > 1 else one}" if count else ""


def same_period(period: Period, causes: Sequence[Change]) -> str:
    """How many differences there are between two states of one period."""
    count = sum(cause.count for cause in causes)
    where = f"les deux états {period.of}"
    if not count:
        return typeset(f"Aucune différence entre {where}.")
    return typeset(f"{plural(count, 'différence')} entre {where}.")
