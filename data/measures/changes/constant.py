"""The constant set: the same actions at both dates, and what made the set itself move."""

from __future__ import annotations

from collections.abc import Mapping

from data.french import number, typeset
from data.measures.calendar import has_begun
from data.measures.changes.actions import leaves_by_code
from data.measures.changes.told import ConstantSet, Part
from data.measures.columns import Row, as_date, keep, table
from data.measures.figure import NOT_COMPUTABLE, Figure
from data.measures.nouns import Noun, action_noun
from data.measures.rates import coverage
from data.measures.status import OUT_OF_COUNT, UNSAID
from data.situation import Situation
from data.vocabulary import Status, label

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


SET_COLUMNS = ("Code", "Intitulé", "Avant", "Après", "Compte")
_BOTH, _FIRST_ONLY, _SECOND_ONLY = "aux deux dates", "au départ seulement", "à l’arrivée seulement"


def set_figure(previous: Situation, current: Situation) -> Figure:
    """The difference of the taux de réalisation on the constant set, in points, with every action that it counts."""
    before, now = leaves_by_code(previous), leaves_by_code(current)
    noun = action_noun(current)
    found = constant_set(before, now, previous, current, noun)
    rows: list[Row] = []
    for code in dict.fromkeys((*now, *before)):
        first, last = before.get(code), now.get(code)
        old, new = bool(first and counts(first, previous)), bool(last and counts(last, current))
        row = last or first
        if row is not None and (old or new):
            said = [label(Status(str(each["status"]))) if each else "—" for each in (first, last)]
            mark = _BOTH if old and new else _FIRST_ONLY if old else _SECOND_ONLY
            words = (code, typeset(str(row["title"])), *said, mark)
            rows.append(dict(zip(SET_COLUMNS, words, strict=True)))
    points, whole = found.points, found.size
    text = NOT_COMPUTABLE
    if points is not None:
        text = f"{number(found.now)} sur {number(whole)}, contre {number(found.before)} sur {number(whole)}"
    return Figure(
        key="ensemble_constant",
        title=typeset("Réalisées, sur les mêmes actions"),
        value=points,
        unit="points",
        text=text,
        sentence=typeset(f"Actions réalisées, parmi celles qui sont ouvertes et applicables aux deux dates : {text}."),
        formula=typeset(
            "(réalisées à l’arrivée − réalisées au départ) ÷ actions ouvertes et applicables aux deux dates. Ce qui "
            "n’est ouvert qu’à l’une des deux est listé et n’est pas compté."
        ),
        numerator=None if points is None else found.now - found.before,
        denominator=whole,
        inputs=table(rows, SET_COLUMNS),
        excluded={
            _FIRST_ONLY: found.open_before - whole,
            _SECOND_ONLY: found.open_now - whole,
        },
        coverage=coverage(keep(current.leaves, [_counted(row, before, previous, current) for row in now.values()])),
        as_of=current.as_of,
        period_code=current.period.code,
    )


def _counted(row: Row, before: Mapping[str, Row], previous: Situation, current: Situation) -> bool:
    old = before.get(str(row["code"]))
    return old is not None and counts(old, previous) and counts(row, current)


def scope_moves(
    before: Mapping[str, Row], now: Mapping[str, Row], noun: Noun
) -> tuple[tuple[Part, ...], tuple[Part, ...]]:
    """What entered the applicable leaves (by code, their period open or not) and what left them, by reason."""
    old = {code for code, row in before.items() if _applies(row)}
    new = {code for code, row in now.items() if _applies(row)}
    entered = {code: _why_in_scope(before.get(code)) for code in now if code in new - old}
    return _parts(entered, noun), _parts({code: _why_out(now.get(code)) for code in before if code in old - new}, noun)


def counts(row: Row, situation: Situation) -> bool:
    """In the denominator of the open actions."""
    return _open(row, situation) and _applies(row)


def _applies(row: Row) -> bool:
    return not row["recurrent"] and row["status"] not in OUT_OF_COUNT


def _open(row: Row, situation: Situation) -> bool:
    return has_begun(as_date(row["starts_on"]), situation.as_of)


def _why_in(before: Row | None, previous: Situation) -> str:
    opened_since = before is not None and before["status"] not in OUT_OF_COUNT and not _open(before, previous)
    return _OPENED if opened_since else _why_in_scope(before)


def _why_in_scope(before: Row | None) -> str:
    if before is None:
        return _ADDED
    return _RESUMED if before["status"] in OUT_OF_COUNT else _OTHERWISE


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
