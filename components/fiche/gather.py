"""Everything that the page of one fiche shows, computed once for all who look at it."""

from __future__ import annotations

from dataclasses import dataclass

from components.plan.cards import figures
from components.view import View
from data.measures import rates
from data.measures.action_rows import ActionRow, action_rows
from data.measures.answers import Answer, answers
from data.measures.columns import Row, records
from data.measures.exceptions import exceptions
from data.measures.figure import Figure
from data.measures.indicator_board import Standing, standings
from data.measures.key_figures import KeyFigure, key_figures
from data.measures.one_fiche import done_already, of_fiche
from data.measures.plan_sentences import fiche_sentence
from data.situation import Situation


@dataclass(frozen=True)
class Gathered:
    """One fiche.

    Attributes:
        whole: its Situation; part: what the filters in force keep of it, that figures describe.
        by_phase: phase → its rate, and what goes with it.
    """

    row: Row
    whole: Situation
    part: Situation
    said: list[Answer]
    alerts: list[Row]
    sentence: str
    figures: list[Figure]
    actions: list[ActionRow]
    by_phase: dict[str, tuple[str, str]]
    indicators: list[Standing]
    printed: list[KeyFigure]
    already: list[Row]

    @property
    def code(self) -> str:
        return str(self.row["code"])

    @property
    def awaited(self) -> list[Row]:
        """The decisions that it awaits."""
        return [row for row in self.alerts if row["rule"] == AWAITED]

    @property
    def filtered(self) -> bool:
        return self.part is not self.whole


AWAITED = "decision_attendue"


def gather(view: View, fiche: Row) -> Gathered:
    """The fiche of a view, remembered until the plan, the period or a filter changes."""
    return view.once(f"fiche {fiche['code']}", lambda: _gather(view, fiche))


def _gather(view: View, fiche: Row) -> Gathered:
    code = str(fiche["code"])
    whole = of_fiche(view.whole, code)
    part = of_fiche(view.situation, code) if view.filter.count else whole
    if view.filter.territory is None and len(part.leaves) == len(whole.leaves):
        part = whole
    said = answers(whole, code)
    # A filtered Situation before would compare other actions.
    before = None if view.filter.count else view.previous
    alerts = [row for row in records(exceptions(view.whole, before)) if row["fiche_code"] == code]
    alerts.sort(key=lambda row: -int(row["severity"]))
    phases = records(rates.by_phase(part.leaves))
    waiting = sum(row["rule"] == AWAITED for row in alerts)
    return Gathered(
        row=fiche,
        whole=whole,
        part=part,
        said=said,
        alerts=alerts,
        sentence=fiche_sentence(part, said, waiting),
        figures=figures(part),
        actions=action_rows(part),
        by_phase={str(row["key"]): (str(row["lead"]), str(row["rest"])) for row in phases},
        indicators=standings(whole),
        printed=key_figures(whole),
        already=done_already(view.whole, fiche),
    )
