"""What is owed for a period, by whom, the most urgent first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from data.french import NBSP, day, number, plural, typeset
from data.measures.columns import records
from data.period import Period
from data.permissions import Act, Actor, may
from data.reading.entry import Answer, Desk
from data.situation import Situation, where
from data.vocabulary import ReportStatus, Role


class Turn(StrEnum):
    """Where a fiche's report stands; the order is that of urgency."""

    MISSING = "a_renseigner"
    TO_COMPLETE = "a_completer"
    SUBMITTED = "soumis"
    VALIDATED = "valide"
    EXCUSED = "excuse"


TURN_WORDS: dict[Turn, str] = {
    Turn.MISSING: "À renseigner",
    Turn.TO_COMPLETE: "À compléter",
    Turn.SUBMITTED: "Soumis",
    Turn.VALIDATED: "Validé",
    Turn.EXCUSED: "Excusé",
}
ORDER = tuple(Turn)
HANDED_IN = frozenset({Turn.SUBMITTED, Turn.VALIDATED})


@dataclass(frozen=True)
class Owed:
    """One fiche's report in a period.

    Attributes:
        pilot: who is expected to answer, None when it falls to the coordination.
        reason: why it is excused.
        leads: the actor answers for the whole fiche (lead, co-pilot, deputy).
        actions: codes of the actor's own actions when that is all it has there; `turn` is then theirs.
        draft_at: when the actor last typed something that is not submitted.
    """

    fiche_code: str
    title: str
    turn: Turn
    pilot: str | None
    answer: Answer | None
    reason: str | None
    leads: bool
    actions: tuple[str, ...]
    draft_at: datetime | None

    @property
    def mine(self) -> bool:
        return self.leads or bool(self.actions)


def is_open(situation: Situation) -> bool:
    """Whether the situation's period is filled now: its campaign exists and is not closed. Several may be, when one
    was reopened.
    """
    return situation.period.code in open_periods(situation)


def open_periods(situation: Situation) -> list[str]:
    """The codes of the open periods up to the situation's own, oldest first."""
    return [str(row["period"]) for row in records(situation.campaigns) if row["closed_on"] is None]


def fills(actor: Actor, plan_code: str) -> bool:
    """Whether this profile fills reports of this plan at all; the command checks each fiche again."""
    plans = actor.scope.get("plans")
    return may(actor, Act.REPORT) and (not plans or plan_code in plans)


def fills_all(actor: Actor, plan_code: str) -> bool:
    """Whether it may fill any fiche of the plan (the coordination), for somebody else then."""
    return fills(actor, plan_code) and actor.role not in (Role.PILOT, Role.FICHE_LEAD)


def owed(situation: Situation, desk: Desk, actor: Actor) -> list[Owed]:
    """The reports expected in the situation's period that this actor may fill, the most urgent first.

    Args:
        situation: not narrowed: what is owed does not depend on a filter.
    """
    everything = fills_all(actor, situation.plan.code)
    if not everything and not fills(actor, situation.plan.code):
        return []
    titles = {str(row["code"]): str(row["title"]) for row in records(situation.fiches)}
    rank = {code: at for at, code in enumerate(titles)}
    found: list[Owed] = []
    for row in records(where(situation.expectations, period=situation.period.code)):
        code = str(row["fiche_code"])
        parts = [part for part in desk.parts if part.fiche_code == code]
        if code not in titles or not (everything or parts):
            continue
        leads = any(part.action_code is None for part in parts)
        actions = () if leads or everything else tuple(part.action_code for part in parts if part.action_code)
        answer = desk.answers.get(code)
        turn = _turn(answer, bool(row["excused"]))
        if actions:  # own actions only: the fiche's report is its lead's
            answer, turn = None, Turn.SUBMITTED if desk.spoken.issuperset(actions) else Turn.MISSING
        found.append(
            Owed(
                fiche_code=code,
                title=typeset(titles[code]),
                turn=turn,
                pilot=row["pilot"],
                answer=answer,
                reason=row["reason"],
                leads=leads,
                actions=actions,
                draft_at=desk.drafts.get(code),
            )
        )
    return sorted(found, key=lambda one: (ORDER.index(one.turn), rank[one.fiche_code]))


def _turn(answer: Answer | None, excused: bool) -> Turn:
    if answer is not None:
        return {
            ReportStatus.SUBMITTED: Turn.SUBMITTED,
            ReportStatus.TO_COMPLETE: Turn.TO_COMPLETE,
            ReportStatus.VALIDATED: Turn.VALIDATED,
        }[answer.status]
    return Turn.EXCUSED if excused else Turn.MISSING


def progress(reports: Sequence[Owed]) -> tuple[int, int]:
    """(handed in, expected): the excused are expected of nobody, and what is sent back is not handed in."""
    asked = [one for one in reports if one.turn is not Turn.EXCUSED]
    return sum(one.turn in HANDED_IN for one in asked), len(asked)


def progress_words(reports: Sequence[Owed]) -> str:
    """« 1 sur 3 remis »."""
    done, asked = progress(reports)
    return f"{number(done)} sur {number(asked)} remis"


def due_words(due_on: date, today: date) -> str:
    """« échéance le 15 octobre 2026, dans 9 jours »."""
    left = (due_on - today).days
    if left == 0:
        when = "aujourd’hui"
    elif left == 1:
        when = "demain"
    elif left > 0:
        when = f"dans {plural(left, 'jour')}"
    else:
        when = "dépassée depuis hier" if left == -1 else f"dépassée depuis {plural(-left, 'jour')}"
    return f"échéance le {day(due_on)}, {when}"


def owed_sentence(reports: Sequence[Owed], period: Period, due: str) -> str:
    """The answer first: « Pour le 3e trimestre 2026 : 1 sur 3 remis ; échéance le… »."""
    done, asked = progress(reports)
    waiting = asked - done
    if asked == 0:
        return f"Rien n’est attendu de vous pour {period.the}."
    if waiting == 0:
        told = "votre point d’avancement est remis" if asked == 1 else f"vos {asked} points d’avancement sont remis"
        return f"Pour {period.the}, {told}. Vous pouvez encore les modifier jusqu’à la clôture."
    return (
        f"Pour {period.the}, {plural(waiting, 'point')} d’avancement vous "
        f"{'attend' if waiting == 1 else 'attendent'}{NBSP}: {progress_words(reports)}, {due}."
    )


def actions_sentence(reports: Sequence[Owed], period: Period, due: str) -> str:
    """The same for who only pilots actions of other people's fiches."""
    waiting = sum(len(one.actions) for one in reports if one.turn is Turn.MISSING)
    if waiting == 0:
        return f"Pour {period.the}, vous avez dit où en sont vos actions. Vous pouvez encore le modifier."
    what = "l’état d’une action vous est demandé" if waiting == 1 else f"l’état de {waiting} actions vous est demandé"
    return f"Pour {period.the}, {what}, {due}."


def everybody_sentence(reports: Sequence[Owed], period: Period, due: str) -> str:
    """The same for the coordination, over the whole plan."""
    done, asked = progress(reports)
    back = sum(one.turn is Turn.TO_COMPLETE for one in reports)
    verb = "est remis" if done < 2 else "sont remis"
    told = f"Pour {period.the}, {number(done)} des {number(asked)} points d’avancement attendus {verb}"
    more = f", {number(back)} à compléter" if back else ""
    return f"{told}{more}{NBSP}; {due}."
