"""The actions of a form: what is under way is open, the rest is folded; a status asks only for what it needs."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from components.entry.form import Form
from components.pieces import plain, section
from components.theme import STATUS
from data.entry.changes import Field
from data.entry.outcome import relevant
from data.entry.sheet import IN_TERRITORY, Line
from data.french import capitalised, number, plural
from data.vocabulary import DECLARED, Status, label


def show(form: Form) -> None:
    """Every action of the fiche that this person may speak of; the others are read."""
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
    _lines(form, unfolded)
    if folded:
        name = f"{plural(len(folded), 'autre action', 'autres actions')} (à venir, terminées…)"
        with st.expander(name, key=f"{form.id}_autres", on_change="rerun") as rest:
            if rest.open:
                _lines(form, folded)
    if others:
        with st.expander(f"{plural(len(others), 'action')} de la fiche confiées à d’autres", key=f"{form.id}_lues"):
            for line in others:
                st.markdown(f"**{plain(line.title)}**  \n:gray[{plain(f'{line.code} · {line.before}')}]")


def _lines(form: Form, lines: Sequence[Line]) -> None:
    parent: str | None = None
    for line in lines:
        if line.parent is not None and line.parent != parent:
            st.markdown(f":gray[{plain(line.parent)}]")
        parent = line.parent
        with st.container(border=True, key=f"{form.id}_action_{line.code}", gap="small"):
            _line(form, line)


def _line(form: Form, line: Line) -> None:
    st.markdown(f"**{plain(line.title)}**  \n:gray[{plain(_note(line))}]")
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        field = Field("state", "status", line.code)
        st.pills(
            f"État de l’action {line.code} – {line.title}",
            list(DECLARED),
            format_func=status_text,
            label_visibility="collapsed",
            required=form.sheet.start.get(field) is not None,
            **form.bind(field),
        )
        chosen = form.value(field)
        asked = relevant(Status(str(chosen)), form.sheet.uses_percent) if chosen else ()
        if "percent" in asked:
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
    if chosen:
        _asked(form, line, asked)
    if line.territorial:
        _territories(form, line)


def _asked(form: Form, line: Line, asked: tuple[str, ...]) -> None:
    """What the status asks for beside itself."""
    if "new_ends_on" in asked:
        with st.container(horizontal=True):
            for name, title in (("new_starts_on", "Nouveau début (facultatif)"), ("new_ends_on", "Nouvelle échéance")):
                st.date_input(
                    title, value=None, format="DD/MM/YYYY", width=200, **form.bind(Field("state", name, line.code))
                )
    if "decision_code" in asked:
        abandoned = "new_ends_on" not in asked
        decisions = form.sheet.decisions
        if decisions or not abandoned:
            st.selectbox(
                "Décision d’instance" if abandoned else "Décision d’instance (facultatif)",
                list(decisions),
                index=None,
                format_func=lambda code: decisions.get(code, code),
                placeholder="Choisir une décision",
                **form.bind(Field("state", "decision_code", line.code)),
            )
        else:
            st.warning(
                "Un abandon demande une décision d’instance, et aucune n’est enregistrée. Demandez-la dans "
                "«\u00a0Décision ou appui demandé\u00a0», et laissez l’action dans son état actuel d’ici là."
            )
    if "reason" in asked:
        form.typed(
            Field("state", "reason", line.code), "Motif" if "new_ends_on" in asked else "Motif (facultatif)", lines=1
        )
    comment = Field("state", "comment", line.code)
    changed = any(field.code == line.code and field.kind == "state" and not field.territory for field in form.changes)
    if changed or form.text(comment):
        form.typed(comment, "Précision (facultatif)", lines=1)


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


def _territory(form: Form, name: str, field: Field) -> None:
    current = form.sheet.start.get(field)
    options: list[Status] = list(IN_TERRITORY)
    if current is not None and Status(str(current)) not in options:
        options.append(Status(str(current)))
    st.selectbox(
        name,
        options,
        index=None if current is None else 0,
        format_func=status_text,
        placeholder="Non renseigné",
        width=280,
        **form.bind(field),
    )


def status_text(status: str | Status) -> str:
    """Sign and word of a status."""
    return f"{STATUS[Status(status)].sign} {label(Status(status))}"


def _note(line: Line) -> str:
    """Grey line under a title: code, what was said before, calendar, words of the document."""
    parts = [line.code, line.before, line.calendar]
    if line.recurrent:
        parts.append("récurrente\u00a0: «\u00a0Réalisée\u00a0» quand elle a eu lieu sur la période")
    if line.hints:
        parts.append(f"mots du document\u00a0: {', '.join(line.hints)}")
    return capitalised(" · ".join(part for part in parts if part))
