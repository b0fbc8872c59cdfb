"""The calendar and the burn-up draw what the measures hold: phases, replaced periods, steps and names."""

from __future__ import annotations

from datetime import date
from typing import Any

import plotly.graph_objects as go

from components import charts_burn_up, charts_plan
from data.measures.burn_up import burn_up
from data.measures.spans import Span, calendar_sentence, phases, planned, spans
from tests.support.measures import changed, drome, said, situation

END = date(2030, 12, 31)
MOVED = said("P1-01", "2026-T2", "reportee", new_starts_on=date(2027, 1, 1), new_ends_on=date(2028, 12, 31))


def of_p1() -> list[Span]:
    actions = changed(drome().actions, ["P1-02"], own_calendar=True, ends_on=date(2025, 12, 31))
    now = situation(drome(), [MOVED, said("P1-02", "2026-T3", "realisee")], actions=actions)
    leaves = now.leaves[now.leaves["fiche_code"] == "P1"]
    return spans(leaves, [str(code) for code in leaves["code"]], planned(now.actions))


def test_a_moved_action_keeps_the_period_that_the_plan_first_gave_it() -> None:
    new, old = [span for span in of_p1() if span.row == "P1-01"]
    assert (new.starts_on, new.ends_on, new.replaced) == (date(2027, 1, 1), date(2028, 12, 31), False)
    assert (old.starts_on, old.ends_on, old.replaced, old.text) == (
        date(2025, 1, 1), date(2026, 12, 31), True, "remplacée",
    )  # fmt: skip
    assert old.lane != new.lane
    assert sum(span.total for span in of_p1() if not span.replaced) == 8


def test_the_row_of_a_single_action_says_its_state_and_its_own_calendar() -> None:
    (own,) = [span for span in of_p1() if span.row == "P1-02"]
    assert (own.own, own.text) == (True, "Réalisée")
    assert not any(span.own for span in of_p1() if span.row != "P1-02")
    leaves = situation(drome()).leaves
    assert "3 ont changé de période." in calendar_sentence(leaves, date(2026, 9, 30), "Fin septembre", 3)


def test_phases_are_read_from_what_follows_them_and_do_not_overlap_on_a_lane() -> None:
    found = phases(drome().actions)
    assert [(phase.name, phase.lane) for phase in found] == [("2025-2026", 0), ("2025-2027", 1), ("2027-2030", 0)]
    assert (found[0].starts_on, found[0].ends_on) == (date(2025, 1, 1), date(2026, 12, 31))


def words(figure: go.Figure) -> list[str]:
    drawn: Any = figure.layout
    return [str(note.text).strip() for note in drawn.annotations]


def test_the_calendar_draws_its_phases_and_an_empty_outline_for_what_was_replaced() -> None:
    names = {"P1-01": "P1-01 · <b>Un</b>"}
    drawn = charts_plan.calendar(
        of_p1(), names, date(2025, 1, 1), END, date(2026, 10, 6), phases=phases(drome().actions)
    )
    said_there = words(drawn)
    assert {"phase 2025-2026", "phase 2025-2027", "phase 2027-2030"} <= set(said_there)
    assert f"{charts_plan.REPLACED_SIGN} remplacée" in said_there
    assert "P1-01 · &lt;b&gt;Un&lt;/b&gt;" in said_there, "a title is never markup"
    bars: Any = drawn.data
    texts = [text for trace in bars for text in trace.text]
    assert not any("remplacée" in text for text in texts)
    assert any(charts_plan.OWN_SIGN in text for text in texts)


def test_the_burn_up_draws_steps_at_the_ends_of_periods_and_nothing_where_nobody_spoke() -> None:
    spoken = [said("P1-01", "2026-T3", "realisee")]
    found = burn_up([situation(drome(), [], "2026-T2"), situation(drome(), spoken, "2026-T3")])
    traces: Any = charts_burn_up.burn_up(found, END).data
    scope, path, done, marks = traces
    assert {trace.line.shape for trace in (scope, path, done)} == {"hv"}
    assert list(done.y) == [None, 1]
    assert list(path.y)[:2] == [step.expected for step in found.steps]
    assert list(path.y)[-1] == list(scope.y)[-1] == found.steps[-1].scope
    assert [moment.date() for moment in done.x] == [date(2026, 6, 30), date(2026, 9, 30)]
    assert list(marks.x) == [], "the scope did not move"
    assert "<b>1 réalisée</b>" in words(charts_burn_up.burn_up(found, END))
