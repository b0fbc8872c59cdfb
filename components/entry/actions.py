"""The actions of a form: what is under way is open, the rest is folded; a status asks only for what it needs."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from components.entry import asked, grid
from components.entry.form import Form
from components.pieces import plain, section
from data.entry.changes import Field
from data.entry.sheet import IN_TERRITORY, Line
from data.french import capitalised, number, plural
from data.vocabulary import DECLARED, Status, label

CARDS, GRID = "En cartes", "En grille"


def show(form: Form) -> None:
    """Every action of the fiche that this person may speak of, as cards or as a grid; the others are read."""
    lines = form.sheet.lines
    unfolded = [line for line in lines if line.open]
    folded = [line for line in lines if line.mine and not line.open]
    others = [line for line in lines if not line.mine]
    section(
        "Où en sont les actions",
        "Le dernier état connu est repris\u00a0: changez seulement ce qui a bougé." if unfolded else None,
    )
    if not lines:
        st.caption("Cette fiche n’a pas d’action suivie\u00a0: ses textes suffisent.")
    elif not unfolded:
        st.caption("Aucune action n’est en cours sur cette période.")
    if unfolded or folded:
        with st.container(horizontal=True, vertical_alignment="center", gap="medium"):
            in_grid = _chosen(form) == GRID
            every = in_grid and _every(form, folded)
        if in_grid:
            grid.show(form, every=every)
        else:
            _cards(form, unfolded, folded)
    if others:
        with st.expander(f"{plural(len(others), 'action')} de la fiche confiées à d’autres", key=f"{form.id}_lues"):
            for line in others:
                st.markdown(f"**{plain(line.title)}**  \n:gray[{plain(_read_note(form, line))}]")


def _chosen(form: Form) -> str:
    """Cards or grid: the person's choice, kept from one fiche to the next."""
    kept, key = f"saisie_presentation_{form.actor.code}", f"{form.id}_presentation"

    def keep() -> None:
        st.session_state[kept] = st.session_state[key]

    if key not in st.session_state:
        st.session_state[key] = st.session_state.get(kept, CARDS)
    chosen = st.segmented_control(
        "Présentation des actions",
        [CARDS, GRID],
        key=key,
        required=True,
        on_change=keep,
        label_visibility="collapsed",
    )
    return chosen or CARDS


def _every(form: Form, folded: Sequence[Line]) -> bool:
    """Whether the grid also holds the folded actions: on demand, and from the start when one of them was changed."""
    if not folded:
        return False
    key = f"{form.id}_toutes"
    if key not in st.session_state:
        st.session_state[key] = _changed(form, folded)
    return st.checkbox(f"Toutes les actions ({len(folded)} de plus\u00a0: à venir, terminées…)", key=key)


def _cards(form: Form, unfolded: Sequence[Line], folded: Sequence[Line]) -> None:
    _lines(form, unfolded)
    if folded:
        key = f"{form.id}_autres"
        if key not in st.session_state:
            st.session_state[key] = _changed(form, folded)
        name = f"{plural(len(folded), 'autre action', 'autres actions')} (à venir, terminées…)"
        with st.expander(name, key=key, on_change="rerun") as rest:
            if rest.open:
                _lines(form, folded)


def _changed(form: Form, lines: Sequence[Line]) -> bool:
    codes = {line.code for line in lines}
    return any(field.kind == "state" and field.code in codes for field in form.changes)


def _lines(form: Form, lines: Sequence[Line]) -> None:
    parent: str | None = None
    for line in lines:
        if line.parent is not None and line.parent != parent:
            st.markdown(f":gray[{plain(line.parent)}]")
        parent = line.parent
        with st.container(border=True, key=f"{form.id}_action_{line.code}", gap="small"):
            _line(form, line)


def _line(form: Form, line: Line) -> None:
    st.markdown("  \n".join([f"**{plain(line.title)}**", f":gray[{plain(_note(line))}]", *_whose(form, line)]))
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        field = Field("state", "status", line.code)
        st.pills(
            f"État de l’action {line.code} – {line.title}",
            list(DECLARED),
            format_func=asked.status_text,
            label_visibility="collapsed",
            required=form.sheet.start.get(field) is not None,
            **form.bind(field),
        )
        if "percent" in asked.fields(form, line):
            st.number_input(
                "Avancement (%, facultatif)",
                value=None,
                min_value=0.0,
                max_value=100.0,
                step=5.0,
                format="%g",
                placeholder="Non dit",
                width=190,
                **form.bind(Field("state", "percent", line.code)),
            )
    asked.show(form, line)
    _comment(form, line)
    if line.territorial:
        _territories(form, line)


def _comment(form: Form, line: Line) -> None:
    """Offered once something is said of the action, so that an untouched form stays short."""
    comment = Field("state", "comment", line.code)
    changed = any(field.code == line.code and field.kind == "state" and not field.territory for field in form.changes)
    if asked.fields(form, line) and (changed or form.text(comment)):
        form.typed(comment, "Commentaire (facultatif)", lines=1)


def _territories(form: Form, line: Line) -> None:
    """One choice per territory, folded: most quarters change none of them."""
    fields = {code: Field("state", "status", line.code, code) for code in form.sheet.territories}
    said = sum(form.value(field) is not None for field in fields.values())
    name = f"Par territoire ({number(said)} sur {plural(len(fields), 'renseigné')})"
    with st.expander(name, key=f"{form.id}_territoires_{line.code}", on_change="rerun") as places:
        if not places.open:
            return
        st.caption("Sans état pour le département, celui-ci se déduit des territoires.")
        with st.container(horizontal=True):
            for code, field in fields.items():
                _territory(form, form.sheet.territories[code], field)
        for code, name in form.sheet.territories.items():
            for words in _whose(form, line, code):
                st.caption(f"{plain(name)}\u00a0: {words[:1].lower()}{words[1:]}")


def _territory(form: Form, name: str, field: Field) -> None:
    current = form.sheet.start.get(field)
    options: list[Status] = list(IN_TERRITORY)
    if current is not None and Status(str(current)) not in options:
        options.append(Status(str(current)))
    st.selectbox(
        name,
        options,
        index=None if current is None else 0,
        format_func=asked.status_text,
        placeholder="Non renseigné",
        width=280,
        **form.bind(field),
    )


def _whose(form: Form, line: Line, territory: str = "") -> list[str]:
    """Who said it in this period, when it was somebody else; what changing it means."""
    theirs = form.sheet.others.get((line.code, territory))
    if theirs is None:
        return []
    mine = any(
        field.kind == "state" and (field.code, field.territory) == (line.code, territory) for field in form.changes
    )
    return [f"**{plain(f'Vous modifiez {theirs.given}.')}**" if mine else plain(f"{capitalised(theirs.words)}.")]


def _read_note(form: Form, line: Line) -> str:
    """Code of an action that is read only, and its last word."""
    theirs = form.sheet.others.get((line.code, ""))
    status = form.sheet.start.get(Field("state", "status", line.code))
    if theirs is None or status is None:
        return f"{line.code} · {line.before}"
    return f"{line.code} · {label(Status(str(status))).lower()}, {theirs.words}"


def _note(line: Line) -> str:
    """Grey line under a title: code, what was said before, calendar, words of the document."""
    parts = [line.code, line.before, line.calendar]
    if line.recurrent:
        parts.append("récurrente\u00a0: «\u00a0Réalisée\u00a0» quand elle a eu lieu sur la période")
    if line.hints:
        parts.append(f"mots du document\u00a0: {', '.join(line.hints)}")
    return capitalised(" · ".join(part for part in parts if part))
