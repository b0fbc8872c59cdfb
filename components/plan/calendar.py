"""The calendar: fiches (or actions) over the years of the plan, with the line of today."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from components import address, charts_plan, pieces
from components.plan import marks
from components.view import View
from data.french import capitalised, day, short_day, typeset
from data.measures.plan_sentences import in_plural
from data.measures.spans import Span, calendar_sentence, dated, rows_by, spans, table_of
from data.measures.tree import Branch
from data.situation import Situation
from data.vocabulary import label


def of_plan(view: View, found: Sequence[Branch]) -> None:
    """The calendar of the selection, by the level that the reader chooses."""
    levels = _levels(found)
    if dated(view.situation.leaves).empty or not levels:
        pieces.empty("Aucune action de cette sélection n’a de calendrier.", "Retirez un filtre pour en voir.")
        return
    level = _level(levels)
    rows = levels[level]
    names = {branch.code: f"{branch.code} · {typeset(branch.title)}" for branch in rows}
    spans_of = view.once(f"calendrier {level}", lambda: _spans(view.situation, found, rows))
    _draw(view, view.situation, spans_of, names, rows[0].level, f"calendrier_{level}")


def _spans(situation: Situation, found: Sequence[Branch], wanted: Sequence[Branch]) -> list[Span]:
    """The spans of the branches of one level, in reading order."""
    leaves, order = dated(situation.leaves), {branch.code: rank for rank, branch in enumerate(wanted)}
    if wanted[0].kind == "fiche":
        rows = rows_by(leaves, "fiche_code", order)
    else:
        above = _ancestors(found, set(order))
        rows = [above.get(str(code)) for code in leaves["heading_code"]]
    return sorted(spans(leaves, rows), key=lambda span: order[span.row])


def of_fiche(view: View, part: Situation, names: dict[str, str], word: str, key: str) -> None:
    """The calendar of the actions of one fiche, one row each."""
    leaves = dated(part.leaves)
    if not leaves.empty:
        _draw(view, part, spans(leaves, [str(code) for code in leaves["code"]]), names, word, key)


def _draw(view: View, situation: Situation, found: list[Span], names: dict[str, str], word: str, key: str) -> None:
    plan = situation.plan
    # A frozen period keeps the day of its closing; the line of today is the reader's.
    today = view.head.today
    figure = view.drawn(
        f"{key} {today}",
        lambda: charts_plan.calendar(found, names, plan.starts_on, plan.ends_on, today, situation.as_of),
    )
    marks.legend((span.status for span in found if not span.recurrent), any(span.recurrent for span in found))
    when = capitalised(f"au {day(situation.as_of)}")
    says = view.once(f"{key} phrase", lambda: calendar_sentence(situation.leaves, situation.as_of, when))
    pieces.chart(figure, key=key, says=says, rows=view.once(f"{key} table", lambda: _table(found, names, word)))


def _levels(found: Sequence[Branch]) -> dict[str, list[Branch]]:
    """Depth (as text) → branches of that depth that count something, finest level last."""
    levels: dict[str, list[Branch]] = {}
    for branch in found:
        if branch.tally.total:
            levels.setdefault(str(branch.depth), []).append(branch)
    return dict(sorted(levels.items()))


def _level(levels: dict[str, list[Branch]]) -> str:
    options = {depth: in_plural(branches[0].level) for depth, branches in levels.items()}
    asked = address.current("calendrier")
    readable = [depth for depth, branches in levels.items() if len(branches) <= 40]
    st.session_state["plan_calendrier"] = asked if asked in options else (readable or list(options))[-1]
    st.segmented_control(
        "Lignes du calendrier",
        list(options),
        format_func=lambda depth: options[depth],
        key="plan_calendrier",
        required=True,
        on_change=lambda: address.change(calendrier=st.session_state["plan_calendrier"]),
    )
    return str(st.session_state["plan_calendrier"])


def _ancestors(found: Sequence[Branch], wanted: set[str]) -> dict[str, str]:
    """Heading → the heading of the wanted level that it is or hangs from."""
    parent = {branch.code: branch.parent for branch in found if branch.kind == "heading"}
    above: dict[str, str] = {}
    for code in parent:
        at: str | None = code
        while at is not None and at not in wanted:
            at = parent.get(at)
        if at is not None:
            above[code] = at
    return above


def _table(found: list[Span], names: dict[str, str], word: str) -> pd.DataFrame:
    return pd.DataFrame(
        [
            {
                word: row["title"],
                "Du": short_day(row["starts_on"]),
                "Au": short_day(row["ends_on"]),
                "État": "Récurrente" if row["recurrent"] else label(row["status"]),
                "Réalisées": row["text"],
            }
            for row in table_of(found, names)
        ]
    )
