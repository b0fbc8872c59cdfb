"""The actions of a fiche: by phase, each with its state, its period, its pilot, its publics and its source."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from components import acronyms, pieces
from components.acronyms import marked
from components.fiche.gather import Gathered
from components.pieces import plain
from components.plan import calendar, marks
from components.view import View
from data.french import listing, plural
from data.measures.action_rows import ActionRow
from data.measures.nouns import noun


def draw(view: View, fiche: Gathered, word: str) -> None:
    """The list, then the same as a table and as a calendar, opened by a click."""
    rows = fiche.actions
    if not rows and fiche.filtered:
        return
    if not rows:
        pieces.empty(
            plain(noun(word).agreed("Aucun{e} {noun} n’est listé{e} ici.", 1)),
            "Le document n’en donne pas\u00a0; cela s’ajoute dans le plan.",
            "La coordination du schéma peut le faire.",
        )
        return
    for phase, members in _by_phase(rows).items():
        if phase is not None:
            lead, rest = fiche.by_phase.get(phase, ("", ""))
            st.subheader(plain(f"{phase} · {lead}" if lead else phase), anchor=False)
            if rest:
                st.caption(plain(rest))
        for row in members:
            _action(row)
    pieces.behind(pd.DataFrame([row.table_row for row in rows]), key="fiche_actions")
    _calendar(view, fiche, word)


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
            lines = [f"{indent}**{plain(row.code)}** {marked(row.title)}"]
            lines += [f"{indent}– {marked(item)}" for item in row.sub_items]
            notes = " · ".join(plain(part) for part in _details(row) if part)
            acronyms.write("  \n".join([*lines, f":small[:gray[{notes}]]"]))
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
    own_pilot = f"pilote\u00a0: {row.pilot}" if row.pilot else "sans pilote"
    pilot = "pilotée avec la fiche" if row.pilot_of_fiche else own_pilot if row.status else row.pilot
    named = f"publics\u00a0: {listing(row.publics)}" if row.publics else ""
    publics = "publics de la fiche" if row.inherited else named
    hints = " et ".join(f"«\u00a0{hint}\u00a0»" for hint in row.hints)
    return [
        f"{'rythme' if row.recurrent else 'calendrier'}\u00a0: {row.own_calendar}" if row.own_calendar else "",
        pilot,
        publics,
        f"mot{'s' if len(row.hints) > 1 else ''} du document\u00a0: {hints}" if hints else "",
        f"source\u00a0: ligne\u00a0{row.line} du document" if row.line is not None else "",
    ]


def _calendar(view: View, fiche: Gathered, word: str) -> None:
    """The actions on the years of the plan; drawn only once opened."""
    count = plural(len(fiche.part.leaves), word.lower())
    box = st.expander(f"Voir le calendrier ({count})", key="fiche_calendrier", on_change="rerun")
    if box.open:
        names = {row.code: f"{row.code} · {row.title}" for row in fiche.actions}
        with box:
            calendar.of_fiche(view, fiche.part, names, word, f"calendrier_{fiche.code}")
