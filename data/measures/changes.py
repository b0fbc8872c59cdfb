"""What changed between two Situations of a plan, and why, on a constant set of actions.

A rate may move because actions were done, or because the set moved: a phase opened, fiches were added,
actions were abandoned. The constant set (applicable, period open at both dates) tells the first from the
rest.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import pandas as pd

from data.french import capitalised, listing, number, plural, typeset
from data.measures.calendar import has_begun
from data.measures.carrying import last_day
from data.measures.columns import Row, as_date, as_number, records, table, texts
from data.measures.status import OUT_OF_COUNT, UNSAID
from data.measures.wording import since_period
from data.situation import Situation
from data.vocabulary import Status

_MOST_CODES = 6
_RANK = {Status.NOT_STARTED: 0, Status.SUSPENDED: 1, Status.IN_PROGRESS: 2, Status.DONE: 3}


@dataclass(frozen=True)
class Change:
    """One cause of change.

    Attributes:
        cause: stable key (« realisees », « abandonnees », « phase_ouverte »…).
        sentence: French sentence, count and codes included.
        codes: codes of the actions (or fiches) concerned.
    """

    cause: str
    sentence: str
    codes: tuple[str, ...]

    @property
    def count(self) -> int:
        return len(self.codes)


@dataclass(frozen=True)
class ConstantSet:
    """The same actions at both dates.

    Attributes:
        size: actions applicable and open at both dates.
        before, now: how many of them are done.
        known: somebody spoke of one of them at both dates; otherwise no difference is computed.
    """

    size: int
    before: int
    now: int
    known: bool

    @property
    def points(self) -> float | None:
        """Difference of the taux de réalisation in points; None when it cannot be computed."""
        return 100 * (self.now - self.before) / self.size if self.size and self.known else None


@dataclass(frozen=True)
class Changes:
    """Everything that changed from `since` (« depuis le 2e trimestre 2026 ») to now."""

    since: str
    constant: ConstantSet
    causes: tuple[Change, ...]

    @property
    def sentence(self) -> str:
        """The answer first: the difference on the constant set, or that nothing moved."""
        size, points, start = self.constant.size, self.constant.points, capitalised(self.since)
        if points is None:
            moved = listing([cause.sentence.rstrip(".") for cause in self.causes[:1]])
            return typeset(f"{start} : {moved}." if moved else f"Rien n’a changé {self.since}.")
        which = "la seule action ouverte" if size == 1 else f"les {number(size)} actions ouvertes"
        where = f"sur {which} aux deux dates"
        if points == 0 and not self.constant.now:
            return typeset(f"{start}, {where}, aucune n’est réalisée, comme avant.")
        if points == 0:
            return typeset(f"{start}, {where}, autant sont réalisées qu’avant : {number(self.constant.now)}.")
        move = f"{'+' if points > 0 else '−'}{number(abs(points))} {'point' if abs(points) < 2 else 'points'}"
        verb = "sont réalisées" if self.constant.now > 1 else "est réalisée"
        text = f"{number(self.constant.now)} {verb}, contre {number(self.constant.before)} ({move})"
        return typeset(f"{start}, {where}, {text}.")

    @property
    def sentences(self) -> tuple[str, ...]:
        """The answer, then one sentence per cause."""
        return (self.sentence, *(cause.sentence for cause in self.causes))

    @property
    def frame(self) -> pd.DataFrame:
        """One row per cause: Cause, Nombre, Phrase, Codes."""
        rows: list[Row] = [
            {"Cause": c.cause, "Nombre": c.count, "Phrase": c.sentence, "Codes": ", ".join(c.codes)}
            for c in self.causes
        ]
        return table(rows, ("Cause", "Nombre", "Phrase", "Codes"))


def compare(previous: Situation, current: Situation) -> Changes:
    """The changes of the leaves from `previous` to `current`, causes in the order of importance."""
    before, now = _by_code(previous), _by_code(current)
    both = [code for code in now if code in before]
    moved: defaultdict[str, list[str]] = defaultdict(list)
    for code in both:
        cause = _cause(before[code], now[code], previous)
        if cause is not None:
            moved[cause].append(code)
    causes = [_named(cause, moved[cause], [now[code] for code in moved[cause]]) for cause in _SENTENCES if moved[cause]]
    causes += _opened_phases(previous, current, now)
    causes += _plan_changes(previous, current, before, now)
    constant = _constant(previous, current, [(before[code], now[code]) for code in both])
    return Changes(since_period(previous.period), constant, tuple(causes))


def _by_code(situation: Situation) -> dict[str, Row]:
    return {str(row["code"]): row for row in records(situation.leaves)}


def _cause(before: Row, now: Row, previous: Situation) -> str | None:
    """Why the status (or percent) of an action moved; None when it did not."""
    said = now["state_period"]
    if before["status"] == now["status"]:
        return "reculs" if _percent_fell(before, now) else None
    if now["status"] in UNSAID:
        return None if before["status"] in UNSAID else "corrections"
    known = before["status"] not in UNSAID
    if known and said is not None and last_day(said) <= previous.period.ends_on:
        return "corrections"  # another word about a period that `previous` already described
    if now["status"] in _NEW_STATUS:
        return _NEW_STATUS[now["status"]]
    if not known and now["status"] == Status.NOT_STARTED:
        return "premieres_reponses"
    return "reculs" if declined(before, now) else "engagees"


_NEW_STATUS: dict[str, str] = {
    Status.DONE: "realisees",
    Status.ABANDONED: "abandonnees",
    Status.POSTPONED: "reportees",
    Status.SUSPENDED: "suspendues",
    Status.NOT_CONCERNED: "non_concernees",
}

_SENTENCES: dict[str, tuple[str, str]] = {
    "realisees": ("action réalisée", "actions réalisées"),
    "engagees": ("action engagée ou reprise", "actions engagées ou reprises"),
    "abandonnees": ("action abandonnée par décision", "actions abandonnées par décision"),
    "reportees": ("action reportée", "actions reportées"),
    "suspendues": ("action suspendue", "actions suspendues"),
    "reculs": ("action en recul", "actions en recul"),
    "non_concernees": ("action déclarée non concernée", "actions déclarées non concernées"),
    "premieres_reponses": (
        "action renseignée pour la première fois",
        "actions renseignées pour la première fois",
    ),
    "corrections": ("état déjà donné, corrigé", "états déjà donnés, corrigés"),
}


def declined(before: Row, now: Row) -> bool:
    """The action went back: a lower status (done, under way, suspended, not started) or a lower percent."""
    old, new = _RANK.get(before["status"]), _RANK.get(now["status"])
    if old is None or new is None:
        return False
    return new < old or (new == old and _percent_fell(before, now))


def _percent_fell(before: Row, now: Row) -> bool:
    old, new = as_number(before["percent"]), as_number(now["percent"])
    return old is not None and new is not None and new < old


def _named(cause: str, codes: Sequence[str], rows: Sequence[Row]) -> Change:
    one, many = _SENTENCES[cause]
    words = f"{plural(len(codes), one, many)} : {_codes(codes)}"
    if cause in ("abandonnees", "reportees"):
        decisions = dict.fromkeys(str(row["decision"]) for row in rows if row["decision"])
        words += f" (décision : {listing(list(decisions), 2)})" if decisions else " (décision non précisée)"
    return Change(cause, typeset(f"{words}."), tuple(codes))


def _codes(codes: Sequence[str]) -> str:
    return listing(list(codes), _MOST_CODES)


def _opened_phases(previous: Situation, current: Situation, now: dict[str, Row]) -> list[Change]:
    """Periods that have begun in between, phase by phase; a phase already open has only grown."""
    found: defaultdict[str | None, list[str]] = defaultdict(list)
    under_way: set[str | None] = set()
    for code, row in now.items():
        first = as_date(row["starts_on"])
        if has_begun(first, previous.as_of):
            under_way.add(row["phase"])
        elif has_begun(first, current.as_of):
            found[row["phase"]].append(code)
    return [_opening(phase, codes, phase not in under_way) for phase, codes in found.items()]


def _opening(phase: str | None, codes: Sequence[str], whole: bool) -> Change:
    count = plural(len(codes), "action de plus est ouverte", "actions de plus sont ouvertes")
    if whole and phase:
        return Change("phase_ouverte", typeset(f"La phase {phase} a commencé : {count}."), tuple(codes))
    return Change("periode_ouverte", typeset(f"{count} : {_codes(codes)}."), tuple(codes))


def _plan_changes(previous: Situation, current: Situation, before: Iterable[str], now: Iterable[str]) -> list[Change]:
    """Fiches and actions added to the plan or taken out of it."""
    fiches, known_fiches = texts(current.fiches, "code"), set(texts(previous.fiches, "code"))
    old, new = list(before), list(now)
    old_set, new_set = set(old), set(new)
    parts = (
        (
            "fiches_ajoutees",
            "nouvelle fiche",
            "nouvelles fiches",
            [f for f in fiches if f and f not in known_fiches],
        ),
        ("actions_ajoutees", "nouvelle action", "nouvelles actions", [c for c in new if c not in old_set]),
        (
            "actions_retirees",
            "action retirée du plan",
            "actions retirées du plan",
            [c for c in old if c not in new_set],
        ),
    )
    return [
        Change(cause, typeset(f"{plural(len(codes), one, many)} : {_codes(codes)}."), tuple(codes))
        for cause, one, many, codes in parts
        if codes
    ]


def _constant(previous: Situation, current: Situation, pairs: Sequence[tuple[Row, Row]]) -> ConstantSet:
    same = [(before, now) for before, now in pairs if _counts(before, previous) and _counts(now, current)]
    return ConstantSet(
        size=len(same),
        before=sum(before["status"] == Status.DONE for before, _ in same),
        now=sum(now["status"] == Status.DONE for _, now in same),
        known=any(b["status"] not in UNSAID for b, _ in same) and any(n["status"] not in UNSAID for _, n in same),
    )


def _counts(row: Row, situation: Situation) -> bool:
    open_then = has_begun(as_date(row["starts_on"]), situation.as_of)
    return open_then and not row["recurrent"] and row["status"] not in OUT_OF_COUNT
