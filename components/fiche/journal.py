"""The journal of a fiche: who changed what, when and why; read once opened, newest first."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

import streamlit as st

from components import address, pieces
from components.fiche import redaction
from components.pieces import plain
from components.view import View
from data.errors import CapError
from data.french import day, plural, typeset
from data.journal.brief import Brief, summary, title
from data.journal.told import Line, Thing, Told
from data.journal.words import About
from data.permissions import Act, may
from data.reading.journal import timeline

_PAGE = 20
"""Acts shown at once."""
_ABOUT: dict[str, tuple[str, About | None]] = {
    "tout": ("Tout", None),
    "etats": ("États", About.STATES),
    "textes": ("Textes", About.TEXTS),
    "pilotage": ("Pilotage", About.CARRYING),
}
"""Word of the address → choice on screen, what it keeps."""


@st.fragment
def draw(view: View, fiche_code: str) -> None:
    """The section; nothing is read before somebody opens it."""
    pieces.section("Journal des modifications", "Qui a changé quoi, quand et pourquoi. Rien ne s’y réécrit.")
    asked, box_key = address.current("journal"), f"journal_{fiche_code}"
    box = st.expander("Voir le journal", expanded=asked in _ABOUT, key=box_key, on_change=_opened, args=(box_key,))
    if box.open:
        with box:
            _inside(view, fiche_code)


def _opened(box_key: str) -> None:
    address.change(journal="tout" if st.session_state[box_key] else None)


def _inside(view: View, fiche_code: str) -> None:
    choice = _choice()
    count_key = f"journal_combien_{fiche_code}_{choice}"
    wanted = int(st.session_state.get(count_key, _PAGE))
    redaction.outcome(fiche_code)
    try:
        acts = timeline(view.store, view.plan.code, fiche_code, limit=wanted + 1, about=_ABOUT[choice][1])
    except CapError as error:
        st.error(plain(typeset(str(error))))
        return
    if not acts:
        st.caption("Rien n’a été enregistré." if choice == "tout" else "Rien n’a été enregistré à ce sujet.")
    for on, of_day in groupby(acts[:wanted], key=lambda act: act.at.date()):
        when, what = st.columns([2, 10], gap="small")
        when.markdown(f"**{day(on)}**")
        with what:
            for act in of_day:
                _act(view, fiche_code, act)
    if len(acts) > wanted:
        st.button("Voir les précédents", key="journal_suite", on_click=_more, args=(count_key, wanted + _PAGE))


def _more(count_key: str, count: int) -> None:
    st.session_state[count_key] = count


def _choice() -> str:
    asked = address.current("journal") or ""
    st.session_state["journal_sujet"] = asked if asked in _ABOUT else "tout"
    st.segmented_control(
        "Ce que montre le journal",
        list(_ABOUT),
        format_func=lambda word: _ABOUT[word][0],
        key="journal_sujet",
        required=True,
        label_visibility="collapsed",
        on_change=lambda: address.change(journal=st.session_state["journal_sujet"]),
    )
    return str(st.session_state["journal_sujet"])


def _act(view: View, fiche_code: str, act: Told) -> None:
    """One act: what, at what time, by whom, why; then its first lines, and the way to all of them."""
    short = summary(act)
    redacts = may(view.actor, Act.REDACT) and any(thing.redacted is None for thing in act.things)
    with st.container(key=f"acte_{act.id}", gap="xxsmall"):
        with st.container(horizontal=True, vertical_alignment="center", gap="xsmall"):
            who = f":gray[· {plain(act.who)} · {act.at:%H:%M}]"
            st.markdown(f"**{plain(act.command)}** {who}", width="content")
            if not short.whole or redacts:
                _all(view, fiche_code, act, whole=short.whole, redacts=redacts)
        lines = [f":gray[Motif\u00a0:] {plain(act.why)}", ""] if act.why else []
        lines += [f"- {_brief(brief)}" for brief in short.briefs]
        if short.left:
            lines.append(f"- :gray[et {plural(short.left, 'autre élément', 'autres éléments')}]")
        st.markdown("\n".join(lines))


def _all(view: View, fiche_code: str, act: Told, *, whole: bool, redacts: bool) -> None:
    """The whole act, drawn once asked for; and, for who may, the way to take a content out."""
    name = "Retirer ce contenu" if whole else "Tout lire ou retirer" if redacts else "Tout lire"
    panel = st.popover(name, key=f"acte_detail_{act.id}", type="tertiary", width="content", on_change="rerun")
    if panel.open:
        with panel:
            _detail(act.things)
            if redacts:
                redaction.draw(view, fiche_code, act)


_CHANGE = {"modification": "confirmé sans changement", "caviardage": "contenu retiré"}
"""What is said of a thing that has no field to tell, where it is not the word of the journal itself."""


def _brief(brief: Brief) -> str:
    """« Point d’avancement · 3e trimestre 2026 », then its words and its numbers, then each text on its line."""
    what = f":gray[{plain(brief.what)}]"
    if brief.redacted:
        return f"{what}  \n  *{plain(brief.redacted)}*"
    words = [brief.places] if brief.places else [_changed(line) for line in brief.lines if not _is_text(line)]
    if brief.change == "suppression" or not (words or brief.lines):
        words = [_CHANGE.get(brief.change, brief.change), *words]
    texts = [_changed(line) for line in brief.lines if _is_text(line)]
    return "  \n  ".join([what, *([" · ".join(words)] if words else []), *texts])


def _is_text(line: Line) -> bool:
    return max(len(line.old or ""), len(line.new or "")) > _WORDS


_WORDS = 48
"""Characters of a value that holds on a line with others."""


def _changed(line: Line) -> str:
    """« État : Non engagée → En cours »."""
    name = f"{plain(line.field)}\u00a0:"
    values = [_quoted(text) if _is_text(line) else plain(text) for text in (line.old, line.new) if text]
    if line.new is None:
        values.append("rien")
    return f"{name} {' → '.join(values)}"


def _quoted(text: str) -> str:
    """A list of names that are already between guillemets does not get a second pair."""
    return plain(text) if text.startswith("«") and text.endswith("»") else f"«\u00a0{plain(text)}\u00a0»"


def _detail(things: Sequence[Thing]) -> None:
    """Every thing that the act changed, its texts in full."""
    with st.container(key="acte_tout"):
        for thing in things:
            lines = [f"**{plain(title(thing))}**"]
            if thing.redacted:
                lines.append(f"*{plain(thing.redacted)}*")
            elif thing.change == "suppression" or not thing.lines:
                lines[0] += f" :small[:gray[· {_CHANGE.get(thing.change, thing.change)}]]"
            for line in thing.lines:
                lines += [_changed(line)] if not _is_text(line) else _in_full(line)
            st.markdown("  \n".join(lines))


def _in_full(line: Line) -> list[str]:
    name = plain(line.field)
    if line.old is None or line.new is None:
        gone = " :gray[(effacé)]" if line.new is None else ""
        return [f":gray[{name}\u00a0:] {plain(line.new or line.old or '')}{gone}"]
    return [f":gray[{name}, avant\u00a0:] {plain(line.old)}", f":gray[{name}, après\u00a0:] {plain(line.new)}"]
