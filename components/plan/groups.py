"""Rates by axis, orientation, phase, public, territory, pilot or direction: one choice, one list, one table, and for
the line that is chosen, where its rate comes from and the way to what it counts."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any

import pandas as pd
import streamlit as st

from components import address, links, pieces
from components.pieces import plain
from components.plan import origin
from components.plan.rows import Line, line, written
from components.theme import STATUS
from components.view import View
from data.french import number, typeset
from data.measures.figure import Coverage, Figure
from data.measures.groups import STATUSES, By, Grouping, group_figure, grouped, offered
from data.measures.sentences import ranking
from data.selection import NO_PILOT
from data.situation import Situation, rows_of
from data.vocabulary import Status, label

_NOBODY = "personne"
FIRST = 12
"""Lines shown before « Voir les autres »."""


def draw(view: View) -> None:
    """The choice of grouping, then one line a group, the note when they do not add up, and the table."""
    situation = view.situation
    choices = view.once("groupements", lambda: offered(situation))
    if not choices:
        return
    asked = address.current("par")
    st.session_state["plan_par"] = asked if asked in choices else choices[0]
    chosen = st.segmented_control(
        "Taux par",
        choices,
        format_func=lambda by: _word(situation, by),
        key="plan_par",
        required=True,
        on_change=lambda: address.change(par=st.session_state["plan_par"], groupe=None),
    )
    by: By = chosen or choices[0]
    _list(view, view.once(f"groupement {by}", lambda: grouped(situation, by)), _word(situation, by))


def _word(situation: Situation, by: By) -> str:
    if by in ("axe", "orientation"):
        return situation.level_name(1 if by == "axe" else 2)
    return {
        "phase": "Phase",
        "public": "Public",
        "territoire": "Territoire",
        "pilote": "Pilote",
        "direction": "Direction",
    }[by]


def _list(view: View, found: Grouping, word: str) -> None:
    rows = rows_of(found.rows)
    titles = {str(row["key"]): str(row["title"]) for row in rows}
    if len(rows) > 1:
        st.markdown(plain(ranking(found.rows, titles)))
    if found.note:
        st.caption(plain(found.note))
    lines = view.drawn(f"lignes par {found.by}", lambda: [(_name(row), _written(row, rows)) for row in rows])
    _draw(lines[:FIRST])
    if len(lines) > FIRST:
        with st.expander(_more(len(lines) - FIRST), key=f"plan_groupes_suite_{found.by}"):
            _draw(lines[FIRST:])
    _explained(view, found.by, rows)
    pieces.behind(view.once(f"table par {found.by}", lambda: _table(found, word)), key=f"taux_par_{found.by}")


def _explained(view: View, by: By, rows: Sequence[dict[str, Any]]) -> None:
    """One line of the list, chosen: its figure with every row it counts, and the page narrowed to it."""
    names = {_NOBODY if row["key"] is None else str(row["key"]): typeset(str(row["title"])) for row in rows}

    def figure(chosen: str) -> Figure:
        return view.once(f"groupe {by} {chosen}", lambda: group_figure(view.situation, by, _key(chosen)))

    chosen = origin.choose(names, figure, param="groupe")
    if chosen is None:
        return
    target = _narrowed(by, _key(chosen))
    if target:
        links.to("plan", plain(f"Voir le plan pour cette seule ligne\u00a0: {names[chosen]}"), groupe=None, **target)


def _key(chosen: str) -> str | None:
    return None if chosen == _NOBODY else chosen


def _narrowed(by: By, key: str | None) -> dict[str, str]:
    """What the address holds to show one group alone, one level below; empty where no filter does it."""
    if by == "pilote":
        return {"pilote": key or NO_PILOT}
    if key is None:
        return {}
    below: dict[By, dict[str, str]] = {
        "axe": {"axe": key, "par": "orientation"},
        "orientation": {"orientation": key, "detail": "4"},
        "public": {"public": key},
        "territoire": {"territoire": key},
    }
    return below.get(by, {})


def _more(count: int) -> str:
    return "Voir la dernière" if count == 1 else f"Voir les {number(count)} autres"


def _draw(lines: Sequence[tuple[str, Line]]) -> None:
    for name, what in lines:
        line(partial(st.markdown, name), what)


def _name(row: dict[str, Any]) -> str:
    return plain(typeset(str(row["title"])))


def _written(row: dict[str, Any], rows: Sequence[dict[str, Any]]) -> Line:
    """A bar as long as the group is large."""
    coverage = Coverage(row["denominator"], row["known"], row["current"])
    counts = {name: row[name] for name in STATUSES}
    return written(row["lead"], row["rest"], coverage, counts, most=max(each["total"] for each in rows))


def _table(found: Grouping, word: str) -> pd.DataFrame:
    """The same rows with French headings; a status that nobody has is left out."""
    rows = found.rows
    shown = pd.DataFrame({word: rows["title"], "Taux de réalisation": rows["text"], "Total": rows["total"]})
    shown["Applicables"] = rows["denominator"]
    shown["Renseignées"], shown["À jour"] = rows["known"], rows["current"]
    shown["Récurrentes"] = rows["recurrent"]
    for name in STATUSES:
        if rows[name].sum():
            shown[f"{STATUS[Status(name)].sign} {label(Status(name))}"] = rows[name]
    return shown
