"""The board of a campaign (tableau de suivi): one line a fiche, counts that add up.

Definitions, on the fiches of which something is expected and that are not excused:

- reçu: submitted or validated. What was sent back to complete is not received until it is sent again.
- à l’heure / en retard: received, first sent up to the due date / after it. Not received once the due date is over is
  late too.
- expected = received on time + received late + to complete + missing (nothing sent, whether a draft is begun or not).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from data.french import number, plural, share, typeset
from data.gathering import Asked, Came, Gathering, Lead, Standing
from data.measures.columns import Row, records
from data.measures.plan_rules import threshold_of
from data.measures.silence import missed_by_fiche, missed_periods
from data.measures.thresholds import threshold
from data.measures.wording import periods_missed
from data.situation import Situation
from data.vocabulary import PilotRole, ReportStatus

NO_PILOT = "Coordination (sans pilote)"
NO_DIRECTION = "Hors direction"


def leads_then(situation: Situation) -> dict[str, Lead]:
    """Who led each fiche at the end of the period described: a closed campaign keeps its directions."""
    return {
        str(row["fiche_code"]): Lead(str(row["pilot"]), row["direction"])
        for row in records(situation.assignments)
        if row["role"] == PilotRole.LEAD and row["action_code"] is None
    }


class Stage(StrEnum):
    """Where a fiche's report stands, the most urgent first."""

    TO_COMPLETE = "a_completer"
    MISSING = "attendu"
    DRAFT = "brouillon"
    SUBMITTED = "soumis"
    VALIDATED = "valide"
    EXCUSED = "excuse"


RECEIVED = frozenset({Stage.SUBMITTED, Stage.VALIDATED})


@dataclass(frozen=True)
class Line:
    """One fiche in the campaign.

    Attributes:
        pilot: who is expected to answer, NO_PILOT for the coordination; direction: of who leads it today.
        late: received after the due date, or not received though it is over; None for an excused one.
        missed: periods without news in a row; silent: enough of them for an alert in this plan.
        closed: the campaign is: what did not come will not.
    """

    fiche_code: str
    title: str
    axis_code: str
    axis: str
    pilot: str
    direction: str
    stage: Stage
    asked: Asked
    came: Came | None
    late: bool | None
    missed: int
    silent: bool
    closed: bool = False

    @property
    def received(self) -> bool:
        return self.stage in RECEIVED

    @property
    def expected(self) -> bool:
        return self.stage is not Stage.EXCUSED


@dataclass(frozen=True)
class Counts:
    """expected = on_time + late_in + to_complete + missing; fiches = expected + excused."""

    fiches: int
    expected: int
    on_time: int
    late_in: int
    to_complete: int
    missing: int
    excused: int
    validated: int
    overdue: int
    """Not received though the due date is over; part of `to_complete` and `missing`."""
    silent: int
    """Without news for `alert_after` periods or more; excused or not."""

    @property
    def received(self) -> int:
        return self.on_time + self.late_in

    @property
    def late(self) -> int:
        return self.late_in + self.overdue


@dataclass(frozen=True)
class CampaignBoard:
    """The board. `unasked`: (code, title) of the fiches of which nothing is expected: they came after the opening."""

    period: str
    lines: tuple[Line, ...]
    counts: Counts
    unasked: tuple[tuple[str, str], ...]
    months: int
    alert_after: int
    """Periods missed from which a fiche is without news, for this plan."""

    @property
    def sentence(self) -> str:
        """« 14 points reçus sur 20 attendus (70 %), dont 12 à l’heure ; 1 excusé ; 3 fiches sans nouvelles… »."""
        return _sentence(self.counts, self.months, self.alert_after)

    def line(self, fiche_code: str) -> Line | None:
        return next((line for line in self.lines if line.fiche_code == fiche_code), None)


def board(situation: Situation, standing: Standing, today: date) -> CampaignBoard:
    """The board of the gathering of `standing`, in the order of the plan.

    Args:
        situation: of the same plan and period, not narrowed.
        today: the reference day; a due date that is over makes late what has not come.
    """
    gathering = standing.gathering
    assert gathering is not None
    fiches = {str(row["code"]): row for row in records(situation.fiches)}
    axes = {str(row["code"]): typeset(f"{row['code']} – {row['title']}") for row in records(situation.headings)}
    silence = missed_by_fiche(
        missed_periods(situation.expectations, situation.reports, situation.campaigns, today, fiches)
    )
    asked = {one.fiche_code: one for one in gathering.asked}
    alert_after = int(threshold_of(situation, "alert_after"))
    lines = tuple(
        _line(row, axes, asked[code], standing, today, silence.get(code, 0), alert_after)
        for code, row in fiches.items()
        if code in asked
    )
    return CampaignBoard(
        gathering.period,
        lines,
        count(lines),
        tuple((code, typeset(str(row["title"]))) for code, row in fiches.items() if code not in asked),
        situation.plan.reporting_months,
        alert_after,
    )


