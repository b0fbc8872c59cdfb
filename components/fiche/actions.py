"""The actions of a fiche: by phase, each with its state, its period, its pilot, its publics and its source."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from components import pieces
from components.pieces import plain
from components.plan import calendar, marks
from data.french import listing, plural
from data.measures import rates
from data.measures.action_rows import ActionRow, action_rows
from data.measures.columns import records
from data.situation import Situation


def draw(own: Situation, word: str) -> None:
    """The list, then the same as a table and as a calendar, opened by a click."""
    rows = action_rows(own)
    if not rows:
        pieces.empty(
            f"Aucune {word.lower()} n’est listée ici.",
            "Le document n’en donne pas ; elles s’ajoutent dans le plan.",
            "La coordination du schéma peut le faire.",
        )
        return
    said = {row["key"]: str(row["text"]) for row in records(rates.by_phase(own.leaves))}
    for phase, members in _by_phase(rows).items():
        if phase is not None:
            known = f" · {said[phase]}" if phase in said else ""
            st.subheader(plain(f"{phase}{known}"), anchor=False)
        for row in members:
            _action(row)
    pieces.behind(pd.DataFrame([row.table_row for row in rows]), key="fiche_actions")
    _calendar(own, rows, word)


def _by_phase(rows: Sequence[ActionRow]) -> dict[str | None, list[ActionRow]]:
    """Phase → its actions, an action staying under the one that holds it."""
    found: dict[str | None, list[ActionRow]] = {}
    phase: str | None = None
    for row in rows:
        phase = row.phase if row.depth == 0 else phase
        found.setdefault(phase, []).append(row)
    return dict(sorted(found.items(), key=lambda item: (item[0] is None, str(item[0]))))


def _action(row: ActionRow) -> None:
    with st.container(key=f"action_{row.code}", gap="xsmall"):
        title, state = st.columns([8, 4], gap="xsmall")
        with title:
            indent = "↳ " * row.depth
            lines = [f"{indent}**{plain(row.code)}** {plain(row.title)}"]
            lines += [f"{indent}– {plain(item)}" for item in row.sub_items]
            notes = " · ".join(plain(part) for part in _details(row) if part)
            st.markdown("  \n".join([*lines, f":small[:gray[{notes}]]"]))
        with state:
            st.markdown("  \n".join(_state(row)))


def _state(row: ActionRow) -> list[str]:
    """Sign and word, percent, territories; then when and by whom it was said."""
    first = marks.badge(row.status)
    aside = [f"{row.percent:.0f}\u00a0%"] if row.percent is not None else []
    aside += [row.territories] if row.territories else []
    aside += ["↻ récurrente"] if row.recurrent else []
    lines = [" · ".join([first, *(plain(part) for part in aside)])]
    lines.append(f":small[:gray[{plain(row.said)}]]")
    lines += [f":small[{plain(note)}]" for note in row.notes]
    if row.comment:
        lines.append(f":small[«\u00a0{plain(row.comment)}\u00a0»]")
    return lines


def _details(row: ActionRow) -> list[str]:
    """Period of its own, pilot, publics, words of the document, source line."""
    pilot = "pilotée avec la fiche" if row.pilot_of_fiche else f"pilote : {row.pilot}" if row.pilot else "sans pilote"
    publics = "publics de la fiche" if row.inherited else f"publics : {listing(row.publics)}" if row.publics else ""
    hints = " et ".join(f"«\u00a0{hint}\u00a0»" for hint in row.hints)
    return [
        f"calendrier : {row.own_calendar}" if row.own_calendar else "",
        pilot,
        publics,
        f"mot{'s' if len(row.hints) > 1 else ''} du document : {hints}" if hints else "",
        f"source : ligne {row.line} du document" if row.line is not None else "",
    ]


def _calendar(own: Situation, rows: Sequence[ActionRow], word: str) -> None:
    """The actions on the years of the plan; drawn only once opened."""
    box = st.expander(
        f"Voir le calendrier ({plural(len(own.leaves), word.lower())})", key="fiche_calendrier", on_change="rerun"
    )
    if box.open:
        with box:
            calendar.of_fiche(own, {row.code: f"{row.code} · {row.title}" for row in rows}, word)
