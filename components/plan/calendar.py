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
    leaves = dated(view.situation.leaves)
    if leaves.empty:
        pieces.empty("Aucune action de cette sélection n’a de calendrier.", "Retirez un filtre pour en voir.")
        return
    levels = _levels(found)
    level = _level(levels)
    names = {branch.code: f"{branch.code} · {typeset(branch.title)}" for branch in levels[level]}
    column = "fiche_code" if levels[level][0].kind == "fiche" else "heading_code"
    rows = rows_by(leaves, column, names)
    if column == "heading_code":
        above = _ancestors(found, set(names))
        rows = [above.get(str(code)) for code in leaves["heading_code"]]
    order = {code: rank for rank, code in enumerate(names)}
    drawn = sorted(spans(leaves, rows), key=lambda span: order[span.row])
    _draw(view.situation, drawn, names, levels[level][0].level, "calendrier_plan")


def of_fiche(situation: Situation, names: dict[str, str], word: str) -> None:
    """The calendar of the actions of one fiche, one row each."""
    leaves = dated(situation.leaves)
    if leaves.empty:
        return
    _draw(situation, spans(leaves, [str(code) for code in leaves["code"]]), names, word, "calendrier_fiche")


def _draw(situation: Situation, found: list[Span], names: dict[str, str], word: str, key: str) -> None:
    figure = charts_plan.calendar(
        found, names, situation.plan.starts_on, situation.plan.ends_on, situation.today, situation.as_of
    )
    marks.legend((span.status for span in found if not span.recurrent), any(span.recurrent for span in found))
    says = calendar_sentence(situation.leaves, situation.as_of, capitalised(f"au {day(situation.as_of)}"))
    pieces.chart(figure, key=key, says=says, rows=_table(found, names, word))


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
        "Une ligne pour chacun des",
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