def _line(
    fiche: Row, axes: dict[str, str], asked: Asked, standing: Standing, today: date, missed: int, alert_after: int
) -> Line:
    gathering = standing.gathering
    assert gathering is not None
    code = str(fiche["code"])
    came = gathering.came.get(code)
    stage = _stage(asked, came, gathering.drafts.get(code, 0))
    return Line(
        fiche_code=code,
        title=typeset(str(fiche["title"])),
        axis_code=str(fiche["axis_code"]),
        axis=axes.get(str(fiche["axis_code"]), str(fiche["axis_code"])),
        pilot=asked.pilot or NO_PILOT,
        direction=standing.direction(code) or NO_DIRECTION,
        stage=stage,
        asked=asked,
        came=came,
        late=_late(stage, came, gathering, today),
        missed=missed,
        silent=missed >= alert_after,
        closed=gathering.closed_on is not None,
    )


def _stage(asked: Asked, came: Came | None, drafts: int) -> Stage:
    if asked.excused:
        return Stage.EXCUSED
    if came is not None:
        return Stage(came.status.value)
    return Stage.DRAFT if drafts else Stage.MISSING


def _late(stage: Stage, came: Came | None, gathering: Gathering, today: date) -> bool | None:
    if stage is Stage.EXCUSED:
        return None
    if stage in RECEIVED and came is not None:
        return came.first_on > gathering.due_on
    return (gathering.closed_on or today) > gathering.due_on or gathering.closed_on is not None


def count(lines: Iterable[Line]) -> Counts:
    """The counts of some lines."""
    found = list(lines)
    asked = [line for line in found if line.expected]
    return Counts(
        fiches=len(found),
        expected=len(asked),
        on_time=sum(line.received and not line.late for line in asked),
        late_in=sum(line.received and bool(line.late) for line in asked),
        to_complete=sum(line.stage is Stage.TO_COMPLETE for line in asked),
        missing=sum(line.stage in (Stage.MISSING, Stage.DRAFT) for line in asked),
        excused=len(found) - len(asked),
        validated=sum(line.stage is Stage.VALIDATED for line in asked),
        overdue=sum(not line.received and bool(line.late) for line in asked),
        silent=sum(line.silent for line in found),
    )


def _sentence(counts: Counts, months: int, alert_after: int) -> str:
    if not counts.fiches:
        return "Rien n’est attendu pour cette période."
    if not counts.expected:
        return typeset(f"Aucun point n’est attendu : {plural(counts.excused, 'fiche excusée', 'fiches excusées')}.")
    who = plural(counts.received, "point reçu", "points reçus") if counts.received else "Aucun point reçu"
    of = "attendu" if counts.expected < 2 else "attendus"
    rate = share(counts.received, counts.expected, int(threshold("smallest_whole")))
    # « 14 points reçus sur 20 attendus (70 %) »: the percentage follows what it is of.
    tail = rate.partition(" sur ")[2].partition(" ")
    said = f"{who} sur {tail[0]} {of}" + (f" {tail[2]}" if tail[2] and counts.received else "")
    if counts.received:
        all_on_time = counts.on_time == counts.received > 1
        some = number(counts.on_time) if counts.on_time else "aucun"
        said += ", tous à l’heure" if all_on_time else f", dont {some} à l’heure"
    parts = [said]
    if counts.to_complete:
        parts.append(f"{number(counts.to_complete)} à compléter")
    if counts.excused:
        parts.append(plural(counts.excused, "excusé"))
    if counts.silent:
        since = periods_missed(alert_after, months)
        parts.append(f"{plural(counts.silent, 'fiche')} sans nouvelles depuis {since}")
    return typeset(" ; ".join(parts) + ".")


def to_review(found: CampaignBoard, gathering: Gathering) -> list[str]:
    """Codes of the fiches whose report waits to be read, oldest sending first; excused or unexpected ones too."""
    rank = {code: at for at, code in enumerate([*(line.fiche_code for line in found.lines), *dict(found.unasked)])}
    waiting = [
        (came.sent_on, rank.get(code, len(rank)), code)
        for code, came in gathering.came.items()
        if came.status is ReportStatus.SUBMITTED and code in rank
    ]
    return [code for _, _, code in sorted(waiting)]
