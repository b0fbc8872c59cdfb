"""The constant set: the same actions at both dates, and what made the set itself move."""

from __future__ import annotations

from collections.abc import Mapping

from data.measures.calendar import has_begun
from data.measures.changes.told import ConstantSet, Part
from data.measures.changes.words import Noun
from data.measures.columns import Row, as_date
from data.measures.status import OUT_OF_COUNT, UNSAID
from data.situation import Situation
from data.vocabulary import Status

_OUT: dict[str, str] = {
    Status.ABANDONED: "abandonné{e}{s}",
    Status.POSTPONED: "reporté{e}{s}",
    Status.NOT_CONCERNED: "non concerné{e}{s}",
}
_ADDED, _RETIRED = "ajouté{e}{s} au plan", "retiré{e}{s} du plan"
_OPENED, _RESUMED, _OTHERWISE = "dont la période a commencé", "repris{es}", "dont le calendrier ou le rythme a changé"


def constant_set(
    before: Mapping[str, Row], now: Mapping[str, Row], previous: Situation, current: Situation, noun: Noun
) -> ConstantSet:
    """What of the leaves (by code) is applicable and open at both dates, and what at one of them only."""
    old = {code for code, row in before.items() if counts(row, previous)}
    new = {code for code, row in now.items() if counts(row, current)}
    same = [(before[code], now[code]) for code in now if code in old and code in new]
    return ConstantSet(
        size=len(same),
        before=sum(b["status"] == Status.DONE for b, _ in same),
        now=sum(n["status"] == Status.DONE for _, n in same),
        known=any(b["status"] not in UNSAID for b, _ in same) and any(n["status"] not in UNSAID for _, n in same),
        entered=_parts({code: _why_in(before.get(code), previous) for code in now if code in new - old}, noun),
        left=_parts({code: _why_out(now.get(code)) for code in before if code in old - new}, noun),
    )


def counts(row: Row, situation: Situation) -> bool:
    """In the denominator of the open actions."""
    return _open(row, situation) and not row["recurrent"] and row["status"] not in OUT_OF_COUNT


def _open(row: Row, situation: Situation) -> bool:
    return has_begun(as_date(row["starts_on"]), situation.as_of)


def _why_in(before: Row | None, previous: Situation) -> str:
    if before is None:
        return _ADDED
    if before["status"] in OUT_OF_COUNT:
        return _RESUMED
    return _OTHERWISE if _open(before, previous) else _OPENED


def _why_out(now: Row | None) -> str:
    if now is None:
        return _RETIRED
    return _OUT.get(now["status"], _OTHERWISE)


def _parts(reasons: Mapping[str, str], noun: Noun) -> tuple[Part, ...]:
    """Codes by reason, most numerous first."""
    by_reason: dict[str, list[str]] = {}
    for code, reason in reasons.items():
        by_reason.setdefault(reason, []).append(code)
    ordered = sorted(by_reason.items(), key=lambda part: (-len(part[1]), part[0]))
    return tuple((noun.agreed(reason, len(codes)), tuple(codes)) for reason, codes in ordered)
