"""The calendar: headings, fiches or actions over the years of the plan, with its phases and the line of today."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from components import address, charts_plan, pieces
from components.plan import marks
from components.view import View
from data.french import capitalised, day, short_day, typeset
from data.measures.columns import Row
from data.measures.nouns import in_plural, leaf_noun
from data.measures.spans import Span, calendar_sentence, dated, phases, planned, rows_by, spans, table_of
from data.measures.tree import Branch, branch_leaves
from data.situation import Situation
from data.vocabulary import label

ACTIONS = "actions"
"""Value of `calendrier` that asks for one row an action."""
_READABLE = 40
"""Rows of a calendar that is chosen without asking; `_MOST`: rows of one at all."""
_MOST = 90


def of_plan(view: View, found: Sequence[Branch]) -> None:
    """The calendar of the selection, by the level that the reader chooses."""
    levels = _levels(found)
    leaves = dated(view.situation.leaves)
    if leaves.empty or not levels:
        pieces.empty("Aucune action de cette sélection n’a de calendrier.", "Retirez un filtre pour en voir.")
        return
    level = _level(view, levels)
    if level == ACTIONS:
        _of_actions(view, found)
        return
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
    return sorted(spans(leaves, rows, planned(situation.actions)), key=lambda span: order[span.row])


def _of_actions(view: View, found: Sequence[Branch]) -> None:
    """One row an action: of the whole selection when it is short, else of the fiche or heading that is chosen."""
    word = str(view.situation.plan.levels.get("action") or "Action")
    options = {f"{branch.kind}:{branch.code}": branch for branch in found if 0 < branch.tally.total <= _MOST}
    names = {key: f"{branch.level} {branch.code} · {typeset(branch.title)}" for key, branch in options.items()}
    if len(view.situation.leaves) <= _READABLE:
        names = {"": "Toute la sélection"} | names
    asked = address.current("actions_de") or ""
    fiches = [key for key, branch in options.items() if branch.kind == "fiche"]
    st.session_state["plan_actions_de"] = asked if asked in names else ("" if "" in names else (fiches or [*names])[0])
    st.selectbox(
        f"{in_plural(word)} de",
        list(names),
        format_func=lambda key: names[key],
        key="plan_actions_de",
        on_change=lambda: address.change(actions_de=st.session_state["plan_actions_de"]),
    )
    chosen = options.get(st.session_state["plan_actions_de"])
    leaves = view.situation.leaves if chosen is None else branch_leaves(view.situation, chosen)
    part = view.situation.with_(leaves=leaves)
    of_fiche(view, part, _titles(leaves), word, f"calendrier_actions_{st.session_state['plan_actions_de']}")


def _titles(leaves: pd.DataFrame) -> dict[str, str]:
    pairs = zip(leaves["code"], leaves["title"], strict=True)
    return {str(code): f"{code} · {typeset(str(title))}" for code, title in pairs}


def of_fiche(view: View, part: Situation, names: dict[str, str], word: str, key: str) -> None:
    """The calendar of the actions of one fiche, one row each."""
    leaves = dated(part.leaves)
    if not leaves.empty:
        found = spans(leaves, [str(code) for code in leaves["code"]], planned(view.whole.actions))
        _draw(view, part, found, names, word, key)


def _draw(view: View, situation: Situation, found: list[Span], names: dict[str, str], word: str, key: str) -> None:
    plan = situation.plan
    # A frozen period keeps the day of its closing; the line of today is the reader's.
    today = view.head.today
    known = view.once("phases", lambda: phases(view.whole.actions))
    figure = view.drawn(
        f"{key} {today}",
        lambda: charts_plan.calendar(found, names, plan.starts_on, plan.ends_on, today, situation.as_of, known),
    )
    kept = [span for span in found if not span.replaced]
    others = {
        sign: name
        for sign, name, there in (
            (charts_plan.RECURRENT_SIGN, charts_plan.RECURRENT, any(span.recurrent for span in kept)),
            (charts_plan.OWN_SIGN, charts_plan.OWN, any(span.own for span in kept)),
            (charts_plan.REPLACED_SIGN, charts_plan.REPLACED, len(kept) < len(found)),
        )
        if there
    }
    marks.legend((span.status for span in kept if not span.recurrent), others)
    when = capitalised(f"au {day(situation.as_of)}")
    moved = sum(span.total for span in found if span.replaced)
    noun = leaf_noun(situation)
    says = view.once(f"{key} phrase", lambda: calendar_sentence(situation.leaves, situation.as_of, when, moved, noun))
    pieces.chart(figure, key=key, says=says, rows=view.once(f"{key} table", lambda: _table(found, names, word)))


def _levels(found: Sequence[Branch]) -> dict[str, list[Branch]]:
    """Depth (as text) → branches of that depth that count something, finest level last."""
    levels: dict[str, list[Branch]] = {}
    for branch in found:
        if branch.tally.total:
            levels.setdefault(str(branch.depth), []).append(branch)
    return dict(sorted(levels.items()))


def _level(view: View, levels: dict[str, list[Branch]]) -> str:
    options = {depth: in_plural(branches[0].level) for depth, branches in levels.items()}
    readable = [depth for depth, branches in levels.items() if len(branches) <= _READABLE]
    options[ACTIONS] = in_plural(str(view.situation.plan.levels.get("action") or "Action"))
    asked = address.current("calendrier")
    st.session_state["plan_calendrier"] = asked if asked in options else (readable or list(levels))[-1]
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
                "État": _state(row),
                "Contenu": row["text"],
                "Calendrier propre": "oui" if row["own"] else "non",
            }
            for row in table_of(found, names)
        ]
    )


def _state(row: Row) -> str:
    if row["replaced"]:
        return charts_plan.REPLACED
    return charts_plan.RECURRENT if row["recurrent"] else label(row["status"])
